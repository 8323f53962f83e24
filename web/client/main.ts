/** The client in every preview page: the one file that does something when it is loaded. */

import { Viewer } from "./viewer";

new Viewer().start();
