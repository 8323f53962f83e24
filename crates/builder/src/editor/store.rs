//! Where one source is kept: its text and its file in [accord](Accord), the journal before the file,
//! and what was not chosen where two changed the same words.
//!
//! It belongs to one thread and waits for nothing: whoever has it says what time it is, and comes
//! back [when something is due](Store::due).

use std::fs;
use std::io;
use std::mem;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::accord::{Accord, Conflict};
use super::keeper::Keeper;
use super::on_disk::OnDisk;
use super::shared_text::{SharedText, Unreadable};
use super::source_file::{Found, Prepared, Put, SourceFile};
use super::versions::Versions;
use super::wire::{Saved, Version};
use crate::failure::Failure;
use crate::source;

/// How long a change may take to get into the file.
const SAVE_WITHIN: Duration = Duration::from_millis(100);
/// How soon it is tried again where the file cannot be written.
const SAVE_AGAIN: Duration = Duration::from_secs(1);
/// How long a file may be empty, missing or no text before that is taken for meant: other programs
/// pass through such a moment when they save.
const MIDDLE_OF_A_SAVE: Duration = Duration::from_millis(300);
/// How long after a save it is looked for what was written into the file that stood there before.
const LATE: Duration = Duration::from_millis(100);
/// How often in a row another program may be faster than a save before it is written over and taken in
/// then.
const PATIENT: usize = 2;
/// How often it is tried to save before the end.
const SAVES_AT_THE_END: usize = PATIENT + 2;

/// Who changed the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Hand {
    /// An author, by the name that the journal has.
    Author(String),
    /// Another program, in the file.
    File,
}

/// A change of the text that others are to be told of.
#[derive(Debug)]
pub(crate) struct News {
    pub(crate) by: Hand,
    pub(crate) update: Vec<u8>,
}

/// See the [module](self).
pub(crate) struct Store {
    accord: Accord,
    keeper: Keeper,
    file: SourceFile,
    /// What the last save put in the place of the file, as long as what stood there may be written to.
    last_put: Option<Prepared>,
    versions: Versions,
    news: Vec<News>,
    /// Why the journal does not have all.
    unkept: Option<String>,
    /// Why the file cannot be read or written now.
    trouble: Option<String>,
    save_at: Option<Instant>,
    /// How often in a row another program was faster than a save.
    overtaken: usize,
    /// When a file is looked at again that may be in the middle of a save.
    look_at: Option<Instant>,
    look_late_at: Option<Instant>,
}

impl Store {
    /// Opens a source: as the journal has it, with what was done to its file since.
    ///
    /// # Errors
    ///
    /// If the file is missing, no text, or open in another run of the program; then nothing has been
    /// touched.
    pub(crate) fn open(
        path: PathBuf,
        workshop: PathBuf,
        mut keeper: Keeper,
        versions: Versions,
        now: Instant,
    ) -> Result<Self, Failure> {
        let file = SourceFile::open(path, workshop)?;
        let begun = keeper.begin(&file, OnDisk::of(source::read(file.path())?));
        let mut store = Self {
            accord: begun.accord,
            keeper,
            file,
            last_put: None,
            versions,
            news: Vec::new(),
            unkept: None,
            trouble: None,
            save_at: None,
            overtaken: 0,
            look_at: None,
            look_late_at: None,
        };
        if begun.file.raw() != store.accord.agreed().raw() {
            store.take_in(begun.file, now);
        } else {
            store.save_what_is_ahead(now);
        }
        if let Some((before, theirs)) = begun.written_late {
            store.take_in_late(&before, &theirs, now);
        }
        store.keep();
        // What an earlier run left tells how far it came, until the journal does.
        if store.unkept.is_none() {
            store.file.clean_up();
        }
        Ok(store)
    }

    pub(crate) fn shared(&self) -> &SharedText {
        self.accord.shared()
    }

    /// For what is no change of the text.
    pub(crate) fn shared_mut(&mut self) -> &mut SharedText {
        self.accord.shared_mut()
    }

    /// Returns the life of the text.
    pub(crate) fn life(&self) -> &str {
        self.keeper.life()
    }

