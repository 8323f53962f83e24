/** What kinds of blocks and single blocks are called. */

import { strings } from "./strings/strings";
import type { Block } from "./wire";

/** Returns what a kind of block is called. */
export function kindName(kind: string): string {
  const named = strings as { kinds?: Record<string, { name: string }> };
  return named.kinds?.[kind]?.name ?? kind;
}

/** Returns what a block is called, with the beginning of what it says. */
export function blockName(block: Block, number: string): string {
  const { text, title, head, alt, path } = block.fields;
  const says = String(text ?? title ?? head ?? alt ?? path ?? "").split("\n", 1)[0] ?? "";
  const kind = kindName(block.kind);
  // "Table 1" says already what it is.
  const name = /^\p{L}/u.test(number) ? number : `${kind} ${number}`.trim();
  return says ? `${name}: ${says.slice(0, 80)}` : name;
}
