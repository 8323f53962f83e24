//! Container fences: found line by line, before Markdown is parsed.
//!
//! ```text
//! :::warning{#bleach iso=W023} Bleach     opens: a name, attributes, a title
//! :::                                     closes the container that was opened last
//! ::record{type=time} Start               a leaf: a container in one line
//! ```
//!
//! Only a Markdown parser knows whether a line stands in a code block, and only this crate knows
//! containers. So each line that looks like a fence is masked by a processing instruction that
//! carries the line's number, `<?sop0 12?>`: to CommonMark a block that may interrupt a paragraph,
//! needs no blank lines around it, ends on its own line, and stays in the list item or quote that
//! its indentation puts it in. Where the parser makes a block of it, it is a fence; where it ends
//! up in code, raw HTML or text, [`Masked::restore`] puts the line back.
//!
//! The instruction's name is chosen such that the source does not contain it.

use std::borrow::Cow;
use std::collections::HashMap;

use super::dialect::{self, Row};
use crate::attributes::Attributes;
use crate::block::LeafRole;
use crate::span::Span;

/// Lines of a source with their fences masked.
pub(crate) struct Masked {
    /// The Markdown to parse.
    pub(crate) text: String,
    /// Where each line of the text stands in the source.
    pub(crate) places: Vec<Place>,
    marker: String,
    fences: HashMap<usize, Fence>,
}

/// Where a line stands in the source.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub(crate) span: Span,
    /// How many bytes at its beginning are not in the text.
    pub(crate) removed: usize,
}

/// A line that looks like a fence.
#[derive(Clone, Debug)]
pub(crate) struct Fence {
    /// From the first colon to the end of the line.
    pub(crate) text: Box<str>,
    /// Where that is.
    pub(crate) span: Span,
    /// What it says.
    pub(crate) kind: FenceKind,
}

/// What a fence does.
#[derive(Clone, Debug)]
pub(crate) enum FenceKind {
    /// Opens a container.
    Open(Opening),
    /// Closes the container that was opened last.
    Close,
    /// Is a whole container in one line.
    Leaf(Opening),
}

/// What an opening fence says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Opening {
    /// The container's name; empty if there are only attributes.
    pub(crate) name: Box<str>,
    /// The attributes.
    pub(crate) attributes: Attributes,
    /// The rest of the line.
    pub(crate) title: Box<str>,
}

impl Masked {
    /// Masks the fences of neighbouring lines, other dialects written as our own.
    pub(crate) fn new(source: &str, lines: &[Span]) -> Self {
        let all = lines.iter().copied().reduce(Span::to).unwrap_or_default();
        let marker = unused_marker(&source[all.range()]);
        let mut text = String::with_capacity(all.range().len() + 64);
        let mut fences = HashMap::new();
        let rows = dialect::rewritten(source, lines);
        for (number, Row { text: line, span, removed }) in rows.iter().enumerate() {
            let line = without_nul(line);
            match read_fence(&line) {
                Some((indent, kind)) => {
                    text.push_str(&line[..indent]);
                    text.push_str(&format!("{marker}{number}?>"));
                    let start = (span.start + removed + indent).min(span.end);
                    let text = line[indent..].into();
                    fences
                        .insert(number, Fence { text, span: Span { start, end: span.end }, kind });
                }
                None => push_line(&mut text, &line),
            }
            text.push('\n');
        }
        let place = |row: &Row<'_>| Place { span: row.span, removed: row.removed };
        Self { text, places: rows.iter().map(place).collect(), marker, fences }
    }

    /// Whether a line, counted from 0, looks like a fence.
    pub(crate) fn is_fence(&self, line: usize) -> bool {
        self.fences.contains_key(&line)
    }

    /// Returns the fence that a block of raw HTML stands for.
    pub(crate) fn fence(&self, html: &str) -> Option<&Fence> {
        let number = html.trim().strip_prefix(&self.marker)?.strip_suffix("?>")?;
        self.fences.get(&number.parse().ok()?)
    }

    /// Puts the lines back that are masked in a piece of the parsed text.
    pub(crate) fn restore<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.fences.is_empty() || !text.contains(&self.marker) {
            return Cow::Borrowed(text);
        }
        let mut pieces = text.split(&self.marker);
        let mut restored = String::from(pieces.next().unwrap_or_default());
        for piece in pieces {
            let (number, rest) = piece.split_once("?>").unwrap_or((piece, ""));
            let fence = number.parse().ok().and_then(|number| self.fences.get(&number));
            restored.push_str(fence.map_or("", |fence| &fence.text));
            restored.push_str(rest);
        }
        Cow::Owned(restored)
    }
}

fn unused_marker(source: &str) -> String {
    (0_u32..)
        .map(|attempt| format!("<?sop{attempt} "))
        .find(|marker| !source.contains(marker))
        .expect("a source is finite, so some number is not in it")
}

/// Quotes deeper than this are not looked at. They are beyond what is shown, and for each mark the
/// Markdown parser looks through the rest of the line.
const MOST_QUOTE_MARKS: usize = 2 * super::MAX_DEPTH;

