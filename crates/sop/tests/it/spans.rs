//! Spans are byte ranges of the source as it was given, whatever its line ends.

use sopwright_sop::{Block, Document};

use crate::page::checked_page;

fn texts(source: &str) -> Vec<String> {
    fn push(document: &Document, source: &str, blocks: &[Block], out: &mut Vec<String>) {
        for block in blocks {
            let span = document.span(block.id()).unwrap();
            out.push(source[span.range()].to_owned());
            push(document, source, block.children(), out);
        }
    }
    checked_page(source);
    let document = Document::parse(source);
    let mut out = Vec::new();
    push(&document, source, document.blocks(), &mut out);
    out
}

#[test]
fn a_span_is_the_text_of_its_block() {
    let source = "# A {#a}\n\nÄ b\nc\n\n:::note\n- x\n\n  y\n:::\n\n| a |\n|---|\n| ü |";
    let expected = [
        "# A {#a}",
        "Ä b\nc",
        ":::note\n- x\n\n  y\n:::",
        "- x\n\n  y",
        "- x\n\n  y",
        "y",
        "| a |\n|---|\n| ü |",
    ];
    assert_eq!(texts(source), expected);
    let expected = expected.map(|text| text.replace('\n', "\r\n"));
    assert_eq!(texts(&source.replace('\n', "\r\n")), expected);
}

#[test]
fn marks_tabs_and_odd_characters_are_no_trouble() {
    assert_eq!(texts("\u{feff}a\n\n\tb"), ["a", "b"]);
    assert_eq!(texts("\u{feff}---\ntitle: x\n---\na"), ["a"]);
    assert_eq!(texts("a\0b\n\nc"), ["a\0b", "c"]);
    assert_eq!(texts("a\rb\r\rc"), ["a\rb", "c"]);
    assert_eq!(texts(""), Vec::<String>::new());
    assert_eq!(texts("\n\n"), Vec::<String>::new());
}

#[test]
fn an_unclosed_container_ends_with_its_content() {
    let source = "> :::note\n> a\n\nb";
    assert_eq!(texts(source), ["> :::note\n> a", ":::note\n> a", "a", "b"]);
}

#[test]
fn findings_point_at_what_they_are_about() {
    let source = "a\n\nx [b](javascript:c) ![d](e.png)";
    let document = Document::parse(source);
    assert_eq!(&source[document.diagnostics()[0].span.range()], "[b](javascript:c)");
    let media: Vec<_> = document.media().collect();
    assert_eq!(&source[media[0].span.range()], "![d](e.png)");
}
