//! The parts of an image.

use super::{Setter, Ways, replace};
use crate::edit::Refusal;
use crate::edit::anatomy::image_part;
use crate::span::Span;

impl Setter<'_> {
    pub(super) fn address(&self) -> Ways {
        let part = image_part(self.source, &self.located)?;
        let value = self.plain();
        if value.is_empty() {
            return Err(Refusal::new("a picture needs a file"));
        }
        let escaped = |marks: &str| {
            value.chars().fold(String::new(), |mut written, c| {
                if c.is_ascii_punctuation() && marks.contains(c) {
                    written.push('\\');
                }
                written.push(c);
                written
            })
        };
        let ways = [value.to_owned(), format!("<{value}>"), format!("<{}>", escaped("<>\\&"))];
        Ok(ways.into_iter().map(|way| vec![replace(part.address, way)]).collect())
    }

    pub(super) fn alt(&self) -> Ways {
        let part = image_part(self.source, &self.located)?;
        let ways = [self.plain().to_owned(), escaped(self.plain())];
        Ok(ways.into_iter().map(|way| vec![replace(part.alt, way)]).collect())
    }

    pub(super) fn image_title(&self) -> Ways {
        let part = image_part(self.source, &self.located)?;
        let value = self.plain();
        let place = match part.title {
            Some(title) => Span { start: part.address.end, ..title },
            None => Span { start: part.address.end, end: part.address.end },
        };
        if value.is_empty() {
            return Ok(vec![vec![replace(place, "")]]);
        }
        let ways = [value.to_owned(), value.replace('"', "\\\""), escaped(value)];
        Ok(ways.into_iter().map(|way| vec![replace(place, format!(" \"{way}\""))]).collect())
    }
}

/// Writes a text such that Markdown has no use for any of its characters.
fn escaped(text: &str) -> String {
    text.chars().fold(String::new(), |mut written, c| {
        if c.is_ascii_punctuation() {
            written.push('\\');
        }
        written.push(c);
        written
    })
}
