/** Dragging: blocks by their handles, entries of the library, and files from outside. */

import { combine } from "@atlaskit/pragmatic-drag-and-drop/combine";
import {
  draggable,
  dropTargetForElements,
  monitorForElements,
} from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { setCustomNativeDragPreview } from "@atlaskit/pragmatic-drag-and-drop/element/set-custom-native-drag-preview";
import {
  attachClosestEdge,
  extractClosestEdge,
} from "@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge";
import { signal } from "@preact/signals";

import { insert } from "./insert";
import { insertMedia } from "./media";
import { around, chooseTab, endsAbove, framesOf, INSETS, rowById, selectedBlocks } from "./rows";
import { blockById, catalogue, childrenOf, edit, select, selection } from "./state";
import { strings } from "./strings/strings";
import { dragByTouch, type TouchDrag } from "./touch";
import type { Block, Place } from "./wire";

/**
 * Where what is dragged would be dropped: at an edge of a row, in its block, or behind a block around
 * it that ends there and begins so many px from the side.
 */
export type DropAt =
  | { id: string; at: "top" | "bottom" | "inside" }
  | { id: string; at: "behind"; outer: string; start: number };

export const dropAt = signal<DropAt | null>(null);
/** The blocks that are dragged. */
export const dragged = signal<readonly string[]>([]);

type Data = Record<string | symbol, unknown>;

/** Makes a row something that can be dragged by its handle and dropped at. Returns how to end it. */
export function dragRow(row: HTMLElement, handle: HTMLElement | null, block: Block): () => void {
  const drop = dropTargetForElements({
    element: row,
    canDrop: ({ source }) => isOurs(source.data) && !isWithin(block, source.data),
    getData: ({ input, element }) =>
      attachClosestEdge({ id: block.id }, { input, element, allowedEdges: ["top", "bottom"] }),
    onDrag: ({ self, location }) => {
      const { clientX: x, clientY: y } = location.current.input;
      showDrop(dropOf(block, extractClosestEdge(self.data), () => endedAt(row, block, x, y)));
    },
    onDragLeave: () => {
      if (dropAt.peek()?.id === block.id) dropAt.value = null;
    },
  });
  if (!handle) return drop;
  const drag = draggable({
    element: handle,
    getInitialData: () => dataOf(block),
    onGenerateDragPreview: ({ nativeSetDragImage }) => {
      setCustomNativeDragPreview({
        nativeSetDragImage,
        render: ({ container }) => preview(container, row),
      });
    },
    onDragStart: ({ source }) => {
      dragged.value = source.data.ids as string[];
    },
    onDrop: () => {
      dragged.value = [];
    },
  });
  return combine(
    drop,
    drag,
    dragByTouch(
      handle,
      touchDrag(
        () => dataOf(block),
        () => nameOf(row),
      ),
    ),
  );
}

/** Returns what is dragged by the handle of a block: it, or all that are selected with it. */
function dataOf(block: Block): Data {
  if (!selection.peek().includes(block.id)) select(block.id);
  return { type: "blocks", ids: selectedBlocks.peek().map(({ id }) => id) };
}

/** What a finger does with something that can be dragged. */
function touchDrag(begin: () => Data, name: () => string): TouchDrag {
  let data: Data = {};
  let isOver = false;
  const end = (): void => {
    dropAt.value = null;
    dragged.value = [];
  };
  return {
    begin: () => {
      // A mouse takes the focus to what it drags: the text that was written in may move.
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      data = begin();
      isOver = false;
      if (data.type === "blocks") dragged.value = data.ids as string[];
      return name();
    },
    over: ({ x, y }) => {
      const element = document.elementFromPoint(x, y);
      const row = element?.closest<HTMLElement>("[data-row]");
      const block = blockById.peek().get(row?.dataset.row ?? "");
      isOver = Boolean(element?.closest("[data-canvas]"));
      showDrop(row && block && !isWithin(block, data) ? dropOn(row, block, x, y) : null);
      // On what is dragged itself there is nowhere to go.
      if (block && isWithin(block, data)) isOver = false;
    },
    drop: () => {
      const at = dropAt.peek();
      end();
      if (isOver) put(data, at ? placeOf(at) : { end: true });
    },
    cancel: end,
  };
}

/** Returns where something is dropped that is let go over a row. */
function dropOn(row: HTMLElement, block: Block, x: number, y: number): DropAt {
  const { top, height } = row.getBoundingClientRect();
  const edge = y < top + height / 2 ? "top" : "bottom";
  return dropOf(block, edge, () => endedAt(row, block, x, y));
}

