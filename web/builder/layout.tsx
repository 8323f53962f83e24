/** Three panes beside each other; the outer ones can be resized and folded away. */

import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";

import { layout } from "./layout_state";
import { source } from "./state";
import { strings } from "./strings/strings";

/** Whether the window is too narrow to write in. */
const isSmall = signal(false);
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
          <Handle side="left" />
        </>
      )}
      <section class="pane pane-middle" aria-label={panes.middle}>
        {middle}
      </section>
      {layout.isRightOpen.value && (
        <>
          <Handle side="right" />
          <section class="pane pane-right" aria-label={panes.right}>
            {right}
          </section>
        </>
      )}
    </main>
  );
}

const STEP = 24;

function Handle({ side }: { side: "left" | "right" }) {
  const width = layout[side];
  const direction = side === "left" ? 1 : -1;
  const drag = (down: PointerEvent): void => {
    const handle = down.currentTarget as HTMLElement;
    const [startX, startWidth] = [down.clientX, width.value];
    handle.setPointerCapture(down.pointerId);
    // Over the frame of the preview the pointer would be lost.
    document.documentElement.classList.add("is-resizing");
    const move = (event: PointerEvent): void =>
      layout.resize(side, startWidth + direction * (event.clientX - startX));
    const end = (): void => {
      document.documentElement.classList.remove("is-resizing");
      handle.removeEventListener("pointermove", move);
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("lostpointercapture", end, { once: true });
  };
  const press = (event: KeyboardEvent): void => {
    const by = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    layout.resize(side, width.value + direction * by);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a line that is dragged is no <hr>
    <div
      class="handle"
      role="separator"
      aria-orientation="vertical"
      aria-label={strings.app.panes.resize}
      aria-valuenow={width.value}
      aria-valuemin={200}
      aria-valuemax={1200}
      tabIndex={0}
      onPointerDown={drag}
      onKeyDown={press}
      onDblClick={() => layout.toggle(side)}
    />
  );
}
