/**
 * What the application shows, as signals: components read them and nothing else, and are drawn anew
 * when one that they read changes.
 *
 * The blocks are what the server last said of the text. Only this file changes them.
 */

import { batch, computed, effect, signal } from "@preact/signals";

import { focused, focusField } from "./focus";
import { holdKeys, isHoldingKeys, releaseKeys } from "./held_keys";
import { Refusal, Source } from "./source";
import { strings } from "./strings/strings";
import { successors } from "./successors";
import type {
  Block,
  Catalogue,
  Edit,
  Finding,
  FromServer,
  FrontMatter,
  Opened,
  Project,
  Saved,
} from "./wire";

export const catalogue = signal<Catalogue>({
  groups: [],
  kinds: {},
  front_matter: [],
  themes: [],
  templates: [],
});
export const project = signal<Project>({ folder: "", open: null, documents: [], styles: [] });

/** The open source, if one is. */
export const source = signal<Source | null>(null);
export const isOpen = signal(false);
export const isConnected = signal(false);

export const blocks = signal<readonly Block[]>([]);
export const numbers = signal<readonly string[]>([]);
export const front = signal<FrontMatter>({ span: null, fields: [] });
export const findings = signal<readonly Finding[]>([]);
export const saved = signal<Saved>({ state: "saved" });
export const viewers = signal(0);
export const theme = signal<string | null>(null);

/** Dresses the page in a theme or a style sheet; without a name, in what the SOP says. */
export function dress(name: string | null): void {
  source.peek()?.useTheme(name);
  theme.value = name;
}
/** Why there is no document any more. */
export const gone = signal<string | null>(null);

export const blockById = computed(() => new Map(blocks.value.map((block) => [block.id, block])));
export const numberById = computed(
  () => new Map(blocks.value.map((block, index) => [block.id, numbers.value[index] ?? ""])),
);
/** The blocks directly in each block; those outermost under `null`. */
export const childrenOf = computed(() => {
  const children = new Map<string | null, Block[]>();
  for (const block of blocks.value) {
    const beside = children.get(block.parent);
    if (beside) beside.push(block);
    else children.set(block.parent, [block]);
  }
  return children;
});
export const findingsByBlock = computed(() => {
  const byBlock = new Map<string, Finding[]>();
  for (const finding of findings.value) {
    if (!finding.block) continue;
    const beside = byBlock.get(finding.block);
    if (beside) beside.push(finding);
    else byBlock.set(finding.block, [finding]);
  }
  return byBlock;
});

/** The chosen blocks, in the order in which they were chosen; the last one is the current one. */
export const selection = signal<readonly string[]>([]);
export const current = computed(() => {
  const id = selection.value.at(-1);
  return id === undefined ? undefined : blockById.value.get(id);
});

/** Something said to the author for a while, with a way back where there is one. */
export interface Toast {
  text: string;
  isError: boolean;
  undo?: () => void;
}
export const toast = signal<Toast | null>(null);

/** What is open over the application. */
export const dialog = signal<
  | "new"
  | "open"
  | "save-as"
  | "import"
  | "export"
  | "front"
  | "help"
  | "palette"
  | "conflict"
  | null
>(null);
export const isSearching = signal(false);
/** Whether the style sheet of the page is being written. */
export const isStyling = signal(false);
/** Whether the middle shows blocks or the source. */
export const view = signal<"blocks" | "source">("blocks");
/** Whether the preview follows the selection, and the other way round. */
export const isLinked = signal(true);
/** Milliseconds from the last keystroke to the paint of the preview. */
export const latency = signal<number | null>(null);

/** Opens a source in place of the one that is open. */
export function open(name: string): void {
  close();
  const opened = new Source(name, {
    received: (message) => receive(message),
    connected: (is) => {
      isConnected.value = is;
    },
  });
  source.value = opened;
  opened.awareness.setLocalStateField("user", author());
  keepSelections(opened);
  opened.start();
  location.hash = `#${encodeURI(name)}`;
}

