//! Text → tree, by html5ever: the same tree that a browser builds from the same text.
//!
//! The parser needs nodes that it can change and move, so it works on an arena of `Slot`s; when
//! it is done the arena is frozen, leaves first, into shared [`Node`]s. Parsing never fails.
//! `noscript` is read as browsers with scripting on read it: as text.

use std::borrow::Cow;
use std::cell::{Ref, RefCell, RefMut};

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, QualName, ns};

use crate::encode::{encode_document, is_raw_text};
use crate::tree::{Attribute, Document, Element, Name, Namespace, Node, push_canonical, text};

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

/// Does the same as [`parse_settled`], in about half the time where the document differs from one
/// that is settled by nothing but words in texts: then it is settled, too.
pub fn parse_settled_after(source: &str, settled_before: &Document) -> Document {
    let document = parse_document(source);
    let is_settled = document.doctype == settled_before.doctype
        && document.nodes.len() == settled_before.nodes.len()
        && settled_before
            .nodes
            .iter()
            .zip(&document.nodes)
            .all(|(old, new)| differ_by_words(old, new));
    if is_settled { document } else { settled(document) }
}

/// Whether two trees are the same but for texts, each of which a parser puts where it puts the other
/// one: by the rules of HTML §13.2.6 that depends on whether there is white space in front of it,
/// whether there is anything behind that, and on the element around.
fn differ_by_words(old: &Node, new: &Node) -> bool {
    if old == new {
        return true;
    }
    let (Some(old), Some(new)) = (old.as_element(), new.as_element()) else {
        return false;
    };
    let is_same_element = (old.namespace(), old.name(), old.attributes())
        == (new.namespace(), new.name(), new.attributes());
    is_same_element
        && old.children().len() == new.children().len()
        && old.children().iter().zip(new.children()).all(|(a, b)| {
            match (a.as_text(), b.as_text()) {
                (Some(a), Some(b)) if a != b => !is_raw_text(old) && begin_alike(a, b),
                _ => differ_by_words(a, b),
            }
        })
}

fn begin_alike(a: &str, b: &str) -> bool {
    // Space as HTML has it (§2.1, "ASCII whitespace").
    let space =
        |text: &str| text.len() - text.trim_start_matches(['\t', '\n', '\x0c', '\r', ' ']).len();
    let has_words = |text: &str| space(text) < text.len();
    a[..space(a)] == b[..space(b)] && has_words(a) && has_words(b) && !b.contains('\0')
}

fn settled(mut document: Document) -> Document {
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

fn has_plaintext(node: &Node) -> bool {
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
    ParseOpts {
        tree_builder: TreeBuilderOpts { scripting_enabled: true, ..Default::default() },
        ..Default::default()
    }
}

const DOCUMENT: usize = 0;

/// How deep a tree may be nested. Blink stops at the same depth and makes what would lie deeper a
/// sibling instead; so do we, and everything that walks a tree may recurse.
const MAX_DEPTH: u32 = 512;

/// The nodes of a document that is being parsed, the document itself first.
struct Arena {
    slots: RefCell<Vec<Slot>>,
    doctype: RefCell<Option<Box<str>>>,
}

struct Slot {
    parent: Option<usize>,
    depth: u32,
    children: Vec<usize>,
    content: Unfrozen,
}

enum Unfrozen {
    Document,
    Element { name: QualName, attributes: Vec<html5ever::Attribute>, integration_point: bool },
    Text(String),
    Comment(StrTendril),
}

impl Arena {
    fn new() -> Self {
        let arena = Self { slots: RefCell::default(), doctype: RefCell::default() };
        arena.create(Unfrozen::Document);
        arena
    }

    fn create(&self, content: Unfrozen) -> usize {
        let mut slots = self.slots.borrow_mut();
        slots.push(Slot { parent: None, depth: 0, children: Vec::new(), content });
        slots.len() - 1
    }

    fn slots(&self) -> RefMut<'_, Vec<Slot>> {
        self.slots.borrow_mut()
    }

    /// Where `node` stands among its siblings: its parent and the index.
    fn place(&self, node: usize) -> Option<(usize, usize)> {
        let slots = self.slots.borrow();
        let parent = slots[node].parent?;
        let index = slots[parent].children.iter().rposition(|&child| child == node)?;
        Some((parent, index))
    }

    fn detach(&self, node: usize) {
        if let Some((parent, index)) = self.place(node) {
            let mut slots = self.slots();
            slots[parent].children.remove(index);
            slots[node].parent = None;
        }
    }

    /// Inserts at `index` of `parent`'s children; text joins the text that stands before it.
    fn insert(&self, parent: usize, index: usize, child: NodeOrText<usize>) {
        if self.slots.borrow()[parent].depth >= MAX_DEPTH
            && let Some((grandparent, place)) = self.place(parent)
        {
            return self.insert(grandparent, place + 1, child);
        }
        let child = match child {
            NodeOrText::AppendNode(node) => node,
            NodeOrText::AppendText(added) => {
                let mut slots = self.slots();
                let before = index.checked_sub(1).map(|index| slots[parent].children[index]);
                if let Some(before) = before
                    && let Unfrozen::Text(text) = &mut slots[before].content
                {
                    return text.push_str(&added);
                }
                drop(slots);
                self.create(Unfrozen::Text(added.to_string()))
            }
        };
        let mut slots = self.slots();
        slots[parent].children.insert(index, child);
        slots[child].parent = Some(parent);
        slots[child].depth = slots[parent].depth + 1;
    }
}

