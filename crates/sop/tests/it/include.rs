//! Parts in other files.

use std::sync::Arc;

use sopwright_html::encode;
use sopwright_sop::Document;

use crate::page::{blocks, check_page, findings, render};

/// Files by their paths.
type Folder = &'static [(&'static str, &'static str)];

fn parse(source: &str, previous: Option<&Document>, folder: Folder) -> Document {
    Document::parse_with(source, previous, &|path| {
        let found = folder.iter().find(|(name, _)| *name == path);
        found.map(|(_, text)| Arc::from(*text)).ok_or_else(|| "there is no such file".into())
    })
}

/// Checks that a source with includes is shown like another one without.
fn check(source: &str, folder: Folder, like: &str) {
    let document = parse(source, None, folder);
    assert_eq!(findings(source, document.diagnostics()), "", "of {source:?}");
    let page = render(&document);
    check_page(&page, source);
    assert_eq!(encode(&blocks(&page)), encode(&blocks(&render(&Document::parse(like)))));
}

fn check_findings(source: &str, folder: Folder, expected: &str) {
    let document = parse(source, None, folder);
    assert_eq!(findings(source, document.diagnostics()), expected, "of {source:?}");
}

const PARTS: Folder = &[
    (
        "a.md",
        "---\ntitle: A\n---\n# One {#one}\n\nText[^1]\n\n## Two\n\nMore\n\n# Three\n\n[^1]: Note\n",
    ),
    ("steps.md", "1. first {#first}\n2. second\n"),
    ("deep/b.md", "::include{file=steps.md}\n"),
    ("x.md", "::include{file=y.md}\n"),
    ("y.md", "::include{file=x.md}\n"),
    ("bad.md", "\n:::note\nx\n"),
];

#[test]
fn a_part_is_shown_as_if_it_were_pasted() {
    check(
        "::include{file=a.md}\n",
        PARTS,
        "# One {#one}\n\nText[^1]\n\n## Two\n\nMore\n\n# Three\n\n[^1]: Note\n",
    );
    check("0\n\n::include{file=./a.md part=two}\n\n9\n", PARTS, "0\n\n## Two\n\nMore\n\n9\n");
    check("::include{file=a.md part=three}\n", PARTS, "# Three\n");
}

#[test]
fn steps_of_a_part_count_on() {
    check(
        ":::steps\n1. zero\n\n::include{file=steps.md}\n\n2. third\n:::\n\n[](#first)\n",
        PARTS,
        ":::steps\n1. zero\n2. first {#first}\n3. second\n4. third\n:::\n\n[](#first)\n",
    );
    check(
        ":::note\n::include{file=deep/b.md}\n:::\n",
        PARTS,
        ":::note\n1. first {#first}\n2. second\n:::\n",
    );
}

#[test]
fn a_part_stands_in_items_and_quotes() {
    check(
        "- a\n\n  ::include{file=deep/b.md}\n",
        PARTS,
        "- a\n\n  1. first {#first}\n  2. second\n",
    );
    check("> ::include{file=steps.md}\n", PARTS, "> 1. first {#first}\n> 2. second\n");
}

#[test]
fn what_cannot_be_included_is_told() {
    check_findings(
        "::include{file=../a.md}\n\n- ::include{file=none.md}\n",
        PARTS,
        "1:1 error outside-folder: `../a.md` is not included: it is not below the folder of the document (copy it into the folder, and name it from there)\n\
         3:3 error missing-include: `none.md` is not included: there is no such file (paths begin at the document's own folder)\n",
    );
    check_findings(
        "a\n\n::include{file=a.md part=four}\n",
        PARTS,
        "3:1 error unknown-part: `a.md` is not included: nothing in it has the id `four` (write `{#four}` behind the heading or block that is meant)\n",
    );
    check_findings(
        "::include{file=bad.md}\n",
        PARTS,
        "1:1 error unclosed-container: in `bad.md`, line 2: `:::note` is never closed (end it with a line `:::` at the same indentation)\n",
    );
    check_findings(
        "::include\n",
        PARTS,
        "1:1 error no-address: `::include` does not say which file (write `::include{file=folder/file}`)\n",
    );
}

#[test]
fn files_that_include_each_other_come_to_an_end() {
    check_findings(
        "::include{file=x.md}\n",
        PARTS,
        "1:1 error include-cycle: in `x.md`, line 1: in `y.md`, line 1: `x.md` is not included: `x.md` includes `y.md` includes `x.md` again\n",
    );
}

#[test]
fn an_edit_of_a_part_shows_and_keeps_the_rest() {
    let source = "# T\n\n::include{file=p.md}\n\nEnd\n";
    let before = parse(source, None, &[("p.md", "One.\n\nTwo more.\n")]);
    let after = parse(source, Some(&before), &[("p.md", "One.\n\nTwo less.\n")]);
    let ids = |document: &Document| -> Vec<String> {
        document.blocks().iter().map(|block| block.id().to_string()).collect()
    };
    let (before, after) = (ids(&before), ids(&after));
    assert_eq!(before.len(), 4);
    assert_eq!(before, after, "blocks keep their ids");
}