export function close(): void {
  source.value?.stop();
  late.length = 0;
  batch(() => {
    source.value = null;
    isOpen.value = false;
    isConnected.value = false;
    blocks.value = [];
    numbers.value = [];
    findings.value = [];
    selection.value = [];
    gone.value = null;
  });
}

/** Makes an edit, selects what it made, and says why if it could not be made. */
export async function edit(wanted: Edit): Promise<boolean> {
  const at = source.peek();
  if (!at) return false;
  // A letter that is typed into a text on its way elsewhere would stay behind.
  const isHolding = !isTyped(wanted) && focused.peek() !== null && !isHoldingKeys();
  if (isHolding) holdKeys();
  try {
    const made = await (isTyped(wanted) ? at.write(wanted) : at.edit(wanted));
    // A step that is nested may make a list around itself; it stays the one that is selected.
    if (MAKING.has(wanted.do)) selectWhenThere(made);
    return true;
  } catch (error) {
    sayRefused(error);
    return false;
  } finally {
    if (isHolding) releaseKeys(document.activeElement);
  }
}

/** Says why an edit could not be made, and the way out. */
export function sayRefused(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  const hint = error instanceof Refusal ? error.hint : null;
  say(hint ? `${message}; ${hint}` : message, true);
}

const MAKING = new Set<Edit["do"]>(["insert", "insert-source", "duplicate"]);

/** Whether an edit says what was typed, which must not get lost. */
function isTyped(wanted: Edit): boolean {
  return wanted.do === "set" || wanted.do === "set-cell" || wanted.do === "set-front-matter";
}

export function say(text: string, isError = false, undo?: () => void): void {
  toast.value = { text, isError, ...(undo && { undo }) };
}

export function select(...ids: string[]): void {
  awaited = [];
  selection.value = ids;
}

/** Blocks to be selected as soon as the server says that they are there. */
let awaited: readonly string[] = [];

export function selectWhenThere(ids: readonly string[]): void {
  awaited = ids;
  selectAwaited();
}

function selectAwaited(): void {
  if (awaited.length > 0 && awaited.every((id) => blockById.peek().has(id))) select(...awaited);
}

/** Is settled as soon as what the server says of the blocks is so. */
export function whenBlocks(areSo: () => boolean): Promise<void> {
  return new Promise((settle) => {
    const stop = effect(() => {
      if (!blocks.value || !areSo()) return;
      settle();
      queueMicrotask(() => stop());
    });
  });
}

/** What is taken back is selected as it was when it was done. */
function keepSelections({ undo }: Source): void {
  undo.on("stack-item-added", ({ stackItem }) => {
    stackItem.meta.set("selection", selection.peek());
  });
  undo.on("stack-item-popped", ({ stackItem }) => {
    const before = stackItem.meta.get("selection") as readonly string[] | undefined;
    if (before && before.length > 0) selectWhenThere(before);
  });
}

type Told = Parameters<ConstructorParameters<typeof Source>[1]["received"]>[0];

function receive(message: Told): void {
  late.push(message);
  // Who waits for a new block to write in it waits for every frame.
  if (focused.peek() === null || isHoldingKeys()) takeLate();
  else if (!isTakenSoon) {
    isTakenSoon = true;
    const rest = Math.max(0, takenAt + TAKEN_EVERY - performance.now());
    if (rest > 0) setTimeout(() => behindFrame(takeLate), rest);
    else behindFrame(takeLate);
  }
}

/**
 * What the server said while a text is written: the frames that show the letters come first, in the
 * text and in the preview. The blocks around them are drawn anew a few times a second.
 */
const late: Told[] = [];
const TAKEN_EVERY = 100;
let takenAt = 0;
let isTakenSoon = false;

function takeLate(): void {
  isTakenSoon = false;
  takenAt = performance.now();
  takeAll(late.splice(0));
}

function takeAll(messages: readonly Told[]): void {
  batch(() => messages.forEach(take));
  selectAwaited();
}

/** Does something when the next frame is painted, or soon if there is none. */
function behindFrame(act: () => void): void {
  let isDone = false;
  const once = (): void => {
    if (!isDone) act();
    isDone = true;
  };
  requestAnimationFrame(() => setTimeout(once));
  setTimeout(once, FRAME_WITHIN);
}