    /// Returns when there is something to do.
    pub(crate) fn due(&self) -> Option<Instant> {
        [self.save_at, self.look_at, self.look_late_at].into_iter().flatten().min()
    }

    /// Does what is due.
    pub(crate) fn do_what_is_due(&mut self, now: Instant) {
        let is_due = |at: &mut Option<Instant>| at.take_if(|at| *at <= now).is_some();
        if is_due(&mut self.look_at) {
            self.look_again(true, now);
        }
        if is_due(&mut self.look_late_at) {
            self.end_last_put(now);
        }
        if is_due(&mut self.save_at) {
            self.save(now);
        }
    }

    /// Writes to the journal what it does not have yet.
    pub(crate) fn keep(&mut self) {
        self.unkept = self.keeper.keep(&mut self.accord, None).err();
    }

    /// Takes the changes of the text that nobody has been told of yet. What others are told is to be
    /// in the journal.
    pub(crate) fn news(&mut self) -> Vec<News> {
        mem::take(&mut self.news)
    }

    /// Takes in what an author wrote. Who goes on writing while there is a conflict has decided.
    ///
    /// # Errors
    ///
    /// If the bytes are no update.
    pub(crate) fn write(
        &mut self,
        author: String,
        update: &[u8],
        now: Instant,
    ) -> Result<(), Unreadable> {
        let Some(update) = self.accord.write(&author, update)? else { return Ok(()) };
        self.news.push(News { by: Hand::Author(author), update });
        if self.accord.is_open() {
            self.keep_theirs();
        }
        self.save_soon(now);
        Ok(())
    }

    /// Looks at the file, since it may have changed.
    pub(crate) fn look(&mut self, now: Instant) {
        self.look_again(false, now);
    }

    fn look_again(&mut self, is_second: bool, now: Instant) {
        // When something else is agreed on, the journal does not know any more what was replaced.
        self.look_late(now);
        self.trouble = None;
        match self.file.find() {
            Found::Text(file) if file.raw() == self.accord.agreed().raw() => {}
            Found::Text(file) if is_second || !self.is_emptied(&file) => self.take_in(file, now),
            _ if !is_second => {
                self.look_at.get_or_insert(now + MIDDLE_OF_A_SAVE);
            }
            Found::Unreadable(failure) => {
                let message = format!("{}; your next change writes it again", failure.message());
                self.trouble = Some(message);
            }
            Found::Text(_) | Found::Gone => {
                let path = self.file.path().display();
                self.trouble = Some(format!(
                    "{path} was removed by another program; your next change writes it again"
                ));
            }
        }
        if let Err(failure) = self.file.keep_hold() {
            // It is followed, and not written, as long as that is so.
            self.trouble = Some(failure.line());
        }
    }

    fn is_emptied(&self, file: &OnDisk) -> bool {
        file.raw().is_empty() && !self.accord.agreed().raw().is_empty()
    }

    /// Takes in what another program wrote.
    fn take_in(&mut self, file: OnDisk, now: Instant) {
        self.look_at = None;
        let update = self.accord.take_in(file);
        self.news.extend(update.map(|update| News { by: Hand::File, update }));
        self.save_what_is_ahead(now);
    }

    /// Takes in what another program wrote into the file that stood here before the last save.
    fn look_late(&mut self, now: Instant) {
        if let Some((before, theirs)) = self.file.written_late() {
            self.take_in_late(&before, &theirs, now);
        }
    }

    /// Does the same for the last time.
    fn end_last_put(&mut self, now: Instant) {
        self.look_late(now);
        self.file.forget_replaced();
        (self.last_put, self.look_late_at) = (None, None);
    }

    fn take_in_late(&mut self, before: &OnDisk, theirs: &[u8], now: Instant) {
        let is_taken = String::from_utf8(theirs.to_vec()).is_ok_and(|theirs| {
            let (update, is_conflict) = self.accord.take_in_late(before, &OnDisk::of(theirs));
            self.news.extend(update.map(|update| News { by: Hand::File, update }));
            !is_conflict
        });
        if !is_taken {
            self.keep_version(theirs);
        }
        self.save_what_is_ahead(now);
    }

