//! Blocks of code and formulas.

use super::{Located, line_end, line_start, next_line, trimmed};
use crate::span::Span;

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
