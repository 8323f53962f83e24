//! What the line says that opens a container: its name and its title.

use super::{Setter, Ways, replace};
use crate::block::{AdmonitionKind, BlockKind, HazardLevel};
use crate::edit::Refusal;
use crate::edit::anatomy::{alert_part, fence_part};
use crate::parse::{FenceKind, read_fence};
use crate::span::Span;

impl Setter<'_> {
    /// Changes the name of a container, or the word of an alert.
    pub(super) fn fence_name(&self) -> Ways {
        let name = self.plain();
        let is_hazard = matches!(self.located.block.kind(), BlockKind::Hazard { .. });
        let is_known = match is_hazard {
            true => HazardLevel::ALL.iter().any(|level| level.name() == name),
            false => AdmonitionKind::ALL.iter().any(|kind| kind.name() == name),
        };
        if !is_known {
            return Err(Refusal::new(format!("there is no `{name}`")));
        }
        if let Some(alert) = alert_part(self.source, &self.located) {
            if !["note", "tip", "important", "warning", "caution"].contains(&name) {
                return Err(Refusal::new(format!("an alert in a quote cannot be `{name}`"))
                    .hint("write it as a container"));
            }
            return Ok(vec![vec![replace(alert.word, name.to_uppercase())]]);
        }
        let fence = fence_part(self.source, &self.located)?;
        if &self.source[fence.name.range()] == "hazard" {
            return self.attribute();
        }
        Ok(vec![vec![replace(fence.name, name)]])
    }

    pub(super) fn title(&self) -> Ways {
        let value = self.plain();
        if let Some(alert) = alert_part(self.source, &self.located) {
            let place = Span { start: alert.word.end + 1, end: alert.title.end };
            let text = if value.is_empty() { String::new() } else { format!(" {value}") };
            return Ok(vec![vec![replace(place, text)]]);
        }
        if matches!(self.located.block.kind(), BlockKind::Steps { .. })
            && !self.source[self.located.span.start..].starts_with(':')
        {
            return Err(Refusal::new("steps inside of a step have no title"));
        }
        let fence = fence_part(self.source, &self.located)?;
        let behind = fence.list.map_or(fence.name.end, |list| list.end);
        if value.is_empty() {
            return Ok(vec![vec![replace(Span { start: behind, end: fence.title.end }, "")]]);
        }
        if fence.title.start < fence.title.end {
            return Ok(vec![vec![replace(fence.title, value)]]);
        }
        let place = Span { start: behind, end: behind };
        let plain = vec![replace(place, format!(" {value}"))];
        // A title in braces stands behind an empty list.
        Ok(vec![plain, vec![replace(place, format!("{{}} {value}"))]])
    }

    pub(super) fn opening(&self) -> Ways {
        if !matches!(read_fence(self.plain()), Some((0, FenceKind::Open(_)))) {
            return Err(Refusal::new("this opens no container").hint("write `:::name` and a title"));
        }
        let fence = fence_part(self.source, &self.located)?;
        let end = self.source[fence.line.range()].trim_end().len();
        let line = Span { end: fence.line.start + end, ..fence.line };
        Ok(vec![vec![replace(line, self.plain())]])
    }
}
