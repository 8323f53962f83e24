/**
 * Performs steps on the mirror and the live page.
 *
 * Only what a step names is touched. A live node that a script or reader moved or removed is put
 * back when a step needs it, so that no step fails on what they did.
 */

import type { Op } from "../shared/protocol";
import type { LivePlace } from "./keep";
import { move } from "./keep";
import type { MirrorElement, MirrorNode, MirrorParent, MirrorRoot, MirrorText } from "./mirror";
import { build, container, joinTexts, writeAttribute } from "./mirror";
import { shape } from "./shape";
import type { AttributeStep, ChildrenStep, Lineage, Step, TextStep } from "./step";
import { resolve } from "./step";
import { isStretch, parentOf } from "./stretch";
import { textDifference } from "./text";

/** What a patch did, for those who show it. */
export interface Changes {
  /** The blocks that are new, moved, or changed inside. */
  readonly blocks: Set<Element>;
  /** The nodes that stand elsewhere than before. */
  readonly moved: Set<Node>;
  /** How many blocks are gone. */
  removed: number;
}

/** Returns the steps of a patch, or `undefined` if it was made for another tree. */
export function fit(
  root: MirrorRoot,
  patch: { readonly shape: number; readonly ops: readonly Op[] },
): Step[] | undefined {
  return shape(root, patch.ops) === patch.shape ? resolve(root, patch.ops) : undefined;
}

/** Whether steps change, move or remove an element or something in it. */
export function disturb(steps: readonly Step[], element: Element): boolean {
  return steps.some((step) => {
    const taken = "taken" in step ? step.taken : [];
    return element.contains(step.target.live) || taken.some(({ live }) => live.contains(element));
  });
}

export function perform(steps: readonly Step[]): Changes {
  const changes: Changes = { blocks: new Set(), moved: new Set(), removed: 0 };
  for (const step of steps) {
    putBack(step.lineage, step.target);
    switch (step.kind) {
      case "text":
        changeText(step, changes);
        break;
      case "attribute":
        changeAttribute(step, changes);
        break;
      case "insert":
      case "remove":
      case "move":
        changeChildren(step, changes);
        break;
      default:
        step satisfies never;
    }
  }
  for (const parent of parentsOf(steps)) joinTexts(parent);
  return changes;
}

/** Returns the parents whose lists may hold empty or adjacent texts now. */
function parentsOf(steps: readonly Step[]): Set<MirrorParent> {
  const parents = new Set<MirrorParent>();
  for (const { kind, target, lineage } of steps) {
    const parent = kind === "text" ? lineage.at(-1) : target;
    if (parent && "children" in parent) parents.add(parent);
  }
  return parents;
}

function changeText({ target, change }: TextStep, changes: Changes): void {
  const text = change(target.text);
  const { live } = target;
  // Replacing no more than differs keeps carets and selections where they are.
  const { offset, remove, insert } = textDifference(live.data, text);
  live.replaceData(offset, remove, insert);
  target.text = text;
  noteBlock(changes, live.parentElement);
}

function changeAttribute({ target, name, value }: AttributeStep, changes: Changes): void {
  const { live, attributes } = target;
  const isUntouched = isAsDelivered(live, name);
  if (value === undefined) {
    live.removeAttribute(name);
    attributes.delete(name);
  } else {
    writeAttribute(live, name, value);
    attributes.set(name, value);
  }
  if (isUntouched) followAttribute(live, name);
  noteBlock(changes, live);
}

/** Whether a field's live value, which readers change, is still what its attribute says. */
function isAsDelivered(live: Element, name: string): boolean {
  if (live instanceof HTMLInputElement && live.type !== "file") {
    if (name === "value") return live.value === live.defaultValue;
    if (name === "checked") return live.checked === live.defaultChecked;
  }
  return live instanceof HTMLOptionElement && live.selected === live.defaultSelected;
}

/** Once a reader has touched a field, its live value follows the attribute no more by itself. */
function followAttribute(live: Element, name: string): void {
  if (live instanceof HTMLInputElement) {
    if (name === "value" && live.value !== live.defaultValue) live.value = live.defaultValue;
    if (name === "checked") live.checked = live.defaultChecked;
  }
  if (live instanceof HTMLOptionElement && name === "selected") {
    live.selected = live.defaultSelected;
  }
}

