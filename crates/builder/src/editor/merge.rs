//! Two texts that were made of one, put together.
//!
//! A file is written by another program while its source is edited here. Both began with what the
//! file and the text last agreed on; what the other one changed in it is made here as well, wherever
//! the place of it is by now.

use std::collections::HashSet;
use std::ops::Range;
use std::time::{Duration, Instant};

use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};

/// How long a comparison may look for the fewest changes. What it finds after that is as right, and
/// larger.
const LONG_ENOUGH: Duration = Duration::from_millis(200);

/// Where there are more changes than this and a conflict, it is not looked for those that have nothing
/// to do with it, which takes time in the square of their number.
const MANY: usize = 200;

/// What makes one text another: what is put in the place of which bytes, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    pub(crate) range: Range<usize>,
    pub(crate) text: String,
}

/// What `theirs` changed, as changes of `ours`.
pub(crate) struct Merged {
    pub(crate) changes: Vec<Change>,
    /// Whether both changed the same words, differently. What theirs changed there is not among the
    /// changes: with it, they would say what nobody meant.
    pub(crate) is_conflict: bool,
}

/// How what both put in is told from what was put in twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Care {
    /// It is the same if it is put in at one place and half of its words are: any line has words in
    /// it that others have.
    Usual,
    /// It is the same if it is put in at one place, and elsewhere if any word is. There is a conflict
    /// already, so one may put in again what the other one did not let go.
    Great,
}

/// Puts what `theirs` changed of `before` into `ours`, which was made of `before` as well.
pub(crate) fn merge(before: &str, theirs: &str, ours: &str, care: Care) -> Merged {
    let our_changes = changes(before, ours);
    let mut their_changes = changes(before, theirs);
    their_changes.retain(|change| !our_changes.contains(change));
    let clashes =
        |change: &Change| our_changes.iter().any(|other| clash(before, change, other, care));
    let (mut contested, mut theirs): (Vec<_>, Vec<_>) =
        their_changes.into_iter().partition(clashes);
    let is_conflict = !contested.is_empty();
    if is_conflict && theirs.len() > MANY {
        theirs.clear();
    }
    // What is in the same lines or has the same words, as when something was moved, is one with it.
    let mut at = 0;
    while let Some(change) = contested.get(at).cloned() {
        let belongs = |other: &Change| {
            let (a, b) = (lines_of(before, &change.range), lines_of(before, &other.range));
            a.start <= b.end && b.start <= a.end || share_words(before, &change, other)
        };
        let (found, rest) = theirs.into_iter().partition(belongs);
        contested.extend::<Vec<_>>(found);
        theirs = rest;
        at += 1;
    }
    let moved = theirs.iter().flat_map(|change| moved(change, &our_changes));
    Merged { changes: joined(moved.collect()), is_conflict }
}

/// Whether two different changes of a text change the same words.
fn clash(text: &str, a: &Change, b: &Change, care: Care) -> bool {
    if a.text.is_empty() && b.text.is_empty() {
        // What both take away is away.
        return false;
    }
    if a.range.start < b.range.end && b.range.start < a.range.end {
        return true;
    }
    let (first, second) = if a.range.start <= b.range.start { (a, b) } else { (b, a) };
    let between = text.get(first.range.end..second.range.start).unwrap_or_default();
    let is_at_one_place = between.is_empty();
    let is_twice = match care {
        Care::Usual => is_at_one_place && share_of_words(&a.text, &b.text) >= 0.5,
        Care::Great => is_at_one_place || share_of_words(&a.text, &b.text) > 0.0,
    };
    if is_twice {
        return true;
    }
    // In «10 ml», the unit is no word of its own: 20 by one and l by the other is neither.
    let is_word = |change: &Change| text[change.range.clone()].contains(char::is_alphanumeric);
    between.chars().all(|c| c == ' ') && is_word(a) && is_word(b)
}

