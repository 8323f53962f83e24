/** What a search finds in a source, and what a replacement puts there. */

export interface Wanted {
  find: string;
  isCase: boolean;
  isWord: boolean;
  isRegex: boolean;
}

export interface Match {
  from: number;
  to: number;
  /** What stands there with its groups, if the search is an expression. */
  groups: RegExpExecArray;
}

/** More are not looked for. */
export const MOST = 5_000;

/** @returns undefined if it is no expression. */
export function expressionOf({ find, isCase, isWord, isRegex }: Wanted): RegExp | undefined {
  const pattern = isRegex ? find : find.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  // Words of all scripts, for which \b knows only Latin letters.
  const whole = isWord ? `(?<![\\p{L}\\p{N}_])(?:${pattern})(?![\\p{L}\\p{N}_])` : pattern;
  try {
    return new RegExp(whole, isCase ? "gmu" : "gimu");
  } catch {
    return undefined;
  }
}

export function matchesIn(text: string, expression: RegExp): Match[] {
  const found: Match[] = [];
  for (const groups of text.matchAll(expression)) {
    // What is empty cannot be seen.
    if (groups[0]) found.push({ from: groups.index, to: groups.index + groups[0].length, groups });
    if (found.length === MOST) break;
  }
  return found;
}

/** Returns what is put in place of a match: `$1` stands for a group of an expression. */
export function replacementOf({ groups }: Match, replace: string, isRegex: boolean): string {
  if (!isRegex) return replace;
  return replace.replace(/\\n/g, "\n").replace(/\$(\$|&|\d)/g, (_, mark: string) => {
    if (mark === "$") return "$";
    return (mark === "&" ? groups[0] : groups[Number(mark)]) ?? "";
  });
}
