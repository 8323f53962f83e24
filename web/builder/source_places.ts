/**
 * Where blocks stand in the source, as far as can be told without the server: what each says is
 * looked for behind what the one before it says. It is used to show the same place in another view;
 * what is written goes by the places that the server says.
 */

import { signal } from "@preact/signals";

import { blocks } from "./state";
import type { Block } from "./wire";

/** A stretch of the source that is to be shown and selected, as soon as the source is. */
export const wantedPlace = signal<{ from: number; to: number } | null>(null);

export interface BlockPlace {
  id: string;
  from: number;
}

/** How far behind the one before it a block is looked for. */
const REACH = 50_000;

let known: { text: string; blocks: readonly Block[]; places: BlockPlace[] } | undefined;

/** Returns where the blocks begin that were found, in the order of the source. */
export function placesIn(text: string): BlockPlace[] {
  const all = blocks.peek();
  if (known?.text === text && known.blocks === all) return known.places;
  const places: BlockPlace[] = [];
  let at = frontMatterEnd(text);
  for (const block of all) {
    const says = block.foreign ? "" : saysFirst(block);
    if (!says) continue;
    const found = text.slice(at, at + REACH).indexOf(says);
    if (found < 0) continue;
    const from = at + found;
    places.push({ id: block.id, from: text.lastIndexOf("\n", from - 1) + 1 });
    at = from + says.length;
  }
  known = { text, blocks: all, places };
  return places;
}

/** Returns the block that a place of the source is in. */
export function blockAt(text: string, offset: number): string | null {
  const places = placesIn(text);
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle]?.from ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return places[low - 1]?.id ?? null;
}

/** Returns where a block begins, or the next one that can be found. */
export function placeOf(text: string, id: string): number | null {
  const from = new Map(placesIn(text).map((place) => [place.id, place.from]));
  const all = blocks.peek();
  const start = all.findIndex((block) => block.id === id);
  if (start < 0) return null;
  const found = all.slice(start).find((block) => from.has(block.id));
  return found ? (from.get(found.id) ?? null) : null;
}

/** The beginning of what a block says that is written as it is. */
function saysFirst({ fields, table }: Block): string {
  const said = [fields.text, fields.title, fields.head, fields.path, fields.name, fields.alt];
  const first = said.find((value) => typeof value === "string" && value.trim() !== "");
  const text = typeof first === "string" ? first : (table?.header.find(Boolean) ?? "");
  return text.split("\n", 1)[0]?.trim() ?? "";
}

function frontMatterEnd(text: string): number {
  const mark = /^(?:---|\+\+\+)\n/.exec(text)?.[0].trim();
  if (!mark) return 0;
  const end = text.indexOf(`\n${mark}`, 3);
  return end < 0 ? 0 : end + mark.length + 1;
}
