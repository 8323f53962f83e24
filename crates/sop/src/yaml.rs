//! YAML → a small tree in which every scalar stays text, so that `2024.06` is not a number.
//!
//! Aliases are refused: an SOP needs none, and with them a few lines can stand for gigabytes.

use saphyr_parser::{Event, Parser, ScanError, Span as YamlSpan};

/// A value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// A scalar, as written; without a value it is empty.
    Text(String),
    /// A sequence.
    List(Vec<Value>),
    /// A mapping, in the order of the source.
    Map(Vec<(String, Value)>),
}

/// One key of the outermost mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) value: Value,
    /// The line of the key, from 0.
    pub(crate) line: usize,
}

/// Why a text is not understood.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Unreadable {
    /// The line, from 0.
    pub(crate) line: usize,
    pub(crate) message: String,
    pub(crate) hint: Option<&'static str>,
}

/// How deep values may be nested.
const MAX_DEPTH: usize = 32;

/// Reads a mapping. An empty text is an empty one.
pub(crate) fn read(text: &str) -> Result<Vec<Entry>, Unreadable> {
    let mut reader = Reader { parser: Parser::new_from_str(text) };
    loop {
        let (event, span) = reader.next()?;
        match event {
            Event::StreamStart | Event::DocumentStart(_) | Event::Nothing => {}
            Event::StreamEnd | Event::DocumentEnd => return Ok(Vec::new()),
            Event::MappingStart(..) => return reader.entries(),
            Event::Scalar(text, ..) if text.is_empty() => return Ok(Vec::new()),
            _ => {
                return Err(Unreadable {
                    line: line_of(span),
                    message: "the front matter is not a list of keys".into(),
                    hint: Some("write `key: value` lines, or a blank line above the first `---`"),
                });
            }
        }
    }
}

struct Reader<'t> {
    parser: Parser<'t, saphyr_parser::StrInput<'t>>,
}

impl<'t> Reader<'t> {
    fn next(&mut self) -> Result<(Event<'t>, YamlSpan), Unreadable> {
        match self.parser.next_event() {
            Some(Ok(event)) => Ok(event),
            Some(Err(error)) => Err(unreadable(&error)),
            None => Err(Unreadable {
                line: 0,
                message: "the front matter ends in the middle".into(),
                hint: None,
            }),
        }
    }

    fn entries(&mut self) -> Result<Vec<Entry>, Unreadable> {
        let mut entries = Vec::new();
        loop {
            let (event, span) = self.next()?;
            if matches!(event, Event::MappingEnd) {
                return Ok(entries);
            }
            let line = line_of(span);
            let key = self.value(event, span, 1)?.to_string();
            let (event, span) = self.next()?;
            let value = self.value(event, span, 1)?;
            entries.push(Entry { key, value, line });
        }
    }

    fn value(
        &mut self,
        event: Event<'t>,
        span: YamlSpan,
        depth: usize,
    ) -> Result<Value, Unreadable> {
        let refused = |message: &str, hint| {
            Err(Unreadable { line: line_of(span), message: message.into(), hint: Some(hint) })
        };
        match event {
            _ if depth > MAX_DEPTH => refused("values are nested too deep", "write it flatter"),
            Event::Alias(_) => refused("aliases are not understood", "write the value itself"),
            Event::SequenceStart(..) => self.list(depth),
            Event::MappingStart(..) => self.map(depth),
            Event::Scalar(text, ..) => Ok(Value::Text(text.into_owned())),
            _ => Ok(Value::Text(String::new())),
        }
    }

    fn list(&mut self, depth: usize) -> Result<Value, Unreadable> {
        let mut items = Vec::new();
        loop {
            let (event, span) = self.next()?;
            if matches!(event, Event::SequenceEnd) {
                return Ok(Value::List(items));
            }
            items.push(self.value(event, span, depth + 1)?);
        }
    }

    fn map(&mut self, depth: usize) -> Result<Value, Unreadable> {
        let mut pairs = Vec::new();
        loop {
            let (event, span) = self.next()?;
            if matches!(event, Event::MappingEnd) {
                return Ok(Value::Map(pairs));
            }
            let key = self.value(event, span, depth + 1)?.to_string();
            let (event, span) = self.next()?;
            pairs.push((key, self.value(event, span, depth + 1)?));
        }
    }
}

fn line_of(span: YamlSpan) -> usize {
    span.start.line().saturating_sub(1)
}

