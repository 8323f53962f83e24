//! Other programs save the file while the builder has it open. What they save stays saved.

use std::fs;
use std::io::{Read as _, Write as _};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::author::{Author, Builder, Shelf, wait};
use crate::program::program;

/// How another program saves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    Rename,
    /// Truncates and writes.
    InPlace,
}

/// What the builder's tab does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tab {
    Open,
    Closed,
    NeverOpened,
}

/// What is special about a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Plain,
    WindowsLineEnds,
    Including,
    /// It is empty for a moment between the two saves.
    EmptiedBetween,
}

/// What stands in a paragraph or step of its own at first, after the first save, and after the second.
const SAVES: [[&str; 3]; 9] = [
    ["Use the red valve.", "Use the green valve.", "Use the blue valve."],
    ["Give 8 ml.", "Give 10 ml.", "Give 12 ml."],
    ["", "Open valve V3 before the pump is started, always.", "Never open V3."],
    ["3. Switch the mains off.", "3. Switch the mains on and touch the rail.", "3. Stop."],
    ["", "R", "Rin"],
    ["Rinse twice.", "Rinse.", "Rinse twice."],
    ["Rinse it.", "", "Rinse it once more."],
    ["One.\n\nTwo.\n\nThree.", "Three.\n\nOne.\n\nTwo.", "Two.\n\nThree.\n\nOne."],
    ["Wear gloves.", "Wear gloves and a mask.", "Wear gloves, a mask and a hood."],
];

/// How long the other program's author takes from one save to the next.
const PACES: [u64; 5] = [50, 3_000, 100, 1_000, 300];

fn save(path: &Path, content: &str, how: How) {
    match how {
        How::InPlace => fs::write(path, content).unwrap(),
        How::Rename => {
            let new = path.with_extension("new");
            fs::write(&new, content).unwrap();
            fs::rename(&new, path).unwrap();
        }
    }
}

/// Somebody is not faster than this. It is what happens in the test, and waits for nothing.
fn pause(milliseconds: u64) {
    thread::sleep(Duration::from_millis(milliseconds));
}

/// Another program saves twice, and nobody types in the builder.
fn saves_twice(states: [&str; 3], how: How, tab: Tab, kind: Kind, pace: u64) {
    let source = |middle: &str| {
        let include = if kind == Kind::Including { "::include{file=part.md}\n\n" } else { "" };
        format!("# Valve\n\n{include}Before it.\n\n{middle}\n\nAfter it.\n")
    };
    let raw = |text: &str| match kind {
        Kind::WindowsLineEnds => text.replace('\n', "\r\n"),
        _ => text.to_owned(),
    };
    let [before, first, second] = states.map(source);
    let shelf = Shelf::with(&raw(&before));
    let mut names = vec!["sop.md"];
    if kind == Kind::Including {
        fs::write(shelf.path().join("part.md"), "A part.\n").unwrap();
        names.insert(0, "part.md");
    }
    let builder = Builder::of(shelf.path());
    let mut author = (tab != Tab::NeverOpened).then(|| Author::with(&builder, &before));
    if tab == Tab::Closed {
        author = None;
    }
    save(&shelf.sop(), &raw(&first), how);
    if kind == Kind::EmptiedBetween {
        pause(pace / 2);
        save(&shelf.sop(), "", How::InPlace);
        pause(pace / 2);
    } else {
        pause(pace);
    }
    save(&shelf.sop(), &raw(&second), how);
    // Now it must be the text, whoever looks.
    author.unwrap_or_else(|| Author::open(&builder)).wait_for(&second);
    Author::with(&builder, &second);
    let (_, page) = builder.request("GET", "/sop.md/", b"");
    let page = String::from_utf8(page).unwrap();
    for shown in states[2].split("\n\n").map(|text| text.trim_start_matches("3. ")) {
        assert!(page.contains(shown), "{shown:?} is not on the page");
    }
    // Whatever the builder wanted to write, it writes now.
    builder.end();
    assert_eq!(shelf.read(), raw(&second));
    assert_eq!(shelf.names(), names);
    assert_eq!(shelf.versions(), Vec::<String>::new());
}

