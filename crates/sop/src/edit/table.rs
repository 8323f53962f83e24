//! Tables: cells, rows and columns, each changed where it stands.
//!
//! A row that is not touched stays as its author wrote it, with or without bars at its ends and
//! however it is filled up with spaces.

use std::ops::Range;

use super::anatomy::{Located, line_end, line_start, next_line, other_dialect, path_of};
use super::{Edit, Refusal, TextEdit, apply};
use crate::block::{Alignment, Block, BlockId, BlockKind, Table};
use crate::document::Document;
use crate::span::Span;

/// Returns the edits of the source that an edit of a table is.
pub(crate) fn edits(
    document: &Document,
    source: &str,
    edit: &Edit,
) -> Result<Vec<TextEdit>, Refusal> {
    let grid = |table: &BlockId| Grid::of(document, source, table);
    let (grid, edits) = match edit {
        Edit::SetCell { table, row, column, text } => {
            let grid = grid(table)?;
            let edits = grid.set_cell(*row, *column, text)?;
            (grid, edits)
        }
        Edit::SpliceRows { table, at, remove, insert } => {
            let grid = grid(table)?;
            let edits = grid.splice_rows(*at, *remove, insert)?;
            (grid, edits)
        }
        Edit::SpliceColumns { table, at, remove, insert } => {
            let grid = grid(table)?;
            let edits = grid.splice_columns(*at, *remove, *insert)?;
            (grid, edits)
        }
        Edit::MoveRow { table, from, to } => {
            let grid = grid(table)?;
            let edits = grid.move_row(*from, *to)?;
            (grid, edits)
        }
        Edit::MoveColumn { table, from, to } => {
            let grid = grid(table)?;
            let edits = grid.move_column(*from, *to)?;
            (grid, edits)
        }
        Edit::Align { table, column, alignment } => {
            let grid = grid(table)?;
            let edits = grid.align(*column, *alignment)?;
            (grid, edits)
        }
        _ => return Err(Refusal::new("this is no edit of a table")),
    };
    grid.checked(document, edits)
}

/// A table as it stands in the source.
struct Grid<'s> {
    source: &'s str,
    path: Vec<usize>,
    columns: usize,
    /// The header, the line below it, and all other rows.
    lines: Vec<Line>,
}

/// A line of a table.
struct Line {
    /// The whole line, with its prefix and its end.
    whole: Span,
    /// Without both.
    text: Span,
    /// Where the cells stand, without the spaces around their text. Fewer than there are columns
    /// if the row is short.
    cells: Vec<Span>,
}

impl<'s> Grid<'s> {
    fn of(document: &Document, source: &'s str, id: &BlockId) -> Result<Self, Refusal> {
        let missing = || Refusal::new(format!("there is no table {id}"));
        let path = path_of(document.blocks(), id).ok_or_else(missing)?;
        let located = Located::along(document, &path).ok_or_else(missing)?;
        if located.is_foreign(source) {
            return Err(Refusal::new("this table stands in another file").hint("edit that file"));
        }
        let BlockKind::Table(table) = &located.block.kind else {
            return Err(Refusal::new("this block is no table"));
        };
        let mut lines = Vec::new();
        let mut start = located.span.start;
        for _ in 0..table.rows.len() + 2 {
            let line = line_start(source, start);
            let end = line_end(source, start);
            let marks = source[start..end].len()
                - source[start..end].trim_start_matches([' ', '\t', '>']).len();
            let text = start + marks;
            let text = Span { start: text, end: text + source[text..end].trim_end().len() };
            let whole = Span { start: line, end: next_line(source, end) };
            lines.push(Line { whole, text, cells: cells(source, text) });
            start = whole.end.min(source.len());
        }
        let columns = table.header.len();
        if lines[0].cells.len() != columns || lines[1].cells.len() != columns {
            return Err(other_dialect());
        }
        Ok(Self { source, path, columns, lines })
    }

    fn line(&self, row: usize) -> Result<&Line, Refusal> {
        let at = if row == 0 { 0 } else { row + 1 };
        self.lines.get(at).ok_or_else(|| Refusal::new(format!("the table has no row {row}")))
    }

    fn check_column(&self, column: usize) -> Result<(), Refusal> {
        let is_there = column < self.columns;
        is_there
            .then_some(())
            .ok_or_else(|| Refusal::new(format!("the table has no column {column}")))
    }

