//! Rules about hazards: a warning comes before the step, says how to avoid what it warns of, and
//! has no step in it (after ANSI Z535.6 and the usual guides to writing procedures).

use super::subject::{Placed, Subject};
use super::{Found, Profile};
use crate::block::{Block, BlockKind, ListMarks};
use crate::diagnostic::{Fix, resembling};
use crate::span::Span;

pub(super) fn late_hazard(subject: &Subject<'_>, found: &mut Vec<Found>) {
    for placed in &subject.blocks {
        let children = placed.block.children();
        let late: &[Block] = match placed.block.kind() {
            BlockKind::Steps { .. } => {
                let last = children.iter().rposition(is_step);
                last.map_or(&[], |last| &children[last + 1..])
            }
            // The text of a step has told the action already. Many authors write so, and only
            // those who follow a rule of writing mind.
            BlockKind::Step { text, .. }
                if subject.profile != Profile::Basic
                    && !text.is_empty()
                    && !children.iter().any(is_steps) =>
            {
                children
            }
            _ => &[],
        };
        for hazard in late.iter().filter(|block| is_hazard(block)) {
            let span = subject.document.span(hazard.id()).unwrap_or_default();
            found.push(
                Found::new(subject.first_line(span), "the hazard stands behind its step")
                    .hint("put it in front of the step that it is for"),
            );
        }
    }
}

pub(super) fn action_in_hazard(subject: &Subject<'_>, found: &mut Vec<Found>) {
    for (place, placed) in subject.blocks.iter().enumerate() {
        let what = match placed.block.kind() {
            BlockKind::List { marks: ListMarks::Numbers(_), .. } | BlockKind::Steps { .. } => {
                "numbered steps"
            }
            BlockKind::Item { check: Some(_), .. } if is_first_item(subject, place) => {
                "check boxes"
            }
            _ => continue,
        };
        if subject.around(place).any(|around| is_hazard(around.block)) {
            found.push(
                Found::new(subject.first_line(placed.span), format!("{what} in a hazard"))
                    .hint("a hazard warns; what is to be done is a step behind it"),
            );
        }
    }
}

fn is_first_item(subject: &Subject<'_>, place: usize) -> bool {
    subject.blocks[place].parent.is_some_and(|parent| parent + 1 == place)
}

/// What most sentences that say how to avoid something have in them.
const AVOIDING: &[&str] = &[
    "avoid",
    "wear",
    "keep",
    "not",
    "don't",
    "never",
    "always",
    "must",
    "should",
    "only",
    "ensure",
    "make sure",
    "use",
    "before",
    "disconnect",
    "check",
    "stop",
    "prevent",
    "protect",
    "work",
    "switch",
    "turn",
    "wash",
    "let",
    "stay",
    "stand",
    "hold",
    "handle",
    "remove",
    "wait",
    "open",
    "close",
    "store",
    "follow",
    "read",
    "ask",
    "contact",
    "consult",
    "be ",
    "take",
    "leave",
    "put",
];

pub(super) fn no_avoidance(subject: &Subject<'_>, found: &mut Vec<Found>) {
    let language = subject.document.front_matter().language().unwrap_or("en").to_lowercase();
    for (place, placed) in subject.blocks.iter().enumerate() {
        if !is_hazard(placed.block)
            || placed.block.attributes().get("avoid").is_some_and(|said| !said.trim().is_empty())
        {
            continue;
        }
        let text = text_in(subject, place).to_lowercase();
        // What a sentence demands is hard to tell; that there is none is not.
        let says_nothing = match subject.profile {
            Profile::Epa | Profile::Iso9001 if language.starts_with("en") => {
                !AVOIDING.iter().any(|word| text.contains(word))
            }
            _ => text.trim().is_empty(),
        };
        if says_nothing {
            found.push(
                Found::new(
                    subject.first_line(placed.span),
                    "the hazard does not say how to avoid it",
                )
                .hint("say it in the text, or with `avoid=\"Wear gloves.\"`"),
            );
        }
    }
}

