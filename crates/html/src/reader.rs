//! Pages that come whole, again and again: what a change left alone is not read again.
//!
//! A reader keeps the text of the page before, its tree, and checkpoints (`checkpoint.rs`). Of the
//! next page it compares the text, reads the region between the checkpoints around what differs, and
//! puts the nodes in the place of the older ones:
//!
//! ```text
//! before   …|<p>One</p>|<p>Two slowly</p>|<p>Three</p>|…
//! after    …|<p>One</p>|<p>Two carefully</p>|<p>Three</p>|…
//!              same start ──┘           └── same end
//! ```
//!
//! What lies in front of a region and behind it gives the same nodes as before, because the parser is
//! in the same state where it begins and where it ends. That is so in the text of the page and in the
//! text that its tree gives, by which the tree was [settled](crate::parse_settled). Where any of this
//! does not hold, all is read.

use std::ops::Range;

use html5ever::interface::QuirksMode;

use crate::checkpoint::{Checkpoint, Wanted, read_page, read_region};
use crate::encode::{encode_doctype, write_with_checkpoints};
use crate::parse::{has_plaintext, settled};
use crate::tree::{Document, Name, Node};

/// Reads the text of a page, then that of the next one.
///
/// ```
/// use sopwright_html::{PageReader, parse_settled};
///
/// let mut reader = PageReader::default();
/// for page in ["<p>Rinse it slowly.", "<p>Rinse it twice."] {
///     assert_eq!(reader.read(page), parse_settled(page));
/// }
/// ```
#[derive(Debug)]
pub struct PageReader {
    page: Option<Page>,
    spacing: usize,
    bytes_read: usize,
}

/// A page that was read.
#[derive(Debug)]
struct Page {
    source: String,
    document: Document,
    /// In the order of the text. None, if the tree is not what the text gives at once.
    checkpoints: Vec<Checkpoint>,
    /// What the doctype means to a parser: that of the text, and that of the encoded document.
    quirks: [QuirksMode; 2],
}

/// The part of a page that is read anew.
struct Region {
    /// The checkpoints around it.
    first: usize,
    last: usize,
    /// Where its new text ends.
    end: usize,
}

/// What a region gave.
struct Read {
    nodes: Vec<Node>,
    checkpoints: Vec<Checkpoint>,
}

impl Default for PageReader {
    fn default() -> Self {
        Self::with_spacing(4096)
    }
}

impl PageReader {
    /// Starts with checkpoints at least so many bytes apart. The closer they are, the less is read
    /// again, and the more there is to keep: some hundred bytes for each. [`PageReader::default`] has
    /// 4096.
    pub fn with_spacing(bytes: usize) -> Self {
        Self { page: None, spacing: bytes, bytes_read: 0 }
    }

    /// Returns what [`parse_settled`](crate::parse_settled) returns. If the text was changed in one
    /// place since the last time, that takes as long as comparing the texts and reading some thousand
    /// bytes around the place; otherwise, and the first time, as long as reading all of it.
    pub fn read(&mut self, source: &str) -> Document {
        self.bytes_read = 0;
        let page = self.page.take().and_then(|mut page| {
            let follows = page.follow(source, self.spacing, &mut self.bytes_read);
            follows.then_some(page)
        });
        // A page that does not go on is dropped before the new one is there, which is as large.
        let page = page.unwrap_or_else(|| {
            self.bytes_read += source.len();
            Page::read(source, self.spacing)
        });
        self.page.insert(page).document.clone()
    }

    /// Returns how many bytes of the last text were parsed, those twice that were parsed in vain
    /// first.
    pub fn bytes_read(&self) -> usize {
        self.bytes_read
    }
}

impl Page {
    fn read(source: &str, spacing: usize) -> Self {
        let (document, quirks, checkpoints) = read_page(source, Wanted::Apart(spacing));
        if document.nodes.iter().any(has_plaintext) {
            return Self::without_checkpoints(source, settled(document));
        }
        let (mut encoded, mut offsets) = (encode_doctype(&document), Vec::new());
        let nodes = document.nodes.iter();
        write_with_checkpoints(&mut encoded, nodes, 0, &checkpoints, &mut offsets);
        let (again, quirks_encoded, confirmed) = read_page(&encoded, Wanted::At(&offsets));
        if again != document {
            return Self::without_checkpoints(source, settled(document));
        }
        Self {
            source: source.into(),
            document,
            checkpoints: confirm(checkpoints, &offsets, &confirmed),
            quirks: [quirks, quirks_encoded],
        }
    }

