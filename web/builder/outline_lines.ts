/** The lines of the outline: sections by their level, and in them the steps by theirs. */

import { blockById, blocks, findingsByBlock, numberById } from "./state";
import type { Block, Finding, Severity } from "./wire";

export interface Line {
  block: Block;
  /** 1 for the outermost; the document itself is level 0. */
  level: number;
  number: string;
  text: string;
  /** Lines of higher levels follow. */
  hasInner: boolean;
  problems: { count: number; severity: Severity };
}

const RANK: Record<Severity, number> = { error: 2, warning: 1, info: 0 };

/** Returns all lines. */
export function outlineLines(): Line[] {
  const lines: Line[] = [];
  let section = 0;
  const stepLevels = new Map<string, number>();
  for (const block of blocks.value) {
    if (block.kind === "section") {
      section = Number(block.fields.level ?? 1);
      push(lines, block, section);
    } else if (block.kind === "step") {
      const outer = outerStep(block);
      const level = outer === undefined ? section + 1 : (stepLevels.get(outer) ?? section) + 1;
      stepLevels.set(block.id, level);
      push(lines, block, level);
    } else {
      // What is wrong with a block between is marked at the line above it.
      mark(lines.at(-1), findingsByBlock.value.get(block.id) ?? []);
    }
  }
  for (const [index, line] of lines.entries()) {
    line.hasInner = (lines[index + 1]?.level ?? 0) > line.level;
  }
  return lines;
}

function push(lines: Line[], block: Block, level: number): void {
  const line: Line = {
    block,
    level,
    number: numberById.value.get(block.id) ?? "",
    text: bare(String(block.fields.text ?? "")),
    hasInner: false,
    problems: { count: 0, severity: "info" },
  };
  mark(line, findingsByBlock.value.get(block.id) ?? []);
  lines.push(line);
}

function mark(line: Line | undefined, findings: readonly Finding[]): void {
  if (!line) return;
  for (const { severity } of findings) {
    line.problems.count += 1;
    if (RANK[severity] > RANK[line.problems.severity]) line.problems.severity = severity;
  }
}

/** Returns the step that a step is in. */
function outerStep(block: Block): string | undefined {
  for (let id = block.parent; id !== null; ) {
    const around = blockById.value.get(id);
    if (around?.kind === "step") return around.id;
    id = around?.parent ?? null;
  }
  return undefined;
}

/** Returns a text without its marks. */
function bare(text: string): string {
  const first = text.split("\n", 1)[0] ?? "";
  return first.replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/[*_`~]+/g, "");
}
