/** What the browser remembers for this site. It may refuse to; then nothing is remembered. */

export function remember(what: "rung" | "view", value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(`sopwright-${what}`);
    else localStorage.setItem(`sopwright-${what}`, value);
  } catch {}
}

export function recall(what: "rung" | "view"): string | undefined {
  try {
    return localStorage.getItem(`sopwright-${what}`) ?? undefined;
  } catch {
    return undefined;
  }
}
