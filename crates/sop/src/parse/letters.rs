//! Lists by letters: lines that begin with `a.`, `b.`, `c.` or `a)`, `b)`. To a Markdown parser they
//! are text; people mean a list.

use crate::attributes::Attributes;
use crate::inline::Inline;
use crate::span::{LineIndex, Span};

/// A paragraph, taken apart.
pub(super) struct Split {
    /// What stands in front of the list.
    pub(super) before: Vec<Inline>,
    /// The items of the list, and the attributes of each.
    pub(super) items: Vec<(Vec<Inline>, Attributes)>,
}

/// Takes a paragraph apart whose lines, from one on, go on from `a` with at least one more letter.
/// Lines without a letter go on with the item above.
pub(super) fn split(inlines: &[Inline], known: &[&str]) -> Option<Split> {
    let has_raw = |inline: &Inline| matches!(inline, Inline::RawHtml(_));
    if inlines.iter().any(has_raw) {
        return None;
    }
    let lines: Vec<&[Inline]> = inlines.split(is_break).collect();
    let first = lines.iter().position(|line| mark(line).is_some())?;
    let delimiter = mark(lines[first]).filter(|(letter, _)| *letter == 'a')?.1;
    let mut items: Vec<(Vec<Inline>, Attributes)> = Vec::new();
    for line in &lines[first..] {
        let count = items.len();
        let next = (b'a' + count.min(26) as u8) as char;
        match (mark(line), items.last_mut()) {
            (Some(mark), _) if mark == (next, delimiter) => {
                items.push(with_attributes(without_mark(line), known));
            }
            (_, Some((item, _))) => {
                item.push(Inline::SoftBreak);
                item.extend_from_slice(line);
            }
            (_, None) => return None,
        }
    }
    let before = lines[..first].join(&Inline::SoftBreak);
    (items.len() > 1).then_some(Split { before, items })
}

/// Whether a line of a paragraph begins as the first item of a list does.
pub(super) fn begin(inlines: &[Inline]) -> bool {
    inlines.split(is_break).any(|line| mark(line).is_some_and(|(letter, _)| letter == 'a'))
}

/// Returns where the text in front of the list stands in the lines of a paragraph, and where the
/// texts of its items do, without their letters.
pub(super) fn places(source: &str, paragraph: Span) -> (Span, Vec<Span>) {
    let mut before = Span { end: paragraph.start, ..paragraph };
    let mut items: Vec<Span> = Vec::new();
    let mut delimiter = None;
    for line in LineIndex::new(&source[paragraph.range()]).lines() {
        let line = line.moved(paragraph.start as isize);
        let text = source[line.range()].trim_start_matches([' ', '\t', '>']);
        let start = line.end - text.len();
        let next = char::from(b'a' + items.len().min(26) as u8);
        let mut chars = text.chars();
        let is_next = chars.next() == Some(next)
            && chars.next().is_some_and(|c| match delimiter {
                Some(delimiter) => c == delimiter,
                None => matches!(c, '.' | ')'),
            })
            && chars.next().is_none_or(|c| c == ' ');
        match items.last_mut() {
            _ if is_next => {
                delimiter = text[1..].chars().next();
                let rest = text[2..].trim_start().len();
                items.push(Span { start: line.end - rest, end: line.end });
            }
            Some(item) => item.end = line.end,
            None => before.end = line.end.max(start),
        }
    }
    (before, items)
}

fn is_break(inline: &Inline) -> bool {
    matches!(inline, Inline::SoftBreak | Inline::HardBreak)
}

/// Reads the letter that a line begins with, and what stands behind it.
fn mark(line: &[Inline]) -> Option<(char, char)> {
    let Some(Inline::Text(text)) = line.first() else {
        return None;
    };
    let mut chars = text.chars();
    let letter = chars.next().filter(char::is_ascii_lowercase)?;
    let delimiter = chars.next().filter(|c| matches!(c, '.' | ')'))?;
    let is_apart = chars.next().is_none_or(|c| c == ' ');
    (is_apart && (line.len() > 1 || text.len() > 2)).then_some((letter, delimiter))
}

fn without_mark(line: &[Inline]) -> Vec<Inline> {
    let mut line = line.to_vec();
    if let Some(Inline::Text(text)) = line.first_mut() {
        *text = text[2..].trim_start().into();
    }
    if matches!(line.first(), Some(Inline::Text(text)) if text.is_empty()) {
        line.remove(0);
    }
    line
}

fn with_attributes(mut item: Vec<Inline>, known: &[&str]) -> (Vec<Inline>, Attributes) {
    let Some(Inline::Text(text)) = item.last_mut() else {
        return (item, Attributes::default());
    };
    match Attributes::split_from(text, known).map(|(before, list)| (Box::from(before), list)) {
        Some((before, attributes)) => {
            *text = before;
            (item, attributes)
        }
        None => {
            let trimmed = text.trim_end().into();
            *text = trimmed;
            (item, Attributes::default())
        }
    }
}
