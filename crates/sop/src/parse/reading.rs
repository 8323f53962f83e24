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
//!
//! Each passage holds its piece of the source, so that an edit copies no more than the pieces that
//! it touches.

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
use crate::span::{LineIndex, Span};

/// A source and the passages it was read into.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reading {
    /// What stands before the first passage: the front matter above all.
    opening: Arc<str>,
    /// The byte at which the front matter ends.
    body: usize,
    reaches_far: bool,
    passages: Vec<Placed>,
    /// The byte at which each passage begins. Apart from them, because all behind an edit move.
    starts: Vec<usize>,
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

/// A passage, and the source from its beginning to that of the next one.
#[derive(Clone, Debug)]
struct Placed {
    passage: Arc<Passage>,
    text: Arc<str>,
}

/// What an edit made of the passages that it reached.
pub(super) struct Reread {
    /// The passages that it takes the place of.
    pub(super) old: Range<usize>,
    /// By how many bytes those behind move.
    pub(super) shift: isize,
    opening: Option<Arc<str>>,
    passages: Vec<Placed>,
    starts: Vec<usize>,
}

impl Reread {
    /// Returns how many passages there are now.
    pub(super) fn len(&self) -> usize {
        self.passages.len()
    }
}

/// Findings in raw HTML, by the HTML: sanitising is the one slow step of a parse, and most raw
/// HTML of a document is the same as in the document before.
pub(super) type RawFindings<'a> = HashMap<&'a str, Arc<Findings>>;

/// What some passages together say.
#[derive(Default)]
pub(super) struct Assembled {
    pub(super) drafts: Vec<Draft>,
    pub(super) footnotes: Vec<Draft>,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) media: Vec<MediaReference>,
    /// Where no container was open.
    pub(super) cuts: Vec<Cut>,
}

/// How much there was when no container was open.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cut {
    pub(super) passages: usize,
    pub(super) drafts: usize,
    pub(super) diagnostics: usize,
    pub(super) media: usize,
}

impl Assembled {
    /// Takes what a part says beside its blocks, and returns its blocks.
    pub(super) fn take(&mut self, part: Self) -> Vec<Draft> {
        self.footnotes.extend(part.footnotes);
        self.diagnostics.extend(part.diagnostics);
        self.media.extend(part.media);
        part.drafts
    }

    /// Returns what there is at the end.
    pub(super) fn end(&self, passages: usize) -> Cut {
        Cut {
            passages,
            drafts: self.drafts.len(),
            diagnostics: self.diagnostics.len(),
            media: self.media.len(),
        }
    }

    fn cut(&mut self, passages: usize, drafts: usize) {
        let (diagnostics, media) = (self.diagnostics.len(), self.media.len());
        self.cuts.push(Cut { passages, drafts, diagnostics, media });
    }
}

impl Reading {
    /// Reads the body of a source, its `lines` from `first` on. Of an earlier reading, the passages
    /// that the edit between the two left alone are kept.
    pub(super) fn of(source: &str, lines: &[Span], first: usize, before: Option<&Self>) -> Self {
        let lines = &lines[first.min(lines.len())..];
        let body = lines.first().map_or(source.len(), |line| line.start);
        let reaches_far = lines.iter().any(|line| reaches_far(source, *line));
        let no_reading = Self::default();
        let before = before.unwrap_or(&no_reading);
        let old_source = before.source();
        let known = before.raw_findings(0..before.passages.len());
        let edit = Difference::between(&old_source, source);
        let (head, tail) = if reaches_far || before.reaches_far {
            (0, before.passages.len())
        } else {
            let head = if body == before.body { before.kept_before(edit.old.start) } else { 0 };
            (head, before.kept_behind(&edit, head, &old_source, source, body))
        };

        let start = if head > 0 { before.starts[head] } else { body };
        let line_at = |byte: usize| lines.partition_point(|line| line.start < byte);
        let lines = &lines[line_at(start)..];
        let mut kept = tail..before.passages.len();
        let end = before.starts.get(tail).map(|start| start.saturating_add_signed(edit.shift));
        let part = end.and_then(|end| read_until(source, lines, end, &known));
        let read = part.unwrap_or_else(|| {
            kept = 0..0;
            read(source, lines, &known)
        });

        let passages = before.passages[..head].iter().map(|placed| Arc::clone(&placed.passage));
        let mut passages: Vec<Arc<Passage>> = passages.collect();
        let mut starts = before.starts[..head].to_vec();
        starts.extend(read.iter().map(|passage| passage.span.start));
        passages.extend(read.into_iter().map(Arc::new));
        let moved = before.starts[kept.clone()].iter();
        starts.extend(moved.map(|start| start.saturating_add_signed(edit.shift)));
        passages.extend(before.passages[kept].iter().map(|placed| Arc::clone(&placed.passage)));

        let ends = starts.iter().skip(1).copied().chain([source.len()]);
        let texts = starts.iter().zip(ends).map(|(start, end)| source[*start..end].into());
        let placed = passages.into_iter().zip(texts);
        let passages = placed.map(|(passage, text)| Placed { passage, text }).collect();
        let opening = source[..starts.first().copied().unwrap_or(source.len())].into();
        Self { opening, body, reaches_far, passages, starts }
    }

