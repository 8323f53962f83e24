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
//! What stands between two places where no container is open is a [`Unit`]. An edit is put together
//! from the units that it reaches; all others stay as they are.
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
use std::ops::Range;
use std::sync::Arc;

use crate::attributes::Attributes;
use crate::block::BlockKind;
use crate::diagnostic::Diagnostic;
use crate::document::MediaReference;
use crate::draft::Draft;
use crate::front_matter::{self, FrontMatter};
use crate::identity::Run;
use crate::link;
use crate::span::{LineIndex, Span};
use include::{Includer, Readings};
pub(crate) use reading::Edit;
use reading::{Assembled, Cut, Reading, Reread};

/// How deep blocks may be nested. What would lie deeper is shown at this depth.
pub(crate) const MAX_DEPTH: usize = 100;

/// How many of these may be containers that are not inside a list item or quote.
const MOST_CONTAINERS: usize = MAX_DEPTH / 2;

/// What a source says.
pub(crate) struct Parsed {
    pub(crate) front_matter: FrontMatter,
    pub(crate) drafts: Vec<Draft>,
    /// Where the drafts stand.
    pub(crate) runs: Vec<Run>,
    pub(crate) units: Vec<Unit>,
    /// What was found in the front matter.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// The paths of the files that the source includes, found or not.
    pub(crate) includes: Vec<Box<str>>,
    pub(crate) kept: Kept,
}

/// What is between two places where no container is open: it moves as a whole when something above
/// it grows, and is put together again when something in it changes.
#[derive(Clone, Debug)]
pub(crate) struct Unit {
    /// What names it to [`Names`](crate::identity::Names).
    pub(crate) number: u32,
    passages: usize,
    /// How many outermost blocks it has.
    pub(crate) blocks: usize,
    /// Whether any of its blocks names a file.
    pub(crate) has_media: bool,
    said: Option<Arc<Said>>,
}

/// What is said of a unit beside its blocks; places are counted from its beginning.
#[derive(Debug, Default)]
struct Said {
    diagnostics: Vec<Diagnostic>,
    of_attributes: Vec<Diagnostic>,
    media: Vec<MediaReference>,
}

impl Unit {
    /// Returns the files that its texts name, where it begins at this byte.
    pub(crate) fn media(&self, start: usize) -> impl Iterator<Item = MediaReference> {
        let media = self.said.iter().flat_map(|said| said.media.iter().cloned());
        media.map(move |media| MediaReference { span: media.span.moved(start as isize), ..media })
    }
}

/// What an edit made of the units that it reached.
pub(crate) struct Again {
    /// The units that it takes the place of.
    pub(crate) old: Range<usize>,
    /// By how many bytes those behind move.
    pub(crate) shift: isize,
    pub(crate) units: Vec<Unit>,
    pub(crate) runs: Vec<Run>,
    pub(crate) drafts: Vec<Draft>,
    reread: Reread,
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
    let mut assembled = reading::assemble(reading.passages(), |_| false, Some(&mut includer));
    let notes = std::mem::take(&mut assembled.footnotes);
    let is_whole = !notes.is_empty() || includer.is_used;
    if let Some(span) = notes.iter().map(|note: &Draft| note.span).reduce(Span::to) {
        let notes = Draft::new(BlockKind::Footnotes, Attributes::default(), span, notes);
        assembled.drafts.push(notes);
    }
    let starts: Vec<usize> = reading.passages().map(|(_, start)| start).collect();
    let (units, runs) = if is_whole {
        let passages = starts.len();
        assembled.cuts = vec![assembled.end(passages)];
        units(&mut assembled, &[0], 0..)
    } else {
        units(&mut assembled, &starts, 0..)
    };
    Parsed {
        front_matter,
        drafts: assembled.drafts,
        runs,
        units,
        diagnostics,
        includes: includer.paths.into_iter().collect(),
        kept: Kept { reading, included: includer.readings, is_whole },
    }
}

/// Makes units of what was put together; `starts` are those of the passages.
fn units(
    assembled: &mut Assembled,
    starts: &[usize],
    numbers: impl IntoIterator<Item = u32>,
) -> (Vec<Unit>, Vec<Run>) {
    let mut units = Vec::with_capacity(assembled.cuts.len());
    let mut runs = Vec::with_capacity(assembled.cuts.len());
    let mut diagnostics = std::mem::take(&mut assembled.diagnostics).into_iter();
    let mut media = std::mem::take(&mut assembled.media).into_iter();
    let mut before = Cut::default();
    for (cut, number) in assembled.cuts.iter().zip(numbers) {
        let start = starts.get(before.passages).copied().unwrap_or_default();
        let by = -(start as isize);
        let moved = |found: Diagnostic| Diagnostic { span: found.span.moved(by), ..found };
        let mut of_attributes = Vec::new();
        let drafts = &assembled.drafts[before.drafts..cut.drafts];
        containers::check_attributes(drafts, &mut of_attributes);
        let found = diagnostics.by_ref().take(cut.diagnostics - before.diagnostics);
        let named = media.by_ref().take(cut.media - before.media);
        let said = Said {
            diagnostics: found.map(moved).collect(),
            of_attributes: of_attributes.into_iter().map(moved).collect(),
            media: named
                .map(|media| MediaReference { span: media.span.moved(by), ..media })
                .collect(),
        };
        let is_silent =
            said.diagnostics.is_empty() && said.of_attributes.is_empty() && said.media.is_empty();
        units.push(Unit {
            number,
            passages: cut.passages - before.passages,
            blocks: drafts.len(),
            has_media: false,
            said: (!is_silent).then(|| Arc::new(said)),
        });
        runs.push(Run { unit: number, start, blocks: drafts.len() });
        before = *cut;
    }
    (units, runs)
}