/** Watches for drops on the document. Returns how to end it. */
export function watchDrops(canvas: HTMLElement): () => void {
  return combine(
    // What is dropped beside all rows goes to the end.
    dropTargetForElements({ element: canvas, canDrop: ({ source }) => isOurs(source.data) }),
    monitorForElements({
      canMonitor: ({ source }) => isOurs(source.data),
      onDrop: ({ source, location }) => {
        const at = dropAt.peek();
        dropAt.value = null;
        if (location.current.dropTargets.length > 0)
          put(source.data, at ? placeOf(at) : { end: true });
      },
    }),
  );
}

/** Makes an entry of the library something that can be dragged onto the document. */
export function dragEntry(element: HTMLElement, entry: string): () => void {
  const data = (): Data => ({ type: "entry", entry });
  return combine(
    draggable({ element, getInitialData: data }),
    dragByTouch(
      element,
      touchDrag(data, () => strings.entries[entry]?.name ?? entry),
    ),
  );
}

function isOurs({ type }: Data): boolean {
  return type === "blocks" || type === "entry";
}

function isWithin(block: Block, { type, ids }: Data): boolean {
  if (type !== "blocks") return false;
  const moved = ids as string[];
  return moved.includes(block.id) || around(block).some((id) => moved.includes(id));
}

function showDrop(at: DropAt | null): void {
  if (JSON.stringify(at) !== JSON.stringify(dropAt.peek())) dropAt.value = at;
}

function dropOf(
  { id, kind }: Block,
  edge: "top" | "bottom" | "left" | "right" | null,
  ended: () => { outer: string; start: number } | undefined,
): DropAt {
  if (edge === "top") return { id, at: "top" };
  const holds = catalogue.peek().kinds[kind]?.holds ?? "nothing";
  const isHolder = holds !== "nothing" && !["step", "item", "entry"].includes(kind);
  if (isHolder) return { id, at: "inside" };
  const behind = ended();
  return behind ? { id, at: "behind", ...behind } : { id, at: "bottom" };
}

/** How far the middle of a handle stands in front of what it is of, in px. */
const HANDLE = 16;

/**
 * Returns the outermost block that ends with a row and that a point is out of: below its card, or
 * further to the side than the handles of what is in it.
 */
function endedAt(
  element: HTMLElement,
  block: Block,
  x: number,
  y: number,
): { outer: string; start: number } | undefined {
  const row = rowById.peek().get(block.id);
  const box = element.getBoundingClientRect();
  const beside = element.matches(":dir(rtl)") ? box.right - x : x - box.left;
  const below = box.bottom - y;
  let [start, ending] = [0, 0];
  for (const { id, look, isEnd } of row ? framesOf(row) : []) {
    if (id === block.id) return undefined;
    const isBelow = look === "card" && below < endsAbove(ending);
    const isBeside = beside < start + INSETS[look].start / 2 - HANDLE;
    if (isEnd && (isBelow || isBeside)) return { outer: id, start };
    if (isEnd && look === "card") ending += 1;
    start += INSETS[look].start;
  }
  return undefined;
}

function placeOf(drop: DropAt): Place {
  switch (drop.at) {
    case "top":
      return { before: drop.id };
    case "bottom":
      return { after: drop.id };
    case "inside":
      return { first: drop.id };
    case "behind":
      return { after: drop.outer };
  }
}

function put({ type, ids, entry }: Data, place: Place): void {
  if (type === "entry") void insert({ do: "insert", entry: String(entry), place });
  else void edit({ do: "move", blocks: ids as string[], place });
}

function preview(container: HTMLElement, row: HTMLElement): void {
  const card = container.appendChild(document.createElement("div"));
  card.className = "drag-preview";
  card.textContent = nameOf(row);
}

/** What the blocks are called that are dragged by the handle of a row. */
function nameOf(row: HTMLElement): string {
  const count = dragged.peek().length || selectedBlocks.peek().length;
  return count > 1 ? strings.canvas.chosen(count) : (row.getAttribute("aria-label") ?? "");
}

/** Puts files that are dropped on the document in where they are dropped. */
export function dropFiles(files: readonly File[], target: Element | null, y: number): void {
  const row = target?.closest<HTMLElement>("[data-row]");
  const id = row?.dataset.row;
  if (!row || !id) {
    void insertMedia(files, { end: true });
    return;
  }
  const { top, height } = row.getBoundingClientRect();
  void insertMedia(files, y < top + height / 2 ? { before: id } : { after: id });
}

/** Brings a block to the front if it is in tabs. */
export function showTabsOf(id: string): void {
  const block = blockById.peek().get(id);
  if (!block) return;
  for (const outer of [...around(block), id]) {
    const tab = blockById.peek().get(outer);
    if (tab?.kind === "tab" && tab.parent && childrenOf.peek().has(tab.parent)) {
      chooseTab(tab.parent, tab.id);
    }
  }
}
