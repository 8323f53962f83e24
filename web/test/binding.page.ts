/**
 * Runs in the page: a field in a real editor, bound to a shared text that others write in too. What
 * the server would say of its place is read from the text itself.
 */

import { EditorView } from "@codemirror/view";
import * as Y from "yjs";

import { Binding, fromShared } from "../builder/binding";
import { Source } from "../builder/source";
import { wholeCharacters } from "../builder/whole_characters";
import type { RangeAnswer } from "../builder/wire";

export interface Place {
  source: string;
  from: number;
  to: number;
  prefix: string;
}

/** One act: of the author in the editor, or of another in the shared text. */
export type Act =
  | { who: "author"; from: number; to: number; insert: string }
  | { who: "other"; from: number; to: number; insert: string }
  | { who: "undo" };

export interface Outcome {
  editor: string;
  shared: string;
}

declare global {
  interface Window {
    play(place: Place, early: Act[], acts: Act[]): Promise<Outcome>;
  }
}

/** A source that needs no server to say where its one field stands. */
class OneField extends Source {
  private readonly from: unknown;
  private readonly to: unknown;

  constructor(private readonly place: Place) {
    super("test.md", { received() {}, connected() {} });
    this.doc.transact(() => this.text.insert(0, place.source), "server");
    const at = (offset: number, association: number) =>
      Y.relativePositionToJSON(
        Y.createRelativePositionFromTypeIndex(this.text, offset, association),
      );
    this.from = at(place.from, 0);
    this.to = at(place.to, place.to === place.source.length ? 0 : -1);
  }

  override async range(): Promise<RangeAnswer> {
    return { type: "range", ask: 0, from: this.from, to: this.to, prefix: this.place.prefix };
  }
}

window.play = async (place, early, acts) => {
  const source = new OneField(place);
  const lines = place.source.slice(place.from, place.to).split("\n");
  const doc = lines
    .map((line, index) => (index === 0 ? line : line.slice(place.prefix.length)))
    .join("\n");
  const failures: unknown[] = [];
  const binding = new Binding(source, "block", "text", (reason) => failures.push(reason));
  const view = new EditorView({
    doc,
    parent: document.body,
    extensions: [
      wholeCharacters,
      EditorView.updateListener.of((update) => {
        const isOurs = update.transactions.some(
          (transaction) => transaction.docChanged && !transaction.annotation(fromShared),
        );
        if (isOurs) binding.push(update.changes);
      }),
    ],
  });
  const act = (one: Act): void => {
    if (one.who === "undo") {
      source.undo.undo();
      return;
    }
    const { from, to, insert } = one;
    if (one.who === "author") view.dispatch({ changes: { from, to, insert } });
    else {
      source.doc.transact(() => {
        source.text.delete(from, to - from);
        source.text.insert(from, insert);
      }, "other");
    }
  };
  binding.start(view);
  // The place is not known yet: it is answered after this turn.
  early.forEach(act);
  await Promise.resolve();
  await Promise.resolve();
  acts.forEach(act);
  const outcome = { editor: view.state.doc.toString(), shared: source.text.toString() };
  binding.stop();
  view.destroy();
  if (failures.length > 0) throw failures[0];
  return outcome;
};
