//! At least 500 random edits of real documents, in every theme, each compared with a freshly loaded
//! page.
//!
//! The documents are our own examples, the render cases, the guide, which has every kind of block,
//! and, where the environment variable `SOPWRIGHT_CORPUS` names a folder, all Markdown files below
//! it.

use std::path::PathBuf;
use std::{env, fs};

use sopwright_sop::theme;

use crate::browser::Tab;
use crate::folder::{Folder, checkout, markdown_files};
use crate::program::Preview;

const EDITS: usize = 520;

#[test]
fn after_every_edit_the_page_is_as_if_freshly_loaded() {
    let documents = documents();
    let each = EDITS.div_ceil(documents.len());
    let mut random = Random(0x5eed);
    let themes = theme::THEMES.iter().cycle();
    for ((name, source), theme) in documents.iter().zip(themes) {
        edit_a_document(name, source, theme.name, each, &mut random);
    }
}

fn edit_a_document(name: &str, source: &str, theme: &str, edits: usize, random: &mut Random) {
    let folder = Folder::with(source);
    let preview = Preview::with(&folder.sop(), &["--port", "0", "--theme", theme]);
    let tab = Tab::live(&preview.url);
    tab.run("window.mark = 1");
    let (front_matter, body) = front_matter(source);
    let mut blocks: Vec<String> = body.split("\n\n").map(String::from).collect();
    for count in 0..edits {
        let what = edit(&mut blocks, random);
        // The remark changes with every edit, so that there is always something to wait for.
        let body = blocks.join("\n\n");
        folder.write("sop.md", format!("{front_matter}Edit {count}.\n\n{body}"));
        tab.wait_for_revision(preview.published());
        let fresh = tab.fresh_dom();
        assert!(tab.dom() == fresh, "{name} differs after edit {count}: {what}");
    }
    assert_eq!(tab.eval("window.mark"), 1, "{name} was loaded again");
    let fresh = Tab::live(&preview.url);
    assert_eq!(tab.dom(), fresh.dom(), "{name}");
}

/// Splits a source behind its front matter.
fn front_matter(source: &str) -> (&str, &str) {
    let end = source.strip_prefix("---\n").and_then(|rest| rest.find("\n---\n"));
    source.split_at(end.map_or(0, |end| "---\n".len() + end + "\n---\n".len()))
}

/// Does one edit and says which.
fn edit(blocks: &mut Vec<String>, random: &mut Random) -> String {
    const NEW: [&str; 22] = [
        "A new paragraph with **strong** words and `code`.",
        "## A new section {#new kind=procedure}",
        "1. one\n2. two\n   1. two one\n   2. two two\n3. three",
        "- [ ] to do\n- [x] done",
        ":::warning{iso=W017} Hot\nDo not touch.\n:::",
        ":::steps\n1. First. {who=\"lead\"}\n\n:::danger Acid\nBurns.\n:::\n\n2. Second.\n:::",
        "> [!NOTE]\n> A remark.",
        "| a | b |\n|---|--:|\n| 1 | 2 |",
        "```sh\nrm -r build\n:::\n```",
        "![Lid](media/none.png \"The lid\")",
        "<details><summary>More</summary>text</details>",
        "Text with a note.[^n]\n\n[^n]: The note.",
        ":::steps\n1. Weigh {{MASS}}. {#weigh}\n2. Repeat @step(weigh), see [](#new).\n:::",
        ":::decision Dry?\n- yes → go on\n- no → @step(weigh)\n:::",
        "::record{type=number unit=g min=1 max=9} Mass\n\n::records",
        "::::tabs\n:::tab One\n1\n:::\n:::tab Two\n2\n:::\n::::",
        ":::definitions\n- Word: its meaning\n:::",
        ":::table{#t} Numbers\n| a |\n|---|\n| 1 |\n:::\n\nSee [](#t).",
        "::toc\n\n::hazards",
        "Mass is $m = \\rho V$, and\n\n$$\nx^2\n$$",
        ":::issue{severity=low} Leak\n:::cause\nold seal\n:::\n:::",
        "!!! tip \"Of MkDocs\"\n    Indented.\n\n    Still in it.",
    ];
    const MARKS: [&str; 8] =
        ["# ", "> ", "1. ", "- ", "    ", ":::note\n", ":::steps\n", ":::figure Caption\n"];
    let at = random.below(blocks.len());
    match random.below(8) {
        0 => blocks.insert(at, NEW[random.below(NEW.len())].into()),
        1 if blocks.len() > 2 => drop(blocks.remove(at)),
        2 => {
            let moved = blocks.remove(at);
            blocks.insert(random.below(blocks.len() + 1), moved);
        }
        3 => blocks[at].insert_str(0, MARKS[random.below(MARKS.len())]),
        4 => blocks.insert(at, ":::".into()),
        5 => blocks.insert(at, ":::caution Sharp".into()),
        6 => {
            // Mends what the two before broke.
            let fences: Vec<usize> =
                (0..blocks.len()).filter(|&at| blocks[at].starts_with(":::")).collect();
            if !fences.is_empty() {
                blocks.remove(fences[random.below(fences.len())]);
            }
        }
        _ => {
            let mut words: Vec<&str> = blocks[at].split(' ').collect();
            let word = random.below(words.len());
            words[word] = "changed";
            blocks[at] = words.join(" ");
        }
    }
    if blocks.is_empty() {
        blocks.push(NEW[0].into());
    }
    format!("block {at} of {}", blocks.len())
}

/// All documents: their names and sources.
fn documents() -> Vec<(String, String)> {
    let ours = ["examples", "fixtures/render"].map(|folder| checkout().join(folder));
    let corpus = env::var_os("SOPWRIGHT_CORPUS").map(PathBuf::from);
    let found = ours.iter().chain(&corpus).flat_map(|folder| markdown_files(folder));
    let read = |path: PathBuf| {
        (path.display().to_string(), fs::read_to_string(path).unwrap().replace("\r\n", "\n"))
    };
    found.map(read).chain([("the guide's examples".into(), guide())]).collect()
}

/// All examples of the guide in one document: every kind of block.
fn guide() -> String {
    let guide = fs::read_to_string(checkout().join("docs/guide/source-format.md")).unwrap();
    let mut inside = false;
    let mut examples = String::new();
    for line in guide.lines() {
        let fence = line.trim_end_matches("markdown");
        if fence.len() >= 3 && fence.chars().all(|c| c == '`') && (inside || fence != line) {
            inside = !inside;
            examples.push('\n');
        } else if inside {
            examples += line;
            examples.push('\n');
        }
    }
    examples
}

/// SplitMix64: the same edits in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % end as u64) as usize
    }
}
