#!/bin/sh
# Shows a file of HTML in every open browser, from a shell: a named pipe says what to do.
#
#   ./live_preview.sh page.html [OPTION OF sopwright host]…
#
# Prints the address to open, then shows the file again whenever a line comes on standard input, for
# instance from another program: `inotifywait -qm -e close_write page.html | ./live_preview.sh page.html`
set -eu
page=$1
shift

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkfifo "$folder/say"
"${SOPWRIGHT:-sopwright}" host "$@" <"$folder/say" >"$folder/events" &
# For as long as this end of the pipe is open, the preview is.
exec 3>"$folder/say"

until [ -s "$folder/events" ]; do
  kill -0 $! 2>/dev/null || exit 2
done
# {"event":"listening",…,"secret":"…",…,"url":"http://…/_preview.…",…}
field() { sed -n "1s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" "$folder/events"; }
url=$(field url)
echo "$url"

show() {
  curl --silent --show-error --fail --output /dev/null --request PUT \
    --header "Authorization: Bearer $(field secret)" \
    --data-binary "@$page" "${url%/*}/_preview/documents/"
}
show
while read -r _; do show; done

exec 3>&-
wait