    // Saving.

    fn save_soon(&mut self, now: Instant) {
        self.save_at.get_or_insert(now + SAVE_WITHIN);
    }

    fn save_what_is_ahead(&mut self, now: Instant) {
        if self.accord.is_ahead() && !self.accord.is_open() {
            self.save_soon(now);
        }
    }

    fn save_again(&mut self, trouble: String, now: Instant) {
        self.trouble = Some(trouble);
        self.save_at = Some(now + SAVE_AGAIN);
    }

    /// Writes the text to the file, if it has something that the file does not have.
    fn save(&mut self, now: Instant) {
        if let Err(failure) = self.file.keep_hold() {
            return self.save_again(failure.line(), now);
        }
        self.end_last_put(now);
        let found = self.file.find();
        if self.may_be_saved_now(&found) {
            self.save_at = Some(*self.look_at.get_or_insert(now + MIDDLE_OF_A_SAVE));
            return;
        }
        let before = match found {
            Found::Text(file) => {
                // What another program wrote a moment ago is taken in first.
                if file.raw() != self.accord.agreed().raw() {
                    self.take_in(file, now);
                }
                Some(self.accord.agreed().bytes())
            }
            Found::Unreadable(failure) => match self.keep_unreadable() {
                Ok(theirs) => Some(theirs),
                Err(_) => return self.save_again(failure.line(), now),
            },
            Found::Gone => None,
        };
        self.save_at = None;
        if self.accord.is_open() {
            return;
        }
        self.trouble = None;
        let next = self.accord.next();
        if before.as_deref() == Some(next.raw().as_bytes()) {
            return;
        }
        match self.put(next, before.as_ref(), now) {
            Ok(Put::Done | Put::Over(_)) => {
                self.overtaken = 0;
                self.look_late_at = self.last_put.is_some().then(|| now + LATE);
            }
            Ok(Put::Overtaken) => {
                self.overtaken += 1;
                self.save_at = Some(now);
            }
            Err(error) => {
                let path = self.file.path().display();
                self.save_again(format!("cannot write {path}: {error}"), now);
            }
        }
    }

    /// Whether a file may be as it is only because another program is about to write it: many empty,
    /// remove or half write it before. What was looked at twice is meant.
    fn may_be_saved_now(&self, found: &Found) -> bool {
        match found {
            Found::Text(file) => self.is_emptied(file),
            Found::Unreadable(_) | Found::Gone => self.trouble.is_none(),
        }
    }

    fn put(&mut self, next: OnDisk, before: Option<&Arc<[u8]>>, now: Instant) -> io::Result<Put> {
        let prepared = self.file.prepare(next.clone())?;
        let saving = prepared.saving(before);
        self.unkept = self.keeper.keep(&mut self.accord, Some(&saving)).err();
        let agreed = self.accord.agreed().clone();
        let mut put = self.file.put(&prepared, before, self.overtaken >= PATIENT);
        if let Ok(Put::Over(theirs)) = &put {
            let text = String::from_utf8(theirs.clone()).map(OnDisk::of);
            if text.map_or(true, |theirs| self.accord.would_conflict(&agreed, &theirs)) {
                put = self.file.give_back(&prepared).map(|()| Put::Overtaken);
            }
        }
        if let Ok(Put::Done | Put::Over(_)) = put {
            self.accord.has_written(next, self.unkept.is_none());
            self.last_put = self.file.may_be_written_late().then_some(prepared);
        } else {
            self.accord.forget_save();
            self.keep();
            if self.unkept.is_some() {
                // The journal has a save that was not done; by this the next run knows.
                prepared.abandon();
            }
        }
        if let Ok(Put::Over(theirs)) = &put {
            self.take_in_late(&agreed, theirs, now);
        }
        put
    }

