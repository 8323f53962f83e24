//! Findings about a source. A parse never fails: it gives a document and these beside it.

use crate::span::Span;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The page is not what the author can have meant.
    Error,
    /// Something is left out or shown in another way than written.
    Warning,
    /// Worth knowing.
    Info,
}

/// A finding about the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// What kind of finding it is, in kebab-case: `unclosed-container`.
    pub code: &'static str,
    /// The place in the source.
    pub span: Span,
    /// What is found: lower case, no full stop.
    pub message: String,
    /// The way out, if one is known.
    pub hint: Option<String>,
    /// An edit of the source that is the way out, if there is a safe one.
    pub fix: Option<Fix>,
}

/// An edit of the source that makes a finding go away and changes nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, in a few words: lower case, no full stop.
    pub title: String,
    /// What is put in the place of what, in the order of the source, without overlaps.
    pub edits: Vec<(Span, String)>,
}

impl Diagnostic {
    pub(crate) fn new(
        severity: Severity,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
    ) -> Self {
        Self { severity, code, span, message: message.into(), hint: None, fix: None }
    }

    pub(crate) fn error(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, span, message)
    }

    pub(crate) fn warning(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, span, message)
    }

    pub(crate) fn info(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Info, code, span, message)
    }

    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// More findings than anybody reads are a flood: a hostile source could make one per line.
const MOST: usize = 1000;

/// Puts findings into the order of the source and cuts a flood off.
pub(crate) fn settle(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by_key(|diagnostic| (diagnostic.span.start, diagnostic.severity));
    if let Some(left_out) = diagnostics.len().checked_sub(MOST).filter(|&more| more > 0) {
        // Errors decide whether a check succeeds, so they are not what is cut off.
        diagnostics.sort_by_key(|diagnostic| diagnostic.severity);
        diagnostics.truncate(MOST);
        diagnostics.sort_by_key(|diagnostic| (diagnostic.span.start, diagnostic.severity));
        let last = diagnostics.last().map(|last| last.span).unwrap_or_default();
        let message = format!("{left_out} more findings are not listed");
        diagnostics.push(Diagnostic::info("too-many-findings", last, message));
    }
}

/// Finds the word of a list that somebody who wrote `word` most likely meant.
pub(crate) fn resembling<'a>(
    word: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let most = match word.chars().count() {
        0..=2 => return None,
        3..=5 => 1,
        _ => 2,
    };
    let plain = |text: &str| text.to_lowercase().replace('-', "_");
    let word = plain(word);
    let length = word.chars().count();
    known
        .into_iter()
        // Each letter more or less is a slip of its own.
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= most)
        .map(|candidate| (distance(&word, &plain(candidate)), candidate))
        .filter(|(distance, _)| *distance <= most)
        // Among words that are as near, always the same one.
        .min_by_key(|(distance, candidate)| (*distance, *candidate))
        .map(|(_, candidate)| candidate)
}

/// The Levenshtein distance of two words, a swap of two neighbours counted once.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(64).collect(), b.chars().collect());
    let mut before_last = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for row in 1..=a.len() {
        let mut now = vec![row; b.len() + 1];
        for column in 1..=b.len() {
            let changed = usize::from(a[row - 1] != b[column - 1]);
            now[column] =
                (last[column - 1] + changed).min(last[column] + 1).min(now[column - 1] + 1);
            let swapped =
                row > 1 && column > 1 && a[row - 1] == b[column - 2] && a[row - 2] == b[column - 1];
            if swapped {
                now[column] = now[column].min(before_last[column - 2] + 1);
            }
        }
        before_last = std::mem::replace(&mut last, now);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_is_understood() {
        let known = ["title", "status", "effective_date"];
        assert_eq!(resembling("tilte", known), Some("title"));
        assert_eq!(resembling("effective-date", known), Some("effective_date"));
        assert_eq!(resembling("Status", known), Some("status"));
        assert_eq!(resembling("author", known), None);
        assert_eq!(resembling("ti", known), None);
    }
}
