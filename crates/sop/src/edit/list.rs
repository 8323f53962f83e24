//! An attribute list with one item changed, the others as they are.

use std::ops::Range;

use crate::attributes::{self, Item, Placed};

/// What is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Key<'k> {
    /// `#id`
    Id,
    /// `key=value`
    Named(&'k str),
}

impl Key<'_> {
    fn is_of(self, item: &Item) -> bool {
        match (self, item) {
            (Self::Id, Item::Id(_)) => true,
            (Self::Named(name), Item::Pair(key, _)) => **key == *name,
            _ => false,
        }
    }
}

/// A piece of the list and what is put in its place.
pub(crate) type Change = (Range<usize>, String);

/// Says something in a list, whatever it said before.
pub(crate) fn said(list: &str, key: Key<'_>, item: &str) -> Option<Vec<Change>> {
    let (items, length) = attributes::items(list)?;
    // Of ids the last one counts, of keys the first one.
    let counts = match key {
        Key::Id => items.iter().rfind(|placed| key.is_of(&placed.item)),
        Key::Named(_) => items.iter().find(|placed| key.is_of(&placed.item)),
    };
    let change = match (counts, items.first(), items.last()) {
        (Some(placed), ..) => (placed.place.clone(), item.to_owned()),
        (None, None, _) => (1..length - 1, item.to_owned()),
        (None, Some(first), _) if key == Key::Id => {
            (first.place.start..first.place.start, format!("{item} "))
        }
        (None, _, last) => {
            let end = last.map_or(1, |last| last.place.end);
            (end..end, format!(" {item}"))
        }
    };
    Some(vec![change])
}

/// Takes something out of a list. The list is empty if nothing else is in it.
pub(crate) fn unsaid(list: &str, key: Key<'_>) -> Option<Unsaid> {
    let (items, _) = attributes::items(list)?;
    let is_gone = |placed: &&Placed| key.is_of(&placed.item);
    if items.iter().all(|placed| key.is_of(&placed.item)) {
        return Some(Unsaid::Empty);
    }
    let changes = items.iter().filter(is_gone).map(|placed| {
        let before = list[..placed.place.start].trim_end().len();
        let is_first = before <= 1;
        let behind = &list[placed.place.end..];
        let range = if is_first {
            placed.place.start..placed.place.end + (behind.len() - behind.trim_start().len())
        } else {
            before..placed.place.end
        };
        (range, String::new())
    });
    Some(Unsaid::Changed(changes.collect()))
}

/// What is left of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Unsaid {
    /// Nothing.
    Empty,
    /// The list with these changes.
    Changed(Vec<Change>),
}

/// Returns the ways to write a value, the plainest first. In Markdown, characters that have a
/// meaning there can be written by their numbers.
pub(crate) fn written(value: &str, is_in_markdown: bool) -> Vec<String> {
    let mut ways = Vec::new();
    if !value.is_empty() && value.chars().all(attributes::is_name) {
        ways.push(value.to_owned());
    }
    if !value.contains('"') {
        ways.push(format!("\"{value}\""));
    } else if !value.contains('\'') {
        ways.push(format!("'{value}'"));
    }
    ways.push(format!("\"{}\"", value.replace('"', "\\\"")));
    if is_in_markdown {
        let written: String = value.chars().map(numbered).collect();
        ways.push(format!("\"{written}\""));
    }
    ways
}

/// Writes a character of a value such that Markdown has no use for it.
fn numbered(c: char) -> String {
    match c {
        // Read as an escaped quote.
        '"' => "&#92;&#34;".into(),
        c if c.is_ascii_punctuation() => format!("&#{};", u32::from(c)),
        c => c.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(list: &str, changes: Vec<Change>) -> String {
        changes.into_iter().rev().fold(list.to_owned(), |mut list, (range, text)| {
            list.replace_range(range, &text);
            list
        })
    }

    #[test]
    fn one_item_is_said() {
        let check = |list: &str, key: Key<'_>, item: &str, expected: &str| {
            let changes = said(list, key, item).expect("a list");
            assert_eq!(changed(list, changes), expected, "of {list}");
        };
        check("{ a=1  b='2' }", Key::Named("a"), "a=3", "{ a=3  b='2' }");
        check("{a=1 b='2'}", Key::Named("c"), "c", "{a=1 b='2' c}");
        check("{a=1 b='2'}", Key::Id, "#x", "{#x a=1 b='2'}");
        check("{ }", Key::Id, "#x", "{#x}");
        check("{#a .b #c}", Key::Id, "#x", "{#a .b #x}");
    }

    #[test]
    fn one_item_is_taken_out() {
        let check = |list: &str, key: Key<'_>, expected: Option<&str>| {
            let left = match unsaid(list, key).expect("a list") {
                Unsaid::Empty => None,
                Unsaid::Changed(changes) => Some(changed(list, changes)),
            };
            assert_eq!(left.as_deref(), expected, "of {list}");
        };
        check("{a=1 b c}", Key::Named("a"), Some("{b c}"));
        check("{a=1  b c}", Key::Named("b"), Some("{a=1 c}"));
        check("{a=1 b a}", Key::Named("a"), Some("{b}"));
        check("{#a}", Key::Id, None);
        check("{#a .b}", Key::Id, Some("{.b}"));
    }
}
