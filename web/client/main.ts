/** The client in every preview page: the one file that does something when it is loaded. */

import { webSocket } from "../shared/websocket";
import { Viewer } from "./viewer";

const address = new URL("_preview/socket", location.href);
address.protocol = address.protocol.replace("http", "ws");
// A host may want the sockets on a port of their own.
address.port = document.documentElement.dataset.previewSocketPort ?? address.port;
new Viewer(webSocket(address)).start();
