/**
 * Keeps the text of one field and its place in the shared text the same while it is edited.
 *
 * The two differ by what stands before continuation lines (indentation, quote marks), which the
 * editor does not show. What is typed goes to the shared text at once; what others do within the
 * place comes into the editor, and what they do elsewhere only moves the place.
 *
 *     shared text   …3. Two lines,⏎   of a step…
 *                       from ───────────────── to       prefix "   "
 *     editor           Two lines,⏎of a step
 */

import { Annotation, ChangeSet, type Text, Transaction } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import type * as Y from "yjs";

import { fieldTarget, OWN, type Source } from "./source";
import type { Edit } from "./wire";

/** Marks what comes from the shared text. */
export const fromShared = Annotation.define<boolean>();

interface Range {
  from: number;
  to: number;
  /** What stands there. It is kept here because to ask for it means to put the whole text together. */
  text: string;
  prefix: string;
}

export class Binding {
  private range: Range | null = null;
  /** What was typed before the place was known. */
  private early: ChangeSet | null = null;
  private begun = "";
  private makesPlace: Edit | undefined;
  /** Why there is no place any more. */
  private gone: unknown;
  private view: EditorView | undefined;
  private isWriting = false;
  private isStopped = false;
  private met: Promise<void> = Promise.resolve();

  constructor(
    private readonly source: Source,
    private readonly block: string,
    private readonly field: string,
    private readonly failed: (reason: unknown) => void,
  ) {}

  /** Begins; a field that has no place yet gets one by an edit, once something is typed. */
  start(view: EditorView, makesPlace?: Edit): void {
    this.view = view;
    this.begun = view.state.doc.toString();
    this.source.text.observe(this.heard);
    this.makesPlace = makesPlace;
    if (!makesPlace) this.met = this.locate();
  }

  /** Is settled when editor and shared text have met: what was typed is in both. */
  meeting(): Promise<void> {
    return this.met;
  }

  /** Ends it; what was typed before the place was known is still written there. */
  stop(): void {
    this.isStopped = true;
    this.view = undefined;
    this.source.text.unobserve(this.heard);
  }

  /** Asks anew where the field stands, since something moved it that is no mere text. */
  locate(): Promise<void> {
    return this.seek(this.failed);
  }

  private async seek(failed: (reason: unknown) => void): Promise<void> {
    try {
      const answer = await this.source.range(this.block, this.field);
      if (this.isStopped && !this.early) return;
      const [from, to] = [this.source.offset(answer.from), this.source.offset(answer.to)];
      const isFirst = this.range === null;
      const text = this.source.text.toString().slice(from, to);
      this.range = { from, to, text, prefix: answer.prefix };
      if (isFirst) this.meet();
      else this.pull(null);
    } catch (error) {
      if (!this.isStopped || this.early) failed(error);
    }
  }

  /**
   * The whole text was taken away. It may be moved: then it stands elsewhere, where it is found anew,
   * and what is typed meanwhile goes along. If its block was deleted, the field will be soon.
   */
  private lose(): void {
    this.begun = this.view?.state.doc.toString() ?? "";
    this.range = null;
    const failed = (reason: unknown): void => {
      if (this.early) this.failed(reason);
      else this.gone = reason;
    };
    // The server is told of the change itself first, behind those who hear of it here.
    this.met = Promise.resolve().then(() => this.seek(failed));
  }

  /** Takes what was changed in the editor to the shared text. */
  push(changes: ChangeSet): void {
    if (this.range) {
      this.write(changes);
      return;
    }
    if (this.gone) {
      this.failed(this.gone);
      return;
    }
    this.early = this.early ? this.early.compose(changes) : changes;
    const { makesPlace } = this;
    if (!makesPlace) return;
    this.makesPlace = undefined;
    this.met = this.source.write(makesPlace).then(() => this.locate(), this.failed);
  }

  /** Where an offset of the editor is in the shared text. */
  toShared(offset: number): number | null {
    return this.range && this.range.from + this.lines().toShared(offset);
  }

  /** Where an offset of the shared text is in the editor, if it is in this field. */
  toEditor(offset: number): number | null {
    if (!this.range || offset < this.range.from || offset > this.range.to) return null;
    return this.lines().toEditor(offset - this.range.from);
  }

  /** Merges what was typed before the place was known with what stands there. */
  private meet(): void {
    const theirs = difference(this.begun, this.lines().text);
    const ours = this.early;
    this.early = null;
    this.show(ours ? theirs.map(ours) : theirs, null);
    if (ours) this.write(ours.map(theirs, true));
  }

