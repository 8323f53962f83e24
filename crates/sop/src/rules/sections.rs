//! Rules about headings and what is below them.

use std::collections::HashSet;

use super::subject::{Placed, Subject};
use super::{Found, kinds};
use crate::block::{BlockKind, LeafRole, Role};
use crate::inline;
use crate::span::Span;

pub(super) fn missing_section(subject: &Subject<'_>, found: &mut Vec<Found>) {
    let there: HashSet<&str> = subject.blocks.iter().flat_map(kinds_of).collect();
    let place = match (subject.field("profile"), subject.blocks.first()) {
        (Some(span), _) => span,
        (None, Some(first)) => subject.first_line(first.span),
        (None, None) => Span::default(),
    };
    for kind in kinds::required(subject.profile) {
        if !there.contains(kind) {
            let message =
                format!("the profile {} requires a section `{kind}`", subject.profile.name());
            found.push(
                Found::new(place, message).hint(format!(
                    "write it, or behind its heading `{{kind={kind} na=\"why not\"}}`"
                )),
            );
        }
    }
}

fn kinds_of<'a>(placed: &Placed<'a>) -> Vec<&'a str> {
    match placed.block.kind() {
        BlockKind::Section { text, .. } => match placed.block.attributes().get("kind") {
            Some(kind) => vec![kind],
            None => kinds::of_heading(&inline::plain_text(text)),
        },
        BlockKind::Steps { .. } => vec!["procedure"],
        BlockKind::Container { role, .. } => match role {
            Role::Definitions => vec!["definitions"],
            Role::Responsibilities => vec!["responsibilities"],
            Role::Materials | Role::Reagents | Role::Equipment => vec!["materials"],
            Role::Ppe => vec!["safety"],
            Role::References => vec!["references"],
            _ => Vec::new(),
        },
        BlockKind::Leaf { role, .. } => match role {
            LeafRole::Hazards => vec!["safety"],
            LeafRole::Records | LeafRole::Record => vec!["records"],
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

pub(super) fn empty_section(subject: &Subject<'_>, found: &mut Vec<Found>) {
    // A heading in a list item or a box is a label, and what follows is beside it.
    let outermost: Vec<&Placed<'_>> =
        subject.blocks.iter().filter(|placed| placed.parent.is_none()).collect();
    let headings = outermost.iter().filter(|placed| placed.is_section()).count();
    for (place, placed) in outermost.iter().enumerate() {
        let BlockKind::Section { level, text } = placed.block.kind() else {
            continue;
        };
        let is_empty = match outermost.get(place + 1).map(|next| next.block.kind()) {
            Some(BlockKind::Section { level: next, .. }) => next <= level,
            Some(BlockKind::Footnotes) | None => true,
            Some(_) => false,
        };
        // One heading and nothing else is a document that begins.
        if is_empty && headings > 1 && !placed.block.attributes().has("na") {
            let message = format!("the section `{}` is empty", inline::plain_text(text).trim());
            found.push(
                Found::new(subject.first_line(placed.span), message)
                    .hint("write it, or say why it is empty: `{na=\"nothing is measured\"}`"),
            );
        }
    }
}

pub(super) fn heading_jump(subject: &Subject<'_>, found: &mut Vec<Found>) {
    let mut last: Option<u8> = None;
    for placed in subject.blocks.iter().filter(|placed| placed.parent.is_none()) {
        let BlockKind::Section { level, .. } = placed.block.kind() else {
            continue;
        };
        if let Some(last) = last
            && *level > last + 1
        {
            let message = format!("a heading of level {level} follows one of level {last}");
            found.push(
                Found::new(subject.first_line(placed.span), message)
                    .hint(format!("begin it with `{}`", "#".repeat(usize::from(last) + 1))),
            );
        }
        last = Some(*level);
    }
}
