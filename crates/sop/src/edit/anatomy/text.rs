//! The texts of blocks: headings, paragraphs, and what stands behind the mark of an item.

use std::ops::Range;

use super::{Located, line_end, line_start, next_line, other_dialect, prefix_at, trimmed};
use crate::attributes::Attributes;
use crate::block::BlockKind;
use crate::edit::Refusal;
use crate::span::Span;

/// Where the text of a block stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TextPart {
    /// What stands in front of each line but the first.
    pub(crate) prefix: String,
    /// The text without its attributes. If they stand inside of it, so do they.
    pub(crate) span: Span,
    /// The attributes.
    pub(crate) list: Option<Span>,
}

impl TextPart {
    /// Whether the text goes on behind its attributes.
    pub(crate) fn is_split(&self) -> bool {
        self.list.is_some_and(|list| list.end <= self.span.end)
    }

    /// Returns the text as it is in Markdown, without what stands in front of its lines.
    pub(crate) fn text(&self, source: &str) -> String {
        match self.list.filter(|_| self.is_split()) {
            Some(list) => {
                let before = Span { end: list.start, ..self.span };
                let after = Span { start: list.end, ..self.span };
                let before = lines_without_marks(source, before, &self.prefix);
                before.trim_end().to_owned() + &lines_without_marks(source, after, &self.prefix)
            }
            None => lines_without_marks(source, self.span, &self.prefix),
        }
    }
}

/// Returns the lines of a place without what stands in front of them.
pub(crate) fn lines_without_marks(source: &str, span: Span, prefix: &str) -> String {
    let quotes = prefix.matches('>').count();
    let mut text = source[span.range()].replace("\r\n", "\n");
    if text.contains('\r') {
        text = text.replace('\r', "\n");
    }
    let Some((first, rest)) = text.split_once('\n') else {
        return text;
    };
    let rest = rest.split('\n').map(|line| without_marks(line, quotes));
    rest.fold(first.to_owned(), |text, line| text + "\n" + line)
}

/// Returns what stands between each line of a place and the one before: the line end, and what is no
/// part of the text. The first line has nothing.
pub(crate) fn joints(source: &str, span: Span, prefix: &str) -> Vec<Span> {
    let quotes = prefix.matches('>').count();
    let mut joints = vec![Span { start: span.start, end: span.start }];
    let mut end = line_end(source, span.start);
    while end < span.end {
        let start = next_line(source, end);
        let next = line_end(source, start);
        let text = without_marks(&source[start..next], quotes);
        joints.push(Span { start: end, end: next - text.len() });
        end = next;
    }
    joints
}

/// Takes white space and so many quote marks off the beginning of a line.
fn without_marks(line: &str, quotes: usize) -> &str {
    let mut rest = line.trim_start_matches([' ', '\t']);
    for _ in 0..quotes {
        match rest.strip_prefix('>') {
            Some(behind) => rest = behind.trim_start_matches([' ', '\t']),
            None => break,
        }
    }
    rest
}

/// Finds the text of a block that has one.
pub(crate) fn text_part(source: &str, located: &Located<'_>) -> Result<TextPart, Refusal> {
    let Located { document, block, span, .. } = *located;
    let whole = match block.kind() {
        BlockKind::Section { level, .. } => heading_text(source, span, *level)?,
        BlockKind::Paragraph { .. } => document.text_place(block.id()).unwrap_or(span),
        _ => item_text(source, located)?,
    };
    let whole = trimmed(source, whole);
    check_whole_lines(source, whole, block.kind())?;
    let list = match block.attributes().is_empty() {
        true => None,
        false => text_list(source, whole, block.attributes()),
    };
    let span = match list {
        Some(list) if list.end == whole.end => {
            trimmed(source, Span { start: whole.start, end: list.start })
        }
        _ => whole,
    };
    Ok(TextPart { prefix: text_prefix(source, located, whole.start), span, list })
}

/// A text goes on to the end of its last line. If it does not, its lines were written by a dialect,
/// and are not those of the source.
fn check_whole_lines(source: &str, whole: Span, kind: &BlockKind) -> Result<(), Refusal> {
    let rest = &source[whole.end..line_end(source, whole.end)];
    let is_closing = |rest: &str| {
        matches!(kind, BlockKind::Section { .. }) && rest.trim_start().starts_with('#')
    };
    let has_text = kind.texts().iter().any(|text| !text.is_empty());
    let is_whole = rest.trim().is_empty() || is_closing(rest);
    let is_there = !has_text || whole.start < whole.end;
    if is_whole && is_there { Ok(()) } else { Err(other_dialect()) }
}

