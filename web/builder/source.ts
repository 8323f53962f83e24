/**
 * One open source: the shared text and who else is at it, over one socket that never gives up.
 *
 * The text is a Yjs text, so typing is local and waits for nobody; what the server knows of it
 * (blocks, numbers, findings) arrives as messages beside it. Questions are answered in order, for the
 * text that was sent before them.
 */

import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as awarenessProtocol from "y-protocols/awareness";
import * as syncProtocol from "y-protocols/sync";
import * as Y from "yjs";

import { Connection } from "../shared/connection";
import { binaryWebSocket } from "../shared/websocket";
import type {
  Edit,
  EditsAnswer,
  FromServer,
  Question,
  RangeAnswer,
  Refused,
  ToServer,
  Version,
} from "./wire";

const SYNC = 0;
const AWARENESS = 1;
const QUERY_AWARENESS = 3;
const OURS = 100;
/** How long an answer may take, in ms; a server that is gone does not answer at all. */
const ANSWER_WITHIN = 10_000;

export interface SourceUser {
  received(message: Exclude<FromServer, RangeAnswer | EditsAnswer | Refused>): void;
  /** Whether there is a connection. */
  connected(isConnected: boolean): void;
}

/** Why an edit was not made. */
export class Refusal extends Error {
  constructor(
    message: string,
    readonly hint: string | null,
  ) {
    super(message);
  }
}

/** The server is not there, or was lost before it answered. */
export class Absence extends Refusal {}

interface Waiting {
  settle(answer: RangeAnswer | EditsAnswer): void;
  refuse(refusal: Refusal): void;
  timer: ReturnType<typeof setTimeout>;
}

/** Marks transactions of this author's own, which undo takes back. */
export const OWN = { own: true };

export class Source {
  readonly doc = new Y.Doc();
  readonly text = this.doc.getText("source");
  readonly awareness = new awarenessProtocol.Awareness(this.doc);
  readonly undo = new Y.UndoManager(this.text, {
    trackedOrigins: new Set([OWN]),
    captureTimeout: 600,
  });

  private readonly connection: Connection<Uint8Array>;
  private readonly waiting = new Map<number, Waiting>();
  private lastAsk = 0;
  private isConnected = false;
  private isStopped = false;
  /** The life of the text, once the server has said it. */
  private life: string | undefined;
  /** The server has what it needs to answer, and will be told when it has. */
  private isReady = false;
  private readonly awaiting = new Set<() => void>();
  /** The edits that were asked for, of which each is made before the next one is asked for. */
  private edits: Promise<unknown> = Promise.resolve();
  /** What was last written to. */
  private captured: string | null = null;
  /** What was written here and is not on its way to the server. */
  private isUnsent = false;
  private unsaid = 0;
  /** The ids of blocks that had other ones when they were last asked about. */
  private readonly renamed = new Map<string, string>();

  constructor(
    readonly name: string,
    private readonly user: SourceUser,
  ) {
    const path = name.split("/").map(encodeURIComponent).join("/");
    const address = (): URL => {
      const address = new URL(`_builder/sync/${path}`, location.href);
      address.protocol = address.protocol.replace("http", "ws");
      address.hash = "";
      // Texts of two lives cannot be merged: the server looks before it takes anything.
      if (this.life !== undefined) address.searchParams.set("life", this.life);
      return address;
    };
    const ping = frame((encoder) => encoding.writeVarUint(encoder, QUERY_AWARENESS));
    this.connection = new Connection(binaryWebSocket(address), ping, {
      connecting: () => this.lost(),
      waiting: () => this.lost(),
      failed: () => {},
      opened: () => this.opened(),
      received: (bytes) => this.receive(bytes),
    });
  }

  start(): void {
    this.doc.on("update", this.updated);
    this.awareness.on("update", this.present);
    addEventListener("pagehide", this.leave);
    addEventListener("beforeunload", this.warn);
    this.connection.start();
  }

  stop(): void {
    this.isStopped = true;
    this.leave();
    removeEventListener("pagehide", this.leave);
    removeEventListener("beforeunload", this.warn);
    this.connection.stop();
    this.awareness.destroy();
    this.undo.destroy();
    this.doc.destroy();
  }

  /** Asks where the text of a field stands. Waits for the server, since its text is being written. */
  async range(block: string, field: string): Promise<RangeAnswer> {
    return this.insist(
      async () =>
        (await this.ask({ type: "range", ask: 0, block: this.idOf(block), field })) as RangeAnswer,
    );
  }

