//! The document: a source, parsed.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use crate::block::{Block, BlockId, BlockKind};
use crate::diagnostic::{self, Diagnostic};
use crate::front_matter::FrontMatter;
use crate::identity::{self, Names};
use crate::index::{self, Index, Title};
use crate::inline;
use crate::numbering::{self, Numbering};
use crate::parse::{self, Again, Edit, Files, Kept, Unit};
use crate::resolve;
use crate::span::Span;

/// A source, parsed: front matter and blocks, and beside them where they stand and what was found.
///
/// ```
/// use sopwright_sop::Document;
///
/// let document = Document::parse(":::steps\n1. Rinse.\n2. Dry.\n");
/// assert_eq!(document.blocks()[0].children().len(), 2);
/// assert_eq!(document.diagnostics()[0].code, "unclosed-container");
/// ```
#[derive(Clone, Debug)]
pub struct Document {
    front_matter: FrontMatter,
    /// What was found in the front matter, and of ids.
    own_diagnostics: [Vec<Diagnostic>; 2],
    blocks: Vec<Block>,
    names: Names,
    units: Vec<Unit>,
    /// Numbers of units that are gone.
    free_units: Vec<u32>,
    includes: Vec<Box<str>>,
    kept: Kept,
    edition: Edition,
    // What only some ask for is worked out when it is asked for.
    diagnostics: OnceLock<Vec<Diagnostic>>,
    media: OnceLock<Vec<MediaReference>>,
}

/// Names the state that a document is in, and how it came to be in it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Edition {
    name: Arc<()>,
    change: Option<Arc<Change>>,
}

/// A change of some outermost blocks that changes what no other block shows.
#[derive(Debug)]
pub(crate) struct Change {
    /// The state before.
    of: Arc<()>,
    /// The outermost blocks that it takes the place of.
    pub(crate) old: Range<usize>,
    /// How many there are now.
    pub(crate) count: usize,
    /// The ids that nothing has any more.
    pub(crate) gone: Vec<BlockId>,
}

/// A file that the document needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaReference {
    /// The path, relative to the document's folder unless it begins with `/` or a drive:
    /// percent-decoded, with forward slashes.
    pub path: Box<str>,
    /// Where it is named first.
    pub span: Span,
}

impl Document {
    /// Parses a source that includes no other files. This never fails: see
    /// [`Document::diagnostics`].
    pub fn parse(source: &str) -> Self {
        Self::parse_with(source, None, &|_| Err("there are no other files here".into()))
    }

    /// Parses a source that was made from the one of `previous` by an edit: blocks that continue
    /// one of `previous` have its id, found by content and not by position.
    pub fn parse_after(source: &str, previous: &Self) -> Self {
        let no_files = &|_: &str| Err("there are no other files here".into());
        Self::parse_with(source, Some(previous), no_files)
    }

    /// Parses a source, with what it includes of other files; `files` is asked for their text each
    /// time.
    pub fn parse_with(source: &str, previous: Option<&Self>, files: &Files<'_>) -> Self {
        match previous {
            Some(previous) => {
                let mut document = previous.clone();
                document.update(source, files);
                document
            }
            None => Self::whole(source, None, files),
        }
    }

    /// Makes the document that of another source, which was made from its own by an edit: as
    /// [`Document::parse_with`] does, but in place. How long it takes follows what is edited, but
    /// for the time that it takes to compare the sources.
    pub fn update(&mut self, source: &str, files: &Files<'_>) {
        let edit = self.kept.edit_to(source);
        let is_as_before = edit.is_none() && self.includes.is_empty();
        if !is_as_before && !edit.is_some_and(|edit| self.take_edit(&edit)) {
            *self = Self::whole(source, Some(self), files);
        }
    }

    /// Replaces a range of bytes of the source, and makes the document that of the new one. How
    /// long it takes follows what is edited, not how much else there is.
    ///
    /// # Panics
    ///
    /// If the range is not one of whole characters of the source.
    ///
    /// ```
    /// use sopwright_sop::Document;
    ///
    /// let mut document = Document::parse("Rinse.\n\nDry.\n");
    /// document.replace_range(0..5, "Wash", &|_| Err("there are no other files here".into()));
    /// assert_eq!(document.source(), "Wash.\n\nDry.\n");
    /// ```
    pub fn replace_range(&mut self, range: Range<usize>, with: &str, files: &Files<'_>) {
        if !self.take_edit(&Edit { old: range.clone(), with }) {
            let mut source = self.source();
            source.replace_range(range, with);
            *self = Self::whole(&source, Some(self), files);
        }
    }

