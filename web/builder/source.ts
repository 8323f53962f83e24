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
import type { Edit, EditsAnswer, FromServer, RangeAnswer, Refused, ToServer } from "./wire";

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
    this.connection.start();
  }

  stop(): void {
    this.isStopped = true;
    this.leave();
    removeEventListener("pagehide", this.leave);
    this.connection.stop();
    this.awareness.destroy();
    this.undo.destroy();
    this.doc.destroy();
  }

  /** Asks where the text of a field stands. */
  async range(block: string, field: string): Promise<RangeAnswer> {
    return (await this.ask({ type: "range", ask: 0, block, field })) as RangeAnswer;
  }

  /**
   * Makes an edit by block. Returns the ids of the blocks that it makes.
   *
   * @throws Refusal if it cannot be done.
   */
  async edit(edit: Edit): Promise<string[]> {
    const answer = (await this.ask({ type: "edit", ask: 0, edit })) as EditsAnswer;
    // What a person does by a form can be undone by itself.
    this.undo.stopCapturing();
    this.doc.transact(() => {
      for (const { from, to, insert } of answer.edits.toReversed()) {
        this.replace(this.offset(from), this.offset(to), insert);
      }
    }, OWN);
    this.undo.stopCapturing();
    return answer.select;
  }

  /** Asks what an edit would write, and does not make it. */
  async planned(edit: Edit): Promise<string> {
    const answer = (await this.ask({ type: "edit", ask: 0, edit })) as EditsAnswer;
    return answer.edits.map(({ insert }) => insert).join("");
  }

  /** Puts a text in the place of another, as one change of this author's. */
  change(from: number, to: number, insert: string): void {
    this.doc.transact(() => this.replace(from, to, insert), OWN);
  }

  /** Dresses the page in a theme; without one, in what the SOP says. */
  useTheme(theme: string | null): void {
    this.say({ type: "theme", theme });
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

  private ask(message: Extract<ToServer, { ask: number }>): Promise<RangeAnswer | EditsAnswer> {
    const ask = ++this.lastAsk;
    return new Promise((settle, refuse) => {
      if (!this.isConnected) {
        refuse(new Refusal("the server is not there", "what you type is kept; try again"));
        return;
      }
      const late = (): void => {
        this.waiting.delete(ask);
        refuse(new Refusal("the server does not answer", "try again"));
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
      refuse(new Refusal("the connection was lost", "what you typed is kept; try again"));
    }
    this.waiting.clear();
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
    }
  }

  private take(ask: number): Waiting | undefined {
    const waiting = this.waiting.get(ask);
    this.waiting.delete(ask);
    clearTimeout(waiting?.timer);
    return waiting;
  }

  private readonly updated = (update: Uint8Array, origin: unknown): void => {
    if (origin === this) return;
    this.connection.send(
      frame((encoder) => {
        encoding.writeVarUint(encoder, SYNC);
        syncProtocol.writeUpdate(encoder, update);
      }),
    );
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

function frame(write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  write(encoder);
  return encoding.toUint8Array(encoder);
}
