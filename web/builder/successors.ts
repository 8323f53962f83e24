/**
 * Which block of a new list is which one of an old one. A server that was started anew may know the
 * same blocks by other ids; what is selected, has the caret or is still to be written goes on with
 * them.
 *
 * Blocks that kept their ids divide the lists; between two of them, blocks of the same kind follow
 * each other from both ends.
 */

import type { Block } from "./wire";

type Known = Pick<Block, "id" | "kind">;

/** Returns the new ids of the blocks that have other ones now, by their old ids. */
export function successors(before: readonly Known[], after: readonly Known[]): Map<string, string> {
  const found = new Map<string, string>();
  const places = new Map(after.map(({ id }, index) => [id, index]));
  let [from, to] = [0, 0];
  for (const [index, { id }] of before.entries()) {
    const place = places.get(id);
    // Only what stands in the same order in both divides them.
    if (place === undefined || place < to) continue;
    pair(before.slice(from, index), after.slice(to, place), found);
    [from, to] = [index + 1, place + 1];
  }
  pair(before.slice(from), after.slice(to), found);
  return found;
}

/** Pairs what is between: from the beginning as far as kinds agree, then from the end. */
function pair(before: readonly Known[], after: readonly Known[], found: Map<string, string>): void {
  const shorter = Math.min(before.length, after.length);
  const agree = (old: Known | undefined, fresh: Known | undefined): boolean => {
    if (!old || !fresh || old.kind !== fresh.kind) return false;
    if (old.id !== fresh.id) found.set(old.id, fresh.id);
    return true;
  };
  let begin = 0;
  while (begin < shorter && agree(before[begin], after[begin])) begin += 1;
  let end = 1;
  while (end <= shorter - begin && agree(before.at(-end), after.at(-end))) end += 1;
}
