/** Which page a document is. */

/** Which page it is, as a `join` says it. */
export interface Version {
  readonly epoch: string;
  readonly revision: number;
  readonly digest: string;
}

export function versionOf(page: Document): Version | undefined {
  const { previewEpoch, previewRevision, previewDigest } = page.documentElement.dataset;
  if (!previewEpoch || !previewRevision || !previewDigest) return undefined;
  return { epoch: previewEpoch, revision: Number(previewRevision), digest: previewDigest };
}
