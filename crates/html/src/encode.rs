//! Tree → text, after HTML §13.3 "Serializing HTML fragments".
//!
//! Two small departures make a parsed tree come back as it was, where the standard's own algorithm
//! loses a character: a carriage return is written as a reference, and a newline at the start of
//! `pre`, `textarea` and `listing`, which parsers drop, is written twice.

use crate::checkpoint::Checkpoint;
use crate::tree::{Content, Document, Element, Namespace, Node};

/// Writes nodes as HTML.
pub fn encode(nodes: &[Node]) -> String {
    let mut out = String::new();
    nodes.iter().for_each(|node| write_node(&mut out, node, None));
    out
}

/// Writes a document as HTML, doctype first.
pub fn encode_document(document: &Document) -> String {
    let mut out = encode_doctype(document);
    document.nodes.iter().for_each(|node| write_node(&mut out, node, None));
    out
}

pub(crate) fn encode_doctype(document: &Document) -> String {
    document.doctype.as_ref().map_or_else(String::new, |name| format!("<!DOCTYPE {name}>"))
}

/// Writes nodes, and adds to `offsets` where in the text each checkpoint is; they come in the order of
/// the document. `depth` is how long a path to the children of the nodes' parent is.
pub(crate) fn write_with_checkpoints<'a>(
    out: &mut String,
    nodes: impl Iterator<Item = &'a Node>,
    depth: usize,
    mut checkpoints: &[Checkpoint],
    offsets: &mut Vec<usize>,
) {
    let note =
        |offsets: &mut Vec<usize>, out: &str, index: u32, checkpoints: &mut &[Checkpoint]| {
            while let Some((next, rest)) = checkpoints.split_first()
                && next.path.len() == depth
                && next.index == index
            {
                offsets.push(out.len());
                *checkpoints = rest;
            }
        };
    let mut index = 0;
    for node in nodes {
        note(offsets, out, index, &mut checkpoints);
        let is_inside = |next: &&Checkpoint| next.path.get(depth) == Some(&index);
        let (inside, rest) = checkpoints.split_at(checkpoints.iter().take_while(is_inside).count());
        match node.as_element() {
            Some(element) if !inside.is_empty() => {
                write_start(out, element);
                let children = element.children().iter();
                write_with_checkpoints(out, children, depth + 1, inside, offsets);
                write_end(out, element);
            }
            _ => write_node(out, node, None),
        }
        checkpoints = rest;
        index += 1;
    }
    note(offsets, out, index, &mut checkpoints);
}

pub(crate) fn write_node(out: &mut String, node: &Node, parent: Option<&Element>) {
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
    write_start(out, element);
    if is_void(element) {
        return;
    }
    element.children().iter().for_each(|child| write_node(out, child, Some(element)));
    write_end(out, element);
}

pub(crate) fn write_start(out: &mut String, element: &Element) {
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
    if drops_leading_newline(element) && starts_with_newline(element) {
        out.push('\n');
    }
}

pub(crate) fn write_end(out: &mut String, element: &Element) {
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
