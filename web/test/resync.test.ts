/** The comparison of a page that was fetched anew, in a real browser: see resync.page.ts. */

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import { chromium } from "playwright-core";
import type { Outcome } from "./resync.page";

const PAIRS = 400;

let browser: Browser;
let page: Page;

before(async () => {
  const { outputFiles } = await build({
    entryPoints: [join(process.cwd(), "test/resync.page.ts")],
    bundle: true,
    loader: { ".css": "text" },
    format: "esm",
    write: false,
  });
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
  });
  page = await browser.newPage();
  await page.addScriptTag({ type: "module", content: outputFiles[0]?.text ?? "" });
  await page.waitForFunction("window.resync");
});

after(() => browser.close());

function resync(old: string, fresh: string): Promise<Outcome> {
  return page.evaluate(([old, fresh]) => window.resync(old, fresh), [old, fresh] as const);
}

const cases: [string, string, string, number][] = [
  ["nothing", "<p>a</p>", "<p>a</p>", 0],
  ["a word", "<p>one word</p>", "<p>two words</p>", 1],
  ["an attribute", "<p class=a>x</p>", "<p class=b>x</p>", 1],
  ["an insertion", "<p>a</p><p>c</p>", "<p>a</p><p>b</p><p>c</p>", 1],
  ["a removal", "<p>a</p><p>b</p><p>c</p>", "<p>a</p><p>c</p>", 1],
  [
    "a keyed move",
    "<p id=a>a</p><p id=b>b</p><p id=c>c</p>",
    "<p id=c>c</p><p id=a>a</p><p id=b>b</p>",
    1,
  ],
  ["a new key", "<p data-key=a>x</p>", "<p data-key=b>x</p>", 1],
  ["a comment", "<!-- a --><p>x</p>", "<!-- b --><p>x</p>", 1],
  ["text beside elements", "a<b>b</b>c", "a<b>b</b>d", 1],
];

for (const [name, old, fresh, ops] of cases) {
  test(`${name} is ${ops} ops`, async () => {
    assert.deepEqual(await resync(old, fresh), { isEqual: true, ops });
  });
}

test("any page becomes any other", async () => {
  const random = generator(7);
  for (let pair = 0; pair < PAIRS; pair++) {
    const [old, fresh] = [html(random, 3), html(random, 3)];
    const { isEqual } = await resync(old, fresh);
    assert.ok(isEqual, `from ${old} to ${fresh}`);
  }
});

/** Writes random HTML that is read as it is written. */
function html(random: (end: number) => number, depth: number): string {
  const parts = Array.from({ length: random(5) }, () => {
    const letter = "abcdef"[random(6)];
    const kind = random(depth > 0 ? 5 : 2);
    if (kind === 0) return `${letter} `;
    if (kind === 1) return `<!--${letter}-->`;
    const name = ["div", "section", "svg"][random(3)];
    const key = random(2) === 0 ? ` data-key=${letter}${random(3)}` : "";
    const more = random(3) === 0 ? ` title=${letter}` : "";
    return `<${name}${key}${more}>${name === "svg" ? "<g/>" : html(random, depth - 1)}</${name}>`;
  });
  return parts.join("");
}

/** The same numbers in every run: mulberry32. */
function generator(seed: number): (end: number) => number {
  let state = seed;
  return (end) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % end;
  };
}
