//! Rules about words: what is unfinished, unexplained, or too much for one step.

use std::collections::{HashMap, HashSet};

use super::Found;
use super::subject::{Certainty, Subject};
use crate::block::BlockKind;
use crate::inline::{self, Inline};
use crate::placeholder;

pub(super) fn unfilled_placeholder(subject: &Subject<'_>, found: &mut Vec<Found>) {
    let vars = subject.document.front_matter().get("vars");
    let has_value = |name: &str| vars.and_then(|vars| vars.get(name)).is_some();
    let mut first = Vec::new();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for placed in &subject.blocks {
        let mut names = Vec::new();
        for text in placed.block.kind().texts() {
            inline::visit(text, &mut |inline| {
                if let Inline::Placeholder(name) = inline {
                    names.push(&**name);
                }
            });
        }
        for name in names.into_iter().filter(|name| !has_value(name)) {
            let count = counts.entry(name).or_default();
            *count += 1;
            if *count == 1 {
                first.push((name, placed.span));
            }
        }
    }
    for (name, block) in first {
        let written = placeholder::written(name);
        let (span, _) = subject.locate(&written, block, block.start);
        let message = match counts[name] {
            1 => format!("`{written}` has no value"),
            count => format!("`{written}` has no value, here and in {} more places", count - 1),
        };
        found.push(Found::new(span, message).hint(format!("give it one in `vars`: `{name}: …`")));
    }
}

const UNFINISHED: &[&str] = &["TODO", "TBD", "XXX", "FIXME"];

pub(super) fn todo(subject: &Subject<'_>, found: &mut Vec<Found>) {
    for placed in &subject.blocks {
        let mut from = placed.span.start;
        for text in placed.prose() {
            let words = words(text).filter(|word| UNFINISHED.contains(word));
            for word in words {
                let (span, certainty) = subject.locate(word, placed.span, from);
                if certainty != Certainty::Unknown {
                    from = span.end;
                }
                found.push(
                    Found::new(span, format!("`{word}`: something is left to be written"))
                        .hint("write it, or silence this: `<!-- allow todo -->`"),
                );
            }
        }
    }
}

/// Acronyms that need no explanation.
const KNOWN: &[&str] = &[
    "SOP", "PDF", "USB", "URL", "HTTP", "HTTPS", "DNA", "RNA", "PCR", "ISO", "EPA", "UTC", "GPS",
    "USA", "PPE", "FAQ", "HTML", "CSV", "XML", "JSON", "API", "CPU", "RAM", "LED", "SQL", "SSH",
    "DANGER", "WARNING", "CAUTION", "NOTICE", "NOTE", "NOT", "AND", "THE", "MUST", "ONLY", "STOP",
    "ALL", "DO", "TODO", "TBD", "XXX", "FIXME", "YES", "OFF", "START", "OPEN", "CLOSED", "NEVER",
];

pub(super) fn undefined_acronym(subject: &Subject<'_>, found: &mut Vec<Found>) {
    let mut seen = HashSet::new();
    for placed in &subject.blocks {
        let is_text = matches!(
            placed.block.kind(),
            BlockKind::Paragraph { .. } | BlockKind::Item { .. } | BlockKind::Step { .. }
        );
        if !is_text {
            continue;
        }
        for text in placed.prose() {
            // A line in capitals is shouted, not shortened.
            if !text.chars().any(char::is_lowercase) {
                continue;
            }
            for word in words(text).filter(|word| is_acronym(word)) {
                if seen.insert(word.to_owned()) && !is_explained(subject, word) {
                    let (span, _) = subject.locate(word, placed.span, placed.span.start);
                    found.push(Found::new(span, format!("`{word}` is nowhere explained")).hint(
                        "write it in full once, with the short form in parentheses behind it",
                    ));
                }
            }
        }
    }
}

fn is_acronym(word: &str) -> bool {
    (3..=6).contains(&word.len())
        && word.bytes().all(|byte| byte.is_ascii_uppercase())
        && !KNOWN.contains(&word)
}

fn is_explained(subject: &Subject<'_>, word: &str) -> bool {
    let forms = [
        format!("({word})"),
        format!("({word}s)"),
        format!("{word} ("),
        format!("{word}:"),
        format!("{word}**:"),
        format!("**{word}**"),
        format!("{word} ="),
        format!("{word} stands for"),
        format!("| {word} |"),
    ];
    forms.iter().any(|form| subject.source.contains(form.as_str()))
}

/// Verbs that begin a sentence that says what to do, and hardly any other.
const ACTIONS: &[&str] = &[
    "add",
    "apply",
    "attach",
    "clean",
    "click",
    "close",
    "collect",
    "connect",
    "discard",
    "disconnect",
    "dissolve",
    "drain",
    "dry",
    "fill",
    "incubate",
    "insert",
    "install",
    "label",
    "lift",
    "load",
    "lock",
    "loosen",
    "lower",
    "mix",
    "move",
    "open",
    "place",
    "pour",
    "press",
    "pull",
    "push",
    "put",
    "record",
    "remove",
    "replace",
    "rinse",
    "rotate",
    "screw",
    "select",
    "shut",
    "start",
    "stir",
    "stop",
    "switch",
    "take",
    "tighten",
    "transfer",
    "turn",
    "unlock",
    "unplug",
    "wash",
    "weigh",
    "wipe",
    "write",
];

pub(super) fn several_actions(subject: &Subject<'_>, found: &mut Vec<Found>) {
    for placed in &subject.blocks {
        if !matches!(placed.block.kind(), BlockKind::Step { .. }) {
            continue;
        }
        let Some(text) = placed.prose().first() else {
            continue;
        };
        let begins = |sentence: &str| {
            let first = words(sentence).next().unwrap_or_default().to_lowercase();
            ACTIONS.contains(&first.as_str())
        };
        let count = text.split(". ").filter(|sentence| begins(sentence)).count();
        if count > 1 {
            found.push(
                Found::new(subject.first_line(placed.span), format!("{count} actions in one step"))
                    .hint("give each a step of its own, or make them sub-steps"),
            );
        }
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_inside = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '/');
    text.split(move |c: char| !is_inside(c)).filter(|word| !word.is_empty())
}
