/**
 * Mirror and a newer tree → the ops between them, for a page that was fetched anew.
 *
 * Children are paired by what is equal at both ends of the lists, by key, and, between two
 * neighbours that are paired, in order. Of the pairs, the longest run already in order stays and
 * the others move.
 */

import type { Op, Path, TreeElement, TreeNode } from "../shared/protocol";
import { textDifference } from "./text";

/** Returns the ops that turn one child list into another. */
export function diff(old: readonly TreeNode[], fresh: readonly TreeNode[]): Op[] {
  const ops: Op[] = [];
  diffChildren(old, fresh, [], ops);
  return ops;
}

function diffChildren(
  old: readonly TreeNode[],
  fresh: readonly TreeNode[],
  at: Path,
  ops: Op[],
): void {
  const partners = pair(old, fresh);
  fresh.forEach((node, index) => {
    const partner = partners[index];
    const before = partner === undefined ? undefined : old[partner];
    if (before && partner !== undefined) diffNode(before, node, [...at, partner], ops);
  });

  const kept = new Set(partners);
  old.forEach((_, index) => {
    if (!kept.has(index)) ops.push({ op: "remove", at, index, count: 1 });
  });

  const stays = longestRun(partners);
  fresh.forEach((node, index) => {
    const partner = partners[index];
    if (partner !== undefined && stays.has(partner)) return;
    const next = partners.slice(index).find((p) => p !== undefined && stays.has(p));
    ops.push(
      partner === undefined
        ? { op: "insert", at, before: next, nodes: [node] }
        : { op: "move", at, index: partner, count: 1, before: next },
    );
  });
}

function diffNode(old: TreeNode, fresh: TreeNode, at: Path, ops: Op[]): void {
  if (old.kind === "element" && fresh.kind === "element") {
    diffAttributes(old, fresh, at, ops);
    diffChildren(old.children, fresh.children, at, ops);
  } else if (old.kind !== "element" && fresh.kind !== "element" && old.text !== fresh.text) {
    ops.push({ op: "splice", at, ...textDifference(old.text, fresh.text) });
  }
}

function diffAttributes(old: TreeElement, fresh: TreeElement, at: Path, ops: Op[]): void {
  for (const name of old.attributes.keys()) {
    if (!fresh.attributes.has(name)) ops.push({ op: "unset", at, name });
  }
  for (const [name, value] of fresh.attributes) {
    if (old.attributes.get(name) !== value) ops.push({ op: "set", at, name, value });
  }
}

/** For each new child, the index of the old one that it continues. */
type Partners = (number | undefined)[];

function pair(old: readonly TreeNode[], fresh: readonly TreeNode[]): Partners {
  const partners: Partners = fresh.map(() => undefined);
  const taken = new Set<number>();
  const join = (oldIndex: number, freshIndex: number) => {
    partners[freshIndex] = oldIndex;
    taken.add(oldIndex);
  };

  const most = Math.min(old.length, fresh.length);
  let start = 0;
  while (start < most && isEqual(old[start], fresh[start])) join(start, start++);
  for (let end = 1; end <= most - start && isEqual(old.at(-end), fresh.at(-end)); end++) {
    join(old.length - end, fresh.length - end);
  }

  const byKey = new Map<string, number>();
  old.forEach((node, index) => {
    const key = keyOf(node);
    if (key && !taken.has(index) && !byKey.has(key)) byKey.set(key, index);
  });
  fresh.forEach((node, index) => {
    const found = byKey.get(keyOf(node) ?? "");
    if (partners[index] !== undefined || found === undefined || taken.has(found)) return;
    if (isAlike(old[found], node)) join(found, index);
  });

  pairGaps(old, fresh, partners, taken, join);
  return partners;
}

/** Pairs what is left between two neighbours that are paired, in order. */
function pairGaps(
  old: readonly TreeNode[],
  fresh: readonly TreeNode[],
  partners: Partners,
  taken: ReadonlySet<number>,
  join: (oldIndex: number, freshIndex: number) => void,
): void {
  // A node becomes one with another key only where nothing better was found in the whole gap.
  const passes = [(a?: TreeNode, b?: TreeNode) => !keyOf(a) && !keyOf(b), () => true];
  for (const mayBecome of passes) {
    let next = 0;
    fresh.forEach((node, index) => {
      const partner = partners[index];
      if (partner !== undefined) {
        next = partner + 1;
        return;
      }
      for (let gap = next; gap < old.length && !taken.has(gap); gap++) {
        if (isAlike(old[gap], node) && mayBecome(old[gap], node)) {
          join(gap, index);
          next = gap + 1;
          return;
        }
      }
    });
  }
}

function keyOf(node: TreeNode | undefined): string | undefined {
  if (node?.kind !== "element") return undefined;
  return node.attributes.get("data-key") || node.attributes.get("id");
}

/** Whether both are the same kind of node. */
function isAlike(a: TreeNode | undefined, b: TreeNode): boolean {
  if (a?.kind !== "element" || b.kind !== "element") return a?.kind === b.kind;
  return a.name === b.name && a.namespace === b.namespace;
}

function isEqual(a: TreeNode | undefined, b: TreeNode | undefined): boolean {
  if (!a || !b || !isAlike(a, b)) return false;
  if (a.kind !== "element" || b.kind !== "element") {
    return "text" in a && "text" in b && a.text === b.text;
  }
  return (
    a.attributes.size === b.attributes.size &&
    [...a.attributes].every(([name, value]) => b.attributes.get(name) === value) &&
    a.children.length === b.children.length &&
    a.children.every((child, index) => isEqual(child, b.children[index]))
  );
}

/** Returns the longest increasing run of old indexes: those that need not move. */
function longestRun(partners: Partners): Set<number> {
  // `tails[k]`: the old index that ends a run of length k + 1 lowest; `previous`: the one before it.
  const tails: number[] = [];
  const previous = new Map<number, number | undefined>();
  for (const partner of partners) {
    if (partner === undefined) continue;
    let length = tails.findIndex((tail) => tail > partner);
    if (length < 0) length = tails.length;
    previous.set(partner, tails[length - 1]);
    tails[length] = partner;
  }
  const run = new Set<number>();
  for (let index = tails.at(-1); index !== undefined; index = previous.get(index)) run.add(index);
  return run;
}
