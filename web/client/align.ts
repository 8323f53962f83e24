/**
 * Finds in a page whose own scripts have run what was delivered: its mirror is read from the text
 * that was delivered, and each node of it is paired with the live node that the browser made of it.
 *
 * What scripts added stays out of the mirror. What they took away is in it, but nowhere in the page,
 * and is put back when a patch needs it.
 */

import type { MirrorElement, MirrorNode, MirrorParent, MirrorRoot, MirrorText } from "./mirror";
import { container } from "./mirror";
import { readPage } from "./page";
import { childNodes } from "./stretch";

/** How far ahead a live node is looked for that scripts may have pushed away. */
const AHEAD = 200;

/** Returns the mirror of the live page, which was delivered as this text; throws if it was not. */
export function alignedMirror(text: string): MirrorRoot {
  const delivered = readPage(text).tree;
  // Browsers tear long texts.
  document.documentElement.normalize();
  return { ...delivered, live: document, children: alignChildren(delivered, document) };
}

function alignChildren(parent: MirrorParent, live: Node): MirrorNode[] {
  const candidates = childNodes(live).filter(isOfPage);
  const places = pair(parent.children, candidates);
  return parent.children.map((node, index) => {
    const match = candidates[places[index] ?? -1];
    return match ? alignNode(node, match) : detached(node);
  });
}

function isOfPage(node: Node): boolean {
  const isNode = node instanceof Element || node instanceof Text || node instanceof Comment;
  return isNode && !(node instanceof Element && node.hasAttribute("data-preview"));
}

function alignNode(node: MirrorNode, live: ChildNode): MirrorNode {
  if (node.kind !== "element") return { ...node, live: live as CharacterData } as MirrorText;
  const element: MirrorElement = { ...node, live: live as Element };
  element.children = alignChildren(node, container(element));
  return element;
}

/** What is nowhere in the live page, as nodes of this document all the same. */
function detached(node: MirrorNode): MirrorNode {
  if (node.kind !== "element") return { ...node, live: document.importNode(node.live) };
  const element: MirrorElement = { ...node, live: document.importNode(node.live) };
  element.children = node.children.map(detached);
  container(element).append(...element.children.map((child) => child.live));
  return element;
}

/** Returns the index of the live node for each node, in order. */
function pair(nodes: readonly MirrorNode[], live: readonly ChildNode[]): (number | undefined)[] {
  const places: (number | undefined)[] = [];
  // First those that are the same all through.
  let next = 0;
  for (const node of nodes) {
    const place = find(live, next, live.length, (it) => node.live.isEqualNode(it));
    places.push(place);
    if (place !== undefined) next = place + 1;
  }
  // Then, between two of those, what has the same name.
  const ends: number[] = [];
  let end = live.length;
  for (let index = nodes.length - 1; index >= 0; index--) {
    end = places[index] ?? end;
    ends[index] = end;
  }
  next = 0;
  nodes.forEach((node, index) => {
    places[index] ??= find(live, next, ends[index] ?? 0, (it) => isLike(node, it));
    next = (places[index] ?? next - 1) + 1;
  });
  return places;
}

function find(
  live: readonly ChildNode[],
  from: number,
  to: number,
  is: (candidate: ChildNode) => boolean,
): number | undefined {
  const end = Math.min(to, from + AHEAD);
  for (let index = from; index < end; index++) {
    const candidate = live[index];
    if (candidate && is(candidate)) return index;
  }
  return undefined;
}

function isLike(node: MirrorNode, live: ChildNode): boolean {
  if (node.live.nodeType !== live.nodeType || node.live.nodeName !== live.nodeName) return false;
  const id = node.kind === "element" ? node.attributes.get("id") : undefined;
  return id === undefined || (live instanceof Element && live.id === id);
}