  /** Takes note of blocks that a server knows by other ids than the one before it. */
  rename(ids: ReadonlyMap<string, string>): void {
    for (const [old, id] of this.renamed) this.renamed.set(old, ids.get(id) ?? id);
    for (const [old, id] of ids) this.renamed.set(old, id);
  }

  /**
   * Makes an edit by block. Returns the ids of the blocks that it makes.
   *
   * @throws Refusal if it cannot be done.
   */
  edit(edit: Edit): Promise<string[]> {
    // The answer to one is for the text that has those before it.
    const made = this.edits.then(() => this.make(edit));
    this.edits = made.catch(() => {});
    return made;
  }

  /** Makes an edit of what was typed: waits for the server if that is not there. */
  async write(edit: Edit): Promise<string[]> {
    this.unsaid += 1;
    try {
      return await this.insist(() => this.edit(this.renewed(edit)));
    } finally {
      this.unsaid -= 1;
    }
  }

  private async make(edit: Edit): Promise<string[]> {
    const answer = (await this.ask({ type: "edit", ask: 0, edit })) as EditsAnswer;
    this.capture(targetOf(edit));
    this.doc.transact(() => {
      for (const { from, to, insert } of [...answer.edits].reverse()) {
        this.replace(this.offset(from), this.offset(to), insert);
      }
    }, OWN);
    return answer.select;
  }

  /**
   * Says what is written to next: what is typed into one place without a long pause is undone as
   * one, and without a place by itself.
   */
  capture(target: string | null): void {
    if (target === null || target !== this.captured) this.undo.stopCapturing();
    this.captured = target;
  }

  /** Takes back this author's last change or makes it again, behind the edits that are under way. */
  takeBack(how: "undo" | "redo"): void {
    void this.edits.then(() => this.undo[how]());
  }

  private renewed(edit: Edit): Edit {
    if (edit.do === "set" || edit.do === "part") {
      return { ...edit, block: this.idOf(edit.block) };
    }
    if (edit.do === "set-cell") return { ...edit, table: this.idOf(edit.table) };
    return edit;
  }

  private idOf(block: string): string {
    return this.renamed.get(block) ?? block;
  }

  /** Tries until the server was there for all of it. */
  private async insist<T>(attempt: () => Promise<T>): Promise<T> {
    for (;;) {
      // Where nothing is waited for, what is asked keeps its turn before what is asked next.
      if (!this.isReady) await this.ready();
      try {
        return await attempt();
      } catch (error) {
        if (!(error instanceof Absence)) throw error;
      }
    }
  }

  private ready(): Promise<void> {
    return new Promise((settle) => this.awaiting.add(settle));
  }

  /** Asks what an edit would write, and does not make it. */
  async planned(edit: Edit): Promise<string> {
    const answer = (await this.ask({ type: "edit", ask: 0, edit })) as EditsAnswer;
    return answer.edits.map(({ insert }) => insert).join("");
  }

  /** Dresses the page in a theme; without one, in what the SOP says. */
  useTheme(theme: string | null): void {
    this.say({ type: "theme", theme });
  }

  /** Decides between two versions that could not be merged. */
  settle(take: Version): void {
    this.say({ type: "settle", take });
  }

  /** Where a place is by now. */
  offset(place: unknown): number {
    // The end of the text is behind all that a place could hold on to.
    if (place === null) return this.text.length;
    const position = Y.createRelativePositionFromJSON(place);
    const absolute = Y.createAbsolutePositionFromRelativePosition(position, this.doc);
    return absolute?.index ?? this.text.length;
  }

  private replace(from: number, to: number, insert: string): void {
    if (to > from) this.text.delete(from, to - from);
    if (insert) this.text.insert(from, insert);
  }

  private ask(message: Question): Promise<RangeAnswer | EditsAnswer> {
    const ask = ++this.lastAsk;
    return new Promise((settle, refuse) => {
      if (!this.isConnected) {
        refuse(new Absence("the server is not there", "what you type is kept; try again"));
        return;
      }
      const late = (): void => {
        this.waiting.delete(ask);
        refuse(new Absence("the server does not answer", "try again"));
      };
      this.waiting.set(ask, { settle, refuse, timer: setTimeout(late, ANSWER_WITHIN) });
      this.say({ ...message, ask });
    });
  }

  private say(message: ToServer): void {
    this.connection.send(
      frame((encoder) => {
        encoding.writeVarUint(encoder, OURS);
        encoding.writeVarString(encoder, JSON.stringify(message));
      }),
    );
  }

