/** Three panes beside each other; the outer ones can be resized and folded away. */

import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";

import { Handle } from "./handle";
import { layout, SIZES } from "./layout_state";
import { source } from "./state";
import { strings } from "./strings/strings";

/** Whether the window is too narrow to write in. */
export const isSmall = signal(false);
const narrow = matchMedia("(width < 1024px)");
const look = (): void => {
  isSmall.value = narrow.matches;
};
narrow.addEventListener("change", look);
look();

interface Panes {
  left: ComponentChildren;
  middle: ComponentChildren;
  right: ComponentChildren;
}

export function Layout({ left, middle, right }: Panes) {
  const { panes } = strings.app;
  const address = source.value?.name.split("/").map(encodeURIComponent).join("/");
  if (isSmall.value) {
    return (
      <main class="small-notice">
        <p>{strings.app.small}</p>
        {address && <iframe title={strings.app.tabs.preview} src={`./${address}/`} />}
      </main>
    );
  }
  return (
    <main
      class="panes"
      style={{ "--left": `${layout.left.value}px`, "--right": `${layout.right.value}px` }}
    >
      {layout.isLeftOpen.value && (
        <>
          <section class="pane pane-left" aria-label={panes.left}>
            {left}
          </section>
          <Edge side="left" />
        </>
      )}
      <section class="pane pane-middle" aria-label={panes.middle}>
        {middle}
      </section>
      {layout.isRightOpen.value && (
        <>
          <Edge side="right" />
          <section class="pane pane-right" aria-label={panes.right}>
            {right}
          </section>
        </>
      )}
    </main>
  );
}

function Edge({ side }: { side: "left" | "right" }) {
  return (
    <Handle
      axis="x"
      pane={side === "left" ? "before" : "behind"}
      size={layout[side].value}
      range={SIZES[side]}
      resize={(size) => layout.resize(side, size)}
      fold={() => layout.toggle(side)}
    />
  );
}
