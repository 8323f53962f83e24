//! The documents about the code say what is there.

use std::fs;

use crate::folder::checkout;

/// Every path in backquotes that `ARCHITECTURE.md` names exists, and every crate is named.
#[test]
fn every_path_that_the_architecture_names_exists() {
    let root = checkout();
    let text = fs::read_to_string(root.join("ARCHITECTURE.md")).unwrap();
    let paths: Vec<&str> =
        text.split('`').skip(1).step_by(2).filter(|span| is_path(span)).collect();
    assert!(paths.len() > 20, "only {} paths were found", paths.len());
    for path in paths {
        assert!(root.join(path).exists(), "ARCHITECTURE.md names {path}, which does not exist");
    }
    for entry in fs::read_dir(root.join("crates")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(text.contains(&format!("`crates/{name}`")), "crates/{name} is not described");
    }
}

/// A path starts with a folder or file at the top and is no code, flag or address.
fn is_path(span: &str) -> bool {
    let tops = ["crates/", "web/", "docs/", "fixtures/", "examples/", ".ci/"];
    tops.iter().any(|top| span.starts_with(top)) && !span.contains(['*', ' ', '{'])
}

/// The commands in the README are those that the checks run.
#[test]
fn the_readme_gives_the_two_commands() {
    let readme = fs::read_to_string(checkout().join("README.md")).unwrap();
    let checks = fs::read_to_string(checkout().join(".ci/run")).unwrap();
    assert!(readme.contains("\n./test\n"), "the test command");
    assert!(checks.contains("\n./test\n"), "the checks run the same");
    let example = readme.lines().find(|line| line.starts_with("cargo run")).unwrap();
    let file = example.split_whitespace().last().unwrap();
    assert!(checkout().join(file).is_file(), "{file} of the main command does not exist");
}
