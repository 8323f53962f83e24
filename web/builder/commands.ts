/** Every action of the application, once: buttons, shortcuts and the palette all go through here. */

import { behindCurrent, deleteBlocks, duplicateBlocks, moveBlocks, nestBlocks } from "./actions";
import { insert } from "./insert";
import { layout } from "./layout_state";
import {
  catalogue,
  childrenOf,
  dialog,
  dress,
  isLinked,
  isSearching,
  isStyling,
  selection,
  source,
  view,
} from "./state";
import { strings } from "./strings/strings";

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
    id: "status",
    title: words.status,
    run: () => void open("./_preview/status/", "sopwright-status"),
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
    id: "style",
    title: words.style,
    isEnabled: isOpen,
    run: () => {
      isStyling.value = !isStyling.value;
      layout.isRightOpen.value = true;
    },
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
    run: duplicateBlocks,
  },
  { id: "delete", title: words.delete, isEnabled: hasSelection, run: () => void deleteBlocks() },
  {
    id: "move-up",
    title: words.moveUp,
    shortcut: "Alt+ArrowUp",
    isEnabled: hasSelection,
    run: () => moveBlocks(-1),
  },
  {
    id: "move-down",
    title: words.moveDown,
    shortcut: "Alt+ArrowDown",
    isEnabled: hasSelection,
    run: () => moveBlocks(1),
  },
  { id: "nest", title: words.nest, isEnabled: hasSelection, run: () => nestBlocks("nest") },
  {
    id: "unnest",
    title: words.unnest,
    isEnabled: hasSelection,
    run: () => nestBlocks("unnest"),
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
    run: () => insertEntry(entry),
  }));
  const themes = catalogue.value.themes.map((name) => ({
    id: `theme-${name}`,
    title: words.theme(name),
    isEnabled: isOpen,
    run: () => {
      dress(name);
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
export function insertEntry(entry: string): void {
  void insert({ do: "insert", entry, place: behindCurrent() });
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
  source.value?.takeBack("undo");
}

function redo(): void {
  source.value?.takeBack("redo");
}

function openLivePreview(): void {
  const name = source.value?.name;
  if (name) layout.openLivePreview(`./${name.split("/").map(encodeURIComponent).join("/")}/`);
}
