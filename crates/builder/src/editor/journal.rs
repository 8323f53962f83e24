//! The journal: every update of every source of a project, in one SQLite file in its `.sopwright`
//! folder.
//!
//! What an author typed is in here before it is in the file, within the same tick; so a crash loses
//! nothing that was received. And since nothing is ever taken out, every past state of a source can
//! be had again: it is what its first so many updates make.
//!
//! | table | what it has |
//! |---|---|
//! | `sources` | each source by its path, with the life of its text |
//! | `updates` | what was done to it, in order: Yjs updates, with when (ms since 1970) and by whom |
//! | `states` | now and then all of it as one update, so that not all have to be read |
//! | `saved` | which state is in the file: its number, and the content of the file by its hash |

use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rusqlite::{Connection, OptionalExtension as _, params};

/// How the tables are laid out, for `user_version`.
const LAYOUT: i64 = 1;
/// After how many updates the whole state is written.
const STATE_AFTER: i64 = 500;
/// How long another program that holds the file is waited for: a copy is being made, perhaps.
const BUSY: Duration = Duration::from_secs(2);

const TABLES: &str = "
    CREATE TABLE sources (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, life TEXT NOT NULL);
    CREATE TABLE updates (
        source INTEGER NOT NULL REFERENCES sources, number INTEGER NOT NULL,
        at INTEGER NOT NULL, author TEXT NOT NULL, data BLOB NOT NULL,
        PRIMARY KEY (source, number)
    ) WITHOUT ROWID;
    CREATE TABLE states (
        source INTEGER NOT NULL REFERENCES sources, number INTEGER NOT NULL, data BLOB NOT NULL,
        PRIMARY KEY (source, number)
    ) WITHOUT ROWID;
    CREATE TABLE saved (
        source INTEGER PRIMARY KEY REFERENCES sources, number INTEGER NOT NULL, hash TEXT NOT NULL
    );";

pub(crate) struct Journal(Connection);

/// Where a source is in the journal.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SourceId(i64);

/// An update to be written.
pub(crate) struct Entry {
    pub(crate) author: String,
    pub(crate) data: Vec<u8>,
}

/// A source as the journal has it.
pub(crate) struct Kept {
    pub(crate) id: SourceId,
    /// The life of its text: whoever has the text of another life cannot merge with it.
    pub(crate) life: String,
    /// What makes it: a state, and the updates since.
    pub(crate) updates: Vec<Vec<u8>>,
    /// The number of the last update.
    pub(crate) number: i64,
    /// Which state is in the file, and the hash of the file.
    pub(crate) saved: Option<(i64, String)>,
}

impl Journal {
    /// Opens the journal of a project, and makes it if there is none.
    ///
    /// # Errors
    ///
    /// If the file cannot be written, is none of ours, or is of a later version.
    pub(crate) fn open(file: &Path) -> Result<Self, rusqlite::Error> {
        let connection = Connection::open(file)?;
        connection.busy_timeout(BUSY)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        // Each commit is on the disk when it returns.
        connection.pragma_update(None, "synchronous", "FULL")?;
        Self::laid_out(connection)
    }

    /// Makes a journal that ends with the program, for where no file can be written.
    ///
    /// # Errors
    ///
    /// If there is no memory.
    pub(crate) fn in_memory() -> Result<Self, rusqlite::Error> {
        Self::laid_out(Connection::open_in_memory()?)
    }

    fn laid_out(connection: Connection) -> Result<Self, rusqlite::Error> {
        let layout: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
        match layout {
            0 => {
                connection.execute_batch(&format!(
                    "BEGIN; {TABLES} PRAGMA user_version = {LAYOUT}; COMMIT;"
                ))?;
            }
            LAYOUT => {}
            // An older program would not see what a newer one wrote.
            _ => return Err(rusqlite::Error::InvalidQuery),
        }
        Ok(Self(connection))
    }

