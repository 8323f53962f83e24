import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { FromViewer } from "../shared/protocol";
import { decode, encode, ProtocolError } from "../shared/protocol";

interface Messages {
  direction: "to-viewer" | "to-server";
  cases: { name: string; message: { type: string } }[];
}

const folder = join(process.cwd(), "../fixtures/messages");
const files = readdirSync(folder).filter((file) => file.endsWith(".json"));

for (const file of files) {
  const { direction, cases }: Messages = JSON.parse(readFileSync(join(folder, file), "utf8"));
  test(`every message of ${file} is understood`, () => {
    assert.ok(cases.length > 0);
    for (const { name, message } of cases) {
      if (direction === "to-viewer") {
        assert.equal(decode(JSON.stringify(message))?.type, message.type, name);
      } else {
        assert.deepEqual(JSON.parse(encode(message as FromViewer)), message, name);
      }
    }
  });
}

test("there is a file for each type", () => {
  const types = "ack clicked diagnostics goodbye join joined paper patch ping pong snapshot theme";
  assert.deepEqual(
    files.sort(),
    types.split(" ").map((type) => `${type}.json`),
  );
});

test("nodes are read with their namespaces, attributes and comments", () => {
  const nodes = ["a", ["p", { class: "x" }, "b"], ["i", {}, { comment: "c" }], [1, "svg", ["b"]]];
  const op = { op: "insert", at: [0], nodes };
  const patch = { type: "patch", base: 1, revision: 2, digest: "d", shape: 3, ops: [op] };
  const message = decode(JSON.stringify(patch));
  assert.ok(message?.type === "patch" && message.ops[0]?.op === "insert");
  const [text, paragraph, italic, drawing] = message.ops[0].nodes;
  assert.deepEqual(text, { kind: "text", text: "a" });
  assert.ok(paragraph?.kind === "element" && paragraph.attributes.get("class") === "x");
  assert.ok(italic?.kind === "element" && italic.children[0]?.kind === "comment");
  assert.ok(drawing?.kind === "element" && drawing.namespace === "http://www.w3.org/2000/svg");
});

test("what a newer server may say is left out", () => {
  assert.equal(decode('{"type":"weather","is":"fine"}'), undefined);
});

test("a frame that is wrong is refused as a whole", () => {
  const wrong = [
    "",
    "[]",
    '{"type":"theme"}',
    '{"type":"joined","epoch":"e","revision":-1}',
    '{"type":"patch","base":1,"revision":2,"digest":"d","shape":3,"ops":[{"op":"dance","at":[]}]}',
    '{"type":"patch","base":1,"revision":2,"digest":"d","shape":3,"ops":[{"op":"text","at":[1.5],"text":""}]}',
    '{"type":"patch","base":1,"revision":2,"digest":"d","shape":3,"ops":[{"op":"insert","at":[],"nodes":[[7,"p"]]}]}',
  ];
  for (const frame of wrong) assert.throws(() => decode(frame), ProtocolError, frame);
});
