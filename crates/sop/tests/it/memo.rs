//! An untouched block is the same node as before.

use sopwright_html::{Node, diff};
use sopwright_sop::{Document, Renderer, Resolved};

use crate::page::{blocks, media};

/// Renders a source, then another one after it, with one renderer.
fn pages(before: &str, after: &str) -> (sopwright_html::Document, sopwright_html::Document) {
    let mut renderer = Renderer::new();
    let old = Document::parse(before);
    let first = renderer.render(&old, &media);
    let new = Document::parse_after(after, &old);
    let second = renderer.render(&new, &media);
    assert!(second == Renderer::new().render(&new, &media), "a memo may not show");
    (first, second)
}

fn same(a: &[Node], b: &[Node]) -> usize {
    b.iter().filter(|node| a.iter().any(|other| other.is_same(node))).count()
}

#[test]
fn a_word_in_a_thousand_paragraphs_is_one_op() {
    let before: String =
        (0..1000).map(|n| format!("Paragraph {n} of the procedure.\n\n")).collect();
    let after = before.replace("Paragraph 500 of the", "Paragraph 500 of this");
    let (first, second) = pages(&before, &after);
    assert_eq!(same(&blocks(&first), &blocks(&second)), 999);
    let patch = diff(&first.nodes, &second.nodes);
    assert_eq!(patch.ops.len(), 1, "{:?}", patch.ops);
}

#[test]
fn a_line_at_the_top_touches_nothing_below() {
    let source = "# A\n\n:::steps\n1. a\n2. b\n:::\n\n![x](y.png)\n\nnote[^1]\n\n[^1]: n\n";
    let (first, second) = pages(source, &format!("New.\n\n{source}"));
    assert_eq!(same(&blocks(&first), &blocks(&second)), blocks(&first).len());
    let patch = diff(&first.nodes, &second.nodes);
    assert_eq!(patch.ops.len(), 1, "{:?}", patch.ops);
}

#[test]
fn a_document_becomes_a_long_one_and_is_one_no_more() {
    let short: String = (1..300).map(|n| format!("Paragraph {n}.\n\n")).collect();
    let long = short.replacen("1.\n\n", "1.\n\nAnother.\n\n", 1);
    for (before, after) in [(&short, &long), (&long, &short)] {
        let (first, second) = pages(before, after);
        assert_eq!(diff(&first.nodes, &second.nodes).ops.len(), 2);
    }
}

#[test]
fn a_step_in_a_container_leaves_the_others_alone() {
    let before = ":::steps\n1. a\n2. b\n3. c\n:::\n";
    let (first, second) = pages(before, &before.replace("2. b", "2. b and more"));
    let steps = |page: &sopwright_html::Document| blocks(page)[0].children().to_vec();
    assert_eq!(same(&steps(&first), &steps(&second)), 2);
}

#[test]
fn what_was_edited_and_undone_is_remembered_no_more_but_equal() {
    let mut renderer = Renderer::new();
    let old = Document::parse("a\n\nb\n");
    let first = renderer.render(&old, &media);
    let empty = Document::parse_after("", &old);
    renderer.render(&empty, &media);
    let again = renderer.render(&old, &media);
    assert!(first == again);
    assert_eq!(same(&blocks(&first), &blocks(&again)), 0);
}

#[test]
fn a_replaced_picture_shows() {
    let mut renderer = Renderer::new();
    let document = Document::parse("- ![a](x.png)\n\n<img src=\"y.png\">\n\ntext\n");
    let at = |version: &'static str| move |path: &str| Resolved::Url(format!("{version}/{path}"));
    let first = renderer.render(&document, &at("1"));
    let second = renderer.render(&document, &at("2"));
    assert_eq!(same(&blocks(&first), &blocks(&second)), 1);
    let third = renderer.render(&document, &|_: &str| Resolved::Missing);
    assert_eq!(same(&blocks(&second), &blocks(&third)), 1);
}

#[test]
fn a_replaced_logo_shows() {
    let mut renderer = Renderer::new();
    let document =
        Document::parse("---\ntitle: Rotor\nlogo: x.png\n---\n\ntext[^1]\n\n[^1]: note\n");
    for version in ["1", "1", "2"] {
        let at = |path: &str| Resolved::Url(format!("{version}/{path}"));
        let page = renderer.render(&document, &at);
        assert!(page == Renderer::new().render(&document, &at), "{version}");
    }
}

#[test]
fn numbers_of_notes_follow_the_text() {
    let before = "a[^x]\n\n[^x]: one\n[^y]: two\n";
    let after = "b[^y]\n\na[^x]\n\n[^x]: one\n[^y]: two\n";
    let (_, second) = pages(before, after);
    let html = sopwright_html::encode(&blocks(&second));
    assert!(html.contains("<a href=\"#fn-y\" id=\"fnref-y\">1</a>"), "{html}");
    assert!(html.contains("<a href=\"#fn-x\" id=\"fnref-x\">2</a>"), "{html}");
    assert!(html.find("id=\"fn-y\"") < html.find("id=\"fn-x\""), "{html}");
}

/// A procedure of a thousand steps, of which every hundredth refers to the one before it.
fn thousand_steps(first: &str) -> String {
    let step = |n: usize| match n % 100 {
        99 => format!("1. Do it. {{#s{n}}}\n"),
        0 if n > 0 => format!("1. Repeat @step(s{}).\n", n - 1),
        _ => format!("1. Do thing {n}.\n"),
    };
    format!(":::steps\n{first}{}:::\n", (0..1000).map(step).collect::<String>())
}

#[test]
fn a_step_at_the_top_of_a_thousand_changes_only_what_refers_to_them() {
    let (first, second) = pages(&thousand_steps(""), &thousand_steps("1. New.\n"));
    let patch = diff(&first.nodes, &second.nodes);
    assert_eq!(patch.ops.len(), 1 + 9, "the step, and the nine references to later ones");
}

#[test]
fn what_is_made_from_the_rest_follows_it() {
    let before = "---\nvars: {A: one}\n---\n::toc\n\n# S\n\n::hazards\n\n:::danger X\ny\n:::\n\n{{A}} `{{A}}`\n";
    for (from, to) in [("# S", "# T"), ("danger X", "danger Z"), ("one", "two")] {
        let (first, second) = pages(before, &before.replace(from, to));
        assert!(first != second);
        assert!(!diff(&first.nodes, &second.nodes).ops.is_empty());
    }
}