    /// Parses what an edit reaches; returns whether that was all there is to do.
    fn take_edit(&mut self, edit: &Edit<'_>) -> bool {
        let numbers = self.free_units.iter().rev().copied().chain(self.names.next_unit()..);
        let Some(mut again) = self.kept.parse_again(edit, &self.units, numbers) else {
            return false;
        };
        let first = self.units[..again.old.start].iter().map(|unit| unit.blocks).sum();
        let count: usize = self.units[again.old.clone()].iter().map(|unit| unit.blocks).sum();
        let old = first..first + count;
        let drafts = std::mem::take(&mut again.drafts);
        let named = self.names.rename(drafts, &again.runs, &self.blocks[old.clone()]);
        let Some((blocks, gone)) = named else {
            return false;
        };
        let units = again.old.start..again.old.start + again.units.len();
        self.take_units(again);
        let is_apart =
            index::contribution(&self.blocks[old.clone()]) == index::contribution(&blocks);
        let of = Arc::clone(&self.edition.name);
        let change = Change { of, old: old.clone(), count: blocks.len(), gone };
        let change = is_apart.then(|| Arc::new(change));
        self.edition = Edition { name: Arc::default(), change };
        self.blocks.splice(old, blocks);
        self.note_media(units);
        self.diagnostics.take();
        self.media.take();
        true
    }

    fn take_units(&mut self, mut again: Again) {
        let (old, units) = (again.old.clone(), std::mem::take(&mut again.units));
        let behind = old.start + units.len();
        // The new ones have the numbers of those in whose place they come first.
        let more = units.len().saturating_sub(old.len());
        self.free_units.truncate(self.free_units.len().saturating_sub(more));
        let left = self.units[old.clone()].iter().skip(units.len()).map(|unit| unit.number);
        self.free_units.extend(left);
        self.units.splice(old, units);
        if again.shift != 0 {
            for unit in &self.units[behind..] {
                self.names.move_unit(unit.number, again.shift);
            }
        }
        self.kept.take(again);
    }

    /// Notes which units have blocks that name files.
    fn note_media(&mut self, units: Range<usize>) {
        let mut start = self.units[..units.start].iter().map(|unit| unit.blocks).sum::<usize>();
        for unit in &mut self.units[units] {
            let blocks = &self.blocks[start..start + unit.blocks];
            unit.has_media = blocks.iter().any(|block| block.has_media);
            start += unit.blocks;
        }
    }

    fn whole(source: &str, previous: Option<&Self>, files: &Files<'_>) -> Self {
        let parsed = parse::parse(source, files, previous.map(|previous| &previous.kept));
        let old_blocks = previous.map_or(&[][..], |previous| &previous.blocks);
        let mut of_ids = Vec::new();
        let (blocks, mut names) =
            identity::name(parsed.drafts, &parsed.runs, old_blocks, &mut of_ids);
        if let Some(span) = parsed.front_matter.span() {
            names.place(identity::CONTROL_BLOCK.into(), span);
        }
        of_ids.extend(numbering::check(&parsed.front_matter));
        let units = 0..parsed.units.len();
        let mut document = Self {
            front_matter: parsed.front_matter,
            own_diagnostics: [parsed.diagnostics, of_ids],
            blocks,
            names,
            units: parsed.units,
            free_units: Vec::new(),
            includes: parsed.includes,
            kept: parsed.kept,
            edition: Edition::default(),
            diagnostics: OnceLock::new(),
            media: OnceLock::new(),
        };
        document.note_media(units);
        document
    }

    fn find_diagnostics(&self) -> Vec<Diagnostic> {
        let [of_front_matter, of_ids] = &self.own_diagnostics;
        let mut diagnostics = of_front_matter.clone();
        let start = |unit| self.names.start(unit);
        diagnostics.extend(parse::findings(&self.kept, &self.units, start));
        diagnostics.extend(of_ids.iter().cloned());
        let title = match self.front_matter.title() {
            Some(_) => Title::FrontMatter,
            None => Title::Heading,
        };
        let index = Index::of(&self.blocks, Numbering::of(&self.front_matter), title);
        let place = |id: &BlockId| self.names.span(id);
        diagnostics.extend(resolve::check(&self.source(), &self.blocks, &index, &place));
        diagnostic::settle(&mut diagnostics);
        diagnostics
    }

