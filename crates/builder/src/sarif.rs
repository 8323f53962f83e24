//! Findings as SARIF 2.1.0 (OASIS), which code hosts show beside the lines of a change.

use std::path::{Component, Path};

use serde_json::{Value, json};
use sopwright_sop::rules::{RULES, Rule};
use sopwright_sop::{Diagnostic, Fix, Severity, Span};

use crate::output::Lines;

/// Returns the log of one run.
pub(crate) fn log(results: &[Value]) -> Value {
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "sopwright",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": RULES.iter().map(rule).collect::<Vec<_>>(),
            }},
            // Columns count characters (SARIF §3.14.17).
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn rule(rule: &Rule) -> Value {
    json!({
        "id": rule.id,
        "shortDescription": { "text": rule.about },
        "defaultConfiguration": { "level": level(rule.severity) },
    })
}

/// Returns one finding.
pub(crate) fn result(path: &Path, lines: &Lines<'_>, finding: &Diagnostic) -> Value {
    let message = match &finding.hint {
        Some(hint) => format!("{}; {hint}", finding.message),
        None => finding.message.clone(),
    };
    let artifact = json!({ "uri": uri(path) });
    let mut result = json!({
        "ruleId": finding.code,
        "level": level(finding.severity),
        "message": { "text": message },
        "locations": [{ "physicalLocation": {
            "artifactLocation": artifact,
            "region": region(lines, finding.span),
        }}],
    });
    if let Some(place) = RULES.iter().position(|rule| rule.id == finding.code) {
        result["ruleIndex"] = json!(place);
    }
    if let Some(fix) = &finding.fix {
        result["fixes"] = json!([fix_of(&artifact, lines, fix)]);
    }
    result
}

fn fix_of(artifact: &Value, lines: &Lines<'_>, fix: &Fix) -> Value {
    let replacement = |(span, text): &(Span, String)| json!({ "deletedRegion": region(lines, *span), "insertedContent": { "text": text } });
    json!({
        "description": { "text": fix.title },
        "artifactChanges": [{
            "artifactLocation": artifact,
            "replacements": fix.edits.iter().map(replacement).collect::<Vec<_>>(),
        }],
    })
}

fn region(lines: &Lines<'_>, span: Span) -> Value {
    let (start, end) = (lines.position(span.start), lines.position(span.end));
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// Returns a path as a URI reference: with forward slashes, what is no plain letter as `%XX`.
fn uri(path: &Path) -> String {
    let part = |component: Component<'_>| match component {
        Component::RootDir => None,
        other => Some(escaped(&other.as_os_str().to_string_lossy())),
    };
    let parts: Vec<String> = path.components().filter_map(part).collect();
    let prefix = if path.has_root() { "file:///" } else { "" };
    format!("{prefix}{}", parts.join("/"))
}

fn escaped(text: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes()
        .map(|byte| match byte {
            byte if is_plain(byte) => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        })
        .collect()
}
