//! Random histories of authors, other programs, kills and restarts over a real store, journal and
//! file. Beside them a model says what must come out: of each word, whether somebody wrote it whom
//! nobody contradicted since, and of the file, whether anybody but other programs may have written it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write as _;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::super::journal::Journal;
use super::super::keeper::{Keeper, SharedJournal};
use super::super::shared_text::{SharedText, Splice, Utf16};
use super::super::source_file::exchange;
use super::super::versions::Versions;
use super::super::wire::Version;
use super::Store;

const NAME: &str = "sop.md";
const OWN: &str = ".own";

/// Something that happens. Numbers choose: a word, a state.
#[derive(Clone, Debug)]
enum Event {
    Author {
        edit: Edit,
        has_all: bool,
    },
    /// The program is killed before it has in the journal what the author wrote.
    AuthorThenKill(Edit),
    /// Another program changes what is in the file.
    Save(Edit, How),
    /// Another program puts back an older state, and perhaps goes on from there.
    Undo(u16, Option<Edit>, How),
    Empty,
    Unreadable,
    Remove,
    /// The store is told that the file may have changed.
    Look,
    /// So many milliseconds go by.
    Wait(u16),
    Kill,
    KillWhileSaving(Step),
    Close,
    Decide(Version),
}

#[derive(Clone, Debug)]
enum Edit {
    Insert(u16),
    InsertLine(u16),
    Delete(u16),
    Replace(u16),
}

#[derive(Clone, Copy, Debug)]
enum How {
    Rename,
    InPlace,
}

/// How far a save comes before the program is killed.
#[derive(Clone, Copy, Debug)]
enum Step {
    Prepared,
    Noted,
    Exchanged,
    Put,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Alive,
    Gone,
    /// An author took it away and another program brought it back, or the other way round, before
    /// either saw the other's change.
    Either,
}

struct World {
    folder: tempfile::TempDir,
    journal: SharedJournal,
    /// None while the program does not run.
    store: Option<Store>,
    /// What the author's browser has.
    author: SharedText,
    now: Instant,
    last_word: u32,
    fates: BTreeMap<String, Fate>,
    /// All that other programs saw in the file or wrote there.
    states: Vec<String>,
    /// Whether an author wrote something that the file may not have.
    is_author_ahead: bool,
    /// Whether the program was killed before it had all that an author wrote.
    is_unheard: bool,
    /// What an author took away and the file may have still.
    deleted: BTreeSet<String>,
    /// What an author chose to have and the file has not yet.
    chosen: BTreeSet<String>,
    /// What must be in the file since no author wrote anything.
    theirs: Option<Vec<u8>>,
    /// There is a conflict, and so what becomes of words is a matter of choice.
    is_contested: bool,
}

/// Returns all words: `w` and a number each, in parentheses, so that two that come to stand beside
/// each other stay two.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices('w').map(|(at, _)| {
        let digits = text[at + 1..].bytes().take_while(u8::is_ascii_digit).count();
        &text[at..at + 1 + digits]
    })
}

/// Returns where a word is, chosen by a number; behind the text if there is none.
fn pick(text: &str, number: u16) -> Range<usize> {
    let count = words(text).count().max(1);
    let Some(word) = words(text).nth(usize::from(number) % count) else {
        return text.len()..text.len();
    };
    let start = word.as_ptr() as usize - text.as_ptr() as usize;
    let end = start + word.len();
    let start = start - usize::from(text[..start].ends_with('('));
    start..end + usize::from(text[end..].starts_with(')'))
}

