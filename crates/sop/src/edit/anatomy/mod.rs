//! Where the parts of a block stand in the source: its marks, its text, its attributes, its fence.
//!
//! | module | what it finds |
//! |---|---|
//! | [`text`] | texts with their attributes; marks and boxes of items |
//! | [`fence`] | what opens a container, an alert, a footnote |
//! | [`image`] | the parts of an image |
//! | [`code`] | fences of code, dollars of formulas |
//!
//! A document keeps where blocks stand, and the texts of items. Their parts are found by reading the
//! lines of the one block again, with the readers that the parser has. What is written in another
//! dialect is refused: its lines are not those that were parsed.

mod code;
mod fence;
mod image;
mod text;

pub(super) use code::{CodePart, code_part};
pub(super) use fence::{alert_part, fence_part, note_label, title_of};
pub(super) use image::image_part;
pub(super) use text::{TextPart, item_box, item_mark, joints, lines_without_marks, text_part};

use super::Refusal;
use crate::block::{Block, BlockId, BlockKind, LeafRole};
use crate::document::Document;
use crate::span::Span;

/// A block among its siblings.
#[derive(Clone, Copy)]
pub(crate) struct Located<'d> {
    pub(crate) document: &'d Document,
    pub(crate) block: &'d Block,
    /// What the block lies in.
    pub(crate) parent: Option<&'d Block>,
    /// What that lies in.
    pub(crate) container: Option<&'d BlockKind>,
    pub(crate) siblings: &'d [Block],
    pub(crate) place: usize,
    pub(crate) span: Span,
}

impl<'d> Located<'d> {
    /// Returns the block at a place inside of the second of two blocks.
    pub(crate) fn at(
        document: &'d Document,
        around: (Option<&'d Block>, Option<&'d Block>),
        place: usize,
    ) -> Option<Self> {
        let (container, parent) = around;
        let siblings = parent.map_or(document.blocks(), Block::children);
        let container = container.map(Block::kind);
        let block = siblings.get(place)?;
        let span = document.span(block.id()).unwrap_or_default();
        Some(Self { document, block, parent, container, siblings, place, span })
    }

    /// Returns the block that a path of places leads to.
    pub(crate) fn along(document: &'d Document, path: &[usize]) -> Option<Self> {
        let (last, around) = path.split_last()?;
        let mut chain: (Option<&'d Block>, Option<&'d Block>) = (None, None);
        for place in around {
            let siblings = chain.1.map_or(document.blocks(), Block::children);
            chain = (chain.1, Some(siblings.get(*place)?));
        }
        Self::at(document, chain, *last)
    }

    /// Whether the block comes from an included file: such blocks stand where the include does.
    pub(crate) fn is_foreign(&self, source: &str) -> bool {
        let is_include =
            matches!(self.block.kind(), BlockKind::Leaf { role: LeafRole::Include, .. });
        let rest = source.get(self.span.start..).unwrap_or_default();
        let marks = rest.trim_start_matches(['`', '~', ':']);
        let count = rest.len() - marks.len();
        !is_include
            && (rest.starts_with("::include") || count >= 3 && marks.starts_with("{include}"))
    }
}

/// Reads an include by itself, which is not in the document: there is what it includes. It is the one
/// block of a document whose source begins where the include does.
pub(crate) fn include_at(source: &str, span: Span) -> Option<Document> {
    let document = Document::parse(source.get(span.range())?);
    let is_include =
        |block: &Block| matches!(block.kind(), BlockKind::Leaf { role: LeafRole::Include, .. });
    matches!(document.blocks(), [block] if is_include(block)).then_some(document)
}

/// Finds the path to the first of the blocks that an include stands for, from one of them or one in
/// them, and how many they are.
pub(crate) fn first_of_include(
    document: &Document,
    source: &str,
    path: &[usize],
) -> Option<(Vec<usize>, usize)> {
    let (depth, outermost) = (1..=path.len())
        .filter_map(|depth| Some((depth, Located::along(document, &path[..depth])?)))
        .find(|(_, located)| located.is_foreign(source))?;
    let is_beside = |block: &&Block| document.span(block.id()) == Some(outermost.span);
    let (before, behind) = outermost.siblings.split_at(outermost.place);
    let before = before.iter().rev().take_while(is_beside).count();
    let count = before + behind.iter().take_while(is_beside).count();
    let mut first = path[..depth].to_vec();
    *first.last_mut()? -= before;
    Some((first, count))
}

/// Finds the path to a block.
pub(crate) fn path_of(blocks: &[Block], id: &BlockId) -> Option<Vec<usize>> {
    for (place, block) in blocks.iter().enumerate() {
        if block.id() == id {
            return Some(vec![place]);
        }
        if let Some(mut path) = path_of(block.children(), id) {
            path.insert(0, place);
            return Some(path);
        }
    }
    None
}

/// Refuses what is written in another dialect.
pub(crate) fn other_dialect() -> Refusal {
    Refusal::new("this block is written in another dialect").hint("edit it as source")
}

/// Returns where the line of a byte begins.
pub(crate) fn line_start(source: &str, byte: usize) -> usize {
    let start = source[..byte].rfind(['\n', '\r']).map_or(0, |end| end + 1);
    if start == 0 && source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { start }
}

/// Returns where the line of a byte ends, without what ends it.
pub(crate) fn line_end(source: &str, byte: usize) -> usize {
    source[byte..].find(['\n', '\r']).map_or(source.len(), |end| byte + end)
}

/// Returns what stands at the beginning of the lines that go on with one: quote marks stay, marks of
/// lists become white space.
pub(crate) fn prefix_at(source: &str, byte: usize) -> String {
    let before = &source[line_start(source, byte)..byte];
    before.chars().map(|c| if matches!(c, '>' | '\t') { c } else { ' ' }).collect()
}

pub(crate) fn trimmed(source: &str, span: Span) -> Span {
    let text = &source[span.range()];
    let is_space = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
    let start = span.start + (text.len() - text.trim_start_matches(is_space).len());
    let length = text.trim_matches(is_space).len();
    if length == 0 {
        Span { start: span.start, end: span.start }
    } else {
        Span { start, end: start + length }
    }
}

/// Returns where the line behind a line end begins.
pub(crate) fn next_line(source: &str, end: usize) -> usize {
    let rest = &source[end..];
    let length =
        ["\r\n", "\n", "\r"].into_iter().find(|end| rest.starts_with(end)).map_or(0, str::len);
    end + length
}