/// Returns which share of the words of the shorter of two texts is in the other one, from 0 to 1.
fn share_of_words(a: &str, b: &str) -> f64 {
    let words = |text| words(text).into_iter().map(move |word| &text[word]);
    let (of_a, of_b): (HashSet<&str>, HashSet<&str>) = (words(a).collect(), words(b).collect());
    let same = of_a.intersection(&of_b).count() as f64;
    same / of_a.len().min(of_b.len()).max(1) as f64
}

/// Whether two changes of a text take away or put in the same words.
fn share_words(text: &str, a: &Change, b: &Change) -> bool {
    let of = |change: &Change| format!("{} {}", &text[change.range.clone()], change.text);
    share_of_words(&of(a), &of(b)) > 0.0
}

/// Returns the lines that a range reaches, without the end of the last one.
fn lines_of(text: &str, range: &Range<usize>) -> Range<usize> {
    let start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[range.end..].find('\n').map_or(text.len(), |at| range.end + at);
    start..end
}

/// Returns what makes `old` into `new`. Words that stay are found first, and what stands between them
/// is compared then: a word is not taken for another one because of the spaces around it.
pub(crate) fn changes(old: &str, new: &str) -> Vec<Change> {
    let (from, to) = middle(old, new);
    let (old_words, new_words) = (words(&old[from.clone()]), words(&new[to.clone()]));
    let old_texts: Vec<&str> = old_words.iter().map(|it| &old[from.clone()][it.clone()]).collect();
    let new_texts: Vec<&str> = new_words.iter().map(|it| &new[to.clone()][it.clone()]).collect();
    let deadline = Some(Instant::now() + LONG_ENOUGH);
    let ops = capture_diff_slices_deadline(Algorithm::Patience, &old_texts, &new_texts, deadline);
    let stay = ops.iter().filter_map(|op| match *op {
        DiffOp::Equal { old_index, new_index, len } => Some((old_index, new_index, len)),
        _ => None,
    });
    let pairs = stay.flat_map(|(old, new, length)| (0..length).map(move |at| (old + at, new + at)));
    let mut changes = Vec::new();
    let mut done = (from.start, to.start);
    let mut change_until = |old_end: usize, new_end: usize, next: (usize, usize)| {
        let (a, b) = (&old[done.0..old_end], &new[done.1..new_end]);
        let (range, with) = middle(a, b);
        if !range.is_empty() || !with.is_empty() {
            let range = done.0 + range.start..done.0 + range.end;
            changes.push(in_lines(old, Change { range, text: b[with].to_owned() }));
        }
        done = next;
    };
    for (old_at, new_at) in pairs {
        let (a, b) = (&old_words[old_at], &new_words[new_at]);
        let ends = (from.start + a.end, to.start + b.end);
        change_until(from.start + a.start, to.start + b.start, ends);
    }
    change_until(from.end, to.end, (from.end, to.end));
    changes
}

/// Returns the same change as one of whole lines, if it can be seen as that: what is put in behind a
/// line is not at the end of that line, but in front of the next one.
fn in_lines(old: &str, Change { mut range, mut text }: Change) -> Change {
    let is_behind = |at: usize| old[at..].starts_with('\n');
    while range.is_empty() && text.starts_with('\n') && is_behind(range.end) {
        text.remove(0);
        text.push('\n');
        range = range.start + 1..range.end + 1;
    }
    while !range.is_empty() && text.is_empty() && is_behind(range.start) && is_behind(range.end) {
        range = range.start + 1..range.end + 1;
    }
    Change { range, text }
}

/// Returns the parts between what two texts begin with and what they end in, at bounds of words.
fn middle(old: &str, new: &str) -> (Range<usize>, Range<usize>) {
    let same = |(a, b): &(u8, u8)| a == b;
    let is_bound = |text: &str, at: usize| {
        text.is_char_boundary(at)
            && !(text[..at].ends_with(char::is_alphanumeric)
                && text[at..].starts_with(char::is_alphanumeric))
    };
    let mut start = old.bytes().zip(new.bytes()).take_while(same).count();
    while !is_bound(old, start) || !is_bound(new, start) {
        start -= 1;
    }
    let rest = old.as_bytes()[start..].iter().rev().zip(new.as_bytes()[start..].iter().rev());
    let mut end = rest.take_while(|(a, b)| a == b).count();
    while !is_bound(old, old.len() - end) || !is_bound(new, new.len() - end) {
        end -= 1;
    }
    (start..old.len() - end, start..new.len() - end)
}

