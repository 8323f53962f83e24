/** The left pane: the outline of the document, or the library of blocks. */

import { signal } from "@preact/signals";

import { Library } from "./library";
import { Outline } from "./outline";
import { isOpen } from "./state";
import { strings } from "./strings/strings";

const shown = signal<"library" | "outline">("library");

export function SidePane() {
  if (!isOpen.value) return null;
  return (
    <>
      <div class="pane-head">
        <div class="segments" role="tablist">
          {(["library", "outline"] as const).map((which) => (
            <button
              type="button"
              role="tab"
              key={which}
              aria-selected={shown.value === which}
              onClick={() => {
                shown.value = which;
              }}
            >
              {strings.app.tabs[which]}
            </button>
          ))}
        </div>
      </div>
      {shown.value === "library" ? <Library /> : <Outline />}
    </>
  );
}
