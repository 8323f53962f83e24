/** All that the application says, in English. A translation is another file of this shape. */

import { appStrings } from "./app";
import { blockStrings } from "./blocks";
import { canvasStrings } from "./canvas";
import { panelStrings } from "./panels";

export const strings = {
  ...appStrings,
  ...canvasStrings,
  ...panelStrings,
  ...blockStrings,
  presence: { guest: "Guest" },
  notices: {
    anotherLife:
      "The server has a new copy of this document. What you had here can be copied to the clipboard.",
  },
};