  private write(changes: ChangeSet): void {
    const { range } = this;
    if (!range) return;
    const lines = this.lines();
    const edits: { from: number; to: number; insert: string }[] = [];
    changes.iterChanges((from, to, _from, _to, inserted: Text) => {
      edits.push({
        from: range.from + lines.toShared(from),
        to: range.from + lines.toShared(to),
        insert: [...inserted.iterLines()].join(`\n${range.prefix}`),
      });
    });
    this.isWriting = true;
    this.source.capture(fieldTarget(this.block, this.field));
    this.source.doc.transact(() => {
      for (const { from, to, insert } of edits.reverse()) {
        if (to > from) this.source.text.delete(from, to - from);
        if (insert) this.source.text.insert(from, insert);
      }
    }, OWN);
    this.isWriting = false;
  }

  private readonly heard = (event: Y.YTextEvent, transaction: Y.Transaction): void => {
    const { range } = this;
    if (!range) return;
    const wasEmpty = range.from === range.to;
    this.follow(range, event.delta);
    if (this.isWriting) return;
    if (!wasEmpty && range.from === range.to) this.lose();
    else this.pull(transaction.origin);
  };

  /** Moves the place by what changed, and changes what stands there. */
  private follow(range: Range, delta: Y.YTextEvent["delta"]): void {
    let at = 0;
    for (const { retain, insert, delete: removed } of delta) {
      if (retain) at += retain;
      if (typeof insert === "string") {
        const { length } = insert;
        // A new line at an edge is another block, whoever makes it; other text belongs to this one.
        const belongs = this.isWriting || !insert.includes("\n");
        const isBefore = at < range.from || (at === range.from && !belongs);
        const isBehind = at > range.to || (at === range.to && !belongs);
        if (isBefore) range.from += length;
        if (!isBehind) range.to += length;
        range.to = Math.max(range.from, range.to);
        if (!isBefore && !isBehind) replace(range, at, 0, insert);
        at += length;
      }
      if (removed) {
        const before = Math.max(0, Math.min(removed, range.from - at));
        const upToEnd = Math.max(0, Math.min(removed, range.to - at));
        replace(range, Math.max(at, range.from), upToEnd - before, "");
        range.from -= before;
        range.to -= upToEnd;
      }
    }
  }

  /** Takes what the shared text has into the editor. */
  private pull(origin: unknown): void {
    const now = this.view?.state.doc.toString() ?? "";
    this.show(difference(now, this.lines().text), origin);
  }

  private show(changes: ChangeSet, origin: unknown): void {
    if (changes.empty || !this.view) return;
    let end = 0;
    changes.iterChanges((_from, _to, _fromB, toB) => {
      end = toB;
    });
    this.view.dispatch({
      changes,
      // What is taken back is looked at.
      ...(origin === this.source.undo && { selection: { anchor: end } }),
      annotations: [fromShared.of(true), Transaction.addToHistory.of(false)],
    });
  }

  private lines(): Lines {
    const { range } = this;
    if (!range) return new Lines("", "");
    return new Lines(range.text, range.prefix);
  }
}

/** Changes the text of a place, whose bounds are not changed. */
function replace(range: Range, at: number, remove: number, insert: string): void {
  const start = at - range.from;
  range.text = range.text.slice(0, start) + insert + range.text.slice(start + remove);
}

/** A text in several lines, without what stands before each line but the first. */
class Lines {
  readonly text: string;
  /** Where each line begins in the editor, and how much was left out up to there. */
  private readonly starts: { at: number; left: number }[] = [];

  constructor(shared: string, prefix: string) {
    let at = 0;
    let left = 0;
    const lines = shared.split("\n").map((line, index) => {
      const bare = index === 0 ? line : withoutPrefix(line, prefix);
      left += line.length - bare.length;
      this.starts.push({ at, left });
      at += bare.length + 1;
      return bare;
    });
    this.text = lines.join("\n");
  }

  toShared(offset: number): number {
    let before = 0;
    for (const { at, left } of this.starts) if (at <= offset) before = left;
    return offset + before;
  }

  toEditor(offset: number): number {
    let before = 0;
    for (const { at, left } of this.starts) if (at + left <= offset) before = left;
    return offset - before;
  }
}

/** Takes away as much of a prefix as a line has: continuation lines may be lazy. */
function withoutPrefix(line: string, prefix: string): string {
  if (line.startsWith(prefix)) return line.slice(prefix.length);
  const marks = [...prefix].filter((char) => char === ">").length;
  const found = new RegExp(`^(?:[ \\t]*>){0,${marks}}[ \\t]*`).exec(line);
  return line.slice(found?.[0].length ?? 0);
}

/** Returns the change of one stretch that makes one text of another. */
export function difference(before: string, after: string): ChangeSet {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  if (start === before.length && start === after.length) return ChangeSet.empty(before.length);
  const insert = after.slice(start, after.length - end);
  return ChangeSet.of({ from: start, to: before.length - end, insert }, before.length);
}
