//! Two texts that were made of one, put together.
//!
//! A file is written by another program while its source is edited here. What that program had
//! before it is one of the texts that were in the file lately; what it changed in it is then made
//! here as well, wherever the place of it is by now.

use std::ops::Range;
use std::time::{Duration, Instant};

use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};

/// How long a comparison may look for the fewest changes. What it finds after that is as right, and
/// larger.
const LONG_ENOUGH: Duration = Duration::from_millis(200);

/// What makes one text another: what is put in the place of which bytes, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    pub(crate) range: Range<usize>,
    pub(crate) text: String,
}

/// What `theirs` changed, as changes of `ours`.
pub(crate) struct Merged {
    pub(crate) changes: Vec<Change>,
    /// Whether both changed the same words, differently: what comes out then is no text that
    /// anybody meant.
    pub(crate) is_unsafe: bool,
}

/// Puts what `theirs` changed of `before` into `ours`, which was made of `before` as well.
pub(crate) fn merge(before: &str, theirs: &str, ours: &str) -> Merged {
    let (our_changes, mut is_unsafe) = (changes(before, ours), false);
    let mut merged = Vec::new();
    for change in changes(before, theirs) {
        let overlaps = |other: &&Change| {
            other.range.start < change.range.end && change.range.start < other.range.end
        };
        if our_changes.contains(&change) {
            continue;
        }
        is_unsafe |= our_changes.iter().any(|other| overlaps(&other));
        merged.extend(moved(&change, &our_changes));
    }
    Merged { changes: joined(merged), is_unsafe }
}

/// Returns which text a program most likely had that wrote `theirs`: the one that it differs from
/// the least, and of equals the newest. The texts are given newest first. Who writes exactly what
/// was there before means to have it back, so that counts as a change of the newest.
pub(crate) fn likeliest_before<'t>(theirs: &str, newest_first: &[&'t str]) -> Option<&'t str> {
    let newest = newest_first.first().copied();
    let other = newest_first.iter().copied().enumerate().min_by_key(|(index, text)| {
        let middle = middle(text, theirs);
        (middle.0.len() + middle.1.len(), *index)
    });
    other.map(|(_, text)| text).filter(|text| *text != theirs).or(newest)
}

/// Returns what makes `old` into `new`.
pub(crate) fn changes(old: &str, new: &str) -> Vec<Change> {
    let (from, to) = middle(old, new);
    let (old_words, new_words) = (words(&old[from.clone()]), words(&new[to.clone()]));
    let old_texts: Vec<&str> =
        old_words.iter().map(|word| &old[from.clone()][word.clone()]).collect();
    let new_texts: Vec<&str> =
        new_words.iter().map(|word| &new[to.clone()][word.clone()]).collect();
    let deadline = Instant::now() + LONG_ENOUGH;
    let ops =
        capture_diff_slices_deadline(Algorithm::Myers, &old_texts, &new_texts, Some(deadline));
    let place = |words: &[Range<usize>], index: usize, length: usize| {
        words.get(index).map_or(length, |word| word.start)
    };
    ops.iter()
        .filter(|op| !matches!(op, DiffOp::Equal { .. }))
        .map(|op| {
            let (old_range, new_range) = (op.old_range(), op.new_range());
            let start = from.start + place(&old_words, old_range.start, from.len());
            let end = from.start + place(&old_words, old_range.end, from.len());
            Change { range: start..end, text: new_texts[new_range].concat() }
        })
        .collect()
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

/// Words, and each other character by itself.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut was_word = false;
    for (at, c) in text.char_indices() {
        let is_word = c.is_alphanumeric();
        match words.last_mut() {
            Some(last) if is_word && was_word => last.end = at + c.len_utf8(),
            _ => words.push(at..at + c.len_utf8()),
        }
        was_word = is_word;
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
        let merged = merge(before, theirs, ours);
        assert_eq!(apply(ours, &merged.changes), expected);
        assert!(!merged.is_unsafe, "{before:?}");
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
    fn what_both_changed_alike_is_changed_once() {
        check("one two", "one three", "one three", "one three");
    }

    #[test]
    fn what_both_changed_differently_is_unsafe() {
        assert!(merge("one two three", "one 2 three", "one zwei three").is_unsafe);
        assert!(merge("one two three", "one three", "one zwei three").is_unsafe);
    }

    #[test]
    fn what_was_read_before_is_found() {
        let states = ["abc one two three", "abc one two", "abc one"];
        assert_eq!(likeliest_before("ABC one two", &states), Some(states[1]));
        assert_eq!(likeliest_before("abc one", &states), Some(states[0]), "it is to be so again");
        assert_eq!(likeliest_before("abc one two three four", &states), Some(states[0]));
        assert_eq!(likeliest_before("x", &[]), None);
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
            prop_assert_eq!(apply(&before, &merge(&before, &after, &before).changes), after.as_str());
            prop_assert_eq!(apply(&after, &merge(&before, &before, &after).changes), after.as_str());
            prop_assert_eq!(apply(&after, &merge(&before, &after, &after).changes), after);
        }

        #[test]
        fn nothing_that_was_added_is_lost(before in text(), theirs in text(), ours in text()) {
            let merged = merge(&before, &theirs, &ours);
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
