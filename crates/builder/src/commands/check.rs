//! `sopwright check`: lists the findings; exit code 1 if one is an error.

use std::path::Path;
use std::process::ExitCode;

use serde_json::{Value, json};
use sopwright_sop::{Diagnostic, Document, Severity};

use crate::cli::Check;
use crate::failure::Failure;
use crate::output::Lines;
use crate::{media, output, source};

pub(crate) fn run(arguments: &Check) -> Result<ExitCode, Failure> {
    let source = source::read(&arguments.file)?;
    let document = source::parse(&arguments.file, &source, None);
    let findings = findings(&document, folder(&arguments.file));
    let lines = Lines::of(&source);
    if arguments.json {
        let items: Vec<Value> =
            findings.iter().map(|finding| output::finding_json(&lines, finding)).collect();
        output::event(&json!({ "file": arguments.file, "diagnostics": items }));
    } else {
        for finding in &findings {
            output::line(&output::finding(&arguments.file, &lines, finding));
        }
        output::line(&summary(&findings));
    }
    let failed = findings.iter().any(|finding| finding.severity == Severity::Error);
    Ok(ExitCode::from(u8::from(failed)))
}

/// Returns all findings about a document, in the order of the source.
pub(crate) fn findings(document: &Document, folder: &Path) -> Vec<Diagnostic> {
    let missing = document.missing_media(|reference| media::is_missing(folder, reference));
    let mut findings: Vec<_> = document.diagnostics().iter().cloned().chain(missing).collect();
    findings.sort_by_key(|finding| finding.span.start);
    findings
}

/// Returns the folder that a source's references start from.
pub(crate) fn folder(file: &Path) -> &Path {
    match file.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    }
}

fn summary(findings: &[Diagnostic]) -> String {
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let counted = [
        (count(Severity::Error), "error", "errors"),
        (count(Severity::Warning), "warning", "warnings"),
        (count(Severity::Info), "remark", "remarks"),
    ];
    let parts: Vec<_> = counted
        .iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, many)| format!("{count} {}", if *count == 1 { one } else { many }))
        .collect();
    if parts.is_empty() { "no findings".into() } else { parts.join(", ") }
}
