/**
 * Which rows of a long document are on the page: those near the part that is in view. Rows that
 * were never shown have estimated heights, those that were have measured ones.
 */

import type { Row } from "./rows";

/** Up to so many rows are all on the page. */
export const ALL_UP_TO = 300;
/** How far beyond the view rows are on the page, in px. */
const BEYOND = 900;

export interface Stretch {
  from: number;
  to: number;
  /** The heights of what is left out. */
  above: number;
  below: number;
}

export class Heights {
  private readonly measured = new Map<string, number>();

  /** Returns how much taller the row is than was thought. */
  measure(row: Row, height: number): number {
    const before = this.of(row);
    this.measured.set(row.block.id, height);
    return height - before;
  }

  of({ block }: Row): number {
    const known = this.measured.get(block.id);
    if (known !== undefined) return known;
    if (block.table) return 60 + 34 * (block.table.rows.length + 1);
    if (block.kind === "picture") return 260;
    if (block.kind === "section") return 64;
    const text = String(block.fields.text ?? "");
    const lines = text
      .split("\n")
      .reduce((sum, line) => sum + Math.ceil((line.length + 1) / 80), 0);
    return 16 + 22 * Math.max(1, lines);
  }

  /** Returns where a row begins. */
  top(rows: readonly Row[], index: number): number {
    let top = 0;
    for (const row of rows.slice(0, index)) top += this.of(row);
    return top;
  }
}

/** Returns the rows that are on the page while what is between two heights is in view. */
export function stretch(
  rows: readonly Row[],
  heights: Heights,
  { top, height }: { top: number; height: number },
): Stretch {
  if (rows.length <= ALL_UP_TO) return { from: 0, to: rows.length, above: 0, below: 0 };
  const found: Stretch = { from: -1, to: rows.length, above: 0, below: 0 };
  let at = 0;
  for (const [index, row] of rows.entries()) {
    const next = at + heights.of(row);
    if (found.from < 0 && next >= top - BEYOND) [found.from, found.above] = [index, at];
    if (at <= top + height + BEYOND) found.to = index + 1;
    at = next;
    if (at > top + height + BEYOND && index >= found.to) found.below += heights.of(row);
  }
  return found.from < 0 ? { from: 0, to: 0, above: at, below: 0 } : found;
}
