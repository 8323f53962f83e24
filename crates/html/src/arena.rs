//! The nodes of a document that is being parsed: html5ever changes and moves them, so they are slots
//! in one list that point at each other by number. When all is read they are frozen, leaves first,
//! into shared [`Node`]s.

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell, RefMut};

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{LocalName, QualName, local_name, ns};

use crate::tree::{Document, Element, Name, Namespace, Node, push_canonical, text};

pub(crate) const DOCUMENT: usize = 0;

/// How deep a tree may be nested. Blink stops at the same depth and makes what would lie deeper a
/// sibling instead; so do we, and everything that walks a tree may recurse.
const MAX_DEPTH: u32 = 512;

/// The nodes of a document that is being parsed, the document itself first.
pub(crate) struct Arena {
    slots: RefCell<Vec<Slot>>,
    doctype: RefCell<Option<Box<str>>>,
    quirks: Cell<QuirksMode>,
    strays: Cell<u32>,
}

struct Slot {
    parent: Option<usize>,
    depth: u32,
    /// Its index among the children of its parent, once it is frozen. Texts have none.
    frozen_at: u32,
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
    pub(crate) fn new() -> Self {
        let arena = Self {
            slots: RefCell::default(),
            doctype: RefCell::default(),
            quirks: Cell::new(QuirksMode::NoQuirks),
            strays: Cell::new(0),
        };
        arena.create(Unfrozen::Document);
        arena
    }

    fn create(&self, content: Unfrozen) -> usize {
        let mut slots = self.slots.borrow_mut();
        slots.push(Slot { parent: None, depth: 0, frozen_at: 0, children: Vec::new(), content });
        slots.len() - 1
    }

    fn slots(&self) -> RefMut<'_, Vec<Slot>> {
        self.slots.borrow_mut()
    }

    /// Freezes what is below a node, and returns its children. No node may change any more.
    pub(crate) fn freeze(&self, parent: usize) -> Vec<Node> {
        freeze_children(&mut self.slots(), parent)
    }

    pub(crate) fn doctype(&self) -> Option<Box<str>> {
        self.doctype.borrow().clone()
    }

    /// Returns what the doctype says of the rules that the parser goes by.
    pub(crate) fn quirks(&self) -> QuirksMode {
        self.quirks.get()
    }

    /// Returns how often something was put, or changed, elsewhere than where the parser stands: a
    /// text in front of its table, a comment behind the body, another attribute of `<html>`. Its own
    /// children count for `<html>`, which has few.
    pub(crate) fn strays(&self) -> u32 {
        self.strays.get()
    }

    fn stray(&self) {
        self.strays.set(self.strays.get() + 1);
    }

    pub(crate) fn parent(&self, node: usize) -> Option<usize> {
        self.slots.borrow()[node].parent
    }

    /// Whether an element is the HTML element of this name.
    pub(crate) fn is_html(&self, element: usize, name: &LocalName) -> bool {
        let slots = self.slots.borrow();
        matches!(&slots[element].content, Unfrozen::Element { name: found, .. }
            if found.ns == ns!(html) && found.local == *name)
    }

    /// Whether an element is one of those that hold others and mean no more to a parser: the insertion
    /// mode inside follows from which they are.
    pub(crate) fn holds_others(&self, element: usize) -> bool {
        let slots = self.slots.borrow();
        let Unfrozen::Element { name, .. } = &slots[element].content else {
            return false;
        };
        // The names of custom elements have a hyphen in them.
        name.ns == ns!(html) && (is_container(&name.local) || name.local.contains('-'))
    }

    /// Returns what is last among the children. To a text, more text would be added.
    pub(crate) fn last_child(&self, parent: usize) -> Last {
        let slots = self.slots.borrow();
        match slots[parent].children.last() {
            None => Last::None,
            Some(&last) if matches!(slots[last].content, Unfrozen::Text(_)) => Last::Text,
            Some(&last) => Last::Node(last),
        }
    }

    /// Returns where a frozen node, which is no text, stands among the children of its parent.
    pub(crate) fn frozen_at(&self, node: usize) -> u32 {
        self.slots.borrow()[node].frozen_at
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

#[rustfmt::skip]
fn is_container(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("address") | local_name!("article") | local_name!("aside")
            | local_name!("blockquote") | local_name!("center") | local_name!("dd")
            | local_name!("details") | local_name!("dialog") | local_name!("dir")
            | local_name!("div") | local_name!("dl") | local_name!("fieldset")
            | local_name!("figure") | local_name!("footer") | local_name!("form")
            | local_name!("header") | local_name!("li") | local_name!("main")
            | local_name!("menu") | local_name!("nav") | local_name!("ol")
            | local_name!("search") | local_name!("section") | local_name!("table")
            | local_name!("tbody") | local_name!("tfoot") | local_name!("thead")
            | local_name!("ul")
    )
}

/// What is last among the children of an element.
pub(crate) enum Last {
    None,
    Text,
    Node(usize),
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
        slots[child].frozen_at = list.len().saturating_sub(1) as u32;
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
        Document { nodes: self.freeze(DOCUMENT), doctype: self.doctype.take() }
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
        let (depth, end) = {
            let parent = &self.slots.borrow()[*parent];
            (parent.depth, parent.children.len())
        };
        if depth < 2 {
            self.stray();
        }
        self.insert(*parent, end, child);
    }

    fn append_based_on_parent_node(
        &self,
        element: &usize,
        previous: &usize,
        child: NodeOrText<usize>,
    ) {
        self.stray();
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

    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.quirks.set(mode);
    }

    fn append_before_sibling(&self, sibling: &usize, child: NodeOrText<usize>) {
        if let NodeOrText::AppendNode(node) = child {
            self.detach(node);
        }
        if let Some((parent, index)) = self.place(*sibling) {
            self.insert(parent, index, child);
        }
    }

    fn add_attrs_if_missing(&self, target: &usize, added: Vec<html5ever::Attribute>) {
        self.stray();
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