    /// Reads again what an edit of the source reaches. Returns nothing where that cannot be told
    /// from the passages around it: then the source is to be read as a whole.
    pub(super) fn reread(&self, edit: &Edit<'_>) -> Option<Reread> {
        if self.reaches_far || self.passages.is_empty() || edit.old.start <= self.body {
            return None;
        }
        // Three more characters may make front matter of what is none yet.
        let may_get_front_matter = self.body == 0 && {
            let first =
                if self.opening.is_empty() { &self.passages[0].text } else { &self.opening };
            let first = first.trim_start_matches('\u{feff}');
            // The first three characters, and a byte order mark before them, may become others.
            first.starts_with("---") || first.starts_with("+++") || edit.old.start < 6
        };
        if may_get_front_matter {
            return None;
        }
        let head = self.kept_before(edit.old.start);
        let start = if head > 0 { self.starts[head] } else { self.body };
        let mut edited = Edited::new(edit, start);
        if head == 0 {
            edited.push(&self.opening[self.body..]);
        }
        let mut tail = head;
        while tail < self.passages.len() {
            let is_left_alone = edited.is_done
                && self.starts[tail] >= edit.old.end
                && is_behind_blank_line(&edited.text, edited.text.len())
                && self.is_behind_blank_line(tail);
            if is_left_alone {
                break;
            }
            edited.push(&self.passages[tail].text);
            tail += 1;
        }
        let (mut text, end) = (edited.finish(), None);
        let length = text.len();
        let end = self.passages.get(tail).map_or(end, |next| {
            text.push_str(first_line(&next.text));
            Some(length)
        });
        let lines = LineIndex::new(&text);
        let lines = match end {
            Some(end) => &lines.lines()[..lines.lines().partition_point(|l| l.start <= end)],
            None => lines.lines(),
        };
        if lines.iter().any(|line| reaches_far(&text, *line)) {
            return None;
        }
        let known = self.raw_findings(head..tail);
        let read = match end {
            Some(end) => read_until(&text, lines, end, &known)?,
            None => read(&text, lines, &known),
        };
        let first = read.first()?.span.start;
        // What stands before the first passage belongs to the one before, which is kept.
        if head > 0 && first > 0 {
            return None;
        }
        let opening = (head == 0).then(|| [&self.opening[..self.body], &text[..first]].concat());
        let starts: Vec<usize> = read.iter().map(|passage| passage.span.start).collect();
        let ends = starts.iter().skip(1).copied().chain([length]);
        let texts = starts.iter().zip(ends).map(|(start, end)| text[*start..end].into());
        let passages = read.into_iter().zip(texts);
        let place = |(passage, text)| Placed { passage: Arc::new(passage), text };
        Some(Reread {
            old: head..tail,
            shift: edit.shift(),
            opening: opening.map(Arc::from),
            passages: passages.map(place).collect(),
            starts: starts.into_iter().map(|place| start + place).collect(),
        })
    }

    /// Takes over what was read again.
    pub(super) fn take(&mut self, reread: Reread) {
        let Reread { old, shift, opening, passages, starts } = reread;
        let behind = old.start + passages.len();
        self.passages.splice(old.clone(), passages);
        self.starts.splice(old, starts);
        for start in &mut self.starts[behind..] {
            *start = start.saturating_add_signed(shift);
        }
        if let Some(opening) = opening {
            self.opening = opening;
        }
    }

    /// Returns the passages with their places, from one on.
    pub(super) fn passages(&self) -> impl ExactSizeIterator<Item = (&Passage, usize)> {
        let places = self.starts.iter().copied();
        self.passages.iter().map(|placed| &*placed.passage).zip(places)
    }

