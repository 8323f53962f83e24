//! Attribute lists: `{#id .class key=value key="some words" flag}`.
//!
//! `{{NAME}}` is a placeholder and never an attribute list. In running text a list counts only
//! where it cannot be prose.

use std::fmt;
use std::ops::Range;

/// What an attribute list says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Attributes {
    /// The explicit id, `#id`; the last one counts.
    pub id: Option<Box<str>>,
    /// The classes, `.class`.
    pub classes: Vec<Box<str>>,
    /// Keys in the order of the source; a flag is a key without a value.
    pub pairs: Vec<(Box<str>, Option<Box<str>>)>,
}

/// How many braces at the end of a line may be the beginning of its list: each is tried.
const MOST_BRACES: usize = 9;

impl Attributes {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.id.is_none() && self.classes.is_empty() && self.pairs.is_empty()
    }

    /// Returns the value of a key; that of a flag is empty.
    pub fn get(&self, key: &str) -> Option<&str> {
        let (_, value) = self.pairs.iter().find(|(name, _)| **name == *key)?;
        Some(value.as_deref().unwrap_or_default())
    }

    /// Whether a key or flag is there.
    pub fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// Whether there are placeholders in a value.
    pub(crate) fn has_placeholders(&self) -> bool {
        let mut values = self.pairs.iter().filter_map(|(_, value)| value.as_deref());
        values.any(|value| value.contains("{{"))
    }

    /// Reads a whole text that is one attribute list, braces included.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let (attributes, length) = Self::read_start(text)?;
        (length == text.len()).then_some(attributes)
    }

    /// Reads the attribute list that a text starts with, and returns its length in bytes too.
    pub(crate) fn read_start(text: &str) -> Option<(Self, usize)> {
        let (items, length) = items(text)?;
        let mut attributes = Self::default();
        for Placed { item, .. } in items {
            match item {
                Item::Id(id) => attributes.id = Some(id),
                Item::Class(class) => attributes.classes.push(class),
                Item::Pair(key, value) => attributes.pairs.push((key, value)),
            }
        }
        Some((attributes, length))
    }

    /// Splits a line of text from the attribute list at its end. It is one only if there is white
    /// space in front of it and something in it that prose would not have: an id, a class, or a
    /// key of `known`. Anything else stays text, so that nothing is swallowed.
    pub(crate) fn split_from<'a>(line: &'a str, known: &[&str]) -> Option<(&'a str, Self)> {
        let trimmed = line.trim_end();
        // A brace inside a quoted value: the list starts at an earlier one.
        let starts = trimmed.rmatch_indices('{').take(MOST_BRACES).map(|(start, _)| start);
        for start in starts {
            let text = &trimmed[..start];
            let Some(attributes) = Self::read(&trimmed[start..]) else {
                continue;
            };
            let stands_apart = text.ends_with(char::is_whitespace);
            let is_meant = attributes.id.is_some()
                || !attributes.classes.is_empty()
                || attributes.pairs.iter().any(|(key, _)| known.contains(&&**key));
            return (stands_apart && is_meant).then(|| (text.trim_end(), attributes));
        }
        None
    }
}

/// Writes the list as a source would have it, braces included; nothing if it is empty.
impl fmt::Display for Attributes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = self.id.iter().map(|id| format!("#{id}"));
        let classes = self.classes.iter().map(|class| format!(".{class}"));
        let pairs = self.pairs.iter().map(|(key, value)| pair(key, value.as_deref()));
        let items: Vec<String> = id.chain(classes).chain(pairs).collect();
        if items.is_empty() {
            return Ok(());
        }
        write!(f, "{{{}}}", items.join(" "))
    }
}

/// Writes one key as a source would have it.
pub(crate) fn pair(key: &str, value: Option<&str>) -> String {
    match value {
        None => key.into(),
        Some(value) if !value.is_empty() && value.chars().all(is_name) => format!("{key}={value}"),
        Some(value) => format!("{key}=\"{}\"", value.replace('"', "\\\"")),
    }
}

/// Whether a character may be in an id or a key.
pub(crate) fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.' | '/' | '%' | '+' | '@')
}

/// One thing that a list says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Item {
    /// `#id`
    Id(Box<str>),
    /// `.class`
    Class(Box<str>),
    /// `key=value`, or a flag.
    Pair(Box<str>, Option<Box<str>>),
}

