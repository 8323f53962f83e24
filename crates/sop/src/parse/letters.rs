//! Lists by letters: lines that begin with `a.`, `b.`, `c.` or `a)`, `b)`. To a Markdown parser they
//! are text; people mean a list.

use crate::attributes::Attributes;
use crate::inline::Inline;

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
