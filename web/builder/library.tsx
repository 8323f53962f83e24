/** The library: all blocks that can be put in, by click behind the current one or by dragging. */

import "./library.css";

import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

import { insertEntry } from "./commands";
import { dragEntry } from "./drag";
import { Icon } from "./icons";
import { Picture } from "./pictures";
import { catalogue } from "./state";
import { strings } from "./strings/strings";

const words = strings.library;

export function Library() {
  const query = useSignal("");
  const groups = catalogue.value.groups
    .map(({ name, entries }) => ({
      name,
      entries: entries.filter((entry) => matches(entry, name, query.value)),
    }))
    .filter(({ entries }) => entries.length > 0);
  const first = groups[0]?.entries[0];
  return (
    <div class="library">
      <div class="panel-search">
        <Icon name="search" />
        <input
          class="field"
          type="search"
          placeholder={words.search}
          aria-label={words.search}
          value={query.value}
          onInput={(event) => {
            query.value = event.currentTarget.value;
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter" && query.value && first) insertEntry(first);
          }}
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keys */}
      <section class="library-groups" aria-label={words.list} tabIndex={0}>
        {groups.map(({ name, entries }) => (
          <div key={name}>
            <h2>{strings.groups[name] ?? name}</h2>
            <ul>
              {entries.map((entry) => (
                <Entry key={entry} entry={entry} />
              ))}
            </ul>
          </div>
        ))}
        {groups.length === 0 && <p class="panel-empty">{words.none(query.value)}</p>}
      </section>
      <p class="panel-hint">{words.hint}</p>
    </div>
  );
}

function Entry({ entry }: { entry: string }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => (button.current ? dragEntry(button.current, entry) : undefined), [entry]);
  const { name, about } = named(entry);
  return (
    <li>
      <button
        type="button"
        class="library-entry"
        data-entry={entry}
        ref={button}
        onClick={() => insertEntry(entry)}
      >
        <Picture entry={entry} />
        <span>
          <b>{name}</b>
          <small>{about}</small>
        </span>
      </button>
    </li>
  );
}

function named(entry: string): { name: string; about: string } {
  return strings.entries[entry] ?? { name: entry, about: "" };
}

/** Whether all words of a query stand in what an entry is called and for. */
function matches(entry: string, group: string, query: string): boolean {
  const { name, about } = named(entry);
  const text = `${entry} ${name} ${about} ${strings.groups[group] ?? group}`.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
