//! Long lists of children, in stretches for browsers: these lay out a short list of boxes faster than
//! a long one, and leave aside as a whole what is far from the view.
//!
//! Stretches are in the text that is sent, not in the tree. Who reads the text leaves them out.

use crate::encode::{encode_doctype, is_void, write_end, write_node, write_start};
use crate::tree::{Document, Element, Namespace, Node};

/// The attribute of an element whose list of children is long.
pub const LONG: &str = "data-long";
/// The attribute of the elements that are around stretches.
pub const STRETCH: &str = "data-stretch";

/// The fewest elements with which a stretch ends before a heading, so that what a style sheet says of
/// two blocks beside each other, which are rarely a heading and what stands before it, still holds.
const ENOUGH: usize = 16;

/// Writes a document as HTML, doctype first; the children of a `div`, `main`, `article`, `section` or
/// `body` with the attribute [`LONG`] stand in some tens each in a `<div>` with the attribute
/// [`STRETCH`].
pub fn encode_in_stretches(document: &Document) -> String {
    let mut out = encode_doctype(document);
    document.nodes.iter().for_each(|node| write(&mut out, node, None));
    out
}

fn write(out: &mut String, node: &Node, parent: Option<&Element>) {
    match node.as_element().filter(|element| !is_void(element)) {
        None => write_node(out, node, parent),
        Some(element) => {
            write_start(out, element);
            if is_long(element) {
                write_stretches(out, element);
            } else {
                element.children().iter().for_each(|child| write(out, child, Some(element)));
            }
            write_end(out, element);
        }
    }
}

fn write_stretches(out: &mut String, parent: &Element) {
    let children = parent.children();
    // A frame has to do with each stretch, and with each block of those in view: both are kept few.
    let enough = ENOUGH.max(children.len().isqrt() / 2);
    let mut elements = 0;
    let mut before: Option<&Element> = None;
    begin(out);
    for child in children {
        if let Some(element) = child.as_element() {
            let is_end = elements >= enough
                && is_heading(element)
                && before.is_none_or(|before| !is_heading(before) && &**before.name() != "hr");
            if is_end || elements >= 4 * enough {
                out.push_str("</div>");
                begin(out);
                elements = 0;
            }
            elements += 1;
            before = Some(element);
        }
        write(out, child, Some(parent));
    }
    out.push_str("</div>");
}

fn begin(out: &mut String) {
    out.push_str("<div ");
    out.push_str(STRETCH);
    out.push_str("=\"\">");
}

fn is_long(element: &Element) -> bool {
    element.namespace() == Namespace::Html
        && matches!(&**element.name(), "div" | "main" | "article" | "section" | "body")
        && element.get(LONG).is_some()
}

fn is_heading(element: &Element) -> bool {
    matches!(&**element.name(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}