fn unreadable(error: &ScanError) -> Unreadable {
    Unreadable {
        line: error.marker().line().saturating_sub(1),
        message: format!("the front matter is not YAML: {}", error.info()),
        hint: Some("quote a value that contains `: ` or begins with a special character"),
    }
}

/// Writes a mapping, each key on a line of its own. Reading it gives the same values.
pub(crate) fn write<'v>(entries: impl Iterator<Item = (&'v str, &'v Value)>) -> String {
    let line = |(key, value): (&str, &Value)| format!("{}: {}\n", scalar(key), flow(value));
    entries.map(line).collect()
}

/// Writes a value on one line (YAML 1.2.2 §7.4, flow styles).
pub(crate) fn flow(value: &Value) -> String {
    match value {
        Value::Text(text) => scalar(text),
        Value::List(items) => {
            format!("[{}]", items.iter().map(flow).collect::<Vec<_>>().join(", "))
        }
        Value::Map(pairs) => {
            let pair = |(key, value): &(String, Value)| format!("{}: {}", scalar(key), flow(value));
            format!("{{{}}}", pairs.iter().map(pair).collect::<Vec<_>>().join(", "))
        }
    }
}

/// Writes a scalar; in double quotes, unless it is made of harmless characters.
pub(crate) fn scalar(text: &str) -> String {
    let is_harmless = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | '.' | '/');
    let is_plain = text.starts_with(char::is_alphanumeric)
        && text.chars().all(is_harmless)
        && !text.ends_with(' ');
    if is_plain {
        return text.into();
    }
    let escaped = text.chars().map(|c| match c {
        '"' => "\\\"".into(),
        '\\' => "\\\\".into(),
        '\n' => "\\n".into(),
        '\t' => "\\t".into(),
        c if c.is_control() || matches!(c, '\u{feff}' | '\u{2028}' | '\u{2029}') => {
            format!("\\U{:08x}", u32::from(c))
        }
        c => c.to_string(),
    });
    format!("\"{}\"", escaped.collect::<String>())
}

/// Writes a value on one line, as a reader of English would like to see it.
impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.listed(", "))
    }
}

impl Value {
    /// Writes a value on one line, with `comma` between the items of a list.
    pub(crate) fn listed(&self, comma: &str) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::List(items) => {
                let items: Vec<String> = items.iter().map(|item| item.listed(comma)).collect();
                items.join(comma)
            }
            Self::Map(pairs) => {
                let pairs: Vec<String> = pairs
                    .iter()
                    .map(|(key, value)| format!("{key}: {}", value.listed(comma)))
                    .collect();
                pairs.join("; ")
            }
        }
    }

    /// Returns the text, if it is one and not blank.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) if !text.trim().is_empty() => Some(text),
            _ => None,
        }
    }

    /// Returns the value of a key, if this is a mapping that has it.
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Map(pairs) => pairs.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            Self::Text(_) | Self::List(_) => None,
        }
    }

    /// Whether nothing is said.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Text(text) => text.trim().is_empty(),
            Self::List(items) => items.iter().all(Self::is_blank),
            Self::Map(pairs) => pairs.is_empty(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let read = match read(text) {
            Ok(entries) => entries
                .iter()
                .map(|entry| format!("{}@{}={}\n", entry.key, entry.line, entry.value))
                .collect(),
            Err(error) => format!("line {}: {}", error.line, error.message),
        };
        assert_eq!(read, expected, "of {text:?}");
    }

    #[test]
    fn scalars_stay_text() {
        check("a: 2024.06\nb: yes\nc: ~\nd:\n", "a@0=2024.06\nb@1=yes\nc@2=~\nd@3=\n");
        check("a: [x, {b: 1, c: }]", "a@0=x, b: 1; c: \n");
        check("a: |\n  x\n  y\nb: 1", "a@0=x\ny\n\nb@3=1\n");
        check("", "");
        check("# only a remark\n", "");
    }

    #[test]
    fn what_is_no_mapping_is_refused() {
        check(
            "a: *x",
            "line 0: the front matter is not YAML: while parsing node, found unknown anchor",
        );
        check("a: &x 1\nb: *x", "line 1: aliases are not understood");
        check("just text", "line 0: the front matter is not a list of keys");
        let deep = format!("a: {}{}", "[".repeat(40), "]".repeat(40));
        check(&deep, "line 0: values are nested too deep");
        assert!(read("a: [b").is_err());
        assert!(read(&"[".repeat(100_000)).is_err());
    }
}
