//! The session: which page is the newest, and how a viewer gets from its page to that one.
//!
//! A state machine without sockets, tasks or a clock. It numbers the pages that are published and
//! keeps the newest of them, with a history of the patches that led to it, bounded by bytes.
//! A viewer is no more than a [`Cursor`], the revision it was sent last:
//!
//! ```text
//!               join ──▶ At(cursor) ──▶ next ──▶ UpToDate ── (a page is published) ─┐
//!                 │                      ▲ │                                        │
//!                 │                      │ └───▶ Patch(frame, cursor) ──┐           │
//!                 │                      └──────────────────────────────┴───────────┘
//!                 └──▶ Snapshot (the viewer fetches the page and joins again) ◀── next
//! ```
//!
//! Nothing here fails: whoever cannot be helped with patches is told to fetch the page.

mod history;
mod page;

use std::fmt;
use std::sync::Arc;

use sopwright_html::Document;

use self::history::History;
pub use self::page::{Change, Digest, Page};
use crate::protocol::Frame;

/// Patches that are together smaller than this, in bytes, are sent even where the page is smaller
/// still: fetching it costs a round trip, and about this much in HTTP headers.
const ALWAYS_PATCHED: u64 = 1024;

/// One life of a server's revision numbers. It is drawn at random and means nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Epoch(pub u64);

/// The number of a published page; each is one more than the one before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Revision(pub u64);

impl fmt::Display for Epoch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl fmt::Display for Revision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What became of a published page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    /// The revision that the page is now known as.
    pub revision: Revision,
    /// Whether it differs from the page before; if not, there is no new revision.
    pub changed: bool,
    /// How many ops lead to it from the page before.
    pub ops: usize,
    /// How large the frame with these ops is, in bytes.
    pub bytes: usize,
}

/// The revision that a viewer was sent last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor(Revision);

impl Cursor {
    /// Returns the revision that the viewer was sent last.
    pub fn revision(self) -> Revision {
        self.0
    }
}

/// How a viewer that joins is brought up to date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// Its page is this revision; [`Session::next`] leads on from here.
    At(Cursor),
    /// It must fetch the page.
    Snapshot,
}

/// What a viewer is sent next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Nothing, until another page is published.
    UpToDate,
    /// This patch; its cursor is then the one given.
    Patch(Frame, Cursor),
    /// It must fetch the page and join again.
    Snapshot,
}

/// See the [module](self).
pub struct Session {
    epoch: Epoch,
    newest: Arc<Page>,
    history: History,
}

impl Session {
    /// Starts with an empty page as revision 0. Patches of more than `history_bytes` bytes
    /// together are forgotten, the oldest first.
    pub fn new(epoch: Epoch, history_bytes: usize) -> Self {
        Self { epoch, newest: Arc::new(Page::empty()), history: History::new(history_bytes) }
    }

    /// Returns the epoch.
    pub fn epoch(&self) -> Epoch {
        self.epoch
    }

    /// Returns the newest page.
    pub fn newest(&self) -> &Arc<Page> {
        &self.newest
    }

    /// Returns the cursor of a viewer that has the newest page.
    pub fn at_newest(&self) -> Cursor {
        Cursor(self.newest.revision())
    }

    /// Makes `document` the newest page, unless it equals the one that is.
    pub fn publish(&mut self, document: Document) -> Published {
        match Change::new(&self.newest, document, None) {
            Some(change) => self.record(change),
            None => self.unchanged(),
        }
    }

    /// Makes the outcome of a change the newest page. [`publish`](Self::publish) in two steps:
    /// the costly one, [`Change::new`], needs no access to the session.
    ///
    /// # Panics
    ///
    /// If the change was not made from the newest page.
    pub fn record(&mut self, change: Change) -> Published {
        let base = &self.newest;
        assert_eq!(change.base(), base.revision(), "a change follows the newest page");
        let published = Published {
            revision: change.page().revision(),
            changed: true,
            ops: change.ops(),
            bytes: change.frame().bytes().len(),
        };
        self.history.push(base.revision(), base.digest(), change.frame().clone());
        self.newest = change.into_page();
        published
    }

    /// Returns what is said of a page that equals the newest.
    pub fn unchanged(&self) -> Published {
        Published { revision: self.newest.revision(), changed: false, ops: 0, bytes: 0 }
    }

    /// Finds the page that a viewer says it shows. An equal digest will do: it names the content,
    /// so it holds across epochs.
    pub fn join(&self, epoch: &str, revision: Revision, digest: &str) -> Join {
        let Some(digest) = Digest::from_text(digest) else {
            return Join::Snapshot;
        };
        let same_epoch = epoch == self.epoch.to_string();
        let found = self
            .numbered(revision)
            .filter(|&known| same_epoch && known == digest)
            .map(|_| revision)
            .or_else(|| self.named(digest));
        match found.map(Cursor) {
            Some(cursor) if self.next(cursor) != Step::Snapshot => Join::At(cursor),
            _ => Join::Snapshot,
        }
    }

    /// Returns what a viewer at `cursor` is to be sent.
    pub fn next(&self, cursor: Cursor) -> Step {
        let Cursor(revision) = cursor;
        if revision == self.newest.revision() {
            return Step::UpToDate;
        }
        let Some(pending) = self.history.after(revision) else {
            return Step::Snapshot;
        };
        if pending.bytes > ALWAYS_PATCHED && pending.bytes > self.newest.size() {
            return Step::Snapshot;
        }
        Step::Patch(pending.first.clone(), Cursor(Revision(revision.0 + 1)))
    }

    fn numbered(&self, revision: Revision) -> Option<Digest> {
        if revision == self.newest.revision() {
            return Some(self.newest.digest());
        }
        self.history.digest(revision)
    }

    fn named(&self, digest: Digest) -> Option<Revision> {
        if digest == self.newest.digest() {
            return Some(self.newest.revision());
        }
        self.history.revision(digest)
    }
}
