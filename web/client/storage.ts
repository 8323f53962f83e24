/** What the browser remembers for this site. It may refuse to; then nothing is remembered. */

type Remembered = "rung" | "view" | "latency";

export function remember(what: Remembered, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(`sopwright-${what}`);
    else localStorage.setItem(`sopwright-${what}`, value);
  } catch {}
}

export function recall(what: Remembered): string | undefined {
  try {
    return localStorage.getItem(`sopwright-${what}`) ?? undefined;
  } catch {
    return undefined;
  }
}