fn text_in(subject: &Subject<'_>, place: usize) -> String {
    let inside = subject.blocks[place + 1..]
        .iter()
        .take_while(|inside| inside.parent.is_some_and(|parent| parent >= place));
    let mut text = String::new();
    for inside in inside {
        inside.block.kind().push_text(&mut text);
    }
    text
}

/// Words that people write in the tag of an alert, and the one that is understood.
const TAGS: &[(&str, &str)] = &[
    ("note", "NOTE"),
    ("info", "NOTE"),
    ("tip", "TIP"),
    ("hint", "TIP"),
    ("important", "IMPORTANT"),
    ("warning", "WARNING"),
    ("warn", "WARNING"),
    ("danger", "CAUTION"),
    ("caution", "CAUTION"),
];

pub(super) fn broken_alert(subject: &Subject<'_>, found: &mut Vec<Found>) {
    for (place, placed) in subject.blocks.iter().enumerate() {
        if !matches!(placed.block.kind(), BlockKind::Paragraph { .. } | BlockKind::Item { .. }) {
            continue;
        }
        for text in placed.prose() {
            if let Some(meant) = text.trim_start().strip_prefix("[!").and_then(tag) {
                found.push(broken(subject, place, placed, meant));
            }
        }
    }
}

/// Returns the tag that is meant by what stands behind `[!`.
fn tag(text: &str) -> Option<&'static str> {
    let word: String = text.trim_start().chars().take_while(|c| c.is_alphabetic()).collect();
    let meant = resembling(&word, TAGS.iter().map(|(name, _)| *name))?;
    TAGS.iter().find(|(name, _)| *name == meant).map(|(_, tag)| *tag)
}

fn broken(subject: &Subject<'_>, place: usize, placed: &Placed<'_>, meant: &str) -> Found {
    let (start, _) = subject.locate("[!", placed.span, placed.span.start);
    let line = subject.first_line(Span { start: start.start, end: placed.span.end });
    let written = subject.text(line);
    let behind = written.get(2..).unwrap_or_default();
    // Only the word itself: what stands behind it is text.
    let word = behind.trim_start().trim_start_matches(char::is_alphabetic);
    let closed = word.trim_start().strip_prefix(']');
    let end = written.len() - closed.unwrap_or(word).len();
    let tag = Span { start: line.start, end: line.start + end };
    let mut finding =
        Found::new(tag, format!("`{}` begins no alert", subject.text(tag).trim_end()))
            .hint(format!("write `> [!{meant}]` on a line of its own"));
    let is_in_quote = subject.blocks[place]
        .parent
        .is_some_and(|parent| matches!(subject.blocks[parent].block.kind(), BlockKind::Quote));
    let line_start = subject.source[..tag.start].rfind('\n').map_or(0, |end| end + 1);
    let prefix = &subject.source[line_start..tag.start];
    let is_first = is_in_quote && subject.blocks[place].parent == Some(place.wrapping_sub(1));
    if is_first && closed.is_some() && prefix.trim_start_matches([' ', '\t']).starts_with('>') {
        let rest = subject.text(Span { start: tag.end, end: line.end });
        let behind = tag.end + rest.len() - rest.trim_start().len();
        let replacement = match rest.trim() {
            "" => format!("[!{meant}]"),
            _ => format!("[!{meant}]\n{prefix}"),
        };
        let edits = vec![(Span { start: tag.start, end: behind }, replacement)];
        finding.fix = Some(Fix { title: format!("write `[!{meant}]`"), edits });
    }
    finding
}

fn is_hazard(block: &Block) -> bool {
    matches!(block.kind(), BlockKind::Hazard { .. })
}

fn is_step(block: &Block) -> bool {
    matches!(block.kind(), BlockKind::Step { .. })
}

fn is_steps(block: &Block) -> bool {
    matches!(block.kind(), BlockKind::Steps { .. })
}
