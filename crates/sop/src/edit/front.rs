//! A key of the front matter gets another value; everything else in it stays as it is written.

use super::anatomy::{line_end, next_line};
use super::set::smallest;
use super::{Refusal, TextEdit, apply};
use crate::document::Document;
use crate::front_matter::{Field, FrontMatter, KNOWN_KEYS};
use crate::span::Span;
use crate::yaml::{self, Value};

/// Gives a key a value; without one, the key is taken away.
pub(super) fn edits(
    document: &Document,
    source: &str,
    key: &str,
    value: Option<&Value>,
) -> Result<Vec<TextEdit>, Refusal> {
    let front_matter = document.front_matter();
    if front_matter.unreadable().is_some() {
        return Err(Refusal::new("the front matter cannot be read").hint("mend it as source"));
    }
    if front_matter.span().is_some() && !front_matter.is_yaml() {
        return Err(Refusal::new("the front matter is written in TOML")
            .hint("edit it as source, or export the document normalised: then it is YAML"));
    }
    if key.trim().is_empty() || key.contains(['\n', '\r', '\0']) {
        return Err(Refusal::new("a key is a word"));
    }
    if front_matter.get(key) == value {
        return Ok(Vec::new());
    }
    let editor = Editor { source, front_matter, end: line_ending(source) };
    let ways = match (front_matter.span(), value) {
        (None, None) => return Ok(Vec::new()),
        (None, Some(value)) => vec![editor.created(key, value)],
        (Some(span), None) => vec![editor.without(key, span)],
        (Some(span), Some(value)) => editor.with(key, value, span),
    };
    let ways = ways.into_iter().map(|edits| smallest(source, edits));
    let does_it = |edits: &Vec<TextEdit>| is_done(document, source, edits, key, value);
    { ways }.find(does_it).ok_or_else(|| {
        Refusal::new(format!("`{key}` is written in a way that has no form here"))
            .hint("edit it as source")
    })
}

fn line_ending(source: &str) -> &'static str {
    if source.contains("\r\n") { "\r\n" } else { "\n" }
}

/// Whether the key has the value then, and nothing else is another.
fn is_done(
    document: &Document,
    source: &str,
    edits: &[TextEdit],
    key: &str,
    value: Option<&Value>,
) -> bool {
    let next = document.edited(&apply(source, edits));
    let others = |document: &Document| -> Vec<(String, Value)> {
        let fields = document.front_matter().fields().iter().filter(|field| field.key != key);
        fields.map(|field| (field.key.clone(), field.value.clone())).collect()
    };
    let blocks = |document: &Document| -> Vec<_> {
        document.blocks().iter().map(crate::block::Block::fingerprint).collect()
    };
    next.front_matter().get(key) == value
        && next.front_matter().unreadable().is_none()
        && others(document) == others(&next)
        && blocks(document) == blocks(&next)
}

struct Editor<'s> {
    source: &'s str,
    front_matter: &'s FrontMatter,
    /// What ends a line.
    end: &'static str,
}

