//! Texts in Markdown, and what comes with them: levels of headings.

use super::{Setter, Ways, insert, replace};
use crate::edit::Refusal;
use crate::edit::anatomy::{TextPart, joints, line_start, lines_without_marks, text_part};
use crate::edit::fields::{entry_part, marks_of};
use crate::span::Span;

impl Setter<'_> {
    /// Writes the lines of the value in place of those of a text. What stands between two lines stays
    /// as it is.
    pub(super) fn lines_for(&self, span: Span, prefix: &str) -> String {
        let old = lines_without_marks(self.source, span, prefix);
        let (old, new): (Vec<&str>, Vec<&str>) =
            (old.split('\n').collect(), self.plain().split('\n').collect());
        let joints = joints(self.source, span, prefix);
        let same = |(old, new): &(&&str, &&str)| old == new;
        let most = old.len().min(new.len());
        let end = old.iter().rev().zip(new.iter().rev()).take(most).take_while(same).count();
        let own = format!("{}{prefix}", self.line_end());
        let joint = |place: usize| {
            let from_end = new.len() - place;
            let old_place = if from_end <= end { old.len() - from_end } else { place };
            match joints.get(old_place) {
                _ if place == 0 => "",
                Some(joint) if old_place > 0 => &self.source[joint.range()],
                _ => &own,
            }
        };
        new.iter().enumerate().flat_map(|(place, line)| [joint(place), line]).collect()
    }

    pub(super) fn text(&self) -> Ways {
        let part = text_part(self.source, &self.located)?;
        self.text_at(&part, part.span)
    }

    pub(super) fn text_at(&self, part: &TextPart, span: Span) -> Ways {
        let text = self.lines_for(span, &part.prefix);
        if let Some(list) = part.list.filter(|list| list.end <= span.end) {
            let text = self.lines(self.plain(), &part.prefix);
            let text = format!("{text} {}", &self.source[list.range()]);
            return Ok(vec![vec![replace(span, text)]]);
        }
        let before = &self.source[..span.start];
        let needs_space = !text.is_empty() && before.ends_with(']') | before.ends_with('#');
        let text = if needs_space { format!(" {text}") } else { text };
        Ok(vec![vec![replace(span, text)]])
    }

    pub(super) fn entry(&self) -> Ways {
        let entry = entry_part(self.source, &self.located)?;
        if self.field == "head" {
            let head = TextPart { list: None, ..entry.whole.clone() };
            return self.text_at(&head, entry.head);
        }
        if entry.mark.is_some() {
            // What is put behind a mark at the end of a line stands apart from it.
            let is_apart = entry.tail.start < entry.tail.end
                || self.source[..entry.tail.start].ends_with([' ', '\t', '\u{a0}', '：']);
            let text = self.lines_for(entry.tail, &entry.whole.prefix);
            let text = if is_apart || text.is_empty() { text } else { format!(" {text}") };
            let list = entry.whole.list.filter(|list| list.end <= entry.tail.end);
            let list = list.map(|list| format!(" {}", &self.source[list.range()]));
            return Ok(vec![vec![replace(entry.tail, text + &list.unwrap_or_default())]]);
        }
        let mark = marks_of(&self.located)[0];
        let mark = if mark.ends_with(' ') { mark.to_owned() } else { format!(" {mark} ") };
        let text = mark + &self.lines(self.plain(), &entry.whole.prefix);
        Ok(vec![vec![insert(entry.whole.span.end, text)]])
    }

    pub(super) fn heading_level(&self, old: u8) -> Ways {
        let level: usize = self
            .plain()
            .parse()
            .ok()
            .filter(|level| (1..=6).contains(level))
            .ok_or_else(|| Refusal::new("a level is a number from 1 to 6"))?;
        let span = self.located.span;
        let text = &self.source[span.range()];
        let marks = text.len() - text.trim_start_matches('#').len();
        if marks == usize::from(old) {
            let marks = Span { start: span.start, end: span.start + marks };
            return Ok(vec![vec![replace(marks, "#".repeat(level))]]);
        }
        // Underlined: the line below becomes marks in front.
        let part = text_part(self.source, &self.located)?;
        if self.source[part.span.range()].contains('\n') {
            return Err(Refusal::new("an underlined heading of several lines has level 1 or 2")
                .hint("edit it as source"));
        }
        let end = self.source[..line_start(self.source, span.end)].trim_end().len();
        let front = insert(span.start, format!("{} ", "#".repeat(level)));
        Ok(vec![vec![front, replace(Span { start: end, end: span.end }, "")]])
    }
}
