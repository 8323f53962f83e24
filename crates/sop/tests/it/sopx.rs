//! Projects of the other program: the cases in `fixtures/sopx`, one for each type of module and
//! each odd value, projects of your own below `SOPWRIGHT_CORPUS`, and the law that nothing is lost
//! unnamed. `UPDATE_EXPECT=1` writes what comes of the cases now.

use std::path::{Path, PathBuf};
use std::{env, fs};

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use sopwright_html::Node;
use sopwright_sop::sopx::{Converted, convert};
use sopwright_sop::{Document, Severity};

use crate::page::{check_page, findings, render};

#[test]
fn projects_become_what_is_expected() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/sopx");
    let paths = projects(&folder);
    assert!(paths.len() >= 14, "only {} cases were found", paths.len());
    for path in paths {
        let converted = checked(&path);
        let media: Vec<String> =
            converted.media.iter().map(|file| format!("{} -> {}\n", file.from, file.to)).collect();
        let report: Vec<String> = converted.report.iter().map(line).collect();
        let document = Document::parse(&converted.source);
        let shown = format!(
            "{}\n====== files\n{}====== report\n{}====== findings\n{}",
            converted.source,
            media.concat(),
            report.concat(),
            findings(&converted.source, document.diagnostics()),
        );
        let expectation = path.with_extension("txt");
        if env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&expectation, shown).unwrap();
        } else {
            let expected = fs::read_to_string(&expectation).unwrap();
            assert_eq!(shown, expected, "{}", path.display());
        }
    }
}

#[test]
fn no_project_loses_text() {
    let Some(corpus) = env::var_os("SOPWRIGHT_CORPUS") else {
        return;
    };
    for path in projects(Path::new(&corpus)) {
        checked(&path);
    }
}

fn projects(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(projects(&path));
        } else if path.extension().is_some_and(|ending| ending == "sopx") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn checked(path: &Path) -> Converted {
    let text = fs::read_to_string(path).unwrap();
    let converted = convert(&text).unwrap();
    check(&serde_json::from_str(&text).unwrap(), &converted);
    converted
}

fn line(remark: &sopwright_sop::sopx::Remark) -> String {
    let module: String = remark.module.chars().take(8).collect();
    let (outcome, kind, field) = (remark.outcome.name(), &remark.kind, &remark.field);
    format!("{outcome} {kind} {module} {field} {:?}: {}\n", remark.value, remark.why)
}

/// The source has no errors, and every text of the project is on its page, as it was typed, or in
/// the report.
fn check(project: &Value, converted: &Converted) {
    let source = &converted.source;
    let document = Document::parse(source);
    let page = render(&document);
    check_page(&page, source);
    for finding in document.diagnostics() {
        assert!(finding.severity != Severity::Error, "{finding:?} in {source}");
        let allowed = ["unknown-key", "unsafe-image", "empty-section"];
        assert!(allowed.contains(&finding.code), "{finding:?} in {source}");
    }
    let mut said = String::new();
    push_shown(&page.nodes[0], &mut said);
    for file in &converted.media {
        said.push_str(&format!("\n{}", file.from));
    }
    for remark in &converted.report {
        said.push_str(&format!("\n{}", remark.value));
    }
    let said = plain(&said);
    let mut leaves = Vec::new();
    push_leaves(project, &mut leaves);
    for leaf in leaves {
        for line in leaf.split(['\n', '\r']) {
            let line = plain(&without_mark(line));
            // A title does not end in colons: an opening fence may.
            let line = line.trim_end_matches(':');
            assert!(said.contains(line), "{line:?} of {leaf:?} is lost in {}", converted.source);
        }
    }
}

