//! The style sheet of the printed page: what front matter puts into the margins.

use sopwright_sop::{Document, paper};

/// Returns the texts of the margins, the size and the mark, as lines of CSS.
fn margins(front_matter: &str) -> Vec<String> {
    let document = Document::parse(&format!("---\n{front_matter}---\n\n# Rinse\n"));
    let css = paper::style(&document);
    let lines = css.lines().map(str::trim);
    lines
        .filter(|line| {
            let is_text = line.starts_with('@') && line.contains("content: ");
            is_text || line.starts_with("size:") || line.starts_with(":root { --paper-mark")
        })
        .map(String::from)
        .collect()
}

const NUMBERS: &str = "@bottom-right { content: \"Page \" counter(page) \" of \" counter(pages) }";

#[test]
fn a_controlled_document_says_what_it_is_on_every_page() {
    let lines = margins(
        "id: SOP-7\ntitle: Rinsing\nrevision: \"4\"\nstatus: effective\neffective_date: 2026-11-02\n",
    );
    let expected = [
        "size: 210mm 297mm;",
        "@top-left { content: \"SOP-7 · Rinsing\" }",
        "@top-right { content: \"Revision 4 · Effective 2026-11-02\" }",
        "@bottom-left { content: \"Uncontrolled when printed\" }",
        NUMBERS,
    ];
    assert_eq!(lines, expected);
}

#[test]
fn a_document_that_is_not_in_force_is_marked() {
    let lines = margins("id: SOP-7\nstatus: In review\neffective_date: 2026-11-02\n");
    assert!(lines[0].contains("--paper-mark: \"IN REVIEW\""), "{lines:?}");
    assert_eq!(lines[3], "@top-right { content: \"In review · Effective 2026-11-02\" }");
    for status in ["effective", "Effective", "\"\""] {
        let lines = margins(&format!("status: {status}\n"));
        assert!(!lines[0].contains("--paper-mark"), "{lines:?}");
    }
}

#[test]
fn a_plain_document_has_its_title_and_numbers() {
    let css = paper::style(&Document::parse("# Rinse\n"));
    assert!(css.contains("@top-left { content: \"Rinse\" }"), "{css}");
    assert!(css.contains(NUMBERS), "{css}");
    for absent in ["@top-right { content", "@bottom-left { content", "--paper-mark: "] {
        assert!(!css.contains(absent), "{absent} in {css}");
    }
}

#[test]
fn front_matter_may_choose_paper_and_texts() {
    let lines =
        margins("id: S\ncopy_notice: Burn.\npage: {size: letter, header: Mine, footer: F}\n");
    let expected = [
        "size: 8.5in 11in;",
        "@top-left { content: \"Mine\" }",
        "@bottom-left { content: \"F\" }",
        NUMBERS,
    ];
    assert_eq!(lines, expected);
    let lines = margins("id: S\ncopy_notice: Burn after reading.\n");
    assert!(lines.contains(&"@bottom-left { content: \"Burn after reading.\" }".into()));
}

#[test]
fn margins_follow_the_direction_of_the_script() {
    let lines = margins("id: S\ntitle: T\nrevision: \"1\"\nlang: ar\n");
    assert_eq!(lines[1], "@top-right { content: \"S · T\" }");
    assert_eq!(lines[2], "@top-left { content: \"رقم الإصدار 1\" }");
}

#[test]
fn no_text_leaves_its_string() {
    let css = paper::style(&Document::parse(
        "---\ntitle: \"a\\\"} * { color: red } </style><script>\\\\\\n\\u0000 end\"\n---\n",
    ));
    let line = css.lines().find(|line| line.contains("@top-left { content")).unwrap();
    let text = "a\\22 } * { color: red } \\3c /style>\\3c script>\\5c  ";
    assert!(line.contains(text), "{line}");
    assert!(line.ends_with("end\" }"), "{line}");
    assert!(!css.contains("</style"));
}

#[test]
fn long_texts_are_cut() {
    let css = paper::style(&Document::parse(&format!("---\ntitle: {}\n---\n", "abc ".repeat(900))));
    let line = css.lines().find(|line| line.contains("@top-left { content")).unwrap();
    assert!(line.chars().count() < 240 && line.contains('…'), "{line}");
}

#[test]
fn what_is_not_understood_is_reported() {
    let found = |page: &str| {
        let document = Document::parse(&format!("---\npage: {page}\n---\n"));
        let findings = document.diagnostics().iter();
        let findings = findings.map(|found| (found.code, found.hint.clone().unwrap_or_default()));
        findings.collect::<Vec<_>>()
    };
    assert_eq!(found("{size: Letter, header: x, footer: y}"), []);
    assert_eq!(found("{size: A0}"), [("bad-page", "say A4 or Letter".into())]);
    assert_eq!(found("{heather: x}"), [("unknown-key", "did you mean `header`?".into())]);
    assert_eq!(found("A4")[0].0, "bad-page");
}
