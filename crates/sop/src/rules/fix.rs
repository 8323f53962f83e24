//! Applies the fixes of findings, over and over, until nothing changes any more.

use super::{Settings, check};
use crate::diagnostic::{Diagnostic, Fix};
use crate::document::Document;

/// A source with its fixes applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// The source now.
    pub source: String,
    /// What was done, in order.
    pub titles: Vec<String>,
}

/// How many fixes are applied to one source. One takes a parse, and a document with more has
/// other troubles.
const MOST: usize = 200;

/// Applies every fix that takes a finding away and brings no new one. `parse` makes a document of
/// a source, for it may include other files.
pub fn fix(source: &str, settings: &Settings, parse: &dyn Fn(&str) -> Document) -> Fixed {
    let mut fixed = Fixed { source: source.into(), titles: Vec::new() };
    let mut findings = findings(&fixed.source, settings, parse);
    let mut refused = Vec::new();
    for _ in 0..MOST {
        let next = findings.iter().filter_map(|found| found.fix.as_ref());
        let Some(fix) = next.into_iter().find(|fix| !refused.contains(*fix)).cloned() else {
            break;
        };
        let after = apply(&fixed.source, &fix);
        let left = after.as_deref().map(|after| self::findings(after, settings, parse));
        match (after, left) {
            (Some(after), Some(left)) if is_less(&left, &findings) => {
                fixed.source = after;
                fixed.titles.push(fix.title);
                findings = left;
                // The places of the others have moved.
                refused.clear();
            }
            _ => refused.push(fix),
        }
    }
    fixed
}

fn findings(
    source: &str,
    settings: &Settings,
    parse: &dyn Fn(&str) -> Document,
) -> Vec<Diagnostic> {
    check(&parse(source), source, settings, Vec::new())
}

/// Whether findings are fewer than before, and not more of any code.
fn is_less(now: &[Diagnostic], before: &[Diagnostic]) -> bool {
    let count =
        |findings: &[Diagnostic], code| findings.iter().filter(|found| found.code == code).count();
    now.len() < before.len()
        && now.iter().all(|found| count(now, found.code) <= count(before, found.code))
}

/// Returns the source with the edits of a fix, if they are in order and within it.
fn apply(source: &str, fix: &Fix) -> Option<String> {
    let mut text = String::with_capacity(source.len());
    let mut copied = 0;
    for (span, replacement) in &fix.edits {
        text.push_str(source.get(copied..span.start)?);
        text.push_str(replacement);
        source.get(span.range())?;
        copied = span.end;
    }
    text.push_str(source.get(copied..)?);
    Some(text)
}
