//! Rules about the front matter: dates, revisions, approvals.

use super::subject::Subject;
use super::{Found, Profile};
use crate::date::Date;
use crate::diagnostic::resembling;
use crate::front_matter::{self, FrontMatter};
use crate::yaml::Value;

const DATES: &[&str] = &["effective_date", "issued_date", "withdrawn_date", "review_due"];

/// Lists whose rows have a `date`.
const ROWS: &[&str] = &["approvals", "revisions"];

pub(super) fn unknown_profile(subject: &Subject<'_>, found: &mut Vec<Found>) {
    let said = subject.document.front_matter().text("profile");
    let Some((said, span)) = said.zip(subject.field("profile")) else {
        return;
    };
    if Profile::named(said).is_none() {
        let names = Profile::ALL.map(Profile::name);
        let hint = match resembling(said, names) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("say one of {}", names.join(", ")),
        };
        found.push(Found::new(span, format!("there is no profile `{said}`")).hint(hint));
    }
}

pub(super) fn bad_date(subject: &Subject<'_>, found: &mut Vec<Found>) {
    let front_matter = subject.document.front_matter();
    let mut check = |key: &str, said: &str| {
        if Date::read(said).is_none()
            && let Some(span) = subject.field(key)
        {
            found.push(
                Found::new(span, format!("`{said}` is no date of the calendar"))
                    .hint("write year, month and day: 2026-11-02"),
            );
        }
    };
    for key in DATES {
        if let Some(said) = front_matter.text(key) {
            check(key, said);
        }
    }
    for key in ROWS {
        for row in rows(front_matter, key) {
            if let Some(said) = text(row, "date") {
                check(key, said);
            }
        }
    }
}

pub(super) fn review_overdue(subject: &Subject<'_>, found: &mut Vec<Found>) {
    let front_matter = subject.document.front_matter();
    let due = front_matter.text("review_due").and_then(Date::read);
    let (Some(due), Some(today), Some(span)) = (due, subject.today, subject.field("review_due"))
    else {
        return;
    };
    // Nobody reviews what is not in use any more.
    if due < today && !matches!(state(front_matter), Some("superseded" | "withdrawn")) {
        found.push(
            Found::new(span, format!("the review was due on {due}"))
                .hint("review it, and say when it is due next"),
        );
    }
}

pub(super) fn effective_before_approval(subject: &Subject<'_>, found: &mut Vec<Found>) {
    let front_matter = subject.document.front_matter();
    let effective = front_matter.text("effective_date").and_then(Date::read);
    let dates = rows(front_matter, "approvals").iter().filter_map(|row| text(row, "date"));
    let last = dates.filter_map(Date::read).max();
    if let (Some(effective), Some(last)) = (effective, last)
        && effective < last
        && let Some(span) = subject.field("effective_date")
    {
        found.push(
            Found::new(span, format!("effective on {effective}, but approved on {last}"))
                .hint("let it take effect on the day of the last approval or later"),
        );
    }
}

pub(super) fn revision_mismatch(subject: &Subject<'_>, found: &mut Vec<Found>) {
    let front_matter = subject.document.front_matter();
    let Some(revision) = front_matter.text("revision") else {
        return;
    };
    let newest = newest(rows(front_matter, "revisions"));
    if !newest.is_empty()
        && !newest.iter().any(|row| is_same_revision(row, revision))
        && let Some(span) = subject.field("revision")
    {
        let row = newest[0];
        let message =
            format!("this is revision {revision}, but the newest in `revisions` is {row}");
        found.push(Found::new(span, message).hint("add a row, or correct the one or the other"));
    }
}

/// Returns the revisions of which one is the newest: those of the latest date, or if a row has no
/// date, the first and the last.
fn newest(rows: &[Value]) -> Vec<&str> {
    let revision = |row| text(row, "rev");
    let dates: Option<Vec<Date>> =
        rows.iter().map(|row| text(row, "date").and_then(Date::read)).collect();
    match dates {
        Some(dates) => {
            let latest = dates.iter().max();
            let rows = rows.iter().zip(&dates).filter(|(_, date)| Some(*date) == latest);
            rows.filter_map(|(row, _)| revision(row)).collect()
        }
        None => [rows.first(), rows.last()].into_iter().flatten().filter_map(revision).collect(),
    }
}

fn is_same_revision(a: &str, b: &str) -> bool {
    let plain = |text: &str| {
        let text = text.trim().to_lowercase();
        text.trim_start_matches(|c: char| !c.is_ascii_digit()).to_owned()
    };
    a.trim().eq_ignore_ascii_case(b.trim()) || (!plain(a).is_empty() && plain(a) == plain(b))
}

pub(super) fn no_approvals(subject: &Subject<'_>, found: &mut Vec<Found>) {
    let front_matter = subject.document.front_matter();
    let is_signed = |row: &Value| text(row, "name").is_some();
    if state(front_matter) == Some("effective")
        && !rows(front_matter, "approvals").iter().any(is_signed)
        && let Some(span) = subject.field("status")
    {
        found.push(
            Found::new(span, "effective, but nobody approved it")
                .hint("name in `approvals` who approved it, and when"),
        );
    }
}

pub(super) fn author_approves(subject: &Subject<'_>, found: &mut Vec<Found>) {
    let front_matter = subject.document.front_matter();
    let approvals = rows(front_matter, "approvals");
    let says = |row: &Value, words: &[&str]| {
        ["role", "meaning"].iter().any(|key| {
            let said = text(row, key).unwrap_or_default().to_lowercase();
            words.iter().any(|word| said.contains(word))
        })
    };
    let mut authors: Vec<String> = approvals
        .iter()
        .filter(|row| says(row, &["author", "prepared"]))
        .filter_map(name)
        .collect();
    authors.extend(match front_matter.get("authors") {
        Some(Value::List(items)) => {
            items.iter().filter_map(|item| item.as_text().map(plain).or(name(item))).collect()
        }
        Some(other) => other.as_text().map(plain).into_iter().collect(),
        None => Vec::new(),
    });
    for row in approvals.iter().filter(|row| says(row, &["approv", "authoris", "authoriz"])) {
        if let (Some(name), Some(span)) = (name(row), subject.field("approvals"))
            && authors.contains(&name)
        {
            let name = text(row, "name").unwrap_or_default();
            found.push(
                Found::new(span, format!("{name} is an author and approves"))
                    .hint("let somebody else approve it"),
            );
        }
    }
}

fn state(front_matter: &FrontMatter) -> Option<&'static str> {
    front_matter::state(front_matter.text("status")?).map(|state| state.name)
}

fn rows<'a>(front_matter: &'a FrontMatter, key: &str) -> &'a [Value] {
    match front_matter.get(key) {
        Some(Value::List(rows)) => rows,
        _ => &[],
    }
}

fn text<'a>(row: &'a Value, key: &str) -> Option<&'a str> {
    row.get(key).and_then(Value::as_text)
}

fn name(row: &Value) -> Option<String> {
    text(row, "name").map(plain)
}

fn plain(name: &str) -> String {
    name.trim().to_lowercase()
}
