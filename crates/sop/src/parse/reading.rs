//! What was read of a source, passage by passage, so that after an edit only what it touched is
//! read again.
//!
//! A *passage* is what one outermost Markdown node became. A Markdown parser reads line by line, and
//! at the first line of an outermost node behind a blank line it knows nothing of what came before.
//! So the passages before the edit stay, up to the last such line that the edit left alone. Those
//! behind it stay from the first such line on, if it still begins an outermost node: that line is
//! read again too, to see whether it does.
//!
//! ```text
//! source   ═══ same ═══╪══ same ═╪ edited ╪═ same ══╪═════ same ═════
//! passages     kept    │       read again           │  kept, moved
//!                      └ behind a blank line        └ behind a blank line
//! ```
//!
//! Three things reach across passages. Containers are matched when the passages are put together.
//! Definitions (`[label]: …`, `[^note]: …`) change how text anywhere is read, and other dialects
//! how everything is that they indent; a source that has either is always read as a whole.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::MOST_CONTAINERS;
use super::blocks::Converter;
use super::dialect;
use super::fences::{Fence, Masked};
use super::include::Includer;
use super::stack::Stack;
use crate::diagnostic::Diagnostic;
use crate::document::MediaReference;
use crate::draft::Draft;
use crate::sanitize::Findings;
use crate::span::Span;

/// A source and the passages it was read into.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reading {
    source: Box<str>,
    /// The byte at which the front matter ends.
    body: usize,
    reaches_far: bool,
    passages: Vec<Placed>,
}

/// What one outermost Markdown node became. Its spans are those of the source it was read from.
#[derive(Debug)]
pub(crate) struct Passage {
    /// From the beginning of its first line.
    pub(super) span: Span,
    pub(super) content: Content,
    pub(super) footnotes: Vec<Draft>,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) media: Vec<MediaReference>,
    pub(super) raw_findings: Vec<(Box<str>, Arc<Findings>)>,
}

#[derive(Debug)]
pub(super) enum Content {
    Fence(Fence),
    Blocks(Vec<Draft>),
}

/// A passage where it is now.
#[derive(Clone, Debug)]
struct Placed {
    passage: Arc<Passage>,
    /// By how many bytes it has moved since it was read.
    shift: isize,
}

/// Findings in raw HTML, by the HTML: sanitising is the one slow step of a parse, and most raw
/// HTML of a document is the same as in the document before.
pub(super) type RawFindings<'a> = HashMap<&'a str, Arc<Findings>>;

/// What all passages together say.
#[derive(Default)]
pub(super) struct Assembled {
    pub(super) drafts: Vec<Draft>,
    pub(super) footnotes: Vec<Draft>,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) media: Vec<MediaReference>,
}

impl Assembled {
    /// Takes what a part says beside its blocks, and returns its blocks.
    pub(super) fn take(&mut self, part: Self) -> Vec<Draft> {
        self.footnotes.extend(part.footnotes);
        self.diagnostics.extend(part.diagnostics);
        self.media.extend(part.media);
        part.drafts
    }
}

impl Placed {
    fn start(&self) -> usize {
        self.passage.span.start.saturating_add_signed(self.shift)
    }
}

impl Reading {
    /// Reads the body of a source, its `lines` from `first` on. Of an earlier reading, the passages
    /// that the edit between the two left alone are kept.
    pub(super) fn of(source: &str, lines: &[Span], first: usize, before: Option<&Self>) -> Self {
        let lines = &lines[first.min(lines.len())..];
        let body = lines.first().map_or(source.len(), |line| line.start);
        let reaches_far = lines.iter().any(|line| {
            may_define(&source[line.start..]) || dialect::reaches_below(&source[line.range()])
        });
        let no_reading = Self::default();
        let before = before.unwrap_or(&no_reading);
        let known = before.raw_findings();
        let edit = Edit::between(&before.source, source);
        let (head, tail) = if reaches_far || before.reaches_far {
            (0, before.passages.len())
        } else {
            let head = if body == before.body { before.kept_before(&edit) } else { 0 };
            (head, before.kept_behind(&edit, head, source, body))
        };

        let start = if head > 0 { before.passages[head].start() } else { body };
        let line_at = |byte: usize| lines.partition_point(|line| line.start < byte);
        let lines = &lines[line_at(start)..];
        let mut kept = &before.passages[tail..];
        let end = kept.first().map(|placed| placed.start().saturating_add_signed(edit.shift));
        let part = end.and_then(|end| read_until(source, lines, end, &known));
        let read = part.unwrap_or_else(|| {
            kept = &[];
            read(source, lines, &known)
        });

        let mut passages = before.passages[..head].to_vec();
        passages.extend(read.into_iter().map(Arc::new).map(|passage| Placed { passage, shift: 0 }));
        passages.extend(kept.iter().map(|Placed { passage, shift }| Placed {
            passage: Arc::clone(passage),
            shift: shift + edit.shift,
        }));
        Self { source: source.into(), body, reaches_far, passages }
    }

