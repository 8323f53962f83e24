//! Parts that stand in other files: `::include{file=common/spills.md part=gloves}`.
//!
//! A part is shown as if it were pasted: its pictures are found from the folder of the document,
//! and its steps count on. Everything in it stands, for findings and for who clicks on it, where
//! the include stands.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use super::fences::{Fence, FenceKind, Opening};
use super::reading::{self, Assembled, Reading};
use crate::block::{BlockKind, LeafRole};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::MediaReference;
use crate::draft::Draft;
use crate::identity::slug;
use crate::inline;
use crate::span::Span;
use crate::{attributes::Attributes, front_matter};

/// Gives the text of a file by its path from the folder of the document, with forward slashes; or
/// says in a few words why there is none.
pub type Files<'f> = dyn Fn(&str) -> Result<Arc<str>, String> + 'f;

/// What was read of included files, by their paths.
pub(crate) type Readings = HashMap<Box<str>, Arc<Reading>>;

/// How deep files may include each other.
const MAX_DEPTH: usize = 8;

/// How many files a document may include, each as often as it is named: two dozen files that
/// include each other twice could stand for gigabytes.
const MOST: usize = 200;

/// Includes the files that a document names.
pub(super) struct Includer<'f> {
    files: &'f Files<'f>,
    before: &'f Readings,
    /// What was read this time.
    pub(super) readings: Readings,
    /// The paths of all files that were asked for.
    pub(super) paths: BTreeSet<Box<str>>,
    /// The files around the one that is read.
    chain: Vec<Box<str>>,
    count: usize,
    /// Whether anything was to be included.
    pub(super) is_used: bool,
}

impl<'f> Includer<'f> {
    pub(super) fn new(files: &'f Files<'f>, before: &'f Readings) -> Self {
        Self {
            files,
            before,
            readings: Readings::new(),
            paths: BTreeSet::new(),
            chain: Vec::new(),
            count: 0,
            is_used: false,
        }
    }

    /// Returns what a fence includes; nothing if it includes nothing.
    pub(super) fn fence(&mut self, fence: &Fence) -> Option<Result<Assembled, Diagnostic>> {
        match &fence.kind {
            FenceKind::Leaf(Opening { name, attributes, .. })
                if &**name == LeafRole::Include.name() =>
            {
                self.include(attributes, fence.span)
            }
            _ => None,
        }
    }

    /// Puts the parts that are named inside of other blocks in their places. Those at the `tried`
    /// places were tried before.
    pub(super) fn splice(
        &mut self,
        drafts: Vec<Draft>,
        tried: &[Span],
        into: &mut Assembled,
    ) -> Vec<Draft> {
        let mut spliced = Vec::with_capacity(drafts.len());
        for draft in drafts {
            let is_include = matches!(draft.kind, BlockKind::Leaf { role: LeafRole::Include, .. });
            let included = if is_include && !tried.contains(&draft.span) {
                self.include(&draft.attributes, draft.span)
            } else {
                None
            };
            match included {
                Some(Ok(part)) => spliced.extend(into.take(part)),
                Some(Err(diagnostic)) => {
                    into.diagnostics.push(diagnostic);
                    spliced.push(draft);
                }
                None if holds_include(&draft.children) => {
                    let Draft { kind, attributes, children, references, span, text, .. } = draft;
                    let children = self.splice(children, tried, into);
                    let draft = Draft::new(kind, attributes, span, children);
                    spliced.push(draft.references(references).text_at(text));
                }
                None => spliced.push(draft),
            }
        }
        spliced
    }

    fn include(&mut self, said: &Attributes, span: Span) -> Option<Result<Assembled, Diagnostic>> {
        let file = said.get("file").filter(|file| !file.is_empty())?;
        self.is_used = true;
        let part = said.get("part").filter(|part| !part.is_empty());
        Some(self.read(file, part, span).map_err(|why| {
            let message = format!("`{file}` is not included: {}", why.message);
            let diagnostic = Diagnostic::error(why.code, span, message);
            Diagnostic { hint: why.hint, ..diagnostic }
        }))
    }

    fn read(&mut self, file: &str, part: Option<&str>, span: Span) -> Result<Assembled, Refused> {
        let path = path_below(file).ok_or_else(|| {
            Refused::new("outside-folder", "it is not below the folder of the document")
                .hint("copy it into the folder, and name it from there")
        })?;
        self.paths.insert(path.clone());
        self.count += 1;
        if self.chain.contains(&path) {
            let way = self.chain.join("` includes `");
            return Err(Refused::new("include-cycle", format!("`{way}` includes `{path}` again")));
        }
        if self.chain.len() >= MAX_DEPTH || self.count > MOST {
            return Err(Refused::new("include-cycle", "too many files include each other"));
        }
        let text = (self.files)(&path).map_err(|why| {
            Refused::new("missing-include", why).hint("paths begin at the document's own folder")
        })?;
        self.chain.push(path.clone());
        let whole = self.assemble(&path, &text);
        self.chain.pop();
        let mut assembled = placed(whole, file, &text, span);
        if let Some(part) = part {
            assembled.drafts = part_of(assembled.drafts, part).ok_or_else(|| {
                Refused::new("unknown-part", format!("nothing in it has the id `{part}`"))
                    .hint(format!("write `{{#{part}}}` behind the heading or block that is meant"))
            })?;
            let mut used = HashSet::new();
            push_footnotes(&assembled.drafts, &mut used);
            assembled.footnotes.retain(|note| match &note.kind {
                BlockKind::Footnote { name } => used.contains(name),
                _ => true,
            });
        }
        Ok(assembled)
    }