impl World {
    fn new(text: &str, has_two_names: bool) -> Self {
        // Where files are in memory, to have them on the disk takes no time.
        let memory = Path::new("/dev/shm");
        let folder =
            if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
        let folder = folder.unwrap();
        fs::write(folder.path().join(NAME), text).unwrap();
        fs::create_dir(folder.path().join(OWN)).unwrap();
        if has_two_names {
            fs::hard_link(folder.path().join(NAME), folder.path().join(OWN).join(NAME)).unwrap();
        }
        let journal = Arc::new(Mutex::new(Journal::in_memory().unwrap()));
        let mut world = Self {
            folder,
            journal: SharedJournal { journal, trouble: None },
            store: None,
            author: SharedText::new(),
            now: Instant::now(),
            last_word: 1000,
            fates: words(text).map(|word| (word.to_owned(), Fate::Alive)).collect(),
            states: vec![text.to_owned()],
            is_author_ahead: false,
            is_unheard: false,
            deleted: BTreeSet::new(),
            chosen: BTreeSet::new(),
            theirs: Some(text.as_bytes().to_vec()),
            is_contested: false,
        };
        world.run();
        world
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join(NAME)
    }

    /// Starts the program if it does not run. It opens nothing that is no text.
    fn run(&mut self) {
        if self.store.is_some() {
            return;
        }
        let keeper = Keeper::new(self.journal.clone(), NAME);
        let versions = Versions::of(self.folder.path(), OWN, NAME);
        self.store =
            Store::open(self.path(), self.folder.path().join(OWN), keeper, versions, self.now).ok();
        let Some(store) = &mut self.store else { return };
        self.is_contested |= store.accord.is_open();
        let unheard = self.author.since(&store.shared().known());
        store.write("author".into(), &unheard, self.now).unwrap();
        store.keep();
        self.is_unheard = false;
        self.note_conflict();
        self.tell_author();
    }

    fn tell_author(&mut self) {
        if let Some(store) = &self.store {
            self.author.merge(&store.shared().since(&self.author.known())).unwrap();
        }
    }

    fn text(&self) -> String {
        self.store.as_ref().map_or_else(|| self.author.text(), |store| store.shared().text())
    }

    /// What another program finds in the file, or, if that is no text, knows of.
    fn file(&mut self) -> String {
        let found = fs::read(self.path()).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        let found = found.unwrap_or_else(|| self.states.last().unwrap().clone());
        self.states.push(found.clone());
        found
    }

    fn new_word(&mut self) -> String {
        self.last_word += 1;
        let word = format!("w{}", self.last_word);
        self.fates.insert(word.clone(), Fate::Alive);
        word
    }

    /// Works out an edit: the place, and what comes there.
    fn edit(&mut self, text: &str, edit: &Edit) -> (Range<usize>, String) {
        match edit {
            Edit::Insert(number) => {
                let at = pick(text, *number).start;
                (at..at, format!("({}) ", self.new_word()))
            }
            Edit::InsertLine(number) => {
                let at = pick(text, *number).end;
                (at..at, format!("\n({})", self.new_word()))
            }
            Edit::Delete(number) => (pick(text, *number), String::new()),
            Edit::Replace(number) => (pick(text, *number), format!("({})", self.new_word())),
        }
    }

    fn write_as_author(&mut self, edit: &Edit, has_all: bool) -> Vec<u8> {
        // Who has not got the newest text only adds to it here: what they take away may be what
        // another one brought back.
        let has_all = has_all && self.store.is_some();
        let edit = match edit {
            Edit::Delete(number) | Edit::Replace(number) if !has_all => Edit::Insert(*number),
            edit => edit.clone(),
        };
        if has_all {
            self.tell_author();
        }
        let text = self.author.text();
        let (range, with) = self.edit(&text, &edit);
        for word in words(&text[range.clone()]) {
            self.fates.insert(word.to_owned(), Fate::Gone);
            self.deleted.insert(word.to_owned());
        }
        let mut utf16 = Utf16::of(&text);
        let range = utf16.offset(range.start)..utf16.offset(range.end);
        let update = self.author.splice(&[Splice { range, text: with }]);
        (self.is_author_ahead, self.theirs) = (true, None);
        update.unwrap_or_else(|| vec![0, 0])
    }

