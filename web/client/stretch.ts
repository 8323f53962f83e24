/**
 * Stretches: where the page says that an element has a long list of children (`data-long`), it comes
 * with some tens of them each in an element that is not in the tree. Far from the view, the browser
 * leaves a stretch aside as a whole; it would ask each of ten thousand blocks in every frame.
 *
 * A block stays in the stretch that it is in, and a new one joins that of its neighbour.
 */

const STRETCH = "data-stretch";

/** How high a block is guessed to be that was never near the view. */
const GUESS = "12rem";

/** Guesses how high stretches are, if there are any, better than their style sheet can. */
export function guessStretches(): void {
  const first = document.querySelector(`[${STRETCH}]`);
  if (!first) return;
  const sheet = new CSSStyleSheet();
  // All have about as many blocks.
  sheet.insertRule(
    `:where([${STRETCH}]) { contain-intrinsic-block-size: auto calc(${first.childElementCount} * ${GUESS}) }`,
  );
  document.adoptedStyleSheets.push(sheet);
}

export function isStretch(node: Node | null): node is Element {
  return node instanceof Element && node.hasAttribute(STRETCH);
}

/** Returns the child nodes of an element as the tree has them. */
export function childNodes(parent: Node): ChildNode[] {
  const children: ChildNode[] = [];
  for (const child of parent.childNodes) {
    if (isStretch(child)) children.push(...child.childNodes);
    else children.push(child);
  }
  return children;
}

/** Returns the parent of a node as the tree has it. */
export function parentOf(node: Node): ParentNode | null {
  const { parentNode } = node;
  return isStretch(parentNode) ? parentNode.parentNode : parentNode;
}
