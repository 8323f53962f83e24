//! Ids and names of footnotes, which change together with whatever names them.

use super::{Setter, Ways, replace};
use crate::attributes;
use crate::block::Block;
use crate::document::Document;
use crate::edit::anatomy::{note_label, other_dialect};
use crate::edit::list::Key;
use crate::edit::{Refusal, TextEdit, Value};
use crate::identity;
use crate::inline::{self, Inline};
use crate::span::Span;

/// A name that gives way to another one.
pub(super) enum Renamed {
    /// The id of a block, which references and links have.
    Id(Box<str>),
    /// The name of a footnote.
    Footnote(Box<str>),
}

impl Renamed {
    /// Whether the text of a block itself has the name.
    pub(super) fn is_in(&self, block: &Block) -> bool {
        match self {
            Self::Footnote(name) => block.references.footnotes.contains(name),
            Self::Id(id) => {
                block
                    .references
                    .blocks
                    .iter()
                    .any(|of| of.target == *id || of.last.as_ref() == Some(id))
                    || block.kind().texts().into_iter().any(|text| has_link_to(text, id))
            }
        }
    }

    /// Returns where the name stands in a text.
    fn places(&self, text: &str) -> Vec<usize> {
        let (name, ways) = match self {
            Self::Footnote(name) => (name, &[("[^", "]")][..]),
            Self::Id(id) => (id, FORMS),
        };
        let found = ways.iter().flat_map(|(before, behind)| {
            let written = format!("{before}{name}{behind}");
            let places: Vec<usize> = text.match_indices(&written).map(|(place, _)| place).collect();
            places.into_iter().map(|place| place + before.len())
        });
        let mut places: Vec<usize> = found.collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    fn len(&self) -> usize {
        let (Self::Id(name) | Self::Footnote(name)) = self;
        name.len()
    }

    /// Returns what a field says that has the name.
    pub(super) fn in_value(&self, value: &Value, new: &str) -> Value {
        let Value::Text(text) = value else { return value.clone() };
        let mut text = text.clone();
        for place in self.places(&text).into_iter().rev() {
            text.replace_range(place..place + self.len(), new);
        }
        Value::Text(text)
    }

    /// Returns the edits that write another name wherever this one is.
    fn edits(&self, document: &Document, source: &str, new: &str) -> Vec<TextEdit> {
        let mut edits = Vec::new();
        self.push_edits(document, document.blocks(), source, new, &mut edits);
        edits.sort_by_key(|edit| edit.span.start);
        edits.dedup();
        edits
    }

    fn push_edits(
        &self,
        document: &Document,
        blocks: &[Block],
        source: &str,
        new: &str,
        edits: &mut Vec<TextEdit>,
    ) {
        for block in blocks {
            let own = if self.is_in(block) { own_spans(document, block) } else { Vec::new() };
            for span in own {
                for place in self.places(&source[span.range()]) {
                    let start = span.start + place;
                    edits.push(replace(Span { start, end: start + self.len() }, new));
                }
            }
            self.push_edits(document, block.children(), source, new, edits);
        }
    }
}

/// What stands before and behind an id where it is named.
const FORMS: &[(&str, &str)] =
    &[("@step(", ")"), ("@step(", ".."), ("..", ")"), ("](#", ")"), ("](#", " ")];

/// Returns where a block stands, without the blocks in it.
fn own_spans(document: &Document, block: &Block) -> Vec<Span> {
    let span_of = |block: &Block| document.span(block.id()).unwrap_or_default();
    let whole = span_of(block);
    let mut spans = Vec::new();
    let mut start = whole.start;
    for inner in block.children().iter().map(span_of) {
        spans.push(Span { start, end: inner.start.clamp(start, whole.end) });
        start = inner.end.clamp(start, whole.end);
    }
    spans.push(Span { start, end: whole.end });
    spans
}

fn has_link_to(text: &[Inline], id: &str) -> bool {
    let mut is_there = false;
    inline::visit(text, &mut |inline| {
        if let Inline::Link { url, .. } = inline {
            is_there |= url.strip_prefix('#') == Some(id);
        }
    });
    is_there
}

impl Setter<'_> {
    /// Gives a block an id, and that to all that names it.
    pub(super) fn id(&self, renamed: Option<&Renamed>) -> Ways {
        let id = self.plain();
        if id.is_empty() {
            return self.in_list(Key::Id, Vec::new());
        }
        if !id.chars().all(attributes::is_name) {
            return Err(Refusal::new("an id has letters, digits, `-`, `_`, `.` and `:` only")
                .hint("write `-` for a space"));
        }
        if has_id(self.located.document.blocks(), id) {
            return Err(Refusal::new(format!("the id `{id}` is already taken"))
                .hint("give each block an id of its own"));
        }
        let alone = self.in_list(Key::Id, vec![format!("#{id}")])?;
        let Some(renamed) = renamed else { return Ok(alone) };
        let named = renamed.edits(self.located.document, self.source, id);
        let together = alone.iter().map(|edits| {
            let mut edits = [edits.as_slice(), &named].concat();
            edits.sort_by_key(|edit| edit.span.start);
            edits
        });
        // Where the id cannot be changed in all places, what still names the old one is a finding.
        Ok(together.chain(alone.clone()).collect())
    }

    /// Changes the name of a footnote, and of all references to it.
    pub(super) fn note_name(&self, renamed: Option<&Renamed>) -> Ways {
        let new = self.plain();
        let is_name = |c: char| !c.is_whitespace() && !matches!(c, '[' | ']' | '\\');
        if new.is_empty() || !new.chars().all(is_name) {
            return Err(Refusal::new("a footnote needs a name without spaces and brackets"));
        }
        let label = note_label(self.source, &self.located).ok_or_else(other_dialect)?;
        let named = renamed.map(|renamed| renamed.edits(self.located.document, self.source, new));
        let mut edits = named.unwrap_or_default();
        edits.push(replace(label, new));
        edits.sort_by_key(|edit| edit.span.start);
        edits.dedup();
        Ok(vec![edits])
    }
}

fn has_id(blocks: &[Block], id: &str) -> bool {
    let is_reserved = identity::is_reserved(id);
    is_reserved
        || blocks.iter().any(|block| {
            block.attributes().id.as_deref() == Some(id)
                || !block.children().is_empty() && has_id(block.children(), id)
        })
}