    /// Returns the passages from `first` on as they are with what was read again in its place.
    pub(super) fn passages_with<'r>(
        &'r self,
        reread: &'r Reread,
        first: usize,
    ) -> impl Iterator<Item = (&'r Passage, usize)> {
        let kept = |range: Range<usize>| {
            let places = self.starts[range.clone()].iter().copied();
            self.passages[range].iter().map(|placed| &*placed.passage).zip(places)
        };
        let read = reread.passages.iter().map(|placed| &*placed.passage);
        let behind = kept(reread.old.end..self.passages.len());
        kept(first..reread.old.start).chain(read.zip(reread.starts.iter().copied())).chain(
            behind.map(|(passage, start)| (passage, start.saturating_add_signed(reread.shift))),
        )
    }

    /// Returns what was read.
    pub(super) fn source(&self) -> String {
        let pieces = self.passages.iter().map(|placed| &*placed.text);
        std::iter::once(&*self.opening).chain(pieces).collect()
    }

    /// Returns the edit that makes another source of this one; nothing if it is the same.
    pub(super) fn edit_to<'s>(&self, source: &'s str) -> Option<Edit<'s>> {
        let length = self.length();
        let pieces = || {
            let texts = self.passages.iter().map(|placed| &*placed.text);
            std::iter::once(&*self.opening).chain(texts)
        };
        let (mut start, bytes) = (0, source.as_bytes());
        for piece in pieces() {
            let same = same_at_start(piece.as_bytes(), &bytes[start..]);
            start += same;
            if same < piece.len() {
                break;
            }
        }
        if start == length && start == source.len() {
            return None;
        }
        while !source.is_char_boundary(start) {
            start -= 1;
        }
        let most = length.min(source.len()) - start;
        let mut end = 0;
        let from_behind = self.passages.iter().rev().map(|placed| &*placed.text);
        for piece in from_behind.chain([&*self.opening]) {
            let same = same_at_end(piece.as_bytes(), &bytes[start..bytes.len() - end]);
            end = (end + same).min(most);
            if same < piece.len() || end == most {
                break;
            }
        }
        while !source.is_char_boundary(source.len() - end) {
            end -= 1;
        }
        Some(Edit { old: start..length - end, with: &source[start..source.len() - end] })
    }

    fn length(&self) -> usize {
        let last = self.starts.last().zip(self.passages.last());
        last.map_or(self.opening.len(), |(start, placed)| start + placed.text.len())
    }

    fn raw_findings(&self, passages: Range<usize>) -> RawFindings<'_> {
        let all = self.passages[passages].iter().flat_map(|placed| &placed.passage.raw_findings);
        all.map(|(html, findings)| (&**html, Arc::clone(findings))).collect()
    }

    /// Returns how many passages at the beginning an edit that begins at `byte` does not reach.
    fn kept_before(&self, byte: usize) -> usize {
        let is_left_alone = |place: &usize| {
            let line = first_line(&self.passages[*place].text);
            self.starts[*place] + line.len() <= byte
                && self.is_behind_blank_line(*place)
                // A parser takes this for a byte order mark where it begins.
                && !line.starts_with('\u{feff}')
        };
        let candidates = 0..self.starts.partition_point(|start| *start <= byte);
        candidates.rev().find(is_left_alone).unwrap_or(0)
    }

    /// Returns the first passage that is behind an edit, and behind a blank line: not one of the
    /// `head` first ones, nor one in the front matter of `source`.
    fn kept_behind(
        &self,
        edit: &Difference,
        head: usize,
        old_source: &str,
        source: &str,
        body: usize,
    ) -> usize {
        let is_left_alone = |start: &usize| {
            let now = start.saturating_add_signed(edit.shift);
            *start >= edit.old.end
                && now >= body
                && is_behind_blank_line(old_source, *start)
                && is_behind_blank_line(source, now)
        };
        let place = self.starts[head..].iter().position(is_left_alone);
        place.map_or(self.passages.len(), |place| head + place)
    }

    /// Whether a passage is behind a blank line.
    fn is_behind_blank_line(&self, passage: usize) -> bool {
        let above = passage.checked_sub(1).map(|above| &self.passages[above].text);
        let above = above.unwrap_or(&self.opening);
        is_behind_blank_line(above, above.len())
    }
}

