//! Text → tree, by html5ever: the same tree that a browser builds from the same text.
//!
//! Parsing never fails. `noscript` is read as browsers with scripting on read it: as text.

use html5ever::tendril::TendrilSink;
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, QualName, ns};

use crate::arena::Arena;
use crate::encode::encode_document;
use crate::tree::{Attribute, Document, Element, Name, Node};

/// Parses a whole document: `html`, `head` and `body` are there whatever the text says.
pub fn parse_document(source: &str) -> Document {
    html5ever::parse_document(Arena::new(), options()).one(source)
}

/// Parses a whole document, and changes it until it is what its own encoded text gives. Some trees
/// have no text that says them: a `<p>` that a script or a broken tag put into another, say. Whoever
/// is sent the text of what this returns holds the same tree.
///
/// `<plaintext>`, which no text can end, becomes `<pre>`.
pub fn parse_settled(source: &str) -> Document {
    settled(parse_document(source))
}

pub(crate) fn settled(mut document: Document) -> Document {
    if document.nodes.iter().any(has_plaintext) {
        document.nodes = document.nodes.iter().map(without_plaintext).collect();
    }
    // Most are settled from the beginning, and what mends a tag may tear another one, but not often.
    for _ in 0..MAX_SETTLING {
        let again = parse_document(&encode_document(&document));
        if again == document {
            break;
        }
        document = again;
    }
    document
}

const MAX_SETTLING: usize = 16;

pub(crate) fn has_plaintext(node: &Node) -> bool {
    let is_plaintext = |element: &Element| &**element.name() == "plaintext";
    node.as_element().is_some_and(is_plaintext) || node.children().iter().any(has_plaintext)
}

fn without_plaintext(node: &Node) -> Node {
    let Some(element) = node.as_element() else {
        return node.clone();
    };
    let name = match &**element.name() {
        "plaintext" => Name::from("pre"),
        _ => element.name().clone(),
    };
    let attributes = element.attributes().iter();
    let bare = Element::new(element.namespace(), name);
    let changed = attributes
        .fold(bare, |changed, Attribute { name, value }| changed.attribute(name, value.clone()));
    changed.children_from(element.children().iter().map(without_plaintext)).into()
}

/// Parses a piece of a `<body>`.
pub fn parse_fragment(source: &str) -> Vec<Node> {
    parse_fragment_in("body", source)
}

/// Parses what stands inside the HTML element `context`, e.g. rows inside `tbody`.
pub fn parse_fragment_in(context: &str, source: &str) -> Vec<Node> {
    let context = QualName::new(None, ns!(html), Name::from(context));
    let parser = html5ever::parse_fragment(Arena::new(), options(), context, Vec::new(), true);
    // The fragment algorithm leaves its result below a root `<html>` (HTML §13.4).
    let document = parser.one(source);
    document.nodes.first().map_or_else(Vec::new, |root| root.children().to_vec())
}

fn options() -> ParseOpts {
    ParseOpts { tree_builder: tree_options(), ..Default::default() }
}

pub(crate) fn tree_options() -> TreeBuilderOpts {
    TreeBuilderOpts { scripting_enabled: true, ..Default::default() }
}
