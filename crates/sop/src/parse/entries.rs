//! Items in two parts: a word and its meaning behind a colon, an answer and what follows from it
//! behind an arrow.

use crate::block::BlockKind;
use crate::draft::Draft;
use crate::inline::Inline;

/// What stands between a word or a role and what is said of it.
pub(crate) const TERM_MARKS: &[&str] = &[": ", ":\u{a0}", "：", " – ", " — "];

/// What stands between an answer and what follows from it.
pub(crate) const BRANCH_MARKS: &[&str] = &["→", "⇒", "->", "=>", "←", "⇐"];

/// Makes entries of a list of words or roles.
pub(super) fn terms(draft: Draft) -> Draft {
    split_items(draft, TERM_MARKS)
}

/// Makes entries of a list of answers.
pub(super) fn branches(draft: Draft) -> Draft {
    split_items(draft, BRANCH_MARKS)
}

/// Splits the items of a list at the first of the separators. Check lists stay what they are.
fn split_items(draft: Draft, separators: &[&str]) -> Draft {
    let is_plain = |item: &Draft| matches!(item.kind, BlockKind::Item { check: None, .. });
    if !matches!(draft.kind, BlockKind::List { .. }) || !draft.children.iter().all(is_plain) {
        return draft;
    }
    draft.with_kind(BlockKind::Entries).map_children(|item| {
        let BlockKind::Item { text, .. } = &item.kind else {
            return item;
        };
        let (head, text) = split(text, separators);
        item.with_kind(BlockKind::Entry { head, text })
    })
}

fn split(inlines: &[Inline], separators: &[&str]) -> (Vec<Inline>, Vec<Inline>) {
    let found = inlines.iter().enumerate().find_map(|(place, inline)| {
        let Inline::Text(text) = inline else {
            return None;
        };
        let parts = separators.iter().filter_map(|separator| {
            // A separator at the end of a line stands in front of nothing, or of another inline.
            let start = text.find(separator).or_else(|| {
                let bare = separator.trim_end();
                text.ends_with(bare).then(|| text.len() - bare.len())
            })?;
            Some((start, (start + separator.len()).min(text.len())))
        });
        let (start, end) = parts.min()?;
        Some((place, text[..start].trim_end().into(), text[end..].trim_start().into()))
    });
    let Some((place, before, after)) = found else {
        return (inlines.to_vec(), Vec::new());
    };
    let text = |text: Box<str>| (!text.is_empty()).then_some(Inline::Text(text));
    let head = inlines[..place].iter().cloned().chain(text(before)).collect();
    let rest = text(after).into_iter().chain(inlines[place + 1..].iter().cloned()).collect();
    (head, rest)
}
