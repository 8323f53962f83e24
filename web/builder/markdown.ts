/**
 * Markdown as the text of a block is written in: what is coloured while it is edited and while it
 * is only shown. Built from the parser alone, since the ready language brings those of HTML, CSS and
 * JavaScript with it.
 */

import { defineLanguageFacet, Language, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { highlightTree, Tag, tagHighlighter, tags } from "@lezer/highlight";
import { GFM, type InlineContext, type MarkdownConfig, parser } from "@lezer/markdown";

const attributes = Tag.define();
const placeholder = Tag.define();
const reference = Tag.define();

/** Attributes behind a text: `{#id critical time="5 min"}`. */
function parseAttributes(cx: InlineContext, next: number, at: number): number {
  if (next !== OPEN_BRACE || cx.char(at + 1) === OPEN_BRACE) return -1;
  const found = /^\{[^{}\n]*\}/.exec(cx.slice(at, cx.end));
  return found ? cx.addElement(cx.elt("Attributes", at, at + found[0].length)) : -1;
}

/** A value that is filled in on the page: `{{NAME}}`. */
function parsePlaceholder(cx: InlineContext, next: number, at: number): number {
  if (next !== OPEN_BRACE || cx.char(at + 1) !== OPEN_BRACE) return -1;
  const found = /^\{\{[^{}\n]+\}\}/.exec(cx.slice(at, cx.end));
  return found ? cx.addElement(cx.elt("Placeholder", at, at + found[0].length)) : -1;
}

/** The number of a step, by its name: `@step(unplug)`. */
function parseReference(cx: InlineContext, next: number, at: number): number {
  if (next !== AT_SIGN) return -1;
  const found = /^@step\([^()\n]*\)/.exec(cx.slice(at, cx.end));
  return found ? cx.addElement(cx.elt("StepReference", at, at + found[0].length)) : -1;
}

const OPEN_BRACE = 123;
const AT_SIGN = 64;

/** What SOPs have beyond Markdown, within a line. */
export const sopInline: MarkdownConfig = {
  defineNodes: [
    { name: "Attributes", style: attributes },
    { name: "Placeholder", style: placeholder },
    { name: "StepReference", style: reference },
  ],
  parseInline: [
    { name: "Placeholder", parse: parsePlaceholder, before: "Escape" },
    { name: "Attributes", parse: parseAttributes, before: "Escape" },
    { name: "StepReference", parse: parseReference, before: "Escape" },
  ],
};

/** Text within one block has no blocks in it. */
const withoutBlocks: MarkdownConfig = {
  remove: [
    "ATXHeading",
    "Blockquote",
    "BulletList",
    "FencedCode",
    "HTMLBlock",
    "HorizontalRule",
    "IndentedCode",
    "LinkReference",
    "OrderedList",
    "SetextHeading",
    "Table",
    "TaskList",
  ],
};

export const documentParser = parser.configure([GFM, sopInline]);
// What one configuration brings, it cannot take away: this is a second one.
const textParser = documentParser.configure(withoutBlocks);

const highlighter = tagHighlighter([
  { tag: tags.strong, class: "md-strong" },
  { tag: tags.emphasis, class: "md-emphasis" },
  { tag: tags.strikethrough, class: "md-struck" },
  { tag: tags.monospace, class: "md-code" },
  { tag: tags.link, class: "md-link" },
  { tag: tags.url, class: "md-address" },
  { tag: tags.processingInstruction, class: "md-mark" },
  { tag: tags.contentSeparator, class: "md-mark" },
  { tag: tags.heading, class: "md-heading" },
  { tag: tags.quote, class: "md-quote" },
  { tag: tags.comment, class: "md-mark" },
  { tag: tags.labelName, class: "md-address" },
  { tag: tags.string, class: "md-address" },
  { tag: attributes, class: "md-attributes" },
  { tag: placeholder, class: "md-placeholder" },
  { tag: reference, class: "md-reference" },
]);

const data = defineLanguageFacet({ commentTokens: { block: { open: "<!--", close: "-->" } } });
const colours = syntaxHighlighting(highlighter);

/** The language of a text of one block. */
export const textLanguage: Extension = [new Language(data, textParser, [], "markdown"), colours];

/** The language of a whole source. */
export const documentLanguage: Extension = [
  new Language(data, documentParser, [], "markdown"),
  colours,
];

export interface Piece {
  text: string;
  /** The classes that colour it. */
  classes: string;
}

/** Cuts a text into lines, and those into pieces of one colour. */
export function colouredLines(text: string): Piece[][] {
  const lines: Piece[][] = [[]];
  const put = (piece: string, classes: string): void => {
    for (const [index, part] of piece.split("\n").entries()) {
      if (index > 0) lines.push([]);
      if (part) lines.at(-1)?.push({ text: part, classes });
    }
  };
  let at = 0;
  highlightTree(textParser.parse(text), highlighter, (from, to, classes) => {
    if (from > at) put(text.slice(at, from), "");
    put(text.slice(from, to), classes);
    at = to;
  });
  put(text.slice(at), "");
  return lines;
}
