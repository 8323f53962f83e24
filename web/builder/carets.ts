/** The carets of other authors in a field, in their colours and with their names. */

import { type Extension, RangeSetBuilder } from "@codemirror/state";
import type { ViewUpdate } from "@codemirror/view";
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  ViewPlugin,
  WidgetType,
} from "@codemirror/view";
import * as Y from "yjs";

import type { Binding } from "./binding";
import type { Source } from "./source";
import type { Person } from "./state";

interface Presence {
  user?: Person;
  block?: string | null;
  cursor?: { anchor: unknown; head: unknown } | null;
}

class Caret extends WidgetType {
  constructor(private readonly person: Person) {
    super();
  }

  override eq(other: Caret): boolean {
    return other.person.name === this.person.name && other.person.color === this.person.color;
  }

  toDOM(): HTMLElement {
    const caret = document.createElement("span");
    caret.className = "others-caret";
    caret.style.setProperty("--person", this.person.color);
    const name = caret.appendChild(document.createElement("span"));
    name.className = "others-name";
    name.textContent = this.person.name;
    return caret;
  }

  override ignoreEvent(): boolean {
    return true;
  }
}

/** Shows where others are in the field of a binding. */
export function othersCarets(source: Source, binding: Binding): Extension {
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet = Decoration.none;

      constructor(private readonly view: EditorView) {
        source.awareness.on("change", this.changed);
      }

      update(_update: ViewUpdate): void {
        this.decorations = decorations(source, binding, this.view.state.doc.length);
      }

      destroy(): void {
        source.awareness.off("change", this.changed);
      }

      private readonly changed = ({ added, updated, removed }: Record<string, number[]>): void => {
        const others = [added, updated, removed].flat().filter((id) => id !== source.doc.clientID);
        if (others.length > 0) this.view.dispatch({});
      };
    },
    { decorations: (plugin) => plugin.decorations },
  );
}

function decorations(source: Source, binding: Binding, length: number): DecorationSet {
  const found: { from: number; to: number; decoration: Decoration }[] = [];
  for (const [client, state] of source.awareness.getStates() as Map<number, Presence>) {
    if (client === source.doc.clientID || !state.user || !state.cursor) continue;
    const anchor = binding.toEditor(place(source, state.cursor.anchor));
    const head = binding.toEditor(place(source, state.cursor.head));
    if (head === null || head > length) continue;
    if (anchor !== null && anchor !== head && anchor <= length) {
      const decoration = Decoration.mark({ class: "others-selection" });
      found.push({ from: Math.min(anchor, head), to: Math.max(anchor, head), decoration });
    }
    const decoration = Decoration.widget({ widget: new Caret(state.user), side: 1 });
    found.push({ from: head, to: head, decoration });
  }
  found.sort((a, b) => a.from - b.from || a.decoration.startSide - b.decoration.startSide);
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to, decoration } of found) builder.add(from, to, decoration);
  return builder.finish();
}

function place(source: Source, json: unknown): number {
  try {
    return source.offset(json);
  } catch {
    return -1;
  }
}

/** Others see where the own caret is within so long, in ms: it moves with each key. */
const SAID_WITHIN = 100;

/** Tells others where the own caret is. */
export function sayCaret(source: Source, binding: Binding, block: string): Extension {
  return ViewPlugin.fromClass(
    class {
      private soon: ReturnType<typeof setTimeout> | undefined;

      constructor(private readonly view: EditorView) {}

      update({ selectionSet, docChanged, focusChanged }: ViewUpdate): void {
        if (!selectionSet && !docChanged && !focusChanged) return;
        this.soon ??= setTimeout(this.say, SAID_WITHIN);
      }

      destroy(): void {
        clearTimeout(this.soon);
      }

      private readonly say = (): void => {
        this.soon = undefined;
        if (!this.view.hasFocus) return;
        const { anchor, head } = this.view.state.selection.main;
        const [from, to] = [binding.toShared(anchor), binding.toShared(head)];
        if (from === null || to === null) return;
        const sticky = (at: number): Y.RelativePosition =>
          Y.createRelativePositionFromTypeIndex(source.text, at);
        const cursor = { anchor: sticky(from), head: sticky(to) };
        source.awareness.setLocalState({ ...source.awareness.getLocalState(), cursor, block });
      };
    },
  );
}

/** Tells others that the caret is nowhere. */
export function sayNoCaret(source: Source): void {
  if (source.awareness.getLocalState()) source.awareness.setLocalStateField("cursor", null);
}