    /// Saves what is not saved yet, before the end.
    pub(crate) fn close(&mut self, now: Instant) {
        self.keep();
        // Another program may write meanwhile.
        for _ in 0..SAVES_AT_THE_END {
            if self.save_at.is_some() {
                self.save(now);
            }
        }
        self.end_last_put(now);
        self.keep();
    }

    // Conflicts.

    /// Keeps a version that is not chosen, and notes that it is there.
    fn keep_version(&mut self, version: &[u8]) {
        match self.versions.keep(version) {
            Ok(path) => self.accord.decide(Some(Conflict::Kept(path))),
            Err(failure) => self.trouble = Some(failure.line()),
        }
    }

    /// Does the same with the version in the file.
    fn keep_theirs(&mut self) {
        let theirs = self.accord.agreed().bytes();
        self.keep_version(&theirs);
    }

    /// Does the same with what stands in the file and is no text. Returns it.
    fn keep_unreadable(&mut self) -> Result<Arc<[u8]>, Failure> {
        let path = self.file.path();
        let theirs = fs::read(path).map_err(|error| Failure::of_file("read", path, error))?;
        let kept = self.versions.keep(&theirs)?;
        self.accord.decide(Some(Conflict::Kept(kept)));
        Ok(theirs.into())
    }

    /// Ends a conflict, as an author chose.
    pub(crate) fn decide(&mut self, take: Version, now: Instant) {
        let done = match (self.accord.conflict().cloned(), take) {
            (None, _) => return,
            (Some(Conflict::Open), Version::Here) => {
                self.keep_theirs();
                Ok(())
            }
            (Some(Conflict::Open), Version::Other) => self.take_other(None),
            (Some(Conflict::Kept(_)), Version::Here) => Ok(()),
            (Some(Conflict::Kept(path)), Version::Other) => self.take_other(Some(&path)),
        };
        if let Err(failure) = done {
            self.trouble = Some(failure.line());
            return;
        }
        // It is over when the file has what was chosen; until then the other version is spoken of.
        if self.accord.is_ahead() {
            self.save(now);
        }
        if !self.accord.is_ahead() {
            self.accord.decide(None);
        }
    }

    /// Puts the other version in the place of the text, which is kept in its place: at the path where
    /// the other one was kept, if it was.
    fn take_other(&mut self, kept: Option<&str>) -> Result<(), Failure> {
        let ours = self.accord.next();
        let theirs = match kept {
            None => {
                self.versions.keep(ours.raw().as_bytes())?;
                self.accord.agreed().clone()
            }
            Some(path) => {
                let theirs = self.versions.read(path)?;
                self.versions.exchange(path, ours.raw().as_bytes())?;
                theirs
            }
        };
        self.replace_text(&theirs);
        Ok(())
    }

    fn replace_text(&mut self, version: &OnDisk) {
        let update = self.accord.replace("choice", version.text());
        // It is news to the author who chose it as well.
        self.news.extend(update.map(|update| News { by: Hand::File, update }));
    }

    /// Returns the version that is not in the text, if there is a conflict.
    pub(crate) fn other_version(&self) -> Option<String> {
        match self.accord.conflict()? {
            Conflict::Open => Some(self.accord.agreed().text().to_owned()),
            Conflict::Kept(path) => Some(self.versions.read(path).ok()?.text().to_owned()),
        }
    }

    /// Returns how the file fares.
    pub(crate) fn saved(&self) -> Saved {
        if let Some(message) = self.trouble.clone().or_else(|| self.unkept.clone()) {
            return Saved::CannotSave { message };
        }
        let (message, path) = match self.accord.conflict() {
            Some(Conflict::Open) => (
                "another program changed the same words; the file has its version until you choose \
                 one or go on writing"
                    .to_owned(),
                None,
            ),
            Some(Conflict::Kept(path)) => {
                (format!("another program's version is kept in {path}"), Some(path.clone()))
            }
            None if self.save_at.is_some() => return Saved::Saving,
            None if !self.keeper.is_lasting() => {
                return Saved::CannotSave { message: self.keeper.trouble().to_owned() };
            }
            None => return Saved::Written,
        };
        Saved::Conflict { message, path }
    }
}

#[cfg(test)]
mod model;
