//! What every rule is given: the document as a row of blocks, with their places.

use std::cell::OnceCell;

use super::{Profile, Settings};
use crate::block::{Block, BlockKind};
use crate::date::Date;
use crate::document::Document;
use crate::inline::Inline;
use crate::span::Span;

/// A document that is checked.
pub(super) struct Subject<'a> {
    pub(super) document: &'a Document,
    pub(super) source: &'a str,
    pub(super) today: Option<Date>,
    pub(super) profile: Profile,
    /// All blocks in the order of the source, each before its children.
    pub(super) blocks: Vec<Placed<'a>>,
}

/// A block and where it is.
pub(super) struct Placed<'a> {
    pub(super) block: &'a Block,
    pub(super) span: Span,
    /// The place of the block around it in the row.
    pub(super) parent: Option<usize>,
    prose: OnceCell<Vec<String>>,
}

/// What stands in prose for something that is no prose, such as code.
pub(super) const OBJECT: char = '\u{fffc}';

impl<'a> Subject<'a> {
    pub(super) fn of(document: &'a Document, source: &'a str, settings: &Settings) -> Self {
        let said = document.front_matter().text("profile").and_then(Profile::named);
        let mut subject = Self {
            document,
            source,
            today: settings.today,
            profile: settings.profile.or(said).unwrap_or_default(),
            blocks: Vec::new(),
        };
        subject.place(document.blocks(), None);
        subject
    }

    fn place(&mut self, blocks: &'a [Block], parent: Option<usize>) {
        for block in blocks {
            let span = self.document.span(block.id()).unwrap_or_default();
            self.blocks.push(Placed { block, span, parent, prose: OnceCell::new() });
            self.place(block.children(), Some(self.blocks.len() - 1));
        }
    }

    /// Returns the source of a place; nothing if there is none.
    pub(super) fn text(&self, span: Span) -> &'a str {
        self.source.get(span.range()).unwrap_or_default()
    }

    /// Returns where a text stands in the source of a block, from a byte on; the first line of the
    /// block, if it is written in another way.
    pub(super) fn locate(&self, text: &str, within: Span, from: usize) -> (Span, Certainty) {
        let from = from.clamp(within.start, within.end);
        let rest = self.source.get(from..within.end).unwrap_or_default();
        match rest.find(text) {
            Some(offset) => {
                let start = from + offset;
                let is_only = self.text(within).matches(text).count() == 1;
                let certainty = if is_only { Certainty::Only } else { Certainty::First };
                (Span { start, end: start + text.len() }, certainty)
            }
            None => (self.first_line(within), Certainty::Unknown),
        }
    }

    /// Returns the first line of a place.
    pub(super) fn first_line(&self, span: Span) -> Span {
        let text = self.text(span);
        let length = text.find(['\n', '\r']).unwrap_or(text.len());
        Span { start: span.start, end: span.start + length }
    }

    /// Returns the line of a key of the front matter.
    pub(super) fn field(&self, key: &str) -> Option<Span> {
        let fields = self.document.front_matter().fields();
        fields.iter().find(|field| field.key == key).map(|field| field.span)
    }

    /// Returns the blocks around a block, the innermost first.
    pub(super) fn around(&self, place: usize) -> impl Iterator<Item = &Placed<'a>> {
        let parent = |place: usize| self.blocks[place].parent;
        std::iter::successors(parent(place), move |&place| parent(place))
            .map(|place| &self.blocks[place])
    }
}

/// How sure it is that a text was found where it is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Certainty {
    /// It is there once.
    Only,
    /// It is there more than once.
    First,
    /// It is not there.
    Unknown,
}

impl Placed<'_> {
    /// Returns the texts of the block itself as running text: code, formulas and links are one
    /// [`OBJECT`] each.
    pub(super) fn prose(&self) -> &[String] {
        self.prose.get_or_init(|| {
            let texts = self.block.kind().texts();
            texts.into_iter().map(prose_of).filter(|text| !text.is_empty()).collect()
        })
    }

    pub(super) fn is_section(&self) -> bool {
        matches!(self.block.kind(), BlockKind::Section { .. })
    }
}

fn prose_of(inlines: &[Inline]) -> String {
    let mut text = String::new();
    push_prose(&mut text, inlines);
    text
}

fn push_prose(out: &mut String, inlines: &[Inline]) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => out.push_str(text),
            Inline::SoftBreak => out.push(' '),
            Inline::HardBreak => out.push('\n'),
            Inline::Emphasis(content)
            | Inline::Strong(content)
            | Inline::Strikethrough(content) => push_prose(out, content),
            _ => out.push(OBJECT),
        }
    }
}
