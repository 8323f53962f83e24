//! Text → tree → text where parsers and serialisers are known to trip. The expected text is what
//! Chromium's own parser and `outerHTML` give for the body, but for the order of attributes and the
//! two departures that `encode` documents.

use sopwright_html::{encode, encode_document, parse_document, parse_fragment_in};

fn check(source: &str, body: &str) {
    let document = parse_document(source);
    let html = document.nodes.iter().find(|node| node.as_element().is_some()).unwrap();
    assert_eq!(encode(&html.children().last().unwrap().children().to_vec()), body, "of {source:?}");
    let again = parse_document(&encode_document(&document));
    assert_eq!(again, document, "{source:?} does not come back");
}

#[test]
fn trees_are_those_of_a_browser() {
    check("<p>a<p>b", "<p>a</p><p>b</p>");
    check("<b>1<p>2</b>3</p>", "<b>1</b><p><b>2</b>3</p>");
    check("<table><tr><td>x</table>", "<table><tbody><tr><td>x</td></tr></tbody></table>");
    check("<table>stray<tr><td>x", "stray<table><tbody><tr><td>x</td></tr></tbody></table>");
    check("<ul><li>a<li>b<ul><li>c", "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>");
    check("a<br>b<img src=x>c<hr>", "a<br>b<img src=\"x\">c<hr>");
    check(
        "<svg viewbox='0 0 1 1'><foreignobject><p>x</svg>",
        "<svg viewBox=\"0 0 1 1\"><foreignObject><p>x</p></foreignObject></svg>",
    );
    check("<svg><use xlink:href='#a'/></svg>", "<svg><use xlink:href=\"#a\"></use></svg>");
    check("x<template><tr><td>x</template>", "x<template><tr><td>x</td></tr></template>");
    check("x<noscript><b>x</b></noscript>y", "x<noscript><b>x</b></noscript>y");
    check("x<script>if (a < b && c) d()</script>", "x<script>if (a < b && c) d()</script>");
    check("x<style>a > b { content: \"<\" }</style>", "x<style>a > b { content: \"<\" }</style>");
    check("<pre>\n\nx</pre>", "<pre>\n\nx</pre>");
    check("<textarea>\n\n<b></textarea>", "<textarea>\n\n&lt;b&gt;</textarea>");
    check("a&#13;b", "a&#13;b");
    check(
        "<p title='\"<>&amp;&nbsp;'>&lt;&nbsp;\"",
        "<p title=\"&quot;&lt;&gt;&amp;&nbsp;\">&lt;&nbsp;\"</p>",
    );
    check("<p b=2 a=1 b=3>", "<p a=\"1\" b=\"2\"></p>");
    check("x<!-- c --><?php y ?>", "x<!-- c --><!--?php y ?-->");
    check(
        "<select><option>a<option>b</select>",
        "<select><option>a</option><option>b</option></select>",
    );
    check("<a href=1>x<a href=2>y", "<a href=\"1\">x</a><a href=\"2\">y</a>");
    check("", "");
}

#[test]
fn a_fragment_is_read_in_its_context() {
    assert_eq!(encode(&parse_fragment_in("tbody", "<tr><td>x")), "<tr><td>x</td></tr>");
    assert_eq!(encode(&parse_fragment_in("body", "<tr><td>x")), "x");
    assert_eq!(encode(&parse_fragment_in("title", "a<b>")), "a&lt;b&gt;");
}

#[test]
fn the_head_and_the_doctype_are_kept() {
    let document = parse_document("<!doctype html><title>T</title><html lang=en><p>x");
    assert_eq!(
        encode_document(&document),
        "<!DOCTYPE html><html lang=\"en\"><head><title>T</title></head><body><p>x</p></body></html>"
    );
}