#[test]
fn what_is_saved_twice_stays_saved() {
    let mut rows = Vec::new();
    for states in SAVES {
        for how in [How::Rename, How::InPlace] {
            for tab in [Tab::Open, Tab::Closed, Tab::NeverOpened] {
                let kinds =
                    [Kind::Plain, Kind::WindowsLineEnds, Kind::Including, Kind::EmptiedBetween];
                let number = rows.len();
                let kind = kinds[number * 3 % 8 / 2];
                rows.push((states, how, tab, kind, PACES[number % PACES.len()]));
            }
        }
    }
    let (next, failed) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| {
                while let Some(row) = rows.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let (states, how, tab, kind, pace) = *row;
                    let done = thread::Builder::new()
                        .spawn(move || saves_twice(states, how, tab, kind, pace))
                        .unwrap()
                        .join();
                    if done.is_err() {
                        failed.lock().unwrap().push(format!("{row:?}"));
                    }
                }
            });
        }
    });
    let failed = failed.into_inner().unwrap();
    assert!(failed.is_empty(), "{} of {}:\n{}", failed.len(), rows.len(), failed.join("\n"));
}

/// A hundred saves a second: the last one counts.
#[test]
fn the_last_of_many_saves_counts() {
    let states = |number: usize| format!("# Log\n\nEntry {number} is the newest.\n");
    let mut log = states(0);
    for how in [Some(How::Rename), Some(How::InPlace), None] {
        let shelf = Shelf::with(&log);
        let builder = Builder::of(&shelf.sop());
        let mut author = Author::with(&builder, &log);
        let mut appended = fs::OpenOptions::new().append(true).open(shelf.sop()).unwrap();
        let mut last = String::new();
        for number in 1..=200 {
            match how {
                Some(how) => {
                    last = states(number);
                    save(&shelf.sop(), &last, how);
                }
                None => {
                    let line = format!("\nEntry {number} is the newest.\n");
                    appended.write_all(line.as_bytes()).unwrap();
                    log.push_str(&line);
                    last.clone_from(&log);
                }
            }
            pause(10);
        }
        author.wait_for(&last);
        let (_, page) = builder.request("GET", "/sop.md/", b"");
        assert!(String::from_utf8(page).unwrap().contains("Entry 200 is the newest."), "{how:?}");
        builder.end();
        assert_eq!(shelf.read(), last, "{how:?}");
        assert_eq!((shelf.names(), shelf.versions().len()), (vec!["sop.md".into()], 0), "{how:?}");
    }
}

/// Another program writes without a pause, and is faster than any save. What an author types gets into
/// the file all the same, and no line is lost for that.
#[test]
fn who_writes_without_a_pause_keeps_nobody_out() {
    let shelf = Shelf::with("begin\n");
    let builder = Builder::of(&shelf.sop());
    let mut author = Author::with(&builder, "begin\n");
    let is_over = AtomicBool::new(false);
    let lines = thread::scope(|scope| {
        let _ends = Ends(&is_over);
        let writer = scope.spawn(|| {
            (0..)
                .take_while(|number| {
                    let opened = fs::OpenOptions::new().append(true).open(shelf.sop());
                    opened.unwrap().write_all(format!("line{number}\n").as_bytes()).unwrap();
                    pause(1);
                    !is_over.load(Ordering::Relaxed)
                })
                .count()
        });
        author.type_at(0, 0, "typed ");
        wait(|| shelf.read().contains("typed"), || "what was typed is not in the file".into());
        is_over.store(true, Ordering::Relaxed);
        // The one that ended it was written as well.
        writer.join().unwrap() + 1
    });
    let last = format!("line{}\n", lines - 1);
    author.wait_until(|text| text.contains(&last));
    builder.end();
    let mut expected: Vec<String> = (0..lines).map(|number| format!("line{number}")).collect();
    expected.extend(["typed".into(), "begin".into()]);
    let text = shelf.read();
    let mut found: Vec<&str> = text.split_whitespace().collect();
    found.sort_unstable();
    expected.sort();
    assert_eq!(found, expected);
    assert_eq!(shelf.versions().len(), 0);
}

/// What an author typed and what was saved is what the other program had before it.
#[test]
fn another_program_may_take_away_what_an_author_typed() {
    let shelf = Shelf::with("# Rinse\n\n1. Fill.\n2. Shake.\n");
    let builder = Builder::of(&shelf.sop());
    let mut author = Author::with(&builder, &shelf.read());
    author.type_at(17, 17, " the flask");
    let typed = "# Rinse\n\n1. Fill. the flask\n2. Shake.\n";
    shelf.wait_for(typed);
    author.wait_until_saved_is("saved");
    for text in ["# Rinse\n\n1. Fill.\n2. Shake well.\n", typed, "# Rinse\n\n1. Fill.\n"] {
        fs::write(shelf.sop(), text).unwrap();
        author.wait_for(text);
    }
    builder.end();
    assert_eq!(shelf.read(), "# Rinse\n\n1. Fill.\n");
    assert_eq!((shelf.names(), shelf.versions().len()), (vec!["sop.md".into()], 0));
}

