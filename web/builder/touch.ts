/**
 * Dragging by a finger: the drags of browsers themselves begin by touch late or, on many devices,
 * not at all. A finger that moves on something that can be dragged takes it along, and a card shows
 * under it what that is. Which way a finger scrolls instead is said by `touch-action` in the styles.
 */

interface Point {
  x: number;
  y: number;
}

export interface TouchDrag {
  /** Begins; returns what is dragged, in words. */
  begin(): string;
  /** The finger is here now. */
  over(at: Point): void;
  /** It was lifted where it was last. */
  drop(): void;
  /** The browser took it for something else. */
  cancel(): void;
}

/** How far a finger moves before that is no tap, in px. */
const SLOP = 8;
/** So near to an edge of the document it scrolls, in px, and so far in each frame. */
const EDGE = 56;
const FASTEST = 14;

/** Makes an element something that a finger drags. Returns how to end it. */
export function dragByTouch(element: HTMLElement, drag: TouchDrag): () => void {
  const pressed = (down: PointerEvent): void => {
    if (down.pointerType === "mouse" || !down.isPrimary) return;
    new Finger(element, drag, down).follow();
  };
  element.addEventListener("pointerdown", pressed);
  return () => element.removeEventListener("pointerdown", pressed);
}

/** One finger, from the touch to the lifting. */
class Finger {
  private at: Point;
  private card: HTMLElement | undefined;
  private frame = 0;
  private readonly ended = new AbortController();

  constructor(
    private readonly element: HTMLElement,
    private readonly drag: TouchDrag,
    private readonly down: PointerEvent,
  ) {
    this.at = { x: down.clientX, y: down.clientY };
  }

  follow(): void {
    const { signal } = this.ended;
    const listen = (type: string, heard: (event: PointerEvent) => void): void =>
      this.element.addEventListener(type, heard as EventListener, { signal });
    // A finger that stays would begin the browser's own drag, which takes this one's events away.
    this.element.draggable = false;
    this.element.setPointerCapture(this.down.pointerId);
    listen("pointermove", this.moved);
    listen("pointerup", () => this.end(this.drag.drop));
    listen("pointercancel", () => this.end(this.drag.cancel));
    listen("lostpointercapture", () => this.end(this.drag.cancel));
    listen("contextmenu", (event) => event.preventDefault());
  }

  private readonly moved = (event: PointerEvent): void => {
    this.at = { x: event.clientX, y: event.clientY };
    if (!this.card) {
      const { clientX, clientY } = this.down;
      if (Math.hypot(this.at.x - clientX, this.at.y - clientY) < SLOP) return;
      this.card = card(this.drag.begin());
      this.frame = requestAnimationFrame(this.scroll);
    }
    this.card.style.translate = `${this.at.x}px ${this.at.y}px`;
    this.drag.over(this.at);
  };

  /** Scrolls the document while the finger is near its edge. */
  private readonly scroll = (): void => {
    this.frame = requestAnimationFrame(this.scroll);
    const view = document.elementFromPoint(this.at.x, this.at.y)?.closest("[data-canvas]");
    if (!view) return;
    const { top, bottom } = view.getBoundingClientRect();
    const above = Math.max(0, top + EDGE - this.at.y);
    const below = Math.max(0, this.at.y - (bottom - EDGE));
    if (above === below) return;
    view.scrollTop += (FASTEST * (below - above)) / EDGE;
    this.drag.over(this.at);
  };

  private end(how: () => void): void {
    if (this.ended.signal.aborted) return;
    this.ended.abort();
    this.element.draggable = true;
    cancelAnimationFrame(this.frame);
    this.card?.remove();
    if (this.card) how();
  }
}

/** Shows under the finger what is dragged. */
function card(text: string): HTMLElement {
  const card = document.body.appendChild(document.createElement("div"));
  card.className = "drag-preview is-by-touch";
  card.textContent = text;
  return card;
}
