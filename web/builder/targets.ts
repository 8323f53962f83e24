/** Completes the names of blocks in references: behind `@step(` and `](#`. */

import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  closeCompletion,
  completionKeymap,
  completionStatus,
} from "@codemirror/autocomplete";
import { type Extension, Prec } from "@codemirror/state";
import { type EditorView, keymap } from "@codemirror/view";

import { blocks, numberById } from "./state";
import type { Block } from "./wire";

/** The completion of references in a field. */
export function targetCompletion(): Extension {
  const keys = completionKeymap.map((binding) =>
    binding.key === "Escape" ? { ...binding, run: closeList } : binding,
  );
  return [
    autocompletion({ override: [completeTargets], icons: false, defaultKeymap: false }),
    Prec.highest(keymap.of(keys)),
  ];
}

/** While a list is only being looked for, Escape means what it always does. */
function closeList(view: EditorView): boolean {
  return completionStatus(view.state) === "active" && closeCompletion(view);
}

export function completeTargets(context: CompletionContext): CompletionResult | null {
  const found = context.matchBefore(/(?:@step\(|\]\(#)[^()\s]*/);
  if (!found) return null;
  const open = found.text.indexOf("#") >= 0 ? found.text.indexOf("#") + 1 : "@step(".length;
  const isStep = found.text.startsWith("@step(");
  const options = blocks
    .peek()
    .filter((block) => isTarget(block, isStep))
    .map(option);
  return { from: found.from + open, options, validFor: /^[^()\s]*$/ };
}

/** Only what the author named can be a target that lasts, or a section by its title. */
function isTarget(block: Block, isStep: boolean): boolean {
  if (!block.anchor) return false;
  return isStep ? block.kind === "step" : block.kind === "section" || "id" in block.fields;
}

function option(block: Block): Completion {
  const number = numberById.peek().get(block.id) ?? "";
  const text = String(block.fields.text ?? block.fields.title ?? block.fields.alt ?? "");
  return {
    label: block.anchor ?? "",
    detail: `${number} ${text}`.trim().slice(0, 60),
    apply: (view, completion, from, to) => {
      const isClosed = view.state.sliceDoc(to, to + 1) === ")";
      const insert = completion.label + (isClosed ? "" : ")");
      const anchor = from + completion.label.length + 1;
      view.dispatch({ changes: { from, to, insert }, selection: { anchor }, userEvent: "input" });
    },
  };
}