impl Editor<'_> {
    /// Writes front matter where there is none.
    fn created(&self, key: &str, value: &Value) -> Vec<TextEdit> {
        let end = self.end;
        let start = if self.source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let rest = &self.source[start..];
        let blank = if rest.is_empty() || rest.starts_with(['\n', '\r']) { "" } else { end };
        let entry = self.entry(key, value, "");
        let text = format!("---{end}{entry}---{end}{blank}");
        vec![TextEdit { span: Span { start, end: start }, text }]
    }

    /// Writes a key and its value, with the line end.
    fn entry(&self, key: &str, value: &Value, indent: &str) -> String {
        let value = self.written(value, &format!("{indent}  "));
        format!("{indent}{}:{value}{}", yaml::scalar(key), self.end)
    }

    /// Writes a value as it stands behind its colon. Rows stand on lines of their own.
    fn written(&self, value: &Value, indent: &str) -> String {
        match value {
            Value::List(items) if items.iter().any(|item| matches!(item, Value::Map(_))) => {
                let row = |item: &Value| format!("{}{indent}- {}", self.end, yaml::flow(item));
                items.iter().map(row).collect()
            }
            value => format!(" {}", yaml::flow(value)),
        }
    }

    /// Takes a key away wherever it is said; all of it, if nothing else is there.
    fn without(&self, key: &str, span: Span) -> Vec<TextEdit> {
        let is_gone = |field: &&Field| field.key == key;
        let inside = self.inside(span);
        let gone: Vec<Span> = self
            .front_matter
            .fields()
            .iter()
            .filter(is_gone)
            .map(|f| self.lines_of(f, span))
            .collect();
        let left =
            gone.iter().rev().fold(self.source[inside.range()].to_owned(), |mut text, gone| {
                text.replace_range(gone.start - inside.start..gone.end - inside.start, "");
                text
            });
        if left.trim().is_empty() {
            let mut end = next_line(self.source, line_end(self.source, span.end));
            if line_end(self.source, end) == end {
                end = next_line(self.source, end);
            }
            return vec![TextEdit { span: Span { end, ..span }, text: String::new() }];
        }
        gone.into_iter().map(|span| TextEdit { span, text: String::new() }).collect()
    }

    /// Returns what stands between the two rules.
    fn inside(&self, span: Span) -> Span {
        let start = next_line(self.source, line_end(self.source, span.start));
        let end = super::anatomy::line_start(self.source, span.end).max(start);
        Span { start, end }
    }

    /// Returns the lines of a key and its value, with their line ends. What follows of blank lines
    /// and remarks is not theirs.
    fn lines_of(&self, field: &Field, span: Span) -> Span {
        let starts = self.front_matter.fields().iter().map(|field| field.span.start);
        let end = self.inside(span).end;
        let next = starts.filter(|start| *start > field.span.start).min().unwrap_or(end);
        let mut last = next_line(self.source, field.span.end);
        let mut line = last;
        while line < next {
            let end = line_end(self.source, line);
            let text = &self.source[line..end];
            line = next_line(self.source, end);
            if !text.trim().is_empty() && !text.starts_with('#') {
                last = line;
            }
            if end == self.source.len() {
                break;
            }
        }
        Span { start: field.span.start, end: last }
    }

    fn with(&self, key: &str, value: &Value, span: Span) -> Vec<Vec<TextEdit>> {
        let indent = self.indent();
        let Some(field) = self.front_matter.fields().iter().find(|field| field.key == key) else {
            let at = self.place_for(key, span);
            let text = self.entry(key, value, indent);
            return vec![vec![TextEdit { span: Span { start: at, end: at }, text }]];
        };
        let lines = self.lines_of(field, span);
        let whole = TextEdit { span: lines, text: self.entry(key, value, indent) };
        let rows = self.rows(field, value, lines).map(|edit| vec![edit]);
        let kept = self.behind_colon(field, value, lines).map(|edit| vec![edit]);
        rows.into_iter().chain(kept).chain([vec![whole]]).collect()
    }

    fn indent(&self) -> &str {
        let first =
            self.front_matter.fields().first().map(|field| &self.source[field.span.range()]);
        let first = first.unwrap_or_default();
        &first[..first.len() - first.trim_start_matches(' ').len()]
    }

    /// Returns where a new key is put: behind those that are usually in front of it.
    fn place_for(&self, key: &str, span: Span) -> usize {
        let rank = |key: &str| KNOWN_KEYS.iter().position(|known| known.name == key);
        let inside = self.inside(span);
        let Some(own) = rank(key) else { return inside.end };
        let mut fields = self.front_matter.fields().iter();
        let before = fields.rfind(|field| rank(&field.key).is_some_and(|rank| rank < own));
        before.map_or(inside.start, |field| self.lines_of(field, span).end)
    }

    /// Puts a value behind the colon; a remark in that line is kept.
    fn behind_colon(&self, field: &Field, value: &Value, lines: Span) -> Option<TextEdit> {
        let colon = self.colon(field)?;
        let first = &self.source[colon..field.span.end];
        let remark = remark_in(first);
        let is_one_line = next_line(self.source, field.span.end) >= lines.end;
        let end = match (is_one_line, remark) {
            (true, Some(remark)) => colon + first[..remark].trim_end().len(),
            (true, None) => field.span.end,
            (false, _) => self.source[..lines.end].trim_end_matches(['\n', '\r']).len(),
        };
        let text = self.written(value, &format!("{}  ", self.indent()));
        // Lines of their own stand behind the remark, and not in front of it.
        let goes_on = text.starts_with(self.end);
        (!(goes_on && remark.is_some()))
            .then_some(TextEdit { span: Span { start: colon, end: end.max(colon) }, text })
    }

    /// Returns the byte behind the colon of a key.
    fn colon(&self, field: &Field) -> Option<usize> {
        let line = &self.source[field.span.range()];
        let text = line.trim_start();
        let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''));
        let length = match quote {
            Some(quote) => text[1..].find(quote)? + 2,
            None => field.key.len(),
        };
        let rest = text.get(length..)?.trim_start();
        rest.starts_with(':').then(|| field.span.end - rest.len() + 1)
    }

    /// Changes only those lines of a list or a mapping that say something else.
    fn rows(&self, field: &Field, value: &Value, lines: Span) -> Option<TextEdit> {
        let old = parts(&field.value)?;
        let new = parts(value)?;
        let is_list = matches!(value, Value::List(_));
        let body = Span { start: next_line(self.source, field.span.end), end: lines.end };
        let groups = groups(self.source, body, is_list)?;
        if groups.len() != old.len() || new.is_empty() {
            return None;
        }
        let same = |(old, new): &(&String, &String)| old == new;
        let start = old.iter().zip(&new).take_while(same).count();
        let rest = old[start..].iter().rev().zip(new[start..].iter().rev());
        let end = rest.take_while(same).count();
        let text = &self.source[groups[0].range()];
        let indent = &text[..text.len() - text.trim_start_matches(' ').len()];
        let mark = if is_list { "- " } else { "" };
        let written = new[start..new.len() - end].iter();
        let written = written.map(|row| format!("{indent}{mark}{row}{}", self.end)).collect();
        let from = groups.get(start).map_or(body.end, |group| group.start);
        let to = groups.get(groups.len() - end).map_or(body.end, |group| group.start);
        Some(TextEdit { span: Span { start: from, end: to.max(from) }, text: written })
    }
}