/// Returns the words of a text: what has letters and digits.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
        match words.last_mut() {
            Some(last) if last.end == at => last.end += c.len_utf8(),
            _ => words.push(at..at + c.len_utf8()),
        }
    }
    words
}

/// Returns a change of a text as changes of what others made of that text: what they took away
/// is not taken away again.
fn moved(change: &Change, others: &[Change]) -> Vec<Change> {
    let mut pieces = Vec::new();
    let mut start = change.range.start;
    let mut shift = 0_isize;
    for other in others {
        let grows = other.text.len() as isize - other.range.len() as isize;
        if other.range.end > change.range.start {
            if other.range.start >= change.range.end {
                break;
            }
            let end = other.range.start;
            pieces.push((start.min(end)..end, shift));
            start = other.range.end;
        }
        shift += grows;
    }
    pieces.push((start..change.range.end.max(start), shift));
    let mut text = Some(change.text.clone());
    pieces
        .into_iter()
        .map(|(range, shift)| {
            let at = |byte: usize| byte.saturating_add_signed(shift);
            Change { range: at(range.start)..at(range.end), text: text.take().unwrap_or_default() }
        })
        .collect()
}

/// Puts changes in order and joins those that touch, so that none begins before another ends.
fn joined(mut changes: Vec<Change>) -> Vec<Change> {
    changes.retain(|change| !change.range.is_empty() || !change.text.is_empty());
    changes.sort_by_key(|change| change.range.start);
    let mut joined: Vec<Change> = Vec::new();
    for change in changes {
        match joined.last_mut() {
            Some(last) if change.range.start < last.range.end => {
                last.range.end = last.range.end.max(change.range.end);
                last.text.push_str(&change.text);
            }
            _ => joined.push(change),
        }
    }
    joined
}

