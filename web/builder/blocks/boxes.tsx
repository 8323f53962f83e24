/** What stands at the top of blocks that hold others: signal words, titles, strips of tabs. */

import "./boxes.css";

import { Icon, type IconName } from "../icons";
import { insert, insertion } from "../insert";
import { kindName } from "../names";
import { chooseTab, chosenTab, toneOf } from "../rows";
import { SetField } from "../set_field";
import { catalogue, childrenOf, select } from "../state";
import { strings } from "../strings/strings";
import type { Block } from "../wire";
import { said } from "./texts";

const ICONS: Record<string, IconName> = {
  danger: "danger",
  warning: "danger",
  caution: "danger",
  notice: "info",
  note: "info",
  tip: "sun",
  important: "warning",
  success: "check",
  info: "info",
  checklist: "check",
  decision: "help",
  tabs: "blocks",
  issue: "error",
  cause: "search",
  solution: "check",
};

/** The head of a card: what it is, its number and its title. */
export function BoxHead({ block, number }: { block: Block; number: string }) {
  const tone = toneOf(block);
  const icon = ICONS[tone];
  const hasTitle = isTitled(block.kind);
  return (
    <div class="box-head">
      <div class="box-line">
        <span class="box-name">
          {icon ? <Icon name={icon} /> : null}
          {strings.signals[tone] ?? (number || kindName(block.kind))}
        </span>
        {hasTitle ? (
          <SetField
            block={block.id}
            field="title"
            value={said(block, "title")}
            label={strings.blockFields.title}
            isReadOnly={block.foreign}
          />
        ) : null}
      </div>
      <Said block={block} field="consequence" name={strings.chips.consequence} />
      <Said block={block} field="avoid" name={strings.chips.avoid} />
      {block.kind === "tabs" ? <TabStrip block={block} /> : null}
      {block.kind === "unknown" ? <p class="box-note">{strings.canvas.unknown}</p> : null}
      {childrenOf.value.has(block.id) ? null : <EmptyBox block={block} />}
    </div>
  );
}

function isTitled(kind: string): boolean {
  return catalogue.value.kinds[kind]?.fields.some(({ name }) => name === "title") ?? false;
}

function Said({ block, field, name }: { block: Block; field: string; name: string }) {
  const value = said(block, field);
  if (!value) return null;
  return (
    <div class="box-said">
      <span>{name}</span>
      <SetField
        block={block.id}
        field={field}
        value={value}
        label={name}
        isReadOnly={block.foreign}
      />
    </div>
  );
}

function TabStrip({ block }: { block: Block }) {
  const tabs = (childrenOf.value.get(block.id) ?? []).filter(({ kind }) => kind === "tab");
  const front = chosenTab(block.id);
  const beside = (event: KeyboardEvent, index: number): void => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const to = step && tabs[(index + step + tabs.length) % tabs.length];
    if (!to) return;
    event.preventDefault();
    event.stopPropagation();
    chooseTab(block.id, to.id);
    const strip = (event.currentTarget as HTMLElement).parentElement;
    requestAnimationFrame(() => strip?.querySelector<HTMLElement>("[aria-selected=true]")?.focus());
  };
  return (
    <div class="tab-strip">
      <div class="tab-list" role="tablist" aria-label={said(block, "title") || kindName("tabs")}>
        {tabs.map((tab, index) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            class="tab-button"
            aria-selected={tab.id === front}
            tabIndex={tab.id === front ? 0 : -1}
            data-tab={tab.id}
            onKeyDown={(event) => beside(event, index)}
            onClick={(event) => {
              event.stopPropagation();
              chooseTab(block.id, tab.id);
              select(tab.id);
            }}
          >
            {said(tab, "title") || `${kindName("tab")} ${index + 1}`}
          </button>
        ))}
      </div>
      {block.foreign ? null : (
        <button
          type="button"
          class="button quiet icon"
          title={strings.canvas.addTab}
          aria-label={strings.canvas.addTab}
          onClick={() => insert({ do: "insert", entry: "tab", place: { last: block.id } })}
        >
          <Icon name="add" />
        </button>
      )}
    </div>
  );
}

const FIRST: Record<string, { entry: string; words: keyof typeof strings.canvas.addInside }> = {
  steps: { entry: "step", words: "steps" },
  items: { entry: "item", words: "items" },
  pictures: { entry: "picture", words: "pictures" },
  blocks: { entry: "paragraph", words: "blocks" },
};

/** What an empty block says, and the first thing that can be put into it. */
export function EmptyBox({ block }: { block: Block }) {
  const holds = catalogue.value.kinds[block.kind]?.holds ?? "nothing";
  if (holds === "nothing" || holds === "tabs" || block.foreign) return null;
  const first = FIRST[holds];
  const add = (): void => {
    if (first) void insert(insertion(first.entry, { first: block.id }));
  };
  return (
    <div class="box-empty">
      {strings.canvas.emptyContainer}
      {first ? (
        <button type="button" class="button quiet" onClick={add}>
          <Icon name="add" />
          {strings.canvas.addInside[first.words]}
        </button>
      ) : null}
    </div>
  );
}
