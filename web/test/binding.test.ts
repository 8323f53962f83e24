/** A field in an editor and its place in the shared text, in a real browser: see binding.page.ts. */

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import { chromium } from "playwright-core";
import type { Act, Outcome, Place } from "./binding.page";

const ROUNDS = 300;

let browser: Browser;
let page: Page;

before(async () => {
  const { outputFiles } = await build({
    entryPoints: [join(process.cwd(), "test/binding.page.ts")],
    bundle: true,
    format: "esm",
    write: false,
  });
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
  });
  page = await browser.newPage();
  await page.addScriptTag({ type: "module", content: outputFiles[0]?.text ?? "" });
  await page.waitForFunction("window.play");
});

after(() => browser.close());

function play(place: Place, early: Act[], acts: Act[]): Promise<Outcome> {
  return page.evaluate(([place, early, acts]) => window.play(place, early, acts), [
    place,
    early,
    acts,
  ] as const);
}

/** A place that is marked by brackets in a source. */
function marked(source: string, prefix: string): Place {
  const from = source.indexOf("[");
  const to = source.indexOf("]") - 1;
  return { source: source.replace(/[[\]]/g, ""), from, to, prefix };
}

const author = (from: number, to: number, insert: string): Act => ({
  who: "author",
  from,
  to,
  insert,
});
const other = (from: number, to: number, insert: string): Act => ({
  who: "other",
  from,
  to,
  insert,
});

const step = marked("# A\n\n3. [Open it,\n   then close it]\n4. Next\n", "   ");
const quote = marked("> [one\n> two]\n\nend\n", "> ");
const last = marked("# A\n\n[text]", "");

const cases: [string, Place, Act[], Outcome][] = [
  [
    "what is typed in a first line",
    step,
    [author(4, 4, " slowly")],
    {
      editor: "Open slowly it,\nthen close it",
      shared: "# A\n\n3. Open slowly it,\n   then close it\n4. Next\n",
    },
  ],
  [
    "what is typed at the beginning of a continuation line",
    step,
    [author(9, 9, "and ")],
    {
      editor: "Open it,\nand then close it",
      shared: "# A\n\n3. Open it,\n   and then close it\n4. Next\n",
    },
  ],
  [
    "a new line gets its prefix",
    step,
    [author(22, 22, "\nslowly")],
    {
      editor: "Open it,\nthen close it\nslowly",
      shared: "# A\n\n3. Open it,\n   then close it\n   slowly\n4. Next\n",
    },
  ],
  [
    "a line that is joined loses its prefix",
    step,
    [author(8, 9, " ")],
    {
      editor: "Open it, then close it",
      shared: "# A\n\n3. Open it, then close it\n4. Next\n",
    },
  ],
  [
    "quote marks",
    quote,
    [author(7, 7, "\nthree"), author(0, 3, "1")],
    { editor: "1\ntwo\nthree", shared: "> 1\n> two\n> three\n\nend\n" },
  ],
  [
    "what others write before it",
    step,
    [other(0, 0, "Intro\n\n"), author(0, 4, "Shut")],
    {
      editor: "Shut it,\nthen close it",
      shared: "Intro\n\n# A\n\n3. Shut it,\n   then close it\n4. Next\n",
    },
  ],
  [
    "what others write in it",
    step,
    [other(8, 12, "Shut"), author(22, 22, "!")],
    {
      editor: "Shut it,\nthen close it!",
      shared: "# A\n\n3. Shut it,\n   then close it!\n4. Next\n",
    },
  ],
  [
    "a step that others put behind it",
    step,
    [other(33, 33, "\n4. New"), author(22, 22, "!")],
    {
      editor: "Open it,\nthen close it!",
      shared: "# A\n\n3. Open it,\n   then close it!\n4. New\n4. Next\n",
    },
  ],
  [
    "the end of a source",
    last,
    [author(4, 4, " goes on"), author(12, 12, "!")],
    { editor: "text goes on!", shared: "# A\n\ntext goes on!" },
  ],
  [
    "what is taken back",
    step,
    [author(0, 4, "Shut"), { who: "undo" }],
    {
      editor: "Open it,\nthen close it",
      shared: "# A\n\n3. Open it,\n   then close it\n4. Next\n",
    },
  ],
  [
    "a character in two halves, of which an editor changes one",
    marked("# A\n\n[a🙂b🙂]\n", ""),
    [author(2, 3, "\ude43"), author(4, 5, "\ud83c")],
    { editor: "a🙃b\ud83c\ude42", shared: "# A\n\na🙃b\ud83c\ude42\n" },
  ],
  [
    "a text that is emptied and written anew",
    last,
    [author(0, 4, ""), author(0, 0, "a"), author(1, 1, "b")],
    { editor: "ab", shared: "# A\n\nab" },
  ],
];

for (const [name, place, acts, expected] of cases) {
  test(name, async () => assert.deepEqual(await play(place, [], acts), expected));
}

test("what is typed before the place is known is kept, beside what others do meanwhile", async () => {
  const early = [author(0, 4, "Shut"), other(0, 0, "Intro\n\n"), author(4, 4, " now")];
  assert.deepEqual(await play(step, early, [author(8, 8, "!")]), {
    editor: "Shut now! it,\nthen close it",
    shared: "Intro\n\n# A\n\n3. Shut now! it,\n   then close it\n4. Next\n",
  });
});

test("editor and shared text are the same after any typing, whatever stands before the lines", async () => {
  const random = generator(11);
  for (let round = 0; round < ROUNDS; round++) {
    const prefix = ["", "   ", "> ", "> > ", "    > "][random(5)] ?? "";
    const lines = Array.from({ length: 1 + random(4) }, () => "abcdef".slice(0, random(6)));
    const inner = lines.join(`\n${prefix}`);
    const place = { source: `x\n\n${inner}\n\ny`, from: 3, to: 3 + inner.length, prefix };
    const acts: Act[] = [];
    let text = lines.join("\n");
    for (let count = 0; count < 6; count++) {
      const from = whole(text, random(text.length + 1));
      const to = whole(text, Math.min(text.length, from + random(4)));
      const insert = ["", "Q", "Q\nR", "\n", "🙂"][random(5)] ?? "";
      acts.push(author(from, to, insert));
      text = text.slice(0, from) + insert + text.slice(to);
    }
    const expected = {
      editor: text,
      shared: `x\n\n${text.split("\n").join(`\n${prefix}`)}\n\ny`,
    };
    const said = JSON.stringify({ place, acts });
    assert.deepEqual(await play(place, [], acts), expected, said);
  }
});

/** The nearest offset before that is not within a character. */
function whole(text: string, offset: number): number {
  const isWithin = /[\udc00-\udfff]/.test(text[offset] ?? "");
  return isWithin ? offset - 1 : offset;
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
