/** What is done with selected blocks: by keys, by the bar of a block and by commands. */

import { effect } from "@preact/signals";

import { focusRow } from "./focus";
import { around, rows, selectedBlocks } from "./rows";
import { blockById, blocks, childrenOf, edit, say, select, selection, source } from "./state";
import { strings } from "./strings/strings";
import type { Block, Place } from "./wire";

/** Returns the selected blocks; for one of an included file, that which stands for the include. */
function editable(): Block[] {
  const chosen = selectedBlocks.peek().map(includeOf);
  return chosen.filter((block, index) => chosen.indexOf(block) === index);
}

function includeOf(block: Block): Block {
  if (!block.foreign) return block;
  const all = blocks.peek();
  return all[all.slice(0, all.indexOf(block) + 1).findLastIndex(({ include }) => include)] ?? block;
}

export async function deleteBlocks(doomed: readonly Block[] = editable()): Promise<void> {
  const ids = doomed.map(({ id }) => id);
  if (ids.length === 0) return;
  const next = rowBeside(ids);
  if (!(await edit({ do: "delete", blocks: ids }))) return;
  if (next) goToBlock(next);
  say(strings.canvas.deleted(ids.length), false, () => source.peek()?.takeBack("undo"));
}

/** Returns the row that is current when others are gone. */
function rowBeside(ids: readonly string[]): string | undefined {
  const gone = new Set(ids);
  const stays = ({ block }: { block: Block }): boolean =>
    !gone.has(block.id) && !around(block).some((id) => gone.has(id));
  const all = rows.peek();
  const first = all.findIndex((row) => !stays(row));
  const next = all.slice(Math.max(0, first)).find(stays) ?? all[first - 1];
  return next?.block.id;
}

export function duplicateBlocks(): void {
  const ids = editable().map(({ id }) => id);
  if (ids.length > 0) void edit({ do: "duplicate", blocks: ids });
}

export function nestBlocks(how: "nest" | "unnest"): void {
  const ids = editable().map(({ id }) => id);
  if (ids.length > 0) void edit({ do: how, blocks: ids }).then(refocus);
}

/** Moves the selected blocks past the one before or behind them, or out of what is around them. */
export function moveBlocks(step: 1 | -1): void {
  const moved = editable();
  const [first, last] = [moved[0], moved.at(-1)];
  if (!first || !last) return;
  const beside = childrenOf.peek().get(first.parent) ?? [];
  const edge = step < 0 ? first : last;
  const isPart = ({ foreign, include }: Block): boolean => Boolean(foreign && !include);
  const at = beside.findIndex(({ id }) => id === edge.id);
  const reach = step < 0 ? beside.slice(0, at).reverse() : beside.slice(at + 1);
  // The other blocks of its include are no others.
  const other = last.include && step > 0 ? reach.find((block) => !isPart(block)) : reach[0];
  const beyond = other?.id ?? (first.parent ? moveOut(first) : undefined);
  if (!beyond) return;
  const place: Place = step < 0 ? { before: beyond } : { after: beyond };
  const ids = moved.map(({ id }) => id);
  void edit({ do: "move", blocks: ids, place }).then(refocus);
}

/** Returns what a block is moved past when it leaves what is around it. */
function moveOut(block: Block): string | undefined {
  // Steps and items stay in their list: nesting moves them between levels.
  return block.kind === "step" || block.kind === "item" ? undefined : (block.parent ?? undefined);
}

/** Copies the selected blocks as Markdown. */
export async function copyBlocks(): Promise<boolean> {
  const ids = selectedBlocks.peek().map(({ id }) => id);
  const at = source.peek();
  if (ids.length === 0 || !at) return false;
  try {
    // What a copy would write is their Markdown.
    const markdown = await at.planned({ do: "duplicate", blocks: ids });
    await navigator.clipboard.writeText(outdented(markdown));
    return true;
  } catch (error) {
    say(error instanceof Error ? error.message : String(error), true);
    return false;
  }
}

export async function cutBlocks(): Promise<void> {
  const cut = editable();
  if (await copyBlocks()) await deleteBlocks(cut);
}

/** Puts Markdown in behind the current block. */
export function pasteSource(text: string): void {
  const source = text.replace(/\r\n?/g, "\n").trim();
  if (source) void edit({ do: "insert-source", source, place: behindCurrent() });
}

/** Returns the place behind the current block, or the end of the document. */
export function behindCurrent(): Place {
  const id = selection.peek().at(-1);
  const block = id === undefined ? undefined : blockById.peek().get(id);
  return block ? { after: block.id } : { end: true };
}

/** Takes the indentation away that all lines have. */
function outdented(markdown: string): string {
  const lines = markdown.replace(/^\n+|\s+$/g, "").split("\n");
  const indents = lines
    .filter((line) => line.trim())
    .map((line) => /^ */.exec(line)?.[0].length ?? 0);
  const common = Math.min(...indents);
  return `${lines.map((line) => line.slice(common)).join("\n")}\n`;
}

/** Selects a block, and gives it the focus. */
export function goToBlock(id: string): void {
  select(id);
  focusRow(id);
}

/** Selects the first block of a document that is being opened, as soon as it is there. */
export function focusFirstRow(): void {
  const stop = effect(() => {
    const first = rows.value[0]?.block.id;
    if (first === undefined) return;
    goToBlock(first);
    queueMicrotask(() => stop());
  });
}

/** Gives the focus back to what was moved: its rows are drawn anew. */
function refocus(): void {
  const id = selection.peek().at(-1);
  if (id !== undefined && !document.activeElement?.closest("[data-field]")) focusRow(id);
}

export function rowElement(id: string): HTMLElement | null {
  return document.querySelector(`[data-row="${CSS.escape(id)}"]`);
}