    /// Puts the passages together, with their containers matched and other files included.
    pub(super) fn assemble(
        &self,
        lines: &[Span],
        mut includer: Option<&mut Includer<'_>>,
    ) -> Assembled {
        let mut stack = Stack::new(MOST_CONTAINERS);
        let mut all = Assembled::default();
        let mut tried = Vec::new();
        for Placed { passage, shift } in &self.passages {
            let found = passage.diagnostics.iter().cloned();
            all.diagnostics
                .extend(found.map(|found| Diagnostic { span: found.span.moved(*shift), ..found }));
            let named = passage.media.iter().cloned();
            all.media.extend(
                named.map(|media| MediaReference { span: media.span.moved(*shift), ..media }),
            );
            all.footnotes.extend(passage.footnotes.iter().map(|note| note.moved(*shift)));
            match &passage.content {
                Content::Fence(fence) => {
                    let fence = Fence { span: fence.span.moved(*shift), ..fence.clone() };
                    let included = includer.as_deref_mut().and_then(|i| i.fence(&fence));
                    if included.is_some() {
                        tried.push(fence.span);
                    }
                    match included {
                        Some(Ok(part)) => stack.top().extend(all.take(part)),
                        Some(Err(diagnostic)) => {
                            all.diagnostics.push(diagnostic);
                            stack.fence(fence, &mut all.diagnostics);
                        }
                        None => stack.fence(fence, &mut all.diagnostics),
                    }
                }
                Content::Blocks(drafts) => {
                    stack.top().extend(drafts.iter().map(|draft| draft.moved(*shift)));
                }
            }
        }
        let drafts = stack.finish(&mut all.diagnostics);
        all.drafts = match includer {
            Some(includer) => includer.splice(drafts, &tried, &mut all),
            None => drafts,
        };
        hint_at_stray_fences(lines, &mut all.diagnostics);
        all
    }

    /// Returns what was read.
    pub(super) fn source(&self) -> &str {
        &self.source
    }

    fn raw_findings(&self) -> RawFindings<'_> {
        let all = self.passages.iter().flat_map(|placed| &placed.passage.raw_findings);
        all.map(|(html, findings)| (&**html, Arc::clone(findings))).collect()
    }

    /// Returns how many passages at the beginning an edit does not reach.
    fn kept_before(&self, edit: &Edit) -> usize {
        let is_left_alone = |placed: &Placed| {
            let start = placed.start();
            let line = &self.source[start..];
            let length = line.find(['\n', '\r']).map_or(line.len(), |end| end + 1);
            start + length <= edit.old.start
                && is_behind_blank_line(&self.source, start)
                // A parser takes this for a byte order mark where it begins.
                && !line.starts_with('\u{feff}')
        };
        self.passages.iter().rposition(is_left_alone).unwrap_or(0)
    }

    /// Returns the first passage that is behind an edit, and behind a blank line: not one of the
    /// `head` first ones, nor one in the front matter of `source`.
    fn kept_behind(&self, edit: &Edit, head: usize, source: &str, body: usize) -> usize {
        let is_left_alone = |placed: &Placed| {
            let start = placed.start();
            let now = start.saturating_add_signed(edit.shift);
            start >= edit.old.end
                && now >= body
                && is_behind_blank_line(&self.source, start)
                && is_behind_blank_line(source, now)
        };
        let place = self.passages[head..].iter().position(is_left_alone);
        place.map_or(self.passages.len(), |place| head + place)
    }
}

/// Whether the line that begins at `start` is behind a blank line, which is not the first one.
fn is_behind_blank_line(source: &str, start: usize) -> bool {
    let Some(above) = source[..start].strip_suffix('\n') else {
        return false;
    };
    let above = above.strip_suffix('\r').unwrap_or(above);
    above.trim_end_matches([' ', '\t']).ends_with('\n')
}

/// What differs between two sources.
struct Edit {
    /// The bytes of the old source that are others in the new one.
    old: Range<usize>,
    /// How many bytes longer the new source is.
    shift: isize,
}

impl Edit {
    fn between(old: &str, new: &str) -> Self {
        let (old, new) = (old.as_bytes(), new.as_bytes());
        let same = |(old, new): &(&u8, &u8)| old == new;
        let start = old.iter().zip(new).take_while(same).count();
        let rest = old[start..].iter().rev().zip(new[start..].iter().rev());
        let end = rest.take_while(same).count();
        Self { old: start..old.len() - end, shift: new.len() as isize - old.len() as isize }
    }
}