function changeChildren(step: ChildrenStep, changes: Changes): void {
  const { target, taken } = step;
  target.children = target.children.filter((child) => !taken.includes(child));
  switch (step.kind) {
    case "insert": {
      const added = step.added.map(build);
      const place = livePlace(target, step.before, added);
      for (const { live } of added) place.home.insertBefore(live, place.next);
      putInList(target, added, step.before);
      for (const child of added) noteChild(changes, child);
      break;
    }
    case "remove":
      for (const { live } of taken) {
        if (live instanceof Element && !blockOf(live.parentElement)) changes.removed++;
        live.remove();
      }
      if (target.kind === "element") noteBlock(changes, target.live);
      break;
    case "move":
      move(
        livePlace(target, step.before, taken),
        taken.map(({ live }) => live),
      );
      putInList(target, taken, step.before);
      for (const child of taken) {
        changes.moved.add(child.live);
        noteChild(changes, child);
      }
      break;
    default:
      step.kind satisfies never;
  }
}

function putInList(
  parent: MirrorParent,
  nodes: readonly MirrorNode[],
  before: MirrorNode | undefined,
): void {
  parent.children.splice(indexOf(parent, before), 0, ...nodes);
}

function indexOf(parent: MirrorParent, before: MirrorNode | undefined): number {
  const index = before ? parent.children.indexOf(before) : -1;
  return index < 0 ? parent.children.length : index;
}

/**
 * Returns where nodes go in the live page that the mirror will have before `before`: right beside a
 * neighbour that the mirror knows, whatever else stands there.
 */
function livePlace(
  parent: MirrorParent,
  before: MirrorNode | undefined,
  nodes: readonly MirrorNode[],
): LivePlace {
  const isThere = ({ live }: MirrorNode) => isIn(parent, live);
  const index = indexOf(parent, before);
  const below = parent.children.slice(index).find(isThere)?.live;
  if (below) return { home: homeOf(below, parent), next: below };
  const above = parent.children.slice(0, index).findLast(isThere)?.live;
  const home = above ? homeOf(above, parent) : container(parent);
  let next: Node | null = above ? above.nextSibling : home.firstChild;
  const lives = new Set<Node>(nodes.map(({ live }) => live));
  while (next && lives.has(next)) next = next.nextSibling;
  return { home, next };
}

function isIn(parent: MirrorParent, live: Node): boolean {
  return parentOf(live) === container(parent);
}

/** Returns the very node that a child stands in, be it a stretch. */
function homeOf({ parentNode }: Node, parent: MirrorParent): LivePlace["home"] {
  return isStretch(parentNode) ? parentNode : container(parent);
}

/** Sees to it that the target of a step stands in the live page where the mirror has it. */
function putBack(lineage: Lineage, target: MirrorNode | MirrorRoot): void {
  lineage.forEach((parent, depth) => {
    const node = lineage[depth + 1] ?? target;
    if (parent.kind === "root" || node.kind === "root") return;
    if (!isIn(parent, node.live)) putBackChild(parent, node);
  });
}

function putBackChild(parent: MirrorElement, node: MirrorElement | MirrorText): void {
  // An earlier step may have removed it for good.
  if (!parent.children.includes(node)) return;
  if (node.kind === "element") {
    const { home, next } = livePlace(parent, node, [node]);
    home.insertBefore(node.live, next);
  } else {
    // Something else, such as its translation, stands in the text's place.
    container(parent).replaceChildren(...parent.children.map(({ live }) => live));
  }
}

function noteChild(changes: Changes, { live }: MirrorNode): void {
  noteBlock(changes, live instanceof Element ? live : live.parentElement);
}

function noteBlock(changes: Changes, element: Element | null): void {
  const block = blockOf(element);
  if (block) changes.blocks.add(block);
}

/** Returns the block that an element belongs to; the page as a whole is none. */
function blockOf(element: Element | null): Element | undefined {
  const block = element?.closest("[data-key]") ?? element;
  if (!block?.parentElement?.closest("body")) return undefined;
  return block.localName === "main" || isStretch(block) ? undefined : block;
}
