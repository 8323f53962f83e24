// Builds the application: our own code, readable, into app.js and app.css, and the libraries, small,
// into vendor.js, which changes only with the lock file. `npm run build:builder` calls this.

import { mkdir, writeFile } from "node:fs/promises";
import { build, transform } from "esbuild";

const folder = new URL("../../crates/builder/assets/builder/", import.meta.url);
const banner = "// Made from web/builder by: npm --prefix web run build\n";

const { outputFiles } = await build({
  absWorkingDir: new URL("..", import.meta.url).pathname,
  entryPoints: { app: "builder/main.tsx", entry: "builder/vendor.ts" },
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  jsx: "automatic",
  jsxImportSource: "preact",
  legalComments: "none",
  // What both entries need is the libraries: one chunk.
  chunkNames: "vendor",
  outdir: "out",
  write: false,
  logLevel: "warning",
  define: { "process.env.NODE_ENV": '"production"' },
});

await mkdir(folder, { recursive: true });
for (const name of ["app.js", "app.css", "vendor.js"]) {
  const file = outputFiles.find(({ path }) => path.endsWith(`/${name}`));
  if (!file) throw new Error(`esbuild made no ${name}`);
  let { text } = file;
  if (name === "vendor.js")
    text = (await transform(text, { minify: true, format: "esm", charset: "utf8" })).code;
  await writeFile(new URL(name, folder), name.endsWith(".js") ? banner + text : text);
}