    fn set_cell(&self, row: usize, column: usize, text: &str) -> Result<Vec<TextEdit>, Refusal> {
        self.check_column(column)?;
        let line = self.line(row)?;
        let text = written(text);
        let edit = match line.cells.get(column) {
            Some(cell) if cell.start == cell.end => TextEdit {
                // Between two bars without a space, or with one or two.
                span: *cell,
                text: padded(self.source, *cell, &text),
            },
            Some(cell) => TextEdit { span: *cell, text },
            None => {
                let end = line.text.end;
                let is_closed = self.source[line.text.range()].ends_with('|');
                let mut more = String::from(if is_closed { "" } else { " |" });
                more.push_str(&"  |".repeat(column - line.cells.len()));
                more.push_str(&format!(" {text} |"));
                TextEdit { span: Span { start: end, end }, text: more }
            }
        };
        Ok(vec![edit])
    }

    /// Returns a new row in the way of the others.
    fn row(&self, cells: &[String]) -> String {
        let last = self.lines.last().map_or(Span::default(), |line| line.whole);
        let own = &self.lines[self.lines.len() - 1];
        let prefix: String = self.source[last.start..own.text.start]
            .chars()
            .map(|c| if matches!(c, '>' | '\t') { c } else { ' ' })
            .collect();
        let cell = |at: usize| cells.get(at).map(|cell| written(cell)).unwrap_or_default();
        let cells: Vec<String> = (0..self.columns.max(cells.len())).map(cell).collect();
        format!("{prefix}| {} |{}", cells.join(" | "), self.newline())
    }

    fn newline(&self) -> &'static str {
        if self.source.contains("\r\n") { "\r\n" } else { "\n" }
    }

    fn splice_rows(
        &self,
        at: usize,
        remove: usize,
        insert: &[Vec<String>],
    ) -> Result<Vec<TextEdit>, Refusal> {
        let rows = self.lines.len() - 2;
        if at > rows || remove > rows - at {
            return Err(Refusal::new(format!("the table has {rows} rows")));
        }
        let widest = insert.iter().map(Vec::len).max().unwrap_or_default();
        let mut edits = Vec::new();
        if widest > self.columns {
            edits.extend(self.splice_columns(self.columns, 0, widest - self.columns)?);
        }
        let start = self.lines[at + 1].whole.end;
        let end = self.lines[at + 1 + remove].whole.end;
        let mut text: String = insert.iter().map(|cells| self.row(cells)).collect();
        let is_open = start == self.source.len() && !self.source.ends_with(['\n', '\r']);
        if is_open && !text.is_empty() {
            text = format!("{}{}", self.newline(), text.trim_end_matches(['\n', '\r']));
        }
        // Rows that are replaced anyway get no new columns.
        edits.retain(|edit: &TextEdit| edit.span.start < start || edit.span.start >= end);
        edits.push(TextEdit { span: Span { start, end }, text });
        edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
        Ok(edits)
    }

    fn splice_columns(
        &self,
        at: usize,
        remove: usize,
        insert: usize,
    ) -> Result<Vec<TextEdit>, Refusal> {
        if at > self.columns || remove > self.columns - at {
            return Err(Refusal::new(format!("the table has {} columns", self.columns)));
        }
        if remove == self.columns && insert == 0 {
            return Err(Refusal::new("a table has at least one column").hint("delete the table"));
        }
        self.rewritten(|number, cells| {
            let empty = if number == 1 { "---" } else { "" };
            cells.splice(at..at + remove, vec![empty.to_owned(); insert]);
        })
    }

    fn move_row(&self, from: usize, to: usize) -> Result<Vec<TextEdit>, Refusal> {
        let rows = self.lines.len() - 2;
        if from >= rows || to >= rows {
            return Err(Refusal::new(format!("the table has {rows} rows")));
        }
        let line = |row: usize| self.lines[row + 2].whole;
        let (moved, target) = (line(from), line(to));
        let mut text = self.source[moved.range()].trim_end_matches(['\n', '\r']).to_owned();
        if from == to {
            return Ok(Vec::new());
        }
        if to > from {
            let at = target.end;
            let is_open = !self.source[..at].ends_with(['\n', '\r']);
            text =
                if is_open { format!("{}{text}", self.newline()) } else { text + self.newline() };
            return Ok(vec![
                TextEdit { span: moved, text: String::new() },
                TextEdit { span: Span { start: at, end: at }, text },
            ]);
        }
        let at = target.start;
        // The last line of a source may have no end, which then goes with the one before it.
        let mut gone = moved;
        if !self.source[moved.range()].ends_with(['\n', '\r']) {
            gone.start -= self.newline().len();
        }
        Ok(vec![
            TextEdit { span: Span { start: at, end: at }, text: text + self.newline() },
            TextEdit { span: gone, text: String::new() },
        ])
    }

    fn move_column(&self, from: usize, to: usize) -> Result<Vec<TextEdit>, Refusal> {
        self.check_column(from)?;
        self.check_column(to)?;
        self.rewritten(|_, cells| {
            let cell = cells.remove(from);
            cells.insert(to, cell);
        })
    }

    fn align(&self, column: usize, alignment: Alignment) -> Result<Vec<TextEdit>, Refusal> {
        self.check_column(column)?;
        let cell = self.lines[1].cells[column];
        let dashes = self.source[cell.range()].matches('-').count().max(1);
        let dashes = "-".repeat(dashes);
        let text = match alignment {
            Alignment::Start => dashes,
            Alignment::Left => format!(":{dashes}"),
            Alignment::Center => format!(":{dashes}:"),
            Alignment::Right => format!("{dashes}:"),
        };
        Ok(vec![TextEdit { span: cell, text }])
    }

    /// Writes all rows anew, with their cells changed.
    fn rewritten(
        &self,
        change: impl Fn(usize, &mut Vec<String>),
    ) -> Result<Vec<TextEdit>, Refusal> {
        let edits = self.lines.iter().enumerate().map(|(number, line)| {
            let mut cells: Vec<String> =
                line.cells.iter().map(|cell| self.source[cell.range()].to_owned()).collect();
            cells.resize(self.columns, String::new());
            change(number, &mut cells);
            TextEdit { span: line.text, text: format!("| {} |", cells.join(" | ")) }
        });
        Ok(edits.filter(|edit| edit.text != self.source[edit.span.range()]).collect())
    }

    /// Returns the edits if what stands beside the table stays as it is.
    fn checked(&self, document: &Document, edits: Vec<TextEdit>) -> Result<Vec<TextEdit>, Refusal> {
        let edited = document.edited(&apply(self.source, &edits));
        let is_right = is_same_but(document.blocks(), edited.blocks(), &self.path);
        is_right.then_some(edits).ok_or_else(|| {
            Refusal::new("this cannot be done without changing something else")
                .hint("edit the table as source")
        })
    }
}

