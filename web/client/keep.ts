/**
 * What a browser forgets about a node that moves, put back.
 *
 * `moveBefore` forgets only the selection of text. Where a browser does not have it, a node is taken
 * out and put in again, and focus, scroll positions and playing media are lost as well.
 */

/** A place in the live page: in `home`, before `next` or at the end. */
export interface LivePlace {
  readonly home: Document | DocumentFragment | Element;
  readonly next: Node | null;
}

/** Puts nodes, in order, to a place; they may stand there already. */
export function move({ home, next }: LivePlace, nodes: readonly ChildNode[]): void {
  const isKept = "moveBefore" in home && home.isConnected && nodes.every((n) => n.isConnected);
  const restore = [selectionIn(nodes), ...(isKept ? [] : usesOf(nodes))];
  for (const node of nodes) {
    if (isKept) home.moveBefore(node, next);
    else home.insertBefore(node, next);
  }
  for (const put of restore) put();
}

type Restore = () => void;

function selectionIn(nodes: readonly ChildNode[]): Restore {
  const selection = getSelection();
  const isInside = nodes.some(
    (node) =>
      node.contains(selection?.anchorNode ?? null) || node.contains(selection?.focusNode ?? null),
  );
  // Text fields have a selection of their own, which they keep.
  if (!selection?.anchorNode || !selection.focusNode || !isInside || isTextField(focused())) {
    return () => {};
  }
  const { anchorNode, anchorOffset, focusNode, focusOffset } = selection;
  return () => selection.setBaseAndExtent(anchorNode, anchorOffset, focusNode, focusOffset);
}

function usesOf(nodes: readonly ChildNode[]): Restore[] {
  const elements = nodes.flatMap((node) =>
    node instanceof Element ? [node, ...node.querySelectorAll("*")] : [],
  );
  return elements.flatMap((element) => [
    ...scrollOf(element),
    ...playingOf(element),
    ...(element === focused()
      ? [() => (element as HTMLElement).focus({ preventScroll: true })]
      : []),
  ]);
}

function scrollOf(element: Element): Restore[] {
  const { scrollLeft, scrollTop } = element;
  if (scrollLeft === 0 && scrollTop === 0) return [];
  return [() => element.scrollTo({ left: scrollLeft, top: scrollTop, behavior: "instant" })];
}

function playingOf(element: Element): Restore[] {
  if (!(element instanceof HTMLMediaElement) || element.paused) return [];
  // A browser may refuse to start it again without a click; then it stays paused.
  return [() => void element.play().catch(() => {})];
}

function focused(): Element | null {
  return document.activeElement;
}

function isTextField(element: Element | null): boolean {
  return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
}