/// Returns what was found in all units, in the order of the source; `start` says where one begins.
pub(crate) fn findings(
    kept: &Kept,
    units: &[Unit],
    start: impl Fn(u32) -> usize,
) -> Vec<Diagnostic> {
    let said = || units.iter().filter_map(|unit| Some((unit.said.as_ref()?, start(unit.number))));
    let moved = |(found, start): (&Diagnostic, usize)| Diagnostic {
        span: found.span.moved(start as isize),
        ..found.clone()
    };
    let found = said().flat_map(|(said, start)| said.diagnostics.iter().map(move |it| (it, start)));
    let mut diagnostics: Vec<Diagnostic> = found.map(moved).collect();
    let has = |code| diagnostics.iter().any(|found| found.code == code);
    if has("stray-fence") && has("unclosed-container") {
        let lines = lines_without_mark(&kept.source());
        reading::hint_at_stray_fences(&lines, &mut diagnostics);
    }
    let found =
        said().flat_map(|(said, start)| said.of_attributes.iter().map(move |it| (it, start)));
    diagnostics.extend(found.map(moved));
    // Said once, it says enough.
    let mut is_said = false;
    diagnostics.retain(|found| found.code != "too-deep" || !replace(&mut is_said, true));
    diagnostics
}

/// What is kept of a source and of the files that it includes, for the next time.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    reading: Reading,
    included: Readings,
    /// Whether a part of it changes how others are read or shown, so that it is one unit.
    is_whole: bool,
}

impl Kept {
    /// Returns the text of a file that was included.
    pub(crate) fn included_text(&self, path: &str) -> Option<Arc<str>> {
        self.included.get(path).map(|reading| reading.source().into())
    }

    /// Returns the source.
    pub(crate) fn source(&self) -> String {
        self.reading.source()
    }

    /// Returns the edit that makes another source of this one; nothing if it is the same.
    pub(crate) fn edit_to<'s>(&self, source: &'s str) -> Option<Edit<'s>> {
        self.reading.edit_to(source)
    }

    /// Parses what an edit reaches. Returns nothing where that is not known to be all: then the
    /// source is to be parsed as a whole. `numbers` are free for units.
    pub(crate) fn parse_again(
        &self,
        edit: &Edit<'_>,
        units: &[Unit],
        numbers: impl Iterator<Item = u32>,
    ) -> Option<Again> {
        if self.is_whole {
            return None;
        }
        let reread = self.reading.reread(edit)?;
        let (mut first, mut passage) = (0, 0);
        while first + 1 < units.len() && passage + units[first].passages <= reread.old.start {
            passage += units[first].passages;
            first += 1;
        }
        let mut last = first;
        let mut old_end = passage;
        let read = (reread.old.start - passage) + reread.len();
        let is_enough = |count: usize| {
            let Some(behind) = count.checked_sub(read) else {
                return false;
            };
            let old = reread.old.end + behind;
            while old_end < old && last < units.len() {
                old_end += units[last].passages;
                last += 1;
            }
            old_end == old
        };
        let passages = self.reading.passages_with(&reread, passage);
        let mut assembled = reading::assemble(passages, is_enough, None);
        let count = assembled.cuts.last()?.passages;
        let is_to_the_end =
            reread.old.end + count.saturating_sub(read) == self.reading.passages().len();
        let last = if is_to_the_end { units.len() } else { last };
        if include::holds_include(&assembled.drafts) || !assembled.footnotes.is_empty() {
            return None;
        }
        let starts: Vec<usize> = self
            .reading
            .passages_with(&reread, passage)
            .take(count)
            .map(|(_, start)| start)
            .collect();
        let free = units[first..last].iter().map(|unit| unit.number).chain(numbers);
        let (units, runs) = self::units(&mut assembled, &starts, free);
        Some(Again {
            old: first..last,
            shift: reread.shift,
            units,
            runs,
            drafts: assembled.drafts,
            reread,
        })
    }

    /// Takes over what was read again.
    pub(crate) fn take(&mut self, again: Again) {
        self.reading.take(again.reread);
    }
}

pub(crate) fn logo(front_matter: &FrontMatter) -> Option<MediaReference> {
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