/// Makes changes.
#[cfg(test)]
fn apply(text: &str, changes: &[Change]) -> String {
    let mut text = text.to_owned();
    for change in changes.iter().rev() {
        text.replace_range(change.range.clone(), &change.text);
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(before: &str, theirs: &str, ours: &str, expected: &str) {
        let merged = merge(before, theirs, ours, Care::Usual);
        assert_eq!(apply(ours, &merged.changes), expected);
        assert!(!merged.is_conflict, "{before:?}");
    }

    #[test]
    fn what_two_changed_is_changed() {
        let before = "1. Rinse the flask.\n2. Dry it.\n";
        check(
            before,
            "1. Rinse the bowl.\n2. Dry it.\n",
            before,
            "1. Rinse the bowl.\n2. Dry it.\n",
        );
        check(before, before, "1. Wash.\n", "1. Wash.\n");
        check(
            before,
            "1. Rinse the bowl.\n2. Dry it.\n",
            "1. Rinse the flask.\n2. Dry it well.\n3. Stop.\n",
            "1. Rinse the bowl.\n2. Dry it well.\n3. Stop.\n",
        );
        check(
            before,
            "1. Rinse the flask.\n",
            "0. Begin.\n1. Rinse the flask.\n2. Dry it.\n",
            "0. Begin.\n1. Rinse the flask.\n",
        );
        check("a\n", "a\nb\n", "c\na\n", "c\na\nb\n");
        check("", "theirs", "ours", "ourstheirs");
    }

    #[test]
    fn words_that_stay_are_left_alone() {
        let changes = |old, new| {
            let changes = changes(old, new).into_iter();
            changes.map(|change| (change.range, change.text)).collect::<Vec<_>>()
        };
        assert_eq!(
            changes("(red) (green) (blue)", "(green)\n(white) (blue)"),
            [(1..7, String::new()), (12..12, ")\n(white".into())]
        );
        assert_eq!(
            changes("Use the red valve. Close it.", "Use it. Use the red valve. Close it."),
            [(4..4, "it. Use ".into())]
        );
        assert_eq!(changes("a\nb\n", "a\nc\nb\n"), [(2..2, "c\n".into())]);
        assert_eq!(changes("a\n", "a\n\nb\n"), [(2..2, "\nb\n".into())]);
        assert_eq!(changes("a\n\nb\n", "a\n"), [(2..5, String::new())]);
        assert_eq!(changes("a  b c", "a b, c"), [(2..3, String::new()), (4..4, ",".into())]);
    }

    #[test]
    fn what_both_changed_alike_is_changed_once() {
        check("one two", "one three", "one three", "one three");
    }

    #[test]
    fn what_both_take_away_is_away() {
        check("one two three four", "one four", "one two four", "one four");
        check("one two three four", "one four", "one two", "one ");
    }

    #[test]
    fn what_both_changed_differently_is_a_conflict() {
        for (before, theirs, ours, expected) in [
            ("one two three", "one 2 three", "one zwei three", "one zwei three"),
            ("one two three", "one three", "one zwei three", "one zwei three"),
            ("one two three", "one zwei three", "one three", "one three"),
            // The whole line is contested, and the other one is not.
            (
                "Give 10 ml.\nThen wait.\n",
                "Give it 12 l!\nThen go.\n",
                "Give 11 ml.\nThen wait.\n",
                "Give 11 ml.\nThen go.\n",
            ),
            ("Give 10 ml.", "Give 10 l.", "Give 20 ml.", "Give 20 ml."),
        ] {
            let merged = merge(before, theirs, ours, Care::Usual);
            assert!(merged.is_conflict, "{before:?}");
            assert_eq!(apply(ours, &merged.changes), expected);
        }
    }

    #[test]
    fn what_both_put_in_is_there_once() {
        let merge = |theirs, ours, care| merge("one\n", theirs, ours, care);
        let (theirs, ours) = ("one\nOpen the valve.\n", "one\nClose the lid.\n");
        let both = merge(theirs, ours, Care::Usual);
        assert!(!both.is_conflict);
        assert_eq!(apply(ours, &both.changes), "one\nClose the lid.\nOpen the valve.\n");
        assert!(merge(theirs, ours, Care::Great).is_conflict);
        assert!(merge(theirs, "one\nOpen the red valve.\n", Care::Usual).is_conflict);
    }

    /// Lines, so that texts share some.
    fn text() -> impl Strategy<Value = String> {
        proptest::collection::vec("[ab]{0,2} [é🧪c]{0,2}\n", 0..6).prop_map(|lines| lines.concat())
    }

    proptest! {
        #[test]
        fn changes_make_the_one_the_other(old in text(), new in text()) {
            prop_assert_eq!(apply(&old, &changes(&old, &new)), new);
        }

        #[test]
        fn whoever_changed_alone_is_right(before in text(), after in text()) {
            prop_assert_eq!(apply(&before, &merge(&before, &after, &before, Care::Usual).changes), after.as_str());
            prop_assert_eq!(apply(&after, &merge(&before, &before, &after, Care::Usual).changes), after.as_str());
            prop_assert_eq!(apply(&after, &merge(&before, &after, &after, Care::Usual).changes), after);
        }

        #[test]
        fn nothing_that_was_added_is_lost(before in text(), theirs in text(), ours in text()) {
            let merged = merge(&before, &theirs, &ours, Care::Usual);
            if merged.is_conflict {
                return Ok(());
            }
            let text = apply(&ours, &merged.changes);
            for change in changes(&before, &theirs) {
                prop_assert!(
                    text.contains(&change.text) || changes(&before, &ours).contains(&change),
                    "{:?} is missing in {:?}", change, text
                );
            }
        }
    }
}
