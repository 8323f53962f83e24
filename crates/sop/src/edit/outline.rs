//! The document as a flat list of blocks, each before those inside it, with the values of their
//! fields: what the builder shows.
//!
//! It follows the document from edit to edit, and makes anew only what an edit reaches where that is
//! known. Blocks that are the same as before are the very same. Numbers stand beside the blocks: a
//! step that is inserted at the top changes many numbers, and no block below it.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
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
    /// Where each outermost block is in the list.
    starts: Vec<usize>,
    /// Names the state of the document.
    state: Option<Arc<()>>,
    index: Arc<Index>,
}

/// How an outline changed.
#[derive(Debug)]
pub struct OutlineChange {
    /// Which blocks; a block that is the same as before may be among the new ones.
    pub blocks: Option<Replaced<Arc<OutlineBlock>>>,
    /// Which numbers.
    pub numbers: Option<Replaced<Box<str>>>,
}

/// A run of a list that has taken the place of another one.
#[derive(Debug)]
pub struct Replaced<T> {
    /// Where it is by now.
    pub range: Range<usize>,
    /// What was there, from the beginning of the range on.
    pub removed: Vec<T>,
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
        let mut outline = previous.cloned().unwrap_or_default();
        outline.follow(document, source);
        outline
    }

    /// Becomes that of another document, or of another state of the same; returns what changed.
    pub fn follow(&mut self, document: &Document, source: &str) -> OutlineChange {
        let numbering = Numbering::of(document.front_matter());
        let change = self.state.as_ref().and_then(|state| document.change_since(state));
        let (old, new) = match change {
            // No other block shows anything else, so the index is the same.
            Some(change) => (change.old.clone(), change.old.start..change.old.start + change.count),
            None => {
                let title = match document.front_matter().title() {
                    Some(_) => Title::FrontMatter,
                    None => Title::Heading,
                };
                self.index = Arc::new(Index::of(document.blocks(), numbering, title));
                (0..self.starts.len(), 0..document.blocks().len())
            }
        };
        self.state = Some(Arc::clone(document.state()));
        let start = |place: usize| self.starts.get(place).copied().unwrap_or(self.blocks.len());
        let (first, was) = (start(old.start), start(old.start)..start(old.end));
        let mut writer = Writer {
            document,
            source,
            index: &self.index,
            ordinals: self.index.ordinals(&document.blocks()[new.clone()], numbering),
            words: words::of(document.front_matter().language()),
            known: self.blocks[was.clone()].iter().map(|block| (&block.id, block)).collect(),
            blocks: Vec::new(),
            numbers: Vec::new(),
        };
        let mut starts = Vec::with_capacity(new.len());
        for place in new {
            starts.push(first + writer.blocks.len());
            writer.write((None, None), place, 0);
        }
        let Writer { blocks, numbers, .. } = writer;
        let behind = old.start + starts.len();
        let (length, end) = (blocks.len(), was.end);
        self.starts.splice(old, starts);
        for start in &mut self.starts[behind..] {
            *start = *start - end + first + length;
        }
        OutlineChange {
            blocks: replace(&mut self.blocks, was.clone(), blocks, Arc::ptr_eq),
            numbers: replace(&mut self.numbers, was, numbers, |one, other| one == other),
        }
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

/// Puts a list in the place of a part of another one; returns what of it changed.
fn replace<T>(
    list: &mut Vec<T>,
    range: Range<usize>,
    mut with: Vec<T>,
    same: impl Fn(&T, &T) -> bool,
) -> Option<Replaced<T>> {
    let old = &list[range.clone()];
    let before = old.iter().zip(&with).take_while(|(old, new)| same(old, new)).count();
    let rest = old[before..].iter().rev().zip(with[before..].iter().rev());
    let behind = rest.take_while(|(old, new)| same(old, new)).count();
    with.truncate(with.len() - behind);
    with.drain(..before);
    let (start, end) = (range.start + before, range.end - behind);
    let range = start..start + with.len();
    let removed: Vec<T> = list.splice(start..end, with).collect();
    (!removed.is_empty() || !range.is_empty()).then_some(Replaced { range, removed })
}

struct Writer<'d, 'o> {
    document: &'d Document,
    source: &'d str,
    index: &'o Index,
    ordinals: HashMap<&'d BlockId, String>,
    words: &'static Words,
    known: HashMap<&'o BlockId, &'o Arc<OutlineBlock>>,
    blocks: Vec<Arc<OutlineBlock>>,
    numbers: Vec<Box<str>>,
}

impl<'d> Writer<'d, '_> {
    /// Writes the block at a place inside of the second of two blocks, and all that lies in it.
    fn write(
        &mut self,
        around: (Option<&'d Block>, Option<&'d Block>),
        place: usize,
        depth: usize,
    ) {
        let Some(located) = Located::at(self.document, around, place) else { return };
        let block = located.block;
        let made = self.block(&located, depth);
        let same = self.known.get(block.id()).filter(|known| ****known == made);
        let made = same.map_or_else(|| Arc::new(made), |known| Arc::clone(known));
        self.blocks.push(made);
        self.numbers.push(self.number(block).into());
        for place in 0..block.children().len() {
            self.write((around.1, Some(block)), place, depth + 1);
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
                self.ordinals.get(block.id()).cloned().unwrap_or_default()
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
