//! Marks of lists and steps, and the boxes of items.

use super::{Setter, Ways, insert, replace};
use crate::block::{BlockKind, ListMarks};
use crate::edit::anatomy::{
    Located, item_box, item_mark, line_end, next_line, other_dialect, prefix_at,
};
use crate::edit::fields::typed_number;
use crate::edit::{Refusal, TextEdit};
use crate::span::Span;

impl Setter<'_> {
    pub(super) fn check_box(&self) -> Ways {
        let mark = item_mark(self.source, &self.located).ok_or_else(other_dialect)?;
        let written = match self.plain() {
            "" => None,
            "open" => Some("[ ]"),
            "done" => Some("[x]"),
            _ => return Err(Refusal::new("a box is open or done")),
        };
        let edit = match (item_box(self.source, &self.located), written) {
            (Some(found), Some(written)) => {
                replace(Span { start: found.start, end: found.end }, written)
            }
            (Some(found), None) => {
                let rest = &self.source[found.end..];
                let space = rest.len() - rest.trim_start_matches([' ', '\t']).len();
                replace(Span { start: found.start, end: found.end + space }, "")
            }
            (None, Some(written)) => insert(mark.end, format!("{written} ")),
            (None, None) => return Err(Refusal::new("the list gives every item a box")),
        };
        Ok(vec![vec![edit]])
    }

    pub(super) fn start(&self) -> Ways {
        let start: u64 = self
            .plain()
            .parse()
            .ok()
            .filter(|start| *start < 1_000_000_000)
            .ok_or_else(|| Refusal::new("a number of a step is a whole number"))?;
        let steps = self.located.block.children();
        let first = steps.iter().position(|step| matches!(step.kind(), BlockKind::Step { .. }));
        let first = first.ok_or_else(|| Refusal::new("there are no steps yet"))?;
        let step = Located::at(
            self.located.document,
            (self.located.parent, Some(self.located.block)),
            first,
        );
        let step = step.filter(|step| !step.is_foreign(self.source)).ok_or_else(other_dialect)?;
        let number = typed_number(self.source, &step).ok_or_else(|| {
            Refusal::new("these steps count in letters").hint("edit them as source")
        })?;
        let written = start.to_string();
        let mut edits = vec![replace(number, written.clone())];
        let by = written.len() as isize - (number.end - number.start) as isize;
        self.indent(&step, by, &mut edits);
        Ok(vec![edits])
    }

    /// Moves the lines of an item that are behind its first one, as its mark gets longer.
    pub(super) fn indent(&self, item: &Located<'_>, by: isize, edits: &mut Vec<TextEdit>) {
        let (Some(mark), true) = (item_mark(self.source, item), by != 0) else { return };
        let quotes = prefix_at(self.source, mark.start).matches('>').count();
        let mut line = next_line(self.source, line_end(self.source, mark.end));
        while line < item.span.end {
            let end = line_end(self.source, line);
            let text = &self.source[line..end];
            let mut at = 0;
            for _ in 0..quotes {
                at = text[at..].find('>').map_or(at, |found| at + found + 1);
            }
            let spaces = text[at..].len() - text[at..].trim_start_matches(' ').len();
            let is_blank = text[at..].trim().is_empty();
            if !is_blank && by > 0 && spaces > 0 {
                edits.push(insert(line + at, " ".repeat(by.unsigned_abs())));
            } else if !is_blank && by < 0 {
                let less = by.unsigned_abs().min(spaces);
                edits.push(replace(Span { start: line + at, end: line + at + less }, ""));
            }
            let next = next_line(self.source, end);
            if next == line {
                break;
            }
            line = next;
        }
    }

    pub(super) fn marks(&self, old: ListMarks) -> Ways {
        let mut edits = Vec::new();
        let wanted = self.plain();
        for place in 0..self.located.block.children().len() {
            let around = (self.located.parent, Some(self.located.block));
            let Some(item) = Located::at(self.located.document, around, place) else { continue };
            let new = match wanted {
                "bullets" => "-".to_owned(),
                "numbers" => format!("{}.", place + 1),
                "letters" if place < 26 => format!("{}.", char::from(b'a' + place as u8)),
                "letters" => return Err(Refusal::new("there are more items than letters")),
                _ => return Err(Refusal::new("a list has bullets, numbers or letters")),
            };
            if item.is_foreign(self.source) {
                return Err(Refusal::new("an item of the list comes from another file"));
            }
            let mark = match old {
                ListMarks::Letters => letter_mark(self.source, &item),
                _ => item_mark(self.source, &item).map(|mark| Span {
                    start: mark.start,
                    end: mark.start + self.source[mark].trim_end().len(),
                }),
            };
            let mark = mark.ok_or_else(other_dialect)?;
            edits.push(replace(mark, new.clone()));
            let by = new.len() as isize - (mark.end - mark.start) as isize;
            if old != ListMarks::Letters {
                self.indent(&item, by, &mut edits);
            }
        }
        Ok(vec![edits])
    }
}

/// Returns the letter in front of an item, and what stands behind the letter.
fn letter_mark(source: &str, item: &Located<'_>) -> Option<Span> {
    let text = item.document.text_place(item.block.id())?;
    let end = source[..text.start].trim_end_matches([' ', '\t']).len();
    let mark = source.get(end.checked_sub(2)?..end)?;
    let is_mark = mark.starts_with(|c: char| c.is_ascii_lowercase()) && mark.ends_with(['.', ')']);
    is_mark.then_some(Span { start: end - 2, end })
}
