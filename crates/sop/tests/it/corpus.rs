//! Real documents: none may panic, none may lose text. `SOPWRIGHT_CORPUS` names a folder of
//! Markdown files; our own examples are always read.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

use comrak::nodes::NodeValue;
use sopwright_html::Node;
use sopwright_sop::Document;

use crate::page::{check_page, render};

#[test]
fn no_document_loses_text() {
    let examples = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let corpus = env::var_os("SOPWRIGHT_CORPUS").map(PathBuf::from);
    let mut sources = Vec::new();
    for folder in [Some(examples), corpus].into_iter().flatten() {
        find_sources(&folder, &mut sources);
    }
    for path in sources {
        let Ok(source) = fs::read_to_string(&path) else {
            continue;
        };
        let document = Document::parse(&source);
        let page = render(&document);
        check_page(&page, &path.display().to_string());
        let lost = lost_words(&source, &page.nodes[0]);
        assert!(lost.is_empty(), "{} lost {lost:?}", path.display());
    }
}

fn find_sources(folder: &Path, sources: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            find_sources(&path, sources);
        } else if matches!(path.extension().and_then(|e| e.to_str()), Some("md" | "Rmd")) {
            sources.push(path);
        }
    }
}

/// The words that a plain CommonMark parser finds more often in the source than the page has them.
fn lost_words(source: &str, page: &Node) -> Vec<String> {
    let mut wanted = String::new();
    push_source_text(source, &mut wanted);
    let mut shown = String::new();
    push_page_text(page, &mut shown);
    let mut counts: HashMap<String, i64> = HashMap::new();
    for word in words(&wanted) {
        *counts.entry(word).or_default() += 1;
    }
    for word in words(&shown) {
        *counts.entry(word).or_default() -= 1;
    }
    let mut lost: Vec<String> = counts
        .into_iter()
        .filter(|(_, left)| *left > 0)
        .map(|(word, left)| format!("{word} x{left}"))
        .collect();
    lost.sort();
    lost
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned)
}

fn push_source_text(source: &str, out: &mut String) {
    let mut options = comrak::Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.extension.alerts = true;
    options.extension.math_dollars = true;
    options.extension.front_matter_delimiter = Some("---".into());
    let arena = comrak::Arena::new();
    let mut is_inside = false;
    let source: String = source.lines().map(|line| without_dialect(line, &mut is_inside)).collect();
    for node in comrak::parse_document(&arena, &source, &options).descendants() {
        if node.data().value.block() {
            out.push(' ');
        }
        match &node.data().value {
            NodeValue::SoftBreak | NodeValue::LineBreak => out.push(' '),
            NodeValue::FrontMatter(text) => push_values(text, out),
            NodeValue::Text(text) => out.push_str(&without_attributes(text)),
            NodeValue::Code(code) => out.push_str(&without(&code.literal, "{{", "}}")),
            NodeValue::CodeBlock(code) => out.push_str(&without(&code.literal, "{{", "}}")),
            NodeValue::HtmlBlock(html) => push_html_text(&html.literal, out),
            NodeValue::HtmlInline(html) if html.starts_with("<br") => out.push(' '),
            // A tag that is no HTML is a placeholder, and text.
            NodeValue::HtmlInline(html)
                if html[1..].starts_with(|c: char| c.is_ascii_uppercase()) =>
            {
                out.push_str(html);
            }
            _ => {}
        }
    }
}

/// Takes off what MkDocs indents; its openings say only their titles.
fn without_dialect(line: &str, is_inside: &mut bool) -> String {
    let is_opening = ["!!! ", "??? ", "=== "].iter().any(|mark| line.starts_with(mark));
    if is_opening {
        *is_inside = true;
        let title = line.split('"').nth(1).unwrap_or_default();
        return format!("{title}\n\n");
    }
    *is_inside &= line.is_empty() || line.starts_with("    ");
    let line = if *is_inside { line.strip_prefix("    ").unwrap_or(line) } else { line };
    // Of a container, only the title is sure to be there as it is written.
    if let Some(fence) = line.trim_start().strip_prefix("::") {
        let title = fence.rsplit_once('}').map_or_else(
            || fence.split_once(' ').map_or("", |(_, title)| title),
            |(_, title)| title,
        );
        return format!("\n{title}\n\n");
    }
    if line.starts_with('(') && line.trim_end().ends_with(")=") {
        return "\n".into();
    }
    // A role shows a number in place of a name.
    let line = without(line, "{numref}`", "`");
    // Letters at the beginning of lines are marks of a list.
    let is_lettered = line.starts_with(|c: char| c.is_ascii_lowercase())
        && line.len() > 3
        && matches!(line.as_bytes()[1], b'.' | b')');
    let line = if is_lettered { line[2..].to_owned() } else { line };
    // Such an image may stand inside of HTML, where a plain parser has it as text.
    match line.split_once("](") {
        Some((alt, _)) if line.starts_with("![") => format!("{}\n", &alt[2..]),
        _ => format!("{line}\n"),
    }
}

/// Attribute lists and placeholders are not text, and notes are found by their names.
fn without_attributes(text: &str) -> String {
    const STARTS: &[&str] = &[
        "{#",
        "{.",
        "{kind",
        "{repeat",
        "{when",
        "{level",
        "{width",
        "{iso=",
        "{critical",
        "{hold",
        "{optional",
        "{time=",
        "{who=",
        "{expect=",
    ];
    let is_list = text.trim_end().ends_with('}');
    let list = STARTS.iter().filter_map(|start| text.find(start)).min().filter(|_| is_list);
    let text = without(&text[..list.unwrap_or(text.len())], "@step(", ")");
    without(&text, "{{", "}}")
}

/// Takes out what stands between two marks.
fn without(text: &str, start: &str, end: &str) -> String {
    let mut pieces = text.split(start);
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |text, piece| text + piece.split_once(end).map_or(piece, |(_, rest)| rest))
}

/// What is behind the keys of front matter.
fn push_values(text: &str, out: &mut String) {
    for line in text.lines() {
        let line = line.trim_start().trim_start_matches("- ");
        let is_value = line.starts_with(|c: char| c.is_lowercase());
        if !is_value {
            continue;
        }
        let settings = [
            "lang:",
            "dir:",
            "theme:",
            "status:",
            "logo:",
            "page:",
            "numbering:",
            "vars:",
            "sections:",
            "steps:",
            "across:",
            "size:",
            "profile:",
            "header:",
            "footer:",
        ];
        if settings.iter().all(|setting| !line.starts_with(setting)) {
            out.push_str(
                line.split_once(": ").map_or("", |(_, value)| value.trim_start_matches(['{', '['])),
            );
            out.push(' ');
        }
    }
}

fn push_html_text(html: &str, out: &mut String) {
    for node in sopwright_html::parse_fragment(html) {
        push_page_text(&node, out);
    }
}

fn push_page_text(node: &Node, out: &mut String) {
    if let Some(text) = node.as_text() {
        out.push_str(text);
    }
    let Some(element) = node.as_element() else {
        return;
    };
    const INLINE: [&str; 10] = ["em", "strong", "a", "del", "b", "i", "sub", "sup", "span", "code"];
    let apart = if INLINE.contains(&&**element.name()) { "" } else { " " };
    out.push_str(apart);
    out.push_str(element.get("alt").unwrap_or_default());
    element.children().iter().for_each(|child| push_page_text(child, out));
    out.push_str(apart);
}
