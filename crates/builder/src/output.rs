//! What people and programs read on standard output. A reader that went away (`| head`) is no
//! error: what cannot be written any more is dropped.

use std::io::{self, Write as _};
use std::path::Path;

use serde_json::{Value, json};
use sopwright_sop::{Diagnostic, Fix, LineIndex, Position, Severity, Span};

/// A source and where its lines are: turns bytes into what people count in.
pub(crate) struct Lines<'a> {
    source: &'a str,
    index: LineIndex,
}

impl<'a> Lines<'a> {
    pub(crate) fn of(source: &'a str) -> Self {
        Self { source, index: LineIndex::new(source) }
    }

    /// Returns the number of the line that a byte is in, and its text.
    pub(crate) fn line(&self, byte: usize) -> (usize, Span) {
        let number = self.position(byte).line;
        (number, self.index.lines()[number - 1])
    }

    /// Returns the source of a place.
    pub(crate) fn text(&self, span: Span) -> &'a str {
        self.source.get(span.range()).unwrap_or_default()
    }

    pub(crate) fn position(&self, byte: usize) -> Position {
        self.index.position(self.source, byte)
    }
}

/// Prints one line at once.
pub(crate) fn line(text: &str) {
    let mut out = io::stdout().lock();
    let _ = writeln!(out, "{text}").and_then(|()| out.flush());
}

/// Prints one JSON object on a line of its own.
pub(crate) fn event(object: &Value) {
    line(&object.to_string());
}

/// Returns a finding as compilers write it: `FILE:LINE:COLUMN: severity[code]: message`.
pub(crate) fn finding(path: &Path, lines: &Lines<'_>, diagnostic: &Diagnostic) -> String {
    let at = lines.position(diagnostic.span.start);
    let severity = severity(diagnostic.severity);
    let (path, code, message) = (path.display(), diagnostic.code, &diagnostic.message);
    let mut text = format!("{path}:{}:{}: {severity}[{code}]: {message}", at.line, at.column);
    if let Some(hint) = &diagnostic.hint {
        text.push_str("\n  hint: ");
        text.push_str(hint);
    }
    text
}

/// Returns a finding as JSON.
pub(crate) fn finding_json(lines: &Lines<'_>, diagnostic: &Diagnostic) -> Value {
    let (start, end) = (lines.position(diagnostic.span.start), lines.position(diagnostic.span.end));
    json!({
        "severity": severity(diagnostic.severity),
        "code": diagnostic.code,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
        "fix": diagnostic.fix.as_ref().map(|fix| fix_json(lines, fix)),
    })
}

fn fix_json(lines: &Lines<'_>, fix: &Fix) -> Value {
    let edit = |(span, text): &(Span, String)| {
        let (start, end) = (lines.position(span.start), lines.position(span.end));
        json!({
            "line": start.line,
            "column": start.column,
            "end_line": end.line,
            "end_column": end.column,
            "text": text,
        })
    };
    json!({ "title": fix.title, "edits": fix.edits.iter().map(edit).collect::<Vec<_>>() })
}

/// Returns the word for a severity that is used everywhere: terminal, JSON, wire.
pub(crate) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}
