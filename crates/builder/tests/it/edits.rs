//! At least 500 random edits of real documents, each compared with a freshly loaded page.
//!
//! The documents are our own examples and render cases and, where the environment variable
//! `SOPWRIGHT_CORPUS` names a folder, all Markdown files below it.

use std::path::{Path, PathBuf};
use std::{env, fs};

use crate::browser::Tab;
use crate::folder::{Folder, checkout, markdown_files};
use crate::program::Preview;

const EDITS: usize = 520;

#[test]
fn after_every_edit_the_page_is_as_if_freshly_loaded() {
    let documents = documents();
    let each = EDITS.div_ceil(documents.len());
    let mut random = Random(0x5eed);
    for path in &documents {
        edit_a_document(path, each, &mut random);
    }
}

fn edit_a_document(path: &Path, edits: usize, random: &mut Random) {
    let source = fs::read_to_string(path).unwrap().replace("\r\n", "\n");
    let folder = Folder::with(&source);
    let preview = Preview::of(&folder.sop());
    let tab = Tab::live(&preview.url);
    tab.run("window.mark = 1");
    let mut blocks: Vec<String> = source.split("\n\n").map(String::from).collect();
    for count in 0..edits {
        let what = edit(&mut blocks, random);
        // The remark changes with every edit, so that there is always something to wait for.
        folder.write("sop.md", format!("Edit {count}.\n\n{}", blocks.join("\n\n")));
        tab.wait_for_revision(preview.published());
        let fresh = tab.fresh_dom();
        assert!(tab.dom() == fresh, "{} differs after edit {count}: {what}", path.display());
    }
    assert_eq!(tab.eval("window.mark"), 1, "{} was loaded again", path.display());
    let fresh = Tab::live(&preview.url);
    assert_eq!(tab.dom(), fresh.dom(), "{}", path.display());
}

/// Does one edit and says which.
fn edit(blocks: &mut Vec<String>, random: &mut Random) -> String {
    const NEW: [&str; 12] = [
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
    ];
    const MARKS: [&str; 7] = ["# ", "> ", "1. ", "- ", "    ", ":::note\n", ":::steps\n"];
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

fn documents() -> Vec<PathBuf> {
    let ours = ["examples", "fixtures/render"].map(|folder| checkout().join(folder));
    let corpus = env::var_os("SOPWRIGHT_CORPUS").map(PathBuf::from);
    ours.iter().chain(&corpus).flat_map(|folder| markdown_files(folder)).collect()
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
