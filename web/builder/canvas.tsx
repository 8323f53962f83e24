/**
 * The middle of the application: the document as blocks, written in place.
 *
 * Of a long document only the rows near what is in view are on the page.
 */

import "./canvas.css";

import { computed, useSignalEffect } from "@preact/signals";
import { useEffect, useLayoutEffect, useReducer, useRef } from "preact/hooks";

import { behindCurrent, pasteSource, rowElement } from "./actions";
import { BlockRow } from "./block";
import { clickRow, pressRow } from "./canvas_keys";
import { dropFiles, showTabsOf, watchDrops } from "./drag";
import { enterField, wanted } from "./focus";
import { isComposing, releaseKeys } from "./held_keys";
import { Icon, type IconName } from "./icons";
import { insert, insertion } from "./insert";
import { insertMedia, mediaFiles } from "./media";
import { framesOf, type Row, rowById, rows } from "./rows";
import {
  blockById,
  childrenOf,
  dialog,
  findingsByBlock,
  front,
  isOpen,
  numberById,
  type Person,
  selection,
  source,
} from "./state";
import { Heights, type Stretch, stretch } from "./stretch";
import { strings } from "./strings/strings";

export function Canvas() {
  if (!isOpen.value) return <p class="canvas-note">{source.value ? strings.canvas.loading : ""}</p>;
  return <Document />;
}

const language = computed(() => {
  const lang = front.value.fields.find(({ key }) => key === "lang" || key === "language")?.value;
  return typeof lang === "string" ? lang : "";
});
const RIGHT_TO_LEFT = /^(?:ar|arc|ckb|dv|fa|he|ku-arab|ps|sd|ug|ur|yi)\b/i;

function Document() {
  const canvas = useRef<HTMLDivElement>(null);
  const heights = useRef(new Heights()).current;
  const [, redraw] = useReducer<number, void>((count) => count + 1, 0);
  const people = usePeople();
  const all = rows.value;
  const view = canvas.current;
  const shown = stretch(all, heights, {
    top: view?.scrollTop ?? 0,
    height: view?.clientHeight ?? 900,
  });
  const isLong = shown.to - shown.from < all.length;

  useEffect(() => (canvas.current ? watchDrops(canvas.current) : undefined), []);
  useMeasured(canvas, heights, shown, redraw);
  useReveal(canvas, heights, redraw);

  const scrolled = (): void => {
    const now = canvas.current;
    if (!now || rows.peek().length <= shown.to - shown.from) return;
    const place = { top: now.scrollTop, height: now.clientHeight };
    const next = stretch(rows.peek(), heights, place);
    // Rows come and go by the dozen, not one by one.
    const isNear = Math.abs(next.from - shown.from) < 8 && Math.abs(next.to - shown.to) < 8;
    if (!isNear) redraw();
  };

  const chosen = new Set(selection.value);
  const current = selection.value.at(-1);
  const isOne = selection.value.length === 1;
  const reached = current !== undefined && rowById.value.has(current) ? current : all[0]?.block.id;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it hears what its rows do not.
    <div
      class="canvas"
      ref={canvas}
      data-canvas
      lang={language.value || undefined}
      dir={RIGHT_TO_LEFT.test(language.value) ? "rtl" : "ltr"}
      onScroll={scrolled}
      onClick={clicked}
      onKeyDown={pressed}
      onPaste={pasted}
      onDragOver={draggedOver}
      onDrop={dropped}
    >
      {all.length === 0 ? (
        <EmptyDocument />
      ) : (
        <div class="canvas-page">
          <ol class="rows" aria-label={strings.canvas.name}>
            {isLong ? (
              <li role="none" class="canvas-gap" style={{ blockSize: `${shown.above}px` }} />
            ) : null}
            {all.slice(shown.from, shown.to).map((row) => (
              <BlockRow
                key={row.block.id}
                block={row.block}
                number={numberById.value.get(row.block.id) ?? ""}
                frames={framesOf(row)}
                isSelected={chosen.has(row.block.id)}
                isCurrent={isOne && row.block.id === current}
                isReached={row.block.id === reached}
                findings={findingsByBlock.value.get(row.block.id)}
                people={people.get(row.block.id) ?? NOBODY}
              />
            ))}
            {isLong ? (
              <li role="none" class="canvas-gap" style={{ blockSize: `${shown.below}px` }} />
            ) : null}
          </ol>
          <button type="button" class="canvas-end" onClick={addAtEnd}>
            <Icon name="add" />
            {strings.canvas.end}
          </button>
        </div>
      )}
    </div>
  );
}

const NOBODY: readonly Person[] = [];

/** Who else is in which block. */
function usePeople(): Map<string, Person[]> {
  const [, redraw] = useReducer<number, void>((count) => count + 1, 0);
  const at = source.value;
  useEffect(() => {
    if (!at) return;
    let last = "";
    const changed = (): void => {
      const next = JSON.stringify([...peopleOf(at)]);
      if (next !== last) redraw();
      last = next;
    };
    at.awareness.on("change", changed);
    return () => at.awareness.off("change", changed);
  }, [at]);
  return at ? peopleOf(at) : new Map();
}

function peopleOf(at: NonNullable<typeof source.value>): Map<string, Person[]> {
  const people = new Map<string, Person[]>();
  for (const [client, state] of at.awareness.getStates()) {
    const { user, block } = state as { user?: Person; block?: string };
    if (client === at.doc.clientID || !user || !block) continue;
    people.set(block, [...(people.get(block) ?? []), user]);
  }
  return people;
}

type CanvasRef = { current: HTMLDivElement | null };

