/**
 * Shows what changed: a short glow of the blocks in view, a note for those out of view that leads
 * there. The page's elements get no class or attribute, only an animation.
 */

import { counted, element } from "./element";

const GLOW = "rgb(250 190 20 / 0.26)";
const STILL = "rgb(200 130 0)";
const DURATION = 1600;
const ANIMATION = "sopwright-change";

type Side = "above" | "below";

export class Highlight {
  /** Changed blocks that were not in view since, by where they are. */
  private readonly unseen = new Map<Element, Side>();
  private readonly watcher = new IntersectionObserver((entries) => this.look(entries));
  private readonly notes: Readonly<Record<Side, HTMLButtonElement>> = {
    above: this.note("above"),
    below: this.note("below"),
  };

  /** @param row where the notes are put. */
  constructor(private readonly row: Element) {}

  start(): void {
    this.row.prepend(this.notes.above, this.notes.below);
  }

  stop(): void {
    this.watcher.disconnect();
    this.unseen.clear();
    for (const note of Object.values(this.notes)) note.remove();
  }

  show(blocks: Iterable<Element>): void {
    for (const block of blocks) {
      // A block that is watched already tells nothing new by itself.
      this.watcher.unobserve(block);
      this.watcher.observe(block);
    }
  }

  /** Called by the browser once a layout is done, and whenever a block comes into view. */
  private look(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting, boundingClientRect } of entries) {
      if (isIntersecting || !target.isConnected) {
        this.watcher.unobserve(target);
        this.unseen.delete(target);
        if (isIntersecting) glow(target);
      } else {
        this.unseen.set(target, boundingClientRect.bottom <= 0 ? "above" : "below");
      }
    }
    this.showNotes();
  }

  private showNotes(): void {
    for (const side of ["above", "below"] as const) {
      const count = this.at(side).length;
      const note = this.notes[side];
      note.hidden = count === 0;
      note.textContent = `${side === "above" ? "↑" : "↓"} ${counted(count, "change")} ${side}`;
    }
  }

  private note(side: Side): HTMLButtonElement {
    const note = element("button", { type: "button", class: "chip note", hidden: "" });
    note.addEventListener("click", () => this.leadTo(side));
    return note;
  }

  private at(side: Side): Element[] {
    return [...this.unseen.keys()].filter((block) => this.unseen.get(block) === side);
  }

  private leadTo(side: Side): void {
    const distance = (block: Element) => Math.abs(block.getBoundingClientRect().top);
    const [nearest] = this.at(side).sort((a, b) => distance(a) - distance(b));
    const behavior = isMotionReduced() ? "instant" : "smooth";
    nearest?.scrollIntoView({ block: "center", behavior });
  }
}

function glow(block: Element): void {
  for (const animation of block.getAnimations()) {
    if (animation.id === ANIMATION) animation.cancel();
  }
  const still = { outline: `2px solid ${STILL}`, outlineOffset: "4px" };
  const frames = isMotionReduced()
    ? [still, still]
    : [{ offset: 0, backgroundColor: GLOW, boxShadow: `0 0 0 0.3em ${GLOW}` }];
  block.animate(frames, { id: ANIMATION, duration: DURATION, easing: "ease-in" });
}

function isMotionReduced(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
