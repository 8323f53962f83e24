//! The way of an edit, on one screen: changed files → source → document → page → hub.
//!
//! A [`Live`] belongs to one thread, which looks at the files whenever [`watch`](crate::watch) says
//! so. While it works, further changes collapse into the next look; so the newest always wins and
//! nothing is ever queued. Whatever is wrong with the files, the last good page stays.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use sopwright_preview::{self as preview, Edit, Hub, Published};
use sopwright_sop::rules::Settings;
use sopwright_sop::{Diagnostic, Document, Renderer, Resolved, paper, theme};

use crate::change::Change;
use crate::commands::check::{findings, folder, today};
use crate::failure::Failure;
use crate::output::Lines;
use crate::style::Style;
use crate::{media, output, source};

/// One SOP, kept in step with its files.
pub(crate) struct Live {
    path: PathBuf,
    style: Style,
    hub: Hub,
    source: String,
    document: Document,
    renderer: Renderer,
    findings: Vec<Diagnostic>,
    finding_lines: Vec<String>,
    /// Why the newest state of the files is not what viewers see.
    trouble: Option<String>,
    /// When the source was first found missing or empty, if it is since then.
    incomplete_since: Option<Instant>,
}

/// How long a source may be missing or empty before viewers are told: editors pass through such a
/// moment when they save, and take far less.
const MIDDLE_OF_A_SAVE: Duration = Duration::from_millis(100);

/// The source is missing or empty, perhaps only for a moment.
pub(crate) struct NotYet {
    /// When to look again.
    pub(crate) again_in: Duration,
}

impl Live {
    /// Reads the files for the first time and publishes the page.
    ///
    /// # Errors
    ///
    /// If the source or the style cannot be read.
    pub(crate) fn open(path: PathBuf, style: Style, hub: Hub) -> Result<Self, Failure> {
        let source = source::read(&path)?;
        Self::of(path, source, style, hub)
    }

    /// Publishes the page of a source that is kept elsewhere, and is to be in the file at `path`.
    ///
    /// # Errors
    ///
    /// If the style cannot be read.
    pub(crate) fn of(
        path: PathBuf,
        source: String,
        style: Style,
        hub: Hub,
    ) -> Result<Self, Failure> {
        let document = source::parse(&path, &source, None);
        let trouble = match (style.css(&document, folder(&path)), &style) {
            (Ok(css), _) => {
                hub.set_theme(css);
                None
            }
            // An SOP that names a style sheet that is not there can still be read.
            (Err(failure), Style::OfDocument) => {
                let usual = Style::Theme(&theme::THEMES[0]);
                hub.set_theme(usual.css(&document, folder(&path))?);
                Some(failure.line())
            }
            (Err(failure), _) => return Err(failure),
        };
        let renderer = Renderer::new();
        let mut live = Self {
            path,
            style,
            hub,
            source,
            document,
            renderer,
            findings: Vec::new(),
            finding_lines: Vec::new(),
            trouble,
            incomplete_since: None,
        };
        live.publish(Edit::now());
        live.check();
        Ok(live)
    }

    /// Looks at the files and publishes the page; returns what was published, if it changed.
    /// Findings come after that, by [`Live::check`]: viewers need not wait for them.
    pub(crate) fn look(&mut self, edit: Edit) -> Result<Option<Published>, NotYet> {
        let read = source::read_change(&self.path, &self.source);
        let is_incomplete = match &read {
            Ok(change) => change.as_ref().is_some_and(|change| change.is_all_gone(&self.source)),
            Err(_) => !self.path.exists(),
        };
        if !is_incomplete {
            self.incomplete_since = None;
        } else if self.may_be_saved_now() {
            return Err(NotYet { again_in: MIDDLE_OF_A_SAVE });
        }
        Ok(match read {
            Ok(change) => self.take(change, edit),
            Err(failure) => {
                let _ = self.restyle();
                self.trouble = Some(failure.line());
                self.publish(edit)
            }
        })
    }

    /// Publishes the page of this source; returns what was published, if it changed. `edit` is what
    /// led to it.
    pub(crate) fn show(&mut self, source: &str, edit: Edit) -> Option<Published> {
        self.take(Change::between(&self.source, source), edit)
    }

    fn take(&mut self, change: Option<Change>, mut edit: Edit) -> Option<Published> {
        // The files that it includes are read again each time: what did not change in them is not
        // parsed again.
        source::update(&self.path, &mut self.source, &mut self.document, change);
        edit.parsed();
        self.trouble = self.restyle().err().map(|failure| failure.line());
        self.publish(edit)
    }

    /// Returns the file that the source is in.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the source that is shown.
    pub(crate) fn source(&self) -> &str {
        &self.source
    }

    /// Returns the document that is shown.
    pub(crate) fn document(&self) -> &Document {
        &self.document
    }

    /// Returns what was found at the last [check](Self::check).
    pub(crate) fn findings(&self) -> &[Diagnostic] {
        &self.findings
    }

