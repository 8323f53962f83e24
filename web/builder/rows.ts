/**
 * The document as rows: one for each block that is shown, in the order of the document. A block
 * lies in another one only by what is drawn around its row, so that any stretch of rows can be
 * taken off the page while it is out of view.
 */

import { computed, signal } from "@preact/signals";

import { blockById, blocks, childrenOf, selection } from "./state";
import type { Block } from "./wire";

/** The tab that is in front, for each block of tabs. */
export const chosenTabs = signal<ReadonlyMap<string, string>>(new Map());

export function chooseTab(tabs: string, tab: string): void {
  chosenTabs.value = new Map(chosenTabs.peek()).set(tabs, tab);
}

export function chosenTab(tabs: string): string | undefined {
  const all = childrenOf.value.get(tabs) ?? [];
  const chosen = chosenTabs.value.get(tabs);
  return all.some(({ id }) => id === chosen) ? chosen : all[0]?.id;
}

/** Kinds that only hold others, and show nothing themselves unless they have a title. */
const HOLDERS = new Set(["list", "steps", "entries"]);

/** How far what is in a frame is moved to the side, in px. */
export const INSETS = { card: { start: 16, end: 14 }, indent: { start: 34, end: 0 } };

/** What is drawn around the rows in a block. */
export interface Frame {
  id: string;
  kind: string;
  /** A card has a border; a step only moves what is in it to the side. */
  look: "card" | "indent";
  /** What colours a card: the level of a hazard, the kind of a remark. */
  tone: string;
  /** Whether the row is the last one in it. */
  isEnd: boolean;
  /** Whether its block is selected. */
  isChosen: boolean;
}

export interface Row {
  block: Block;
  index: number;
}

export const rows = computed<readonly Row[]>(() => {
  const shown: Row[] = [];
  /** Depth from which on blocks are in a tab that is not in front. */
  let hiddenFrom = Number.POSITIVE_INFINITY;
  for (const block of blocks.value) {
    if (block.depth > hiddenFrom) continue;
    hiddenFrom = Number.POSITIVE_INFINITY;
    if (block.kind === "tab" && block.parent !== null) {
      if (chosenTab(block.parent) === block.id) {
        // The strip of the tabs stands for its tab, unless that is empty.
        if (childrenOf.value.has(block.id)) continue;
      } else {
        hiddenFrom = block.depth;
        continue;
      }
    }
    if (isShown(block)) shown.push({ block, index: shown.length });
  }
  return shown;
});

export const rowById = computed(() => new Map(rows.value.map((row) => [row.block.id, row])));

function isShown(block: Block): boolean {
  if (!HOLDERS.has(block.kind)) return true;
  return Boolean(block.fields.title) || !childrenOf.value.has(block.id);
}

/** Returns what is drawn around a row, from the outside in; its own card is the last. */
export function framesOf(row: Row): Frame[] {
  const next = rows.value[row.index + 1]?.block;
  const behind = next ? new Set(around(next)) : new Set<string>();
  const frames: Frame[] = [];
  const chosen = selection.value;
  for (const id of [...around(row.block), row.block.id]) {
    const block = blockById.value.get(id);
    const look = block && lookOf(block);
    if (!block || !look || (id === row.block.id && look === "indent")) continue;
    frames.push({
      id,
      kind: block.kind,
      look,
      tone: toneOf(block),
      isEnd: !behind.has(id),
      isChosen: chosen.includes(id),
    });
  }
  return frames;
}

/** How far a card ends above the lower edge of its last row, in px, if so many end below it. */
export function endsAbove(ending: number): number {
  return 6 + 8 * ending;
}

/** Returns the ids of the blocks around a block, from the outside in. */
export function around(block: Block): string[] {
  const ids: string[] = [];
  for (let id = block.parent; id !== null; id = blockById.value.get(id)?.parent ?? null) {
    ids.unshift(id);
  }
  return ids;
}

/** The selected blocks in the order of the document, without those in other selected ones. */
export const selectedBlocks = computed<readonly Block[]>(() => {
  const chosen = new Set(selection.value);
  const found = [...chosen].flatMap((id) => blockById.value.get(id) ?? []);
  if (found.length < 2) return found;
  return blocks.value.filter(
    (block) => chosen.has(block.id) && !around(block).some((id) => chosen.has(id)),
  );
});

const INDENTS = new Set(["step", "item", "entry"]);
const CARDS = new Set([
  "admonition",
  "captioned-table",
  "cause",
  "checklist",
  "decision",
  "definitions",
  "equipment",
  "figure",
  "footnote",
  "grid",
  "hazard",
  "issue",
  "materials",
  "ppe",
  "quote",
  "reagents",
  "references",
  "responsibilities",
  "solution",
  "tabs",
  "unknown",
]);

function lookOf(block: Block): Frame["look"] | undefined {
  if (INDENTS.has(block.kind)) return "indent";
  if (CARDS.has(block.kind)) return "card";
  if (block.kind === "steps" && block.fields.title) return "card";
  return undefined;
}

export function toneOf(block: Block): string {
  if (block.kind === "hazard") return String(block.fields.level ?? "warning");
  if (block.kind === "admonition") return String(block.fields.kind ?? "note");
  return block.kind;
}
