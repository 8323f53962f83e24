//! The cases in `fixtures/render`: a source, and the page and findings that come of it.
//! `UPDATE_EXPECT=1` writes what comes of it now.

use std::path::{Path, PathBuf};
use std::{env, fs};

use sopwright_sop::Document;

use crate::page::{blocks, check_page, findings, readable, render};

#[test]
fn pages_are_as_expected() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/render");
    let mut seen = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "md") {
            check(&path);
            seen += 1;
        }
    }
    assert!(seen >= 12, "only {seen} cases were found");
}

fn check(path: &Path) {
    let source = fs::read_to_string(path).unwrap();
    let document = Document::parse(&source);
    let page = render(&document);
    check_page(&page, &source);
    let mut diagnostics = document.diagnostics().to_vec();
    diagnostics.extend(document.missing_media(|path| path.contains("missing")));
    let lines: Vec<String> = blocks(&page).iter().map(readable).collect();
    let shown = format!("{}\n<!--\n{}-->\n", lines.join("\n"), findings(&source, &diagnostics));
    let expectation = path.with_extension("html");
    if env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&expectation, shown).unwrap();
    } else {
        let expected = fs::read_to_string(&expectation).unwrap();
        assert_eq!(shown, expected, "{}", path.display());
    }
}
