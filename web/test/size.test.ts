import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";

/** In bytes, gzipped: what a page may cost at most, on the slowest link that readers have. */
const LARGEST = 12_000;

test("the client is small", () => {
  const client = readFileSync(join(process.cwd(), "../crates/preview/assets/client.js"));
  const size = gzipSync(client).length;
  assert.ok(size < LARGEST, `${size} bytes gzipped`);
});
