/**
 * What keys do in the text of a block: Enter goes on with the next step, Tab makes a sub-step, and
 * the caret leaves a text at its edges.
 */

import { type EditorState, type StateCommand, Transaction } from "@codemirror/state";
import type { EditorView, KeyBinding } from "@codemirror/view";

import type { Binding } from "./binding";
import { besideField, enterField, focusField, leaveField } from "./focus";
import { holdKeys, releaseKeys } from "./held_keys";
import { insert, insertion } from "./insert";
import type { Source } from "./source";
import { blockById, blocks, childrenOf, edit, select, whenBlocks } from "./state";
import type { Block, Place } from "./wire";

export interface EditedField {
  source: Source;
  binding: Binding;
  block: string;
  field: string;
  /** Ends the editing. */
  leave(): void;
}

/** What comes behind a block when Enter is pressed in it. */
const NEXT: Record<string, string> = {
  step: "step",
  item: "item",
  paragraph: "paragraph",
  section: "paragraph",
  entry: "item",
};

export function fieldKeys(at: EditedField): KeyBinding[] {
  return [
    { key: "Enter", run: (view) => goOn(at, view) },
    { key: "Shift-Enter", run: breakLine },
    { key: "Backspace", run: (view) => deleteEmpty(at, view) },
    {
      key: "Tab",
      run: (view) => nest(at, view, "nest"),
      shift: (view) => nest(at, view, "unnest"),
    },
    { key: "ArrowUp", run: (view) => leaveAtEdge(view, -1) },
    { key: "ArrowDown", run: (view) => leaveAtEdge(view, 1) },
    { key: "ArrowLeft", run: (view) => isAt(view.state, 0) && leaveField(view.dom, -1) },
    {
      key: "ArrowRight",
      run: (view) => isAt(view.state, view.state.doc.length) && leaveField(view.dom, 1),
    },
    { key: "Alt-ArrowUp", run: (view) => move(at, view, -1) },
    { key: "Alt-ArrowDown", run: (view) => move(at, view, 1) },
    { key: "Escape", run: () => toBlock(at) },
    { key: "Mod-b", run: wrap("**"), preventDefault: true },
    { key: "Mod-i", run: wrap("*"), preventDefault: true },
    { key: "Mod-e", run: wrap("`"), preventDefault: true },
    { key: "Mod-z", run: () => undo(at.source), preventDefault: true },
    { key: "Mod-y", run: () => redo(at.source), preventDefault: true },
    { key: "Mod-Shift-z", run: () => redo(at.source), preventDefault: true },
  ];
}

function undo(source: Source): boolean {
  source.takeBack("undo");
  return true;
}

function redo(source: Source): boolean {
  source.takeBack("redo");
  return true;
}

function toBlock(at: EditedField): boolean {
  at.leave();
  select(at.block);
  document.querySelector<HTMLElement>(`[data-row="${CSS.escape(at.block)}"]`)?.focus();
  return true;
}

function isAt(state: EditorState, offset: number): boolean {
  const { main } = state.selection;
  return main.empty && main.head === offset;
}

function breakLine(view: EditorView): boolean {
  view.dispatch(view.state.replaceSelection("\n"), { scrollIntoView: true, userEvent: "input" });
  return true;
}

/** Makes the next block of what stands behind the caret. */
function goOn(at: EditedField, view: EditorView): boolean {
  const block = blockById.peek().get(at.block);
  if (!block) return true;
  const isEntry = block.kind === "entry";
  if (isEntry && at.field === "head" && view.state.doc.length > 0) {
    holdKeys();
    if (!leaveField(view.dom, 1)) releaseKeys(view.contentDOM);
    return true;
  }
  const entry = NEXT[block.kind];
  if (!entry) return breakLine(view);
  const isEmpty = view.state.doc.length === 0 && !(isEntry && block.fields.head);
  if (isEmpty && (isItem(block) || isEntry)) return endList(at, view, block);
  const { from, to } = view.state.selection.main;
  const [taken, rest] = [view.state.sliceDoc(from), view.state.sliceDoc(to).trimStart()];
  if (taken) {
    view.dispatch({ changes: { from, to: view.state.doc.length }, userEvent: "delete" });
  }
  void insert(insertion(entry, { after: at.block }, rest)).then((isMade) => {
    // What was to be the text of the next block goes back to where it was.
    if (!isMade) view.dispatch({ changes: { from: view.state.doc.length, insert: taken } });
  });
  return true;
}

function isItem(block: Block): boolean {
  return block.kind === "step" || block.kind === "item";
}

/** Leaves a list from an empty item: one level up, and from the outermost into a text behind it. */
function endList(at: EditedField, view: EditorView, block: Block): boolean {
  const list = block.parent === null ? undefined : blockById.peek().get(block.parent);
  const around = list?.parent ? blockById.peek().get(list.parent) : undefined;
  if (around && isItem(around)) return nestBlocks(at, view, "unnest");
  const beside = childrenOf.peek().get(block.parent) ?? [];
  if (!list || beside.length < 2 || beside.at(-1) !== block) return true;
  holdKeys();
  void (async () => {
    const isDeleted = await edit({ do: "delete", blocks: [at.block] });
    if (!isDeleted) return releaseKeys(document.activeElement);
    // Entries fill their container; other lists may have a text below them in it.
    const behind = block.kind === "entry" ? list.parent : list.id;
    await insert(insertion("paragraph", { after: behind ?? list.id }));
  })();
  return true;
}

