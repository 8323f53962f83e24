//! Rules about numbers that are typed by hand.

use std::collections::HashSet;

use super::Found;
use super::subject::{Certainty, OBJECT, Subject};
use crate::block::{Block, BlockKind, ListMarks};
use crate::diagnostic::Fix;
use crate::index::{Index, Label, Title};
use crate::numbering::Numbering;
use crate::span::Span;

pub(super) fn typed_number(subject: &Subject<'_>, found: &mut Vec<Found>) {
    for placed in &subject.blocks {
        let Some(items) = numbered(placed.block) else {
            continue;
        };
        let typed: Option<Vec<(u64, Span)>> =
            items.iter().map(|item| typed(subject, item)).collect();
        let Some(typed) = typed else {
            continue;
        };
        let Some((first, _)) = typed.first().copied() else {
            continue;
        };
        let is_shown = |(place, (number, _)): (usize, &(u64, Span))| {
            *number == first.saturating_add(place as u64)
        };
        if typed.iter().all(|(number, _)| *number == first)
            || typed.iter().enumerate().all(is_shown)
        {
            continue;
        }
        let Some(wrong) = typed.iter().enumerate().position(|pair| !is_shown(pair)) else {
            continue;
        };
        let (number, span) = typed[wrong];
        let shown = first.saturating_add(wrong as u64);
        let mut finding = Found::new(span, format!("typed as {number}, shown as {shown}"))
            .hint("write `1.` everywhere, or the numbers that are shown");
        finding.fix = renumbered(&typed, first);
        found.push(finding);
    }
}

fn numbered(block: &Block) -> Option<Vec<&Block>> {
    let is_step = |block: &&Block| matches!(block.kind(), BlockKind::Step { .. });
    match block.kind() {
        BlockKind::Steps { .. } => Some(block.children().iter().filter(is_step).collect()),
        BlockKind::List { marks: ListMarks::Numbers(_), .. } => {
            Some(block.children().iter().collect())
        }
        _ => None,
    }
}

/// Returns the number that is typed in front of an item. An item of another file has none here.
fn typed(subject: &Subject<'_>, item: &Block) -> Option<(u64, Span)> {
    let span = subject.document.span(item.id())?;
    let text = subject.text(span);
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    let is_marked = text[length..].starts_with(['.', ')']);
    let number = text[..length].parse().ok()?;
    is_marked.then_some((number, Span { start: span.start, end: span.start + length }))
}

/// A number of another length would move the text that is indented below it.
fn renumbered(typed: &[(u64, Span)], first: u64) -> Option<Fix> {
    let mut edits = Vec::new();
    for (place, (number, span)) in typed.iter().enumerate() {
        let shown = first.saturating_add(place as u64).to_string();
        if shown.len() != span.end - span.start {
            return None;
        }
        if shown != number.to_string() {
            edits.push((*span, shown));
        }
    }
    Some(Fix { title: "write the numbers that are shown".into(), edits })
}

/// What stands in front of a number that is that of a step.
const WORDS: &[&str] = &[
    "steps", "step", "schritte", "schritt", "étapes", "étape", "pasos", "paso", "stappen", "stap",
];

/// What leads to a step without the word, where the sentence ends behind the number.
const GOING: &[&str] = &["go to", "goto", "go back to", "return to", "proceed to", "skip to"];

/// What all of these begin with. It is asked at every word of a document.
const INITIALS: &[char] = &['s', 'S', 'é', 'É', 'p', 'P', 'g', 'G', 'r', 'R'];

pub(super) fn typed_reference(subject: &Subject<'_>, found: &mut Vec<Found>) {
    let there = numbers(subject);
    if there.is_empty() {
        return;
    }
    let titled = titled_steps(subject);
    for placed in subject.blocks.iter().filter(|placed| !placed.is_section()) {
        let mut from = placed.span.start;
        for text in placed.prose() {
            for mention in mentions(text) {
                if mention.numbers.iter().any(|number| titled.contains(number)) {
                    continue;
                }
                let (span, certainty) = subject.locate(&mention.text, placed.span, from);
                if certainty != Certainty::Unknown {
                    from = span.end;
                }
                found.push(reference(subject, &mention, span, certainty, &there));
            }
        }
    }
}

fn reference(
    subject: &Subject<'_>,
    mention: &Mention,
    span: Span,
    certainty: Certainty,
    there: &HashSet<u64>,
) -> Found {
    let text = &mention.text;
    if let Some(number) = mention.numbers.iter().find(|number| !there.contains(number)) {
        let message = format!("`{text}` is typed by hand, and no list here has a number {number}");
        return Found::new(span, message)
            .hint("write `{#id}` behind the step and `@step(id)` here");
    }
    let message = format!("`{text}` is typed by hand, and goes stale when steps change");
    let mut finding = Found::new(span, message);
    let id = match mention.numbers.as_slice() {
        [number] if mention.has_word => id_of(subject, *number),
        _ => None,
    };
    match id {
        Some(id) => {
            let replacement = format!("@step({id})");
            finding = finding.hint(format!("write `{replacement}`"));
            if certainty == Certainty::Only {
                let title = format!("write `{replacement}`");
                finding.fix = Some(Fix { title, edits: vec![(span, replacement)] });
            }
            finding
        }
        None => {
            finding.hint("write `{#id}` behind the step, in a `:::steps`, and `@step(id)` here")
        }
    }
}