    /// Another program, which has seen `before`, writes.
    fn save(&mut self, before: &str, after: &str, how: How) {
        let (old, new): (BTreeSet<&str>, BTreeSet<&str>) =
            (words(before).collect(), words(after).collect());
        for word in old.difference(&new) {
            let fate = if self.chosen.contains(*word) { Fate::Either } else { Fate::Gone };
            self.fates.insert((*word).to_owned(), fate);
        }
        for word in new.difference(&old) {
            let fate = if self.deleted.contains(*word) { Fate::Either } else { Fate::Alive };
            self.fates.insert((*word).to_owned(), fate);
        }
        self.states.push(after.to_owned());
        self.put(Some(after.as_bytes()), how);
    }

    fn put(&mut self, content: Option<&[u8]>, how: How) {
        match (content, how) {
            (None, _) => drop(fs::remove_file(self.path())),
            (Some(content), How::InPlace) => fs::write(self.path(), content).unwrap(),
            (Some(content), How::Rename) => {
                let new = self.folder.path().join("new");
                fs::write(&new, content).unwrap();
                fs::rename(&new, self.path()).unwrap();
            }
        }
        if !self.is_author_ahead {
            self.theirs = content.map(<[u8]>::to_vec);
        }
    }

    /// The store sees what is in the file.
    fn see(&mut self) {
        self.happen(&Event::Look);
        self.happen(&Event::Wait(300));
    }

    /// Who decides has seen what is to be decided on.
    fn see_conflict(&mut self) {
        if self.store.as_ref().is_some_and(|store| store.accord.conflict().is_some()) {
            self.see();
        }
    }

    fn happen(&mut self, event: &Event) {
        match event {
            Event::Save(edit, how) => {
                let before = self.file();
                let mut after = before.clone();
                let (range, with) = self.edit(&before, edit);
                after.replace_range(range, &with);
                self.save(&before, &after, *how);
            }
            Event::Undo(state, edit, how) => {
                let before = self.file();
                let mut after = self.states[usize::from(*state) % self.states.len()].clone();
                if let Some(edit) = edit {
                    let (range, with) = self.edit(&after.clone(), edit);
                    after.replace_range(range, &with);
                }
                self.save(&before, &after, *how);
            }
            Event::Empty => {
                let before = self.file();
                self.save(&before, "", How::InPlace);
            }
            // What was there before is to have been seen: nothing of it is left.
            Event::Unreadable => {
                self.see();
                self.file();
                self.put(Some(b"\xff\xfe"), How::InPlace);
            }
            Event::Remove => {
                self.see();
                self.file();
                self.put(None, How::InPlace);
            }
            Event::Kill => self.store = None,
            Event::KillWhileSaving(step) => {
                self.run();
                self.kill_while_saving(*step);
            }
            Event::Close => {
                if let Some(mut store) = self.store.take() {
                    store.close(self.now);
                    self.store = Some(store);
                    self.note_conflict();
                    self.store = None;
                }
            }
            Event::Author { edit, has_all } => {
                self.run();
                self.see_conflict();
                let update = self.write_as_author(edit, *has_all);
                self.is_unheard |= self.store.is_none();
                if let Some(store) = &mut self.store {
                    store.write("author".into(), &update, self.now).unwrap();
                    store.keep();
                }
            }
            Event::AuthorThenKill(edit) => {
                self.run();
                self.see_conflict();
                let update = self.write_as_author(edit, true);
                if let Some(mut store) = self.store.take() {
                    let was_open = store.accord.is_open();
                    store.write("author".into(), &update, self.now).unwrap();
                    // What a choice did is in no journal either.
                    self.is_contested |= was_open;
                }
                self.is_unheard = true;
            }
            Event::Look => {
                self.run();
                if let Some(store) = &mut self.store {
                    store.look(self.now);
                    store.keep();
                }
            }
            Event::Wait(ms) => {
                self.run();
                self.wait(Duration::from_millis((*ms).into()));
            }
            Event::Decide(version) => {
                self.run();
                self.see_conflict();
                if let Some(store) = &mut self.store {
                    let was_open = store.accord.conflict().is_some();
                    store.decide(*version, self.now);
                    store.keep();
                    // The file is written for an author who chose.
                    if was_open {
                        (self.is_author_ahead, self.theirs) = (true, None);
                        self.is_contested = true;
                    }
                }
            }
        }
        self.note_conflict();
        self.check();
    }

