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
//! | `agreed` | what the file and the text last agreed on: the text after so many updates or one of its own, the digest of the file, and whether there is a conflict |
//! | `saving` | a save that may have been broken off |
//!
//! What is agreed on is written in the same transaction as the updates that lead to it.

use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::accord::Conflict;
use super::on_disk::OnDisk;
use super::source_file::Saving;

/// How the tables are laid out, for `user_version`. 1 had `saved`, a number and a digest alone.
const LAYOUT: i64 = 2;
/// After how many updates the whole state is written.
const STATE_AFTER: i64 = 500;
/// How long another program that holds the file is waited for: a copy is being made, perhaps.
const BUSY: Duration = Duration::from_secs(2);

/// Layout 1.
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

/// What makes layout 2 of layout 1.
const AGREEMENT: &str = "
    CREATE TABLE agreed (
        source INTEGER PRIMARY KEY REFERENCES sources, number INTEGER, text TEXT,
        digest TEXT NOT NULL, conflict TEXT
    );
    CREATE TABLE saving (
        source INTEGER PRIMARY KEY REFERENCES sources, number INTEGER NOT NULL,
        digest TEXT NOT NULL, prepared TEXT NOT NULL, in_place_of TEXT
    );
    INSERT INTO agreed (source, number, digest) SELECT source, number, hash FROM saved;
    DROP TABLE saved;";

/// How the table `agreed` writes a conflict that is open; the path of a version is never empty.
const OPEN: &str = "";

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
    /// What the file and the text last agreed on.
    pub(crate) agreed: Option<Agreed>,
    /// A save that may have been broken off, and the number of the last update that it wrote.
    pub(crate) saving: Option<(Saving, i64)>,
}

/// What the file and the text last agreed on, as the journal has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Agreed {
    pub(crate) text: AgreedText,
    /// The digest of the file.
    pub(crate) digest: String,
    pub(crate) conflict: Option<Conflict>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum AgreedText {
    /// What the first so many updates make.
    After(i64),
    /// A text that the source never was: another program wrote it when authors had changed something
    /// already.
    Itself(String),
}

