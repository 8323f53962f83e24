/**
 * A field of a block that is no Markdown text of its own (a title, a description, code): a plain
 * input whose value the server writes into the source. What is typed is said in pauses, and at once
 * when the field is left.
 */

import "./set_field.css";

import { useSignalEffect } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { leaveField, wanted } from "./focus";
import { edit, select, source } from "./state";

/** How long a pause is, in ms. */
const PAUSE = 250;

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
  const [draft, setDraft] = useState<string | null>(null);
  const input = useRef<HTMLTextAreaElement>(null);
  const waiting = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  /** What was typed and not yet said, and what was said and may still come back. */
  const unsaid = useRef<string | null>(null);
  const said = useRef<string[]>([]);

  const send = (): void => {
    clearTimeout(waiting.current);
    const text = unsaid.current;
    unsaid.current = null;
    if (text === null || text === value) return;
    said.current.push(text);
    const set =
      props.set ?? ((value: string) => edit({ do: "set", block, field, value: value || null }));
    void set(text).then((isDone) => {
      if (!isDone && document.activeElement !== input.current) setDraft(null);
    });
  };
  const sendNow = useRef(send);
  sendNow.current = send;
  const typed = (text: string): void => {
    setDraft(text);
    unsaid.current = text;
    clearTimeout(waiting.current);
    waiting.current = setTimeout(() => sendNow.current(), PAUSE);
  };

  useEffect(() => () => sendNow.current(), []);
  useEffect(() => {
    const isOlder = said.current.includes(value) && value !== said.current.at(-1);
    if (unsaid.current !== null || isOlder) return;
    said.current = [];
    setDraft(null);
  }, [value]);
  useSignalEffect(() => {
    const to = wanted.value;
    if (to?.block !== block || to.field !== field) return;
    wanted.value = null;
    input.current?.focus();
  });

  const pressed = (event: KeyboardEvent): void => {
    const element = event.currentTarget as HTMLTextAreaElement;
    const undo = undoKey(event);
    if (props.pressed?.(event)) {
      // It meant something else here.
    } else if (undo) {
      send();
      setDraft(null);
      source.peek()?.undo[undo]();
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
    <span class={`set-field ${isCode ? "is-code" : ""}`} data-value={`${draft ?? value} `}>
      <textarea
        ref={input}
        data-field={field}
        data-block={block}
        rows={1}
        value={draft ?? value}
        placeholder={empty ?? label}
        aria-label={label}
        readOnly={isReadOnly ?? false}
        spellcheck={!isCode}
        onFocus={() => select(block)}
        onInput={(event) => typed(oneLine(event.currentTarget.value, isCode))}
        onBlur={send}
        onKeyDown={pressed}
        onClick={(event) => event.stopPropagation()}
      />
    </span>
  );
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
