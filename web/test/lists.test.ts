/** What the application works out of the blocks: rows, outline, stretches, successors, places. */

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { outlineLines } from "../builder/outline_lines";
import { chooseTab, framesOf, rowById, rows, selectedBlocks } from "../builder/rows";
import { placeOf, placesIn } from "../builder/source_places";
import { blocks, numbers, select } from "../builder/state";
import { ALL_UP_TO, Heights, stretch } from "../builder/stretch";
import { successors } from "../builder/successors";
import type { Block } from "../builder/wire";

/** Blocks by lines of `id kind text`, nested by indentation; the id is the text where that helps. */
function outline(source: string): Block[] {
  const parents: string[] = [];
  return source
    .trim()
    .split("\n")
    .map((line) => {
      const depth = (/^ */.exec(line)?.[0].length ?? 0) / 2;
      const [id = "", kind = "paragraph", ...text] = line.trim().split(" ");
      parents.splice(depth, Number.POSITIVE_INFINITY, id);
      const parent = depth === 0 ? null : (parents[depth - 1] ?? null);
      return { id, kind, depth, parent, fields: { text: text.join(" ") } };
    });
}

const ids = (all: readonly { block: Block }[]): string =>
  all.map(({ block }) => block.id).join(" ");

beforeEach(() => {
  blocks.value = [];
  numbers.value = [];
  select();
});

test("of tabs the chosen one is shown, and its strip stands for it", () => {
  blocks.value = outline(`
t tabs
  t1 tab
    a paragraph
  t2 tab
    b paragraph
    c hazard
      d paragraph
  t3 tab
z paragraph`);
  assert.equal(ids(rows.value), "t a z");
  chooseTab("t", "t2");
  assert.equal(ids(rows.value), "t b c d z");
  chooseTab("t", "t3");
  assert.equal(ids(rows.value), "t t3 z", "an empty tab can be written in");
  chooseTab("t", "gone");
  assert.equal(ids(rows.value), "t a z");
});

test("what only holds others has no row, unless it is empty", () => {
  blocks.value = outline(`
s steps
  a step
    l list
      i item
e list`);
  assert.equal(ids(rows.value), "a i e");
});

test("frames end with the last row in them", () => {
  blocks.value = outline(`
h hazard
  a paragraph
  n admonition
    b paragraph
z paragraph`);
  const frames = (id: string): string => {
    const row = rowById.value.get(id);
    assert.ok(row, id);
    return framesOf(row)
      .map((frame) => frame.id + (frame.isEnd ? "." : ""))
      .join(" ");
  };
  assert.deepEqual(["h", "a", "n", "b", "z"].map(frames), ["h", "h", "h n", "h. n.", ""]);
});

test("a block that is selected with the one around it is selected once", () => {
  blocks.value = outline(`
h hazard
  a paragraph
b paragraph`);
  select("b", "a", "h");
  assert.deepEqual(
    selectedBlocks.value.map(({ id }) => id),
    ["h", "b"],
  );
});

test("the outline has sections by level, steps in them, and sub-steps in those", () => {
  blocks.value = outline(`
s1 section One
st steps
  a step Open **it**
    sub steps
      b step Close [it](x)
p paragraph`);
  numbers.value = ["1", "", "1", "", "1.1", ""];
  assert.deepEqual(
    outlineLines().map(({ level, number, text, hasInner }) => [level, number, text, hasInner]),
    [
      [1, "1", "One", true],
      [2, "1", "Open it", true],
      [3, "1.1", "Close it", false],
    ],
  );
});

test("a stretch has what is in view, and gaps for all else", () => {
  blocks.value = outline(
    Array.from({ length: 2_000 }, (_, index) => `b${index} paragraph x`).join("\n"),
  );
  const heights = new Heights();
  const all = rows.value;
  const total = heights.top(all, all.length);
  for (let top = 0; top < total; top += 777) {
    const shown = stretch(all, heights, { top, height: 800 });
    const end = heights.top(all, shown.to);
    assert.equal(shown.above, heights.top(all, shown.from), "the gap is what is left out above");
    assert.equal(end + shown.below, total, "the document stays as long as it is");
    assert.ok(shown.above <= Math.max(0, top - 800) && end >= Math.min(total, top + 1_600));
    assert.ok(shown.to - shown.from < 100, "but not much more");
  }
});

test("a short document is there as a whole", () => {
  blocks.value = outline(
    Array.from({ length: ALL_UP_TO }, (_, index) => `b${index} paragraph x`).join("\n"),
  );
  const shown = stretch(rows.value, new Heights(), { top: 5_000, height: 10 });
  assert.deepEqual(shown, { from: 0, to: ALL_UP_TO, above: 0, below: 0 });
});

test("a height that was measured counts", () => {
  blocks.value = outline("a paragraph x\nb paragraph x");
  const [first, second] = rows.value;
  assert.ok(first && second);
  const heights = new Heights();
  const guess = heights.of(first);
  assert.equal(heights.measure(first, guess + 10), 10);
  assert.equal(heights.measure(first, guess + 10), 0);
  assert.equal(heights.top(rows.value, 1), guess + 10);
});

const lists: [string, string, string, string][] = [
  ["nothing changed", "a:p b:p", "a:p b:p", ""],
  ["one has another id", "a:p b:p c:p", "a:p x:p c:p", "b>x"],
  ["several beside each other", "a:p b:p c:q d:p", "a:p x:p y:q d:p", "b>x c>y"],
  ["one came before them", "a:p b:q c:p", "a:p n:p x:q c:p", "b>x"],
  ["one is gone", "a:p b:p c:q d:p", "a:p x:q d:p", "c>x"],
  ["other kinds are not the same", "a:p b:p c:p", "a:p x:q c:p", ""],
  ["all ids are new", "a:p b:q", "x:p y:q", "a>x b>y"],
  ["those that moved keep their ids", "a:p b:p c:p", "c:p a:p b:p", ""],
  ["an empty document", "", "a:p", ""],
];

for (const [name, before, after, expected] of lists) {
  test(`successors: ${name}`, () => {
    const read = (list: string) =>
      list
        .split(" ")
        .filter(Boolean)
        .map((item) => ({ id: item.split(":")[0] ?? "", kind: item.split(":")[1] ?? "" }));
    const found = [...successors(read(before), read(after))].map(([old, id]) => `${old}>${id}`);
    assert.equal(found.sort().join(" "), expected);
  });
}

test("blocks are found in the source in their order", () => {
  const text = "---\ntitle: Open\n---\n\n# Open\n\n- Open\n- Close\n\nOpen\n";
  blocks.value = outline(`
a section Open
l list
  b item Open
  c item Close
d paragraph Open`);
  assert.deepEqual(
    placesIn(text).map(({ id, from }) => [id, text.slice(from).split("\n", 1)[0]]),
    [
      ["a", "# Open"],
      ["b", "- Open"],
      ["c", "- Close"],
      ["d", "Open"],
    ],
  );
  assert.equal(
    placeOf(text, "l"),
    text.indexOf("- Open"),
    "what says nothing begins with the next",
  );
});