/// Appends a line, without the quote marks that are too many.
fn push_line(text: &mut String, line: &str) {
    let is_mark = |c: char| matches!(c, '>' | ' ' | '\t');
    let marks = line.find(|c| !is_mark(c)).unwrap_or(line.len());
    match line[..marks].match_indices('>').nth(MOST_QUOTE_MARKS) {
        Some((last, _)) => {
            text.push_str(&line[..last]);
            text.push_str(&line[marks..]);
        }
        None => text.push_str(line),
    }
}

/// NUL is no character of a document (CommonMark §2.3).
fn without_nul(line: &str) -> Cow<'_, str> {
    if line.contains('\0') {
        Cow::Owned(line.replace('\0', "\u{fffd}"))
    } else {
        Cow::Borrowed(line)
    }
}

/// Reads a line as a fence; also returns where its colons begin.
pub(crate) fn read_fence(line: &str) -> Option<(usize, FenceKind)> {
    let indent = fence_indent(line)?;
    if !line[indent..].starts_with(":::") {
        let opening = Opening::read(line[indent + 2..].trim_end())?;
        let is_leaf = LeafRole::named(&opening.name).is_some();
        return is_leaf.then_some((indent, FenceKind::Leaf(opening)));
    }
    let rest = line[indent..].trim_start_matches(':').trim();
    if rest.is_empty() {
        return Some((indent, FenceKind::Close));
    }
    // Pandoc allows colons at the end of an opening fence.
    let rest = rest.trim_end_matches(':').trim_end();
    Opening::read(rest).map(|opening| (indent, FenceKind::Open(opening)))
}

/// Returns where the colons begin, behind spaces, quote marks and list marks.
fn fence_indent(line: &str) -> Option<usize> {
    if !line.contains("::") {
        return None;
    }
    let mut rest = line;
    loop {
        rest = rest.trim_start_matches([' ', '\t', '>']);
        if rest.starts_with("::") {
            return Some(line.len() - rest.len());
        }
        let after_digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let after_mark = if after_digits.len() < rest.len() {
            after_digits.strip_prefix(['.', ')'])?
        } else {
            rest.strip_prefix(['-', '*', '+'])?
        };
        rest = after_mark.strip_prefix([' ', '\t'])?;
    }
}

impl Opening {
    /// Reads what stands behind the colons. Text that begins neither with a name nor with an
    /// attribute list does not open a container.
    fn read(text: &str) -> Option<Self> {
        let end = text
            .find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_')))
            .unwrap_or(text.len());
        let (name, rest) = text.split_at(end);
        let may_follow = |c: char| c.is_whitespace() || c == '{';
        let is_name = name.starts_with(char::is_alphabetic)
            && (rest.is_empty() || rest.starts_with(may_follow));
        let rest = rest.trim_start();
        let list = Attributes::read_start(rest);
        if !is_name && (!name.is_empty() || list.is_none()) {
            return None;
        }
        let (attributes, length) = list.unwrap_or_default();
        Some(Self { name: name.into(), attributes, title: rest[length..].trim().into() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::LineIndex;

    fn check(line: &str, expected: &str) {
        let read = match read_fence(line) {
            None => "none".into(),
            Some((indent, FenceKind::Close)) => format!("{indent} close"),
            Some((indent, FenceKind::Open(opening))) => {
                let Opening { name, attributes, title } = opening;
                format!("{indent} open {name}|{attributes}|{title}")
            }
            Some((indent, FenceKind::Leaf(opening))) => {
                let Opening { name, attributes, title } = opening;
                format!("{indent} leaf {name}|{attributes}|{title}")
            }
        };
        assert_eq!(read, expected, "of {line:?}");
    }

    #[test]
    fn fences_are_read() {
        check(":::", "0 close");
        check("  ::::: ", "2 close");
        check(":::note", "0 open note||");
        check("::: note", "0 open note||");
        check(":::note{#a} Some title", "0 open note|{#a}|Some title");
        check(":::note {#a} Title", "0 open note|{#a}|Title");
        check(":::decision Is it dry?", "0 open decision||Is it dry?");
        check("::: {.callout-note}", "0 open |{.callout-note}|");
        check(":::{note} Title", "0 open |{note}|Title");
        check("::: note :::", "0 open note||");
        check(":::警告 标题", "0 open 警告||标题");
        check("> - :::note", "4 open note||");
        check("1. :::note", "3 open note||");
        check(":::note{a=}", "0 open note||{a=}");
        check("::: (see below)", "none");
        check(":::a.b", "none");
        check("   ::record{type=time} Start ", "3 leaf record|{type=time}|Start");
        check("::toc", "0 leaf toc||");
        check("- ::toc", "2 leaf toc||");
        check("::note", "none");
        check(":: toc", "none");
        check("std::toc", "none");
        check("a :::", "none");
    }

    #[test]
    fn markers_cannot_be_forged() {
        let source = "<?sop0 1?>\n:::note";
        let masked = Masked::new(source, LineIndex::new(source).lines());
        assert_eq!(masked.text, "<?sop0 1?>\n<?sop1 1?>\n");
        assert!(masked.fence("<?sop0 1?>").is_none());
        assert!(masked.fence("<?sop1 1?>\n").is_some());
        assert_eq!(masked.restore("x <?sop1 1?> y"), "x :::note y");
    }
}