/// Texts of a project, but for words that say what something is.
fn push_leaves(value: &Value, leaves: &mut Vec<String>) {
    const WORDS: &[&str] = &[
        "module_type",
        "version",
        "position",
        "size",
        "format",
        "layout",
        "type",
        "media_type",
        "issue_media_type",
        "solution_media_type",
        "content_type",
        "step_number",
    ];
    match value {
        Value::String(text) => {
            leaves.push(text.strip_prefix("Last Updated:").unwrap_or(text).to_owned());
        }
        Value::Array(items) => items.iter().for_each(|item| push_leaves(item, leaves)),
        Value::Object(map) => {
            for (key, item) in map {
                let is_word = WORDS.contains(&key.as_str()) && !item.is_object();
                // Check boxes may be texts too.
                let is_box = key.contains("include_media");
                match item {
                    // Widths are written without their unit.
                    Value::String(text) if key.ends_with("max_width") => {
                        leaves.push(text.strip_suffix("px").unwrap_or(text).into());
                    }
                    item if !is_word && !is_box => push_leaves(item, leaves),
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

/// A line without the mark of its list.
fn without_mark(line: &str) -> String {
    let line = line.trim();
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = line.len() - rest.len();
    match rest.strip_prefix('.') {
        Some(rest) if (1..=9).contains(&digits) && rest.starts_with(char::is_whitespace) => {
            rest.trim().into()
        }
        _ => line.strip_prefix("• ").unwrap_or(line).trim().into(),
    }
}

/// Text without asterisks and white space, those of `**bold**` are no text; slashes of both kinds
/// name the same file.
fn plain(text: &str) -> String {
    text.replace("<strong>", "")
        .replace("</strong>", "")
        .replace('\\', "/")
        .chars()
        .filter(|c| *c != '*' && !c.is_whitespace())
        .collect()
}

/// What a reader sees, and the addresses and sizes of pictures and links.
fn push_shown(node: &Node, out: &mut String) {
    if let Some(text) = node.as_text() {
        out.push_str(text);
    }
    let Some(element) = node.as_element() else {
        return;
    };
    for name in ["alt", "src", "href", "width"] {
        if let Some(value) = element.get(name) {
            out.push_str(&format!(" {value} "));
        }
    }
    element.children().iter().for_each(|child| push_shown(child, out));
}

#[test]
fn what_is_no_project_is_refused_with_its_line() {
    let cases = [
        ("", "the project ends in the middle, in line 1"),
        ("{\"modules\": [\n{\"id\": \"a", "the project ends in the middle, in line 2"),
        ("{\n  \"modules\": [,]}", "this is no JSON (line 2, column "),
        ("# Markdown", "this is no JSON (line 1, column "),
        ("{\"a\": 1}", "it has no list of modules"),
        ("[]", "it has no list of modules"),
    ];
    for (text, part) in cases {
        let error = convert(text).unwrap_err().to_string();
        assert!(error.contains(part), "{error} of {text:?}");
    }
}

#[test]
fn a_byte_order_mark_is_no_text() {
    let converted = convert("\u{feff}{\"version\": \"1.1\", \"modules\": []}").unwrap();
    assert_eq!((&*converted.source, converted.report.len()), ("", 0));
}

const TYPES: &[&str] = &[
    "header",
    "footer",
    "section_title",
    "text",
    "disclaimer",
    "media",
    "media_grid",
    "table",
    "issue_card",
    "step_card",
    "tabs",
    "unheard_of",
];

const FIELDS: &[&str] = &[
    "title",
    "subtitle",
    "date",
    "logo_path",
    "document_label",
    "style",
    "size",
    "header",
    "content",
    "format",
    "label",
    "type",
    "icon",
    "media_type",
    "source",
    "alt_text",
    "caption",
    "content_before",
    "content_after",
    "max_width",
    "max_height",
    "clickable",
    "layout",
    "items",
    "gap",
    "sections",
    "headers",
    "rows",
    "hover_effect",
    "compact",
    "issue_title",
    "issue_description_before",
    "issue_include_media",
    "issue_media_source",
    "issue_media_caption",
    "solution_title",
    "solution_content",
    "solution_include_media",
    "solution_media_type",
    "solution_single_media_source",
    "solution_media_items",
    "include_media",
    "media_source",
    "organization",
    "department",
    "revision_date",
    "additional_text",
    "tabs",
    "active_tab",
    "step_number",
    "content_type",
    "unheard_of",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => "[a-z ]{0,8}",
        3 => prop::sample::select(vec![
            "**", "**b**", "• ", "\n", "\n\n", "1. ", "2. ", "# ", "- ", "> ", ":::", "::toc", ":::steps",
            "{#a}", "{{A}}", "|", "|---|", "<b>", "&amp;", "`", "$", "\n!!! note", "\n(a)=", "[a]", "$a$", "`c`", "*d*", "a | b\n|---|---|", "\\", "[x](y)", "![", "_", "~~", "@step(a)",
            "https://a.b", "www.c.d", "e@f.gh", "---", "===", "\"", "'", ".png", ".mp4", "C:\\p\\", "\t", "\r\n",
            "image", "video", "list", "table", "grid", "1", "0", "true", "<!--", "+++", "\u{a0}", "[^1]", "{",
        ]).prop_map(String::from),
        1 => any::<char>().prop_map(String::from),
    ];
    vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        6 => text().prop_map(Value::from),
        1 => any::<bool>().prop_map(Value::from),
        1 => any::<i64>().prop_map(Value::from),
        1 => any::<f64>().prop_map(Value::from),
        1 => Just(Value::Null),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            vec((prop::sample::select(FIELDS), inner), 0..4).prop_map(object),
        ]
    })
}

fn object(pairs: Vec<(&'static str, Value)>) -> Value {
    pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect::<Map<_, _>>().into()
}

fn module() -> impl Strategy<Value = Value> {
    let content = vec((prop::sample::select(FIELDS), value()), 0..8).prop_map(object);
    let sub_modules = prop_oneof![2 => Just(Value::Null), 1 => value()];
    (prop::sample::select(TYPES), content, value(), sub_modules).prop_map(
        |(kind, content, position, sub_modules)| {
            json!({
                "id": "", "module_type": kind, "position": position, "content_data": content,
                "sub_modules": sub_modules,
            })
        },
    )
}

/// A module whose fields are those that it should have, with long texts in them.
fn well_formed() -> impl Strategy<Value = Value> {
    let long = || vec(text(), 0..5).prop_map(|texts| texts.concat());
    let kind = prop::sample::select(vec!["text", "disclaimer", "table", "media", "issue_card"]);
    let format = prop::sample::select(vec!["paragraph", "list", "blockquote"]);
    (kind, format, long(), long(), text()).prop_map(|(kind, format, a, b, c)| {
        let content = match kind {
            "text" => json!({ "header": c, "content": a + "\n" + &b, "format": format }),
            "disclaimer" => json!({ "title": c, "content": a, "label": b }),
            "table" => json!({ "headers": [c], "rows": [[a, b], [], [c]] }),
            "media" => json!({ "source": "a.png", "caption": a, "alt_text": c, "header": b }),
            _ => json!({ "issue_title": c, "issue_description": a, "solution_content": b }),
        };
        json!({ "module_type": kind, "content_data": content })
    })
}

fn tab_section() -> impl Strategy<Value = Value> {
    vec((text(), vec(module(), 0..3)), 0..3).prop_map(|tabs| {
        let names: Vec<&str> = tabs.iter().skip(1).map(|(name, _)| &**name).collect();
        let sub_modules: Map<String, Value> =
            tabs.iter().map(|(name, list)| (name.clone(), list.clone().into())).collect();
        json!({ "module_type": "tabs", "content_data": { "tabs": names }, "sub_modules": sub_modules })
    })
}

proptest! {
    #[test]
    fn every_text_is_on_the_page_or_in_the_report(
        modules in vec(
            prop_oneof![4 => well_formed(), 4 => module(), 1 => tab_section(), 1 => value()], 0..5
        )
    ) {
        let project = json!({ "version": "1.1", "modules": modules });
        let converted = convert(&project.to_string()).unwrap();
        check(&project, &converted);
    }

    #[test]
    fn any_json_is_read_or_refused(value in value()) {
        if let Ok(converted) = convert(&value.to_string()) {
            check(&value, &converted);
        }
        let _ = convert(&json!({ "modules": value }).to_string());
    }
}
