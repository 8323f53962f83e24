/**
 * A field of a block that is no Markdown text of its own (a title, a description, code): a plain
 * input whose value the server writes into the source.
 */

import "./set_field.css";

import { useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";

import { useDraft } from "./draft";
import { type CaretAt, leaveField, wanted } from "./focus";
import { isComposing, releaseKeys } from "./held_keys";
import { edit, select, source } from "./state";

export interface SetFieldProps {
  block: string;
  field: string;
  value: string;
  label: string;
  empty?: string;
  isCode?: boolean;
  isReadOnly?: boolean | undefined;
  /** What to do with a new value; without it, the field of the block is set. */
  set?(value: string): Promise<boolean>;
  /** Keys that mean something else here. Returns whether the key was one of them. */
  pressed?(event: KeyboardEvent): boolean;
}

export function SetField(props: SetFieldProps) {
  const { block, field, value, label, empty, isCode, isReadOnly } = props;
  const input = useRef<HTMLTextAreaElement>(null);
  const draft = useDraft(
    value,
    props.set ?? ((value) => edit({ do: "set", block, field, value: value || null })),
  );

  useSignalEffect(() => {
    const to = wanted.value;
    if (to?.block !== block || to.field !== field || isComposing.value) return;
    wanted.value = null;
    if (input.current) enter(input.current, to.at);
  });

  const pressed = (event: KeyboardEvent): void => {
    const element = event.currentTarget as HTMLTextAreaElement;
    const undo = undoKey(event);
    if (props.pressed?.(event)) {
      // It meant something else here.
    } else if (undo) {
      draft.drop();
      source.peek()?.takeBack(undo);
    } else if (event.key === "Escape") {
      element.closest<HTMLElement>("[data-row]")?.focus();
    } else if (event.key === "Enter" && !isCode) {
      leaveField(element, event.shiftKey ? -1 : 1);
    } else if (!isAtEdge(element, event.key) || !leaveField(element, STEPS[event.key] ?? 1)) {
      return;
    }
    event.preventDefault();
  };

  return (
    <span class={`set-field ${isCode ? "is-code" : ""}`} data-value={`${draft.value} `}>
      <textarea
        ref={input}
        data-field={field}
        data-block={block}
        rows={1}
        value={draft.value}
        placeholder={empty ?? label}
        aria-label={label}
        readOnly={isReadOnly ?? false}
        spellcheck={!isCode}
        onFocus={() => select(block)}
        onInput={(event) => draft.type(oneLine(event.currentTarget.value, isCode))}
        onBlur={draft.leave}
        onKeyDown={pressed}
        onClick={(event) => event.stopPropagation()}
      />
    </span>
  );
}

function enter(input: HTMLTextAreaElement, at: CaretAt): void {
  input.focus();
  const end = at === "start" ? 0 : input.value.length;
  if (at === "all") input.select();
  else input.setSelectionRange(end, end);
  releaseKeys(input);
}

const STEPS: Record<string, 1 | -1> = { ArrowUp: -1, ArrowDown: 1 };

function oneLine(text: string, isCode: boolean | undefined): string {
  return isCode ? text : text.replace(/\s*\n\s*/g, " ");
}

function isAtEdge(
  { selectionStart, selectionEnd, value }: HTMLTextAreaElement,
  key: string,
): boolean {
  if (selectionStart !== selectionEnd) return false;
  if (key === "ArrowUp") return !value.slice(0, selectionStart).includes("\n");
  return key === "ArrowDown" && !value.slice(selectionEnd).includes("\n");
}

function undoKey(event: KeyboardEvent): "undo" | "redo" | null {
  if (!event.ctrlKey && !event.metaKey) return null;
  const key = event.key.toLowerCase();
  if (key === "z") return event.shiftKey ? "redo" : "undo";
  return key === "y" ? "redo" : null;
}
