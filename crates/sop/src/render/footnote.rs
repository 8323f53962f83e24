//! Footnotes and their numbers. Numbers follow the first references; they are worked out for each
//! page and are no part of any block.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use sopwright_html::{Element, Node, element};

use super::{Page, outermost};
use crate::block::{Block, BlockId, BlockKind};
use crate::words;

/// One reference to a footnote.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Use {
    /// The number of the note.
    pub(super) number: usize,
    /// Whether this is the first reference to the note, the second, …
    pub(super) occurrence: usize,
    /// The note's name as a part of HTML ids.
    pub(super) anchor: String,
}

/// The numbers of all footnotes of a document.
#[derive(Debug, Default)]
pub(super) struct Numbers<'a> {
    /// By the name of the note: its last use so far, which counts its references.
    notes: HashMap<&'a str, Use>,
    /// The references in each block.
    uses: HashMap<&'a BlockId, Vec<Use>>,
}

/// What the node of one block depends on.
#[derive(Hash)]
pub(super) struct OfBlock<'n> {
    uses: &'n [Use],
    note: Option<&'n Use>,
    order: Vec<usize>,
}

impl<'a> Numbers<'a> {
    pub(super) fn of(blocks: &'a [Block]) -> Self {
        let mut numbers = Self::default();
        // They stand behind all other blocks.
        let Some(notes) = blocks.last().filter(|block| block.kind == BlockKind::Footnotes) else {
            return numbers;
        };
        let mut anchors = HashSet::new();
        blocks.iter().for_each(|block| numbers.count(block, &mut anchors));
        for note in &notes.children {
            if let BlockKind::Footnote { name } = &note.kind {
                numbers.note(name, &mut anchors);
            }
        }
        numbers
    }

    fn count(&mut self, block: &'a Block, anchors: &mut HashSet<String>) {
        if !block.has_references {
            return;
        }
        for name in &block.references.footnotes {
            let note = self.note(name, anchors);
            note.occurrence += 1;
            let found = note.clone();
            self.uses.entry(&block.id).or_default().push(found);
        }
        for child in &block.children {
            self.count(child, anchors);
        }
    }

    fn note(&mut self, name: &'a str, anchors: &mut HashSet<String>) -> &mut Use {
        let number = self.notes.len() + 1;
        self.notes.entry(name).or_insert_with(|| {
            let mut anchor = comrak::Anchorizer::new().anchorize(name);
            if anchor.is_empty() || !anchors.insert(anchor.clone()) {
                anchor = format!("{anchor}_{number}");
                anchors.insert(anchor.clone());
            }
            Use { number, occurrence: 0, anchor }
        })
    }

    /// Returns the references in a block, in order.
    pub(super) fn uses(&self, block: &Block) -> &[Use] {
        self.uses.get(&block.id).map_or(&[], Vec::as_slice)
    }

    /// Returns what the node of a block depends on.
    pub(super) fn of_block(&self, block: &Block) -> OfBlock<'_> {
        let number = |note: &Block| self.number_of(note).map_or(0, |found| found.number);
        OfBlock {
            uses: self.uses(block),
            note: self.number_of(block),
            order: match block.kind {
                BlockKind::Footnotes => block.children.iter().map(number).collect(),
                _ => Vec::new(),
            },
        }
    }

    fn number_of(&self, note: &Block) -> Option<&Use> {
        match &note.kind {
            BlockKind::Footnote { name } => self.notes.get(&**name),
            _ => None,
        }
    }
}

impl Page<'_> {
    pub(super) fn footnotes(&mut self, block: &Block) -> Element {
        let mut notes: Vec<&Block> = block.children.iter().collect();
        notes.sort_by_key(|note| self.numbers.number_of(note).map(|found| found.number));
        let notes: Vec<Node> =
            notes.into_iter().map(|note| self.block(note, super::Place::Flow)).collect();
        outermost("section", "footnotes", block).child(element("ol").children_from(notes))
    }

    pub(super) fn footnote(&mut self, block: &Block) -> Element {
        let children = self.blocks(&block.children);
        let note = outermost("li", "", block).children_from(children);
        let Some(found) = self.numbers.number_of(block) else {
            return note;
        };
        let mut backs = element("p").attribute("class", "footnote-backs");
        for occurrence in 1..=found.occurrence {
            let back = Use { occurrence, ..found.clone() };
            if occurrence > 1 {
                backs = backs.text(" ");
            }
            let label = words::numbered(self.words.back_to_reference, &occurrence.to_string());
            let link = element("a")
                .attribute("class", "footnote-back")
                .attribute("href", format!("#{}", back.reference_id()))
                .attribute("aria-label", label)
                .text("↩");
            backs = backs.child(link);
        }
        let has_backs = found.occurrence > 0;
        note.attribute("id", found.note_id()).children_from(has_backs.then(|| backs.into()))
    }
}