/// Both change different words before either is saved.
#[test]
fn what_an_author_typed_since_is_kept() {
    let before = "# Rinse\n\n1. Fill.\n2. Shake.\n3. Empty.\n";
    let (shelf, _) = while_down(before, &|author| author.type_at(16, 16, " the flask"), |file| {
        fs::write(file, before.replace("Shake", "Shake well")).unwrap();
    });
    let builder = Builder::of(&shelf.sop());
    let both = "# Rinse\n\n1. Fill the flask.\n2. Shake well.\n3. Empty.\n";
    Author::with(&builder, both);
    shelf.wait_for(both);
}

/// An author types, the program is killed before that is in the file, and another program saves.
/// Returns the folder, and what the author had.
pub(crate) fn while_down(
    source: &str,
    types: &dyn Fn(&mut Author),
    saves: impl Fn(&Path),
) -> (Shelf, String) {
    loop {
        let shelf = Shelf::with(source);
        let builder = Builder::of(&shelf.sop());
        let (mut one, mut two) = (Author::with(&builder, source), Author::with(&builder, source));
        types(&mut one);
        let typed = one.text();
        // What another one has is in the journal.
        two.wait_for(&typed);
        builder.kill();
        // It may be in the file already: the program saves within a tenth of a second.
        if shelf.read() == source {
            saves(&shelf.sop());
            return (shelf, typed);
        }
    }
}

const THEIRS: &str = "one 2 three\n\nand a line\n";
const OURS: &str = "one ZWEI three\n\nand a line\n";

/// An author and another program changed the same word.
fn conflict() -> (Shelf, Builder, Author) {
    let (shelf, _) =
        while_down("one two three\n", &|author| author.type_at(4, 7, "ZWEI"), |file| {
            fs::write(file, THEIRS).unwrap();
        });
    let (builder, author) = in_conflict(&shelf);
    (shelf, builder, author)
}

fn in_conflict(shelf: &Shelf) -> (Builder, Author) {
    let builder = Builder::of(&shelf.sop());
    let mut author = Author::open(&builder);
    let saved = author.told("document")["saved"].clone();
    assert_eq!((&saved["state"], &saved["path"]), (&json!("conflict"), &Value::Null), "{saved}");
    // What does not touch the same words is in the text.
    author.wait_for(OURS);
    assert_eq!(builder.json("GET", "/_builder/other/sop.md", b"")["source"], THEIRS);
    assert_eq!(shelf.read(), THEIRS, "the file is the other program's");
    (builder, author)
}

fn settle(author: &mut Author, take: &str) {
    author.say(&json!({ "type": "settle", "take": take }));
    author.wait_until_saved_is("saved");
}

#[test]
fn a_conflict_is_decided_for_the_other_program() {
    let (shelf, builder, mut author) = conflict();
    settle(&mut author, "other");
    author.wait_for(THEIRS);
    builder.end();
    assert_eq!((shelf.read(), shelf.versions()), (THEIRS.into(), vec![OURS.into()]));
    assert_eq!(shelf.names(), ["sop.md"]);
}

#[test]
fn a_conflict_is_decided_for_the_author() {
    let (shelf, builder, mut author) = conflict();
    settle(&mut author, "here");
    builder.end();
    assert_eq!((shelf.read(), shelf.versions()), (OURS.into(), vec![THEIRS.into()]));
    assert_eq!(shelf.names(), ["sop.md"]);
}

#[test]
fn whoever_goes_on_writing_has_decided() {
    let (shelf, builder, mut author) = conflict();
    author.type_on("More.\n");
    let saved = author.wait_until_saved_is("conflict");
    let kept = shelf.path().join(saved["path"].as_str().unwrap());
    assert_eq!(fs::read_to_string(kept).unwrap(), THEIRS);
    let more = format!("{OURS}More.\n");
    shelf.wait_for(&more);
    // It is said until somebody has seen it, also by another run.
    builder.end();
    let builder = Builder::of(&shelf.sop());
    let mut author = Author::open(&builder);
    assert_eq!(author.told("document")["saved"], saved);
    // And the other one can be had still.
    settle(&mut author, "other");
    author.wait_for(THEIRS);
    builder.end();
    assert_eq!((shelf.read(), shelf.versions()), (THEIRS.into(), vec![more]));
}