/// Puts passages together, with their containers matched and other files included. Stops at the
/// first place where no container is open and, by the number of passages so far, it `is_enough`.
pub(super) fn assemble<'p>(
    passages: impl Iterator<Item = (&'p Passage, usize)>,
    mut is_enough: impl FnMut(usize) -> bool,
    mut includer: Option<&mut Includer<'_>>,
) -> Assembled {
    let mut stack = Stack::new(MOST_CONTAINERS);
    let mut all = Assembled::default();
    let mut tried = Vec::new();
    let mut count = 0;
    for (passage, start) in passages {
        count += 1;
        let shift = start as isize - passage.span.start as isize;
        let found = passage.diagnostics.iter().cloned();
        all.diagnostics
            .extend(found.map(|found| Diagnostic { span: found.span.moved(shift), ..found }));
        let named = passage.media.iter().cloned();
        all.media
            .extend(named.map(|media| MediaReference { span: media.span.moved(shift), ..media }));
        all.footnotes.extend(passage.footnotes.iter().map(|note| note.moved(shift)));
        match &passage.content {
            Content::Fence(fence) => {
                let fence = Fence { span: fence.span.moved(shift), ..fence.clone() };
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
                stack.top().extend(drafts.iter().map(|draft| draft.moved(shift)));
            }
        }
        if stack.depth() == 0 {
            all.cut(count, stack.top().len());
            if is_enough(count) {
                break;
            }
        }
    }
    let drafts = stack.finish(&mut all.diagnostics);
    if all.cuts.last().is_none_or(|cut| cut.passages < count) {
        all.cut(count, drafts.len());
    }
    all.drafts = match includer {
        Some(includer) => includer.splice(drafts, &tried, &mut all),
        None => drafts,
    };
    all
}

fn first_line(text: &str) -> &str {
    &text[..text.find(['\n', '\r']).map_or(text.len(), |end| end + 1)]
}

fn same_at_start(a: &[u8], b: &[u8]) -> usize {
    // Most pieces are the same as a whole, which is told much faster.
    match b.get(..a.len()) {
        Some(b) if a == b => a.len(),
        _ => a.iter().zip(b).take_while(|(a, b)| a == b).count(),
    }
}

fn same_at_end(a: &[u8], b: &[u8]) -> usize {
    if b.ends_with(a) {
        return a.len();
    }
    a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count()
}

/// Whether the line that begins at `start` is behind a blank line, which is not the first one.
fn is_behind_blank_line(source: &str, start: usize) -> bool {
    let Some(above) = source[..start].strip_suffix('\n') else {
        return false;
    };
    let above = above.strip_suffix('\r').unwrap_or(above);
    above.trim_end_matches([' ', '\t']).ends_with('\n')
}

/// An edit of a source.
#[derive(Clone, Debug)]
pub(crate) struct Edit<'s> {
    /// The bytes that are replaced.
    pub(crate) old: Range<usize>,
    /// What stands there afterwards.
    pub(crate) with: &'s str,
}

impl Edit<'_> {
    /// Returns by how many bytes what is behind it moves.
    fn shift(&self) -> isize {
        self.with.len() as isize - self.old.len() as isize
    }
}

/// A piece of the source as it is after an edit, put together of the pieces from before.
struct Edited<'e> {
    text: String,
    edit: &'e Edit<'e>,
    /// Up to where the source from before was looked at.
    at: usize,
    is_done: bool,
}

impl<'e> Edited<'e> {
    /// Begins at `start`, which is before the edit.
    fn new(edit: &'e Edit<'e>, start: usize) -> Self {
        Self { text: String::new(), edit, at: start, is_done: false }
    }

    /// Appends the next piece from before, without what the edit takes away of it.
    fn push(&mut self, piece: &str) {
        let (start, end) = (self.at, self.at + piece.len());
        let old = &self.edit.old;
        self.text.push_str(&piece[..old.start.clamp(start, end) - start]);
        if !self.is_done && old.start < end {
            self.text.push_str(self.edit.with);
            self.is_done = true;
        }
        self.text.push_str(&piece[old.end.clamp(start, end) - start..]);
        self.at = end;
    }

    fn finish(mut self) -> String {
        if !self.is_done {
            self.text.push_str(self.edit.with);
        }
        self.text
    }
}

/// What differs between two sources.
struct Difference {
    /// The bytes of the old source that are others in the new one.
    old: Range<usize>,
    /// How many bytes longer the new source is.
    shift: isize,
}

impl Difference {
    fn between(old: &str, new: &str) -> Self {
        let (old, new) = (old.as_bytes(), new.as_bytes());
        let same = |(old, new): &(&u8, &u8)| old == new;
        let start = old.iter().zip(new).take_while(same).count();
        let rest = old[start..].iter().rev().zip(new[start..].iter().rev());
        let end = rest.take_while(same).count();
        Self { old: start..old.len() - end, shift: new.len() as isize - old.len() as isize }
    }
}

/// Whether how text elsewhere is read depends on a line.
fn reaches_far(source: &str, line: Span) -> bool {
    may_define(&source[line.start..]) || dialect::reaches_below(&source[line.range()])
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
pub(super) fn hint_at_stray_fences(lines: &[Span], diagnostics: &mut [Diagnostic]) {
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