/// In bytes: a label has at most 999 characters (CommonMark §4.7).
const LONGEST_LABEL: usize = 4 * 999 + 1;

/// Whether a line may define what a label stands for. Line marks of quotes and lists are skipped,
/// and a label may go on in the lines below.
fn may_define(line_and_rest: &str) -> bool {
    let is_mark = |c: char| matches!(c, ' ' | '\t' | '>' | '-' | '+' | '*' | '.' | ')' | '0'..='9');
    let Some(label) = line_and_rest.trim_start_matches(is_mark).strip_prefix('[') else {
        return false;
    };
    let mut is_escaped = false;
    let end = label.bytes().take(LONGEST_LABEL).position(|byte| {
        let is_end = matches!(byte, b'[' | b']') && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        is_end
    });
    end.is_some_and(|end| label[end..].starts_with("]:"))
}

fn read(source: &str, lines: &[Span], known_findings: &RawFindings<'_>) -> Vec<Passage> {
    let masked = Masked::new(source, lines);
    let arena = comrak::Arena::new();
    let root = comrak::parse_document(&arena, &masked.text, &super::options());
    Converter::new(source, &masked, known_findings).convert(root)
}

/// Reads up to the line that begins at `end`; returns nothing if that line begins no passage.
fn read_until(
    source: &str,
    lines: &[Span],
    end: usize,
    known_findings: &RawFindings<'_>,
) -> Option<Vec<Passage>> {
    let count = lines.partition_point(|line| line.start <= end);
    let mut passages = read(source, &lines[..count], known_findings);
    passages.pop_if(|last| last.span.start == end).map(|_| passages)
}

/// An unclosed container is often closed, but at another indentation.
fn hint_at_stray_fences(lines: &[Span], diagnostics: &mut [Diagnostic]) {
    let line = |span: Span| lines.partition_point(|line| line.start <= span.start);
    let strays: Vec<Span> = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.code == "stray-fence")
        .map(|diagnostic| diagnostic.span)
        .collect();
    for diagnostic in diagnostics {
        if diagnostic.code == "unclosed-container"
            && let Some(stray) = strays.iter().find(|stray| stray.start > diagnostic.span.start)
        {
            let line = line(*stray);
            diagnostic.hint = Some(format!(
                "the `:::` in line {line} is inside another list item or quote; give it the same indentation"
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::LineIndex;

    fn reading(source: &str, before: Option<&Reading>) -> Reading {
        Reading::of(source, LineIndex::new(source).lines(), 0, before)
    }

    /// Edits a source and checks how many passages are read again.
    fn check(source: &str, from: &str, to: &str, read_again: usize) {
        assert!(source.contains(from), "{from:?} is in the source");
        let before = reading(source, None);
        let after = reading(&source.replacen(from, to, 1), Some(&before));
        let is_kept = |placed: &&Placed| {
            before.passages.iter().any(|old| Arc::ptr_eq(&old.passage, &placed.passage))
        };
        let kept = after.passages.iter().filter(is_kept).count();
        assert_eq!(after.passages.len() - kept, read_again, "{from:?} to {to:?}");
    }

    const SOURCE: &str =
        "# Title\n\nOne.\n\n- a\n- b\n\nTwo.\n\n```\ncode\n```\n\nThree.\n\nFour.\n";

    #[test]
    fn only_what_an_edit_touches_is_read_again() {
        check(SOURCE, "Three", "3", 2);
        check(SOURCE, "Two", "2", 2);
        check(SOURCE, "Two.", "Two.\n\nThree.", 2);
        check(SOURCE, "Two.\n\n", "", 1);
        check(SOURCE, "- b", "- b\n- c", 1);
        check(SOURCE, "\nFour", "Four", 1);
        check(SOURCE, "\n\n- a", "\n- a", 2);
    }

    #[test]
    fn what_an_edit_opens_is_read_to_its_end() {
        check(SOURCE, "One.", "```\nOne.", 4);
        check(SOURCE, "```\n\n", "\n\n", 1);
        check(SOURCE, "One.", "<!--\nOne.", 2);
    }

    #[test]
    fn a_definition_reaches_everything() {
        check(SOURCE, "One.", "[One]: /url", 6);
        check(&format!("{SOURCE}\n> 1. [a\n> b]: /url\n"), "Three", "3", 8);
    }

    #[test]
    fn definitions_are_found() {
        for text in ["[a]: b", "  > - [a]: b", "[^a]: b", "1) [a\nb\\]]: c"] {
            assert!(may_define(text), "{text:?}");
        }
        for text in ["a [b]: c", "[a] : b", "[a](b): c", "[a\\]: b", "[a[b]: c", "["] {
            assert!(!may_define(text), "{text:?}");
        }
    }
}