#[test]
fn a_conflict_outlasts_the_program() {
    let (shelf, builder, author) = conflict();
    drop(author);
    builder.end();
    let (builder, _) = in_conflict(&shelf);
    builder.kill();
    let (builder, mut author) = in_conflict(&shelf);
    // The other program takes what the author has.
    fs::write(shelf.sop(), OURS).unwrap();
    author.wait_until_saved_is("saved");
    builder.end();
    assert_eq!((shelf.read(), shelf.versions().len()), (OURS.into(), 0));
}

/// What is no text is not taken in and not written over; who goes on writing has decided.
#[test]
fn a_file_that_turned_bad_is_left_alone() {
    let shelf = Shelf::with("one\n");
    let builder = Builder::of(&shelf.sop());
    let mut author = Author::with(&builder, "one\n");
    fs::write(shelf.sop(), b"Sp\xfclen\n").unwrap();
    let saved = author.wait_until_saved_is("cannot-save");
    assert!(saved["message"].as_str().unwrap().contains("not UTF-8"), "{saved}");
    fs::write(shelf.sop(), "two\n").unwrap();
    author.wait_for("two\n");
    author.wait_until_saved_is("saved");
    fs::write(shelf.sop(), b"Sp\xfclen\n").unwrap();
    author.wait_until_saved_is("cannot-save");
    author.type_on("three\n");
    let saved = author.wait_until_saved_is("conflict");
    let kept = shelf.path().join(saved["path"].as_str().unwrap());
    assert_eq!(fs::read(kept).unwrap(), b"Sp\xfclen\n");
    shelf.wait_for("two\nthree\n");
    assert_eq!(shelf.names(), ["sop.md"]);
}

// One file, one text.

/// Whoever finds a file in another program's hands is told whose.
#[test]
fn two_programs_do_not_share_a_file() {
    let shelf = Shelf::with("above\n");
    let inner = shelf.path().join("inner");
    fs::create_dir(&inner).unwrap();
    fs::write(inner.join("sop.md"), "one\n").unwrap();
    let outer = Builder::of(shelf.path());
    let mut author = Author::open_at(&outer, "inner/sop.md");
    author.wait_for("one\n");
    let output = program().args(["edit", "--no-open"]).arg(inner.join("sop.md")).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("is open in another run of the builder (process"), "{said}");
    assert!(said.contains(&*shelf.path().to_string_lossy()), "the command is named: {said}");
    // By the folder, the program starts, and the document says why it does not open.
    let nested = Builder::of(&inner);
    let gone = Author::open_at(&nested, "sop.md").told("gone");
    let message = gone["message"].as_str().unwrap();
    assert!(message.contains("is open in another run of the builder"), "{message}");
    author.type_on("two\n");
    let text = "one\ntwo\n";
    wait(
        || fs::read_to_string(inner.join("sop.md")).unwrap() == text,
        || "the file has not what was typed".into(),
    );
    // When the first one has ended, the second one has it.
    outer.end();
    let mut other = Author::open_at(&nested, "sop.md");
    other.wait_for(text);
    other.type_on("three\n");
    wait(
        || fs::read_to_string(inner.join("sop.md")).unwrap() == "one\ntwo\nthree\n",
        || "the file has not what was typed".into(),
    );
}

#[test]
fn a_file_with_many_names_has_one_text() {
    let shelf = Shelf::with("one\n");
    symlink("sop.md", shelf.path().join("link.md")).unwrap();
    fs::create_dir(shelf.path().join("inner")).unwrap();
    symlink("../sop.md", shelf.path().join("inner/link.md")).unwrap();
    fs::hard_link(shelf.sop(), shelf.path().join("hard.md")).unwrap();
    let builder = Builder::of(&shelf.path().join("link.md"));
    let mut expected = String::from("one\n");
    let names = ["sop.md", "link.md", "inner/link.md", "hard.md"];
    let mut authors = names.map(|name| Author::open_at(&builder, name));
    for (author, name) in authors.iter_mut().zip(names) {
        assert_eq!(author.told("document")["name"], "sop.md", "{name}");
        author.wait_for(&expected);
    }
    for (at, name) in names.iter().enumerate() {
        let word = format!("by {name}\n");
        authors[at].type_on(&word);
        expected.push_str(&word);
        authors.iter_mut().for_each(|author| author.wait_for(&expected));
    }
    let gone = Author::open_at(&builder, "./sop.md").told("gone");
    assert!(gone["message"].as_str().unwrap().contains("is no name of a file"), "{gone}");
    shelf.wait_for(&expected);
    builder.end();
    for name in names {
        assert_eq!(fs::read_to_string(shelf.path().join(name)).unwrap(), expected, "{name}");
    }
    assert!(fs::symlink_metadata(shelf.path().join("link.md")).unwrap().is_symlink());
    assert_eq!(shelf.names(), ["hard.md", "inner", "link.md", "sop.md"]);
}

