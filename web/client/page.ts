/** The page as the server has it now, fetched and read without being shown. */

import type { MirrorRoot } from "./mirror";
import { mirrorOf } from "./mirror";
import type { StyleName } from "./style";
import { stylesOf } from "./style";

/** Which page it is, as a `join` says it. */
export interface Version {
  readonly epoch: string;
  readonly revision: number;
  readonly digest: string;
}

export interface Page {
  readonly version: Version;
  readonly tree: MirrorRoot;
  /** The style sheets that the preview adds. */
  readonly styles: Readonly<Record<StyleName, string | undefined>>;
}

/** How long a page may be on its way. */
const FETCH_WITHIN = 10_000;

/** Fetches the page; rejects if it cannot be had, or if what came is no page of a preview. */
export async function fetchPage(): Promise<Page> {
  const signal = AbortSignal.timeout(FETCH_WITHIN);
  const answer = await fetch(location.href, { cache: "no-store", signal });
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
  const page = parse(await answer.text());
  const version = versionOf(page);
  if (!version) throw new Error("the answer is no page of a preview");
  return { version, tree: mirrorOf(page), styles: stylesOf(page) };
}

export function versionOf(page: Document): Version | undefined {
  const { previewEpoch, previewRevision, previewDigest } = page.documentElement.dataset;
  if (!previewEpoch || !previewRevision || !previewDigest) return undefined;
  return { epoch: previewEpoch, revision: Number(previewRevision), digest: previewDigest };
}

const STAND_IN = "data-preview-noscript";

/**
 * Reads HTML as this page was read. A `DOMParser` reads as if scripts were off, when `<noscript>`
 * holds elements; `<noframes>` holds text, as `<noscript>` does here, so it stands in for it.
 */
function parse(html: string): Document {
  const text = html
    .replace(/<noscript(?=[\s/>])/gi, `<noframes ${STAND_IN}`)
    .replace(/<\/noscript(?=[\s/>])/gi, "</noframes");
  const page = new DOMParser().parseFromString(text, "text/html");
  for (const standIn of page.querySelectorAll(`noframes[${STAND_IN}]`)) {
    const noscript = page.createElement("noscript");
    standIn.removeAttribute(STAND_IN);
    for (const { name, value } of standIn.attributes) noscript.setAttribute(name, value);
    noscript.textContent = standIn.textContent;
    standIn.replaceWith(noscript);
  }
  return page;
}
