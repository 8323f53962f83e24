//! Tree and patch → tree: the reference that the browser's own `apply` must match.
//!
//! As in the browser there are two passes. The first resolves every address in the old tree and
//! changes nothing; the second does the ops in order. Only nodes on the way to an op are opened
//! for change; all others stay the shared nodes that they were.

use std::fmt;

use crate::patch::{Op, Patch, shape};
use crate::tree::{Content, Element, Node, push_canonical, text};

/// Why a patch does not fit a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApplyError {
    /// The addressed places do not have the shape that the patch was made for.
    Shape,
    /// An op does not suit the node it addresses.
    Op,
}

impl fmt::Display for ApplyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Shape => "the patch was made for another tree; ask for the whole page",
            Self::Op => "an op does not suit the node it addresses; ask for the whole page",
        })
    }
}

impl std::error::Error for ApplyError {}

/// Applies a patch to the tree below `roots`.
///
/// # Errors
///
/// [`ApplyError`] if the patch was made for another tree; nothing is half done then.
pub fn apply(roots: &[Node], patch: &Patch) -> Result<Vec<Node>, ApplyError> {
    if shape(roots, &patch.ops) != Some(patch.shape) {
        return Err(ApplyError::Shape);
    }
    let mut tree = Tree::new(roots);
    let steps = patch.ops.iter().map(|op| tree.resolve(op)).collect::<Option<Vec<_>>>();
    for (step, op) in steps.ok_or(ApplyError::Op)?.into_iter().zip(&patch.ops) {
        tree.perform(step, op).ok_or(ApplyError::Op)?;
    }
    Ok(tree.freeze_list(ROOT))
}

type Id = usize;
const ROOT: Id = 0;

/// The nodes that are open for change; children that are `None` were not looked at.
struct Tree {
    open: Vec<Open>,
}

struct Open {
    node: Option<Node>,
    changed: Option<Changed>,
    children: Option<Vec<Id>>,
}

enum Changed {
    Text(String),
    Attributes(Element),
}

/// An op with its addresses resolved.
struct Step {
    target: Id,
    children: Vec<Id>,
    before: Option<Id>,
}

impl Tree {
    fn new(roots: &[Node]) -> Self {
        let mut tree = Self { open: vec![Open { node: None, changed: None, children: None }] };
        tree.adopt(ROOT, roots);
        tree
    }

    fn add(&mut self, node: &Node) -> Id {
        self.open.push(Open { node: Some(node.clone()), changed: None, children: None });
        self.open.len() - 1
    }

    fn adopt<'n>(&mut self, parent: Id, nodes: impl IntoIterator<Item = &'n Node>) {
        let children = nodes.into_iter().map(|node| self.add(node)).collect();
        self.open[parent].children = Some(children);
    }

    /// Returns the children of an element, opened for change.
    fn children(&mut self, parent: Id) -> Option<&mut Vec<Id>> {
        if self.open[parent].children.is_none() {
            let node = self.open[parent].node.clone()?;
            self.adopt(parent, node.as_element()?.children());
        }
        self.open[parent].children.as_mut()
    }

    fn child(&mut self, parent: Id, index: u32) -> Option<Id> {
        self.children(parent)?.get(index as usize).copied()
    }

    fn resolve(&mut self, op: &Op) -> Option<Step> {
        let mut target = ROOT;
        for &index in op.at() {
            target = self.child(target, index)?;
        }
        let (range, before) = match *op {
            Op::Insert { before, .. } => (0..0, before),
            Op::Remove { index, count, .. } => (index..index.checked_add(count)?, None),
            Op::Move { index, count, before, .. } => (index..index.checked_add(count)?, before),
            _ => (0..0, None),
        };
        let children = range.map(|index| self.child(target, index)).collect::<Option<_>>()?;
        let before = match before {
            Some(index) => Some(self.child(target, index)?),
            None => None,
        };
        Some(Step { target, children, before })
    }

    fn perform(&mut self, step: Step, op: &Op) -> Option<()> {
        match op {
            Op::SetText { text, .. } => {
                self.text(step.target)?;
                self.open[step.target].changed = Some(Changed::Text(text.to_string()));
            }
            Op::Splice { offset, remove, insert, .. } => {
                let old = self.text(step.target)?;
                let units: Vec<u16> = old.encode_utf16().collect();
                let start = *offset as usize;
                let end = start.checked_add(*remove as usize)?;
                let (head, tail) = (units.get(..start)?, units.get(end..)?);
                let new = String::from_utf16_lossy(head) + insert + &String::from_utf16_lossy(tail);
                self.open[step.target].changed = Some(Changed::Text(new));
            }
            Op::SetAttribute { name, value, .. } => {
                self.element(step.target)?.set(name.clone(), value.clone());
            }
            Op::RemoveAttribute { name, .. } => {
                self.element(step.target)?.remove(name)?;
            }
            Op::Insert { nodes, .. } => {
                let added = nodes.iter().map(|node| self.add(node)).collect();
                self.put(step.target, added, step.before)?;
            }
            Op::Remove { .. } => self.take(step.target, &step.children)?,
            Op::Move { .. } => {
                self.take(step.target, &step.children)?;
                self.put(step.target, step.children, step.before)?;
            }
        }
        Some(())
    }

    fn text(&self, id: Id) -> Option<String> {
        match (&self.open[id].changed, self.open[id].node.as_ref()?.content()) {
            (Some(Changed::Text(text)), _) => Some(text.clone()),
            (None, Content::Text(text) | Content::Comment(text)) => Some(text.to_string()),
            _ => None,
        }
    }

    /// Returns the element whose attributes are to change, without its children.
    fn element(&mut self, id: Id) -> Option<&mut Element> {
        self.children(id)?;
        let open = &mut self.open[id];
        if open.changed.is_none() {
            open.changed = Some(Changed::Attributes(open.node.as_ref()?.as_element()?.clone()));
        }
        match &mut open.changed {
            Some(Changed::Attributes(element)) => Some(element),
            _ => None,
        }
    }

    fn take(&mut self, parent: Id, gone: &[Id]) -> Option<()> {
        self.children(parent)?.retain(|child| !gone.contains(child));
        Some(())
    }

    fn put(&mut self, parent: Id, added: Vec<Id>, before: Option<Id>) -> Option<()> {
        let children = self.children(parent)?;
        let place = match before {
            Some(before) => children.iter().position(|&child| child == before)?,
            None => children.len(),
        };
        children.splice(place..place, added);
        Some(())
    }

    fn freeze_list(&self, parent: Id) -> Vec<Node> {
        let mut list = Vec::new();
        for &child in self.open[parent].children.iter().flatten() {
            push_canonical(&mut list, self.freeze(child));
        }
        list
    }

    fn freeze(&self, id: Id) -> Node {
        let open = &self.open[id];
        let node = open.node.as_ref().expect("only the root list has no node");
        match (node.content(), &open.changed, &open.children) {
            (Content::Text(_), Some(Changed::Text(value)), _) => text(value.as_str()),
            (Content::Comment(_), Some(Changed::Text(value)), _) => Node::comment(value.as_str()),
            (Content::Element(element), changed, Some(_)) => {
                let mut element = match changed {
                    Some(Changed::Attributes(changed)) => changed.clone(),
                    _ => element.clone(),
                };
                element.set_children(self.freeze_list(id));
                element.into()
            }
            _ => node.clone(),
        }
    }
}
