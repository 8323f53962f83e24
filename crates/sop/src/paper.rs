//! The printed page: which rules a document is printed by.
//!
//! A browser takes what stands in the margins of a page from its style sheet alone, so the texts of
//! header and footer, the size of the paper and the mark across each sheet are written as CSS for
//! every document. Front matter says `page: {size: Letter, header: …, footer: …}` to have others.
//!
//! | where | what |
//! |---|---|
//! | top, start | `page.header`, or number and title |
//! | top, end | SOP revision, status, effective date; nothing beside a header of one's own |
//! | bottom, start | `page.footer`, or the copy notice, or that printed copies are not controlled |
//! | bottom, end | page x of y |
//! | across | the status, unless the SOP is effective |
//!
//! A document that says nothing of number, revision and status is not a controlled one: it has its
//! title and page numbers, and nothing else.

use std::fmt::Write as _;

use crate::diagnostic::{Diagnostic, resembling};
use crate::document::Document;
use crate::front_matter::{self, Field, FrontMatter};
use crate::words::{self, Words};
use crate::yaml::Value;
use crate::{placeholder, render, theme};

/// The sizes of paper, as front matter names them: name, width, height. The first is used where
/// none is named.
const SIZES: [(&str, &str, &str); 2] = [("A4", "210mm", "297mm"), ("Letter", "8.5in", "11in")];

/// The keys of `page`.
const KEYS: [&str; 3] = ["size", "header", "footer"];

/// No text of a margin is longer, so that it never grows into the page.
const LONGEST: usize = 200;

/// The longest mark; it must fit across a sheet.
const LONGEST_MARK: usize = 24;

/// Returns the style sheet that a document is printed by. It comes after the theme.
///
/// ```
/// let document = sopwright_sop::Document::parse("---\nid: SOP-7\nstatus: draft\n---\n");
/// let css = sopwright_sop::paper::style(&document);
/// assert!(css.contains("--paper-mark: \"DRAFT\""));
/// ```
pub fn style(document: &Document) -> String {
    let mut css = String::from(theme::PAPER);
    css.push('\n');
    let words = words::of(document.front_matter().language());
    mark(document.front_matter(), words, &mut css);
    margins(document, words, &mut css);
    css
}

fn mark(front_matter: &FrontMatter, words: &'static Words, css: &mut String) {
    let Some(status) = front_matter.text("status") else {
        return;
    };
    if is_effective(status) {
        return;
    }
    let mark = shortened(&status_word(status, words).to_uppercase(), LONGEST_MARK);
    // Letters are about 0.7 of their size wide, and a sheet about 280mm from corner to corner.
    let size = (1050 / mark.chars().count().max(1)).min(110);
    let mark = string(&mark);
    push(css, format_args!(":root {{ --paper-mark: {mark}; --paper-mark-size: {size}pt }}\n"));
}

fn margins(document: &Document, words: &'static Words, css: &mut String) {
    let front_matter = document.front_matter();
    let (_, width, height) = size(front_matter);
    let [start, end] = match front_matter.direction() {
        "rtl" => ["right", "left"],
        _ => ["left", "right"],
    };
    push(css, format_args!("@page {{\n  size: {width} {height};\n"));
    if front_matter.direction() == "rtl" {
        css.push_str("  direction: rtl;\n");
    }
    let mut margin = |at: &str, side: &str, text: &str| {
        if !text.is_empty() {
            let text = string(&shortened(text, LONGEST));
            push(css, format_args!("  @{at}-{side} {{ content: {text} }}\n"));
        }
    };
    let own_header = setting(front_matter, "header");
    margin("top", start, &own_header.map_or_else(|| name(document), String::from));
    if own_header.is_none() {
        margin("top", end, &state(front_matter, words));
    }
    margin("bottom", start, notice(front_matter, words));
    push(css, format_args!("  @top-{start} {{ font-weight: 700 }}\n"));
    push(css, format_args!("  @bottom-{end} {{ content: {} }}\n}}\n", page_numbers(words)));
}

/// Writes "Page x of y" as a browser counts, in the order of the language.
fn page_numbers(words: &Words) -> String {
    let counted = words.page_of.replace("{pages}", "\0counter(pages)\0");
    let counted = counted.replace("{page}", "\0counter(page)\0");
    let pieces = counted.split('\0').filter(|piece| !piece.is_empty());
    let written = pieces.map(|piece| match piece {
        "counter(page)" | "counter(pages)" => piece.to_owned(),
        text => string(text),
    });
    written.collect::<Vec<_>>().join(" ")
}

