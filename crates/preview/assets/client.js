// The client is built from web/ by `npm run build`.
