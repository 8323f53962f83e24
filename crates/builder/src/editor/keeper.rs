//! The keeper: the part of a project's journal that is of one source.
//!
//! Where the journal cannot be written, the keeper goes on in memory and says so: an author must be
//! able to go on writing, and must know what would be lost.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sopwright_preview::Key;

use super::accord::{Accord, Conflict};
use super::journal::{Agreed, AgreedText, Journal, Kept, SourceId};
use super::on_disk::OnDisk;
use super::shared_text::SharedText;
use super::source_file::{Found, Recovered, Saving, SourceFile};

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
}

/// A source as it was found.
pub(crate) struct Begun {
    /// The text, and what it and the file last agreed on.
    pub(crate) accord: Accord,
    /// What is in the file.
    pub(crate) file: OnDisk,
    /// What an earlier run, which was killed, had replaced, and what another program had made of that.
    pub(crate) written_late: Option<(OnDisk, Vec<u8>)>,
}

impl Keeper {
    pub(crate) fn new(shared: SharedJournal, name: &str) -> Self {
        let life = Key::random().reveal().to_owned();
        Self { shared, name: name.to_owned(), source: None, life, number: 0 }
    }

    /// Begins with what the journal has, or with what is in the file, and ends a save that an
    /// earlier run began.
    pub(crate) fn begin(&mut self, source_file: &SourceFile, file: OnDisk) -> Begun {
        let mut shared = SharedText::new();
        let kept = self.journal().find(&self.name).ok().flatten();
        if let Some(kept) = kept
            && kept.updates.iter().all(|update| shared.merge(update).is_ok())
        {
            return self.resume(kept, shared, source_file, file);
        }
        let begun = self.journal().begin(&self.name, &self.life);
        self.source = begun.ok();
        Begun { accord: Accord::begin(file.clone()), file, written_late: None }
    }

    fn resume(
        &mut self,
        kept: Kept,
        shared: SharedText,
        source_file: &SourceFile,
        mut file: OnDisk,
    ) -> Begun {
        (self.source, self.number) = (Some(kept.id), kept.number);
        self.life = kept.life;
        let mut agreed = kept.agreed;
        let mut written_late = None;
        if let (Some(before), Some((saving, number))) = (&agreed, kept.saving) {
            let recovered = source_file.recover(&saving, &before.digest);
            if let Found::Text(now) = source_file.find() {
                file = now;
            }
            if let Recovered::WrittenLate(theirs) = &recovered {
                let before = self.agreed(kept.id, before, &file);
                written_late = before.map(|(before, _)| (before, theirs.clone()));
            }
            if recovered != Recovered::NotWritten {
                let (text, conflict) = (AgreedText::After(number), before.conflict.clone());
                agreed = Some(Agreed { text, digest: saving.digest, conflict });
            }
        }
        let mut accord = match agreed.and_then(|agreed| self.agreed(kept.id, &agreed, &file)) {
            Some((agreed, conflict)) => Accord::resume(shared, agreed, conflict),
            // Nobody knows who changed what: that is for an author to decide.
            None => {
                let conflict = (shared.text() != file.text()).then_some(Conflict::Open);
                Accord::resume(shared, file.clone(), conflict)
            }
        };
        accord.forget_save();
        Begun { accord, file, written_late }
    }

    /// Returns what was agreed on, if the journal has it still.
    fn agreed(
        &self,
        source: SourceId,
        agreed: &Agreed,
        file: &OnDisk,
    ) -> Option<(OnDisk, Option<Conflict>)> {
        let conflict = agreed.conflict.clone();
        if agreed.digest == file.digest() {
            return Some((file.clone(), conflict));
        }
        let text = match &agreed.text {
            AgreedText::Itself(text) => text.clone(),
            AgreedText::After(number) => {
                let updates = self.journal().until(source, *number).ok()?;
                let mut before = SharedText::new();
                updates.iter().all(|update| before.merge(update).is_ok()).then(|| before.text())?
            }
        };
        Some((file.with(&text), conflict))
    }

    /// Returns the life of the text.
    pub(crate) fn life(&self) -> &str {
        &self.life
    }

    /// Writes what the journal does not have yet, and with it a save that is about to be done.
    ///
    /// # Errors
    ///
    /// If it cannot be written; it is tried again with what comes next.
    pub(crate) fn keep(
        &mut self,
        accord: &mut Accord,
        saving: Option<&Saving>,
    ) -> Result<(), String> {
        if !accord.is_to_be_kept() && saving.is_none() {
            return Ok(());
        }
        let Some(source) = self.source else {
            return Err("the journal cannot be written".into());
        };
        let record = accord.record(saving.is_some());
        let whole = || accord.shared().whole();
        let appended = self.journal().append(source, self.number, &record, saving, whole);
        self.number =
            appended.map_err(|error| format!("the journal cannot be written: {error}"))?;
        accord.is_recorded(saving.is_some());
        Ok(())
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
