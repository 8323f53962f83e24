/** Every action of the application, once: buttons, shortcuts and the palette all go through here. */

import { layout } from "./layout_state";
import {
  blockById,
  blocks,
  catalogue,
  childrenOf,
  close,
  dialog,
  edit,
  isLinked,
  isSearching,
  say,
  selection,
  source,
  theme,
  view,
} from "./state";
import { strings } from "./strings/strings";
import type { Place } from "./wire";

export interface Command {
  id: string;
  title: string;
  /** As `Ctrl+Shift+K`; Ctrl stands for Cmd on a Mac. */
  shortcut?: string;
  isEnabled?: () => boolean;
  run: () => void;
}

const isOpen = (): boolean => source.value !== null;
const hasSelection = (): boolean => selection.value.length > 0;
const words = strings.commands;

const fixed: Command[] = [
  { id: "new", title: words.new, shortcut: "Alt+N", run: () => show("new") },
  { id: "open", title: words.open, shortcut: "Ctrl+O", run: () => show("open") },
  {
    id: "save-as",
    title: words.saveAs,
    shortcut: "Ctrl+Shift+S",
    isEnabled: isOpen,
    run: () => show("save-as"),
  },
  { id: "import", title: words.import, run: () => show("import") },
  {
    id: "export",
    title: words.export,
    shortcut: "Ctrl+E",
    isEnabled: isOpen,
    run: () => show("export"),
  },
  {
    id: "front",
    title: words.front,
    shortcut: "Ctrl+I",
    isEnabled: isOpen,
    run: () => show("front"),
  },
  { id: "undo", title: words.undo, shortcut: "Ctrl+Z", isEnabled: isOpen, run: undo },
  { id: "redo", title: words.redo, shortcut: "Ctrl+Shift+Z", isEnabled: isOpen, run: redo },
  {
    id: "search",
    title: words.search,
    shortcut: "Ctrl+F",
    isEnabled: isOpen,
    run: () => {
      isSearching.value = !isSearching.value;
    },
  },
  { id: "palette", title: words.palette, shortcut: "Ctrl+K", run: () => show("palette") },
  {
    id: "live-preview",
    title: words.livePreview,
    shortcut: "Ctrl+Alt+P",
    isEnabled: isOpen,
    run: openLivePreview,
  },
  {
    id: "toggle-source",
    title: words.toggleSource,
    shortcut: "Ctrl+Alt+S",
    isEnabled: isOpen,
    run: () => {
      view.value = view.value === "blocks" ? "source" : "blocks";
    },
  },
  {
    id: "toggle-preview",
    title: words.togglePreview,
    shortcut: "Ctrl+Alt+R",
    run: () => layout.toggle("right"),
  },
  {
    id: "toggle-library",
    title: words.toggleLibrary,
    shortcut: "Ctrl+Alt+L",
    run: () => layout.toggle("left"),
  },
  {
    id: "toggle-link",
    title: words.toggleLink,
    run: () => {
      isLinked.value = !isLinked.value;
    },
  },
  { id: "scheme", title: words.scheme, run: () => layout.nextScheme() },
  {
    id: "duplicate",
    title: words.duplicate,
    shortcut: "Ctrl+D",
    isEnabled: hasSelection,
    run: () => withSelection("duplicate"),
  },
  { id: "delete", title: words.delete, isEnabled: hasSelection, run: deleteSelection },
  {
    id: "move-up",
    title: words.moveUp,
    shortcut: "Alt+ArrowUp",
    isEnabled: hasSelection,
    run: () => move(-1),
  },
  {
    id: "move-down",
    title: words.moveDown,
    shortcut: "Alt+ArrowDown",
    isEnabled: hasSelection,
    run: () => move(1),
  },
  { id: "nest", title: words.nest, isEnabled: hasSelection, run: () => withSelection("nest") },
  {
    id: "unnest",
    title: words.unnest,
    isEnabled: hasSelection,
    run: () => withSelection("unnest"),
  },
  {
    id: "select-all",
    title: words.selectAll,
    isEnabled: isOpen,
    run: () => {
      selection.value = (childrenOf.value.get(null) ?? []).map((block) => block.id);
    },
  },
  { id: "help", title: words.help, shortcut: "F1", run: () => show("help") },
];

