//! The tree: immutable nodes, shared by `Arc`, each carrying the hash of its whole subtree.
//!
//! Two rules make a tree canonical, so that equal pages are equal values and an encoded tree
//! parses back to itself. Both are kept by construction:
//!
//! - a child list holds no empty text and no two texts side by side;
//! - attributes are sorted by name and each name occurs once (their order means nothing in a DOM).
//!
//! The hash is SipHash-1-3 with 128 bits. At that width we take equal hashes for equal subtrees:
//! among 2^40 distinct subtrees the chance of one collision is below 2^-48.

use std::fmt;
use std::hash::Hasher;
use std::ops::Range;
use std::sync::Arc;

use siphasher::sip128::{Hasher128, SipHasher13};

use crate::child_list::{self, ChildList};

/// The name of an element or attribute, interned by html5ever.
pub type Name = html5ever::LocalName;

/// The hash of a subtree.
pub type Hash = u128;

/// A node with everything below it. Cloning shares it.
#[derive(Clone)]
pub struct Node(Arc<Hashed>);

struct Hashed {
    hash: Hash,
    content: Content,
}

/// What a node is.
#[derive(Clone, Debug)]
pub enum Content {
    /// An element with its attributes and children.
    Element(Element),
    /// Text, unescaped.
    Text(Box<str>),
    /// A comment, without its delimiters.
    Comment(Box<str>),
}

/// The namespace of an element. Attributes need none: in SVG and MathML their qualified name
/// (`xlink:href`) says it, see HTML §13.2.6.5 "adjust foreign attributes".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Namespace {
    /// HTML.
    #[default]
    Html,
    /// SVG.
    Svg,
    /// MathML.
    MathMl,
}

/// An element. Build one with [`element`] and turn it into a [`Node`] with `Node::from`.
#[derive(Clone, Debug)]
pub struct Element {
    namespace: Namespace,
    name: Name,
    attributes: Vec<Attribute>,
    children: ChildList,
}

/// One attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// The qualified name.
    pub name: Name,
    /// The value, unescaped.
    pub value: Box<str>,
}

/// A parsed document: what stands at its top level.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The name in `<!DOCTYPE name>`; `None` puts browsers into quirks mode. Public and system
    /// identifiers are not kept.
    pub doctype: Option<Box<str>>,
    /// The `<html>` element and the comments around it.
    pub nodes: Vec<Node>,
}

/// Starts an HTML element without attributes or children.
///
/// ```
/// use sopwright_html::{Node, element, encode};
///
/// let node = Node::from(element("a").attribute("href", "#top").text("Up & away"));
/// assert_eq!(encode(&[node]), r##"<a href="#top">Up &amp; away</a>"##);
/// ```
pub fn element(name: &str) -> Element {
    Element::new(Namespace::Html, Name::from(name))
}

/// Makes a text node.
pub fn text(value: impl Into<Box<str>>) -> Node {
    Node::new(Content::Text(value.into()))
}

impl Node {
    fn new(content: Content) -> Self {
        Self(Arc::new(Hashed { hash: hash(&content), content }))
    }

    /// Makes a comment node.
    pub fn comment(value: impl Into<Box<str>>) -> Self {
        Self::new(Content::Comment(value.into()))
    }

    /// Returns what this node is.
    pub fn content(&self) -> &Content {
        &self.0.content
    }

    /// Returns the element, if this is one.
    pub fn as_element(&self) -> Option<&Element> {
        match self.content() {
            Content::Element(element) => Some(element),
            Content::Text(_) | Content::Comment(_) => None,
        }
    }

    /// Returns the text, if this is a text node.
    pub fn as_text(&self) -> Option<&str> {
        match self.content() {
            Content::Text(text) => Some(text),
            Content::Element(_) | Content::Comment(_) => None,
        }
    }

    /// Returns the children; text and comments have none.
    pub fn children(&self) -> &ChildList {
        self.as_element().map_or(&child_list::NONE, Element::children)
    }

    /// Returns the hash of this subtree.
    pub fn hash(&self) -> Hash {
        self.0.hash
    }

    /// Whether both are the very same allocation: equal without a look inside.
    pub fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// Appends the text below this node, comments left out, to `out`.
    pub fn collect_text(&self, out: &mut String) {
        match self.content() {
            Content::Text(text) => out.push_str(text),
            Content::Comment(_) => {}
            Content::Element(element) => {
                element.children.iter().for_each(|child| child.collect_text(out));
            }
        }
    }
}

impl Element {
    /// Starts an element without attributes or children.
    pub fn new(namespace: Namespace, name: Name) -> Self {
        Self { namespace, name, attributes: Vec::new(), children: ChildList::new() }
    }

    /// Returns the namespace.
    pub fn namespace(&self) -> Namespace {
        self.namespace
    }

    /// Returns the local name, in the case that the DOM uses (`foreignObject`).
    pub fn name(&self) -> &Name {
        &self.name
    }

    /// Returns the attributes, sorted by name.
    pub fn attributes(&self) -> &[Attribute] {
        &self.attributes
    }

