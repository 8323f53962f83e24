//! `sopwright check`: lists the findings, and fixes what can be fixed safely; exit code 1 if one
//! is an error, or with `--strict` a warning.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use serde_json::{Value, json};
use sopwright_sop::rules::{self, Profile, RULES, Settings};
use sopwright_sop::{Date, Diagnostic, Document, Severity, theme};

use crate::cli::Check;
use crate::failure::Failure;
use crate::output::Lines;
use crate::{media, output, report, sarif, source};

pub(crate) fn run(arguments: &Check) -> Result<ExitCode, Failure> {
    if arguments.rules {
        list_rules();
        return Ok(ExitCode::SUCCESS);
    }
    let settings = Settings { today: today(), profile: arguments.profile };
    let mut all = Vec::new();
    let mut results = Vec::new();
    for file in &arguments.files {
        let source = read(file, arguments, &settings)?;
        let document = source::parse(file, &source, None);
        let findings = findings(&document, &source, folder(file), &settings);
        let lines = Lines::of(&source);
        if arguments.sarif {
            results.extend(findings.iter().map(|found| sarif::result(file, &lines, found)));
        } else if arguments.json {
            let items: Vec<Value> =
                findings.iter().map(|finding| output::finding_json(&lines, finding)).collect();
            output::event(&json!({ "file": file, "diagnostics": items }));
        } else {
            findings.iter().for_each(|finding| report::print(file, &lines, finding));
        }
        all.extend(findings);
    }
    if arguments.sarif {
        output::event(&sarif::log(&results));
    } else if !arguments.json {
        output::line(&summary(&all));
    }
    let worst = if arguments.strict { Severity::Warning } else { Severity::Error };
    let failed = all.iter().any(|finding| finding.severity <= worst);
    Ok(ExitCode::from(u8::from(failed)))
}

/// Reads a source, and fixes the file if that is asked for. What is done is said on standard
/// error, so that a program that reads the findings is not disturbed.
fn read(file: &Path, arguments: &Check, settings: &Settings) -> Result<String, Failure> {
    let source = source::read(file)?;
    if !arguments.fix {
        return Ok(source);
    }
    let fixed = rules::fix(&source, settings, &|text| source::parse(file, text, None));
    if fixed.source != source {
        write(file, &fixed.source).map_err(|error| Failure::of_file("write", file, error))?;
    }
    for title in &fixed.titles {
        eprintln!("fixed {}: {title}", file.display());
    }
    Ok(fixed.source)
}

/// Replaces a file at once: a reader sees the old text or the new one. A link stays a link.
fn write(file: &Path, text: &str) -> std::io::Result<()> {
    let file = fs::canonicalize(file)?;
    let permissions = fs::metadata(&file)?.permissions();
    let mut new = tempfile::NamedTempFile::new_in(folder(&file))?;
    new.write_all(text.as_bytes())?;
    fs::set_permissions(new.path(), permissions)?;
    new.persist(&file)?;
    Ok(())
}

fn list_rules() {
    for rule in RULES {
        let profiles = if rule.profiles.len() == Profile::ALL.len() {
            "all".to_owned()
        } else {
            rule.profiles.iter().map(|profile| profile.name()).collect::<Vec<_>>().join(", ")
        };
        let severity = output::severity(rule.severity);
        output::line(&format!("{:<26} {severity:<8} {profiles:<18} {}", rule.id, rule.about));
    }
}

/// Returns the day it is, as UTC has it.
pub(crate) fn today() -> Option<Date> {
    let now = time::OffsetDateTime::now_utc().date();
    Date::new(u16::try_from(now.year()).ok()?, now.month().into(), now.day())
}

/// Returns all findings about a document, in the order of the source.
pub(crate) fn findings(
    document: &Document,
    source: &str,
    folder: &Path,
    settings: &Settings,
) -> Vec<Diagnostic> {
    let mut missing = document.missing_media(|reference| media::is_missing(folder, reference));
    missing.extend(missing_sheet(document, folder));
    rules::check(document, source, settings, missing)
}

/// Looks whether the style sheet is there that an SOP names as its theme.
fn missing_sheet(document: &Document, folder: &Path) -> Option<Diagnostic> {
    let front_matter = document.front_matter();
    let path = theme::sheet(front_matter).filter(|path| !folder.join(&**path).is_file())?;
    let field = front_matter.fields().iter().find(|field| field.key == "theme")?;
    Some(Diagnostic {
        severity: Severity::Error,
        code: "missing-media",
        span: field.span,
        message: format!("no style sheet `{path}`"),
        hint: Some("paths begin at the document's own folder".into()),
        fix: None,
    })
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