/// Returns the parts of a list or a mapping, each as it is written on one line.
fn parts(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::Text(_) => None,
        Value::List(items) => Some(items.iter().map(yaml::flow).collect()),
        Value::Map(pairs) => {
            let pair = |(key, value): &(String, Value)| {
                format!("{}: {}", yaml::scalar(key), yaml::flow(value))
            };
            Some(pairs.iter().map(pair).collect())
        }
    }
}

/// Returns the lines of each item of a list, or of each pair of a mapping.
fn groups(source: &str, body: Span, is_list: bool) -> Option<Vec<Span>> {
    let mut groups: Vec<Span> = Vec::new();
    let mut indent = None;
    let mut line = body.start;
    while line < body.end {
        let end = line_end(source, line);
        let next = next_line(source, end).min(body.end);
        let text = &source[line..end];
        let bare = text.trim_start_matches(' ');
        let own = text.len() - bare.len();
        let is_content = !bare.trim().is_empty() && !bare.starts_with('#');
        let is_first = is_content && own == *indent.get_or_insert(own);
        if is_first && (!is_list || bare.starts_with("- ")) {
            groups.push(Span { start: line, end: next });
        } else {
            groups.last_mut()?.end = next;
        }
        if next == line {
            break;
        }
        line = next;
    }
    (!groups.is_empty()).then_some(groups)
}

/// Finds a remark behind a value on one line.
fn remark_in(text: &str) -> Option<usize> {
    let mut quote = None;
    let mut before = ' ';
    for (place, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open && before != '\\' => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') if matches!(before, ' ' | '[' | '{' | ',' | ':') => quote = Some(c),
            (None, '#') if before.is_whitespace() => return Some(place),
            _ => {}
        }
        before = c;
    }
    None
}
