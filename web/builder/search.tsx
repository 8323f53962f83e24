/** Search and replace in the source: all matches with what stands around them, by block. */

import "./search.css";

import { useComputed, useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

import { Icon, type IconName } from "./icons";
import { expressionOf, type Match, matchesIn, replacementOf } from "./matches";
import { blockName } from "./names";
import { OWN } from "./source";
import { blockAt, wantedPlace } from "./source_places";
import { blockById, isSearching, numberById, say, select, source, view } from "./state";
import { strings } from "./strings/strings";

const words = strings.search;
/** So many are listed. */
const LISTED = 200;

/** What was looked for last is there when the search is opened again. */
let last = { find: "", replace: "", isCase: false, isWord: false, isRegex: false };

export function Search() {
  const wanted = useSignal(last);
  const text = useSourceText();
  const at = useSignal(0);
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const expression = useComputed(() => (wanted.value.find ? expressionOf(wanted.value) : null));
  const matches = useComputed(() =>
    expression.value ? matchesIn(text.value, expression.value) : [],
  );
  const found = matches.value;
  const index = Math.min(at.value, Math.max(0, found.length - 1));

  const want = (change: Partial<typeof last>): void => {
    last = { ...wanted.value, ...change };
    wanted.value = last;
    if (!("replace" in change)) at.value = 0;
  };
  const go = (to: number): void => {
    if (found.length === 0) return;
    at.value = (to + found.length) % found.length;
    show(found[at.value], text.value);
  };
  const replace = (chosen: readonly Match[]): void => {
    const { replace, isRegex } = wanted.value;
    const now = source.peek();
    if (!now || chosen.length === 0) return;
    now.capture(null);
    now.doc.transact(() => {
      for (const match of [...chosen].reverse()) {
        now.text.delete(match.from, match.to - match.from);
        const insert = replacementOf(match, replace, isRegex);
        if (insert) now.text.insert(match.from, insert);
      }
    }, OWN);
    say(words.replaced(chosen.length), false, () => now.takeBack("undo"));
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key === "Escape") isSearching.value = false;
    else if (event.key === "Enter") go(event.shiftKey ? index - 1 : index + 1);
    else return;
    event.preventDefault();
  };
  const current = found[index];

  return (
    <search class="search" aria-label={words.name}>
      <div class="search-line">
        <input
          class="field"
          ref={field}
          aria-label={words.find}
          placeholder={words.find}
          aria-invalid={expression.value === undefined}
          value={wanted.value.find}
          onInput={(event) => want({ find: event.currentTarget.value })}
          onKeyDown={press}
        />
        <Option name="isCase" mark="Aa" label={words.case} wanted={wanted.value} want={want} />
        <Option name="isWord" mark="[w]" label={words.word} wanted={wanted.value} want={want} />
        <Option name="isRegex" mark=".*" label={words.regex} wanted={wanted.value} want={want} />
        <span class="search-count" role="status">
          {expression.value === undefined
            ? words.bad
            : wanted.value.find && words.count(index + 1, found.length)}
        </span>
        <Tool icon="arrow-up" label={words.previous} run={() => go(index - 1)} />
        <Tool icon="arrow-down" label={words.next} run={() => go(index + 1)} />
        <Tool
          icon="close"
          label={words.close}
          run={() => {
            isSearching.value = false;
          }}
        />
      </div>
      <div class="search-line">
        <input
          class="field"
          aria-label={words.replace}
          placeholder={words.replace}
          value={wanted.value.replace}
          onInput={(event) => want({ replace: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key === "Enter" && current) replace([current]);
            else press(event);
          }}
        />
        <button
          type="button"
          class="button"
          disabled={!current}
          onClick={() => current && replace([current])}
        >
          {words.replaceOne}
        </button>
        <button type="button" class="button" disabled={!current} onClick={() => replace(found)}>
          {words.replaceAll}
        </button>
      </div>
      {found.length > 0 && (
        <ul class="search-matches" aria-label={words.matches}>
          {found.slice(0, LISTED).map((match, place) => (
            <li key={`${match.from} ${match.to}`}>
              <button
                type="button"
                class="search-match"
                aria-current={place === index}
                onClick={() => go(place)}
              >
                <small>{placeName(text.value, match)}</small>
                <Context text={text.value} match={match} />
              </button>
            </li>
          ))}
          {found.length > LISTED && <li class="soft">{words.more(found.length - LISTED)}</li>}
        </ul>
      )}
    </search>
  );
}

/** The text of the source, as it is by now. */
function useSourceText() {
  const text = useSignal(source.peek()?.text.toString() ?? "");
  const at = source.value;
  useEffect(() => {
    if (!at) return;
    const read = (): void => {
      text.value = at.text.toString();
    };
    read();
    at.text.observe(read);
    return () => at.text.unobserve(read);
  }, [at]);
  return text;
}

interface OptionProps {
  name: "isCase" | "isWord" | "isRegex";
  mark: string;
  label: string;
  wanted: typeof last;
  want(change: Partial<typeof last>): void;
}

function Option({ name, mark, label, wanted, want }: OptionProps) {
  return (
    <button
      type="button"
      class="button search-option"
      aria-pressed={wanted[name]}
      aria-label={`${label}: ${mark}`}
      title={label}
      onClick={() => want({ [name]: !wanted[name] })}
    >
      {mark}
    </button>
  );
}

function Tool({ icon, label, run }: { icon: IconName; label: string; run(): void }) {
  return (
    <button type="button" class="button quiet icon" aria-label={label} title={label} onClick={run}>
      <Icon name={icon} />
    </button>
  );
}

function Context({ text, match: { from, to } }: { text: string; match: Match }) {
  const begin = Math.max(text.lastIndexOf("\n", from - 1) + 1, from - 40);
  const lineEnd = text.indexOf("\n", to);
  const end = Math.min(lineEnd < 0 ? text.length : lineEnd, to + 120);
  return (
    <span>
      {text.slice(begin, from)}
      <mark>{text.slice(from, to)}</mark>
      {text.slice(to, end)}
    </span>
  );
}

function placeName(text: string, { from }: Match): string {
  const id = blockAt(text, from);
  const block = id === null ? undefined : blockById.value.get(id);
  return block ? blockName(block, numberById.value.get(block.id) ?? "") : words.front;
}

function show(match: Match | undefined, text: string): void {
  if (!match) return;
  const id = blockAt(text, match.from);
  if (id !== null) select(id);
  if (view.peek() === "source") wantedPlace.value = { from: match.from, to: match.to };
}