/// An item and the bytes of the list that it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Placed {
    pub(crate) item: Item,
    pub(crate) place: Range<usize>,
}

/// Reads the items of the list that a text starts with, and returns its length in bytes too.
pub(crate) fn items(text: &str) -> Option<(Vec<Placed>, usize)> {
    let mut reader = Reader { rest: text.strip_prefix('{')? };
    let mut items = Vec::new();
    loop {
        let had_space = reader.skip_space();
        if reader.take('}') {
            break;
        }
        if !had_space && !items.is_empty() {
            return None;
        }
        let start = text.len() - reader.rest.len();
        let item = reader.item()?;
        items.push(Placed { item, place: start..text.len() - reader.rest.len() });
    }
    Some((items, text.len() - reader.rest.len()))
}

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn item(&mut self) -> Option<Item> {
        if self.take('#') {
            return Some(Item::Id(self.name()?.into()));
        }
        if self.take('.') {
            return Some(Item::Class(self.name()?.into()));
        }
        let key = self.name()?;
        let value = if self.take('=') { Some(self.value()?.into()) } else { None };
        Some(Item::Pair(key.into(), value))
    }

    fn take(&mut self, expected: char) -> bool {
        match self.rest.strip_prefix(expected) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn skip_space(&mut self) -> bool {
        let trimmed = self.rest.trim_start();
        let skipped = trimmed.len() < self.rest.len();
        self.rest = trimmed;
        skipped
    }

    fn take_while(&mut self, is_wanted: impl Fn(char) -> bool) -> Option<&'a str> {
        let end = self.rest.find(|c| !is_wanted(c)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        (!taken.is_empty()).then_some(taken)
    }

    fn name(&mut self) -> Option<&'a str> {
        self.take_while(is_name)
    }

    fn value(&mut self) -> Option<String> {
        for quote in ['"', '\''] {
            if self.take(quote) {
                return self.quoted(quote);
            }
        }
        self.take_while(|c| !c.is_whitespace() && !matches!(c, '{' | '}' | '"' | '\''))
            .map(String::from)
    }

    fn quoted(&mut self, quote: char) -> Option<String> {
        let mut value = String::new();
        let mut chars = self.rest.chars();
        while let Some(c) = chars.next() {
            match c {
                '\\' if chars.as_str().starts_with(quote) => value.extend(chars.next()),
                c if c == quote => {
                    self.rest = chars.as_str();
                    return Some(value);
                }
                c => value.push(c),
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let read = Attributes::read(text).map_or("not a list".into(), |list| list.to_string());
        assert_eq!(read, expected, "of {text:?}");
    }

    #[test]
    fn lists_are_read() {
        check("{#a .b c=d}", "{#a .b c=d}");
        check("{ width=\"700\" }", "{width=700}");
        check("{time='5 min' critical}", "{time=\"5 min\" critical}");
        check("{a=\"\\\"x\\\"\"}", "{a=\"\\\"x\\\"\"}");
        check("{#größe-1}", "{#größe-1}");
        check("{}", "");
        check("{{NAME}}", "not a list");
        check("{a=}", "not a list");
        check("{a=\"b\"c}", "not a list");
        check("{a", "not a list");
        check("{a, b}", "not a list");
    }

    #[test]
    fn prose_keeps_its_braces() {
        let split = |line: &'static str| {
            Attributes::split_from(line, &["time"]).map(|(text, list)| (text, list.to_string()))
        };
        assert_eq!(split("Wait. {#x} "), Some(("Wait.", "{#x}".into())));
        assert_eq!(split("Wait. {time=\"{5}\"}"), Some(("Wait.", "{time=\"{5}\"}".into())));
        let filled = split("Wait. {time=\"{{T}} h\" expect=\"{{A}} or {{B}}\"}");
        let list = "{time=\"{{T}} h\" expect=\"{{A}} or {{B}}\"}";
        assert_eq!(filled, Some(("Wait.", list.into())));
        assert_eq!(split("Use {name}"), None);
        assert_eq!(split("Use {{NAME}}"), None);
        assert_eq!(split("Set {x=5}"), None);
        assert_eq!(split("/api{#x}"), None);
        assert_eq!(split("{#x}"), None);
    }
}
