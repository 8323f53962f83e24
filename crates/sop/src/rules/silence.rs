//! What an author does not want to see: `allow` in the front matter, and comments
//! `<!-- allow rule: reason -->` for the block that follows.
//!
//! A comment is no block, so comments are looked for in the source, outside of code.

use super::subject::Subject;
use super::{Found, RULES, named};
use crate::block::BlockKind;
use crate::diagnostic::{Diagnostic, resembling};
use crate::span::Span;
use crate::yaml::Value;

/// A rule that is silenced, by its name.
struct Allowed<'a> {
    name: &'a str,
    /// Where it is said.
    said: Span,
    /// Where it holds; everywhere without it.
    holds: Option<Span>,
}

/// Takes out what is silenced.
pub(super) fn apply(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let allowed = allowed(subject);
    if allowed.is_empty() {
        return;
    }
    findings.retain(|found| {
        let is_meant = |allowed: &Allowed<'_>| {
            allowed.name == found.code
                && allowed.holds.is_none_or(|span| span.range().contains(&found.span.start))
        };
        !named(found.code).is_some_and(|rule| rule.can_be_silenced) || !allowed.iter().any(is_meant)
    });
}

pub(super) fn unknown_rule(subject: &Subject<'_>, found: &mut Vec<Found>) {
    for Allowed { name, said, .. } in allowed(subject) {
        let finding = match named(name) {
            Some(rule) if rule.can_be_silenced => continue,
            Some(_) => Found::new(said, format!("`{name}` cannot be silenced")),
            None => Found::new(said, format!("there is no rule `{name}`")),
        };
        found.push(match resembling(name, RULES.iter().map(|rule| rule.id)) {
            Some(meant) if meant != name => finding.hint(format!("did you mean `{meant}`?")),
            _ => finding.hint("`sopwright check --rules` lists them"),
        });
    }
}

fn allowed<'a>(subject: &Subject<'a>) -> Vec<Allowed<'a>> {
    let mut allowed = Vec::new();
    if let (Some(value), Some(said)) =
        (subject.document.front_matter().get("allow"), subject.field("allow"))
    {
        let names: Vec<&str> = match value {
            Value::List(items) => items.iter().filter_map(Value::as_text).collect(),
            other => other.as_text().into_iter().collect(),
        };
        let names = names.into_iter().flat_map(split);
        allowed.extend(names.map(|name| Allowed { name, said, holds: None }));
    }
    for (start, _) in subject.source.match_indices("<!--") {
        push_comment(subject, start, &mut allowed);
    }
    allowed
}

fn push_comment<'a>(subject: &Subject<'a>, start: usize, allowed: &mut Vec<Allowed<'a>>) {
    let inside = &subject.source[start + 4..];
    // Looked at before the end is looked for, which may be far away.
    if !inside.trim_start().starts_with("allow ") {
        return;
    }
    let Some(length) = inside.find("-->") else {
        return;
    };
    let Some(said) = inside[..length].trim().strip_prefix("allow ") else {
        return;
    };
    let end = start + 4 + length + 3;
    let is_in_code = subject.blocks.iter().any(|placed| {
        matches!(placed.block.kind(), BlockKind::Code { .. })
            && placed.span.range().contains(&start)
    });
    // Only one that stands in lines of its own is for a block.
    let before = subject.source[..start].rsplit(['\n', '\r']).next().unwrap_or_default();
    let is_alone = before.chars().all(|c| c.is_whitespace() || c == '>');
    if is_in_code || !is_alone {
        return;
    }
    let next = subject.blocks.iter().map(|placed| placed.span).filter(|span| span.start >= end);
    let follows = next.min_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    let holds = Some(follows.unwrap_or_default());
    let names = said.split_once(':').map_or(said, |(names, _)| names);
    let said = Span { start, end };
    allowed.extend(split(names).map(|name| Allowed { name, said, holds }));
}

fn split(names: &str) -> impl Iterator<Item = &str> {
    names.split([',', ' ', '\n', '\r', '\t']).filter(|name| !name.is_empty())
}
