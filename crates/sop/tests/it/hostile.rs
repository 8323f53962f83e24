//! Sources made to hurt: none may panic, overflow the stack or take long. How long is for a person
//! to see: a test that never ends has failed.

use sopwright_sop::Document;
use sopwright_sop::rules::{self, Settings};

use crate::page::checked_page;

#[test]
fn nesting_has_an_end() {
    for source in [
        ">".repeat(100_000),
        "> ".repeat(20_000) + "deep",
        "[".repeat(50_000),
        "![".repeat(20_000),
        "*a ".repeat(20_000),
        "**".repeat(20_000),
        "~~a".repeat(10_000),
        "`".repeat(50_000),
        "- ".repeat(5_000) + "deep",
        ":::note\n".repeat(20_000),
        ":::steps\n1. a\n".repeat(2_000),
        ":::\n".repeat(20_000),
        "<div>".repeat(20_000),
        "a <b>".repeat(20_000),
        "<VERSION> ".repeat(5_000),
        "a <i>".repeat(1_000) + &"</i>".repeat(1_000),
        "|".repeat(50_000),
        "{".repeat(50_000),
        "a {#b}".repeat(10_000),
        "---\na: ".to_owned() + &"[".repeat(50_000) + "\n---\n",
        "x".repeat(2_000_000),
        "# h\n".repeat(3_000),
        "[^a]".repeat(5_000) + "\n\n[^a]: b",
        "\\*".repeat(20_000),
        "&#x41;".repeat(20_000),
        "<!-- ".repeat(20_000),
        "a\n".repeat(20_000),
        "{{A}} ".repeat(8_000),
        "{{".repeat(20_000),
        "@step(".repeat(10_000),
        "@step(a) [](#b) ".repeat(2_000),
        (0..2_000).map(|n| format!("[](#id-{n}) ")).collect(),
        "$a$ ".repeat(1_000),
        "$".repeat(50_000),
        "$\\frac{".repeat(5_000),
        "<figure markdown>\n".repeat(5_000),
        "!!! note\n".repeat(2_000),
        (0..200).map(|depth| format!("{}!!! note\n", "    ".repeat(depth))).collect(),
        "```{note}\n".repeat(3_000),
        "```{figure} a\n".repeat(10_000),
        "::: {.panel-tabset}\n".repeat(3_000),
        "::: {.panel-tabset}\n".to_owned() + &"# t\n".repeat(1_000),
        "(a)=\n".repeat(20_000),
        "::record\n".repeat(1_000) + "::records\n",
        "a. x\n".repeat(20_000),
        "```bash\n".to_owned() + &"\"".repeat(50_000),
        "::attachment{path=a.pdf}\n".repeat(1_000),
    ] {
        checked_page(&source);
        let document = Document::parse(&source);
        rules::check(&document, &source, &Settings { today: None, profile: None }, Vec::new());
    }
}

#[test]
fn deep_lists_stay_whole() {
    let source: String =
        (0..150).map(|depth| format!("{}- level {depth}\n", "  ".repeat(depth))).collect();
    let html = crate::page::html(&source);
    assert!(html.contains("level 149"));
}

#[test]
fn deep_quotes_keep_their_text() {
    let source = format!("{}deep\n", "> ".repeat(300));
    let document = Document::parse(&source);
    assert_eq!(document.diagnostics()[0].code, "too-deep");
    assert!(crate::page::html(&source).contains("deep"));
}

#[test]
fn a_flood_of_findings_is_cut_off() {
    let source = format!("{}\n\n:::note\n", ":::\n".repeat(5_000));
    let document = Document::parse(&source);
    assert_eq!(document.diagnostics().len(), 1001);
    let codes: Vec<&str> = document.diagnostics().iter().map(|d| d.code).collect();
    assert!(codes.contains(&"unclosed-container"), "errors are kept");
    assert_eq!(codes.last(), Some(&"too-many-findings"));
}
