/** Runs in the page: brings one document to the state of another, as after a fetch. */

import { diff } from "../client/diff";
import { mirrorOf } from "../client/mirror";
import { perform } from "../client/patch";
import { resolve } from "../client/step";

export interface Outcome {
  /** Whether the DOM, and the mirror of it, are those of the fresh page. */
  readonly isEqual: boolean;
  readonly ops: number;
}

declare global {
  interface Window {
    resync(old: string, fresh: string): Outcome;
  }
}

window.resync = (old, fresh) => {
  const [page, target] = [old, fresh].map((body) =>
    new DOMParser().parseFromString(`<main>${body}</main>`, "text/html"),
  );
  if (!page || !target) throw new Error("a page is missing");
  const mirror = mirrorOf(page);
  const ops = diff(mirror.children, mirrorOf(target).children);
  const steps = resolve(mirror, ops);
  if (!steps) throw new Error("an op does not fit");
  perform(steps);
  const left = diff(mirror.children, mirrorOf(target).children);
  return {
    isEqual: page.documentElement.isEqualNode(target.documentElement) && left.length === 0,
    ops: ops.length,
  };
};
