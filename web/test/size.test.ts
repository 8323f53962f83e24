import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";

/** In bytes, gzipped: what a page may cost at most, on the slowest link that readers have. */
const LARGEST = 13_000;

/** The same for each part that is loaded when it is needed. */
const LARGEST_PART = 4_000;

function size(asset: string): number {
  return gzipSync(readFileSync(join(process.cwd(), "../crates/preview/assets", asset))).length;
}

test("the client is small", () => {
  assert.ok(size("client.js") < LARGEST, `${size("client.js")} bytes gzipped`);
  for (const part of [
    "latency.js",
    "paper.js",
    "resync.js",
    "rungs.js",
    "socket.js",
    "worker.js",
  ]) {
    assert.ok(size(part) < LARGEST_PART, `${part}: ${size(part)} bytes gzipped`);
  }
});
