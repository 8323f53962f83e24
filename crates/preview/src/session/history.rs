//! The patches that led to the newest page, oldest first, without gaps.
//!
//! ```text
//! base     7      8      9     10
//! entry  [7→8] [8→9] [9→10] [10→11]      the newest page is revision 11
//! ```

use std::collections::VecDeque;

use super::Revision;
use super::page::Digest;
use crate::protocol::Frame;

/// What an entry weighs beside its frame, in bytes, so that many tiny patches are bounded too.
const ENTRY_BYTES: u64 = 128;

pub(super) struct History {
    entries: VecDeque<Entry>,
    /// The most that all entries together may weigh, in bytes.
    limit: u64,
    /// The bytes of all frames that were ever pushed.
    pushed: u64,
}

struct Entry {
    base: Revision,
    base_digest: Digest,
    frame: Frame,
    /// The bytes of all frames that were pushed before this one.
    before: u64,
}

/// The patches from some revision to the newest.
pub(super) struct Pending<'a> {
    pub(super) first: &'a Frame,
    /// The bytes of all of them.
    pub(super) bytes: u64,
}

impl History {
    pub(super) fn new(limit: usize) -> Self {
        Self { entries: VecDeque::new(), limit: limit as u64, pushed: 0 }
    }

    /// Adds the patch that leads on from `base`, the newest page until now.
    pub(super) fn push(&mut self, base: Revision, base_digest: Digest, frame: Frame) {
        let before = self.pushed;
        self.pushed += frame.bytes().len() as u64;
        self.entries.push_back(Entry { base, base_digest, frame, before });
        while self.weight() > self.limit {
            self.entries.pop_front();
        }
    }

    fn weight(&self) -> u64 {
        let frames = self.entries.front().map_or(0, |oldest| self.pushed - oldest.before);
        frames + self.entries.len() as u64 * ENTRY_BYTES
    }

    /// Returns the patches that lead on from `base`, if none of them is forgotten.
    pub(super) fn after(&self, base: Revision) -> Option<Pending<'_>> {
        let entry = self.entry(base)?;
        Some(Pending { first: &entry.frame, bytes: self.pushed - entry.before })
    }

    /// Returns the digest of an older page that patches lead on from.
    pub(super) fn digest(&self, base: Revision) -> Option<Digest> {
        self.entry(base).map(|entry| entry.base_digest)
    }

    /// Returns the newest of the older pages that have this digest.
    pub(super) fn revision(&self, digest: Digest) -> Option<Revision> {
        let mut entries = self.entries.iter().rev();
        let found = entries.find(|entry| entry.base_digest == digest)?;
        Some(found.base)
    }

    fn entry(&self, base: Revision) -> Option<&Entry> {
        let oldest = self.entries.front()?.base;
        let index = base.0.checked_sub(oldest.0)?;
        self.entries.get(usize::try_from(index).ok()?)
    }
}
