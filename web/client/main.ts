/** The client in every preview page: the one file that does something when it is loaded. */

import type { Transport } from "../shared/connection";
import { webSocket } from "../shared/websocket";
import { importModule } from "./module";
import { Viewer } from "./viewer";

const address = new URL("_preview/socket", location.href);
address.protocol = address.protocol.replace("http", "ws");
// A host may want the sockets on a port of their own.
address.port = document.documentElement.dataset.previewSocketPort ?? address.port;
new Viewer(await transport()).start();

/** A page that is shown where somebody writes has its socket in a worker. */
async function transport(): Promise<Transport> {
  if (crossOriginIsolated && parent !== window) {
    try {
      const { workerSocket } = await importModule<typeof import("./worker_socket")>("socket");
      return workerSocket(address);
    } catch {
      // The server was lost in this moment.
    }
  }
  return webSocket(address);
}
