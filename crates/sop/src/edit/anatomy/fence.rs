//! The lines that open containers, alerts and footnotes.

use super::{Located, line_end, other_dialect, trimmed};
use crate::attributes::Attributes;
use crate::block::BlockKind;
use crate::edit::Refusal;
use crate::parse::{FenceKind, read_fence};
use crate::span::Span;

/// The line that opens a container.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FencePart {
    /// From the first colon to the end of the line.
    pub(crate) line: Span,
    pub(crate) name: Span,
    pub(crate) list: Option<Span>,
    /// The title; empty behind the rest if there is none.
    pub(crate) title: Span,
}

/// Finds the parts of the line that opens a container.
pub(crate) fn fence_part(source: &str, located: &Located<'_>) -> Result<FencePart, Refusal> {
    let start = located.span.start;
    let line = Span { start, end: line_end(source, start) };
    let text = &source[line.range()];
    let Some((0, FenceKind::Open(said) | FenceKind::Leaf(said))) = read_fence(text) else {
        return Err(other_dialect());
    };
    let is_unknown = matches!(located.block.kind(), BlockKind::Unknown { .. });
    let is_read_so = said.attributes == *located.block.attributes()
        && title_of(located.block.kind()).is_none_or(|title| *title == *said.title)
        && (!said.name.is_empty() || is_unknown);
    if !is_read_so {
        return Err(other_dialect());
    }
    let colons = text.len() - text.trim_start_matches(':').len();
    let spaces = |from: usize| text[from..].len() - text[from..].trim_start().len();
    let name = colons + spaces(colons);
    let name_end = name + said.name.len();
    let list_start = name_end + spaces(name_end);
    let list = Attributes::read_start(&text[list_start..])
        .map(|(_, length)| Span { start: start + list_start, end: start + list_start + length });
    let behind = list.map_or(name_end, |list| list.end - start);
    let title = match said.title.is_empty() {
        true => Span { start: start + behind, end: start + behind },
        false => {
            let place = start + behind + spaces(behind);
            Span { start: place, end: place + said.title.len() }
        }
    };
    Ok(FencePart { line, name: Span { start: start + name, end: start + name_end }, list, title })
}

/// Returns the title that a kind of block can have.
pub(crate) fn title_of(kind: &BlockKind) -> Option<&str> {
    match kind {
        BlockKind::Steps { title, .. }
        | BlockKind::Container { title, .. }
        | BlockKind::Leaf { title, .. }
        | BlockKind::Hazard { title, .. }
        | BlockKind::Admonition { title, .. } => Some(title),
        _ => None,
    }
}

/// An alert: `> [!NOTE] Title`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AlertPart {
    pub(crate) word: Span,
    pub(crate) title: Span,
}

/// Finds the parts of an alert.
pub(crate) fn alert_part(source: &str, located: &Located<'_>) -> Option<AlertPart> {
    let is_one =
        matches!(located.block.kind(), BlockKind::Hazard { .. } | BlockKind::Admonition { .. });
    let start = located.span.start;
    let end = line_end(source, start);
    let text = &source[start..end];
    let inside = text.strip_prefix('>')?.trim_start().strip_prefix("[!").filter(|_| is_one)?;
    let length = inside.find(']')?;
    let word = end - inside.len();
    let title = Span { start: word + length + 1, end };
    Some(AlertPart {
        word: Span { start: word, end: word + length },
        title: trimmed(source, title),
    })
}

/// The label of a footnote, between `[^` and `]`.
pub(crate) fn note_label(source: &str, located: &Located<'_>) -> Option<Span> {
    let start = located.span.start;
    let inside = source.get(start..located.span.end)?.strip_prefix("[^")?;
    let length = inside.find("]:")?;
    Some(Span { start: start + 2, end: start + 2 + length })
}