/** All commands, with those for each block that can be put in and each theme. */
export function commands(): Command[] {
  const entries = catalogue.value.groups.flatMap((group) => group.entries);
  const named = strings as unknown as { entries?: Record<string, { name: string }> };
  const inserts = entries.map((entry) => ({
    id: `insert-${entry}`,
    title: words.insert(named.entries?.[entry]?.name ?? entry),
    isEnabled: isOpen,
    run: () => void insert(entry),
  }));
  const themes = catalogue.value.themes.map((name) => ({
    id: `theme-${name}`,
    title: words.theme(name),
    isEnabled: isOpen,
    run: () => {
      source.value?.useTheme(name);
      theme.value = name;
    },
  }));
  return [...fixed, ...inserts, ...themes];
}

export function command(id: string): Command | undefined {
  return fixed.find((command) => command.id === id);
}

export function run(id: string): void {
  const found = command(id);
  if (found && (found.isEnabled?.() ?? true)) found.run();
}

/** Puts in a new block behind the current one, or at the end. */
export async function insert(entry: string): Promise<boolean> {
  const at = selection.value.at(-1);
  const place: Place = at === undefined ? { end: true } : { after: at };
  return edit({ do: "insert", entry, place });
}

/** Runs the command whose shortcut this is. Returns whether there was one. */
export function runShortcut(event: KeyboardEvent): boolean {
  // What has the focus goes first, and over a dialog nothing else is to be done.
  if (event.defaultPrevented || document.querySelector("dialog[open]")) return false;
  const pressed = shortcutOf(event);
  const found = fixed.find((command) => command.shortcut === pressed);
  if (!found || !(found.isEnabled?.() ?? true)) return false;
  event.preventDefault();
  found.run();
  return true;
}

function shortcutOf(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const parts = [
    (event.ctrlKey || event.metaKey) && "Ctrl",
    event.altKey && "Alt",
    event.shiftKey && "Shift",
    key,
  ];
  return parts.filter(Boolean).join("+");
}

function show(name: NonNullable<typeof dialog.value>): void {
  dialog.value = name;
}

function undo(): void {
  source.value?.undo.undo();
}

function redo(): void {
  source.value?.undo.redo();
}

/** Chosen blocks without those inside other chosen ones, in the order of the document. */
export function chosen(): string[] {
  const ids = new Set(selection.value);
  const isInside = (id: string): boolean => {
    let parent = blockById.value.get(id)?.parent ?? null;
    while (parent !== null) {
      if (ids.has(parent)) return true;
      parent = blockById.value.get(parent)?.parent ?? null;
    }
    return false;
  };
  return blocks.value.filter(({ id }) => ids.has(id) && !isInside(id)).map(({ id }) => id);
}

function withSelection(wanted: "duplicate" | "nest" | "unnest"): void {
  void edit({ do: wanted, blocks: chosen() });
}

export function deleteSelection(): void {
  const ids = chosen();
  const next = neighbour(ids);
  void edit({ do: "delete", blocks: ids }).then((isDone) => {
    if (!isDone) return;
    selection.value = next === undefined ? [] : [next];
    say(strings.notices.deleted(ids.length), false, undo);
  });
}

/** The block that is beside those that go. */
function neighbour(ids: string[]): string | undefined {
  const last = ids.at(-1);
  const beside = childrenOf.value.get(blockById.value.get(last ?? "")?.parent ?? null) ?? [];
  const at = beside.findIndex(({ id }) => id === last);
  const before = beside.slice(0, at).findLast(({ id }) => !ids.includes(id));
  return beside[at + 1]?.id ?? before?.id;
}

/** Moves the chosen blocks by one place among those beside them. */
export function move(by: -1 | 1): void {
  const ids = chosen();
  const edge = by < 0 ? ids[0] : ids.at(-1);
  const block = blockById.value.get(edge ?? "");
  if (!block) return;
  const beside = childrenOf.value.get(block.parent) ?? [];
  const other = beside[beside.indexOf(block) + by];
  if (other) {
    void edit({
      do: "move",
      blocks: ids,
      place: by < 0 ? { before: other.id } : { after: other.id },
    });
  } else if (block.parent !== null) {
    // Out of the block around it.
    const place: Place = by < 0 ? { before: block.parent } : { after: block.parent };
    void edit({ do: "move", blocks: ids, place });
  }
}

function openLivePreview(): void {
  const name = source.value?.name;
  if (name) layout.openLivePreview(`./${name.split("/").map(encodeURIComponent).join("/")}/`);
}

export { close };
