/** Putting blocks in, by key, from the library or by a drop: the caret goes into what is new. */

import { focusBlock } from "./focus";
import { holdKeysForAnother, releaseKeys } from "./held_keys";
import { sayRefused, selectWhenThere, source } from "./state";
import type { Edit, Place } from "./wire";

/** Returns what puts in a block with a text. Markdown has no empty paragraph: it gets some text. */
export function insertion(entry: string, place: Place, text = ""): Edit {
  const isEmptyParagraph = entry === "paragraph" && text === "";
  return { do: "insert", entry, place, ...(!isEmptyParagraph && { text }) };
}

/** Puts in a block and the caret into it. Returns whether that could be done. */
export async function insert(wanted: Edit): Promise<boolean> {
  const at = source.peek();
  if (!at) return false;
  holdKeysForAnother();
  try {
    const [made] = await at.edit(wanted);
    if (made === undefined) releaseKeys(document.activeElement);
    else {
      selectWhenThere([made]);
      const isGivenText = wanted.do === "insert" && wanted.text !== undefined;
      focusBlock(made, isGivenText ? "start" : "all");
    }
    return true;
  } catch (error) {
    sayRefused(error);
    releaseKeys(document.activeElement);
    return false;
  }
}
