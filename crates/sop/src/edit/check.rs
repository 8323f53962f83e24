//! Whether an edit does what it is meant to do, and nothing else: the edited source is parsed, and
//! compared with the document before it block by block.

use super::anatomy::Located;
use super::catalogue::kind_name;
use super::fields::{Said, fields};
use super::{TextEdit, apply};
use crate::block::{Block, BlockKind};
use crate::document::Document;

/// What is expected of an edit.
pub(crate) struct Expected<'e> {
    pub(crate) document: &'e Document,
    pub(crate) source: &'e str,
    /// The way to the block that changes.
    pub(crate) path: &'e [usize],
    /// What its fields say then.
    pub(crate) fields: &'e [Said],
    /// Whether the block may become one of another kind.
    pub(crate) may_become: fn(&BlockKind, &BlockKind) -> bool,
    /// Whether a block may change because it names the one that is changed.
    pub(crate) may_follow: &'e dyn Fn(&Block) -> bool,
}

impl Expected<'_> {
    /// Returns the first edit that does it.
    pub(crate) fn first_of(&self, ways: Vec<Vec<TextEdit>>) -> Option<Vec<TextEdit>> {
        ways.into_iter().find(|edits| self.is_met(edits))
    }

    fn is_met(&self, edits: &[TextEdit]) -> bool {
        let source = apply(self.source, edits);
        let next = self.document.edited(&source);
        if !is_same_front_matter(self.document, &next)
            || !self.is_same_but_path(self.document.blocks(), next.blocks(), self.path)
        {
            return false;
        }
        let Some(located) = Located::along(&next, self.path) else { return false };
        let (old, new) = (Located::along(self.document, self.path), located.block.kind());
        if old.is_some_and(|old| is_mended(old.block.kind(), new)) {
            return true;
        }
        is_same_said(&fields(&source, &located), self.fields)
    }

    fn is_same_but_path(&self, old: &[Block], new: &[Block], path: &[usize]) -> bool {
        old.len() == new.len()
            && old.iter().zip(new).enumerate().all(|(place, (old, new))| {
                let below = path.split_first().filter(|(on_path, _)| **on_path == place);
                match below {
                    None => old.fingerprint() == new.fingerprint() || self.follows(old, new),
                    Some((_, [])) if is_mended(old.kind(), new.kind()) => {
                        old.children().len() == new.children().len()
                    }
                    Some((_, [])) => {
                        (self.may_become)(old.kind(), new.kind())
                            && self.is_same_but_path(old.children(), new.children(), &[])
                    }
                    Some((_, below)) => {
                        self.is_same_itself(old, new)
                            && self.is_same_but_path(old.children(), new.children(), below)
                    }
                }
            })
    }

    /// Whether two blocks differ only in what names the block that is changed.
    fn follows(&self, old: &Block, new: &Block) -> bool {
        self.is_same_itself(old, new) && self.is_same_but_path(old.children(), new.children(), &[])
    }

    /// Whether two blocks, without what lies in them, are the same but for what names the block that
    /// is changed.
    fn is_same_itself(&self, old: &Block, new: &Block) -> bool {
        let is_same = old.kind() == new.kind() && old.attributes() == new.attributes();
        let is_of_same_kind = || kind_name(old.kind()) == kind_name(new.kind());
        is_same || (self.may_follow)(old) && is_of_same_kind()
    }
}

/// Whether a container that was not known is one that is: what it holds is then read in another way.
fn is_mended(old: &BlockKind, new: &BlockKind) -> bool {
    matches!(old, BlockKind::Unknown { .. }) && !matches!(new, BlockKind::Unknown { .. })
}

fn is_same_said(a: &[Said], b: &[Said]) -> bool {
    a.len() == b.len() && a.iter().all(|said| b.contains(said))
}

fn is_same_front_matter(a: &Document, b: &Document) -> bool {
    let (a, b) = (a.front_matter(), b.front_matter());
    a.unreadable() == b.unreadable()
        && a.fields().len() == b.fields().len()
        && a.fields().iter().zip(b.fields()).all(|(a, b)| a.key == b.key && a.value == b.value)
}
