/** Cells copied from a spreadsheet: lines of cells with tabs between, quoted where they must be. */

/** Returns the rows of a pasted text, or nothing if it is only text. */
export function pastedCells(text: string): string[][] | null {
  const trimmed = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "");
  if (!trimmed.includes("\t") && !trimmed.includes("\n")) return null;
  const rows: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^\t\n]*))(\t|\n|$)/y;
  while (cell.lastIndex <= trimmed.length) {
    const found = cell.exec(trimmed);
    if (!found) return null;
    const [, quoted, plain, end] = found;
    const value = quoted === undefined ? plain : quoted.replaceAll('""', '"');
    rows.at(-1)?.push((value ?? "").replace(/\s*\n\s*/g, " ").trim());
    if (end === "") break;
    if (end === "\n") rows.push([]);
  }
  return rows;
}

/** Returns rows with others written over them, from a column on; longer ones stay longer. */
export function writtenOver(rows: string[][], over: string[][], column: number): string[][] {
  return over.map((cells, index) => {
    const row = [...(rows[index] ?? [])];
    while (row.length < column) row.push("");
    row.splice(column, cells.length, ...cells);
    return row;
  });
}
