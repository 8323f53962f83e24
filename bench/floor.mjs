/**
 * The floor of everything that is painted: a page with a bare WebSocket, and 100 bytes through it
 * into a text node. No tool that is seen in a browser can be faster, only nearer.
 *
 * By default the page has nothing else on it; given another page, the floor has to lay that out as
 * well, and so tells the browser's own work apart from that of the tool.
 */

import { createServer } from "node:http";
import { WebSocketServer } from "ws";

const SCRIPT = `<script>
  const socket = new WebSocket("ws://" + location.host);
  const text = document.getElementById("probe").firstChild;
  socket.onmessage = ({ data }) => { text.data = data; };
</script>`;
/** Sends what is typed, which comes back, as text does in an editor with a preview beside it. */
const FIELD = `<textarea id="source"></textarea><script>
  const source = document.getElementById("source");
  source.oninput = () => socket.send(("word x" + source.value).padEnd(100));
</script>`;
const BARE = '<!DOCTYPE html><meta charset="utf-8"><title>Floor</title><p id="probe">word 0</p>';

export async function startFloor({ page = BARE, hasField = false } = {}) {
  const html = page + SCRIPT + (hasField ? FIELD : "");
  const server = createServer((_request, response) => {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end(html);
  });
  const sockets = new WebSocketServer({ server });
  sockets.on("connection", (socket) => {
    socket.on("message", (data) => socket.send(String(data)));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    edit(word) {
      const data = `The word ${word}.`.padEnd(100);
      return () => {
        for (const socket of sockets.clients) socket.send(data);
      };
    },
    async stop() {
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
