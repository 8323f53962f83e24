/** The line between two panes, which is dragged, or moved by arrow keys, to share the room between them. */

import { strings } from "./strings/strings";

interface HandleProps {
  /** What the size is of: the pane before or behind the line. */
  pane: "before" | "behind";
  /** Whether the panes are beside each other or above each other. */
  axis: "x" | "y";
  /** In CSS pixels, with the least and most that it may be. */
  size: number;
  range: readonly [number, number];
  resize(size: number): void;
  /** What a double click does. */
  fold(): void;
}

/** How far an arrow key moves it, in CSS pixels. */
const STEP = 24;
const KEYS = { x: ["ArrowLeft", "ArrowRight"], y: ["ArrowUp", "ArrowDown"] };

export function Handle({ pane, axis, size, range, resize, fold }: HandleProps) {
  const direction = pane === "before" ? 1 : -1;
  const at = (event: PointerEvent): number => (axis === "x" ? event.clientX : event.clientY);
  const drag = (down: PointerEvent): void => {
    const handle = down.currentTarget as HTMLElement;
    const start = at(down);
    handle.setPointerCapture(down.pointerId);
    // Over the frame of the preview the pointer would be lost.
    document.documentElement.classList.add("is-resizing");
    const move = (event: PointerEvent): void => resize(size + direction * (at(event) - start));
    const end = (): void => {
      document.documentElement.classList.remove("is-resizing");
      handle.removeEventListener("pointermove", move);
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("lostpointercapture", end, { once: true });
  };
  const press = (event: KeyboardEvent): void => {
    const step = KEYS[axis].indexOf(event.key);
    if (step < 0) return;
    event.preventDefault();
    resize(size + direction * (step === 0 ? -STEP : STEP));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a line that is dragged is no <hr>
    <div
      class={`handle is-${axis}`}
      role="separator"
      aria-orientation={axis === "x" ? "vertical" : "horizontal"}
      aria-label={strings.app.panes.resize}
      aria-valuenow={size}
      aria-valuemin={range[0]}
      aria-valuemax={range[1]}
      tabIndex={0}
      onPointerDown={drag}
      onKeyDown={press}
      onDblClick={fold}
    />
  );
}
