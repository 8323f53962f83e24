/** Blocks that are mostly a text: sections, paragraphs, steps, items and entries. */

import "./texts.css";

import type { ComponentChildren } from "preact";

import { Field } from "../field";
import { Icon, type IconName } from "../icons";
import { edit } from "../state";
import { strings } from "../strings/strings";
import type { Block } from "../wire";

export function TextField({ block, field = "text" }: { block: Block; field?: string }) {
  const words = strings.blockFields;
  const name = field === "head" ? "head" : block.kind;
  return (
    <Field
      block={block.id}
      field={field}
      text={said(block, field)}
      label={words.emptyText[name] ?? words.text}
      empty={words.emptyText[name] ?? words.text}
      isReadOnly={block.foreign}
    />
  );
}

export function said(block: Block, field: string): string {
  const value = block.fields[field];
  return typeof value === "string" ? value : "";
}

export function Section({ block, number }: { block: Block; number: string }) {
  const level = Number(block.fields.level ?? 1);
  const reason = said(block, "na");
  return (
    <div class={`section-title is-level-${Math.min(level, 4)}`}>
      {number ? <span class="section-number">{number}</span> : null}
      <TextField block={block} />
      {reason ? <Chip icon="hide">{reason}</Chip> : null}
    </div>
  );
}

export function Step({ block, number }: { block: Block; number: string }) {
  return (
    <div class="step-line">
      <span class="step-number">{number}</span>
      <Check block={block} />
      <div class="step-text">
        <TextField block={block} />
        <Chips block={block} />
      </div>
    </div>
  );
}

export function Item({ block, number, marks }: { block: Block; number: string; marks: string }) {
  return (
    <div class="step-line">
      {block.fields.check === undefined ? (
        <span class="item-mark">{marks === "bullets" ? "•" : number}</span>
      ) : (
        <Check block={block} />
      )}
      <div class="step-text">
        <TextField block={block} />
      </div>
    </div>
  );
}

export function Entry({ block }: { block: Block }) {
  return (
    <div class="entry-line">
      <div class="entry-head">
        <TextField block={block} field="head" />
      </div>
      <TextField block={block} />
    </div>
  );
}

function Check({ block }: { block: Block }) {
  const { check } = block.fields;
  if (check === undefined) return null;
  const value = check === "done" ? "open" : "done";
  return (
    <input
      type="checkbox"
      class="item-check"
      aria-label={strings.blockFields.hasCheck}
      checked={check === "done"}
      disabled={block.foreign ?? false}
      onChange={() => edit({ do: "set", block: block.id, field: "check", value })}
    />
  );
}

/** What is said about a step beside its text. */
function Chips({ block }: { block: Block }) {
  const { fields } = block;
  const words = strings.chips;
  const chips: ComponentChildren[] = [];
  const add = (name: string, icon: IconName, text: string, tone = ""): void => {
    if (fields[name] === undefined || fields[name] === false) return;
    chips.push(
      <Chip icon={icon} tone={tone}>
        {text}
      </Chip>,
    );
  };
  add("critical", "warning", words.critical, "warning");
  add("hold", "hold", words.hold, "danger");
  add("optional", "info", words.optional);
  add("who", "user", said(block, "who"));
  add("when", "play", said(block, "when"));
  add("time", "clock", said(block, "time"));
  add("repeat", "redo", words.repeat(said(block, "repeat")));
  add("expect", "check", words.expect(said(block, "expect")), "ok");
  return chips.length > 0 ? <div class="chips">{chips}</div> : null;
}

interface ChipProps {
  icon: IconName;
  tone?: string;
  children: ComponentChildren;
}

export function Chip({ icon, tone = "", children }: ChipProps) {
  return (
    <span class={`chip ${tone && `is-${tone}`}`}>
      <Icon name={icon} />
      {children}
    </span>
  );
}
