//! The keeper: the part of a project's journal that is of one source.
//!
//! Where the journal cannot be written, the keeper goes on in memory and says so: an author must be
//! able to go on writing, and must know what would be lost.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use siphasher::sip128::SipHasher13;
use sopwright_preview::Key;

use super::journal::{Entry, Journal, Kept, SourceId};
use super::shared_text::{SharedText, Splice};

/// The journal that all sources of a project write to, and why it does not last if it does not.
#[derive(Clone)]
pub(crate) struct SharedJournal {
    pub(crate) journal: Arc<Mutex<Journal>>,
    pub(crate) trouble: Option<Arc<str>>,
}

pub(crate) struct Keeper {
    shared: SharedJournal,
    name: String,
    source: Option<SourceId>,
    life: String,
    number: i64,
    /// What is in the file is the state of the last update that is not written yet.
    saved_later: Option<String>,
}

impl Keeper {
    pub(crate) fn new(shared: SharedJournal, name: &str) -> Self {
        let life = Key::random().reveal().to_owned();
        Self { shared, name: name.to_owned(), source: None, life, number: 0, saved_later: None }
    }

    /// Fills an empty text with what the journal has, or with what is in the file. Returns the text
    /// that was in the file when this program last wrote it, if the file is another one by now.
    pub(crate) fn begin(
        &mut self,
        shared: &mut SharedText,
        text: &str,
        raw: &str,
    ) -> Option<String> {
        let kept = self.journal().find(&self.name).ok().flatten();
        if let Some(kept) = kept
            && kept.updates.iter().all(|update| shared.merge(update).is_ok())
        {
            return self.resume(kept, shared, raw);
        }
        *shared = SharedText::new();
        let begun = self.journal().begin(&self.name, &self.life);
        self.source = begun.ok();
        if let Some(data) = shared.splice(&[Splice { range: 0..0, text: text.to_owned() }]) {
            // If it cannot be written, the next one says so.
            let _ = self.append(&[Entry { author: "file".into(), data }], Vec::new);
        }
        self.note_saved(raw);
        None
    }

    fn resume(&mut self, kept: Kept, shared: &SharedText, raw: &str) -> Option<String> {
        (self.source, self.number) = (Some(kept.id), kept.number);
        self.life = kept.life;
        let Some((number, hash)) = kept.saved else {
            return Some(shared.text());
        };
        if hash == hash_of(raw) {
            return None;
        }
        let updates = self.journal().until(kept.id, number).ok()?;
        let mut before = SharedText::new();
        let is_read = updates.iter().all(|update| before.merge(update).is_ok());
        is_read.then(|| before.text())
    }

    /// Returns the life of the text.
    pub(crate) fn life(&self) -> &str {
        &self.life
    }

    /// Writes updates.
    ///
    /// # Errors
    ///
    /// If they cannot be written; they should be kept and tried again.
    pub(crate) fn append(
        &mut self,
        entries: &[Entry],
        whole: impl FnOnce() -> Vec<u8>,
    ) -> Result<(), String> {
        let Some(source) = self.source else {
            return Err("the journal cannot be written".into());
        };
        let appended = self.journal().append(source, self.number, entries, whole);
        self.number =
            appended.map_err(|error| format!("the journal cannot be written: {error}"))?;
        if let Some(raw) = self.saved_later.take() {
            self.note_saved(&raw);
        }
        Ok(())
    }

    /// Notes that the file has the state of the last update.
    pub(crate) fn note_saved(&mut self, raw: &str) {
        if let Some(source) = self.source {
            // Without it, a change by another program while this one does not run is compared with
            // an older state, which is as right.
            let _ = self.journal().note_saved(source, self.number, &hash_of(raw));
        }
    }

    /// Notes that the file has the state of the update that will be written next.
    pub(crate) fn note_saved_later(&mut self, raw: &str) {
        self.saved_later = Some(raw.to_owned());
    }

    /// Whether what is written outlasts the program.
    pub(crate) fn is_lasting(&self) -> bool {
        self.shared.trouble.is_none() && self.source.is_some()
    }

    /// Returns why it does not.
    pub(crate) fn trouble(&self) -> &str {
        self.shared.trouble.as_deref().unwrap_or("the journal cannot be written")
    }

    fn journal(&self) -> MutexGuard<'_, Journal> {
        // A transaction that panicked was rolled back.
        self.shared.journal.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Tells contents apart; it is no proof against somebody who can choose them.
pub(crate) fn hash_of(raw: &str) -> String {
    format!("{:032x}", SipHasher13::new().hash(raw.as_bytes()).as_u128())
}
