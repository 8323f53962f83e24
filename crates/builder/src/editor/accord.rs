//! The text of the authors, the file, and what the two last agreed on. No file, clock or journal is
//! touched here: what is in the file comes in, and what is to be kept goes out.
//!
//! ```text
//!            authors ─▶ text ──────────── to write ─────────▶ file ◀─ other programs
//!                         ▲                 moves               │
//!                         └─ taken in ◀── what they agreed on ◀─┘
//! ```
//!
//! What was agreed on is what each side's changes are counted from. Whatever brings text and file
//! together moves it in the same step, and in the same transaction of the journal as the change
//! itself. So a change of the file is never taken for one of the authors, nor the other way round.
//!
//! - If no author changed anything since, what is in the file is the text: whole, without a merge.
//! - If both changed something, what the file has new is made in the text as well.
//! - Where both changed the same words, the text keeps those of the authors and the file those of the
//!   other program, until an author decides or goes on writing.

use super::journal::{Entry, Record};
use super::merge::{Care, Change, changes, merge};
use super::on_disk::OnDisk;
use super::shared_text::{SharedText, Splice, Unreadable, Utf16};

/// See the [module](self).
pub(crate) struct Accord {
    shared: SharedText,
    agreed: OnDisk,
    conflict: Option<Conflict>,
    /// The text has what was chosen over what is in the file, which does not have it yet.
    is_chosen: bool,
    /// Updates that are not in the journal yet.
    pending: Vec<Entry>,
    /// After how many of those the text was the agreed one, if it ever was: of those before them, for
    /// fewer than none.
    agreed_after: Option<i64>,
    kept: Kept,
}

/// Whether the journal has what was agreed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kept {
    Yes,
    /// It has the save that led to it, and nothing more needs to be said until the next one: as long as
    /// it has that, the next run looks at what was replaced.
    AsSave,
    No,
}

/// Another program and the authors changed the same words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Conflict {
    /// The file has the version of the other program, and the text that of the authors.
    Open,
    /// The authors went on. The other version is kept at this path in the folder of the project, and
    /// nobody has said yet that they saw it.
    Kept(String),
}

impl Accord {
    /// Starts with a text that is the one in the file.
    pub(crate) fn begin(file: OnDisk) -> Self {
        let mut accord = Self::resume(SharedText::new(), OnDisk::of(String::new()), None);
        accord.take_in(file);
        accord
    }

    /// Goes on with what was kept.
    pub(crate) fn resume(shared: SharedText, agreed: OnDisk, conflict: Option<Conflict>) -> Self {
        let is_chosen = matches!(conflict, Some(Conflict::Kept(_)));
        let (pending, agreed_after, kept) = (Vec::new(), None, Kept::Yes);
        Self { shared, agreed, conflict, is_chosen, pending, agreed_after, kept }
    }

    pub(crate) fn shared(&self) -> &SharedText {
        &self.shared
    }

    /// For what is no change of the text.
    pub(crate) fn shared_mut(&mut self) -> &mut SharedText {
        &mut self.shared
    }

    /// Returns what was in the file when it was last read or written.
    pub(crate) fn agreed(&self) -> &OnDisk {
        &self.agreed
    }

    pub(crate) fn conflict(&self) -> Option<&Conflict> {
        self.conflict.as_ref()
    }

    /// Whether the file is to be left alone until an author decides.
    pub(crate) fn is_open(&self) -> bool {
        self.conflict == Some(Conflict::Open)
    }

    /// Takes in what an author did. Returns what of it was new, as an update.
    ///
    /// # Errors
    ///
    /// If the bytes are no update.
    pub(crate) fn write(&mut self, by: &str, update: &[u8]) -> Result<Option<Vec<u8>>, Unreadable> {
        let new = self.shared.merge(update)?;
        Ok(new.map(|new| self.note(by, new)))
    }

    /// Puts another text in the place of the whole, for an author who chose it. Returns the update.
    pub(crate) fn replace(&mut self, by: &str, text: &str) -> Option<Vec<u8>> {
        self.is_chosen = true;
        let now = self.shared.text();
        self.splice(by, &now, changes(&now, text))
    }

