//! Attributes: one item of a list, wherever the list of the block stands.

use super::{Setter, Ways, insert, replace};
use crate::block::BlockKind;
use crate::edit::anatomy::{alert_part, fence_part, image_part, other_dialect, text_part};
use crate::edit::list::{self, Key, Unsaid};
use crate::edit::{Refusal, Value};
use crate::span::Span;

/// Where the attributes of a block stand.
struct ListPlace {
    list: Option<Span>,
    /// Where a new one is put, and what stands in front of it.
    at: usize,
    space: &'static str,
    is_in_markdown: bool,
}

impl Setter<'_> {
    /// Finds where the attributes of the block stand.
    fn list_place(&self) -> Result<ListPlace, Refusal> {
        let Self { source, located, .. } = self;
        match located.block.kind() {
            BlockKind::Section { .. }
            | BlockKind::Paragraph { .. }
            | BlockKind::Item { .. }
            | BlockKind::Step { .. }
            | BlockKind::Entry { .. } => {
                let part = text_part(source, located)?;
                if part.list.is_none() && !located.block.attributes().is_empty() {
                    return Err(other_dialect());
                }
                let at = part.span.end;
                Ok(ListPlace { list: part.list, at, space: " ", is_in_markdown: true })
            }
            BlockKind::Figure { image } => {
                let part = image_part(source, located)?;
                let has_own = !image.attributes.is_empty();
                let is_apart = part.apart.is_some()
                    && part.list.is_none()
                    && (self.field == "id"
                        || !has_own && !located.block.attributes().pairs.is_empty());
                let list = if is_apart { part.apart } else { part.list };
                Ok(ListPlace { list, at: part.end, space: "", is_in_markdown: true })
            }
            _ if alert_part(source, located).is_some() => {
                Err(Refusal::new("an alert in a quote has no attributes")
                    .hint("write it as a container"))
            }
            BlockKind::Steps { .. } if !source[located.span.start..].starts_with(':') => {
                Err(Refusal::new("steps inside of a step have no attributes"))
            }
            _ => {
                let fence = fence_part(source, located)?;
                let at = fence.name.end;
                Ok(ListPlace { list: fence.list, at, space: "", is_in_markdown: false })
            }
        }
    }

    pub(super) fn attribute(&self) -> Ways {
        let is_in_markdown = self.list_place()?.is_in_markdown;
        let key = self.field;
        let with_key = |value: String| format!("{key}={value}");
        let items = match self.value {
            Value::Switch(true) => vec![key.to_owned()],
            Value::Text(text) => {
                list::written(text, is_in_markdown).into_iter().map(with_key).collect()
            }
            Value::Texts(texts) => {
                list::written(&texts.join(", "), is_in_markdown).into_iter().map(with_key).collect()
            }
            Value::Absent | Value::Switch(false) => Vec::new(),
        };
        self.in_list(Key::Named(key), items)
    }

    /// Says one of some items in the attributes; none takes it away.
    pub(super) fn in_list(&self, key: Key<'_>, items: Vec<String>) -> Ways {
        let place = self.list_place()?;
        let Some(list) = place.list else {
            let new = |item: String| vec![insert(place.at, format!("{}{{{item}}}", place.space))];
            return Ok(items.into_iter().map(new).collect());
        };
        let text = &self.source[list.range()];
        let placed = |(range, text): list::Change| {
            let span = Span { start: list.start + range.start, end: list.start + range.end };
            replace(span, text)
        };
        if items.is_empty() {
            let before = self.source[..list.start].trim_end_matches([' ', '\t']).len();
            return Ok(match list::unsaid(text, key).ok_or_else(other_dialect)? {
                Unsaid::Empty => {
                    let start = if place.space.is_empty() { list.start } else { before };
                    vec![
                        vec![replace(Span { start, end: list.end }, "")],
                        // A title in braces stands behind an empty list.
                        vec![replace(list, "{}")],
                    ]
                }
                Unsaid::Changed(changes) => vec![changes.into_iter().map(placed).collect()],
            });
        }
        let ways = items.iter().filter_map(|item| list::said(text, key, item));
        Ok(ways.map(|changes| changes.into_iter().map(placed).collect()).collect())
    }
}
