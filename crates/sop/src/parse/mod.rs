//! Source → drafts of blocks, with the findings beside them.
//!
//! | step | module | what it does |
//! |---|---|---|
//! | choose | [`reading`] | what an edit left alone is kept; the rest is read |
//! | translate | [`dialect`] | lines of MkDocs, MyST, Quarto become our own |
//! | mask | [`fences`] | container fences become markers that a Markdown parser leaves alone |
//! | parse | comrak | CommonMark and GFM |
//! | convert | [`blocks`], [`inlines`] | nodes become drafts, passage by passage |
//! | match | [`stack`] | markers are matched into containers |
//! | build | [`containers`] | what a container's name makes of its content |
//! | include | [`include`] | parts that stand in other files |
//!
//! Nothing here fails, and nothing recurses deeper than [`MAX_DEPTH`].

mod blocks;
mod containers;
mod dialect;
mod entries;
mod fences;
mod gallery;
mod include;
mod inlines;
mod letters;
mod normalised;
mod reading;
mod stack;
mod text;

#[cfg(test)]
pub(crate) use containers::known_keys;
pub(crate) use containers::{RECORD_TYPES, unknown_pairs};
pub(crate) use entries::{BRANCH_MARKS, TERM_MARKS};
pub(crate) use fences::{FenceKind, read_fence};
pub use include::Files;
pub(crate) use include::path_below;
pub use normalised::normalised;

use comrak::options::{Extension, Options, Parse};

use std::mem::replace;
use std::sync::Arc;

use crate::attributes::Attributes;
use crate::block::BlockKind;
use crate::diagnostic::Diagnostic;
use crate::document::MediaReference;
use crate::draft::Draft;
use crate::front_matter::{self, FrontMatter};
use crate::link;
use crate::span::{LineIndex, Span};
use include::{Includer, Readings};
use reading::Reading;

/// How deep blocks may be nested. What would lie deeper is shown at this depth.
pub(crate) const MAX_DEPTH: usize = 100;

/// How many of these may be containers that are not inside a list item or quote.
const MOST_CONTAINERS: usize = MAX_DEPTH / 2;

/// What a source says.
pub(crate) struct Parsed {
    pub(crate) front_matter: FrontMatter,
    pub(crate) drafts: Vec<Draft>,
    pub(crate) diagnostics: Vec<Diagnostic>,
    pub(crate) media: Vec<MediaReference>,
    /// The paths of the files that the source includes, found or not.
    pub(crate) includes: Vec<Box<str>>,
    pub(crate) kept: Kept,
}

/// Parses a source, with the files that it includes; `before` is what was kept of a source that it
/// was made from by an edit.
pub(crate) fn parse(source: &str, files: &Files<'_>, before: Option<&Kept>) -> Parsed {
    let lines = lines_without_mark(source);
    let mut diagnostics = Vec::new();
    let (front_matter, first) = front_matter::read(source, &lines, &mut diagnostics);
    let reading = Reading::of(source, &lines, first, before.map(|kept| &kept.reading));
    let nothing = Readings::new();
    let mut includer = Includer::new(files, before.map_or(&nothing, |kept| &kept.included));
    let assembled = reading.assemble(&lines, Some(&mut includer));
    let mut drafts = assembled.drafts;
    let notes = assembled.footnotes;
    if let Some(span) = notes.iter().map(|note: &Draft| note.span).reduce(Span::to) {
        drafts.push(Draft::new(BlockKind::Footnotes, Attributes::default(), span, notes));
    }
    diagnostics.extend(assembled.diagnostics);
    containers::check_attributes(&drafts, &mut diagnostics);
    // Said once, it says enough.
    let mut is_said = false;
    diagnostics.retain(|found| found.code != "too-deep" || !replace(&mut is_said, true));
    let logo = logo(&front_matter);
    Parsed {
        front_matter,
        drafts,
        diagnostics,
        media: logo.into_iter().chain(assembled.media).collect(),
        includes: includer.paths.into_iter().collect(),
        kept: Kept { reading, included: includer.readings },
    }
}

/// What is kept of a source and of the files that it includes, for the next time.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    reading: Reading,
    included: Readings,
}

impl Kept {
    /// Returns the text of a file that was included.
    pub(crate) fn included_text(&self, path: &str) -> Option<Arc<str>> {
        self.included.get(path).map(|reading| reading.source().into())
    }
}

fn logo(front_matter: &FrontMatter) -> Option<MediaReference> {
    let (url, span) = front_matter.logo()?;
    Some(MediaReference { path: link::media_path(url)?.into(), span })
}

fn too_deep(span: Span) -> Diagnostic {
    let message = format!("blocks are nested more than {MAX_DEPTH} deep");
    Diagnostic::warning("too-deep", span, message)
        .hint("what lies deeper is shown without its nesting")
}

/// Returns the lines of a source, a byte order mark left out of the first.
fn lines_without_mark(source: &str) -> Vec<Span> {
    let mut lines = LineIndex::new(source).lines().to_vec();
    if source.starts_with('\u{feff}') {
        lines[0].start = '\u{feff}'.len_utf8();
    }
    lines
}

fn options() -> Options<'static> {
    Options {
        extension: Extension {
            strikethrough: true,
            table: true,
            autolink: true,
            tasklist: true,
            footnotes: true,
            alerts: true,
            math_dollars: true,
            math_code: true,
            cjk_friendly_emphasis: true,
            ..Extension::default()
        },
        parse: Parse {
            // A note that nothing refers to is still text of the author's.
            leave_footnote_definitions: true,
            // An escaped brace does not begin an attribute list.
            escaped_char_spans: true,
            ..Parse::default()
        },
        ..Options::default()
    }
}