    fn without_checkpoints(source: &str, document: Document) -> Self {
        let quirks = [QuirksMode::NoQuirks; 2];
        Self { source: source.into(), document, checkpoints: Vec::new(), quirks }
    }

    /// Changes this page into the one of another text; returns whether that was possible.
    fn follow(&mut self, source: &str, spacing: usize, bytes_read: &mut usize) -> bool {
        if self.source == source {
            return true;
        }
        for region in self.regions(source) {
            let text = &source[self.checkpoints[region.first].offset..region.end];
            // What is read in vain is at most half of what is read if nothing helps.
            if *bytes_read + text.len() > source.len() / 2 {
                return false;
            }
            *bytes_read += text.len();
            if let Some(read) = self.read_region(region.first, text, spacing) {
                self.replace(&region, text, read);
                return true;
            }
        }
        false
    }

    /// Returns the regions that hold all that differs, the smallest first.
    fn regions(&self, source: &str) -> Vec<Region> {
        let all = &self.checkpoints;
        let (start, end) = (same_start(&self.source, source), same_end(&self.source, source));
        let unchanged_from = self.source.len() - end;
        let behind = all.partition_point(|next| next.offset < unchanged_from);
        let before = all.partition_point(|next| next.offset <= start);
        let mut regions = Vec::new();
        let mut depth = usize::MAX;
        for first in (0..before).rev() {
            let Checkpoint { offset, path, strays, .. } = &all[first];
            // An element that is as deep as one that has a checkpoint from here on is closed by then.
            if path.len() >= depth {
                continue;
            }
            depth = path.len();
            let new_end = |last: &Checkpoint| source.len() - (self.source.len() - last.offset);
            let from = behind.max(first);
            let inside = all[from..].iter().take_while(|next| next.path.len() >= depth);
            let found = inside.enumerate().find(|(_, last)| {
                last.path == *path && last.strays == *strays && new_end(last) >= *offset
            });
            if let Some((place, last)) = found {
                regions.push(Region { first, last: from + place, end: new_end(last) });
            }
        }
        regions
    }

    fn read_region(&self, first: usize, text: &str, spacing: usize) -> Option<Read> {
        let open = self.names(&self.checkpoints[first].path);
        let wanted = Wanted::Apart(spacing);
        let (nodes, checkpoints) = read_region(text, &open, self.quirks[0], wanted)?;
        if nodes.iter().any(has_plaintext) {
            return None;
        }
        let (mut encoded, mut offsets) = (String::new(), Vec::new());
        write_with_checkpoints(&mut encoded, nodes.iter(), 0, &checkpoints, &mut offsets);
        let wanted = Wanted::At(&offsets);
        let (again, confirmed) = read_region(&encoded, &open, self.quirks[1], wanted)?;
        let checkpoints = confirm(checkpoints, &offsets, &confirmed);
        (again == nodes).then_some(Read { nodes, checkpoints })
    }

    /// Returns the names of the elements on a path, the outermost first.
    fn names(&self, path: &[u32]) -> Vec<Name> {
        let mut names = Vec::new();
        let mut node = None;
        for &index in path {
            let index = index as usize;
            let next = match node {
                None => self.document.nodes.get(index),
                Some(node) => Node::children(node).get(index),
            };
            node = next;
            names.extend(next.and_then(Node::as_element).map(|element| element.name().clone()));
        }
        names
    }

