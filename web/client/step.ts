/**
 * Ops with their addresses resolved: what is to be done to which nodes of the mirror.
 *
 * All ops of a patch are resolved before any is performed, because all addresses speak of the tree
 * before the patch. Resolving changes nothing, and finds out whether every op suits its target, so
 * that what is begun can be finished.
 */

import type { Op, TreeNode } from "../shared/protocol";
import type { MirrorElement, MirrorNode, MirrorParent, MirrorRoot, MirrorText } from "./mirror";

/** The nodes from the root down to a target, the target left out. */
export type Lineage = readonly MirrorParent[];

export interface TextStep {
  readonly kind: "text";
  readonly lineage: Lineage;
  readonly target: MirrorText;
  readonly change: (old: string) => string;
}

export interface AttributeStep {
  readonly kind: "attribute";
  readonly lineage: Lineage;
  readonly target: MirrorElement;
  readonly name: string;
  /** `undefined` removes the attribute. */
  readonly value: string | undefined;
}

/** Takes children away, then puts some in: added ones, or those that were taken away. */
export interface ChildrenStep {
  readonly kind: "insert" | "remove" | "move";
  readonly lineage: Lineage;
  readonly target: MirrorParent;
  readonly taken: readonly MirrorNode[];
  readonly added: readonly TreeNode[];
  readonly before: MirrorNode | undefined;
}

export type Step = TextStep | AttributeStep | ChildrenStep;

/** Returns the steps, or `undefined` if an op does not suit the node it addresses. */
export function resolve(root: MirrorRoot, ops: readonly Op[]): Step[] | undefined {
  const steps: Step[] = [];
  for (const op of ops) {
    const step = resolveOp(root, op);
    if (!step) return undefined;
    steps.push(step);
  }
  return steps;
}

function resolveOp(root: MirrorRoot, op: Op): Step | undefined {
  const lineage: MirrorParent[] = [];
  let target: MirrorRoot | MirrorNode = root;
  for (const index of op.at) {
    if (!("children" in target)) return undefined;
    lineage.push(target);
    const child: MirrorNode | undefined = target.children[index];
    if (!child) return undefined;
    target = child;
  }
  switch (op.op) {
    case "text":
    case "splice":
      return "children" in target
        ? undefined
        : { kind: "text", lineage, target, change: textChange(op) };
    case "set":
    case "unset":
      if (target.kind !== "element") return undefined;
      return {
        kind: "attribute",
        lineage,
        target,
        name: op.name,
        value: op.op === "set" ? op.value : undefined,
      };
    case "insert":
    case "remove":
    case "move":
      return "children" in target ? childrenStep(lineage, target, op) : undefined;
    default:
      return op satisfies never;
  }
}

function textChange(op: Op & { op: "text" | "splice" }): (old: string) => string {
  if (op.op === "text") return () => op.text;
  return (old) => old.slice(0, op.offset) + op.insert + old.slice(op.offset + op.remove);
}

function childrenStep(
  lineage: Lineage,
  target: MirrorParent,
  op: Op & { op: "insert" | "remove" | "move" },
): ChildrenStep | undefined {
  const { children } = target;
  const start = op.op === "insert" ? 0 : op.index;
  const end = op.op === "insert" ? 0 : op.index + op.count;
  const beforeIndex = op.op === "remove" ? undefined : op.before;
  const before = beforeIndex === undefined ? undefined : children[beforeIndex];
  const taken = children.slice(start, end);
  const isMissing = end > children.length || (beforeIndex !== undefined && !before);
  if (isMissing || (before && taken.includes(before))) return undefined;
  return {
    kind: op.op,
    lineage,
    target,
    taken,
    added: op.op === "insert" ? op.nodes : [],
    before,
  };
}