// Kills.

/// An author types, another program appends lines, and the program is killed again and again, before,
/// while and after it saves. Of each word and line there is one.
#[test]
fn kills_double_nothing_and_lose_nothing() {
    let shelf = Shelf::with("begin\n");
    let (is_over, lines) = (AtomicBool::new(false), AtomicUsize::new(0));
    // On a slow machine a round takes long.
    let most = AtomicUsize::new(0);
    let mut typed = Vec::new();
    thread::scope(|scope| {
        scope.spawn(|| {
            while !is_over.load(Ordering::Relaxed) {
                let number = lines.load(Ordering::Relaxed);
                pause(4);
                if number >= most.load(Ordering::Relaxed) {
                    continue;
                }
                let opened = fs::OpenOptions::new().append(true).open(shelf.sop());
                opened.unwrap().write_all(format!("line{number}\n").as_bytes()).unwrap();
                lines.store(number + 1, Ordering::Relaxed);
            }
        });
        // Also when the test fails.
        let _ends = Ends(&is_over);
        for round in 0..15 {
            let builder = Builder::of(&shelf.sop());
            most.fetch_add(60, Ordering::Relaxed);
            let (mut one, mut two) = (Author::open(&builder), Author::open(&builder));
            one.told("document");
            two.told("document");
            for word in 0..6 {
                let word = format!("word{round}x{word}");
                one.type_at(0, 0, &format!("{word} "));
                two.wait_until(|text| text.contains(&word));
                typed.push(word);
            }
            if round % 3 > 0 {
                let last = typed.last().unwrap();
                wait(|| shelf.read().contains(last), || format!("{last} is not in the file"));
            }
            if round % 3 == 1 {
                one.wait_until_saved_is("saved");
            }
            builder.kill();
        }
    });
    let lines = (0..lines.into_inner()).map(|number| format!("line{number}"));
    let mut expected: Vec<String> = lines.chain(typed).chain(["begin".into()]).collect();
    expected.sort();
    let builder = Builder::of(&shelf.sop());
    let mut last = Author::open(&builder);
    last.told("document");
    last.wait_until(|text| text.contains(&expected[1]));
    builder.end();
    let text = shelf.read();
    let mut found: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
    found.sort();
    assert_eq!(found, expected);
    assert_eq!((shelf.names(), shelf.versions().len()), (vec!["sop.md".into()], 0));
}

/// Ends a thread when it is dropped.
struct Ends<'a>(&'a AtomicBool);

impl Drop for Ends<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

// Real editors.

/// An editor in a pseudo-terminal, which takes keys.
struct Editor(Child);

