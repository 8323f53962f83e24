//! Our own examples are as an author should leave a document: nothing in them is found.

use std::fs;
use std::path::PathBuf;

use sopwright_sop::rules::{self, Settings};
use sopwright_sop::{Date, Document};

use crate::page::findings;

#[test]
fn examples_have_no_findings() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let mut seen = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let (folder, path) = match path.is_dir() {
            true => (path.clone(), path.join(format!("{name}.md"))),
            false => (path.parent().unwrap().to_owned(), path),
        };
        if name == "hosts" {
            // Programs, no SOP.
            continue;
        }
        let source = fs::read_to_string(&path).unwrap();
        let document = Document::parse_with(&source, None, &|part| {
            fs::read_to_string(folder.join(part)).map(Into::into).map_err(|error| error.to_string())
        });
        let settings = Settings { today: Date::new(2026, 11, 23), profile: None };
        let missing = document.missing_media(|path| !folder.join(path).is_file());
        let found = rules::check(&document, &source, &settings, missing);
        assert_eq!(findings(&source, &found), "", "in {name}");
        seen += 1;
    }
    assert!(seen >= 8, "only {seen} examples were found");
}
