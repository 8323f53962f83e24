//! What MkDocs indents: `!!! note "Title"`, `??? tip`, and tabs `=== "Label"`.

use super::{Row, Writer, names};
use crate::span::Span;

/// How far the content of a block is indented.
const INDENT: usize = 4;

/// What opens an indented block.
pub(super) enum Opening<'t> {
    Admonition { name: &'t str, title: &'t str },
    Tab { label: &'t str },
}

/// An indented block that is open.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    /// The indentation of its opening, of the line as it is written.
    indent: usize,
    /// Whether it is a tab, and so in a container of tabs.
    is_tab: bool,
}

/// Reads what opens an indented block.
pub(super) fn opening(text: &str) -> Option<Opening<'_>> {
    if let Some(rest) = text.strip_prefix("===") {
        let rest = rest.trim_start_matches(['!', '+']);
        let label = in_quotes(rest.strip_prefix(' ')?.trim())?;
        return Some(Opening::Tab { label });
    }
    let rest = text.strip_prefix("!!!").or_else(|| text.strip_prefix("???"))?;
    let rest = rest.strip_prefix('+').unwrap_or(rest).strip_prefix(' ')?.trim();
    let (words, title) = match rest.find('"') {
        Some(quote) => (rest[..quote].trim(), in_quotes(&rest[quote..])?),
        None => (rest, ""),
    };
    let mut words = words.split_whitespace();
    let name = words.next()?;
    let is_word = |word: &str| word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    (is_word(name) && words.all(is_word)).then_some(Opening::Admonition { name, title })
}

fn in_quotes(text: &str) -> Option<&str> {
    text.strip_prefix('"')?.strip_suffix('"')
}

impl<'s> Writer<'s> {
    /// Takes the indentation of open blocks off a line that is not blank, and closes those that it
    /// does not belong to.
    pub(super) fn dedented(&mut self, line: &Row<'s>) -> Row<'s> {
        let mut text = line.text.to_string();
        let mut removed = 0;
        for place in 0..self.blocks.len() {
            let at = self.blocks[place].indent;
            if !is_indented(&text, at + INDENT) {
                self.close_for(place, &text, line.span);
                break;
            }
            let tab_or_spaces = if text[at..].starts_with('\t') { 1 } else { INDENT };
            text.replace_range(at..at + tab_or_spaces, "");
            removed += tab_or_spaces;
        }
        if removed == 0 {
            return line.clone();
        }
        Row { text: text.into(), span: line.span, removed }
    }

    /// Closes the blocks from one on, in front of a line. Another tab stays in the container of
    /// the one before.
    fn close_for(&mut self, place: usize, text: &str, span: Span) {
        let Block { indent, is_tab } = self.blocks[place];
        let rest = text.trim_start();
        let is_next_tab = is_tab
            && text.len() - rest.len() == indent
            && matches!(opening(rest), Some(Opening::Tab { .. }));
        self.close_blocks(place + 1, span);
        if is_next_tab {
            self.rows.push(Row::added(format!("{}:::", " ".repeat(indent)), span));
        } else {
            self.close_blocks(place, span);
        }
    }

    /// Closes all blocks but the outermost ones.
    pub(super) fn close_blocks(&mut self, but: usize, span: Span) {
        while self.blocks.len() > but {
            let Some(block) = self.blocks.pop() else { return };
            self.code = None;
            let close = format!("{}:::", " ".repeat(block.indent));
            for _ in 0..1 + usize::from(block.is_tab) {
                self.rows.push(Row::added(close.clone(), span));
            }
        }
    }

    pub(super) fn open_block(&mut self, line: &Row<'s>, indent: usize, opening: &Opening<'_>) {
        let space = " ".repeat(indent);
        let is_tab = matches!(opening, Opening::Tab { .. });
        let text = match opening {
            Opening::Tab { label } => {
                let is_next =
                    self.blocks.last().is_some_and(|block| block.is_tab && block.indent == indent);
                if !is_next {
                    self.rows.push(Row::added(format!("{space}:::tabs"), line.span));
                    self.blocks.push(Block { indent, is_tab });
                }
                format!("{space}:::tab {label}")
            }
            Opening::Admonition { name, title } => {
                let (ours, own_title) = match names::ours(name) {
                    Some((ours, own_title)) => (ours, own_title.to_owned()),
                    // A site may define its own kinds; their names are their titles.
                    None => ("note", capitalised(name)),
                };
                let title = if title.is_empty() { own_title.as_str() } else { title };
                self.blocks.push(Block { indent, is_tab });
                format!("{space}:::{ours} {title}")
            }
        };
        self.rows.push(Row { text: text.into(), ..line.clone() });
    }
}

fn is_indented(text: &str, by: usize) -> bool {
    let mut width = 0;
    for c in text.chars() {
        match c {
            ' ' => width += 1,
            '\t' => width += INDENT - width % INDENT,
            _ => break,
        }
    }
    width >= by
}

fn capitalised(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    let mut chars = words.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
