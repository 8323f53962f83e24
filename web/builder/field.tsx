/**
 * The text of a block. It is shown in colours until it has the caret; then it is an editor in the
 * same font, size and place. Only one field at a time is an editor.
 */

import "./field.css";

import { standardKeymap } from "@codemirror/commands";
import { type Extension, Prec } from "@codemirror/state";
import { EditorView, keymap, placeholder } from "@codemirror/view";
import { useSignalEffect } from "@preact/signals";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";

import { Binding, fromShared } from "./binding";
import { othersCarets, sayCaret, sayNoCaret } from "./carets";
import { fieldKeys } from "./field_keys";
import { besideField, type CaretAt, enterField, focused, wanted } from "./focus";
import { isComposing, releaseKeys } from "./held_keys";
import { colouredLines, textLanguage } from "./markdown";
import { blockById, isConnected, say, select, source } from "./state";
import { targetCompletion } from "./targets";
import { wholeCharacters } from "./whole_characters";

export interface FieldProps {
  block: string;
  /** The name of the field. */
  field: string;
  text: string;
  /** What assistive technology calls it. */
  label: string;
  /** What stands there while there is no text. */
  empty: string;
  isReadOnly?: boolean | undefined;
}

/** Where the caret begins: a place, or what was selected in the text that is only shown. */
type Begin = CaretAt | { anchor: number; head: number };

export function Field(props: FieldProps) {
  const { block, field, text, label, empty, isReadOnly } = props;
  const [begin, setBegin] = useState<Begin | null>(null);
  const [held, setHeld] = useState<string | null>(null);
  const element = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => setHeld(null), [text]);
  useSignalEffect(() => {
    const to = wanted.value;
    if (isReadOnly || to?.block !== block || to.field !== field || isComposing.value) return;
    wanted.value = null;
    setBegin(to.at);
  });

  if (begin !== null) {
    const done = (last: string): void => {
      setHeld(last === text ? null : last);
      setBegin(null);
    };
    return (
      <div class="text-field is-edited" data-field={field} data-block={block} ref={element}>
        <Editor {...props} text={held ?? text} begin={begin} done={done} />
      </div>
    );
  }
  const clicked = (event: MouseEvent): void => {
    if (isReadOnly || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.stopPropagation();
    select(block);
    setBegin(chosen(event.currentTarget as HTMLElement) ?? { x: event.clientX, y: event.clientY });
  };
  const pressed = (event: KeyboardEvent): void => {
    if (isReadOnly || (event.key !== "Enter" && event.key !== "F2")) return;
    event.preventDefault();
    select(block);
    setBegin("end");
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a text in colours is no input element.
    <div
      class="text-field"
      data-field={field}
      data-block={block}
      ref={element}
      role="textbox"
      tabIndex={isReadOnly ? -1 : 0}
      aria-label={label}
      aria-multiline
      aria-readonly={isReadOnly}
      onClick={clicked}
      onKeyDown={pressed}
    >
      <Shown text={held ?? text} empty={empty} />
    </div>
  );
}

/** A text in colours, line by line as the editor has it. */
export function Shown({ text, empty }: { text: string; empty: string }) {
  const lines = useMemo(() => colouredLines(text), [text]);
  if (!text) return <div class="text-line is-empty">{empty}</div>;
  return (
    <>
      {lines.map((pieces, line) => (
        <div class="text-line" key={line}>
          {pieces.length === 0 ? <br /> : null}
          {pieces.map(({ text, classes }) =>
            classes ? <span class={classes}>{text}</span> : text,
          )}
        </div>
      ))}
    </>
  );
}

interface EditorProps extends FieldProps {
  begin: Begin;
  done(text: string): void;
}

function Editor(props: EditorProps) {
  const { text } = props;
  const host = useRef<HTMLDivElement>(null);
  const editing = useRef<Editing | null>(null);

  useLayoutEffect(() => {
    const at = source.peek();
    if (!host.current || !at) return;
    const now = new Editing(host.current, props);
    editing.current = now;
    return () => now.stop();
    // The editor lives as long as this component: what it is made of does not change.
  }, []);

  useEffect(() => {
    const timer = setTimeout(() => void editing.current?.agree(text), DISAGREES_AFTER);
    return () => clearTimeout(timer);
  }, [text]);

  return <div class="text-editor" ref={host} />;
}

/** How long the editor and the server may be of different opinions about the text, in ms. */
const DISAGREES_AFTER = 700;

/** One field while it is edited. */
class Editing {
  private readonly source = source.peek();
  private readonly view: EditorView;
  private readonly binding: Binding | undefined;
  private isStopped = false;