    fn assemble(&mut self, path: &str, text: &str) -> Assembled {
        let lines = super::lines_without_mark(text);
        let mut diagnostics = Vec::new();
        let (_, first) = front_matter::read(text, &lines, &mut diagnostics);
        let before = self.readings.get(path).or_else(|| self.before.get(path)).cloned();
        let reading = Arc::new(Reading::of(text, &lines, first, before.as_deref()));
        self.readings.insert(path.into(), Arc::clone(&reading));
        let mut assembled = reading::assemble(reading.passages(), |_| false, Some(self));
        reading::hint_at_stray_fences(&lines, &mut assembled.diagnostics);
        assembled.diagnostics.extend(diagnostics);
        assembled
    }
}

/// Why a file is not included.
struct Refused {
    code: &'static str,
    message: String,
    hint: Option<String>,
}

impl Refused {
    fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), hint: None }
    }

    fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }
}

/// Returns a path from the folder of the document without detours; nothing if it leads out of it.
pub(crate) fn path_below(path: &str) -> Option<Box<str>> {
    let path = path.replace('\\', "/");
    if path.starts_with('/') || path.contains(':') {
        return None;
    }
    let mut parts = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    (!parts.is_empty()).then(|| parts.join("/").into())
}

pub(super) fn holds_include(drafts: &[Draft]) -> bool {
    drafts.iter().any(|draft| {
        matches!(draft.kind, BlockKind::Leaf { role: LeafRole::Include, .. })
            || holds_include(&draft.children)
    })
}

/// Moves everything to the place of the include. Findings say where in the file they are.
fn placed(assembled: Assembled, file: &str, text: &str, span: Span) -> Assembled {
    let lines = crate::span::LineIndex::new(text);
    let found = assembled.diagnostics.into_iter().map(|found| {
        let line = lines.position(text, found.span.start).line;
        Diagnostic {
            span,
            message: format!("in `{file}`, line {line}: {}", found.message),
            ..found
        }
    });
    let media = assembled.media.into_iter().map(|media| MediaReference { span, ..media });
    Assembled {
        drafts: assembled.drafts.into_iter().map(|draft| draft.placed(span)).collect(),
        footnotes: assembled.footnotes.into_iter().map(|draft| draft.placed(span)).collect(),
        diagnostics: found.filter(|found| found.severity != Severity::Info).collect(),
        cuts: Vec::new(),
        media: media.collect(),
    }
}

/// Gathers the names of the footnotes that blocks refer to.
fn push_footnotes(drafts: &[Draft], names: &mut HashSet<Box<str>>) {
    for draft in drafts {
        names.extend(draft.references.footnotes.iter().cloned());
        push_footnotes(&draft.children, names);
    }
}

/// Returns the block with an id; of a section, everything up to the next of its level.
fn part_of(drafts: Vec<Draft>, id: &str) -> Option<Vec<Draft>> {
    let is_meant = |draft: &Draft| {
        let own = draft.attributes.id.as_deref();
        own == Some(id) || own.is_none() && heading_slug(draft).as_deref() == Some(id)
    };
    if let Some(place) = drafts.iter().position(is_meant) {
        let level = level(&drafts[place]);
        let ends = |draft: &Draft| {
            level.is_some_and(|own| self::level(draft).is_some_and(|other| other <= own))
        };
        let length = match level {
            Some(_) => drafts[place + 1..].iter().take_while(|draft| !ends(draft)).count(),
            None => 0,
        };
        return Some(drafts.into_iter().skip(place).take(length + 1).collect());
    }
    drafts.into_iter().find_map(|draft| part_of(draft.children, id))
}

fn level(draft: &Draft) -> Option<u8> {
    match draft.kind {
        BlockKind::Section { level, .. } => Some(level),
        _ => None,
    }
}

fn heading_slug(draft: &Draft) -> Option<String> {
    match &draft.kind {
        BlockKind::Section { text, .. } => Some(slug(&inline::plain_text(text))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_in_the_folder() {
        let check = |path: &str, expected: Option<&str>| {
            assert_eq!(path_below(path).as_deref(), expected, "of {path:?}");
        };
        check("a.md", Some("a.md"));
        check("./a/../b//c.md", Some("b/c.md"));
        check("a\\b.md", Some("a/b.md"));
        check("../a.md", None);
        check("a/../../b.md", None);
        check("/a.md", None);
        check("C:\\a.md", None);
        check("", None);
    }
}
