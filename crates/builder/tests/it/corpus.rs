//! Real documents, where the environment variable `SOPWRIGHT_CORPUS` names a folder of them: each
//! is checked, built and previewed without a panic.

use std::env;
use std::path::Path;

use crate::browser::Tab;
use crate::folder::markdown_files;
use crate::program::{Preview, run};

#[test]
fn every_document_of_the_corpus_previews() {
    let Some(corpus) = env::var_os("SOPWRIGHT_CORPUS") else { return };
    let documents = markdown_files(Path::new(&corpus));
    assert!(!documents.is_empty(), "no document was found");
    for path in documents {
        let output = run(&["check", path.to_str().unwrap()]);
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(matches!(output.status.code(), Some(0 | 1)), "{}: {errors}", path.display());
        let preview = Preview::of(&path);
        let tab = Tab::live(&preview.url);
        assert_eq!(tab.dom(), tab.fresh_dom(), "{}", path.display());
    }
}
