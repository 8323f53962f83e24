//! Source → drafts of blocks, with the findings beside them.
//!
//! | step | module | what it does |
//! |---|---|---|
//! | mask | [`fences`] | container fences become markers that a Markdown parser leaves alone |
//! | parse | comrak | CommonMark and GFM, the whole body at once, so that links and notes resolve |
//! | convert | [`blocks`], [`inlines`] | nodes become drafts; markers are matched into containers |
//! | build | [`containers`] | what a container's name makes of its content |
//!
//! Nothing here fails, and nothing recurses deeper than [`MAX_DEPTH`].

mod blocks;
mod containers;
mod fences;
mod inlines;

pub(crate) use containers::unknown_pairs;

use std::collections::HashMap;
use std::sync::Arc;

use comrak::options::{Extension, Options, Parse};

use crate::diagnostic::Diagnostic;
use crate::document::MediaReference;
use crate::draft::Draft;
use crate::front_matter::{self, FrontMatter};
use crate::link;
use crate::sanitize::Findings;
use crate::span::{LineIndex, Span};

/// How deep blocks may be nested. What would lie deeper is shown at this depth.
pub(crate) const MAX_DEPTH: usize = 100;

/// Findings in raw HTML, by the HTML: sanitising is the one slow step of a parse, and most raw
/// HTML of a document is the same as in the document before.
pub(crate) type RawFindings = HashMap<Box<str>, Arc<Findings>>;

/// What a source says.
pub(crate) struct Parsed {
    pub(crate) front_matter: FrontMatter,
    pub(crate) drafts: Vec<Draft>,
    pub(crate) diagnostics: Vec<Diagnostic>,
    pub(crate) media: Vec<MediaReference>,
    pub(crate) raw_findings: RawFindings,
}

/// Parses a source. `known_findings` are those of a document before, if there is one.
pub(crate) fn parse(source: &str, known_findings: Option<&RawFindings>) -> Parsed {
    let lines = lines_without_mark(source);
    let mut diagnostics = Vec::new();
    let (front_matter, first) = front_matter::read(source, &lines, &mut diagnostics);
    let masked = fences::Masked::new(source, &lines, first);
    let arena = comrak::Arena::new();
    let root = comrak::parse_document(&arena, &masked.text, &options());
    let mut converter = blocks::Converter {
        source,
        lines: &lines,
        masked: &masked,
        diagnostics,
        media: Vec::new(),
        footnotes: Vec::new(),
        known_findings,
        raw_findings: RawFindings::new(),
        is_too_deep: false,
    };
    converter.note_logo(&front_matter);
    let drafts = converter.convert(root);
    Parsed {
        front_matter,
        drafts,
        diagnostics: converter.diagnostics,
        media: converter.media,
        raw_findings: converter.raw_findings,
    }
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

impl blocks::Converter<'_, '_> {
    fn note_logo(&mut self, front_matter: &FrontMatter) {
        let Some((url, span)) = front_matter.logo() else {
            return;
        };
        if let Some(path) = link::media_path(url) {
            self.note_media(&path, span);
        }
    }
}