function deleteEmpty(at: EditedField, view: EditorView): boolean {
  if (!isAt(view.state, 0)) return false;
  if (view.state.doc.length > 0 || at.field !== "text") return mergeWithBefore(at, view);
  if ((childrenOf.peek().get(at.block) ?? []).length > 0) return true;
  const before = besideField(view.dom, -1);
  void edit({ do: "delete", blocks: [at.block] });
  if (before) enterField(before, "end");
  return true;
}

/** Joins a text with the one before it, if they are of one kind and beside each other. */
function mergeWithBefore(at: EditedField, view: EditorView): boolean {
  const all = blocks.peek();
  const index = all.findIndex(({ id }) => id === at.block);
  const [before, block] = [all[index - 1], all[index]];
  const isMergeable =
    at.field === "text" &&
    block?.kind === before?.kind &&
    block?.parent === before?.parent &&
    (block?.kind === "paragraph" || (block !== undefined && isItem(block))) &&
    (childrenOf.peek().get(at.block) ?? []).length === 0;
  if (!isMergeable || !before) return true;
  const text = view.state.doc.toString();
  const old = String(before.fields.text ?? "");
  const joined = old && !/\s$/.test(old) && /^\S/.test(text) ? `${old} ${text}` : old + text;
  holdKeys();
  void (async () => {
    const isDeleted = await edit({ do: "delete", blocks: [at.block] });
    if (!isDeleted) return releaseKeys(document.activeElement);
    await edit({ do: "set", block: before.id, field: "text", value: joined });
    focusField(before.id, "text", joined.length - text.length);
  })();
  return true;
}

function nest(at: EditedField, view: EditorView, how: "nest" | "unnest"): boolean {
  const block = blockById.peek().get(at.block);
  return block !== undefined && isItem(block) && nestBlocks(at, view, how);
}

function nestBlocks(at: EditedField, view: EditorView, how: "nest" | "unnest"): boolean {
  // What is typed next may be a step of the new level.
  holdKeys();
  void (async () => {
    // An empty step is nested in another way than one with a text.
    await at.binding.meeting();
    if (await edit({ do: how, blocks: [at.block] })) await at.binding.locate();
    releaseKeys(view.contentDOM);
  })();
  return true;
}

/** Moves a block past the one before or behind it, within what is around them, and the caret with it. */
function move(at: EditedField, view: EditorView, step: 1 | -1): boolean {
  const block = blockById.peek().get(at.block);
  const beside = childrenOf.peek().get(block?.parent ?? null) ?? [];
  const other = beside[beside.findIndex((sibling) => sibling.id === at.block) + step];
  if (!block || !other) return true;
  const place: Place = step < 0 ? { before: other.id } : { after: other.id };
  const caret = view.state.selection.main.head;
  const order = (): number => indexOf(at.block) - indexOf(other.id);
  holdKeys();
  void (async () => {
    // What was typed a moment ago goes along.
    await at.binding.meeting();
    at.leave();
    if (await edit({ do: "move", blocks: [at.block], place })) {
      // It may have another id there.
      await whenBlocks(() => indexOf(at.block) < 0 || Math.sign(order()) === step);
    }
    if (indexOf(at.block) < 0) releaseKeys(document.activeElement);
    else focusField(at.block, at.field, caret);
  })();
  return true;
}

function indexOf(id: string): number {
  return blocks.peek().findIndex((block) => block.id === id);
}

/** Leaves a text if the caret has no line to go to. */
function leaveAtEdge(view: EditorView, step: 1 | -1): boolean {
  const { main } = view.state.selection;
  if (!main.empty) return false;
  const moved = view.moveVertically(main, step > 0);
  const isStuck = moved.head === main.head || moved.head === (step > 0 ? view.state.doc.length : 0);
  const here = view.coordsAtPos(main.head);
  const there = view.coordsAtPos(moved.head);
  const isSameLine = !here || !there || Math.abs(here.top - there.top) < 3;
  return isStuck && isSameLine && leaveField(view.dom, step);
}

/** Puts marks around the selection, or takes them away if they are there. */
function wrap(mark: string): StateCommand {
  return ({ state, dispatch }) => {
    const { from, to } = state.selection.main;
    const { length } = mark;
    const isWrapped =
      state.sliceDoc(from - length, from) === mark && state.sliceDoc(to, to + length) === mark;
    const changes = isWrapped
      ? [
          { from: from - length, to: from },
          { from: to, to: to + length },
        ]
      : [
          { from, insert: mark },
          { from: to, insert: mark },
        ];
    const shift = isWrapped ? -length : length;
    dispatch(
      state.update({
        changes,
        selection: { anchor: from + shift, head: to + shift },
        annotations: Transaction.userEvent.of("input"),
      }),
    );
    return true;
  };
}
