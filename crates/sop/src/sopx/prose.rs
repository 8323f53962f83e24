//! The formatting of projects → blocks. It knows three things, line by line: `**bold**`, `• ` and
//! `1. `. Text that is none of these stands where it stood (the other program moves it behind the
//! lists).

use super::markdown;
use super::steps::{Block, Opens};

/// How lines that are not marked are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lines {
    /// Each is a paragraph.
    Paragraphs,
    /// Neighbours are one paragraph.
    Joined,
    /// Each is an item of a list.
    Items,
}

/// The largest number that a list may have (CommonMark §5.2: nine digits).
const MOST_DIGITS: usize = 9;

/// What a text says.
#[derive(Default)]
pub(super) struct Prose {
    pub(super) blocks: Vec<Block>,
    /// The lines whose number is not the one that is shown.
    pub(super) renumbered: Vec<String>,
}

/// Reads a text.
pub(super) fn read(text: &str, unmarked: Lines, opens: Opens) -> Prose {
    let mut prose = Prose::default();
    let mut opens = opens;
    // Whether the line joins the block before it.
    let mut goes_on = false;
    for line in text.split(['\n', '\r']) {
        let line = line.trim();
        if line.is_empty() {
            goes_on &= unmarked == Lines::Items;
            continue;
        }
        let block = read_line(line, unmarked, opens);
        if goes_on && is_renumbered(prose.blocks.last(), &block) {
            prose.renumbered.push(line.into());
        }
        // Only a number at the very beginning says that the text is a procedure.
        opens = Opens::Never;
        push(&mut prose.blocks, block, goes_on, unmarked);
        goes_on = true;
    }
    prose
}

/// Whether a line goes on with a list, but not with its number. To write the same number on every
/// line is a habit, and no other number is meant.
fn is_renumbered(before: Option<&Block>, block: &Block) -> bool {
    match (before, block) {
        (Some(Block::Numbers { first: begun, items, .. }), Block::Numbers { first, .. }) => {
            *first != begun + items.len() as u64 && first != begun
        }
        _ => false,
    }
}

fn read_line(line: &str, unmarked: Lines, opens: Opens) -> Block {
    if let Some(item) = line.strip_prefix("• ") {
        return Block::Bullets(vec![markdown::bold_line(item)]);
    }
    if let Some((first, item)) = numbered(line) {
        return Block::Numbers { first, items: vec![markdown::bold_line(item)], opens };
    }
    match unmarked {
        Lines::Items => Block::Bullets(vec![markdown::bold_line(line)]),
        Lines::Paragraphs | Lines::Joined => Block::Plain(markdown::bold_line(line)),
    }
}

/// Splits a line into its number and what follows.
fn numbered(line: &str) -> Option<(u64, &str)> {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = line[digits..].strip_prefix('.')?;
    if digits == 0 || digits > MOST_DIGITS || !rest.starts_with(char::is_whitespace) {
        return None;
    }
    Some((line[..digits].parse().ok()?, rest))
}

/// Appends a line; neighbours of one kind are one block.
fn push(blocks: &mut Vec<Block>, block: Block, goes_on: bool, unmarked: Lines) {
    match (blocks.last_mut().filter(|_| goes_on), block) {
        (Some(Block::Bullets(items)), Block::Bullets(more)) => items.extend(more),
        (Some(Block::Numbers { items, .. }), Block::Numbers { items: more, .. }) => {
            items.extend(more);
        }
        (Some(Block::Plain(text)), Block::Plain(more)) if unmarked == Lines::Joined => {
            text.push('\n');
            text.push_str(&more);
        }
        (_, block) => blocks.push(block),
    }
}