impl Editor {
    /// Starts an editor; it is ready when it has shown `sign`.
    fn of(command: &str, sign: &str, shelf: &Shelf) -> Self {
        let in_terminal = format!("stty rows 24 cols 80; exec {command} sop.md");
        let mut editor = Command::new("script")
            .args(["-qec", &in_terminal, "/dev/null"])
            .current_dir(shelf.path())
            .env("TERM", "xterm")
            .env("HOME", shelf.path().join(".sopwright"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("`./test` installs what this needs");
        let mut shown = editor.stdout.take().unwrap();
        let mut seen = Vec::new();
        while !String::from_utf8_lossy(&seen).contains(sign) {
            let mut piece = [0; 4096];
            let count = shown.read(&mut piece).unwrap();
            assert!(count > 0, "{command} ended: {}", String::from_utf8_lossy(&seen));
            seen.extend_from_slice(&piece[..count]);
        }
        // Who shows something to nobody would wait in the end.
        thread::spawn(move || std::io::copy(&mut shown, &mut std::io::sink()));
        Self(editor)
    }

    fn press(&mut self, keys: &str) {
        let stdin = self.0.stdin.as_mut().unwrap();
        stdin.write_all(keys.as_bytes()).unwrap();
        stdin.flush().unwrap();
    }

    fn quit(mut self, keys: &str) {
        self.press(keys);
        assert!(self.0.wait().unwrap().success());
    }
}

const VALVES: [&str; 4] = [
    "# Valve\n\nUse the red valve.\n",
    "# Valve\n\nUse the green valve.\n",
    "# Valve\n\nUse the blue valve.\n",
    "# Valve\n\nUse it.\n",
];

/// Does something three times, after each of which the text is the next one.
fn saves_thrice(save: &mut dyn FnMut(&Shelf, usize)) {
    let shelf = Shelf::with(VALVES[0]);
    let builder = Builder::of(&shelf.sop());
    let mut author = Author::with(&builder, VALVES[0]);
    for (number, text) in VALVES.iter().enumerate().skip(1) {
        save(&shelf, number);
        author.wait_for(text);
        assert_eq!(shelf.read(), *text);
    }
    builder.end();
    assert_eq!(shelf.read(), VALVES[3]);
    assert_eq!(shelf.versions(), Vec::<String>::new());
}

/// Vim writes in place or by another file that it renames, as it is told.
#[test]
fn vim_saves() {
    for how in ["yes", "no"] {
        let mut vim = None;
        saves_thrice(&mut |shelf, number| {
            let vim = vim.get_or_insert_with(|| {
                Editor::of(
                    &format!("vi -u NONE -N -n --cmd 'set backupcopy={how}'"),
                    "valve",
                    shelf,
                )
            });
            vim.press(
                ["", ":%s/red/green/\r", ":%s/green/blue/\r", ":%s/the blue valve/it/\r"][number],
            );
            vim.press(":w\r");
        });
        vim.unwrap().quit(":q\r");
    }
}

/// A formatter that runs whenever the editor has saved takes away the spaces at the ends of lines.
#[test]
fn vim_saves_and_a_formatter_behind_it() {
    let mut vim = None;
    saves_thrice(&mut |shelf, number| {
        let vim = vim.get_or_insert_with(|| {
            let format = "autocmd BufWritePost * silent !sed -i \"s/ *$//\" %";
            Editor::of(&format!("vi -u NONE -N -n -c 'set autoread' -c '{format}'"), "valve", shelf)
        });
        vim.press(
            ["", ":%s/red/green/\r", ":%s/green/blue/\r", ":%s/the blue valve/it/\r"][number],
        );
        vim.press(":%s/$/   /\r:w\r");
    });
    vim.unwrap().quit(":q!\r");
}

#[test]
fn nano_saves() {
    let mut nano = None;
    saves_thrice(&mut |shelf, number| {
        let nano = nano.get_or_insert_with(|| Editor::of("nano --ignorercfiles", "Exit", shelf));
        let words = [["", ""], ["red", "green"], ["green", "blue"], ["the blue valve", "it"]];
        let [old, new] = words[number];
        // Replace, all of them, and write out.
        nano.press(&format!("\x1c{old}\r{new}\rA\x0f\r"));
    });
    nano.unwrap().quit("\x18");
}

#[test]
fn sed_saves() {
    saves_thrice(&mut |shelf, number| {
        let edit = ["", "s/red/green/", "s/green/blue/", "s/the blue valve/it/"][number];
        let done = Command::new("sed").args(["-i", edit]).arg(shelf.sop()).status();
        assert!(done.unwrap().success());
    });
}

#[test]
fn git_checks_out() {
    let git = |shelf: &Shelf, arguments: &[&str]| {
        let done = Command::new("git")
            .args(["-c", "user.name=ann", "-c", "user.email=ann@example.org", "-C"])
            .arg(shelf.path())
            .args(arguments)
            .output()
            .unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    };
    saves_thrice(&mut |shelf, number| {
        if number == 1 {
            git(shelf, &["init", "-q", "-b", "state0"]);
            git(shelf, &["add", "sop.md"]);
            git(shelf, &["commit", "-qm", "red"]);
            // What is committed on each branch is made beside the work tree.
            for (at, text) in VALVES.iter().enumerate().skip(1) {
                let work = shelf.path().join(".sopwright/work");
                let (branch, work_name) = (format!("state{at}"), work.to_str().unwrap());
                git(shelf, &["worktree", "add", "-q", "-b", &branch, work_name, "state0"]);
                fs::write(work.join("sop.md"), text).unwrap();
                git(shelf, &["-C", work_name, "commit", "-qam", "another"]);
                git(shelf, &["worktree", "remove", work_name]);
            }
        }
        git(shelf, &["checkout", "-q", &format!("state{number}")]);
    });
}
