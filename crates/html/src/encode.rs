//! Tree → text, after HTML §13.3 "Serializing HTML fragments".
//!
//! Two small departures make a parsed tree come back as it was, where the standard's own algorithm
//! loses a character: a carriage return is written as a reference, and a newline at the start of
//! `pre`, `textarea` and `listing`, which parsers drop, is written twice.

use crate::tree::{Content, Document, Element, Namespace, Node};

/// Writes nodes as HTML.
pub fn encode(nodes: &[Node]) -> String {
    let mut out = String::new();
    nodes.iter().for_each(|node| write_node(&mut out, node, None));
    out
}

/// Writes a document as HTML, doctype first.
pub fn encode_document(document: &Document) -> String {
    let mut out = String::new();
    if let Some(name) = &document.doctype {
        out.push_str("<!DOCTYPE ");
        out.push_str(name);
        out.push('>');
    }
    document.nodes.iter().for_each(|node| write_node(&mut out, node, None));
    out
}

fn write_node(out: &mut String, node: &Node, parent: Option<&Element>) {
    match node.content() {
        Content::Text(text) if parent.is_some_and(is_raw_text) => out.push_str(text),
        Content::Text(text) => write_escaped(out, text, false),
        Content::Comment(text) => {
            out.push_str("<!--");
            out.push_str(text);
            out.push_str("-->");
        }
        Content::Element(element) => write_element(out, element),
    }
}

fn write_element(out: &mut String, element: &Element) {
    out.push('<');
    out.push_str(element.name());
    for attribute in element.attributes() {
        out.push(' ');
        out.push_str(&attribute.name);
        out.push_str("=\"");
        write_escaped(out, &attribute.value, true);
        out.push('"');
    }
    out.push('>');
    if is_void(element) {
        return;
    }
    if drops_leading_newline(element) && starts_with_newline(element) {
        out.push('\n');
    }
    element.children().iter().for_each(|child| write_node(out, child, Some(element)));
    out.push_str("</");
    out.push_str(element.name());
    out.push('>');
}

/// HTML §13.3 "escaping a string".
fn write_escaped(out: &mut String, text: &str, in_attribute: bool) {
    let mut rest = text;
    while let Some(found) = rest.find(['&', '\u{a0}', '<', '>', '"', '\r']) {
        let (plain, special) = rest.split_at(found);
        out.push_str(plain);
        let mut chars = special.chars();
        match chars.next() {
            Some('&') => out.push_str("&amp;"),
            Some('\u{a0}') => out.push_str("&nbsp;"),
            Some('<') => out.push_str("&lt;"),
            Some('>') => out.push_str("&gt;"),
            Some('"') if in_attribute => out.push_str("&quot;"),
            Some('\r') => out.push_str("&#13;"),
            Some(other) => out.push(other),
            None => {}
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
}

/// HTML §13.1.2 "void elements", and the obsolete ones that §13.3 serialises alike.
pub(crate) fn is_void(element: &Element) -> bool {
    element.namespace() == Namespace::Html
        && matches!(
            &**element.name(),
            "area"
                | "base"
                | "basefont"
                | "bgsound"
                | "br"
                | "col"
                | "embed"
                | "frame"
                | "hr"
                | "img"
                | "input"
                | "keygen"
                | "link"
                | "meta"
                | "param"
                | "source"
                | "track"
                | "wbr"
        )
}

/// The elements whose text §13.3 writes literally; `noscript` because pages run with scripting on.
pub(crate) fn is_raw_text(element: &Element) -> bool {
    element.namespace() == Namespace::Html
        && matches!(
            &**element.name(),
            "style"
                | "script"
                | "xmp"
                | "iframe"
                | "noembed"
                | "noframes"
                | "plaintext"
                | "noscript"
        )
}

fn drops_leading_newline(element: &Element) -> bool {
    element.namespace() == Namespace::Html
        && matches!(&**element.name(), "pre" | "textarea" | "listing")
}

fn starts_with_newline(element: &Element) -> bool {
    element.children().first().and_then(Node::as_text).is_some_and(|text| text.starts_with('\n'))
}
