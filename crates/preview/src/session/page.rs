//! A published page, and the change from one to the next.

use std::fmt;
use std::sync::{Arc, OnceLock};

use sopwright_html::{Document, Node, diff, element, encode_document, parse_document};

use super::Revision;
use crate::protocol::{Frame, ToViewer};

/// Names the content of a page: the same digest, the same tree, whatever the epoch. Half of the
/// tree's own 128-bit hash; the doctype is not part of the tree and not of the digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digest(u64);

impl Digest {
    fn of(document: &Document) -> Self {
        let nodes = document.nodes.iter().cloned();
        let tree = Node::from(element("page").children_from(nodes));
        Self(tree.hash() as u64)
    }

    /// Reads what [`Display`](fmt::Display) wrote.
    pub fn from_text(text: &str) -> Option<Self> {
        u64::from_str_radix(text, 16).ok().map(Self)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// A published page.
pub struct Page {
    document: Document,
    revision: Revision,
    digest: Digest,
    /// The length of the encoded page in bytes, found when it is first asked for.
    size: OnceLock<u64>,
}

impl Page {
    /// Makes the page that a session starts with.
    pub(super) fn empty() -> Self {
        Self::new(parse_document("<!DOCTYPE html>"), Revision(0))
    }

    fn new(document: Document, revision: Revision) -> Self {
        Self { digest: Digest::of(&document), document, revision, size: OnceLock::new() }
    }

    /// Returns the tree and its doctype.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// Returns the revision.
    pub fn revision(&self) -> Revision {
        self.revision
    }

    /// Returns the digest.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// Returns how large the page is when encoded, in bytes. Encodes it the first time.
    pub fn size(&self) -> u64 {
        *self.size.get_or_init(|| encode_document(&self.document).len() as u64)
    }
}

/// What leads from the newest page to one that is to be published.
pub struct Change {
    base: Revision,
    page: Arc<Page>,
    frame: Frame,
    ops: usize,
}

impl Change {
    /// Compares the newest page with the one that is to follow; `None` if they are equal.
    /// `edited` is when the edit came that led to the one that follows, in microseconds on the
    /// server's clock.
    pub fn new(newest: &Page, document: Document, edited: Option<u64>) -> Option<Self> {
        if newest.document == document {
            return None;
        }
        let patch = diff(&newest.document.nodes, &document.nodes);
        let page = Page::new(document, Revision(newest.revision.0 + 1));
        let frame = Frame::new(&ToViewer::Patch {
            base: newest.revision.0,
            revision: page.revision.0,
            digest: page.digest.to_string(),
            shape: patch.shape,
            edited,
            ops: patch.ops.iter().map(Into::into).collect(),
        });
        Some(Self { base: newest.revision, page: Arc::new(page), frame, ops: patch.ops.len() })
    }

    /// Returns the revision that this leads on from.
    pub fn base(&self) -> Revision {
        self.base
    }

    /// Returns the page that this leads to.
    pub fn page(&self) -> &Page {
        &self.page
    }

    /// Returns the encoded patch.
    pub fn frame(&self) -> &Frame {
        &self.frame
    }

    /// Returns how many ops the patch has.
    pub fn ops(&self) -> usize {
        self.ops
    }

    pub(super) fn into_page(self) -> Arc<Page> {
        self.page
    }
}