/// Turns the children of a slot into shared nodes, leaves first.
fn freeze_children(slots: &mut [Slot], parent: usize) -> Vec<Node> {
    let mut list = Vec::new();
    for child in std::mem::take(&mut slots[parent].children) {
        let content = std::mem::replace(&mut slots[child].content, Unfrozen::Document);
        let node = match content {
            Unfrozen::Document => continue,
            Unfrozen::Text(value) => text(value),
            Unfrozen::Comment(value) => Node::comment(&*value),
            Unfrozen::Element { name, attributes, .. } => {
                freeze_element(&name, attributes, freeze_children(slots, child)).into()
            }
        };
        push_canonical(&mut list, node);
    }
    list
}

fn freeze_element(
    name: &QualName,
    attributes: Vec<html5ever::Attribute>,
    children: Vec<Node>,
) -> Element {
    let namespace = match name.ns {
        ns!(svg) => Namespace::Svg,
        ns!(mathml) => Namespace::MathMl,
        _ => Namespace::Html,
    };
    let mut element = Element::new(namespace, name.local.clone());
    for attribute in attributes {
        let name = match attribute.name.prefix {
            Some(prefix) => Name::from(format!("{prefix}:{}", attribute.name.local)),
            None => attribute.name.local,
        };
        element.set(name, attribute.value.to_string().into());
    }
    element.children_from(children)
}

impl TreeSink for Arena {
    type Handle = usize;
    type Output = Document;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Document {
        let nodes = freeze_children(&mut self.slots(), DOCUMENT);
        Document { doctype: self.doctype.take(), nodes }
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> usize {
        DOCUMENT
    }

    fn elem_name<'a>(&'a self, target: &'a usize) -> Ref<'a, QualName> {
        Ref::map(self.slots.borrow(), |slots| match &slots[*target].content {
            Unfrozen::Element { name, .. } => name,
            _ => unreachable!("the parser asks only elements for their name"),
        })
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<html5ever::Attribute>,
        flags: ElementFlags,
    ) -> usize {
        let integration_point = flags.mathml_annotation_xml_integration_point;
        self.create(Unfrozen::Element { name, attributes, integration_point })
    }

    fn create_comment(&self, text: StrTendril) -> usize {
        self.create(Unfrozen::Comment(text))
    }

    fn create_pi(&self, target: StrTendril, data: StrTendril) -> usize {
        // HTML has no processing instructions; browsers make `<?x y>` a comment.
        self.create(Unfrozen::Comment(StrTendril::from(format!("?{target} {data}"))))
    }

    fn append(&self, parent: &usize, child: NodeOrText<usize>) {
        let end = self.slots.borrow()[*parent].children.len();
        self.insert(*parent, end, child);
    }

    fn append_based_on_parent_node(
        &self,
        element: &usize,
        previous: &usize,
        child: NodeOrText<usize>,
    ) {
        let has_parent = self.slots.borrow()[*element].parent.is_some();
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, name: StrTendril, _: StrTendril, _: StrTendril) {
        *self.doctype.borrow_mut() = Some(name.to_string().into());
    }

    /// A template's children *are* its contents here.
    fn get_template_contents(&self, target: &usize) -> usize {
        *target
    }

    fn same_node(&self, x: &usize, y: &usize) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &usize, child: NodeOrText<usize>) {
        if let NodeOrText::AppendNode(node) = child {
            self.detach(node);
        }
        if let Some((parent, index)) = self.place(*sibling) {
            self.insert(parent, index, child);
        }
    }

    fn add_attrs_if_missing(&self, target: &usize, added: Vec<html5ever::Attribute>) {
        if let Unfrozen::Element { attributes, .. } = &mut self.slots()[*target].content {
            for attribute in added {
                if attributes.iter().all(|present| present.name != attribute.name) {
                    attributes.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &usize) {
        self.detach(*target);
    }

    fn reparent_children(&self, node: &usize, new_parent: &usize) {
        let mut slots = self.slots();
        let children = std::mem::take(&mut slots[*node].children);
        for &child in &children {
            slots[child].parent = Some(*new_parent);
        }
        slots[*new_parent].children.extend(children);
    }

    fn is_mathml_annotation_xml_integration_point(&self, target: &usize) -> bool {
        match &self.slots.borrow()[*target].content {
            Unfrozen::Element { integration_point, .. } => *integration_point,
            _ => false,
        }
    }

    fn allow_declarative_shadow_roots(&self, _parent: &usize) -> bool {
        false
    }
}