    /// Takes in what is in the file by now. Returns what changed in the text, as an update.
    pub(crate) fn take_in(&mut self, file: OnDisk) -> Option<Vec<u8>> {
        let text = self.shared.text();
        let (changes, is_conflict) = if text == self.agreed.text() || text == file.text() {
            (changes(&text, file.text()), false)
        } else {
            let is_disputed = self.is_open() || self.is_chosen;
            let care = if is_disputed { Care::Great } else { Care::Usual };
            let merged = merge(self.agreed.text(), file.text(), &text, care);
            (merged.changes, merged.is_conflict || self.is_open())
        };
        let update = self.splice("file", &text, changes);
        if is_conflict {
            self.conflict = Some(Conflict::Open);
        } else if self.is_open() {
            // The other program has what the authors have.
            self.conflict = None;
        }
        self.agree_on(file);
        update
    }

    /// Takes in what another program made of an older state of the file, of which nothing is in the
    /// file any more. Returns what changed in the text, and whether that is not all of it.
    pub(crate) fn take_in_late(
        &mut self,
        before: &OnDisk,
        theirs: &OnDisk,
    ) -> (Option<Vec<u8>>, bool) {
        let text = self.shared.text();
        let merged = merge(before.text(), theirs.text(), &text, Care::Usual);
        (self.splice("file", &text, merged.changes), merged.is_conflict)
    }

    /// Whether that could not be taken in whole.
    pub(crate) fn would_conflict(&self, before: &OnDisk, theirs: &OnDisk) -> bool {
        let text = self.shared.text();
        merge(before.text(), theirs.text(), &text, Care::Usual).is_conflict
    }

    /// Returns what is to be in the file for it to have the text.
    pub(crate) fn next(&self) -> OnDisk {
        self.agreed.with(&self.shared.text())
    }

    /// Whether the text has what the file does not have.
    pub(crate) fn is_ahead(&self) -> bool {
        self.shared.text() != self.agreed.text()
    }

    /// Notes that this was written to the file, and whether the journal has that save.
    pub(crate) fn has_written(&mut self, file: OnDisk, is_noted: bool) {
        self.agree_on(file);
        self.kept = if is_noted { Kept::AsSave } else { Kept::No };
    }

    fn agree_on(&mut self, file: OnDisk) {
        let is_text = self.shared.text() == file.text();
        self.agreed_after = is_text.then_some(self.pending.len() as i64);
        self.is_chosen &= !is_text;
        self.agreed = file;
        self.kept = Kept::No;
    }

    /// Notes what became of a conflict.
    pub(crate) fn decide(&mut self, conflict: Option<Conflict>) {
        self.is_chosen |= self.is_open();
        self.conflict = conflict;
        self.kept = Kept::No;
    }

    /// Has the journal told anew what was agreed on, since it has a save that came to nothing.
    pub(crate) fn forget_save(&mut self) {
        self.kept = Kept::No;
    }

    /// Whether there is something that the journal needs.
    pub(crate) fn is_to_be_kept(&self) -> bool {
        !self.pending.is_empty() || self.kept == Kept::No
    }

    /// Returns what the journal does not have yet; it is to be written in one transaction, and with it
    /// another save if one is about to be done.
    pub(crate) fn record(&self, is_saving: bool) -> Record<'_> {
        let is_needed = self.kept == Kept::No || self.kept == Kept::AsSave && is_saving;
        let agreed = is_needed.then(|| (self.agreed_after, &self.agreed, self.conflict()));
        Record { updates: &self.pending, agreed }
    }

    /// Notes that the journal has all of that.
    pub(crate) fn is_recorded(&mut self, is_saving: bool) {
        self.agreed_after = self.agreed_after.map(|after| after - self.pending.len() as i64);
        if self.kept == Kept::No || is_saving {
            self.kept = Kept::Yes;
        }
        self.pending.clear();
    }

    fn splice(&mut self, by: &str, text: &str, changes: Vec<Change>) -> Option<Vec<u8>> {
        let mut utf16 = Utf16::of(text);
        let splices: Vec<Splice> = changes
            .into_iter()
            .map(|change| Splice {
                range: utf16.offset(change.range.start)..utf16.offset(change.range.end),
                text: change.text,
            })
            .collect();
        let update = self.shared.splice(&splices)?;
        Some(self.note(by, update))
    }

    fn note(&mut self, by: &str, update: Vec<u8>) -> Vec<u8> {
        self.pending.push(Entry { author: by.to_owned(), data: update.clone() });
        update
    }
}
