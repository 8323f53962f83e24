/**
 * Keeps the reader's place: the block at the top of the view stays where it is on the screen,
 * whatever grows, shrinks, comes or goes above it.
 *
 * Browsers have scroll anchoring (`overflow-anchor`) of their own, but not all of them, and two at
 * once would both correct the same shift; so theirs is off while ours lives. The anchor and its
 * distance from the top are remembered whenever the reader scrolls. After a patch, and whenever the
 * page changes its size (a late picture, a font, a theme), the page is scrolled by as much as the
 * anchor was shifted, before anything is painted.
 */

import { isStretch } from "./stretch";

interface Anchor {
  readonly element: Element;
  /** From the top of the view, in CSS pixels, when the view was scrolled to `Place.base`. */
  readonly offset: number;
}

/** How many blocks are remembered, should a patch remove the first ones. */
const MOST_ANCHORS = 24;

export class Place {
  private anchors: readonly Anchor[] = [];
  /** How far the view was scrolled when the anchors were measured, and by corrections since. */
  private base = 0;
  /** How far it was scrolled when last looked at: anything else is the reader's doing. */
  private seen = 0;
  private frame = 0;
  private readonly resized = new ResizeObserver(() => this.hold());
  private readonly sheet = new CSSStyleSheet();

  start(): void {
    this.sheet.replaceSync("html { overflow-anchor: none !important }");
    document.adoptedStyleSheets.push(this.sheet);
    addEventListener("scroll", this.follow, { passive: true });
    for (const element of [document.body, document.querySelector("main")]) {
      if (element) this.resized.observe(element);
    }
    this.remember();
  }

  stop(): void {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((s) => s !== this.sheet);
    removeEventListener("scroll", this.follow);
    this.resized.disconnect();
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.anchors = [];
  }

  /** Runs a change of the page, and scrolls so that the place stays. */
  keepOver<Change extends { readonly moved: ReadonlySet<Node> }>(change: () => Change): Change {
    this.hold();
    if (scrollY !== this.seen) this.remember();
    const changed = change();
    const moved = [...changed.moved];
    const [first] = this.anchors;
    this.anchors = this.anchors.filter(
      ({ element }) => element.isConnected && !moved.some((node) => node.contains(element)),
    );
    this.hold();
    if (first !== this.anchors[0]) this.remember();
    return changed;
  }

  /** Scrolls by as much as the anchor was shifted since it was measured. */
  private hold(): void {
    const anchor = this.anchors.find(({ element }) => element.isConnected);
    const before = scrollY;
    if (!anchor || before === 0) return;
    const wanted = anchor.offset + this.base - before;
    const shift = anchor.element.getBoundingClientRect().top - wanted;
    if (Math.abs(shift) < 0.5) return;
    scrollBy({ top: shift, behavior: "instant" });
    // The view may stop between two pixels or at its end. The anchor keeps the offset that it
    // should have, so that such remainders do not add up.
    this.base += scrollY - before;
    if (this.seen === before) this.seen = scrollY;
  }

  private readonly follow = (): void => {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.hold();
      if (scrollY !== this.seen) this.remember();
    });
  };

  private remember(): void {
    this.base = scrollY;
    this.seen = scrollY;
    // At the very top there is nothing above to hold against: what is new there is to be seen.
    this.anchors = scrollY > 0 ? anchorsBelow(document.querySelector("main") ?? document.body) : [];
  }
}

/** Returns the elements from the top of the view on, the first one as deep as there are blocks. */
function anchorsBelow(page: Element): Anchor[] {
  const anchors: Anchor[] = [];
  let first = firstInView(page.children);
  const parents: Element[] = [];
  while (first) {
    const isTorn = first.getBoundingClientRect().top < 0 || isStretch(first);
    const inner: Element | undefined = isTorn ? firstInView(blocksIn(first)) : undefined;
    if (!inner) break;
    parents.push(first);
    first = inner;
  }
  for (let element: Element | undefined | null = first; element; element = parents.pop()) {
    // After the inner blocks, those beside the block that holds them.
    let next: Element | null = element === first ? element : element.nextElementSibling;
    for (; next && anchors.length < MOST_ANCHORS; next = next.nextElementSibling) {
      anchors.push({ element: next, offset: next.getBoundingClientRect().top });
    }
  }
  return anchors;
}

/** Returns the children to look into: those of a block that holds no other blocks are not asked. */
function blocksIn(element: Element): ArrayLike<Element> {
  const isLeaf = element.hasAttribute("data-key") && !element.querySelector("[data-key]");
  return isLeaf ? [] : element.children;
}

/** Finds, by halving, the first of elements laid out one below the other that ends in the view. */
function firstInView(elements: ArrayLike<Element>): Element | undefined {
  let low = 0;
  let high = elements.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const isAbove = (elements[middle]?.getBoundingClientRect().bottom ?? 0) <= 0;
    if (isAbove) low = middle + 1;
    else high = middle;
  }
  return elements[low];
}
