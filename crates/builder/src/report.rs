//! Findings for people: the line, what is wrong in it, and the way out.

use std::io::Write as _;
use std::path::Path;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use sopwright_sop::{Diagnostic, Severity};

use crate::output::Lines;

/// Longer lines are cut on both sides of what is found.
const WIDTH: usize = 100;

/// Prints a finding; in colour, if somebody is there to see it and did not set `NO_COLOR`.
pub(crate) fn print(path: &Path, lines: &Lines<'_>, finding: &Diagnostic) {
    let text = written(path, lines, finding);
    let mut out = anstream::stdout().lock();
    let _ = writeln!(out, "{text}\n").and_then(|()| out.flush());
}

fn written(path: &Path, lines: &Lines<'_>, finding: &Diagnostic) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    // Of what goes over many lines, the first says where it is.
    let (number, line) = lines.line(finding.span.start);
    let start = finding.span.start.min(line.end) - line.start;
    let end = finding.span.end.clamp(line.start + start, line.end) - line.start;
    let name = path.display().to_string();
    let snippet = Snippet::source(lines.text(line))
        .path(name)
        .line_start(number)
        .annotation(AnnotationKind::Primary.span(start..end));
    let mut group = level.primary_title(&finding.message).id(finding.code).element(snippet);
    if let Some(hint) = &finding.hint {
        group = group.element(Level::HELP.message(hint));
    }
    if let Some(fix) = &finding.fix {
        group = group.element(Level::NOTE.message(format!("`--fix` can {}", fix.title)));
    }
    Renderer::styled().term_width(WIDTH).render(&[group])
}
