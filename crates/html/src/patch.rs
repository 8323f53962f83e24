//! A patch: the ops that turn one tree into another.
//!
//! Every address in a patch speaks of the tree *before* the patch, so ops can be resolved in any
//! order and none depends on what another one did. The receiver resolves all of them first, then
//! applies them in the order given.
//!
//! ```text
//! root list          [0] html ── [0] head
//!                            └── [1] body ── [0] main ── [7] p ── [2] text
//! path of that text  [0, 1, 0, 7, 2]
//! ```
//!
//! The [`shape`] of a patch is a 32-bit digest of what its addresses met in the old tree. A
//! receiver computes it on its own copy *before it touches anything*: if it differs, the copy is
//! not the tree that the patch was made for, and it asks for the whole page instead.

use crate::tree::{Content, Name, Node};

/// The way from the root list to a node: at each level the index among its parent's children.
pub type Path = Vec<u32>;

/// The difference of two trees.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Patch {
    /// What to do, in order.
    pub ops: Vec<Op>,
    /// The digest of the addressed places in the old tree, see [`shape`].
    pub shape: u32,
}

/// One change. Offsets and lengths of text count UTF-16 code units, as the DOM does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Op {
    /// Replaces the whole text of a text node or comment.
    SetText {
        /// The text node or comment.
        at: Path,
        /// Its new text.
        text: Box<str>,
    },
    /// Replaces a range of a text node's or comment's text.
    Splice {
        /// The text node or comment.
        at: Path,
        /// Where the range begins.
        offset: u32,
        /// How long it is.
        remove: u32,
        /// What stands there afterwards.
        insert: Box<str>,
    },
    /// Sets an attribute.
    SetAttribute {
        /// The element.
        at: Path,
        /// The attribute's qualified name.
        name: Name,
        /// Its new value.
        value: Box<str>,
    },
    /// Removes an attribute.
    RemoveAttribute {
        /// The element.
        at: Path,
        /// The attribute's qualified name.
        name: Name,
    },
    /// Inserts nodes among the children of an element, or of the root list if `at` is empty.
    Insert {
        /// The parent.
        at: Path,
        /// The old index of the child that they go before; `None`: at the end.
        before: Option<u32>,
        /// The nodes, in order.
        nodes: Vec<Node>,
    },
    /// Removes adjacent children.
    Remove {
        /// The parent.
        at: Path,
        /// The old index of the first.
        index: u32,
        /// How many.
        count: u32,
    },
    /// Moves adjacent children within their parent.
    Move {
        /// The parent.
        at: Path,
        /// The old index of the first.
        index: u32,
        /// How many.
        count: u32,
        /// The old index of the child that they go before; `None`: at the end.
        before: Option<u32>,
    },
}

impl Patch {
    /// Whether the patch changes nothing.
    pub fn is_empty(&self) -> bool {
        self.ops.is_empty()
    }
}

impl Op {
    /// Returns the address of the op: the node it changes or the parent whose children it changes.
    pub fn at(&self) -> &[u32] {
        match self {
            Self::SetText { at, .. }
            | Self::Splice { at, .. }
            | Self::SetAttribute { at, .. }
            | Self::RemoveAttribute { at, .. }
            | Self::Insert { at, .. }
            | Self::Remove { at, .. }
            | Self::Move { at, .. } => at,
        }
    }
}

/// Computes the digest of what `ops` address in the tree below `roots`, or `None` if an address
/// leads nowhere.
///
/// It is FNV-1a on 32-bit words. For each op it takes in, along the path, the length of each child
/// list; then of the target: an element's name and number of children, or the text's length in
/// UTF-16 units and, of a splice, the units it removes.
pub fn shape(roots: &[Node], ops: &[Op]) -> Option<u32> {
    let mut digest = Fnv::new();
    for op in ops {
        let mut target: Option<&Node> = None;
        for &index in op.at() {
            let (length, node) = match target.map(Node::children) {
                None => (roots.len(), roots.get(index as usize)),
                Some(list) => (list.len(), list.get(index as usize)),
            };
            digest.mix(length as u32);
            target = Some(node?);
        }
        match target.map(Node::content) {
            None => digest.mix(roots.len() as u32),
            Some(Content::Element(element)) => {
                element.name().encode_utf16().for_each(|unit| digest.mix(unit.into()));
                digest.mix(element.children().len() as u32);
            }
            Some(Content::Text(text) | Content::Comment(text)) => digest.mix_text(text, op)?,
        }
    }
    Some(digest.0)
}

struct Fnv(u32);

impl Fnv {
    fn new() -> Self {
        Self(0x811c_9dc5)
    }

    fn mix(&mut self, word: u32) {
        self.0 = (self.0 ^ word).wrapping_mul(0x0100_0193);
    }

    fn mix_text(&mut self, text: &str, op: &Op) -> Option<()> {
        let units = text.encode_utf16();
        self.mix(units.clone().count() as u32);
        if let Op::Splice { offset, remove, .. } = op {
            let mut removed = units.skip(*offset as usize);
            for _ in 0..*remove {
                self.mix(removed.next()?.into());
            }
        }
        Some(())
    }
}
