//! Two trees → the patch between them.
//!
//! The walk goes down only where subtrees differ: the same `Arc`, or an equal hash, is passed over
//! unseen. So the cost follows the edit, and the width of the child lists on the way to it.
//! Children are paired by [`children::pair`]; of the pairs, the longest run already in order stays
//! and the others move, neighbours together.

use crate::child_list::ChildList;
use crate::children::{self, Item};
use crate::patch::{Op, Patch, Path, shape};
use crate::tree::{Attribute, Content, Element, Hash, Node};

/// Returns the patch that turns the tree below `old` into the one below `new`.
///
/// [`apply`](crate::apply())`(old, diff(old, new))` equals `new` for all trees.
pub fn diff(old: &[Node], new: &[Node]) -> Patch {
    let mut diff = Diff { path: Vec::new(), ops: Vec::new() };
    diff.children(old, new);
    let shape = shape(old, &diff.ops).expect("a diff addresses nodes of the old tree");
    Patch { ops: diff.ops, shape }
}

struct Diff {
    /// The old address of the parent that is being looked at.
    path: Path,
    ops: Vec<Op>,
}

/// What is left of two child lists between their equal ends. Indexes count from there.
struct Middle<'a> {
    /// The old and new index at which it begins.
    start: usize,
    /// The old index of the first child behind it, if there is one.
    after: Option<usize>,
    old: &'a [Node],
    new: &'a [Node],
}

impl Middle<'_> {
    /// Returns the old index in the whole list.
    fn address(&self, index: usize) -> u32 {
        (self.start + index) as u32
    }
}

impl Diff {
    fn children(&mut self, old: &[Node], new: &[Node]) {
        let (start, end) = children::equal_ends(old, new);
        self.middle(&Middle {
            start,
            after: (end > 0).then(|| old.len() - end),
            old: &old[start..old.len() - end],
            new: &new[start..new.len() - end],
        });
    }

    fn child_lists(&mut self, old: &ChildList, new: &ChildList) {
        let (start, end) = old.equal_ends(new);
        self.middle(&Middle {
            start,
            after: (end > 0).then(|| old.len() - end),
            old: &old.range(start..old.len() - end),
            new: &new.range(start..new.len() - end),
        });
    }

    fn middle(&mut self, middle: &Middle<'_>) {
        let partner = children::pair(middle.old, middle.new);
        for (old_index, new_node) in partner.iter().zip(middle.new) {
            if let Some(old_index) = *old_index {
                self.node(middle.start + old_index, &middle.old[old_index], new_node);
            }
        }
        self.remove(middle, &partner);
        self.place(middle, &partner);
    }

    /// Changes one node into the node it became.
    fn node(&mut self, index: usize, old: &Node, new: &Node) {
        if old == new {
            return;
        }
        self.path.push(index as u32);
        match (old.content(), new.content()) {
            (Content::Element(old), Content::Element(new)) => {
                self.attributes(old, new);
                self.child_lists(old.children(), new.children());
            }
            (Content::Text(old), Content::Text(new))
            | (Content::Comment(old), Content::Comment(new)) => self.text(old, new),
            _ => unreachable!("only nodes of one kind are paired"),
        }
        self.path.pop();
    }

    fn attributes(&mut self, old: &Element, new: &Element) {
        for Attribute { name, .. } in old.attributes() {
            if new.get(name).is_none() {
                self.ops.push(Op::RemoveAttribute { at: self.path.clone(), name: name.clone() });
            }
        }
        for Attribute { name, value } in new.attributes() {
            if old.get(name) != Some(value) {
                let (name, value) = (name.clone(), value.clone());
                self.ops.push(Op::SetAttribute { at: self.path.clone(), name, value });
            }
        }
    }

    fn text(&mut self, old: &str, new: &str) {
        let at = self.path.clone();
        let start = common_prefix(old, new);
        let end = common_suffix(&old[start..], &new[start..]);
        let removed = &old[start..old.len() - end];
        let inserted = &new[start..new.len() - end];
        // A splice saves what stays, and costs two numbers.
        self.ops.push(if start + end > 16 {
            Op::Splice {
                at,
                offset: utf16_len(&old[..start]),
                remove: utf16_len(removed),
                insert: inserted.into(),
            }
        } else {
            Op::SetText { at, text: new.into() }
        });
    }

    fn remove(&mut self, middle: &Middle<'_>, partner: &[Option<usize>]) {
        let mut kept = vec![false; middle.old.len()];
        partner.iter().flatten().for_each(|&old| kept[old] = true);
        let mut index = 0;
        while index < kept.len() {
            let end = (index..kept.len()).find(|&old| kept[old]).unwrap_or(kept.len());
            if end > index {
                let count = (end - index) as u32;
                self.ops.push(Op::Remove {
                    at: self.path.clone(),
                    index: middle.address(index),
                    count,
                });
            }
            index = end + 1;
        }
    }

    /// Inserts and moves, from left to right, each run before the next child that stays: such a
    /// child has an old address, and everything placed before it keeps its order.
    fn place(&mut self, middle: &Middle<'_>, partner: &[Option<usize>]) {
        let stays = children::stable(partner);
        let mut index = 0;
        while index < partner.len() {
            if stays[index] {
                index += 1;
                continue;
            }
            let run = index..run_end(partner, &stays, index);
            let next_stable = (run.end..partner.len()).find(|&n| stays[n]).and_then(|n| partner[n]);
            let before = match next_stable {
                Some(old) => Some(middle.address(old)),
                None => middle.after.map(|old| old as u32),
            };
            let (at, count) = (self.path.clone(), run.len() as u32);
            self.ops.push(match partner[run.start] {
                None => Op::Insert { at, before, nodes: middle.new[run.clone()].to_vec() },
                Some(old) => Op::Move { at, index: middle.address(old), count, before },
            });
            index = run.end;
        }
    }
}

/// Returns where the run of items that one op can place ends: new ones, or neighbours of old.
fn run_end(partner: &[Option<usize>], stays: &[bool], start: usize) -> usize {
    let continues = |n: &usize| {
        !stays[*n]
            && match partner[start] {
                None => partner[*n].is_none(),
                Some(first) => partner[*n] == Some(first + (*n - start)),
            }
    };
    (start + 1..partner.len()).take_while(continues).last().map_or(start, |last| last) + 1
}

/// Returns how many bytes at the start are the same, whole characters only.
fn common_prefix(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
}

fn common_suffix(a: &str, b: &str) -> usize {
    let same = a.chars().rev().zip(b.chars().rev()).take_while(|(a, b)| a == b);
    same.map(|(a, _)| a.len_utf8()).sum()
}

fn utf16_len(text: &str) -> u32 {
    text.encode_utf16().count() as u32
}

impl Item for Node {
    fn key(&self) -> Option<&str> {
        self.as_element().and_then(Element::key)
    }

    fn hash(&self) -> Hash {
        Node::hash(self)
    }

    fn is_equal(&self, other: &Self) -> bool {
        self == other
    }

    fn may_become(&self, other: &Self) -> bool {
        match (self.content(), other.content()) {
            (Content::Element(a), Content::Element(b)) => {
                a.name() == b.name() && a.namespace() == b.namespace() && a.key() == b.key()
            }
            (Content::Text(_), Content::Text(_)) | (Content::Comment(_), Content::Comment(_)) => {
                true
            }
            _ => false,
        }
    }

    fn likeness(&self, other: &Self) -> u32 {
        let (mut a, mut b) = (String::new(), String::new());
        self.collect_text(&mut a);
        other.collect_text(&mut b);
        children::shared_words(&a, &b)
    }
}
