/**
 * Which text field has the caret, and which one is to have it: a field may not be on the page yet,
 * because its block is out of view or the server has still to say that it is there.
 */

import { signal } from "@preact/signals";

/** Where the caret goes: an end, so many characters in, or a point of the window. */
export type CaretAt = "start" | "end" | "all" | number | { x: number; y: number };

export const focused = signal<{ block: string; field: string; caret(): number } | null>(null);
export const wanted = signal<{
  block: string;
  /** `null` for the first one of the block. */
  field: string | null;
  at: CaretAt;
  /** Whether the block as a whole is meant, and not its text. */
  isRow?: boolean;
} | null>(null);

/** Puts the caret into a field, as soon as there is one. */
export function focusField(block: string, field = "text", at: CaretAt = "end"): void {
  wanted.value = { block, field, at };
}

/** Puts the caret into the first field of a block, as soon as there is one. */
export function focusBlock(block: string, at: CaretAt = "end"): void {
  wanted.value = { block, field: null, at };
}

/** Gives a block as a whole the focus, as soon as it is there. */
export function focusRow(block: string): void {
  wanted.value = { block, field: null, at: "start", isRow: true };
}

/** Returns the field before or behind another one in the document, if one is on the page. */
export function besideField(element: Element, step: 1 | -1): HTMLElement | undefined {
  const canvas = element.closest("[data-canvas]");
  const fields = [...(canvas?.querySelectorAll<HTMLElement>("[data-field]") ?? [])];
  const at = fields.findIndex((field) => field === element || field.contains(element));
  return at < 0 ? undefined : fields[at + step];
}

/** Puts the caret into the field before or behind another one. Returns whether there is one. */
export function leaveField(element: Element, step: 1 | -1): boolean {
  const beside = besideField(element, step);
  if (!beside) return false;
  enterField(beside, step === 1 ? "start" : "end");
  return true;
}

/** Puts the caret into a field that is on the page. */
export function enterField(field: HTMLElement, at: CaretAt): void {
  const { block, field: name } = field.dataset;
  if (block && name) focusField(block, name, at);
}
