//! The examples of `docs/guide/source-format.md`: each is shown as `fixtures/guide` has it, and none
//! has a finding. `UPDATE_EXPECT=1` writes what comes of them now.

use std::collections::HashSet;
use std::path::PathBuf;
use std::{env, fs};

use sopwright_sop::Document;

use crate::page::{blocks, check_page, findings, readable, render};

#[test]
fn examples_of_the_guide_are_shown_as_expected() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let guide = fs::read_to_string(root.join("docs/guide/source-format.md")).unwrap();
    let folder = root.join("fixtures/guide");
    let examples = examples(&guide);
    assert!(examples.len() >= 20, "only {} examples were found", examples.len());
    let mut expected = HashSet::new();
    for (name, source) in examples {
        let document = Document::parse_with(&source, None, &|path| match path {
            "common/spills.md" => Ok("Wipe up at once.\n".into()),
            "common/safety.md" => Ok("# Gloves {#gloves}\n\nWear them.\n\n# Eyes\n".into()),
            _ => Err("there is no such file".into()),
        });
        let page = render(&document);
        check_page(&page, &source);
        assert_eq!(findings(&source, document.diagnostics()), "", "in {name}:\n{source}");
        let lines: Vec<String> = blocks(&page).iter().map(readable).collect();
        let path = folder.join(format!("{name}.html"));
        let shown = lines.join("\n") + "\n";
        if env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&path, &shown).unwrap();
        }
        assert_eq!(shown, fs::read_to_string(&path).unwrap(), "{name}");
        expected.insert(path);
    }
    let stale = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let stale: Vec<PathBuf> = stale.filter(|path| !expected.contains(path)).collect();
    assert!(stale.is_empty(), "no example has these any more: {stale:?}");
}

/// Finds the fenced examples, named by the heading above and their number below it.
fn examples(guide: &str) -> Vec<(String, String)> {
    let mut examples = Vec::new();
    let (mut heading, mut number) = (String::new(), 0);
    let mut lines = guide.lines();
    while let Some(line) = lines.next() {
        if let Some(title) = line.strip_prefix("## ") {
            heading = comrak::Anchorizer::new().anchorize(title);
            number = 0;
        }
        let fence = line.trim_end_matches("markdown");
        if fence.len() < line.len() && fence.len() >= 3 && fence.chars().all(|c| c == '`') {
            let inside: Vec<&str> = lines.by_ref().take_while(|line| *line != fence).collect();
            number += 1;
            examples.push((format!("{heading}-{number}"), inside.join("\n") + "\n"));
        }
    }
    examples
}
