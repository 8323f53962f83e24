/** The page as the server has it now, fetched and read without being shown. */

import type { MirrorRoot } from "./mirror";
import { mirrorOf } from "./mirror";
import type { StyleName } from "./style";
import { stylesOf } from "./style";
import type { Version } from "./version";
import { versionOf } from "./version";

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
  return readPage(await fetchText(location.href));
}

/** Fetches the text of the page as it was delivered in this revision. */
export function fetchDelivered({ epoch, revision }: Version): Promise<string> {
  return fetchText(`_preview/delivered/${epoch}/${revision}`);
}

async function fetchText(address: string): Promise<string> {
  const signal = AbortSignal.timeout(FETCH_WITHIN);
  const answer = await fetch(address, { cache: "no-store", signal });
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
  return answer.text();
}

/** Reads the text of a page; throws if it is no page of a preview. */
export function readPage(text: string): Page {
  const page = parse(text);
  const version = versionOf(page);
  if (!version) throw new Error("this is no page of a preview");
  return { version, tree: mirrorOf(page), styles: stylesOf(page) };
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
