//! The project: a folder of SOPs, those that are open on a desk each, and one journal for all.

use std::collections::HashMap;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use sopwright_preview::Documents;

use super::desk::{Desk, DeskOptions};
use super::journal::Journal;
use super::keeper::{Keeper, SharedJournal};
use super::names;
use super::source_file::holder;
use super::versions::Versions;
use crate::failure::Failure;
use crate::save;
use crate::style::Style;

/// The folder in a project that is ours.
const OWN: &str = ".sopwright";
/// The file in it that is locked as long as the project is open.
const LOCK: &str = "lock";

/// See the [module](self).
pub(crate) struct Project {
    folder: PathBuf,
    /// The same without links in it.
    real_folder: PathBuf,
    documents: Documents,
    style: Style,
    journal: SharedJournal,
    desks: Mutex<HashMap<String, Desk>>,
    /// Held as long as the project is open: two programs would write over each other.
    _lock: Option<File>,
}

impl Project {
    /// Opens a folder.
    ///
    /// # Errors
    ///
    /// If it is none, or open in another run of the program.
    pub(crate) fn open(
        folder: PathBuf,
        documents: Documents,
        style: Style,
    ) -> Result<Self, Failure> {
        if !folder.is_dir() {
            return Err(Failure::new(format!("there is no folder {}", folder.display()))
                .hint("make it, or name another"));
        }
        let own = folder.join(OWN);
        let (lock, journal) = match make_own(&own).and_then(|()| lock(&own)) {
            Ok(Locked::Ours(lock)) => (Some(lock), journal(&own.join("journal.db"))?),
            Ok(Locked::Elsewhere) => {
                let holder = File::open(own.join(LOCK)).ok().and_then(|lock| holder(&lock));
                let holder = holder.map(|holder| format!(" ({holder})")).unwrap_or_default();
                return Err(Failure::new(format!(
                    "{} is open in the builder already{holder}",
                    folder.display()
                ))
                .hint("go to its window, or end that program first"));
            }
            Err(error) => (None, in_memory(&format!("{}: {error}", own.display()))?),
        };
        let real_folder = folder.canonicalize().unwrap_or_else(|_| folder.clone());
        let desks = Mutex::default();
        Ok(Self { folder, real_folder, documents, style, journal, desks, _lock: lock })
    }

    /// Returns the folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Returns the names of all SOPs.
    pub(crate) fn names(&self) -> Vec<String> {
        names::names_in(&self.folder)
    }

    /// Returns the names of all style sheets.
    pub(crate) fn style_sheets(&self) -> Vec<String> {
        names::style_sheets_in(&self.folder)
    }

    /// Returns the file of a style sheet.
    ///
    /// # Errors
    ///
    /// If the name leads out of the folder, or is that of no style sheet.
    pub(crate) fn style_sheet(&self, name: &str) -> Result<PathBuf, Failure> {
        names::style_sheet(&self.folder, name)
    }

    /// Returns the file of a name.
    ///
    /// # Errors
    ///
    /// If the name leads out of the folder, or is that of no SOP.
    pub(crate) fn path(&self, name: &str) -> Result<PathBuf, Failure> {
        names::sop(&self.folder, name)
    }

    /// Returns the desk of an SOP, and sets it up if it is not open yet. One file is on one desk,
    /// whatever it is called; the desk says by which name. Takes as long as reading and parsing
    /// takes.
    ///
    /// # Errors
    ///
    /// If there is no such file, it is no text, or another run of the program has it.
    pub(crate) fn desk(&self, name: &str) -> Result<Desk, Failure> {
        let path = self.path(name)?;
        let mut desks = self.desks.lock().unwrap_or_else(PoisonError::into_inner);
        let by_another_name = || desks.values().find(|it| save::is_same_file(it.path(), &path));
        if let Some(desk) = desks.get(name).or_else(by_another_name) {
            return Ok(desk.clone());
        }
        let (name, path) = self.without_links(name, path);
        let hub = self
            .documents
            .open(&name)
            .map_err(|error| Failure::new(error.to_string()).hint("rename the file"))?;
        let opened = Desk::open(DeskOptions {
            path,
            folder: self.folder.clone(),
            hub,
            style: self.style.clone(),
            keeper: Keeper::new(self.journal.clone(), &name),
            versions: Versions::of(&self.folder, OWN, &name),
            workshop: self.folder.join(OWN),
            name: name.clone(),
        });
        let desk = opened.inspect_err(|_| {
            self.documents.close(&name);
        })?;
        desks.insert(name, desk.clone());
        Ok(desk)
    }

    /// Returns the name and path of the file that a link leads to, if that is an SOP of the project
    /// as well.
    fn without_links(&self, name: &str, path: PathBuf) -> (String, PathBuf) {
        let real = path.canonicalize().ok();
        let below = real.as_deref().and_then(|real| real.strip_prefix(&self.real_folder).ok());
        let named = below.and_then(Path::to_str).map(|below| below.replace('\\', "/"));
        match named.and_then(|named| Some((self.path(&named).ok()?, named))) {
            Some((path, named)) => (named, path),
            None => (name.to_owned(), path),
        }
    }

    /// Clears all desks; returns when all is saved.
    pub(crate) fn close(&self) {
        let desks = std::mem::take(&mut *self.desks.lock().unwrap_or_else(PoisonError::into_inner));
        for desk in desks.values() {
            desk.close("the program has ended");
        }
    }
}

fn make_own(own: &Path) -> std::io::Result<()> {
    fs::create_dir_all(own)?;
    let ignored = own.join(".gitignore");
    if !ignored.exists() {
        fs::write(
            ignored,
            "# What the builder keeps for itself: every past state of the SOPs.\n*\n",
        )?;
    }
    Ok(())
}

enum Locked {
    Ours(File),
    Elsewhere,
}

fn lock(own: &Path) -> std::io::Result<Locked> {
    let file = File::create(own.join(LOCK))?;
    match file.try_lock() {
        Ok(()) => Ok(Locked::Ours(file)),
        Err(TryLockError::WouldBlock) => Ok(Locked::Elsewhere),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Opens the journal; one that cannot be used is put aside, never written over.
fn journal(file: &Path) -> Result<SharedJournal, Failure> {
    let opened = Journal::open(file).or_else(|error| {
        let aside = (1..)
            .map(|number| file.with_extension(format!("unreadable-{number}.db")))
            .find(|path| !path.exists());
        let moved = aside.is_some_and(|aside| fs::rename(file, &aside).is_ok());
        eprintln!("warning: {} is no journal ({error}); it is put aside", file.display());
        if moved { Journal::open(file) } else { Err(error) }
    });
    match opened {
        Ok(journal) => Ok(SharedJournal { journal: Arc::new(Mutex::new(journal)), trouble: None }),
        Err(error) => in_memory(&format!("{}: {error}", file.display())),
    }
}

fn in_memory(why: &str) -> Result<SharedJournal, Failure> {
    let message = format!("nothing but the file itself keeps what you write ({why})");
    eprintln!("warning: {message}");
    let journal = Journal::in_memory().map_err(|error| Failure::new(error.to_string()))?;
    Ok(SharedJournal { journal: Arc::new(Mutex::new(journal)), trouble: Some(message.into()) })
}
