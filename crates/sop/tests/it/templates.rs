//! Templates are SOPs without errors, and entries of the library are what they say.

use sopwright_sop::edit::{TEMPLATES, template};
use sopwright_sop::rules::{Settings, check};
use sopwright_sop::{Document, Severity};

#[test]
fn templates_have_no_errors() {
    for name in TEMPLATES {
        let source = template(name, "A \"title\": with \\ all").unwrap();
        let document = Document::parse(&source);
        assert_eq!(document.title().as_deref(), Some("A \"title\": with \\ all"), "{name}");
        let settings = Settings { today: None, profile: None };
        let found = check(&document, &source, &settings, Vec::new());
        let errors: Vec<_> =
            found.iter().filter(|found| found.severity == Severity::Error).collect();
        assert!(errors.is_empty(), "{name}: {errors:?}");
    }
    assert_eq!(template("none", ""), None);
    assert!(template("blank", " ").unwrap().contains("Untitled"));
}
