//! The children of an element. A long list is cut into pieces that are shared, so that a page which
//! differs from another one in one of ten thousand blocks costs one piece and not ten thousand.
//!
//! ```text
//! before   [ 0 … 63 ] [ 64 … 127 ] [ 128 … 191 ] …
//! after    the same   [  another  ]   the same   …
//! ```
//!
//! The hash of a list is a polynomial in the hashes of its nodes, so that those of pieces can be put
//! together, and where a list is cut does not show: modulo the prime 2^61 - 1, twice, once for each
//! half of a node's hash.

use std::ops::{Index, Range};
use std::slice;
use std::sync::Arc;

use crate::tree::{Hash, Node};

/// Nodes in a piece that is new.
const PIECE: usize = 64;
/// Longer lists and pieces are cut.
const LONGEST_PIECE: usize = 2 * PIECE;

/// The children of an element, in order.
#[derive(Clone, Debug)]
pub struct ChildList(List);

#[derive(Clone, Debug)]
enum List {
    Short(Vec<Node>),
    Long { pieces: Vec<Arc<Piece>>, len: usize },
}

#[derive(Debug)]
struct Piece {
    nodes: Vec<Node>,
    hash: ListHash,
}

impl Piece {
    fn new(nodes: Vec<Node>) -> Arc<Self> {
        Arc::new(Self { hash: ListHash::of(&nodes), nodes })
    }
}

/// No children.
pub(crate) static NONE: ChildList = ChildList(List::Short(Vec::new()));

impl ChildList {
    pub(crate) const fn new() -> Self {
        Self(List::Short(Vec::new()))
    }

