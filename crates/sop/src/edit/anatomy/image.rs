//! Images that are blocks: `![alt](address "title"){attributes}` (CommonMark §6.4).

use super::{Located, other_dialect};
use crate::attributes::Attributes;
use crate::block::{Block, BlockKind};
use crate::edit::Refusal;
use crate::span::Span;

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
