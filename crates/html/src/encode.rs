//! Tree → text, after HTML §13.3 "Serializing HTML fragments".
//!
//! Two small departures make a parsed tree come back as it was, where the standard's own algorithm
//! loses a character: a carriage return is written as a reference, and a newline at the start of
//! `pre`, `textarea` and `listing`, which parsers drop, is written twice.

use crate::tree::{Content, Document, Element, Namespace, Node};

/// The attribute of an element whose list of children is long: see [`encode_in_stretches`].
pub const LONG: &str = "data-long";
/// The attribute of the elements that are around stretches; the tree has no such elements.
pub const STRETCH: &str = "data-stretch";

/// Elements from which on a stretch ends before a heading, so that what a style sheet says of two
/// blocks beside each other, which are rarely a heading and what stands before it, still holds.
const STRETCH_ELEMENTS: usize = 16;
/// Elements with which a stretch ends before whatever follows.
const LONGEST_STRETCH: usize = 64;

/// Writes nodes as HTML.
pub fn encode(nodes: &[Node]) -> String {
    let mut writer = Writer::default();
    writer.write_all(nodes);
    writer.out
}

/// Writes a document as HTML, doctype first.
pub fn encode_document(document: &Document) -> String {
    Writer::default().document(document)
}

/// Writes a document as HTML for browsers, which lay out a short list of boxes faster than a long
/// one: the children of a `div`, `main`, `article`, `section` or `body` with the attribute [`LONG`]
/// stand in some tens each in a `<div>` with the attribute [`STRETCH`]. Who reads the text back has
/// to leave these out.
pub fn encode_in_stretches(document: &Document) -> String {
    Writer { in_stretches: true, ..Writer::default() }.document(document)
}

#[derive(Default)]
struct Writer {
    out: String,
    in_stretches: bool,
}

impl Writer {
    fn document(mut self, document: &Document) -> String {
        if let Some(name) = &document.doctype {
            self.out.push_str("<!DOCTYPE ");
            self.out.push_str(name);
            self.out.push('>');
        }
        self.write_all(&document.nodes);
        self.out
    }

    fn write_all<'a>(&mut self, nodes: impl IntoIterator<Item = &'a Node>) {
        nodes.into_iter().for_each(|node| self.write_node(node, None));
    }

    fn write_node(&mut self, node: &Node, parent: Option<&Element>) {
        match node.content() {
            Content::Text(text) if parent.is_some_and(is_raw_text) => self.out.push_str(text),
            Content::Text(text) => write_escaped(&mut self.out, text, false),
            Content::Comment(text) => {
                self.out.push_str("<!--");
                self.out.push_str(text);
                self.out.push_str("-->");
            }
            Content::Element(element) => self.write_element(element),
        }
    }

    fn write_element(&mut self, element: &Element) {
        self.out.push('<');
        self.out.push_str(element.name());
        for attribute in element.attributes() {
            self.out.push(' ');
            self.out.push_str(&attribute.name);
            self.out.push_str("=\"");
            write_escaped(&mut self.out, &attribute.value, true);
            self.out.push('"');
        }
        self.out.push('>');
        if is_void(element) {
            return;
        }
        if drops_leading_newline(element) && starts_with_newline(element) {
            self.out.push('\n');
        }
        if self.in_stretches && is_long(element) {
            self.write_stretches(element);
        } else {
            element.children().iter().for_each(|child| self.write_node(child, Some(element)));
        }
        self.out.push_str("</");
        self.out.push_str(element.name());
        self.out.push('>');
    }

    fn write_stretches(&mut self, parent: &Element) {
        let mut elements = 0;
        let mut before: Option<&Element> = None;
        self.begin_stretch();
        for child in parent.children() {
            if let Some(element) = child.as_element() {
                let is_end = elements >= STRETCH_ELEMENTS
                    && is_heading(element)
                    && before.is_none_or(|before| !is_heading(before) && &**before.name() != "hr");
                if is_end || elements >= LONGEST_STRETCH {
                    self.out.push_str("</div>");
                    self.begin_stretch();
                    elements = 0;
                }
                elements += 1;
                before = Some(element);
            }
            self.write_node(child, Some(parent));
        }
        self.out.push_str("</div>");
    }

    fn begin_stretch(&mut self) {
        self.out.push_str("<div ");
        self.out.push_str(STRETCH);
        self.out.push_str("=\"\">");
    }
}

fn is_long(element: &Element) -> bool {
    element.namespace() == Namespace::Html
        && matches!(&**element.name(), "div" | "main" | "article" | "section" | "body")
        && element.get(LONG).is_some()
}

fn is_heading(element: &Element) -> bool {
    matches!(&**element.name(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
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