    /// Returns how many there are.
    pub fn len(&self) -> usize {
        match &self.0 {
            List::Short(nodes) => nodes.len(),
            List::Long { len, .. } => *len,
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the child at a place.
    pub fn get(&self, mut place: usize) -> Option<&Node> {
        match &self.0 {
            List::Short(nodes) => nodes.get(place),
            List::Long { pieces, .. } => {
                for piece in pieces {
                    match piece.nodes.get(place) {
                        Some(node) => return Some(node),
                        None => place -= piece.nodes.len(),
                    }
                }
                None
            }
        }
    }

    /// Returns the first child.
    pub fn first(&self) -> Option<&Node> {
        self.iter().next()
    }

    /// Returns the last child.
    pub fn last(&self) -> Option<&Node> {
        self.iter().next_back()
    }

    /// Returns all children.
    pub fn iter(&self) -> Iter<'_> {
        let (first, pieces): (&[Node], &[Arc<Piece>]) = match &self.0 {
            List::Short(nodes) => (nodes, &[]),
            List::Long { pieces, .. } => (&[], pieces),
        };
        Iter { front: first.iter(), pieces: pieces.iter(), back: [].iter() }
    }

    /// Returns all children in a list of their own, which shares them.
    pub fn to_vec(&self) -> Vec<Node> {
        self.iter().cloned().collect()
    }

    /// Returns the children in a range, in a list of their own, which shares them.
    ///
    /// # Panics
    ///
    /// If there are fewer.
    pub fn range(&self, range: Range<usize>) -> Vec<Node> {
        match &self.0 {
            List::Short(nodes) => nodes[range].to_vec(),
            List::Long { pieces, .. } => {
                let (mut copied, mut start) = (Vec::with_capacity(range.len()), 0);
                for piece in pieces {
                    let end = start + piece.nodes.len();
                    let from = range.start.clamp(start, end) - start;
                    let to = range.end.clamp(start, end) - start;
                    copied.extend_from_slice(&piece.nodes[from..to]);
                    start = end;
                }
                copied
            }
        }
    }

    /// Returns all children as one list that can be changed.
    pub(crate) fn whole(&mut self) -> &mut Vec<Node> {
        if let List::Long { .. } = &self.0 {
            self.0 = List::Short(self.to_vec());
        }
        match &mut self.0 {
            List::Short(nodes) => nodes,
            List::Long { .. } => unreachable!("it was just made short"),
        }
    }

    /// Puts nodes in the place of others.
    pub(crate) fn splice(&mut self, range: Range<usize>, nodes: Vec<Node>) {
        let List::Long { pieces, len } = &mut self.0 else {
            self.whole().splice(range, nodes);
            return;
        };
        let (mut first, mut before) = (0, 0);
        while first + 1 < pieces.len() && before + pieces[first].nodes.len() <= range.start {
            before += pieces[first].nodes.len();
            first += 1;
        }
        let (mut last, mut end) = (first, before);
        while last < pieces.len() && (end < range.end || last == first) {
            end += pieces[last].nodes.len();
            last += 1;
        }
        let old = || pieces[first..last].iter().flat_map(|piece| &piece.nodes).cloned();
        let mut all: Vec<Node> = old().take(range.start - before).collect();
        *len = *len + nodes.len() - range.len();
        all.extend(nodes);
        all.extend(old().skip(range.end - before));
        pieces.splice(first..last, cut(&all));
    }

    /// Cuts the list into pieces, if it is long.
    pub(crate) fn settle(&mut self) {
        if let List::Short(nodes) = &self.0
            && nodes.len() > LONGEST_PIECE
        {
            self.0 = List::Long { pieces: cut(nodes), len: nodes.len() };
        }
    }

    /// Returns the hash of all children, in their order.
    pub(crate) fn hash(&self) -> Hash {
        match &self.0 {
            List::Short(nodes) => ListHash::of(nodes).value(),
            List::Long { pieces, .. } => {
                let hashes = pieces.iter().map(|piece| piece.hash);
                hashes.fold(ListHash::EMPTY, ListHash::then).value()
            }
        }
    }

    /// Returns how many children at the start, and how many of the rest at the end, are the same in
    /// two lists. Pieces that are the same are passed over.
    pub fn equal_ends(&self, other: &Self) -> (usize, usize) {
        let pieces = |list: &Self| match &list.0 {
            List::Short(_) => Vec::new(),
            List::Long { pieces, .. } => pieces.clone(),
        };
        let same = |(a, b): &(&Arc<Piece>, &Arc<Piece>)| {
            Arc::ptr_eq(a, b) || (a.hash == b.hash && a.nodes.len() == b.nodes.len())
        };
        let length = |(a, _): (&Arc<Piece>, &Arc<Piece>)| a.nodes.len();
        let (a, b) = (pieces(self), pieces(other));
        let shared = a.iter().zip(&b).take_while(same).count();
        let mut start: usize = a.iter().zip(&b).take(shared).map(length).sum();
        let (a, b) = (&a[shared..], &b[shared..]);
        let mut end: usize = a.iter().rev().zip(b.iter().rev()).take_while(same).map(length).sum();
        let equal = |(a, b): &(&Node, &Node)| a == b;
        let left = self.len().min(other.len()) - start - end;
        let rest = |list: &Self, take: usize| list.range(start..start + take);
        // Only what is between shared pieces is looked at node by node.
        let (a, b) = (rest(self, self.len() - start - end), rest(other, other.len() - start - end));
        let more = a.iter().zip(&b).take(left).take_while(equal).count();
        let behind = a.iter().rev().zip(b.iter().rev()).take(left - more).take_while(equal);
        end += behind.count();
        start += more;
        (start, end)
    }
}

fn cut(nodes: &[Node]) -> Vec<Arc<Piece>> {
    let size = if nodes.len() > LONGEST_PIECE { PIECE } else { LONGEST_PIECE };
    nodes.chunks(size).map(|piece| Piece::new(piece.to_vec())).collect()
}

impl Index<usize> for ChildList {
    type Output = Node;

    fn index(&self, place: usize) -> &Node {
        self.get(place).expect("there is a child at the place")
    }
}

impl<'a> IntoIterator for &'a ChildList {
    type Item = &'a Node;
    type IntoIter = Iter<'a>;

    fn into_iter(self) -> Iter<'a> {
        self.iter()
    }
}

/// The children of an element, one after the other.
#[derive(Clone, Debug)]
pub struct Iter<'a> {
    front: slice::Iter<'a, Node>,
    pieces: slice::Iter<'a, Arc<Piece>>,
    back: slice::Iter<'a, Node>,
}

impl<'a> Iterator for Iter<'a> {
    type Item = &'a Node;

