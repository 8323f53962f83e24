//! How long a one-word edit takes from the file to the screen, and what it costs on the wire.
//!
//! The wire is guarded by a count, the time only printed: machines differ. For a figure:
//!
//! ```text
//! cargo build --release
//! export SOPWRIGHT_PROGRAM=$PWD/target/release/sopwright SOPWRIGHT_EDITS=200
//! ./test latency -- --nocapture
//! SOPWRIGHT_DOCUMENT=plan.md ./test latency -- --nocapture
//! ```
//!
//! The clock starts before the file is written and stops in the browser in the first task behind the
//! frame that shows the change: a frame is painted before the next task runs (HTML §8.1.7.3). The
//! screen itself, which a headless browser does not have, is not in the figure.

use std::fmt::Write as _;
use std::time::{SystemTime, UNIX_EPOCH};
use std::{env, fs};

use crate::browser::Tab;
use crate::folder::Folder;
use crate::program::Preview;

const WATCH: &str = "
    window.painted = [];
    new MutationObserver(() => requestAnimationFrame(() => setTimeout(() =>
        window.painted.push(performance.timeOrigin + performance.now()))))
        .observe(document.querySelector('main'), { subtree: true, childList: true, characterData: true });";

#[test]
fn a_one_word_edit_is_small_and_soon_painted() {
    let edits: usize = env::var("SOPWRIGHT_EDITS").map_or(10, |count| count.parse().unwrap());
    let source = match env::var_os("SOPWRIGHT_DOCUMENT") {
        Some(path) => fs::read_to_string(path).unwrap(),
        None => long_sop(),
    };
    let middle = source[..source.len() / 2].rfind("\n\n").unwrap();
    let (head, tail) = source.split_at(middle);
    let folder = Folder::with(&source);
    let preview = Preview::of(&folder.sop());
    let tab = Tab::live(&preview.url);
    tab.run(WATCH);
    let mut times = Vec::new();
    let mut most_bytes = 0;
    for count in 0..=edits {
        let new = format!("{head}\n\nThis paragraph has one word, {count}, that changes.{tail}");
        tab.run(&format!("await new Promise(done => setTimeout(done, {}))", phase(count)));
        let written = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs_f64() * 1e3;
        folder.write("sop.md", new);
        // Nothing else runs in the page until the viewer says that it has painted.
        let [published, acked] = preview.events(["published", "acked"]);
        assert_eq!(acked["revision"], published["revision"]);
        tab.wait(&format!("window.painted.length === {}", count + 1));
        if count > 0 {
            // The first edit inserts the paragraph.
            times.push(tab.eval("window.painted.at(-1)").as_f64().unwrap() - written);
            most_bytes = most_bytes.max(published["bytes"].as_u64().unwrap());
            assert_eq!(published["ops"], 1, "{published}");
        }
    }
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    println!(
        "{} KB, {edits} edits: median {:.1} ms, p95 {:.1} ms, at most {most_bytes} bytes",
        source.len() / 1000,
        at(0.5),
        at(0.95),
    );
    assert!(most_bytes <= 300, "{most_bytes} bytes on the socket for one word");
}

/// Milliseconds to let pass before an edit. The edit before it ended with a frame; were the next to
/// begin right then, all would meet the frames at the same moment, early or late by chance.
fn phase(count: usize) -> usize {
    count * 7 % 17
}

/// An SOP of about 100 KB.
fn long_sop() -> String {
    let mut source = String::from("---\ntitle: Long\n---\n\n");
    for section in 0..60 {
        write!(source, "# Section {section}\n\n:::steps\n").unwrap();
        for step in 0..12 {
            write!(source, "1. Step {step} of section {section}: lower the rotor slowly onto the drive shaft.\n\n   Then wait until it has settled, and look at the display.\n\n").unwrap();
        }
        source.push_str(":::\n\n");
    }
    source
}
