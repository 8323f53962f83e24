//! Edits by block: what a form, a drag or a click means, as the smallest edits of the source.
//!
//! | module | what it is for |
//! |---|---|
//! | [`catalogue`] | which blocks there are, with the fields of each |
//! | `anatomy` | where the parts of a block stand: marks, text, attributes, fences |
//! | `fields` | what the fields of a block say |
//! | [`outline`](mod@outline) | the document as a flat list of blocks with the values of their fields |
//! | `set` | a field gets another value |
//! | `list` | an attribute list with one item changed |
//! | `front` | a key of the front matter gets another value |
//! | `check` | whether an edit does what it is meant to do, and nothing else |
//!
//! The source stays the one truth: an edit names blocks of a [`Document`] and
//! comes back as [`TextEdit`]s of the source that it was parsed from. Whatever they do not touch
//! stays byte for byte as its author wrote it.

use crate::block::BlockId;
use crate::document::Document;
use crate::span::Span;

pub mod catalogue;
pub mod outline;

mod anatomy;
mod check;
mod fields;
mod front;
mod list;
mod set;
mod snippets;
mod structure;
mod table;
mod templates;

pub use outline::{Include, Outline, OutlineBlock, OutlineChange, OutlineTable, Replaced};
pub use templates::{TEMPLATES, template};

/// A piece of text put in the place of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEdit {
    /// What is taken away; empty where text is only put in.
    pub span: Span,
    /// What is put there.
    pub text: String,
}

/// The value of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing: the field is not said, or is taken away.
    Absent,
    /// Text, in Markdown or plain as the field's control says.
    Text(String),
    /// Whether something is so.
    Switch(bool),
    /// Several texts.
    Texts(Vec<String>),
}

/// Where blocks are put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Directly before a block, beside it.
    Before(BlockId),
    /// Directly behind a block, beside it.
    After(BlockId),
    /// As the first blocks inside a block.
    First(BlockId),
    /// As the last blocks inside a block.
    Last(BlockId),
    /// At the end of the document.
    End,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Gives a field of a block a value.
    Set {
        /// The block.
        block: BlockId,
        /// The name of the field.
        field: String,
        /// Its new value.
        value: Value,
    },
    /// Gives a key of the front matter a value; without a value it is taken away.
    SetFrontMatter {
        /// The key.
        key: String,
        /// Its new value.
        value: Option<crate::yaml::Value>,
    },
    /// Puts in a new block.
    Insert {
        /// Which one: an entry of the catalogue.
        entry: String,
        /// Where.
        place: Place,
        /// Its text, in place of that of the catalogue.
        text: Option<String>,
    },
    /// Puts in what a piece of Markdown has.
    InsertSource {
        /// The Markdown.
        source: String,
        /// Where.
        place: Place,
    },
    /// Takes blocks away, with all below them.
    Delete {
        /// The blocks.
        blocks: Vec<BlockId>,
    },
    /// Puts a copy of blocks directly behind the last of them. Ids of the author's own are left out
    /// of the copy: each names one block.
    Duplicate {
        /// The blocks.
        blocks: Vec<BlockId>,
    },
    /// Moves blocks, with all below them, in the order of the document.
    Move {
        /// The blocks.
        blocks: Vec<BlockId>,
        /// Where to.
        place: Place,
    },
    /// Makes steps or items sub-steps of the one before them.
    Nest {
        /// The steps or items.
        blocks: Vec<BlockId>,
    },
    /// Makes sub-steps steps of the level above.
    Unnest {
        /// The steps or items.
        blocks: Vec<BlockId>,
    },
    /// Parts an entry behind its head, so that a text can be written there.
    Part {
        /// The entry.
        block: BlockId,
    },
    /// Gives a cell of a table a text.
    SetCell {
        /// The table.
        table: BlockId,
        /// The row, 0 for the header.
        row: usize,
        /// The column, from 0.
        column: usize,
        /// The text, in Markdown, in one line.
        text: String,
    },
    /// Puts rows into a table, in the place of others.
    SpliceRows {
        /// The table.
        table: BlockId,
        /// The first row that is replaced, 0 for the first below the header.
        at: usize,
        /// How many are taken away.
        remove: usize,
        /// What is put there: the texts of the cells. Columns that a table lacks are added.
        insert: Vec<Vec<String>>,
    },
    /// Puts columns into a table, in the place of others.
    SpliceColumns {
        /// The table.
        table: BlockId,
        /// The first column that is replaced, from 0.
        at: usize,
        /// How many are taken away.
        remove: usize,
        /// How many empty ones are put there.
        insert: usize,
    },
    /// Moves a row of a table.
    MoveRow {
        /// The table.
        table: BlockId,
        /// The row, 0 for the first below the header.
        from: usize,
        /// The row that it will be.
        to: usize,
    },
    /// Moves a column of a table.
    MoveColumn {
        /// The table.
        table: BlockId,
        /// The column, from 0.
        from: usize,
        /// The column that it will be.
        to: usize,
    },
    /// Aligns a column of a table.
    Align {
        /// The table.
        table: BlockId,
        /// The column, from 0.
        column: usize,
        /// How.
        alignment: crate::block::Alignment,
    },
}

/// Why an edit cannot be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Why: lower case, no full stop.
    pub message: String,
    /// The way out, if there is one.
    pub hint: Option<String>,
}

impl Refusal {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), hint: None }
    }

    pub(crate) fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }
}

/// Where the text of a field stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextRange {
    /// The text, without its attributes, marks and boxes. It is empty where typed text would become
    /// the text of the block.
    pub span: Span,
    /// What stands in front of each line but the first: white space and quote marks, which are no
    /// part of the text.
    pub prefix: String,
}

/// Returns where the text of a field in Markdown stands. Attributes that stand inside of a text are
/// part of it here.
///
/// # Errors
/// If the field has no such text, or it is written in a way that has no place for it.
pub fn text_range(
    document: &Document,
    source: &str,
    block: &BlockId,
    field: &str,
) -> Result<TextRange, Refusal> {
    set::text_range(document, source, block, field)
}

/// Returns the edits of the source that an edit by block is, in order and without overlaps.
///
/// # Errors
/// If it cannot be done without doing something else, too.
pub fn text_edits(
    document: &Document,
    source: &str,
    edit: &Edit,
) -> Result<Vec<TextEdit>, Refusal> {
    match edit {
        Edit::Set { block, field, value } => set::edits(document, source, block, field, value),
        Edit::Part { block } => set::part(document, source, block),
        Edit::SetFrontMatter { key, value } => front::edits(document, source, key, value.as_ref()),
        Edit::SetCell { .. }
        | Edit::SpliceRows { .. }
        | Edit::SpliceColumns { .. }
        | Edit::MoveRow { .. }
        | Edit::MoveColumn { .. }
        | Edit::Align { .. } => table::edits(document, source, edit),
        _ => structure::edits(document, source, edit),
    }
}

/// Returns a source with edits applied, which are in order and without overlaps.
pub fn apply(source: &str, edits: &[TextEdit]) -> String {
    let mut text = String::with_capacity(source.len());
    let mut copied = 0;
    for TextEdit { span, text: new } in edits {
        text.push_str(source.get(copied..span.start).unwrap_or_default());
        text.push_str(new);
        copied = span.end.max(copied);
    }
    text.push_str(source.get(copied..).unwrap_or_default());
    text
}