    /// Dresses the page in another style.
    ///
    /// # Errors
    ///
    /// If it cannot be read; then the page is dressed as before.
    pub(crate) fn dress(&mut self, style: Style) -> Result<(), Failure> {
        self.hub.set_theme(style.css(&self.document, folder(&self.path))?);
        self.style = style;
        Ok(())
    }

    /// Whether a source that is missing or empty became so, or was written, just now.
    fn may_be_saved_now(&mut self) -> bool {
        let since = *self.incomplete_since.get_or_insert_with(Instant::now);
        let written = fs::metadata(&self.path).and_then(|metadata| metadata.modified());
        // The clock of another machine may be ahead; then only what was seen here counts.
        let since_written = written.ok().and_then(|written| written.elapsed().ok());
        since.elapsed().min(since_written.unwrap_or(Duration::MAX)) < MIDDLE_OF_A_SAVE
    }

    /// Whether the source could not be read at the last look.
    pub(crate) fn is_in_trouble(&self) -> bool {
        self.trouble.is_some()
    }

    /// Returns every file that the page depends on, whether it exists or not.
    pub(crate) fn files(&self) -> Vec<PathBuf> {
        let folder = folder(&self.path);
        let media = self.document.media().filter_map(|media| media::locate(folder, &media.path));
        let style = self.style.file(&self.document, folder);
        let parts = self.document.includes().map(|path| folder.join(path));
        [self.path.clone()].into_iter().chain(style).chain(media).chain(parts).collect()
    }

    /// Returns what is wrong with the newest state of the files, as lines for people.
    pub(crate) fn finding_lines(&self) -> &[String] {
        &self.finding_lines
    }

    /// Returns the same as JSON.
    pub(crate) fn findings_json(&self) -> Vec<serde_json::Value> {
        let lines = Lines::of(&self.source);
        let trouble = self.trouble.iter().map(|trouble| {
            serde_json::json!({ "severity": "error", "code": "unreadable", "message": trouble })
        });
        let findings = self.findings.iter().map(|found| output::finding_json(&lines, found));
        trouble.chain(findings).collect()
    }

    fn restyle(&self) -> Result<(), Failure> {
        // The hub tells viewers only of a style that is another one.
        if !matches!(self.style, Style::Theme(_)) {
            self.hub.set_theme(self.style.css(&self.document, folder(&self.path))?);
        }
        Ok(())
    }

    fn publish(&mut self, mut edit: Edit) -> Option<Published> {
        let urls = self.media_urls();
        let resolve = |reference: &str| match urls.get(reference) {
            Some(url) => Resolved::Url(url.clone()),
            None => Resolved::Missing,
        };
        self.hub.set_paper(paper::style(&self.document));
        let page = self.renderer.render(&self.document, &resolve);
        edit.rendered();
        let published = self.hub.publish_edit(page, edit);
        published.changed.then_some(published)
    }

    /// Registers the files that the document names. A file that changed gets another URL, by the
    /// hash of its content, and so shows at once.
    fn media_urls(&self) -> HashMap<Box<str>, String> {
        let folder = folder(&self.path);
        let url = |reference: &str| {
            let path = media::locate(folder, reference)?;
            self.hub.register_file(&path).ok()
        };
        let references = self.document.media().map(|media| media.path.clone());
        references.filter_map(|reference| Some((reference.clone(), url(&reference)?))).collect()
    }

    /// Looks for findings in the document as it is now, and tells viewers of them. Returns whether
    /// they are others than before.
    pub(crate) fn check(&mut self) -> bool {
        let settings = Settings { today: today(), profile: None };
        self.findings = findings(&self.document, &self.source, folder(&self.path), &settings);
        let lines = Lines::of(&self.source);
        let trouble = self.trouble.iter().map(|trouble| preview::Diagnostic {
            severity: preview::Severity::Error,
            message: trouble.clone(),
            hint: Some("the page shows the last good state".into()),
            line: None,
            column: None,
        });
        let items = trouble.chain(self.findings.iter().map(|found| on_the_wire(&lines, found)));
        self.hub.set_diagnostics(items.collect());

        let trouble = self.trouble.iter().map(|trouble| format!("error: {trouble}"));
        let findings = self.findings.iter().map(|found| output::finding(&self.path, &lines, found));
        let for_people: Vec<String> = trouble.chain(findings).collect();
        let changed = for_people != self.finding_lines;
        self.finding_lines = for_people;
        changed
    }
}

fn on_the_wire(lines: &Lines<'_>, found: &Diagnostic) -> preview::Diagnostic {
    let at = lines.position(found.span.start);
    preview::Diagnostic {
        severity: match found.severity {
            sopwright_sop::Severity::Error => preview::Severity::Error,
            sopwright_sop::Severity::Warning => preview::Severity::Warning,
            sopwright_sop::Severity::Info => preview::Severity::Info,
        },
        message: found.message.clone(),
        hint: found.hint.clone(),
        line: u32::try_from(at.line).ok(),
        column: u32::try_from(at.column).ok(),
    }
}
