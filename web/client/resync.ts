/**
 * What reads a whole page: to bring the live one up to date without patches, and to find in a page
 * that has scripts of its own what was delivered. A part of its own, which is loaded when it is first
 * needed: most readers never fall behind, and most pages have no scripts.
 */

export { alignedMirror } from "./align";
export { diff } from "./diff";
export { fetchDelivered, fetchPage } from "./page";
