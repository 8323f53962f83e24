/** The outline: sections and steps with their live numbers; a click shows them. */

import "./outline.css";

import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

import { Icon } from "./icons";
import { type Line, outlineLines } from "./outline_lines";
import { blockById, dialog, findings, front, select, selection } from "./state";
import { strings } from "./strings/strings";

const words = strings.outline;

export function Outline() {
  const query = useSignal("");
  const folded = useSignal<ReadonlySet<string>>(new Set());
  const lines = outlineLines();
  const shown = query.value ? matching(lines, query.value) : unfolded(lines, folded.value);
  const chosen = lineOfSelection(new Set(lines.map(({ block }) => block.id)));
  const list = useRef<HTMLDivElement>(null);

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [chosen]);

  const fold = (id: string, isFolded: boolean): void => {
    const next = new Set(folded.value);
    if (isFolded) next.add(id);
    else next.delete(id);
    folded.value = next;
  };

  return (
    <div class="outline">
      <div class="panel-search">
        <Icon name="search" />
        <input
          class="field"
          type="search"
          placeholder={words.filter}
          aria-label={words.filter}
          value={query.value}
          onInput={(event) => {
            query.value = event.currentTarget.value;
          }}
        />
      </div>
      <div class="outline-list" role="tree" aria-label={words.list} ref={list} onKeyDown={walk}>
        {!query.value && <FrontLine />}
        {shown.map((line) => (
          <OutlineLine
            key={line.block.id}
            line={line}
            isChosen={line.block.id === chosen}
            isFolded={folded.value.has(line.block.id)}
            isFiltered={query.value !== ""}
            fold={fold}
          />
        ))}
        {lines.length === 0 && <p class="panel-empty">{words.empty}</p>}
        {lines.length > 0 && shown.length === 0 && <p class="panel-empty">{words.none}</p>}
      </div>
    </div>
  );
}

/** The document itself: what stands in the front matter. */
function FrontLine() {
  const title = front.value.fields.find(({ key }) => key === "title")?.value;
  const [from, to] = front.value.span ?? [0, 0];
  const count = findings.value.filter(
    (finding) => !finding.block && finding.from >= from && finding.to <= to,
  ).length;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: its button has the focus
    <div class="outline-line is-section" role="treeitem" aria-level={1} style={{ "--level": "0" }}>
      <span class="outline-fold" />
      <button
        type="button"
        class="outline-go"
        onClick={() => {
          dialog.value = "front";
        }}
      >
        <Icon name="front" />
        <span class="text">{typeof title === "string" && title ? title : words.front}</span>
      </button>
      {count > 0 && <span class="outline-mark">{count}</span>}
    </div>
  );
}

interface LineProps {
  line: Line;
  isChosen: boolean;
  isFolded: boolean;
  isFiltered: boolean;
  fold(id: string, isFolded: boolean): void;
}

function OutlineLine({ line, isChosen, isFolded, isFiltered, fold }: LineProps) {
  const { block, level, number, text, hasInner, problems } = line;
  const canFold = hasInner && !isFiltered;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: its button has the focus
    <div
      class={`outline-line is-${block.kind}`}
      role="treeitem"
      aria-level={level}
      aria-selected={isChosen}
      {...(canFold && { "aria-expanded": !isFolded })}
      style={{ "--level": String(Math.min(8, level - 1)) }}
    >
      {canFold ? (
        <button
          type="button"
          class="outline-fold"
          tabIndex={-1}
          aria-label={isFolded ? words.expand : words.collapse}
          onClick={() => fold(block.id, !isFolded)}
        >
          <Icon name={isFolded ? "chevron-right" : "chevron-down"} />
        </button>
      ) : (
        <span class="outline-fold" />
      )}
      <button
        type="button"
        class="outline-go"
        title={text}
        onClick={() => select(block.id)}
        onKeyDown={(event) => {
          if (!canFold || (event.key !== "ArrowLeft" && event.key !== "ArrowRight")) return;
          event.preventDefault();
          fold(block.id, event.key === "ArrowLeft");
        }}
      >
        {number && <span class="number">{number}</span>}
        <span class="text">{text || words.untitled[block.kind]}</span>
      </button>
      {problems.count > 0 && (
        <span
          class={`outline-mark is-${problems.severity}`}
          role="img"
          aria-label={words.problems(problems.count)}
          title={words.problems(problems.count)}
        >
          {problems.count}
        </span>
      )}
    </div>
  );
}

/** Arrow keys go from line to line. */
function walk(event: KeyboardEvent): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const list = event.currentTarget as HTMLElement;
  const buttons = [...list.querySelectorAll<HTMLElement>(".outline-go")];
  const at = buttons.indexOf(document.activeElement as HTMLElement);
  const next = buttons[at + step];
  if (at < 0 || !next) return;
  event.preventDefault();
  next.focus();
}

function unfolded(lines: readonly Line[], folded: ReadonlySet<string>): Line[] {
  let hiddenFrom = Number.POSITIVE_INFINITY;
  return lines.filter(({ block, level }) => {
    if (level > hiddenFrom) return false;
    hiddenFrom = folded.has(block.id) ? level : Number.POSITIVE_INFINITY;
    return true;
  });
}

function matching(lines: readonly Line[], query: string): Line[] {
  const wanted = query.toLowerCase();
  return lines.filter(({ number, text }) => `${number} ${text}`.toLowerCase().includes(wanted));
}

/** Returns the line that the current block is at: its own, or that of a step around it. */
function lineOfSelection(there: ReadonlySet<string>): string | undefined {
  for (let id = selection.value.at(-1) ?? null; id !== null; ) {
    if (there.has(id)) return id;
    id = blockById.value.get(id)?.parent ?? null;
  }
  return undefined;
}