    fn find_media(&self) -> Vec<MediaReference> {
        let units = self.units.iter().filter(|unit| unit.has_media);
        let of_texts = units.flat_map(|unit| unit.media(self.names.start(unit.number)));
        let mut media: Vec<_> =
            parse::logo(&self.front_matter).into_iter().chain(of_texts).collect();
        // Where an image stands in a text is known better than its block.
        let mut known: HashSet<Box<str>> = media.iter().map(|media| media.path.clone()).collect();
        for place in self.blocks_with_media() {
            push_media(&self.blocks[place..=place], &self.names, &mut known, &mut media);
        }
        media.sort_by_key(|reference| reference.span.start);
        let mut seen = HashSet::new();
        media.retain(|reference| seen.insert(reference.path.clone()));
        media
    }

    /// Returns the source.
    pub fn source(&self) -> String {
        self.kept.source()
    }

    /// Returns how the document changed since it was in a state, if that is known and no block shows
    /// anything else but those that changed.
    pub(crate) fn change_since(&self, state: &Arc<()>) -> Option<Arc<Change>> {
        if Arc::ptr_eq(state, &self.edition.name) {
            let of = Arc::clone(state);
            return Some(Arc::new(Change { of, old: 0..0, count: 0, gone: Vec::new() }));
        }
        self.edition.change.clone().filter(|change| Arc::ptr_eq(&change.of, state))
    }

    /// Returns the places of the outermost blocks that name files, or hold one that does.
    pub(crate) fn blocks_with_media(&self) -> impl Iterator<Item = usize> {
        let mut end = 0;
        let units = self.units.iter().filter_map(move |unit| {
            let start = end;
            end += unit.blocks;
            unit.has_media.then_some(start..end)
        });
        units.flatten().filter(|place| self.blocks[*place].has_media)
    }

    /// Returns what names the state that the document is in.
    pub(crate) fn state(&self) -> &Arc<()> {
        &self.edition.name
    }

    /// Returns what the SOP says of itself.
    pub fn front_matter(&self) -> &FrontMatter {
        &self.front_matter
    }

    /// Returns the title: that of the front matter, else the first heading.
    pub fn title(&self) -> Option<String> {
        let heading = || {
            self.blocks.iter().find_map(|block| match &block.kind {
                BlockKind::Section { text, .. } => Some(inline::plain_text(text)),
                _ => None,
            })
        };
        self.front_matter.title().map(str::to_owned).or_else(heading)
    }

    /// Returns the outermost blocks, footnotes last.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// Returns what was found in the source, in its order.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        self.diagnostics.get_or_init(|| self.find_diagnostics())
    }

    /// Returns where a block stands in the source.
    pub fn span(&self, id: &BlockId) -> Option<Span> {
        self.names.span(id)
    }

    /// Returns where the own text of a block stands, if that is not the whole block: that of an
    /// item, without its mark and without what is below it.
    pub(crate) fn text_place(&self, id: &BlockId) -> Option<Span> {
        self.names.text(id)
    }

    /// Parses a source that was made from this document's by an edit, with the files that it
    /// included as they were then.
    pub(crate) fn edited(&self, source: &str) -> Self {
        Self::parse_with(source, Some(self), &|path| {
            self.kept.included_text(path).ok_or_else(|| "it was not there before".into())
        })
    }

    /// Returns the files that the document needs, each path once, in the order of the source.
    pub fn media(&self) -> impl Iterator<Item = &MediaReference> {
        self.media.get_or_init(|| self.find_media()).iter()
    }

    /// Returns the paths of the files that the document includes, found or not.
    pub fn includes(&self) -> impl Iterator<Item = &str> {
        self.includes.iter().map(|path| &**path)
    }

    /// Returns a finding for each file that is missing, in the order of the source.
    pub fn missing_media(&self, is_missing: impl Fn(&str) -> bool) -> Vec<Diagnostic> {
        let missing = self.media().filter(|reference| is_missing(&reference.path));
        missing
            .map(|reference| {
                let message = format!("no file `{}`", reference.path);
                Diagnostic::error("missing-media", reference.span, message)
                    .hint("paths begin at the document's own folder")
            })
            .collect()
    }

    /// Returns how many blocks there are, nested ones included.
    pub(crate) fn block_count(&self) -> usize {
        self.names.len()
    }
}

/// Adds the files that blocks need as a whole, such as attachments.
fn push_media(
    blocks: &[Block],
    names: &Names,
    known: &mut HashSet<Box<str>>,
    media: &mut Vec<MediaReference>,
) {
    for block in blocks.iter().filter(|block| block.has_media) {
        let span = names.span(&block.id).unwrap_or_default();
        for path in &block.references.media {
            if known.insert(path.clone()) {
                media.push(MediaReference { path: path.clone(), span });
            }
        }
        push_media(&block.children, names, known, media);
    }
}