/// What is written in one transaction.
pub(crate) struct Record<'a> {
    pub(crate) updates: &'a [Entry],
    /// What is agreed on, if that is new, and after how many of these updates the text was that, if
    /// it ever was: for fewer than none, of those before them.
    pub(crate) agreed: Option<(Option<i64>, &'a OnDisk, Option<&'a Conflict>)>,
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
        let steps = match layout {
            0 => [TABLES, AGREEMENT].concat(),
            1 => AGREEMENT.to_owned(),
            LAYOUT => return Ok(Self(connection)),
            // An older program would not see what a newer one wrote.
            _ => return Err(rusqlite::Error::InvalidQuery),
        };
        connection
            .execute_batch(&format!("BEGIN; {steps} PRAGMA user_version = {LAYOUT}; COMMIT;"))?;
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
        let agreed = self
            .0
            .query_row(
                "SELECT number, text, digest, conflict FROM agreed WHERE source = ?1",
                [id],
                agreed,
            )
            .optional()?
            .flatten();
        let saving = self
            .0
            .query_row(
                "SELECT prepared, digest, in_place_of, number FROM saving WHERE source = ?1",
                [id],
                |row| {
                    let (prepared, digest, in_place_of) = (row.get(0)?, row.get(1)?, row.get(2)?);
                    Ok((Saving { prepared, digest, in_place_of }, row.get(3)?))
                },
            )
            .optional()?;
        let updates = self.until(SourceId(id), number)?;
        Ok(Some(Kept { id: SourceId(id), life, updates, number, agreed, saving }))
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

    /// Writes a record, all or nothing of it, behind the update with this number; returns the number
    /// of the last. A save that is about to be done takes the place of the one before it, which has
    /// ended when something new is agreed on. `whole` is asked for the whole state now and then.
    ///
    /// # Errors
    ///
    /// If the journal cannot be written.
    pub(crate) fn append(
        &mut self,
        source: SourceId,
        number: i64,
        record: &Record<'_>,
        saving: Option<&Saving>,
        whole: impl FnOnce() -> Vec<u8>,
    ) -> Result<i64, rusqlite::Error> {
        let transaction = self.0.transaction()?;
        let mut last = number;
        {
            let mut insert = transaction.prepare(
                "INSERT INTO updates (source, number, at, author, data) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?;
            for Entry { author, data } in record.updates {
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
        if let Some((after, file, conflict)) = record.agreed {
            let number = after.map(|updates| number + updates);
            let text = number.is_none().then(|| file.text());
            let conflict = conflict.map(|conflict| match conflict {
                Conflict::Open => OPEN,
                Conflict::Kept(path) => path,
            });
            transaction.execute(
                "REPLACE INTO agreed (source, number, text, digest, conflict)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
                params![source.0, number, text, file.digest(), conflict],
            )?;
            transaction.execute("DELETE FROM saving WHERE source = ?1", [source.0])?;
        }
        if let Some(Saving { prepared, digest, in_place_of }) = saving {
            transaction.execute(
                "REPLACE INTO saving (source, number, digest, prepared, in_place_of)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
                params![source.0, last, digest, prepared, in_place_of],
            )?;
        }
        transaction.commit()?;
        Ok(last)
    }
}

/// Reads a row of the table `agreed`; there is none that has neither number nor text.
fn agreed(row: &Row<'_>) -> Result<Option<Agreed>, rusqlite::Error> {
    let text = match (row.get(0)?, row.get(1)?) {
        (_, Some(text)) => AgreedText::Itself(text),
        (Some(number), None) => AgreedText::After(number),
        (None, None) => return Ok(None),
    };
    let conflict = row.get::<_, Option<String>>(3)?.map(|path| match path.as_str() {
        OPEN => Conflict::Open,
        _ => Conflict::Kept(path),
    });
    Ok(Some(Agreed { text, digest: row.get(2)?, conflict }))
}

/// Milliseconds since 1970.
fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::super::on_disk::digest;
    use super::*;

    fn entry(data: &str) -> Entry {
        Entry { author: "ann".into(), data: data.into() }
    }

    /// Writes updates, after which the text is agreed on if there is a file.
    fn append(
        journal: &mut Journal,
        source: SourceId,
        number: i64,
        updates: &[&str],
        file: Option<&OnDisk>,
    ) -> i64 {
        let updates: Vec<Entry> = updates.iter().map(|data| entry(data)).collect();
        let agreed = file.map(|file| (Some(updates.len() as i64), file, None));
        let record = Record { updates: &updates, agreed };
        journal.append(source, number, &record, None, || b"state".into()).unwrap()
    }

    #[test]
    fn what_is_written_is_read_by_the_next_run() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("journal.db");
        let mut journal = Journal::open(&file).unwrap();
        assert!(journal.find("a.md").unwrap().is_none());
        let source = journal.begin("a.md", "life").unwrap();
        let text = OnDisk::of("abc".into());
        let last = append(&mut journal, source, 0, &["1", "2"], Some(&text));
        append(&mut journal, source, last, &["3"], None);
        drop(journal);

        let mut journal = Journal::open(&file).unwrap();
        let kept = journal.find("a.md").unwrap().unwrap();
        assert_eq!((&*kept.life, kept.number, kept.saving), ("life", 3, None));
        assert_eq!(kept.updates, [b"1", b"2", b"3"]);
        let after = AgreedText::After(2);
        let agreed = Agreed { text: after, digest: text.digest().to_owned(), conflict: None };
        assert_eq!(kept.agreed, Some(agreed));
        assert_eq!(journal.until(kept.id, 2).unwrap(), [b"1", b"2"]);

        // A text that is nobody's, a conflict, and a save that is about to be done.
        let saving = Saving { prepared: "b".into(), digest: "d".into(), in_place_of: None };
        let record = Record { updates: &[], agreed: Some((None, &text, Some(&Conflict::Open))) };
        journal.append(source, 3, &record, Some(&saving), Vec::new).unwrap();
        let kept = journal.find("a.md").unwrap().unwrap();
        let text = AgreedText::Itself("abc".into());
        let digest = digest(b"abc");
        assert_eq!(kept.agreed, Some(Agreed { text, digest, conflict: Some(Conflict::Open) }));
        assert_eq!(kept.saving, Some((saving, 3)));
        append(&mut journal, source, 3, &[], Some(&OnDisk::of("d".into())));
        assert_eq!(journal.find("a.md").unwrap().unwrap().saving, None, "it was done");

        journal.begin("a.md", "another").unwrap();
        assert_eq!(journal.find("a.md").unwrap().unwrap().number, 0);
    }

    #[test]
    fn a_state_stands_for_all_before_it() {
        let mut journal = Journal::in_memory().unwrap();
        let source = journal.begin("a.md", "life").unwrap();
        let many = vec!["x"; STATE_AFTER as usize + 2];
        let last = append(&mut journal, source, 0, &many, None);
        assert_eq!(append(&mut journal, source, last, &["y"], None), last + 1);
        let kept = journal.find("a.md").unwrap().unwrap();
        assert_eq!(kept.updates, [&b"state"[..], b"y"]);
        assert_eq!(journal.until(source, 3).unwrap().len(), 3, "the past is there as well");
    }

    #[test]
    fn a_journal_of_the_layout_before_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("journal.db");
        Connection::open(&file)
            .unwrap()
            .execute_batch(&format!(
                "{TABLES} PRAGMA user_version = 1;
                 INSERT INTO sources (id, path, life) VALUES (7, 'a.md', 'life');
                 INSERT INTO updates (source, number, at, author, data) VALUES (7, 1, 0, 'ann', x'78');
                 INSERT INTO saved (source, number, hash) VALUES (7, 1, 'abc');"
            ))
            .unwrap();
        let kept = Journal::open(&file).unwrap().find("a.md").unwrap().unwrap();
        let text = AgreedText::After(1);
        assert_eq!(kept.agreed, Some(Agreed { text, digest: "abc".into(), conflict: None }));
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