  constructor(
    host: HTMLElement,
    private readonly props: EditorProps,
  ) {
    const { block, field, text, begin } = props;
    if (this.source) this.binding = new Binding(this.source, block, field, this.failed);
    this.view = new EditorView({ doc: text, parent: host, extensions: this.extensions() });
    const isEntry = blockById.peek().get(block)?.kind === "entry";
    const isUnparted = isEntry && field === "text" && text === "";
    this.binding?.start(this.view, isUnparted ? { do: "part", block } : undefined);
    focused.value = { block, field, caret: () => this.view.state.selection.main.head };
    this.view.focus();
    // A text may be longer by now than the server last said.
    if (typeof begin === "number" && begin > text.length)
      void this.binding?.meeting().then(this.begin);
    else this.begin();
  }

  private readonly begin = (): void => {
    if (this.isStopped) return;
    const selection = caret(this.view, this.props.begin);
    this.view.dispatch({ selection, scrollIntoView: true });
    releaseKeys(this.view.contentDOM);
  };

  stop(): void {
    if (this.isStopped) return;
    this.isStopped = true;
    this.binding?.stop();
    if (this.source) sayNoCaret(this.source);
    this.view.destroy();
    const { block, field } = this.props;
    const now = focused.peek();
    if (now?.block === block && now.field === field) focused.value = null;
  }

  /** Looks whether the server means the same text; if not, the field is found anew. */
  async agree(text: string): Promise<void> {
    const before = this.view.state.doc.toString();
    if (this.isStopped || !isConnected.peek() || before === text) return;
    const caret = this.binding?.toShared(this.view.state.selection.main.head) ?? null;
    await this.binding?.locate();
    // A text that is as it was may have been moved; the caret is in it all the same.
    if (this.isStopped || this.view.state.doc.toString() === before) return;
    if (caret === null || this.binding?.toEditor(caret) !== null) return;
    // An empty line made two blocks of one: the caret is in the next one now.
    const next = besideField(this.view.dom, 1);
    if (next) enterField(next, "end");
  }

  private extensions(): Extension {
    const { block, field, label, empty } = this.props;
    const { source, binding } = this;
    const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content;
    return [
      textLanguage,
      wholeCharacters,
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "true" }),
      nonce ? EditorView.cspNonce.of(nonce) : [],
      placeholder(empty),
      targetCompletion(),
      EditorView.updateListener.of((update) => {
        const isOurs = update.transactions.some(
          (transaction) => transaction.docChanged && !transaction.annotation(fromShared),
        );
        if (isOurs) binding?.push(update.changes);
      }),
      EditorView.domEventHandlers({ blur: () => this.blurred() }),
      source && binding
        ? [
            othersCarets(source, binding),
            sayCaret(source, binding, block),
            Prec.high(keymap.of(fieldKeys({ source, binding, block, field, leave: this.leave }))),
          ]
        : [],
      keymap.of(standardKeymap),
    ];
  }

  private readonly leave = (): void => {
    if (!this.isStopped) this.props.done(this.view.state.doc.toString());
  };

  private blurred(): void {
    // A window that loses the focus gets it back, and the caret with it.
    if (document.hasFocus()) queueMicrotask(this.leave);
  }

  private readonly failed = (reason: unknown): void => {
    say(reason instanceof Error ? reason.message : String(reason), true);
    // What was typed meanwhile has no place.
    this.props.done(this.props.text);
  };
}

function caret(view: EditorView, begin: Begin): { anchor: number; head?: number } {
  const end = view.state.doc.length;
  if (begin === "start") return { anchor: 0 };
  if (begin === "end") return { anchor: end };
  if (begin === "all") return { anchor: 0, head: end };
  if (typeof begin === "number") return { anchor: Math.min(begin, end) };
  if ("anchor" in begin) {
    return { anchor: Math.min(begin.anchor, end), head: Math.min(begin.head, end) };
  }
  return { anchor: view.posAtCoords(begin, false) };
}

/** What is selected by the mouse in a text that is only shown. */
function chosen(element: HTMLElement): { anchor: number; head: number } | null {
  const selection = getSelection();
  if (!selection || selection.isCollapsed) return null;
  const anchor = offsetIn(element, selection.anchorNode, selection.anchorOffset);
  const head = offsetIn(element, selection.focusNode, selection.focusOffset);
  return anchor === null || head === null ? null : { anchor, head };
}

function offsetIn(element: HTMLElement, node: Node | null, offset: number): number | null {
  const lines = [...element.querySelectorAll(".text-line")];
  const line = lines.findIndex((line) => line.contains(node));
  if (!node || line < 0) return null;
  const range = document.createRange();
  range.setStart(lines[line] as Element, 0);
  range.setEnd(node, offset);
  const before = lines
    .slice(0, line)
    .reduce((sum, { textContent }) => sum + (textContent?.length ?? 0) + 1, 0);
  return before + range.toString().length;
}
