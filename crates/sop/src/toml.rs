//! TOML → the tree of [`crate::yaml`]: front matter of Hugo and others, between `+++` lines.

use toml_edit::{Document, Item, TableLike};

use crate::yaml::{Entry, Unreadable, Value};

/// Reads a document.
pub(crate) fn read(text: &str) -> Result<Vec<Entry>, Unreadable> {
    let line_at = |byte: usize| text[..byte.min(text.len())].matches('\n').count();
    let document = Document::parse(text).map_err(|error| Unreadable {
        line: error.span().map_or(0, |span| line_at(span.start)),
        message: format!("the front matter is not TOML: {}", one_line(error.message())),
        hint: Some("write `key = \"value\"` lines, or YAML between `---` lines"),
    })?;
    let table = document.as_table();
    let entry = |(key, item): (&str, &Item)| {
        let name = table.key(key).and_then(toml_edit::Key::span);
        let start = name.or_else(|| item.span()).map_or(0, |span| span.start);
        Entry { key: key.into(), value: value(item, text), line: line_at(start) }
    };
    Ok(table.iter().map(entry).collect())
}

fn one_line(message: &str) -> String {
    message.lines().collect::<Vec<_>>().join(", ")
}

fn value(item: &Item, text: &str) -> Value {
    if let Some(table) = item.as_table_like() {
        return Value::Map(pairs(table, text));
    }
    if let Some(tables) = item.as_array_of_tables() {
        return Value::List(tables.iter().map(|table| Value::Map(pairs(table, text))).collect());
    }
    item.as_value().map_or(Value::Text(String::new()), |value| scalar(value, text))
}

fn pairs(table: &dyn TableLike, text: &str) -> Vec<(String, Value)> {
    table.iter().map(|(key, item)| (key.to_owned(), value(item, text))).collect()
}

/// Numbers and dates stay as they are written.
fn scalar(value: &toml_edit::Value, text: &str) -> Value {
    match value {
        toml_edit::Value::String(string) => Value::Text(string.value().clone()),
        toml_edit::Value::Array(items) => {
            Value::List(items.iter().map(|item| scalar(item, text)).collect())
        }
        toml_edit::Value::InlineTable(table) => Value::Map(pairs(table, text)),
        other => {
            let written = other.span().and_then(|span| text.get(span)).unwrap_or_default();
            Value::Text(written.trim().to_owned())
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
    fn values_are_those_of_yaml() {
        check("a = \"x\" # y\nb = 1.10\nc = 2024-06-01\n", "a@0=x\nb@1=1.10\nc@2=2024-06-01\n");
        check("tags = [\"a\", 'b']\n[page]\nsize = \"A4\"\n", "tags@0=a, b\npage@1=size: A4\n");
        check(
            "[[approvals]]\nrole = \"R\"\n[[approvals]]\nrole = \"S\"\n",
            "approvals@0=role: R, role: S\n",
        );
        check("a.b = 1\n", "a@0=b: 1\n");
        check("", "");
    }

    #[test]
    fn what_is_no_toml_is_told() {
        check(
            "a = 1\nb: 2\n",
            "line 1: the front matter is not TOML: key with no value, expected `=`",
        );
    }
}