/** Measures the rows that are on the page, so that those that are left out have the right height. */
function useMeasured(canvas: CanvasRef, heights: Heights, shown: Stretch, redraw: () => void) {
  useLayoutEffect(() => {
    const view = canvas.current;
    if (!view || shown.to - shown.from >= rows.peek().length) return;
    let grown = 0;
    const found = view.querySelectorAll<HTMLElement>("[data-row]");
    for (const element of found) {
      const row = rowById.peek().get(element.dataset.row ?? "");
      if (row) grown += Math.abs(heights.measure(row, rowHeight(element)));
    }
    if (grown > 200) redraw();
  });
}

function rowHeight(element: HTMLElement): number {
  return (
    element.offsetHeight + Number.parseFloat(getComputedStyle(element).marginBlockStart || "0")
  );
}

/** Brings what is selected, or is to have the caret, into view. */
function useReveal(canvas: CanvasRef, heights: Heights, redraw: () => void) {
  const reveal = (id: string): void => {
    showTabsOf(id);
    const row = shownFor(id);
    const view = canvas.current;
    if (!row || !view) return;
    const element = rowElement(row.block.id);
    if (element) {
      scrollTo(view, element);
      return;
    }
    view.scrollTop = heights.top(rows.peek(), row.index) - view.clientHeight / 3;
    redraw();
    requestAnimationFrame(() => {
      const drawn = rowElement(row.block.id);
      if (drawn) scrollTo(view, drawn);
    });
  };
  useSignalEffect(() => {
    const id = selection.value.at(-1);
    if (id === undefined) return;
    requestAnimationFrame(() => {
      reveal(id);
      // The focus of a row goes with the selection.
      if (document.activeElement?.matches("[data-row]"))
        rowElement(id)?.focus({ preventScroll: true });
    });
  });
  useSignalEffect(() => {
    const to = wanted.value?.block;
    if (to && rows.value && !isComposing.value) {
      requestAnimationFrame(() => {
        if (wanted.peek()?.block !== to) return;
        reveal(to);
        enterFirst();
      });
    }
  });
  // Rows that were just drawn may be those that are waited for.
  useLayoutEffect(enterFirst);
}

/** Puts the caret into the first field of the block that is to have it, or the focus on its row. */
function enterFirst(): void {
  const to = wanted.peek();
  if (to === null || to.field !== null || isComposing.peek()) return;
  const row = rowElement(shownFor(to.block)?.block.id ?? "");
  if (!row) return;
  wanted.value = null;
  const field = row.querySelector<HTMLElement>("[data-field]");
  if (field && !to.isRow) enterField(field, to.at);
  else {
    row.focus({ preventScroll: true });
    releaseKeys(row);
  }
}

/** Returns the row that shows a block: its own, or that of the first one in it. */
function shownFor(id: string): Row | undefined {
  let at: string | undefined = id;
  while (at !== undefined && !rowById.peek().has(at)) at = childrenOf.peek().get(at)?.[0]?.id;
  const parent = blockById.peek().get(id)?.parent;
  return rowById.peek().get(at ?? parent ?? "");
}

/** Scrolls only if a row is out of view, and no further than it must. */
function scrollTo(view: HTMLElement, element: HTMLElement): void {
  const [outer, inner] = [view.getBoundingClientRect(), element.getBoundingClientRect()];
  const margin = 48;
  if (inner.top < outer.top + margin) view.scrollTop += inner.top - outer.top - margin;
  else if (inner.bottom > outer.bottom - margin) {
    const down = inner.bottom - outer.bottom + margin;
    view.scrollTop += Math.min(down, inner.top - outer.top - margin);
  }
}

function clicked(event: MouseEvent): void {
  const target = event.target as HTMLElement;
  const row = target.closest<HTMLElement>("[data-row]");
  const isControl = target.closest(
    "input, textarea, video, audio, .is-edited, button:not(.row-handle)",
  );
  if (row?.dataset.row && !isControl) clickRow(row.dataset.row, event);
}

function isRow(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("[data-row], [data-canvas]");
}

function pressed(event: KeyboardEvent): void {
  if (!isRow(event.target) || event.defaultPrevented || !pressRow(event)) return;
  event.preventDefault();
  event.stopPropagation();
}

function pasted(event: ClipboardEvent): void {
  const files = mediaFiles(event.clipboardData);
  if (files.length > 0) {
    event.preventDefault();
    void insertMedia(files, behindCurrent());
  } else if (isRow(event.target)) {
    event.preventDefault();
    pasteSource(event.clipboardData?.getData("text/plain") ?? "");
  }
}

function draggedOver(event: DragEvent): void {
  if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
}

function dropped(event: DragEvent): void {
  const files = mediaFiles(event.dataTransfer);
  if (files.length === 0 || event.defaultPrevented) return;
  event.preventDefault();
  dropFiles(files, event.target as Element, event.clientY);
}

function addAtEnd(): void {
  void insert(insertion("paragraph", { end: true }));
}

/** What an empty document says, and how to begin. */
function EmptyDocument() {
  const words = strings.canvas.empty;
  const begin = (entry: string): void => {
    void insert({ do: "insert", entry, place: { end: true } });
  };
  const offer = (icon: IconName, name: string, about: string, act: () => void) => (
    <button type="button" class="canvas-offer" onClick={act}>
      <Icon name={icon} />
      <strong>{name}</strong>
      <span>{about}</span>
    </button>
  );
  return (
    <div class="canvas-empty">
      <h2>{words.title}</h2>
      <p>{words.about}</p>
      <div class="canvas-offers">
        {offer("document", words.section, words.sectionAbout, () => begin("section"))}
        {offer("indent", words.steps, words.stepsAbout, () => begin("steps"))}
        {offer("menu", words.paragraph, words.paragraphAbout, () => begin("paragraph"))}
        {offer("import", words.import, words.importAbout, () => {
          dialog.value = "import";
        })}
      </div>
    </div>
  );
}
