/** A table as a grid: cells are written in place, rows and columns are added, moved and removed. */

import "./table.css";

import { useState } from "preact/hooks";

import { focusField } from "./focus";
import { Icon, type IconName } from "./icons";
import { pastedCells, writtenOver } from "./pasted_cells";
import { SetField } from "./set_field";
import { edit } from "./state";
import { strings } from "./strings/strings";
import type { Alignment, Block, Edit, TableCells } from "./wire";

interface Cell {
  /** 0 for the header. */
  row: number;
  column: number;
}

export function Table({ block }: { block: Block }) {
  const [at, setAt] = useState<Cell | null>(null);
  const cells = block.table;
  if (!cells) return null;
  const isReadOnly = block.foreign ?? false;
  const left = (event: FocusEvent): void => {
    const grid = event.currentTarget as HTMLElement;
    if (!grid.contains(event.relatedTarget as Node | null)) setAt(null);
  };
  return (
    <div class="table-grid" onFocusOut={left}>
      {at && !isReadOnly ? <TableBar block={block} cells={cells} at={at} /> : null}
      <div class="table-scroll">
        <table>
          <tbody>
            {[cells.header, ...cells.rows].map((texts, row) => (
              <tr>
                {cells.header.map((_, column) => (
                  <CellField
                    block={block}
                    cells={cells}
                    at={{ row, column }}
                    text={texts[column] ?? ""}
                    entered={() => setAt({ row, column })}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {isReadOnly ? null : (
        <>
          <button
            type="button"
            class="table-add is-row"
            aria-label={strings.table.addRow}
            title={strings.table.addRow}
            onClick={() => addRow(block.id, cells, cells.rows.length, 0)}
          >
            <Icon name="add" />
          </button>
          <button
            type="button"
            class="table-add is-column"
            aria-label={strings.table.addColumn}
            title={strings.table.addColumn}
            onClick={() => addColumn(block.id, cells.header.length, 0)}
          >
            <Icon name="add" />
          </button>
        </>
      )}
    </div>
  );
}

interface CellProps {
  block: Block;
  cells: TableCells;
  at: Cell;
  text: string;
  entered(): void;
}

function CellField({ block, cells, at, text, entered }: CellProps) {
  const { row, column } = at;
  const table = block.id;
  const alignment = cells.alignments[column] ?? "start";
  const pasted = (event: ClipboardEvent): void => {
    const rows = pastedCells(event.clipboardData?.getData("text/plain") ?? "");
    if (!rows || block.foreign) return;
    event.preventDefault();
    event.stopPropagation();
    void paste(table, cells, at, rows);
  };
  const isHeader = row === 0;
  const field = (
    <SetField
      block={table}
      field={cellField(at)}
      value={text}
      label={isHeader ? strings.table.header(column + 1) : strings.table.cell(row, column + 1)}
      empty=" "
      isReadOnly={block.foreign}
      set={(text) => edit({ do: "set-cell", table, row, column, text })}
      pressed={(event) => cellKey(event, table, cells, at)}
    />
  );
  const shared = { class: `align-${alignment}`, onPaste: pasted, onFocusIn: entered };
  return isHeader ? <th {...shared}>{field}</th> : <td {...shared}>{field}</td>;
}

function cellField({ row, column }: Cell): string {
  return `cell-${row}-${column}`;
}

function enter(table: string, cell: Cell): void {
  focusField(table, cellField(cell));
}

/** What a key does in a cell. Returns whether it does anything that is not usual. */
function cellKey(event: KeyboardEvent, table: string, cells: TableCells, at: Cell): boolean {
  const { row, column } = at;
  const [last, columns] = [cells.rows.length, cells.header.length];
  if (event.altKey) {
    const move = moves(table, cells, at)[event.key];
    if (move) void edit(move.edit).then((isDone) => isDone && enter(table, move.to));
    return move !== undefined;
  }
  switch (event.key) {
    case "Tab": {
      const next = row * columns + column + (event.shiftKey ? -1 : 1);
      if (next < 0) return false;
      const to = { row: Math.floor(next / columns), column: next % columns };
      if (to.row > last) addRow(table, cells, last, 0);
      else enter(table, to);
      return true;
    }
    case "Enter":
      if (event.ctrlKey || event.metaKey || row === last) addRow(table, cells, row, column);
      else enter(table, { row: row + 1, column });
      return true;
    case "ArrowDown":
      if (row === last) return false;
      enter(table, { row: row + 1, column });
      return true;
    case "ArrowUp":
      if (row === 0) return false;
      enter(table, { row: row - 1, column });
      return true;
    default:
      return false;
  }
}

interface Move {
  edit: Edit;
  to: Cell;
}

/** What moves the row or the column of a cell, by key. */
function moves(table: string, cells: TableCells, { row, column }: Cell): Record<string, Move> {
  const found: Record<string, Move> = {};
  const moveRow = (key: string, to: number): void => {
    if (row < 1 || to < 1 || to > cells.rows.length) return;
    const edit: Edit = { do: "move-row", table, from: row - 1, to: to - 1 };
    found[key] = { edit, to: { row: to, column } };
  };
  const moveColumn = (key: string, to: number): void => {
    if (to < 0 || to >= cells.header.length) return;
    found[key] = { edit: { do: "move-column", table, from: column, to }, to: { row, column: to } };
  };
  moveRow("ArrowUp", row - 1);
  moveRow("ArrowDown", row + 1);
  moveColumn("ArrowLeft", column - 1);
  moveColumn("ArrowRight", column + 1);
  return found;
}

/** Puts an empty row in, `at` 0 for the first below the header, and the caret into it. */
function addRow(table: string, cells: TableCells, at: number, column: number): void {
  const empty = cells.header.map(() => "");
  void edit({ do: "splice-rows", table, at, remove: 0, insert: [empty] }).then(
    (isDone) => isDone && enter(table, { row: at + 1, column }),
  );
}

function addColumn(table: string, at: number, row: number): void {
  void edit({ do: "splice-columns", table, at, remove: 0, insert: 1 }).then(
    (isDone) => isDone && enter(table, { row, column: at }),
  );
}

async function paste(table: string, cells: TableCells, at: Cell, rows: string[][]): Promise<void> {
  const body = at.row === 0 ? rows.slice(1) : rows;
  const first = Math.max(0, at.row - 1);
  const under = cells.rows.slice(first, first + body.length);
  if (body.length > 0) {
    const insert = writtenOver(under, body, at.column);
    await edit({ do: "splice-rows", table, at: first, remove: under.length, insert });
  }
  if (at.row !== 0) return;
  for (const [index, text] of (rows[0] ?? []).entries()) {
    const column = at.column + index;
    if (body.length > 0 || column < cells.header.length) {
      await edit({ do: "set-cell", table, row: 0, column, text });
    }
  }
}

const ALIGNMENTS: Alignment[] = ["left", "center", "right"];
const ALIGN_ICONS: Record<Alignment, IconName> = {
  start: "align-left",
  left: "align-left",
  center: "align-center",
  right: "align-right",
};

/** What can be done with the row and the column of the current cell. */
function TableBar({ block, cells, at }: { block: Block; cells: TableCells; at: Cell }) {
  const table = block.id;
  const words = strings.table;
  const move = moves(table, cells, at);
  const { row, column } = at;
  const make = (title: string, icon: IconName, act: (() => unknown) | undefined) => (
    <button
      type="button"
      class="button quiet icon"
      title={title}
      aria-label={title}
      disabled={!act}
      // The caret stays in its cell.
      onMouseDown={(event) => event.preventDefault()}
      onClick={act}
    >
      <Icon name={icon} />
    </button>
  );
  const moving = (key: string): (() => unknown) | undefined => {
    const found = move[key];
    return found && (() => edit(found.edit).then((isDone) => isDone && enter(table, found.to)));
  };
  const deleteRow = (): unknown =>
    edit({ do: "splice-rows", table, at: row - 1, remove: 1, insert: [] }).then(
      (isDone) => isDone && enter(table, { row: Math.min(row, cells.rows.length - 1), column }),
    );
  const deleteColumn = (): unknown =>
    edit({ do: "splice-columns", table, at: column, remove: 1, insert: 0 }).then(
      (isDone) => isDone && enter(table, { row, column: Math.max(0, column - 1) }),
    );
  const current = cells.alignments[column] ?? "start";
  const align = (alignment: Alignment): unknown =>
    edit({ do: "align", table, column, alignment: current === alignment ? "start" : alignment });
  return (
    <div class="table-bar" role="toolbar" aria-label={words.name}>
      <span class="table-bar-name">{words.rowMenu(row)}</span>
      {make(words.rowBelow, "add", () => addRow(table, cells, row, column))}
      {make(words.rowUp, "arrow-up", moving("ArrowUp"))}
      {make(words.rowDown, "arrow-down", moving("ArrowDown"))}
      {make(words.rowDelete, "delete", row > 0 ? deleteRow : undefined)}
      <span class="divider" />
      <span class="table-bar-name">{words.columnMenu(column + 1)}</span>
      {make(words.columnAfter, "add", () => addColumn(table, column + 1, row))}
      {make(words.columnLeft, "chevron-left", moving("ArrowLeft"))}
      {make(words.columnRight, "chevron-right", moving("ArrowRight"))}
      {ALIGNMENTS.map((alignment) =>
        make(words.align[alignment], ALIGN_ICONS[alignment], () => align(alignment)),
      )}
      {make(words.columnDelete, "delete", cells.header.length > 1 ? deleteColumn : undefined)}
    </div>
  );
}
