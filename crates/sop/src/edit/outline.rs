//! The document as a flat list of blocks, each before those inside it, with the values of their
//! fields: what the builder shows.
//!
//! It is made anew after every edit. Blocks that are the same as in the outline before are the very
//! same, so that a caller finds what changed by comparing pointers. Numbers stand beside the blocks:
//! a step that is inserted at the top changes many numbers, and no block below it.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use super::Value;
use super::anatomy::{Located, include_at, line_end, line_start, next_line};
use super::catalogue::kind_name;
use super::fields::fields;
use crate::block::{Alignment, Block, BlockId, BlockKind, Role, Table};
use crate::document::Document;
use crate::index::{Index, Title};
use crate::inline;
use crate::numbering::Numbering;
use crate::words::{self, Words};

/// A document as a flat list.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    blocks: Vec<Arc<OutlineBlock>>,
    numbers: Vec<Box<str>>,
}

/// A block of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineBlock {
    /// What names it.
    pub id: BlockId,
    /// The name of its kind, of the [catalogue](super::catalogue).
    pub kind: &'static str,
    /// How deep it lies, 0 for the outermost.
    pub depth: usize,
    /// The block around it.
    pub parent: Option<BlockId>,
    /// The `id` that it has on the page.
    pub anchor: Option<Box<str>>,
    /// The fields that say something.
    pub fields: Vec<(Cow<'static, str>, Value)>,
    /// The cells, if it is a table.
    pub table: Option<OutlineTable>,
    /// Whether it comes from an included file, and cannot be edited here.
    pub is_foreign: bool,
    /// The include that it is the first block of. Its fields can be set, and the block stands for it
    /// where blocks are moved or taken away.
    pub include: Option<Include>,
}

/// What an include says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Include {
    /// The file, by its path from the folder of the document.
    pub file: Box<str>,
    /// The id of the part of it.
    pub part: Option<Box<str>>,
}

/// The cells of a table, in Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineTable {
    /// The cells of the header.
    pub header: Vec<String>,
    /// The cells of the other rows; each row has as many as there are columns.
    pub rows: Vec<Vec<String>>,
    /// How the columns are aligned.
    pub alignments: Vec<Alignment>,
}

impl Outline {
    /// Makes the outline of a document; what is the same as in `previous` is taken from it.
    pub fn of(document: &Document, source: &str, previous: Option<&Self>) -> Self {
        let front_matter = document.front_matter();
        let title = match front_matter.title() {
            Some(_) => Title::FrontMatter,
            None => Title::Heading,
        };
        let numbering = Numbering::of(front_matter);
        let known = previous.map_or(&[][..], |previous| &previous.blocks);
        let mut writer = Writer {
            document,
            source,
            index: Index::with_ordinals(document.blocks(), numbering, title),
            words: words::of(front_matter.language()),
            known: known.iter().map(|block| (&block.id, block)).collect(),
            outline: Self::default(),
        };
        writer.blocks((None, None), document.blocks().len(), 0);
        writer.outline
    }

    /// Returns the blocks in the order of the document.
    pub fn blocks(&self) -> &[Arc<OutlineBlock>] {
        &self.blocks
    }

    /// Returns what each block shows as its number; empty where it has none.
    pub fn numbers(&self) -> &[Box<str>] {
        &self.numbers
    }
}

/// Makes the outline of a document.
pub fn outline(document: &Document, source: &str) -> Outline {
    Outline::of(document, source, None)
}

struct Writer<'d> {
    document: &'d Document,
    source: &'d str,
    index: Index,
    words: &'static Words,
    known: HashMap<&'d BlockId, &'d Arc<OutlineBlock>>,
    outline: Outline,
}

impl<'d> Writer<'d> {
    fn blocks(
        &mut self,
        around: (Option<&'d Block>, Option<&'d Block>),
        count: usize,
        depth: usize,
    ) {
        for place in 0..count {
            let Some(located) = Located::at(self.document, around, place) else { continue };
            let block = located.block;
            let made = self.block(&located, depth);
            let same = self.known.get(block.id()).filter(|known| ****known == made);
            let made = same.map_or_else(|| Arc::new(made), |known| Arc::clone(known));
            self.outline.blocks.push(made);
            self.outline.numbers.push(self.number(block).into());
            self.blocks((around.1, Some(block)), block.children().len(), depth + 1);
        }
    }

