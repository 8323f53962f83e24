/** Keys and clicks on rows: selecting, moving, copying. Keys in a text are that text's own. */

import {
  copyBlocks,
  cutBlocks,
  deleteBlocks,
  duplicateBlocks,
  goToBlock,
  moveBlocks,
  nestBlocks,
  rowElement,
} from "./actions";
import { focusBlock } from "./focus";
import { rowById, rows } from "./rows";
import { blockById, blocks, select, selection, source } from "./state";

/** Where a selection of several began. */
let anchor: string | undefined;

/** Selects by a click on a row. */
export function clickRow(id: string, event: MouseEvent): void {
  if (event.shiftKey) selectTo(id);
  else if (event.ctrlKey || event.metaKey) toggle(id);
  else {
    anchor = id;
    goToBlock(id);
  }
}

function toggle(id: string): void {
  anchor = id;
  const before = selection.peek();
  select(...(before.includes(id) ? before.filter((other) => other !== id) : [...before, id]));
}

/** Selects all rows from where the selection began. */
function selectTo(id: string): void {
  const from = rowById.peek().get(anchor ?? selection.peek()[0] ?? id);
  const to = rowById.peek().get(id);
  if (!from || !to) return;
  const [first, last] = [Math.min(from.index, to.index), Math.max(from.index, to.index)];
  const ids = rows
    .peek()
    .slice(first, last + 1)
    .map(({ block }) => block.id);
  // The one that was come to is the current one.
  select(...(to.index < from.index ? ids.reverse() : ids));
}

/** Does what a key means on a row. Returns whether it means anything. */
export function pressRow(event: KeyboardEvent): boolean {
  const act = (event.ctrlKey || event.metaKey ? withControl : event.altKey ? withAlt : plain)(
    event,
  );
  if (act) act();
  return act !== undefined;
}

type Act = (() => unknown) | undefined;

function withControl(event: KeyboardEvent): Act {
  switch (event.key.toLowerCase()) {
    case "a":
      return () =>
        select(
          ...blocks
            .peek()
            .filter(({ depth }) => depth === 0)
            .map(({ id }) => id),
        );
    case "c":
      return copyBlocks;
    case "x":
      return cutBlocks;
    case "d":
      return duplicateBlocks;
    case "z":
      return () => source.peek()?.takeBack(event.shiftKey ? "redo" : "undo");
    case "y":
      return () => source.peek()?.takeBack("redo");
    default:
      return undefined;
  }
}

function withAlt(event: KeyboardEvent): Act {
  switch (event.key) {
    case "ArrowUp":
      return () => moveBlocks(-1);
    case "ArrowDown":
      return () => moveBlocks(1);
    case "ArrowRight":
      return () => nestBlocks("nest");
    case "ArrowLeft":
      return () => nestBlocks("unnest");
    default:
      return undefined;
  }
}

function plain(event: KeyboardEvent): Act {
  const id = selection.peek().at(-1);
  const row = id === undefined ? undefined : rowById.peek().get(id);
  const all = rows.peek();
  const go = (index: number): Act => {
    const to = all[Math.max(0, Math.min(all.length - 1, index))]?.block.id;
    return to === undefined ? undefined : () => goTo(to, event.shiftKey);
  };
  const at = row?.index ?? 0;
  switch (event.key) {
    case "ArrowUp":
      return go(at - 1);
    case "ArrowDown":
      return go(row ? at + 1 : 0);
    case "PageUp":
      return go(at - 10);
    case "PageDown":
      return go(at + 10);
    case "Home":
      return go(0);
    case "End":
      return go(all.length - 1);
    case "ArrowLeft":
      return () => goAround(id);
    case "ArrowRight":
      return go(at + 1);
    case "Enter":
    case "F2":
      return id === undefined ? undefined : () => focusBlock(id);
    case "Delete":
    case "Backspace":
      return () => deleteBlocks();
    case "Escape":
      return () => select();
    default:
      return undefined;
  }
}

function goTo(id: string, isExtending: boolean): void {
  if (!isExtending) {
    anchor = id;
    goToBlock(id);
    return;
  }
  selectTo(id);
  rowElement(id)?.focus();
}

/** Goes to the nearest block around that has a row. */
function goAround(id: string | undefined): void {
  let outer = id === undefined ? undefined : blockById.peek().get(id)?.parent;
  while (outer && !rowById.peek().has(outer)) outer = blockById.peek().get(outer)?.parent;
  if (outer) goToBlock(outer);
}