/// Number and title.
fn name(document: &Document) -> String {
    let id = document.front_matter().text("id");
    let title = render::title(document);
    let title = placeholder::fill(&title, |name| document.front_matter().variable(name));
    let parts = [id.unwrap_or_default(), &title];
    joined(parts)
}

/// SOP revision, status and effective date.
fn state(front_matter: &FrontMatter, words: &'static Words) -> String {
    let revision = front_matter.text("revision");
    let revision = revision.map(|revision| format!("{} {revision}", words.revision));
    let date = front_matter.text("effective_date");
    let date = date.map(|date| format!("{} {date}", words.effective_date));
    // With its date, an effective SOP need not say twice what it is.
    let status = front_matter.text("status");
    let status = status.filter(|status| date.is_none() || !is_effective(status));
    let status = status.map(|status| status_word(status, words));
    joined([&revision.unwrap_or_default(), &status.unwrap_or_default(), &date.unwrap_or_default()])
}

fn notice<'a>(front_matter: &'a FrontMatter, words: &Words) -> &'a str {
    let own = setting(front_matter, "footer").or(front_matter.text("copy_notice"));
    let is_controlled =
        ["id", "revision", "status"].iter().any(|key| front_matter.text(key).is_some());
    own.unwrap_or(if is_controlled { words.uncontrolled } else { "" })
}

fn is_effective(status: &str) -> bool {
    front_matter::state(status).is_some_and(|state| state.name == "effective")
}

fn status_word(status: &str, words: &'static Words) -> String {
    let state = front_matter::state(status);
    state.map_or_else(|| status.trim().into(), |state| (state.label)(words).into())
}

fn setting<'a>(front_matter: &'a FrontMatter, key: &str) -> Option<&'a str> {
    front_matter.get("page")?.get(key)?.as_text()
}

fn size(front_matter: &FrontMatter) -> (&'static str, &'static str, &'static str) {
    setting(front_matter, "size").and_then(known_size).unwrap_or(SIZES[0])
}

fn known_size(name: &str) -> Option<(&'static str, &'static str, &'static str)> {
    SIZES.into_iter().find(|(known, ..)| known.eq_ignore_ascii_case(name.trim()))
}

/// Reports what the key `page` says and we do not understand.
pub(crate) fn check(field: &Field, diagnostics: &mut Vec<Diagnostic>) {
    let Value::Map(pairs) = &field.value else {
        let message = "`page` is not a list of keys; A4 is used";
        let hint = "write `page: {size: Letter, header: …, footer: …}`";
        diagnostics.push(Diagnostic::warning("bad-page", field.span, message).hint(hint));
        return;
    };
    for (key, value) in pairs {
        if !KEYS.contains(&key.as_str()) {
            let message = format!("the key `page.{key}` is not known");
            let hint = match resembling(key, KEYS) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("the keys are {}", KEYS.join(", ")),
            };
            diagnostics.push(Diagnostic::info("unknown-key", field.span, message).hint(hint));
        } else if key == "size" && value.as_text().and_then(known_size).is_none() {
            let message = format!("`{value}` is not a size of paper that is known; A4 is used");
            let names = SIZES.map(|(name, ..)| name).join(" or ");
            let finding = Diagnostic::warning("bad-page", field.span, message);
            diagnostics.push(finding.hint(format!("say {names}")));
        }
    }
}

fn joined<const N: usize>(parts: [&str; N]) -> String {
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" · ")
}

fn shortened(text: &str, longest: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text,
    }
}

/// Writes a CSS string. Whatever could end it, or the `<style>` around it, is escaped by its number
/// (CSS Syntax §4.3.7).
fn string(text: &str) -> String {
    let mut string = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' | '<' | '&' => push(&mut string, format_args!("\\{:x} ", u32::from(c))),
            _ if c.is_control() => string.push(' '),
            _ => string.push(c),
        }
    }
    string.push('"');
    string
}

fn push(text: &mut String, arguments: std::fmt::Arguments<'_>) {
    text.write_fmt(arguments).expect("a string takes everything");
}
