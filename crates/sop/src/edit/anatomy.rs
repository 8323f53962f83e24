//! Where the parts of a block stand in the source: its marks, its text, its attributes, its fence.
//!
//! A document keeps where blocks stand, and the texts of items. Their parts are found by reading the
//! lines of the one block again, with the readers that the parser has. What is written in another
//! dialect is refused: its lines are not those that were parsed.

use std::ops::Range;

use super::Refusal;
use crate::attributes::Attributes;
use crate::block::{Block, BlockId, BlockKind, LeafRole};
use crate::document::Document;
use crate::parse::{FenceKind, read_fence};
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

/// The line that opens a container.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FencePart {
    /// From the first colon to the end of the line.
    pub(crate) line: Span,
    pub(crate) name: Span,
    pub(crate) list: Option<Span>,
    /// The title; empty behind the rest if there is none.
    pub(crate) title: Span,
}

/// Finds the parts of the line that opens a container.
pub(crate) fn fence_part(source: &str, located: &Located<'_>) -> Result<FencePart, Refusal> {
    let start = located.span.start;
    let line = Span { start, end: line_end(source, start) };
    let text = &source[line.range()];
    let Some((0, FenceKind::Open(said) | FenceKind::Leaf(said))) = read_fence(text) else {
        return Err(other_dialect());
    };
    let is_unknown = matches!(located.block.kind(), BlockKind::Unknown { .. });
    let is_read_so = said.attributes == *located.block.attributes()
        && title_of(located.block.kind()).is_none_or(|title| *title == *said.title)
        && (!said.name.is_empty() || is_unknown);
    if !is_read_so {
        return Err(other_dialect());
    }
    let colons = text.len() - text.trim_start_matches(':').len();
    let spaces = |from: usize| text[from..].len() - text[from..].trim_start().len();
    let name = colons + spaces(colons);
    let name_end = name + said.name.len();
    let list_start = name_end + spaces(name_end);
    let list = Attributes::read_start(&text[list_start..])
        .map(|(_, length)| Span { start: start + list_start, end: start + list_start + length });
    let behind = list.map_or(name_end, |list| list.end - start);
    let title = match said.title.is_empty() {
        true => Span { start: start + behind, end: start + behind },
        false => {
            let place = start + behind + spaces(behind);
            Span { start: place, end: place + said.title.len() }
        }
    };
    Ok(FencePart { line, name: Span { start: start + name, end: start + name_end }, list, title })
}

/// Returns the title that a kind of block can have.
pub(crate) fn title_of(kind: &BlockKind) -> Option<&str> {
    match kind {
        BlockKind::Steps { title, .. }
        | BlockKind::Container { title, .. }
        | BlockKind::Leaf { title, .. }
        | BlockKind::Hazard { title, .. }
        | BlockKind::Admonition { title, .. } => Some(title),
        _ => None,
    }
}

/// An alert: `> [!NOTE] Title`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AlertPart {
    pub(crate) word: Span,
    pub(crate) title: Span,
}

/// Finds the parts of an alert.
pub(crate) fn alert_part(source: &str, located: &Located<'_>) -> Option<AlertPart> {
    let is_one =
        matches!(located.block.kind(), BlockKind::Hazard { .. } | BlockKind::Admonition { .. });
    let start = located.span.start;
    let end = line_end(source, start);
    let text = &source[start..end];
    let inside = text.strip_prefix('>')?.trim_start().strip_prefix("[!").filter(|_| is_one)?;
    let length = inside.find(']')?;
    let word = end - inside.len();
    let title = Span { start: word + length + 1, end };
    Some(AlertPart {
        word: Span { start: word, end: word + length },
        title: trimmed(source, title),
    })
}

/// An image: `![alt](address "title"){attributes}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ImagePart {
    pub(crate) alt: Span,
    /// With its angle brackets, if there are any.
    pub(crate) address: Span,
    /// With its quotes.
    pub(crate) title: Option<Span>,
    /// Directly behind the image.
    pub(crate) list: Option<Span>,
    /// Behind the image and white space.
    pub(crate) apart: Option<Span>,
    pub(crate) end: usize,
}

/// Finds the parts of an image that is a block.
pub(crate) fn image_part(source: &str, located: &Located<'_>) -> Result<ImagePart, Refusal> {
    let BlockKind::Figure { image } = located.block.kind() else {
        return Err(other_dialect());
    };
    // Images of one paragraph are blocks that stand at the same place.
    let is_beside = |block: &&Block| {
        matches!(block.kind(), BlockKind::Figure { .. })
            && located.document.span(block.id()) == Some(located.span)
    };
    let before = located.siblings[..located.place].iter().rev().take_while(is_beside).count();
    let mut from = located.span.start;
    for _ in 0..before {
        from = read_image(source, from, located.span.end).ok_or_else(other_dialect)?.end;
    }
    let part = read_image(source, from, located.span.end).ok_or_else(|| {
        Refusal::new("the picture is written in a way that has no fields").hint("edit it as source")
    })?;
    let is_it = image.attributes.is_empty() || part.list.is_some();
    if is_it { Ok(part) } else { Err(other_dialect()) }
}

