/** What of a source can be folded: sections, containers, and the front matter. */

import { foldService } from "@codemirror/language";
import type { EditorState, Line } from "@codemirror/state";

export const sourceFolding = foldService.of((state, from, to) => {
  const first = state.doc.lineAt(from);
  const level = /^(#{1,6})\s/.exec(first.text)?.[1]?.length;
  if (level) return rest(first, endOfSection(state, first.number, level));
  if (/^\s*:{3,}\s*\{?\w/.test(first.text)) return rest(first, endOfContainer(state, first.number));
  const isFrontMatter = first.number === 1 && /^(?:---|\+\+\+)\s*$/.test(first.text);
  return isFrontMatter && to > from ? rest(first, endOfFrontMatter(state, first.text)) : null;
});

function rest(first: Line, last: Line | null): { from: number; to: number } | null {
  return last && last.number > first.number ? { from: first.to, to: last.to } : null;
}

/** Calls with each line behind one that is not in code, until it returns true. */
function walk(state: EditorState, behind: number, visit: (line: Line) => boolean): void {
  let fence = "";
  for (let number = behind + 1; number <= state.doc.lines; number += 1) {
    const line = state.doc.line(number);
    const mark = /^\s*(`{3,}|~{3,})/.exec(line.text)?.[1];
    if (fence) {
      if (mark?.startsWith(fence)) fence = "";
    } else if (mark) fence = mark;
    else if (visit(line)) return;
  }
}

function endOfSection(state: EditorState, at: number, level: number): Line {
  let end = state.doc.lines;
  walk(state, at, ({ text, number }) => {
    const other = /^(#{1,6})\s/.exec(text)?.[1]?.length;
    if (other === undefined || other > level) return false;
    end = number - 1;
    return true;
  });
  // Blank lines before the next one stay.
  while (end > at && state.doc.line(end).text.trim() === "") end -= 1;
  return state.doc.line(end);
}

function endOfContainer(state: EditorState, at: number): Line | null {
  let depth = 1;
  let end: Line | null = null;
  walk(state, at, (line) => {
    if (/^\s*:{3,}\s*$/.test(line.text)) depth -= 1;
    else if (/^\s*:{3,}\s*\{?\w/.test(line.text)) depth += 1;
    if (depth > 0) return false;
    end = line;
    return true;
  });
  return end;
}

function endOfFrontMatter(state: EditorState, mark: string): Line | null {
  for (let number = 2; number <= state.doc.lines; number += 1) {
    const line = state.doc.line(number);
    if (line.text.trim() === mark.trim()) return line;
  }
  return null;
}