    fn replace(&mut self, region: &Region, text: &str, read: Read) {
        let [first, last] = [region.first, region.last].map(|at| self.checkpoints[at].clone());
        let nodes = read.nodes.len() as u32;
        let (&root, path) = first.path.split_first().expect("a checkpoint is inside of an element");
        let root = &mut self.document.nodes[root as usize];
        *root = with_children(root, path, first.index as usize..last.index as usize, read.nodes);
        self.source.replace_range(first.offset..last.offset, text);

        // The first stays as it is, and is the last one, too, if there is nothing between them.
        let is_between = |inside: &Checkpoint| inside.offset > 0 && inside.offset < text.len();
        let inside = read.checkpoints.into_iter().filter(is_between);
        let mut new: Vec<Checkpoint> = inside.map(|inside| inside.behind(&first)).collect();
        let moved = Moved { first, last, length: text.len(), nodes };
        for behind in &mut self.checkpoints[region.last + 1..] {
            moved.shift(behind);
        }
        if !text.is_empty() {
            let mut end = moved.last.clone();
            moved.shift(&mut end);
            new.push(end);
        }
        self.checkpoints.splice(region.first + 1..region.last + 1, new);
    }
}

/// What moves the checkpoints behind a region.
struct Moved {
    /// Those around the region, before.
    first: Checkpoint,
    last: Checkpoint,
    /// The new text and nodes of the region.
    length: usize,
    nodes: u32,
}

impl Moved {
    fn shift(&self, behind: &mut Checkpoint) {
        behind.offset = behind.offset - self.last.offset + self.first.offset + self.length;
        if let Some(inside) = behind.path.strip_prefix(&self.first.path[..]) {
            let depth = self.first.path.len();
            let index = match inside {
                [] => &mut behind.index,
                [..] => &mut behind.path[depth],
            };
            *index = *index - self.last.index + self.first.index + self.nodes;
        }
    }
}

impl Checkpoint {
    /// Makes one that is counted from another one a checkpoint of the page.
    fn behind(mut self, first: &Self) -> Self {
        *self.path.first_mut().unwrap_or(&mut self.index) += first.index;
        Self {
            offset: first.offset + self.offset,
            path: [&first.path[..], &self.path].concat(),
            index: self.index,
            strays: first.strays,
        }
    }
}

/// Keeps the checkpoints of a text that are checkpoints of the encoded tree as well, at these offsets.
fn confirm(
    checkpoints: Vec<Checkpoint>,
    offsets: &[usize],
    confirmed: &[Checkpoint],
) -> Vec<Checkpoint> {
    let confirmed = checkpoints.into_iter().zip(offsets).filter_map(|(mut written, offset)| {
        let place = confirmed.binary_search_by_key(offset, |encoded| encoded.offset).ok()?;
        let encoded = &confirmed[place];
        written.strays += encoded.strays;
        (written.path == encoded.path && written.index == encoded.index).then_some(written)
    });
    confirmed.collect()
}

/// Returns an element with other children in a range, of itself or of the element that a path leads
/// to. All that is not on the path is shared.
fn with_children(node: &Node, path: &[u32], range: Range<usize>, children: Vec<Node>) -> Node {
    let mut element = node.as_element().expect("a path leads through elements").clone();
    match path.split_first() {
        None => element.replace_children(range, children),
        Some((&next, path)) => {
            let next = next as usize;
            let changed = with_children(&element.children()[next], path, range, children);
            element.replace_children(next..next + 1, [changed]);
        }
    }
    element.into()
}

/// Compared at once: at this length it goes as fast as memory can be read.
const CHUNK: usize = 4096;

/// Returns how many bytes at the start are the same.
fn same_start(a: &str, b: &str) -> usize {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let chunks = a.chunks_exact(CHUNK).zip(b.chunks_exact(CHUNK));
    let chunks = CHUNK * chunks.take_while(|(a, b)| a == b).count();
    let rest = a[chunks..].iter().zip(&b[chunks..]);
    chunks + rest.take_while(|(a, b)| a == b).count()
}

/// Returns how many bytes at the end are the same.
fn same_end(a: &str, b: &str) -> usize {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let chunks = a.rchunks_exact(CHUNK).zip(b.rchunks_exact(CHUNK));
    let chunks = CHUNK * chunks.take_while(|(a, b)| a == b).count();
    let rest = a[..a.len() - chunks].iter().rev().zip(b[..b.len() - chunks].iter().rev());
    chunks + rest.take_while(|(a, b)| a == b).count()
}
