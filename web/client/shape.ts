/**
 * The shape of a patch: a 32-bit digest of what its addresses meet in the tree before it.
 *
 * The server sends the shape of its own tree. If that of the mirror differs, the mirror is not the
 * tree that the patch was made for. docs/protocol.md has the definition.
 */

import type { Op } from "../shared/protocol";
import type { MirrorNode, MirrorRoot } from "./mirror";

/** Returns the shape, or `undefined` if an address leads nowhere. */
export function shape(root: MirrorRoot, ops: readonly Op[]): number | undefined {
  let digest = 0x811c9dc5;
  const mix = (word: number) => {
    digest = Math.imul(digest ^ word, 0x01000193);
  };
  const mixUnits = (text: string) => {
    for (let index = 0; index < text.length; index++) mix(text.charCodeAt(index));
  };

  for (const op of ops) {
    let target: MirrorRoot | MirrorNode | undefined = root;
    for (const index of op.at) {
      if (!target || !("children" in target)) return undefined;
      mix(target.children.length);
      target = target.children[index];
    }
    if (!target) return undefined;
    if ("children" in target) {
      if (target.kind === "element") mixUnits(target.name);
      mix(target.children.length);
    } else {
      mix(target.text.length);
      if (op.op === "splice") {
        const end = op.offset + op.remove;
        if (end > target.text.length) return undefined;
        mixUnits(target.text.slice(op.offset, end));
      }
    }
  }
  return digest >>> 0;
}