    fn next(&mut self) -> Option<&'a Node> {
        loop {
            if let Some(node) = self.front.next() {
                return Some(node);
            }
            match self.pieces.next() {
                Some(piece) => self.front = piece.nodes.iter(),
                None => return self.back.next(),
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let pieces: usize = self.pieces.clone().map(|piece| piece.nodes.len()).sum();
        let left = self.front.len() + pieces + self.back.len();
        (left, Some(left))
    }
}

impl DoubleEndedIterator for Iter<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(node) = self.back.next_back() {
                return Some(node);
            }
            match self.pieces.next_back() {
                Some(piece) => self.back = piece.nodes.iter(),
                None => return self.front.next_back(),
            }
        }
    }
}

impl ExactSizeIterator for Iter<'_> {}

const PRIME: u64 = (1 << 61) - 1;
/// Where the polynomials are evaluated: any two numbers that nobody chose to be hit.
const POINTS: [u64; 2] = [0x1b54_2b1f_6f2c_8e37, 0x0c7e_93d1_55aa_f00d];

/// The hash of a run of nodes, and what the hash of a run in front of it is multiplied by.
#[derive(Clone, Copy, Debug, PartialEq)]
struct ListHash([Lane; 2]);

#[derive(Clone, Copy, Debug, PartialEq)]
struct Lane {
    sum: u64,
    power: u64,
}

impl ListHash {
    const EMPTY: Self = Self([Lane { sum: 0, power: 1 }; 2]);

    fn of(nodes: &[Node]) -> Self {
        nodes.iter().fold(Self::EMPTY, |run, node| {
            let hash = node.hash();
            let halves = [hash as u64, (hash >> 64) as u64];
            run.then(Self(
                [0, 1].map(|half| Lane { sum: reduced(halves[half].into()), power: POINTS[half] }),
            ))
        })
    }

    fn then(self, next: Self) -> Self {
        Self([0, 1].map(|half| {
            let (a, b) = (self.0[half], next.0[half]);
            let product = u128::from(a.sum) * u128::from(b.power);
            Lane {
                sum: reduced(product + u128::from(b.sum)),
                power: reduced(u128::from(a.power) * u128::from(b.power)),
            }
        }))
    }

    fn value(self) -> Hash {
        u128::from(self.0[0].sum) | u128::from(self.0[1].sum) << 64
    }
}

/// Returns what is left of a number when it is divided by the prime.
fn reduced(number: u128) -> u64 {
    let prime = u128::from(PRIME);
    let once = (number & prime) + (number >> 61);
    let twice = (once & prime) + (once >> 61);
    let left = if twice >= prime { twice - prime } else { twice };
    left as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::text;

    fn nodes(numbers: Range<usize>) -> Vec<Node> {
        numbers.map(|number| text(number.to_string())).collect()
    }

    fn settled(nodes: Vec<Node>) -> ChildList {
        let mut list = ChildList(List::Short(nodes));
        list.settle();
        list
    }

    #[test]
    fn where_a_list_is_cut_does_not_show() {
        for (range, with) in [
            (0..0, 0..1),
            (0..1, 0..0),
            (500..500, 0..300),
            (64..128, 7..8),
            (3..1000, 0..2),
            (999..1000, 1..5),
            (1000..1000, 1..2),
        ] {
            let mut list = settled(nodes(0..1000));
            list.splice(range.clone(), nodes(with.clone()));
            let mut expected = nodes(0..1000);
            expected.splice(range.clone(), nodes(with));
            assert_eq!(list.to_vec(), expected, "{range:?}");
            assert_eq!(list.len(), expected.len());
            assert_eq!(list.iter().len(), expected.len());
            assert_eq!(list.hash(), settled(expected.clone()).hash());
            assert_eq!(list.hash(), ListHash::of(&expected).value());
            assert!(list.iter().rev().eq(expected.iter().rev()));
            assert_eq!(list.range(1..3), expected[1..3]);
            let (start, end) = list.equal_ends(&settled(nodes(0..1000)));
            assert_eq!((start, end), crate::children::equal_ends(&expected, &nodes(0..1000)));
        }
    }

    #[test]
    fn order_and_length_show_in_the_hash() {
        let hash = |numbers: &[usize]| {
            let list = numbers.iter().map(|number| text(number.to_string())).collect();
            ChildList(List::Short(list)).hash()
        };
        assert_ne!(hash(&[1, 2]), hash(&[2, 1]));
        assert_ne!(hash(&[1]), hash(&[1, 1]));
        assert_ne!(hash(&[1, 2, 3]), hash(&[1, 2]));
    }
}
