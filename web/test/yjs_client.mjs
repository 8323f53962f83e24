// A Yjs client as its packages come: joins an open SOP, types at the end of it, and says what it has
// when somebody else has typed, too. Arguments: address of the server, key, name of the SOP, text.

import WebSocket from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";

const [, , host, key, name, typed] = process.argv;
const doc = new Y.Doc();
const text = doc.getText("source");
const provider = new WebsocketProvider(`ws://${host}/_builder/sync`, name, doc, {
  WebSocketPolyfill: WebSocket,
  protocols: ["sopwright", `sopwright.key.${key}`],
  disableBc: true,
});
provider.awareness.setLocalStateField("user", { name: "Stock", color: "#123456" });
provider.once("sync", () => text.insert(text.length, typed));
text.observe((_, { local }) => {
  // Only what came from elsewhere, after our own.
  if (local || !text.toString().includes(typed) || !text.toString().includes("answer")) return;
  process.stdout.write(text.toString());
  provider.destroy();
  process.exit(0);
});