  private opened(): void {
    this.isConnected = true;
    this.connection.send(
      frame((encoder) => {
        encoding.writeVarUint(encoder, SYNC);
        syncProtocol.writeSyncStep1(encoder, this.doc);
      }),
    );
    if (this.awareness.getLocalState()) this.sendPresence([this.doc.clientID]);
    this.say({ type: "open" });
    this.user.connected(true);
  }

  private lost(): void {
    for (const { refuse, timer } of this.waiting.values()) {
      clearTimeout(timer);
      refuse(new Absence("the connection was lost", "what you typed is kept; try again"));
    }
    this.waiting.clear();
    this.isReady = false;
    if (this.isConnected) {
      this.isConnected = false;
      const others = [...this.awareness.getStates().keys()].filter(
        (client) => client !== this.doc.clientID,
      );
      awarenessProtocol.removeAwarenessStates(this.awareness, others, this);
    }
    this.user.connected(false);
  }

  private receive(bytes: Uint8Array): void {
    if (this.isStopped) return;
    const decoder = decoding.createDecoder(bytes);
    switch (decoding.readVarUint(decoder)) {
      case SYNC: {
        const answer = frame((encoder) => {
          encoding.writeVarUint(encoder, SYNC);
          syncProtocol.readSyncMessage(decoder, encoder, this.doc, this);
        });
        // Only a question has an answer, which is longer than its own type.
        if (answer.length > 1) this.connection.send(answer);
        break;
      }
      case AWARENESS: {
        const update = decoding.readVarUint8Array(decoder);
        awarenessProtocol.applyAwarenessUpdate(this.awareness, update, this);
        break;
      }
      case OURS:
        this.heed(JSON.parse(decoding.readVarString(decoder)) as FromServer);
        break;
    }
  }

  private heed(message: FromServer): void {
    switch (message.type) {
      case "range":
      case "edits":
        this.take(message.ask)?.settle(message);
        break;
      case "refused":
        this.take(message.ask)?.refuse(new Refusal(message.message, message.hint));
        break;
      default:
        if (message.type === "document") {
          this.connection.confirm();
          this.life = message.life;
        }
        this.user.received(message);
        if (message.type === "document") this.begin();
    }
  }

  /** What was written while there was no server has been exchanged, and questions have answers. */
  private begin(): void {
    this.isReady = true;
    this.isUnsent = false;
    for (const settle of this.awaiting) settle();
    this.awaiting.clear();
  }

  private take(ask: number): Waiting | undefined {
    const waiting = this.waiting.get(ask);
    this.waiting.delete(ask);
    clearTimeout(waiting?.timer);
    return waiting;
  }

  private readonly updated = (update: Uint8Array, origin: unknown): void => {
    if (origin === this) return;
    if (!this.isReady) this.isUnsent = true;
    this.connection.send(
      frame((encoder) => {
        encoding.writeVarUint(encoder, SYNC);
        syncProtocol.writeUpdate(encoder, update);
      }),
    );
  };

  private readonly warn = (event: BeforeUnloadEvent): void => {
    if (this.isUnsent || (this.unsaid > 0 && !this.isReady)) event.preventDefault();
  };

  private readonly present = (
    { added, updated, removed }: { added: number[]; updated: number[]; removed: number[] },
    origin: unknown,
  ): void => {
    if (origin !== this) this.sendPresence([...added, ...updated, ...removed]);
  };

  private sendPresence(clients: number[]): void {
    this.connection.send(
      frame((encoder) => {
        encoding.writeVarUint(encoder, AWARENESS);
        encoding.writeVarUint8Array(
          encoder,
          awarenessProtocol.encodeAwarenessUpdate(this.awareness, clients),
        );
      }),
    );
  }

  private readonly leave = (): void => {
    awarenessProtocol.removeAwarenessStates(this.awareness, [this.doc.clientID], "leave");
  };
}

/** Returns the field that an edit writes to, if it writes to one. */
function targetOf(edit: Edit): string | null {
  if (edit.do === "set") return fieldTarget(edit.block, edit.field);
  if (edit.do === "set-cell") return fieldTarget(edit.table, `${edit.row} ${edit.column}`);
  return edit.do === "set-front-matter" ? `front ${edit.key}` : null;
}

export function fieldTarget(block: string, field: string): string {
  return `${block} ${field}`;
}

function frame(write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  write(encoder);
  return encoding.toUint8Array(encoder);
}