    fn block(&self, located: &Located<'d>, depth: usize) -> OutlineBlock {
        let block = located.block;
        let is_foreign = located.is_foreign(self.source);
        let table = match block.kind() {
            BlockKind::Table(table) if is_foreign => Some(plain_cells(table)),
            BlockKind::Table(table) => Some(cells(self.source, located, table)),
            _ => None,
        };
        OutlineBlock {
            id: block.id().clone(),
            kind: kind_name(block.kind()),
            depth,
            parent: located.parent.map(|parent| parent.id().clone()),
            anchor: block.anchor().map(Box::from),
            fields: fields(self.source, located),
            table,
            is_foreign,
            include: if is_foreign { self.include(located) } else { None },
        }
    }

    fn include(&self, located: &Located<'d>) -> Option<Include> {
        let is_there = |block: &Block| self.document.span(block.id()) == Some(located.span);
        let before = located.place.checked_sub(1).map(|place| &located.siblings[place]);
        if located.parent.into_iter().chain(before).any(is_there) {
            return None;
        }
        let document = include_at(self.source, located.span)?;
        let said = document.blocks().first()?.attributes();
        let part = said.get("part").filter(|part| !part.is_empty()).map(Box::from);
        Some(Include { file: said.get("file")?.into(), part })
    }

    fn number(&self, block: &Block) -> String {
        let own = || self.index.number(block).unwrap_or_default();
        let with_word = |pattern: &str| match own() {
            "" => String::new(),
            number => words::numbered(pattern, number),
        };
        match block.kind() {
            BlockKind::Section { .. } => own().to_owned(),
            BlockKind::Step { .. } | BlockKind::Item { .. } => {
                self.index.ordinal(block).unwrap_or_default().to_owned()
            }
            BlockKind::Figure { .. } => with_word(self.words.figure),
            BlockKind::Container { role: Role::Figure | Role::Grid, .. } => {
                with_word(self.words.figure)
            }
            BlockKind::Container { role: Role::Table, .. } => with_word(self.words.table),
            _ => String::new(),
        }
    }
}

/// Returns the cells as the source has them; as plain text, where they cannot be found there.
fn cells(source: &str, located: &Located<'_>, table: &Table) -> OutlineTable {
    let columns = table.header.len();
    let mut rows = Vec::with_capacity(table.rows.len() + 1);
    let mut start = line_start(source, located.span.start);
    let mut text = located.span.start;
    for line in 0..table.rows.len() + 2 {
        let end = line_end(source, text.max(start));
        // The second line says how columns are aligned.
        if line != 1 {
            let row = source[text.max(start)..end].trim_start_matches([' ', '\t', '>']);
            rows.push(row_cells(row, columns));
        }
        start = next_line(source, end);
        text = start;
    }
    let is_whole = line_start(source, located.span.end) <= start
        && rows.first().is_some_and(|header| header.len() == columns);
    if !is_whole {
        return plain_cells(table);
    }
    let header = rows.remove(0);
    OutlineTable { header, rows, alignments: table.alignments.clone() }
}

/// Splits a row at the bars that are not escaped.
fn row_cells(row: &str, columns: usize) -> Vec<String> {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let mut cells = Vec::with_capacity(columns);
    let mut cell = String::new();
    let mut chars = row.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.peek() == Some(&'|') => cell.extend(chars.next()),
            '\\' => {
                cell.push(c);
                cell.extend(chars.next());
            }
            '|' => cells.push(std::mem::take(&mut cell)),
            c => cell.push(c),
        }
    }
    if !cell.trim().is_empty() {
        cells.push(cell);
    }
    cells.resize(columns, String::new());
    cells.into_iter().map(|cell| cell.trim().to_owned()).collect()
}

fn plain_cells(table: &Table) -> OutlineTable {
    let row = |row: &Vec<Vec<inline::Inline>>| {
        row.iter().map(|cell| inline::plain_text(cell)).collect::<Vec<_>>()
    };
    OutlineTable {
        header: row(&table.header),
        rows: table.rows.iter().map(row).collect(),
        alignments: table.alignments.clone(),
    }
}