/// Returns the numbers that lists and steps show.
fn numbers(subject: &Subject<'_>) -> HashSet<u64> {
    let lists = subject.blocks.iter().filter_map(|placed| {
        let start = match placed.block.kind() {
            BlockKind::Steps { start, .. } => *start,
            BlockKind::List { marks: ListMarks::Numbers(start), .. } => *start,
            _ => return None,
        };
        Some(start..start.saturating_add(numbered(placed.block)?.len() as u64))
    });
    lists.flatten().collect()
}

/// Returns the numbers of steps that are headings: `Step 3: Cleaning` is a title, and what is said
/// of step 3 is said of that.
fn titled_steps(subject: &Subject<'_>) -> HashSet<u64> {
    let headings = subject.blocks.iter().filter(|placed| placed.is_section());
    let text = |text: &String| mentions_at(text, 0).map(|mention| mention.numbers);
    headings.flat_map(|heading| heading.prose().iter().filter_map(text)).flatten().collect()
}

/// Returns the id of the only step with a number, if it has one.
fn id_of<'a>(subject: &Subject<'a>, number: u64) -> Option<&'a str> {
    let front_matter = subject.document.front_matter();
    let title = match front_matter.title() {
        Some(_) => Title::FrontMatter,
        None => Title::Heading,
    };
    let containers = subject.blocks.iter().enumerate().filter(|(place, placed)| {
        numbered(placed.block).is_some()
            && !subject.around(*place).any(|around| numbered(around.block).is_some())
    });
    // With a second list that has the number, only the author knows which one is meant.
    let could_be = containers.filter(|(_, placed)| {
        numbered(placed.block).is_some_and(|items| items.len() as u64 >= number)
    });
    if could_be.count() != 1 {
        return None;
    }
    let index = Index::of(subject.document.blocks(), Numbering::of(front_matter), title);
    let wanted = Label::Step(number.to_string());
    let steps = subject.blocks.iter().map(|placed| placed.block);
    let mut ids = steps.filter_map(|block| block.attributes().id.as_deref());
    ids.find(|id| index.label(id) == Some(&wanted))
}

/// A place where a text names steps by their numbers.
struct Mention {
    text: String,
    numbers: Vec<u64>,
    has_word: bool,
}

fn mentions(text: &str) -> Vec<Mention> {
    let mut mentions = Vec::new();
    let mut behind = 0;
    let mut before = None;
    for (start, letter) in text.char_indices() {
        let is_inside =
            before.replace(letter).is_some_and(|c: char| c.is_alphanumeric() || c == '-');
        if is_inside || start < behind || !INITIALS.contains(&letter) {
            continue;
        }
        if let Some(mention) = mentions_at(text, start) {
            behind = start + mention.text.len();
            if !is_label(text, start, behind) {
                mentions.push(mention);
            }
        }
    }
    mentions
}

/// Whether what names a step at the beginning of a text is a label: `Step 3: Clean.`
fn is_label(text: &str, start: usize, end: usize) -> bool {
    let after = text[end..].trim_start();
    let is_first = text[..start].trim().is_empty() || text[..start].ends_with('\n');
    // What is `of` something else is counted there.
    (is_first && !after.starts_with(|c: char| c.is_lowercase()))
        || after.starts_with("of ")
        || after.starts_with(OBJECT)
}

/// Reads a word for a step and the numbers behind it, at a byte of a text.
fn mentions_at(text: &str, start: usize) -> Option<Mention> {
    let rest = &text[start..];
    let after = |words: &[&str]| {
        words.iter().find_map(|word| {
            let taken = rest.get(..word.len())?;
            let matches = taken.eq_ignore_ascii_case(word)
                || (!word.is_ascii() && taken.to_lowercase() == **word);
            (matches && rest[word.len()..].starts_with([' ', '\u{a0}'])).then_some(word.len())
        })
    };
    let (word, has_word) = match after(WORDS) {
        Some(word) => (word, true),
        None => (after(GOING)?, false),
    };
    let (numbers, length) = numbers_at(&rest[word..])?;
    let end = word + length;
    let behind = &rest[end..];
    let ends_sentence = behind
        .strip_prefix(['.', ')', ',', ';'])
        .is_some_and(|behind| behind.is_empty() || behind.starts_with(char::is_whitespace));
    let is_whole = !behind.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '%' | '°'))
        && !behind.strip_prefix('.').is_some_and(|c| c.starts_with(|c: char| c.is_alphanumeric()));
    let is_meant = if has_word { is_whole } else { ends_sentence || behind.trim().is_empty() };
    is_meant.then(|| Mention { text: rest[..end].into(), numbers, has_word })
}

/// Reads ` 12`, ` 12/13`, ` 12–14`, ` 12 and 13`; returns the length too.
fn numbers_at(text: &str) -> Option<(Vec<u64>, usize)> {
    let mut numbers = Vec::new();
    let mut end = 0;
    let mut next = text.len() - text.trim_start_matches([' ', '\u{a0}']).len();
    loop {
        let digits = text[next..].bytes().take_while(u8::is_ascii_digit).count();
        if !(1..=3).contains(&digits) {
            break;
        }
        numbers.push(text[next..next + digits].parse().ok()?);
        end = next + digits;
        let rest = &text[end..];
        let between = ["/", "–", "-", ", ", " and ", " to ", " or ", " - ", " – ", " & "];
        let Some(between) = between.iter().find(|between| rest.starts_with(**between)) else {
            break;
        };
        next = end + between.len();
    }
    (!numbers.is_empty()).then_some((numbers, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_its_initials() {
        for word in WORDS.iter().chain(GOING) {
            let initial = word.chars().next().unwrap();
            assert!(INITIALS.contains(&initial), "{word}");
            assert!(initial.to_uppercase().all(|initial| INITIALS.contains(&initial)), "{word}");
        }
    }
}
