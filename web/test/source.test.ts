/** The shared text and the questions about it, over a socket that fails when a test wants it to. */

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as syncProtocol from "y-protocols/sync";
import * as Y from "yjs";
import { OWN, Refusal, Source } from "../builder/source";
import type { Edit, EditsAnswer, Question, ToServer } from "../builder/wire";

const OURS = 100;

/** A server with the text of one document, whose answers wait until they are asked for. */
class Server {
  readonly doc = new Y.Doc();
  readonly text = this.doc.getText("source");
  readonly questions: Question[] = [];
  socket: Socket | undefined;

  get edits(): Edit[] {
    return this.questions.flatMap((question) => (question.type === "edit" ? [question.edit] : []));
  }

  open(socket: Socket): void {
    this.socket = socket;
    socket.onopen?.();
    this.sync((encoder) => syncProtocol.writeSyncStep1(encoder, this.doc));
  }

  heed(frame: Uint8Array): void {
    const decoder = decoding.createDecoder(frame);
    const type = decoding.readVarUint(decoder);
    if (type === 0) {
      this.sync((encoder) => syncProtocol.readSyncMessage(decoder, encoder, this.doc, this));
    } else if (type === OURS) {
      const message = JSON.parse(decoding.readVarString(decoder)) as ToServer;
      if (message.type === "open") this.say({ type: "document", life: "one" });
      else if (message.type !== "theme" && message.type !== "settle") this.questions.push(message);
    }
  }

  /** Answers the oldest question: some text is put in at an offset, or a field stands there. */
  async answer(at: number, insert = ""): Promise<void> {
    const question = this.questions.shift();
    const place = Y.relativePositionToJSON(
      Y.createRelativePositionFromTypeIndex(this.text, at, -1),
    );
    const said =
      question?.type === "range"
        ? { type: "range", ask: question.ask, from: place, to: place, prefix: "" }
        : {
            type: "edits",
            ask: question?.ask,
            edits: [{ from: place, to: place, insert }],
            select: [],
          };
    this.say(said as EditsAnswer);
    await turn();
  }

  refuse(message: string): void {
    this.say({ type: "refused", ask: this.questions.shift()?.ask, message, hint: null });
  }

  say(message: object): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, OURS);
    encoding.writeVarString(encoder, JSON.stringify(message));
    this.send(encoding.toUint8Array(encoder));
  }

  private sync(write: (encoder: encoding.Encoder) => void): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, 0);
    write(encoder);
    const frame = encoding.toUint8Array(encoder);
    if (frame.length > 1) this.send(frame);
  }

  private send(frame: Uint8Array): void {
    this.socket?.onmessage?.({ data: frame.slice().buffer });
  }
}

let server = new Server();
let isThere = true;

/** As much of a WebSocket as is used. */
class Socket {
  binaryType = "";
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
  onclose: (() => void) | null = null;

  constructor(readonly address: URL) {
    queueMicrotask(() => (isThere ? server.open(this) : this.onclose?.()));
  }

  send(frame: Uint8Array): void {
    server.heed(frame);
  }

  close(): void {}
}

const listeners = new Map<string, (event: unknown) => void>();
Object.assign(globalThis, {
  WebSocket: Socket,
  location: { href: "http://localhost/" },
  document: { hidden: false, addEventListener() {}, removeEventListener() {} },
  addEventListener: (type: string, heard: () => void) => listeners.set(type, heard),
  removeEventListener: (type: string) => listeners.delete(type),
});

/** All that waits for promises only has run. */
function turn(): Promise<void> {
  return new Promise((settle) => setImmediate(settle));
}

let source: Source;

async function begin(text: string): Promise<void> {
  server = new Server();
  server.text.insert(0, text);
  isThere = true;
  source = new Source("a/b.md", { received() {}, connected() {} });
  source.start();
  await turn();
}

afterEach(() => source.stop());

async function leave(): Promise<void> {
  isThere = false;
  server.socket?.onclose?.();
  await turn();
}

async function comeBack(): Promise<void> {
  isThere = true;
  // The network is there again: nobody waits for the next attempt.
  listeners.get("online")?.({});
  await turn();
}

/** Whether the page would ask before it is left. */
function isHeld(): boolean {
  let held = false;
  listeners.get("beforeunload")?.({
    preventDefault() {
      held = true;
    },
  });
  return held;
}

