//! The document: a source, parsed.

use std::collections::{HashMap, HashSet};

use crate::block::{Block, BlockId, BlockKind};
use crate::diagnostic::{self, Diagnostic};
use crate::front_matter::FrontMatter;
use crate::identity::{self, Places};
use crate::index::{Index, Title};
use crate::inline;
use crate::numbering::{self, Numbering};
use crate::parse::{self, Files, Kept};
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
    blocks: Vec<Block>,
    places: Places,
    diagnostics: Vec<Diagnostic>,
    media: Vec<MediaReference>,
    includes: Vec<Box<str>>,
    kept: Kept,
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
        let parsed = parse::parse(source, files, previous.map(|previous| &previous.kept));
        let mut diagnostics = parsed.diagnostics;
        let old_blocks = previous.map_or(&[][..], |previous| &previous.blocks);
        let (blocks, mut places) = identity::name(parsed.drafts, old_blocks, &mut diagnostics);
        if let Some(span) = parsed.front_matter.span() {
            places.blocks.insert(identity::CONTROL_BLOCK.into(), span);
        }
        let title = match parsed.front_matter.title() {
            Some(_) => Title::FrontMatter,
            None => Title::Heading,
        };
        let index = Index::of(&blocks, Numbering::of(&parsed.front_matter), title);
        diagnostics.extend(numbering::check(&parsed.front_matter));
        let place = |id: &BlockId| places.blocks.get(id).copied();
        diagnostics.extend(resolve::check(source, &blocks, &index, &place));
        diagnostic::settle(&mut diagnostics);
        let mut seen = HashSet::new();
        let mut media = parsed.media;
        // Where an image stands in a text is known better than its block.
        let mut known: HashSet<Box<str>> = media.iter().map(|media| media.path.clone()).collect();
        push_media(&blocks, &places.blocks, &mut known, &mut media);
        media.sort_by_key(|reference| reference.span.start);
        media.retain(|reference| seen.insert(reference.path.clone()));
        Self {
            front_matter: parsed.front_matter,
            blocks,
            places,
            diagnostics,
            media,
            includes: parsed.includes,
            kept: parsed.kept,
        }
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
        &self.diagnostics
    }

    /// Returns where a block stands in the source.
    pub fn span(&self, id: &BlockId) -> Option<Span> {
        self.places.blocks.get(id).copied()
    }

    /// Returns where the own text of a block stands, if that is not the whole block: that of an
    /// item, without its mark and without what is below it.
    pub(crate) fn text_place(&self, id: &BlockId) -> Option<Span> {
        self.places.texts.get(id).copied()
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
        self.media.iter()
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
        self.places.blocks.len()
    }
}

/// Adds the files that blocks need as a whole, such as attachments.
fn push_media(
    blocks: &[Block],
    spans: &HashMap<BlockId, Span>,
    known: &mut HashSet<Box<str>>,
    media: &mut Vec<MediaReference>,
) {
    for block in blocks.iter().filter(|block| block.has_references) {
        let span = spans.get(&block.id).copied().unwrap_or_default();
        for path in &block.references.media {
            if known.insert(path.clone()) {
                media.push(MediaReference { path: path.clone(), span });
            }
        }
        push_media(&block.children, spans, known, media);
    }
}
