//! Code, formulas and raw HTML.

use super::{Setter, Ways, insert, replace};
use crate::block::BlockKind;
use crate::edit::anatomy::{CodePart, Located, code_part, prefix_at};
use crate::edit::fields::language;
use crate::edit::{Refusal, Value};
use crate::span::Span;

impl Setter<'_> {
    pub(super) fn code_text(&self) -> Ways {
        let text = match self.value {
            Value::Text(text) => text.as_str(),
            _ => "",
        };
        let start = self.located.span.start;
        let prefix = prefix_at(self.source, start);
        let is_formula = matches!(self.located.block.kind(), BlockKind::Math { .. });
        match code_part(self.source, &self.located) {
            CodePart::Dollars { inside } => {
                let old = &self.source[inside.range()];
                let formula = text.trim();
                let body = match old.contains('\n') || formula.contains('\n') {
                    true => self.lines(&format!("\n{formula}\n"), &prefix),
                    false => formula.to_owned(),
                };
                Ok(vec![vec![replace(inside, body)]])
            }
            CodePart::Fenced { marks, body, close, .. } => {
                let text = if is_formula { text.trim() } else { text };
                let mut edits = Vec::new();
                let longest = longest_fence(text, &self.source[marks.range()]);
                let count = marks.end - marks.start;
                if longest >= count {
                    let close = close.ok_or_else(|| {
                        Refusal::new("the code is never closed").hint("edit it as source")
                    })?;
                    let more = self.source[marks.start..=marks.start].repeat(longest + 1 - count);
                    edits.push(insert(marks.end, more.clone()));
                    edits.push(insert(close.end, more));
                }
                let start = body.start;
                // A code block that ends with its opening has no line of its own yet.
                let lead =
                    if self.source[..start].ends_with(['\n', '\r']) { "" } else { self.line_end() };
                let first = if text.starts_with('\n') || text.is_empty() {
                    prefix.trim_end()
                } else {
                    &prefix
                };
                let mut new = match text.is_empty() && is_empty_value(self.value) {
                    true => String::new(),
                    false => format!("{lead}{first}{}", self.lines(text, &prefix)),
                };
                if close.is_some() && !new.is_empty() {
                    new += self.line_end();
                }
                edits.push(replace(body, new));
                Ok(vec![edits])
            }
            CodePart::Indented => {
                let end = self.source[..self.located.span.end].trim_end_matches(['\n', '\r']).len();
                let span = Span { start, end: end.max(start) };
                Ok(vec![vec![replace(span, self.lines(text, &prefix))]])
            }
        }
    }

    pub(super) fn language(&self) -> Ways {
        let CodePart::Fenced { info, marks, .. } = code_part(self.source, &self.located) else {
            return Err(Refusal::new("code that is only indented has no language")
                .hint("write it between two lines of three backticks"));
        };
        let value = self.plain();
        if value.contains(char::is_whitespace) {
            return Err(Refusal::new("a language is one word"));
        }
        let text = &self.source[info.range()];
        let length = language(text).len();
        let span = match text.is_empty() {
            true => Span { start: marks.end, end: marks.end },
            false => Span { start: info.start, end: info.start + length },
        };
        Ok(vec![vec![replace(span, value)]])
    }

    pub(super) fn html(&self) -> Ways {
        let Located { span, .. } = self.located;
        let end = self.source[..span.end].trim_end().len().max(span.start);
        let prefix = prefix_at(self.source, span.start);
        let text = self.lines(self.plain().trim_end(), &prefix);
        Ok(vec![vec![replace(Span { end, ..span }, text)]])
    }
}

fn is_empty_value(value: &Value) -> bool {
    matches!(value, Value::Absent)
}

/// Returns the length of the longest line in a text that could close a fence of these marks.
fn longest_fence(text: &str, marks: &str) -> usize {
    let mark = marks.chars().next().unwrap_or('`');
    let lengths = text.split('\n').map(|line| {
        let line = line.trim();
        let rest = line.trim_start_matches(mark);
        if rest.is_empty() { line.chars().count() } else { 0 }
    });
    lengths.max().unwrap_or_default()
}