const set = (value: string): Edit => ({ do: "set", block: "old", field: "title", value });

test("an edit is asked for when the one before it is made", async () => {
  await begin("title");
  const both = [source.edit(set("title 1")), source.edit(set("title 12"))];
  await turn();
  assert.deepEqual(server.edits, [set("title 1")]);
  await server.answer(5, " 1");
  assert.equal(server.text.toString(), "title 1", "it is in the text before the next question");
  assert.deepEqual(server.edits, [set("title 12")]);
  await server.answer(7, "2");
  await Promise.all(both);
  assert.equal(source.text.toString(), "title 12");
});

test("an edit that is refused does not stop those behind it", async () => {
  await begin("title");
  const refused = source.edit(set("bad"));
  const made = source.edit(set("title!"));
  await turn();
  server.refuse("no");
  await assert.rejects(refused, Refusal);
  await turn();
  await server.answer(5, "!");
  await made;
  assert.equal(server.text.toString(), "title!");
});

test("what is typed while the server is away arrives in both directions", async () => {
  await begin("one");
  await leave();
  source.doc.transact(() => source.text.insert(3, " mine"), OWN);
  server.text.insert(0, "theirs ");
  assert.ok(isHeld(), "the page is not left by mistake");
  await comeBack();
  assert.equal(source.text.toString(), "theirs one mine");
  assert.equal(server.text.toString(), "theirs one mine");
  assert.ok(!isHeld());
});

test("what a form says while the server is away is written by the ids of the server that comes", async () => {
  await begin("title");
  await leave();
  const written = source.write(set("title 1"));
  await turn();
  assert.deepEqual(server.questions, []);
  assert.ok(isHeld());
  source.rename(new Map([["old", "new"]]));
  await comeBack();
  assert.deepEqual(server.edits, [{ ...set("title 1"), block: "new" }]);
  await server.answer(5, " 1");
  await written;
  assert.equal(server.text.toString(), "title 1");
  assert.ok(!isHeld());
});

test("a form that was said to a server that died is said again", async () => {
  await begin("title");
  const written = source.write(set("title 1"));
  await turn();
  assert.equal(server.questions.length, 1);
  await leave();
  server.questions.length = 0;
  await comeBack();
  await server.answer(5, " 1");
  await written;
  assert.equal(server.text.toString(), "title 1");
});

test("what can be done again by a click is refused while the server is away", async () => {
  await begin("title");
  await leave();
  await assert.rejects(source.edit({ do: "delete", blocks: ["old"] }), Refusal);
});

test("ids that changed twice are followed", async () => {
  await begin("title");
  source.rename(new Map([["old", "new"]]));
  source.rename(new Map([["new", "newest"]]));
  const found = source.range("old", "text");
  await turn();
  assert.deepEqual(
    server.questions.map((question) => question.type === "range" && question.block),
    ["newest"],
  );
  await server.answer(0);
  await found;
});

test("what is typed into one field is undone as one, and what into another by itself", async () => {
  await begin("");
  const typed = async (field: string, at: number, insert: string): Promise<void> => {
    const made = source.edit({ do: "set", block: "b", field, value: insert });
    await turn();
    await server.answer(at, insert);
    await made;
  };
  await typed("title", 0, "a");
  await typed("title", 1, "b");
  await typed("text", 2, "c");
  assert.equal(source.text.toString(), "abc");
  source.undo.undo();
  assert.equal(source.text.toString(), "ab");
  source.undo.undo();
  assert.equal(source.text.toString(), "");
});

test("undo takes back forms and text of one's own, one by one, and nothing of others", async () => {
  await begin("abc");
  const made = source.edit(set("title"));
  await turn();
  await server.answer(3, " form");
  await made;
  source.doc.transact(() => source.text.insert(0, "x"), "other");
  source.capture("b text");
  source.doc.transact(() => source.text.insert(9, " typed"), OWN);
  assert.equal(source.text.toString(), "xabc form typed");
  source.undo.undo();
  assert.equal(source.text.toString(), "xabc form");
  source.undo.undo();
  assert.equal(source.text.toString(), "xabc");
  source.undo.redo();
  assert.equal(source.text.toString(), "xabc form");
});