fn is_same_but(old: &[Block], new: &[Block], path: &[usize]) -> bool {
    old.len() == new.len()
        && old.iter().zip(new).enumerate().all(|(place, (old, new))| match path.split_first() {
            Some((at, below)) if *at == place => match (&old.kind, &new.kind) {
                (BlockKind::Table(_), BlockKind::Table(Table { .. })) if below.is_empty() => true,
                (a, b) => a == b && is_same_but(&old.children, &new.children, below),
            },
            _ => old.fingerprint() == new.fingerprint(),
        })
}

/// Returns where the cells of a row stand, without the spaces around them.
fn cells(source: &str, row: Span) -> Vec<Span> {
    let text = &source[row.range()];
    let mut bars: Vec<Range<usize>> = Vec::new();
    let mut start = usize::from(text.starts_with('|'));
    let mut is_escaped = false;
    let first = start;
    for (at, c) in text.char_indices().skip_while(|(at, _)| *at < first) {
        if c == '|' && !is_escaped {
            bars.push(start..at);
            start = at + 1;
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    if start < text.len() {
        bars.push(start..text.len());
    }
    bars.into_iter()
        .map(|cell| {
            let whole = &text[cell.clone()];
            let begin = whole.len() - whole.trim_start().len();
            let length = whole.trim().len();
            // In an empty cell, behind its first space.
            let begin = if length == 0 { whole.len().min(1) } else { begin };
            let start = row.start + cell.start + begin;
            Span { start, end: start + length }
        })
        .collect()
}

/// Writes the text of a cell: in one line, and without bars that would end it.
fn written(text: &str) -> String {
    let mut cell = String::new();
    let mut is_escaped = false;
    for c in text.trim().replace("\r\n", "\n").chars() {
        match c {
            '|' if !is_escaped => cell.push_str("\\|"),
            '\n' | '\r' => cell.push_str("<br>"),
            c => cell.push(c),
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    // A backslash at the end would take the bar behind it into the cell.
    if is_escaped {
        cell.push('\\');
    }
    cell
}

/// Returns the text of a cell that was empty, with a space to the bars that have none.
fn padded(source: &str, cell: Span, text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let before = if source[..cell.start].ends_with(' ') { "" } else { " " };
    let behind = if source[cell.end..].starts_with(' ') { "" } else { " " };
    format!("{before}{text}{behind}")
}
