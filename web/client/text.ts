/** Where two texts differ. */

export interface TextDifference {
  /** In UTF-16 units, as everything in the DOM. */
  readonly offset: number;
  readonly remove: number;
  readonly insert: string;
}

/** Returns the smallest range of `old` whose replacement makes it `fresh`. */
export function textDifference(old: string, fresh: string): TextDifference {
  const most = Math.min(old.length, fresh.length);
  let start = 0;
  while (start < most && old[start] === fresh[start]) start++;
  let end = 0;
  while (end < most - start && old.at(-1 - end) === fresh.at(-1 - end)) end++;
  return {
    offset: start,
    remove: old.length - end - start,
    insert: fresh.slice(start, fresh.length - end),
  };
}