/** A page that is not in view has no frames, in ms. */
const FRAME_WITHIN = 100;

function take(message: Exclude<FromServer, { ask: number }>): void {
  switch (message.type) {
    case "document":
      takeDocument(message);
      break;
    case "blocks": {
      const known = blockById.peek();
      const inserted = message.insert.map((item) =>
        typeof item === "string" ? known.get(item) : item,
      );
      const all = [...blocks.peek()];
      const fresh = inserted.filter((item) => item !== undefined);
      const removed = all.splice(message.at, message.remove, ...fresh);
      blocks.value = all;
      if (isLost()) followRenamed(removed, fresh);
      break;
    }
    case "numbers": {
      const all = [...numbers.peek()];
      all.splice(message.at, message.remove, ...message.insert);
      numbers.value = all;
      break;
    }
    case "front":
      front.value = message.front;
      break;
    case "findings":
      findings.value = message.findings;
      break;
    case "saved":
      saved.value = message.saved;
      break;
    case "viewers":
      viewers.value = message.viewers;
      break;
    case "published":
      break;
    case "gone":
      gone.value = message.message;
      break;
    case "another-life":
      beginAnew();
      break;
    default:
      message satisfies never;
  }
}

function takeDocument(message: Opened): void {
  // A link, or another name of a file that is open already: its pages are at the name that it has.
  if (message.name !== source.peek()?.name) {
    open(message.name);
    return;
  }
  const before = blocks.peek();
  blocks.value = message.blocks;
  followRenamed(before, message.blocks);
  numbers.value = message.numbers;
  front.value = message.front;
  findings.value = message.findings;
  saved.value = message.saved;
  viewers.value = message.viewers;
  theme.value = message.theme;
  gone.value = null;
  isOpen.value = true;
}

/**
 * Goes on with blocks that have other ids now: the author named them, or the server was started
 * anew. What is selected or has the caret and is gone is given up.
 */
function followRenamed(before: readonly Block[], after: readonly Block[]): void {
  const at = focused.peek();
  const renamed = successors(before, after);
  source.peek()?.rename(renamed);
  const block = at && renamed.get(at.block);
  if (block) focusField(block, at.field, at.caret());
  selection.value = selection
    .peek()
    .map((id) => renamed.get(id) ?? id)
    .filter((id) => blockById.peek().has(id));
}

/** Whether a block that is selected or has the caret is gone. */
function isLost(): boolean {
  const there = blockById.peek();
  const at = focused.peek();
  return selection.peek().some((id) => !there.has(id)) || (at !== null && !there.has(at.block));
}

/**
 * The server's text began anew, so the one that is here cannot be merged with it. The server's is
 * shown, and what was typed here and never arrived can be copied.
 */
function beginAnew(): void {
  const mine = source.peek();
  if (!mine) return;
  const text = mine.text.toString();
  open(mine.name);
  say(strings.notices.anotherLife, true, () => void navigator.clipboard.writeText(text));
}

export interface Person {
  name: string;
  color: string;
  colorLight: string;
}

const COLORS: [string, string][] = [
  ["#0b6e4f", "#0b6e4f33"],
  ["#8a3ffc", "#8a3ffc33"],
  ["#b4471f", "#b4471f33"],
  ["#0f62fe", "#0f62fe33"],
  ["#9f1853", "#9f185333"],
  ["#6f5a00", "#6f5a0033"],
];

/** Who writes here: the name is asked for once, and kept in this browser. */
export function author(): Person {
  const name = localStorage.getItem("sopwright-author") ?? strings.presence.guest;
  const number = Number(
    localStorage.getItem("sopwright-color") ?? Math.floor(Math.random() * COLORS.length),
  );
  localStorage.setItem("sopwright-color", String(number));
  const [color, colorLight] = COLORS[number % COLORS.length] ?? ["#0b6e4f", "#0b6e4f33"];
  return { name, color, colorLight };
}