    /// Returns the children. Those of a `<template>` are its contents.
    pub fn children(&self) -> &ChildList {
        &self.children
    }

    /// Returns the value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found =
            self.attributes.binary_search_by(|attribute| (*attribute.name).cmp(name)).ok()?;
        Some(&self.attributes[found].value)
    }

    /// Returns what names this element across edits: `data-key` if it has one, else `id`.
    pub fn key(&self) -> Option<&str> {
        self.get("data-key").or_else(|| self.get("id")).filter(|key| !key.is_empty())
    }

    /// Sets an attribute, in place of one that has the same name.
    #[must_use]
    pub fn attribute(mut self, name: &str, value: impl Into<Box<str>>) -> Self {
        self.set(Name::from(name), value.into());
        self
    }

    /// Sets an attribute if there is a value for it.
    #[must_use]
    pub fn attribute_if(self, name: &str, value: Option<impl Into<Box<str>>>) -> Self {
        match value {
            Some(value) => self.attribute(name, value),
            None => self,
        }
    }

    /// Appends a child.
    #[must_use]
    pub fn child(mut self, child: impl Into<Node>) -> Self {
        self.push(child.into());
        self
    }

    /// Appends children.
    #[must_use]
    pub fn children_from(mut self, children: impl IntoIterator<Item = Node>) -> Self {
        children.into_iter().for_each(|child| self.push(child));
        self
    }

    /// Appends text.
    #[must_use]
    pub fn text(self, value: impl Into<Box<str>>) -> Self {
        self.child(text(value))
    }

    /// Removes an attribute and returns its value.
    pub fn remove(&mut self, name: &str) -> Option<Box<str>> {
        let found =
            self.attributes.binary_search_by(|attribute| (*attribute.name).cmp(name)).ok()?;
        Some(self.attributes.remove(found).value)
    }

    /// Replaces all children.
    pub fn set_children(&mut self, children: impl IntoIterator<Item = Node>) {
        self.children = ChildList::new();
        children.into_iter().for_each(|child| self.push(child));
    }

    /// Puts nodes in the place of some children.
    pub fn replace_children(&mut self, range: Range<usize>, nodes: impl IntoIterator<Item = Node>) {
        let nodes: Vec<Node> = nodes.into_iter().collect();
        let before = range.start.checked_sub(1).and_then(|place| self.children.get(place));
        let behind = self.children.get(range.end);
        let all: Vec<&Node> = before.into_iter().chain(&nodes).chain(behind).collect();
        let is_text = |node: &&Node| node.as_text().is_some();
        let is_joined = all.windows(2).any(|pair| pair.iter().all(is_text))
            || nodes.iter().any(|node| node.as_text() == Some(""));
        if is_joined {
            let mut children = self.children.to_vec();
            children.splice(range, nodes);
            self.set_children(children);
        } else {
            self.children.splice(range, nodes);
        }
    }

    pub(crate) fn set(&mut self, name: Name, value: Box<str>) {
        match self.attributes.binary_search_by(|attribute| attribute.name.cmp(&name)) {
            Ok(found) => self.attributes[found].value = value,
            Err(place) => self.attributes.insert(place, Attribute { name, value }),
        }
    }

    fn push(&mut self, child: Node) {
        push_canonical(self.children.whole(), child);
    }
}

/// Appends a node to a child list and keeps the list canonical.
pub(crate) fn push_canonical(list: &mut Vec<Node>, child: Node) {
    let Some(added) = child.as_text() else {
        return list.push(child);
    };
    if added.is_empty() {
        return;
    }
    match list.last_mut() {
        Some(last) if last.as_text().is_some() => {
            let joined = [last.as_text().unwrap_or_default(), added].concat();
            *last = text(joined);
        }
        _ => list.push(child),
    }
}

impl From<Element> for Node {
    fn from(mut element: Element) -> Self {
        element.children.settle();
        Self::new(Content::Element(element))
    }
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.is_same(other) || self.hash() == other.hash()
    }
}

impl Eq for Node {}

impl fmt::Debug for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&crate::encode(std::slice::from_ref(self)))
    }
}

/// Hashes a node from its own parts and its children's hashes. Every part is preceded by its
/// length, so that no two different nodes feed the hasher the same bytes.
fn hash(content: &Content) -> Hash {
    let mut hasher = SipHasher13::new();
    let mut write = |bytes: &[u8]| {
        hasher.write_usize(bytes.len());
        hasher.write(bytes);
    };
    match content {
        Content::Text(text) => write(text.as_bytes()),
        Content::Comment(text) => {
            write(b"!");
            write(text.as_bytes());
        }
        Content::Element(element) => {
            write(&[b'<', element.namespace as u8]);
            write(element.name.as_bytes());
            write(&(element.attributes.len() as u64).to_le_bytes());
            for attribute in &element.attributes {
                write(attribute.name.as_bytes());
                write(attribute.value.as_bytes());
            }
            write(&(element.children.len() as u64).to_le_bytes());
            write(&element.children.hash().to_le_bytes());
        }
    }
    hasher.finish128().into()
}
