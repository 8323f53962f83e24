/**
 * The mirror: the tree as the server knows it, each node pointing at its live DOM node.
 *
 * It is built from the page as it was delivered, and changed only by ops. What readers, scripts and
 * extensions do to the live page is not in it, so none of that ever shifts an address.
 *
 * As in the server's tree, a child list holds no empty text and no two texts side by side.
 */

import type { TreeElement, TreeNode, TreeText } from "../shared/protocol";
import { childNodes } from "./stretch";

export interface MirrorRoot {
  readonly kind: "root";
  readonly live: Document;
  children: MirrorNode[];
}

export interface MirrorElement extends TreeElement {
  readonly live: Element;
  readonly attributes: Map<string, string>;
  children: MirrorNode[];
}

export interface MirrorText extends TreeText {
  readonly live: CharacterData;
  text: string;
}

export type MirrorNode = MirrorElement | MirrorText;
export type MirrorParent = MirrorRoot | MirrorElement;

/** What the preview itself writes on `<html>`. */
const OWN_ATTRIBUTES = new Set(
  ["epoch", "revision", "digest", "scripted", "socket-port", "state", "transport"].map(
    (name) => `data-preview-${name}`,
  ),
);

export function mirrorOf(document: Document): MirrorRoot {
  return { kind: "root", live: document, children: readChildren(document) };
}

/** Returns the DOM node that holds an element's children. */
export function container(parent: MirrorParent): Document | DocumentFragment | Element {
  const { live } = parent;
  return live instanceof HTMLTemplateElement ? live.content : live;
}

/** Builds live nodes and their mirror. */
export function build(node: TreeNode): MirrorNode {
  if (node.kind === "element") return buildElement(node);
  const isText = node.kind === "text";
  return { ...node, live: isText ? new Text(node.text) : new Comment(node.text) };
}

function buildElement(node: TreeElement): MirrorElement {
  const live = createElement(node);
  for (const [name, value] of node.attributes) writeAttribute(live, name, value);
  const element: MirrorElement = {
    ...node,
    live,
    attributes: new Map(node.attributes),
    children: node.children.map(build),
  };
  container(element).append(...element.children.map((child) => child.live));
  return element;
}

/** As the parser does, takes a colon in an HTML name (`o:p`) for a part of the name. */
function createElement({ namespace, name }: TreeElement): Element {
  return namespace === document.documentElement.namespaceURI
    ? document.createElement(name)
    : document.createElementNS(namespace, name);
}

/** Joins texts that stand side by side, and drops empty ones, here and in the live page. */
export function joinTexts(parent: MirrorParent): void {
  const joined: MirrorNode[] = [];
  for (const child of parent.children) {
    const last = joined.at(-1);
    if (child.kind !== "text") {
      joined.push(child);
    } else if (child.text === "") {
      child.live.remove();
    } else if (last?.kind === "text") {
      last.text += child.text;
      last.live.appendData(child.live.data);
      child.live.remove();
    } else {
      joined.push(child);
    }
  }
  parent.children = joined;
}

/** The attributes of SVG and MathML that have a namespace: HTML §13.2.6.5. */
const FOREIGN_ATTRIBUTES: readonly [RegExp, string][] = [
  [/^xlink:(actuate|arcrole|href|role|show|title|type)$/, "http://www.w3.org/1999/xlink"],
  [/^xml:(lang|space)$/, "http://www.w3.org/XML/1998/namespace"],
  [/^xmlns(:xlink)?$/, "http://www.w3.org/2000/xmlns/"],
];

export function writeAttribute(live: Element, name: string, value: string): void {
  const foreign = live instanceof HTMLElement ? [] : FOREIGN_ATTRIBUTES;
  const namespace = foreign.find(([names]) => names.test(name))?.[1];
  try {
    if (namespace) live.setAttributeNS(namespace, name, value);
    else live.setAttribute(name, value);
  } catch {
    // Parsers take names that this API refuses, such as `"`. Nothing can be done with such an
    // attribute, so the page does without.
  }
}

function readChildren(parent: Document | DocumentFragment | Element): MirrorNode[] {
  const children: MirrorNode[] = [];
  for (const live of childNodes(parent)) {
    const child = read(live);
    if (child) children.push(child);
  }
  return children;
}

function read(live: Node): MirrorNode | undefined {
  if (live instanceof Text) return { kind: "text", text: live.data, live };
  if (live instanceof Comment) return { kind: "comment", text: live.data, live };
  return live instanceof Element ? readElement(live) : undefined;
}

function readElement(live: Element): MirrorElement | undefined {
  if (live.hasAttribute("data-preview")) return undefined;
  const attributes = new Map<string, string>();
  for (const { name, value } of live.attributes) {
    if (live !== live.ownerDocument.documentElement || !OWN_ATTRIBUTES.has(name)) {
      attributes.set(name, value);
    }
  }
  const element: MirrorElement = {
    kind: "element",
    namespace: live.namespaceURI ?? "",
    name: live.localName,
    attributes,
    live,
    children: [],
  };
  element.children = readChildren(container(element));
  joinTexts(element);
  return element;
}
