/** Completes the names of containers behind `:::`, and of leaves behind `::`. */

import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";

import { catalogue } from "./state";
import { strings } from "./strings/strings";

/** Kinds that are written otherwise, or not as containers at all. */
const OTHERS: Record<string, string | null> = {
  "captioned-table": "table",
  hazard: null,
  admonition: null,
  table: null,
  list: null,
  item: null,
  step: null,
  quote: null,
  entries: null,
  entry: null,
  footnotes: null,
  footnote: null,
  unknown: null,
  picture: null,
  line: null,
};
/** Kinds in one line, with two colons. */
const LEAVES = new Set([
  "toc",
  "hazards",
  "records",
  "revisions",
  "approvals",
  "record",
  "sign-off",
  "attachment",
  "include",
]);
/** Levels of hazards and kinds of remarks are containers of their own name. */
const NAMED = ["level", "kind"];

export function completeContainers(context: CompletionContext): CompletionResult | null {
  const line = context.state.doc.lineAt(context.pos);
  const found = /^(\s*)(:{2,})([\w-]*)$/.exec(line.text.slice(0, context.pos - line.from));
  if (!found) return null;
  const [, indent = "", colons = "", typed = ""] = found;
  const isLeaf = colons.length === 2;
  const from = context.pos - typed.length;
  const names = isLeaf ? [...LEAVES] : containerNames();
  const options = names.map((name): Completion => {
    const known = strings.entries[name === "table" ? "captioned-table" : name];
    return {
      label: name,
      ...(known && { detail: known.about }),
      ...(!isLeaf && { apply: closing(name, indent, colons, line.to) }),
    };
  });
  return { from, options, validFor: /^[\w-]*$/ };
}

/** Puts in the name, and the line that closes the container unless something follows. */
function closing(
  name: string,
  indent: string,
  colons: string,
  lineEnd: number,
): NonNullable<Completion["apply"]> {
  return (view, _completion, from, to) => {
    const isEnd = view.state.doc.lineAt(from).to === to || to === lineEnd;
    const insert = isEnd ? `${name}\n${indent}\n${indent}${colons}` : name;
    const anchor = from + name.length + (isEnd ? 1 + indent.length : 0);
    view.dispatch({ changes: { from, to, insert }, selection: { anchor }, userEvent: "input" });
  };
}

function containerNames(): string[] {
  const { kinds } = catalogue.peek();
  const names = new Set<string>();
  for (const [kind, { fields, holds }] of Object.entries(kinds)) {
    if (kind === "hazard" || kind === "admonition") {
      const choice = fields.find(({ name }) => NAMED.includes(name));
      for (const option of choice?.options ?? []) names.add(option);
      continue;
    }
    if (holds === "nothing" || LEAVES.has(kind)) continue;
    const name = kind in OTHERS ? OTHERS[kind] : kind;
    if (name) names.add(name);
  }
  return [...names];
}