/// Reads the first image from a byte on.
fn read_image(source: &str, from: usize, end: usize) -> Option<ImagePart> {
    let text = source.get(..end)?;
    let alt_start = from + text.get(from..)?.find("![")? + 2;
    let alt_end = closing(text, alt_start, b'[', b']')?;
    let alt = Span { start: alt_start, end: alt_end };
    let open = alt_end + 1;
    if !text[open..].starts_with('(') {
        return None;
    }
    let start = open + 1 + space(&text[open + 1..]);
    let address_end = match text[start..].strip_prefix('<') {
        Some(inside) => start + 2 + inside.find(['>', '\n'])?,
        None => address_end(text, start)?,
    };
    let address = Span { start, end: address_end };
    let mut behind = address_end + space(&text[address_end..]);
    let mut title = None;
    if let Some(quote) = text[behind..].bytes().next().filter(|c| matches!(c, b'"' | b'\'' | b'('))
    {
        let end = match quote {
            b'(' => closing(text, behind + 1, b'(', b')')?,
            quote => closing(text, behind + 1, 0, quote)?,
        };
        title = Some(Span { start: behind, end: end + 1 });
        behind = end + 1 + space(&text[end + 1..]);
    }
    if !text[behind..].starts_with(')') {
        return None;
    }
    let close = behind + 1;
    let list_at = |start: usize| {
        let (_, length) = Attributes::read_start(&text[start..])?;
        Some(Span { start, end: start + length })
    };
    let list = list_at(close);
    let close = list.map_or(close, |list| list.end);
    let apart =
        Some(close + space(&text[close..])).filter(|start| *start > close).and_then(list_at);
    Some(ImagePart { alt, address, title, list, apart, end: close })
}

fn space(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\t', '\n', '\r']).len()
}

/// Finds what closes a bracket or quote, nested brackets and escapes skipped.
fn closing(text: &str, from: usize, open: u8, close: u8) -> Option<usize> {
    let mut depth = 0_usize;
    let mut is_escaped = false;
    for (place, byte) in text.bytes().enumerate().skip(from) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            _ if byte == close && depth == 0 => return Some(place),
            _ if byte == close => depth -= 1,
            _ if byte == open => depth += 1,
            _ => {}
        }
    }
    None
}

/// Finds the end of an address without angle brackets: parentheses in it are in pairs.
fn address_end(text: &str, from: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut is_escaped = false;
    for (place, byte) in text.bytes().enumerate().skip(from) {
        match byte {
            b' ' | b'\t' | b'\n' | b'\r' => return Some(place),
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'(' => depth += 1,
            b')' if depth == 0 => return Some(place),
            b')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Where a block of code stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CodePart {
    /// Between two fences.
    Fenced {
        /// The marks of the opening fence.
        marks: Span,
        /// What stands behind them.
        info: Span,
        /// The lines between the fences, with their line ends.
        body: Span,
        /// The marks of the closing fence, if there is one.
        close: Option<Span>,
    },
    /// Between two pairs of dollars.
    Dollars {
        /// What stands between them.
        inside: Span,
    },
    /// By four spaces.
    Indented,
}

/// Finds the parts of code or of a formula.
pub(crate) fn code_part(source: &str, located: &Located<'_>) -> CodePart {
    let Span { start, end } = trimmed_end(source, located.span);
    let text = &source[start..end];
    if let Some(inside) = text.strip_prefix("$$").and_then(|inside| inside.strip_suffix("$$")) {
        return CodePart::Dollars {
            inside: Span { start: start + 2, end: start + 2 + inside.len() },
        };
    }
    let Some(mark @ ('`' | '~')) = text.chars().next() else {
        return CodePart::Indented;
    };
    let count = text.len() - text.trim_start_matches(mark).len();
    if count < 3 {
        return CodePart::Indented;
    }
    let first_end = line_end(source, start);
    let marks = Span { start, end: start + count };
    let info = trimmed(source, Span { start: marks.end, end: first_end });
    let body_start = next_line(source, first_end).min(end);
    let last_start = line_start(source, end);
    let last = source[last_start..end].trim_start_matches([' ', '\t', '>']);
    let is_closed =
        last_start > start && last.len() >= count && last.trim_end().chars().all(|c| c == mark);
    match is_closed {
        true => {
            let close =
                Span { start: end - last.len(), end: end - last.len() + last.trim_end().len() };
            let body = Span { start: body_start, end: last_start.max(body_start) };
            CodePart::Fenced { marks, info, body, close: Some(close) }
        }
        false => CodePart::Fenced {
            marks,
            info,
            body: Span { start: body_start, end: end.max(body_start) },
            close: None,
        },
    }
}

fn trimmed_end(source: &str, span: Span) -> Span {
    let length = source[span.range()].trim_end_matches(['\n', '\r', ' ', '\t']).len();
    Span { end: span.start + length, ..span }
}

/// Returns where the line behind a line end begins.
pub(crate) fn next_line(source: &str, end: usize) -> usize {
    let rest = &source[end..];
    let length =
        ["\r\n", "\n", "\r"].into_iter().find(|end| rest.starts_with(end)).map_or(0, str::len);
    end + length
}

/// The label of a footnote, between `[^` and `]`.
pub(crate) fn note_label(source: &str, located: &Located<'_>) -> Option<Span> {
    let start = located.span.start;
    let inside = source.get(start..located.span.end)?.strip_prefix("[^")?;
    let length = inside.find("]:")?;
    Some(Span { start: start + 2, end: start + 2 + length })
}
