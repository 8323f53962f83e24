/** What is done with texts: colours, cells from a spreadsheet, search. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { colouredLines } from "../builder/markdown";
import { expressionOf, matchesIn, replacementOf } from "../builder/matches";
import { pastedCells, writtenOver } from "../builder/pasted_cells";

/** Pieces as `text` or `class:text`, lines divided by `/`. */
function coloured(text: string): string {
  return colouredLines(text)
    .map((line) =>
      line.map(({ text, classes }) => (classes ? `[${classes}:${text}]` : text)).join(""),
    )
    .join("/");
}

const texts: [string, string][] = [
  ["plain", "plain"],
  ["a **b** c", "a [md-strong md-mark:**][md-strong:b][md-strong md-mark:**] c"],
  ["{{NAME}}", "[md-placeholder:{{NAME}}]"],
  ["see @step(unplug)", "see [md-reference:@step(unplug)]"],
  ["Wait {#w time=5}", "Wait [md-attributes:{#w time=5}]"],
  ["one\n\ntwo", "one//two"],
];

for (const [text, expected] of texts) {
  test(`colours of ${JSON.stringify(text)}`, () => assert.equal(coloured(text), expected));
}

test("no colour takes anything away, and nothing within a text is a block of its own", () => {
  const hard = [
    "# no heading",
    "- no list\n- no list",
    "```\nno code",
    "> no quote",
    "    no code",
    "**open *both",
    "a | b\n--|--\n1 | 2",
    "[x]: y",
    "<div>\n<!-- x",
    "\\{x} \\*y\\*",
    "🙂 {a}{b} {{c}} {{d",
    "",
    "\n\n",
  ];
  for (const text of hard) {
    const lines = colouredLines(text);
    assert.equal(
      lines.map((line) => line.map((piece) => piece.text).join("")).join("\n"),
      text,
      "all of the text is shown",
    );
    assert.doesNotMatch(coloured(text), /md-(?:heading|quote)/, text);
  }
});

const pasted: [string, string[][] | null][] = [
  ["only text", null],
  ["a\tb", [["a", "b"]]],
  [
    "a\tb\r\nc\td\r\n",
    [
      ["a", "b"],
      ["c", "d"],
    ],
  ],
  ["a\t\t", [["a", "", ""]]],
  ["\tb\n", [["", "b"]]],
  ["one\ntwo", [["one"], ["two"]]],
  ['"a ""b"""\t"c\nd"', [['a "b"', "c d"]]],
  ['5" pipe\tx', [['5" pipe', "x"]]],
  ["a\n\nb", [["a"], [""], ["b"]]],
];

for (const [text, expected] of pasted) {
  test(`cells of ${JSON.stringify(text)}`, () => assert.deepEqual(pastedCells(text), expected));
}

test("cells are written over others from a column on", () => {
  const rows = [["a", "b", "c"], ["d"]];
  assert.deepEqual(writtenOver(rows, [["X"], ["Y", "Z"], ["W"]], 1), [
    ["a", "X", "c"],
    ["d", "Y", "Z"],
    ["", "W"],
  ]);
});

const plain = { isCase: false, isWord: false, isRegex: false };

const searches: [string, Partial<typeof plain>, string, string, string][] = [
  ["a.b", {}, "a.b axb A.B", "-", "- axb -"],
  ["a.b", { isCase: true }, "a.b A.B", "-", "- A.B"],
  ["öl", { isWord: true }, "Öl Ölung", "Fett", "Fett Ölung"],
  ["(\\d+) ml", { isRegex: true }, "5 ml, 10 ml", "$1 $$ $&", "5 $ 5 ml, 10 $ 10 ml"],
  ["$", {}, "5 $", "$1", "5 $1"],
  ["^- ", { isRegex: true }, "- a\n- b", "* ", "* a\n* b"],
  ["x*", { isRegex: true }, "axxb", "-", "a-b"],
];

for (const [find, options, text, replace, expected] of searches) {
  test(`search for ${find} in ${JSON.stringify(text)}`, () => {
    const wanted = { ...plain, ...options, find };
    const expression = expressionOf(wanted);
    assert.ok(expression);
    let now = text;
    for (const match of matchesIn(text, expression).reverse()) {
      const insert = replacementOf(match, replace, wanted.isRegex);
      now = now.slice(0, match.from) + insert + now.slice(match.to);
    }
    assert.equal(now, expected);
  });
}

test("what is no expression finds nothing", () => {
  assert.equal(expressionOf({ ...plain, isRegex: true, find: "(" }), undefined);
});