/// A box belongs to the text of an item for the Markdown parser, but not to where its lines begin.
fn text_prefix(source: &str, located: &Located<'_>, start: usize) -> String {
    let box_at = item_box(source, located).filter(|found| line_start(source, start) <= found.start);
    prefix_at(source, box_at.map_or(start, |found| found.start))
}

/// Finds the attributes in a text: at the end of its first line, or at its own end.
fn text_list(source: &str, whole: Span, said: &Attributes) -> Option<Span> {
    let first = Span { end: line_end(source, whole.start).min(whole.end), ..whole };
    [first, whole].into_iter().find_map(|span| {
        let line = &source[span.range()];
        let line = line.trim_end();
        let starts = line.rmatch_indices('{').map(|(start, _)| start);
        let start = starts.take(9).find(|start| {
            Attributes::read(&line[*start..]).is_some_and(|read| is_same_list(&read, said))
        })?;
        Some(Span { start: span.start + start, end: span.start + line.len() })
    })
}

/// Whether a list of the source is that of a block; characters in it may be written in other ways.
fn is_same_list(read: &Attributes, said: &Attributes) -> bool {
    let keys =
        |list: &Attributes| list.pairs.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>();
    read.id == said.id && read.classes == said.classes && keys(read) == keys(said)
}

fn heading_text(source: &str, span: Span, level: u8) -> Result<Span, Refusal> {
    let text = &source[span.range()];
    let behind = text.trim_start_matches('#');
    let marks = text.len() - behind.len();
    if marks == 0 {
        let underline = line_start(source, span.end);
        if underline <= span.start {
            return Err(other_dialect());
        }
        return Ok(Span { start: span.start, end: underline });
    }
    if marks != usize::from(level) || text.contains(['\n', '\r']) {
        return Err(other_dialect());
    }
    let start = span.start + marks;
    if !(behind.is_empty() || behind.starts_with([' ', '\t'])) {
        return Err(other_dialect());
    }
    let closed = behind.trim_end();
    let open = closed.trim_end_matches('#');
    let end = if open.len() < closed.len() && open.ends_with([' ', '\t']) { open } else { closed };
    let whole = Span { start, end: start + end.len() };
    if source[whole.range()].trim().is_empty() {
        // What is typed stands behind one space.
        let behind = start + usize::from(source[start..].starts_with([' ', '\t']));
        return Ok(Span { start: behind, end: behind });
    }
    Ok(whole)
}

/// The mark of an item: `- `, `12. `, with the white space behind it.
pub(crate) fn item_mark(source: &str, located: &Located<'_>) -> Option<Range<usize>> {
    let is_item = matches!(
        located.block.kind(),
        BlockKind::Item { .. } | BlockKind::Step { .. } | BlockKind::Entry { .. }
    );
    let text = source.get(located.span.range()).filter(|_| is_item)?;
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let has_mark = match digits {
        0 => text.starts_with(['-', '*', '+']),
        _ => text[digits..].starts_with(['.', ')']),
    };
    let rest = text.get(digits + 1..).filter(|_| has_mark)?;
    let space = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let is_apart = space > 0 || rest.is_empty() || rest.starts_with(['\n', '\r']);
    let start = located.span.start;
    is_apart.then(|| start..start + digits + 1 + space)
}

/// The box of an item, with its brackets only.
pub(crate) fn item_box(source: &str, located: &Located<'_>) -> Option<Range<usize>> {
    let mark = item_mark(source, located)?;
    let rest = &source[mark.end..];
    let is_box = ["[ ]", "[x]", "[X]"].iter().any(|found| rest.starts_with(found));
    let has_check = matches!(
        located.block.kind(),
        BlockKind::Item { check: Some(_), .. } | BlockKind::Step { check: Some(_), .. }
    );
    (is_box && has_check).then_some(mark.end..mark.end + 3)
}

fn item_text(source: &str, located: &Located<'_>) -> Result<Span, Refusal> {
    let found = item_box(source, located);
    if let Some(mut text) = located.document.text_place(located.block.id()) {
        if let Some(found) = &found
            && text.start <= found.start
        {
            text.start = found.end;
        }
        return Ok(text);
    }
    let has_text = located.block.kind().texts().iter().any(|text| !text.is_empty());
    let mark = item_mark(source, located).filter(|_| !has_text).ok_or_else(other_dialect)?;
    let start = found.map_or(mark.start, |found| found.end);
    let end = line_end(source, start);
    let behind = if start == mark.start { mark.end.min(end) } else { start };
    if !source[behind..end].trim().is_empty() {
        return Err(Refusal::new("it begins with another block").hint("edit that block"));
    }
    let bare = source[..behind].trim_end_matches([' ', '\t']).len();
    if bare == end {
        return Err(Refusal::new("there is no space behind its mark").hint("edit it as source"));
    }
    Ok(Span { start: bare + 1, end: bare + 1 })
}
