/**
 * Copied steps keep their numbers. The numbers that a page shows are counters of its style sheet,
 * which browsers leave out of what they copy; here they are written into both the text and the HTML
 * on the clipboard.
 */

type Style = "1.1" | "1.a.i";

const ROMAN: [number, string][] = [
  [1000, "m"],
  [900, "cm"],
  [500, "d"],
  [400, "cd"],
  [100, "c"],
  [90, "xc"],
  [50, "l"],
  [40, "xl"],
  [10, "x"],
  [9, "ix"],
  [5, "v"],
  [4, "iv"],
  [1, "i"],
];

function letters(number: number): string {
  let written = "";
  for (let left = number; left > 0; left = Math.floor((left - 1) / 26)) {
    written = String.fromCharCode(97 + ((left - 1) % 26)) + written;
  }
  return written || String(number);
}

function roman(number: number): string {
  let left = number;
  let written = "";
  for (const [value, digits] of ROMAN) {
    for (; left >= value; left -= value) written += digits;
  }
  return written || String(number);
}

/** The place of a step among those of its list, counted from the list's start. */
function place(step: Element): number {
  const list = step.parentElement;
  const start = Number(list?.getAttribute("start") ?? 1);
  const steps = [...(list?.children ?? [])].filter((child) => child.matches(".step"));
  return start + steps.indexOf(step);
}

/** The number that the page shows in front of a step. */
export function shownNumber(step: Element, style: Style): string {
  const path: number[] = [];
  for (let at: Element | null = step; at; at = at.parentElement?.closest(".step") ?? null) {
    path.unshift(place(at));
  }
  const own = path.at(-1) ?? 1;
  if (style === "1.1" || path.length === 1) return path.join(".");
  const written = [String, letters, roman][(path.length - 1) % 3] ?? String;
  return `${written(own)}.`;
}

const BLOCKS =
  "p, div, li, ol, ul, tr, table, section, aside, figure, figcaption, pre, dl, dt, dd, h1, h2, h3, h4, h5, h6";

/** The plain text of nodes: blocks on lines of their own. */
function plainText(root: Node): string {
  let text = "";
  const visit = (node: Node): void => {
    if (node instanceof Text) {
      const isCode = node.parentElement?.closest("pre") != null;
      text += isCode ? node.data : node.data.replace(/\s+/g, " ");
      return;
    }
    if (node instanceof Element && node.matches("script, style, svg, [data-preview]")) return;
    const isBlock = node instanceof Element && node.matches(BLOCKS);
    const isBreak = node instanceof Element && node.matches("br");
    if ((isBlock && !text.endsWith("\n")) || isBreak) text += "\n";
    node.childNodes.forEach(visit);
    if (node instanceof Element && node.matches("td, th")) text += "\t";
    if (isBlock && !text.endsWith("\n")) text += "\n";
  };
  visit(root);
  return text
    .replace(/[ \t]+\n/g, "\n")
    .replace(/\n +/g, "\n")
    .trim();
}

/** Replaces an element by another kind, so that no program numbers it once more. */
function renamed(element: Element, name: string): Element {
  const other = element.ownerDocument.createElement(name);
  other.append(...element.childNodes);
  element.replaceWith(other);
  return other;
}

/** Returns what is selected, its steps with their numbers; nothing if no whole step is. */
export function withNumbers(range: Range): DocumentFragment | null {
  const root = range.commonAncestorContainer;
  const steps =
    root instanceof Element
      ? [...root.querySelectorAll(".step")].filter((step) => range.intersectsNode(step))
      : [];
  if (steps.length === 0) return null;
  const isOutline = document.querySelector('main[data-steps="1.a.i"]') !== null;
  const numbers = steps.map((step) => shownNumber(step, isOutline ? "1.a.i" : "1.1"));
  const copy = range.cloneContents();
  copy.querySelectorAll(".step").forEach((step, at) => {
    const first = step.querySelector(".step-text") ?? step;
    first.prepend(`${numbers[at] ?? ""} `);
  });
  for (const list of copy.querySelectorAll("ol.steps, li.step, li.between")) renamed(list, "div");
  return copy;
}

document.addEventListener("copy", (event) => {
  const selection = document.getSelection();
  if (event.clipboardData === null || selection === null || selection.rangeCount === 0) return;
  const copy = withNumbers(selection.getRangeAt(0));
  if (copy === null) return;
  const holder = document.createElement("div");
  holder.append(copy);
  event.clipboardData.setData("text/html", holder.innerHTML);
  event.clipboardData.setData("text/plain", plainText(holder));
  event.preventDefault();
});