    fn wait(&mut self, time: Duration) {
        let until = self.now + time;
        while let Some(store) = &mut self.store
            && let Some(due) = store.due().filter(|due| *due <= until)
        {
            self.now = self.now.max(due);
            store.do_what_is_due(self.now);
            store.keep();
            self.note_conflict();
        }
        self.now = until;
    }

    fn kill_while_saving(&mut self, step: Step) {
        let path = self.path();
        let Some(mut store) = self.store.take() else { return };
        let before = store.accord.agreed().bytes();
        let is_saving = store.accord.is_ahead() && !store.accord.is_open();
        if !is_saving || fs::read(&path).ok().as_deref() != Some(&*before) {
            return;
        }
        let prepared = store.file.prepare(store.accord.next()).unwrap();
        let saving = prepared.saving(Some(&before));
        if !matches!(step, Step::Prepared) {
            store.keeper.keep(&mut store.accord, Some(&saving)).unwrap();
        }
        match step {
            Step::Put => {
                store.file.put(&prepared, Some(&before), false).unwrap();
                if store.file.may_be_written_late() {
                    prepared.abandon();
                }
            }
            Step::Exchanged if saving.in_place_of.is_none() => {
                let new = prepared.abandon().unwrap();
                assert!(exchange(&new, &path));
            }
            _ => drop(prepared.abandon()),
        }
    }

    /// What becomes of words where both changed the same ones is a matter of choice: what is in the
    /// text then is what there is.
    fn note_conflict(&mut self) {
        let Some(store) = &self.store else { return };
        if store.accord.is_open() {
            assert!(self.is_author_ahead, "no author wrote, and yet there is a conflict");
            self.is_contested = true;
        } else if std::mem::take(&mut self.is_contested) {
            let text = store.shared().text();
            let there: BTreeSet<&str> = words(&text).collect();
            for (word, fate) in &mut self.fates {
                *fate = if there.contains(word.as_str()) { Fate::Alive } else { Fate::Gone };
            }
            // What was not chosen is in the file until the text is.
            let of_file: BTreeSet<&str> = words(store.accord.agreed().text()).collect();
            let owned = |word: &&str| (*word).to_owned();
            self.deleted = of_file.difference(&there).map(owned).collect();
            self.chosen = there.difference(&of_file).map(owned).collect();
        }
        let is_in_file =
            fs::read(self.path()).ok().as_deref() == Some(store.accord.agreed().raw().as_bytes());
        let is_at_rest = !store.accord.is_ahead() && store.accord.conflict().is_none();
        if is_at_rest && is_in_file && !self.is_unheard {
            (self.is_author_ahead, self.theirs) = (false, fs::read(self.path()).ok());
            self.deleted.clear();
            self.chosen.clear();
        }
    }

    fn check(&self) {
        if let Some(theirs) = &self.theirs {
            assert_eq!(fs::read(self.path()).ok().as_ref(), Some(theirs), "nobody else wrote it");
        }
        let text = self.text();
        let mut seen = BTreeSet::new();
        for word in words(&text) {
            assert!(seen.insert(word), "{word} is there twice in {text:?}");
        }
    }

