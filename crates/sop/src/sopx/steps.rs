//! Blocks → Markdown. Here numbered lists become procedures.
//!
//! Authors of projects type `1.`, `2.`, put a picture or a warning as a module of its own, and go
//! on with `3.` in the next text. What they mean is one procedure. The rule:
//!
//! - A numbered list *goes on* if its first number is the one after the last of the list before
//!   it, and no heading or tab section stands between. All that go on, with whatever stands
//!   between, are one `:::steps`.
//! - A list that stands for itself is `:::steps` if a text begins with it, or a step card is made
//!   of it; behind other words in a text it is a plain numbered list.
//! - The first number is kept as it was typed, so a procedure that goes on behind a heading shows
//!   the right numbers too. A list that begins again with 1 is a procedure of its own.

/// Whether a list that stands for itself is a procedure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opens {
    /// It is.
    Steps,
    /// It is a plain list.
    Never,
}

/// A block of the source.
#[derive(Debug)]
pub(super) enum Block {
    /// Anything that may stand between two steps.
    Plain(String),
    /// What ends a procedure: a heading, a tab section.
    Wall(String),
    /// A list.
    Bullets(Vec<String>),
    /// A numbered list.
    Numbers { first: u64, items: Vec<String>, opens: Opens },
}

/// Writes blocks.
pub(super) fn write(blocks: &[Block]) -> String {
    let mut pieces = Pieces::default();
    let mut at = 0;
    while at < blocks.len() {
        let end = procedure_end(blocks, at).unwrap_or(at + 1);
        if end > at + 1 || is_opening(&blocks[at]) {
            pieces.push(":::steps");
            blocks[at..end].iter().for_each(|block| pieces.push_block(block));
            pieces.push(":::");
        } else {
            pieces.push_block(&blocks[at]);
        }
        at = end;
    }
    pieces.text
}

fn is_opening(block: &Block) -> bool {
    matches!(block, Block::Numbers { opens: Opens::Steps, .. })
}

/// Returns the end of the procedure that a numbered list begins.
fn procedure_end(blocks: &[Block], start: usize) -> Option<usize> {
    let mut next = next_number(&blocks[start])?;
    let mut end = start + 1;
    for (at, block) in blocks.iter().enumerate().skip(start + 1) {
        match block {
            Block::Wall(_) => break,
            Block::Numbers { first, .. } if *first == next => {
                next = next_number(block)?;
                end = at + 1;
            }
            Block::Numbers { .. } => break,
            Block::Plain(_) | Block::Bullets(_) => {}
        }
    }
    Some(end)
}

fn next_number(block: &Block) -> Option<u64> {
    match block {
        Block::Numbers { first, items, .. } => Some(first + items.len() as u64),
        _ => None,
    }
}

/// Markdown on its way, with a blank line between blocks.
#[derive(Default)]
struct Pieces {
    text: String,
    /// The mark of the list that stands last: another one begins a list of its own (CommonMark
    /// §5.3).
    mark: Option<char>,
    /// The number after that list.
    next: Option<u64>,
}

impl Pieces {
    fn push(&mut self, piece: &str) {
        if piece.is_empty() {
            return;
        }
        // The text of a paragraph may end in these letters too.
        let is_opened = self.text.lines().next_back() == Some(":::steps");
        if !self.text.is_empty() {
            self.text.push_str(if is_opened || piece == ":::" { "\n" } else { "\n\n" });
        }
        self.text.push_str(piece);
        self.mark = None;
        self.next = None;
    }

    fn push_block(&mut self, block: &Block) {
        match block {
            Block::Plain(text) | Block::Wall(text) => self.push(text),
            Block::Bullets(items) => {
                let mark = if self.mark == Some('-') { '*' } else { '-' };
                let items: Vec<_> = items.iter().map(|item| format!("{mark} {item}")).collect();
                self.push(&items.join("\n"));
                self.mark = Some(mark);
            }
            Block::Numbers { first, items, .. } => {
                let goes_on = self.next == Some(*first);
                let mark = if self.mark == Some('.') && !goes_on { ')' } else { '.' };
                let items = (*first..).zip(items);
                let items: Vec<_> = items.map(|(n, item)| format!("{n}{mark} {item}")).collect();
                self.push(&items.join("\n"));
                self.mark = Some(mark);
                self.next = next_number(block);
            }
        }
    }
}