    /// Returns a source, if it is known.
    ///
    /// # Errors
    ///
    /// If the journal cannot be read.
    pub(crate) fn find(&self, path: &str) -> Result<Option<Kept>, rusqlite::Error> {
        let found = self
            .0
            .query_row("SELECT id, life FROM sources WHERE path = ?1", [path], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?;
        let Some((id, life)) = found else {
            return Ok(None);
        };
        let number = self.0.query_row(
            "SELECT coalesce(max(number), 0) FROM updates WHERE source = ?1",
            [id],
            |row| row.get(0),
        )?;
        let saved = self
            .0
            .query_row("SELECT number, hash FROM saved WHERE source = ?1", [id], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?;
        let updates = self.until(SourceId(id), number)?;
        Ok(Some(Kept { id: SourceId(id), life, updates, number, saved }))
    }

    /// Returns what makes a source as it was after so many updates.
    ///
    /// # Errors
    ///
    /// If the journal cannot be read.
    pub(crate) fn until(
        &self,
        source: SourceId,
        number: i64,
    ) -> Result<Vec<Vec<u8>>, rusqlite::Error> {
        let state: Option<(i64, Vec<u8>)> = self
            .0
            .query_row(
                "SELECT number, data FROM states WHERE source = ?1 AND number <= ?2
                 ORDER BY number DESC LIMIT 1",
                params![source.0, number],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .optional()?;
        let after = state.as_ref().map_or(0, |(number, _)| *number);
        let mut query = self.0.prepare(
            "SELECT data FROM updates WHERE source = ?1 AND number > ?2 AND number <= ?3
             ORDER BY number",
        )?;
        let updates = query.query_map(params![source.0, after, number], |row| row.get(0))?;
        state.map(|(_, data)| Ok(data)).into_iter().chain(updates).collect()
    }

    /// Begins a source, or begins it anew with another life: the updates of the one before stay.
    ///
    /// # Errors
    ///
    /// If the journal cannot be written.
    pub(crate) fn begin(&self, path: &str, life: &str) -> Result<SourceId, rusqlite::Error> {
        self.0.execute(
            "UPDATE sources SET path = path || ' (until ' || ?2 || ')' WHERE path = ?1",
            params![path, now()],
        )?;
        self.0.execute("INSERT INTO sources (path, life) VALUES (?1, ?2)", [path, life])?;
        Ok(SourceId(self.0.last_insert_rowid()))
    }

    /// Writes updates, all or none, behind the one with this number; returns the number of the last.
    /// `whole` is asked for the whole state now and then.
    ///
    /// # Errors
    ///
    /// If the journal cannot be written.
    pub(crate) fn append(
        &mut self,
        source: SourceId,
        number: i64,
        entries: &[Entry],
        whole: impl FnOnce() -> Vec<u8>,
    ) -> Result<i64, rusqlite::Error> {
        let transaction = self.0.transaction()?;
        let mut last = number;
        {
            let mut insert = transaction.prepare(
                "INSERT INTO updates (source, number, at, author, data) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?;
            for Entry { author, data } in entries {
                last += 1;
                insert.execute(params![source.0, last, now(), author, data])?;
            }
        }
        if number / STATE_AFTER != last / STATE_AFTER {
            transaction.execute(
                "INSERT INTO states (source, number, data) VALUES (?1, ?2, ?3)",
                params![source.0, last, whole()],
            )?;
        }
        transaction.commit()?;
        Ok(last)
    }

    /// Notes which state is in the file.
    ///
    /// # Errors
    ///
    /// If the journal cannot be written.
    pub(crate) fn note_saved(
        &self,
        source: SourceId,
        number: i64,
        hash: &str,
    ) -> Result<(), rusqlite::Error> {
        self.0.execute(
            "INSERT INTO saved (source, number, hash) VALUES (?1, ?2, ?3)
             ON CONFLICT (source) DO UPDATE SET number = ?2, hash = ?3",
            params![source.0, number, hash],
        )?;
        Ok(())
    }
}

/// Milliseconds since 1970.
fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(data: &str) -> Entry {
        Entry { author: "ann".into(), data: data.into() }
    }

    #[test]
    fn what_is_written_is_read_by_the_next_run() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("journal.db");
        let mut journal = Journal::open(&file).unwrap();
        assert!(journal.find("a.md").unwrap().is_none());
        let source = journal.begin("a.md", "life").unwrap();
        let last = journal.append(source, 0, &[entry("1"), entry("2")], Vec::new).unwrap();
        journal.note_saved(source, last, "abc").unwrap();
        journal.append(source, last, &[entry("3")], Vec::new).unwrap();
        drop(journal);

        let journal = Journal::open(&file).unwrap();
        let kept = journal.find("a.md").unwrap().unwrap();
        assert_eq!((&*kept.life, kept.number, kept.saved), ("life", 3, Some((2, "abc".into()))));
        assert_eq!(kept.updates, [b"1", b"2", b"3"]);
        assert_eq!(journal.until(kept.id, 2).unwrap(), [b"1", b"2"]);

        journal.begin("a.md", "another").unwrap();
        assert_eq!(journal.find("a.md").unwrap().unwrap().number, 0);
    }

    #[test]
    fn a_state_stands_for_all_before_it() {
        let mut journal = Journal::in_memory().unwrap();
        let source = journal.begin("a.md", "life").unwrap();
        let entries: Vec<Entry> = (0..STATE_AFTER + 2).map(|_| entry("x")).collect();
        let last = journal.append(source, 0, &entries, || b"state".into()).unwrap();
        assert_eq!(journal.append(source, last, &[entry("y")], Vec::new).unwrap(), last + 1);
        let kept = journal.find("a.md").unwrap().unwrap();
        assert_eq!(kept.updates, [&b"state"[..], b"y"]);
        assert_eq!(journal.until(source, 3).unwrap().len(), 3, "the past is there as well");
    }

    #[test]
    fn what_is_no_journal_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("journal.db");
        std::fs::write(&file, "a text of somebody's, longer than the head of a database".repeat(9))
            .unwrap();
        assert!(Journal::open(&file).is_err());
        let newer = folder.path().join("newer.db");
        Journal::open(&newer).unwrap().0.pragma_update(None, "user_version", 99).unwrap();
        assert!(Journal::open(&newer).is_err());
    }
}
