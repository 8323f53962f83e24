/** The whole source in one editor: the same text that the blocks are made of, at the same place. */

import "./source_view.css";

import { autocompletion } from "@codemirror/autocomplete";
import { standardKeymap } from "@codemirror/commands";
import { codeFolding, foldGutter, foldKeymap } from "@codemirror/language";
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { EditorState, type Extension, RangeSetBuilder } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  ViewPlugin,
  type ViewUpdate,
} from "@codemirror/view";
import { effect } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { yCollab } from "y-codemirror.next";

import { documentLanguage } from "./markdown";
import type { Source } from "./source";
import { completeContainers } from "./source_completion";
import { sourceFolding } from "./source_folding";
import { blockAt, placeOf, wantedPlace } from "./source_places";
import { blocks, edit, findings, select, selection, source } from "./state";
import { strings } from "./strings/strings";
import { completeTargets } from "./targets";
import { wholeCharacters } from "./whole_characters";
import type { Finding } from "./wire";

/** How long the caret rests before its block is selected, in ms. */
const RESTS = 150;

export function SourceView() {
  const host = useRef<HTMLDivElement>(null);
  const at = source.value;
  useLayoutEffect(() => {
    if (!host.current || !at) return;
    const editing = new SourceEditing(host.current, at);
    return () => editing.stop();
  }, [at]);
  return <div class="source-view" ref={host} />;
}

class SourceEditing {
  private readonly view: EditorView;
  private readonly ends: (() => void)[];
  private resting: ReturnType<typeof setTimeout> | undefined;
  /** The block that the caret chose. */
  private chosen: string | null = null;

  constructor(
    host: HTMLElement,
    private readonly source: Source,
  ) {
    this.view = new EditorView({
      parent: host,
      state: EditorState.create({ doc: source.text.toString(), extensions: this.extensions() }),
    });
    // What scrolls can be reached by keys; its text is drawn only in part.
    this.view.scrollDOM.tabIndex = 0;
    this.ends = [
      effect(() => this.showFindings(findings.value)),
      effect(() => this.follow(selection.value.at(-1))),
      effect(() => this.goTo(wantedPlace.value)),
      // A block that was just written is known only now.
      blocks.subscribe(() => this.rest(this.view.hasFocus)),
    ];
    this.view.focus();
  }

  stop(): void {
    clearTimeout(this.resting);
    for (const end of this.ends) end();
    this.view.destroy();
    if (this.source.awareness.getLocalState()) {
      this.source.awareness.setLocalStateField("cursor", null);
    }
  }

  private extensions(): Extension {
    const { source } = this;
    const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content;
    return [
      nonce ? EditorView.cspNonce.of(nonce) : [],
      lineNumbers(),
      codeFolding(),
      foldGutter(),
      sourceFolding,
      lintGutter(),
      drawSelection(),
      highlightActiveLine(),
      highlightActiveLineGutter(),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ "aria-label": strings.sourceView.name, tabindex: "0" }),
      documentLanguage,
      sopLines,
      autocompletion({ override: [completeContainers, completeTargets], icons: false }),
      wholeCharacters,
      yCollab(source.text, source.awareness, { undoManager: source.undo }),
      // Undo is a command of the application.
      keymap.of([
        { key: "Mod-y", run: () => redo(source) },
        ...foldKeymap,
        ...lintKeymap,
        ...standardKeymap,
      ]),
      EditorView.updateListener.of((update) => {
        if (update.selectionSet || update.docChanged) this.rest(update.view.hasFocus);
      }),
    ];
  }

  /** Selects the block that the caret is in, once it rests. */
  private rest(isHere: boolean): void {
    clearTimeout(this.resting);
    if (!isHere) return;
    this.resting = setTimeout(() => {
      const id = blockAt(this.view.state.doc.toString(), this.view.state.selection.main.head);
      this.source.awareness.setLocalStateField("block", id);
      if (id === null || id === selection.peek().at(-1)) return;
      this.chosen = id;
      select(id);
    }, RESTS);
  }

  /** Shows the block that was selected elsewhere. */
  private follow(id: string | undefined): void {
    if (id === undefined || id === this.chosen) return;
    this.chosen = id;
    const text = this.view.state.doc.toString();
    const from = placeOf(text, id);
    if (from === null || blockAt(text, this.view.state.selection.main.head) === id) return;
    this.show(from, from);
  }

  private goTo(place: { from: number; to: number } | null): void {
    if (!place) return;
    wantedPlace.value = null;
    this.show(place.from, place.to);
  }

  private show(from: number, to: number): void {
    const { length } = this.view.state.doc;
    this.view.dispatch({
      selection: { anchor: Math.min(from, length), head: Math.min(to, length) },
      effects: EditorView.scrollIntoView(Math.min(from, length), { y: "center" }),
    });
  }

  private showFindings(found: readonly Finding[]): void {
    const { length } = this.view.state.doc;
    const diagnostics = found
      .filter(({ from }) => from <= length)
      .map((finding) => diagnosticOf(finding, length));
    this.view.dispatch(setDiagnostics(this.view.state, diagnostics));
  }
}

function diagnosticOf(finding: Finding, length: number): Diagnostic {
  const { severity, message, hint, from, to, code, fix } = finding;
  return {
    from,
    to: Math.min(Math.max(from, to), length),
    severity,
    message: hint ? `${message}\n${hint}` : message,
    source: code,
    actions: fix ? [{ name: fix, apply: () => void edit({ do: "fix", code, from, to }) }] : [],
  };
}

/** Colours the lines of containers and of the front matter, as far as they are in view. */
const sopLines = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = decorated(view);
    }

    update(update: ViewUpdate): void {
      if (update.docChanged || update.viewportChanged) this.decorations = decorated(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

const container = Decoration.line({ class: "is-container" });
const frontLine = Decoration.line({ class: "is-front" });

function decorated(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  const { doc } = view.state;
  const frontEnd = endOfFront(view);
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to; ) {
      const line = doc.lineAt(at);
      if (line.number <= frontEnd) builder.add(line.from, line.from, frontLine);
      else if (/^\s*:{2,}(?:\s*\{?[\w[]|\s*$)/.test(line.text)) {
        builder.add(line.from, line.from, container);
      }
      at = line.to + 1;
    }
  }
  return builder.finish();
}

/** Returns the number of the last line of the front matter; 0 without one. */
function endOfFront({ state: { doc } }: EditorView): number {
  const mark = doc.line(1).text.trim();
  if (mark !== "---" && mark !== "+++") return 0;
  for (let number = 2; number <= Math.min(doc.lines, 400); number += 1) {
    if (doc.line(number).text.trim() === mark) return number;
  }
  return 0;
}

function redo(source: Source): boolean {
  source.takeBack("redo");
  return true;
}