    /// All come to rest.
    fn end(mut self) {
        if self.store.is_none() {
            self.run();
        }
        if String::from_utf8(fs::read(self.path()).unwrap_or(vec![0xff])).is_err() {
            let mended = self.states.last().unwrap().clone();
            self.put(Some(mended.as_bytes()), How::Rename);
        }
        self.happen(&Event::Look);
        self.happen(&Event::Wait(5_000));
        if self.store().accord.is_open() {
            self.happen(&Event::Decide(Version::Here));
            self.happen(&Event::Wait(5_000));
        }
        let (text, file) = (self.text(), fs::read_to_string(self.path()).unwrap());
        assert_eq!(text, super::super::on_disk::OnDisk::of(file.clone()).text());
        assert!(!self.store().accord.is_open() && !self.store().accord.is_ahead());
        for (word, fate) in &self.fates {
            let count = words(&text).filter(|there| there == word).count();
            match fate {
                Fate::Alive => assert_eq!(count, 1, "{word} in {text:?}"),
                Fate::Gone => assert_eq!(count, 0, "{word} in {text:?}"),
                Fate::Either => assert!(count <= 1, "{word} in {text:?}"),
            }
        }
        // Another run finds nothing to do, and nothing of the runs before it.
        self.happen(&Event::Kill);
        self.happen(&Event::Wait(5_000));
        assert_eq!((self.text(), fs::read_to_string(self.path()).unwrap()), (text, file));
        for folder in [self.folder.path(), &self.folder.path().join(OWN)] {
            let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
            let left: Vec<_> =
                names.filter(|it| ![NAME, OWN, "versions"].map(Into::into).contains(it)).collect();
            assert!(left.is_empty(), "{left:?}");
        }
    }

    fn store(&self) -> &Store {
        self.store.as_ref().unwrap()
    }
}

/// A program that had the file open when it was replaced wrote into what was replaced, then into what
/// took its place, and we were killed before we looked.
#[test]
fn what_was_written_late_outlasts_a_kill() {
    let mut world = World::new(TEXTS[0], false);
    let mut late = fs::OpenOptions::new().append(true).open(world.path()).unwrap();
    world.happen(&Event::Author { edit: Edit::Insert(0), has_all: true });
    world.happen(&Event::KillWhileSaving(Step::Exchanged));
    late.write_all(b"(w900)\n").unwrap();
    let mut next = fs::OpenOptions::new().append(true).open(world.path()).unwrap();
    next.write_all(b"(w901)\n").unwrap();
    world.fates.extend(["w900", "w901"].map(|word| (word.to_owned(), Fate::Alive)));
    world.end();
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        any::<u16>().prop_map(Edit::Insert),
        any::<u16>().prop_map(Edit::InsertLine),
        any::<u16>().prop_map(Edit::Delete),
        any::<u16>().prop_map(Edit::Replace),
    ]
}

fn how() -> impl Strategy<Value = How> {
    prop_oneof![Just(How::Rename), Just(How::InPlace)]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![Just(Step::Prepared), Just(Step::Noted), Just(Step::Exchanged), Just(Step::Put)]
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        8 => (edit(), any::<bool>()).prop_map(|(edit, has_all)| Event::Author { edit, has_all }),
        1 => edit().prop_map(Event::AuthorThenKill),
        8 => (edit(), how()).prop_map(|(edit, how)| Event::Save(edit, how)),
        3 => (any::<u16>(), proptest::option::of(edit()), how())
            .prop_map(|(state, edit, how)| Event::Undo(state, edit, how)),
        1 => Just(Event::Empty),
        1 => Just(Event::Unreadable),
        1 => Just(Event::Remove),
        6 => Just(Event::Look),
        6 => (0..600_u16).prop_map(Event::Wait),
        2 => Just(Event::Kill),
        3 => step().prop_map(Event::KillWhileSaving),
        1 => Just(Event::Close),
        2 => prop_oneof![Just(Version::Here), Just(Version::Other)].prop_map(Event::Decide),
    ]
}

const TEXTS: [&str; 3] = [
    "(w1) (w2) (w3) (w4)\n(w5) (w6)\n\n(w7) (w8) (w9)\n",
    "\u{feff}(w1) (w2)\r\n(w3) (w4) (w5)\r\n",
    "(w1) (w2)\r\n(w3)\n(w4) (w5) (w6)\r\n(w7)\n",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn what_anybody_wrote_is_there_once_and_what_anybody_took_away_is_not(
        text in 0..TEXTS.len(),
        has_two_names in proptest::bool::weighted(0.1),
        events in prop::collection::vec(event(), 1..24),
    ) {
        let mut world = World::new(TEXTS[text], has_two_names);
        for event in &events {
            world.happen(event);
        }
        world.end();
    }
}
