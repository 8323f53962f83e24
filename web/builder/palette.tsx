/** The command palette: every command by a few letters of its name. */

import "./palette.css";

import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

import { type Command, commands } from "./commands";
import { Keys } from "./keys";
import { dialog } from "./state";
import { strings } from "./strings/strings";

const words = strings.palette;
/** So many are shown at once. */
const SHOWN = 60;

export function Palette() {
  return dialog.value === "palette" ? <Open /> : null;
}

function Open() {
  const query = useSignal("");
  const at = useSignal(0);
  const element = useRef<HTMLDialogElement>(null);
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => element.current?.showModal(), []);
  const found = matching(query.value).slice(0, SHOWN);
  const index = Math.min(at.value, found.length - 1);
  useEffect(() => {
    list.current?.children[index]?.scrollIntoView({ block: "nearest" });
  }, [index]);

  const choose = (command: Command | undefined): void => {
    if (!command || !(command.isEnabled?.() ?? true)) return;
    dialog.value = null;
    // The focus goes back to where it was before the command takes it elsewhere.
    element.current?.close();
    command.run();
  };
  const press = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) at.value = (index + step + found.length) % Math.max(1, found.length);
    else if (event.key === "Enter") choose(found[index]?.command);
    else return;
    event.preventDefault();
  };

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the dialog's own
    <dialog
      class="palette"
      ref={element}
      aria-label={words.name}
      onClose={() => {
        if (dialog.peek() === "palette") dialog.value = null;
      }}
      onClick={(event) => {
        if (event.target === element.current) dialog.value = null;
      }}
    >
      <input
        class="palette-search"
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={found[index] ? `palette-${found[index].command.id}` : ""}
        aria-label={words.search}
        placeholder={words.search}
        value={query.value}
        onInput={(event) => {
          query.value = event.currentTarget.value;
          at.value = 0;
        }}
        onKeyDown={press}
      />
      <div class="palette-list" id="palette-list" role="listbox" aria-label={words.name} ref={list}>
        {found.map(({ command, hits }, line) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the search
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are heard by the search
          <div
            class="palette-line"
            role="option"
            id={`palette-${command.id}`}
            key={command.id}
            aria-selected={line === index}
            aria-disabled={!(command.isEnabled?.() ?? true)}
            onPointerMove={() => {
              at.value = line;
            }}
            onClick={() => choose(command)}
          >
            <span>
              <Marked text={command.title} hits={hits} />
            </span>
            {command.shortcut && <Keys shortcut={command.shortcut} />}
          </div>
        ))}
      </div>
      {found.length === 0 && <p class="panel-empty">{words.none}</p>}
    </dialog>
  );
}

function Marked({ text, hits }: { text: string; hits: ReadonlySet<number> }) {
  return (
    <>
      {[...text].map((char, index) =>
        hits.has(index) ? <mark key={`${index}${char}`}>{char}</mark> : char,
      )}
    </>
  );
}

interface Found {
  command: Command;
  hits: ReadonlySet<number>;
  score: number;
}

function matching(query: string): Found[] {
  return commands()
    .map((command) => ({ command, ...fuzzy([...command.title], [...query.replace(/\s+/g, "")]) }))
    .filter(({ score }) => score >= 0)
    .sort((one, other) => other.score - one.score);
}

/**
 * Finds letters in a text, in order. Those at the beginning of words and those that follow each
 * other count more; the score is negative if one is missing.
 */
export function fuzzy(
  text: readonly string[],
  query: readonly string[],
): { hits: ReadonlySet<number>; score: number } {
  let best: { hits: ReadonlySet<number>; score: number } = { hits: new Set(), score: -1 };
  if (query.length === 0) return { hits: new Set(), score: 0 };
  for (let start = 0; start < text.length; start += 1) {
    if (!isSame(text[start], query[0])) continue;
    const tried = from(text, query, start);
    if (tried.score > best.score) best = tried;
  }
  return best;
}

function from(
  text: readonly string[],
  query: readonly string[],
  start: number,
): { hits: ReadonlySet<number>; score: number } {
  const hits = new Set<number>();
  let score = start === 0 ? 5 : 0;
  let at = start;
  for (const letter of query) {
    while (at < text.length && !isSame(text[at], letter)) at += 1;
    if (at === text.length) return { hits, score: -1 };
    const isBegin = at === 0 || /[\s:-]/.test(text[at - 1] ?? "");
    score += hits.has(at - 1) ? 4 : isBegin ? 3 : 0;
    hits.add(at);
    at += 1;
  }
  return { hits, score };
}

function isSame(one: string | undefined, other: string | undefined): boolean {
  return one?.toLowerCase() === other?.toLowerCase();
}
