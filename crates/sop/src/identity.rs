//! Drafts → blocks: every block gets an id that is its own and stays its own across edits.
//!
//! 1. An explicit `{#id}` is the id; where it is said twice, the first block has it.
//! 2. A block that continues one of the document before has that one's id. Siblings are paired by
//!    content, then by likeness; a block that left its parent is found by its fingerprint.
//! 3. The others are named after their content, so that the same text always gives the same ids.
//!
//! Positions play no part, so what is inserted above a block changes nothing about it.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::hash::{Hash as _, Hasher as _};
use std::mem::discriminant;

use siphasher::sip128::{Hasher128, SipHasher13};
use sopwright_html::Hash;
use sopwright_html::children::{self, Item};

use crate::block::{Block, BlockId, BlockKind, Fingerprint, LeafRole};
use crate::diagnostic::Diagnostic;
use crate::draft::Draft;
use crate::inline;
use crate::span::Span;

/// The id of the control block.
pub(crate) const CONTROL_BLOCK: &str = "control-block";

/// The id of the block that holds all footnotes.
pub(crate) const FOOTNOTES: &str = "footnotes";

/// The HTML `id` of the element around all blocks.
pub(crate) const MAIN: &str = "document";

/// Names that an author cannot give to a block.
const RESERVED: [&str; 3] = [CONTROL_BLOCK, FOOTNOTES, MAIN];

/// HTML ids with these beginnings belong to footnotes and to raw HTML.
const RESERVED_BEGINNINGS: [&str; 3] = ["fn-", "fnref-", "user-"];

/// Where the blocks of a document stand.
#[derive(Clone, Debug, Default)]
pub(crate) struct Places {
    pub(crate) blocks: HashMap<BlockId, Span>,
    /// Where the own texts stand of those that are more than their text.
    pub(crate) texts: HashMap<BlockId, Span>,
}

/// Names all drafts. Also returns where each block stands.
pub(crate) fn name(
    mut drafts: Vec<Draft>,
    old: &[Block],
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<Block>, Places) {
    let mut names = Names::default();
    names.claim_explicit(&mut drafts, diagnostics);
    Carrier::new(old, &drafts, &mut names.taken).carry(old, &mut drafts);
    names.give_new(&mut drafts);
    let mut finisher = Finisher {
        anchors: names.explicit,
        next_suffix: HashMap::new(),
        places: Places::default(),
    };
    let blocks = drafts.into_iter().map(|draft| finisher.finish(draft)).collect();
    (blocks, finisher.places)
}

/// The ids of a document.
struct Names {
    taken: HashSet<BlockId>,
    explicit: HashSet<Box<str>>,
    next_suffix: HashMap<String, u32>,
}

impl Default for Names {
    fn default() -> Self {
        Self {
            taken: RESERVED.into_iter().map(BlockId::new).collect(),
            explicit: HashSet::from([MAIN.into()]),
            next_suffix: HashMap::new(),
        }
    }
}

impl Names {
    fn claim_explicit(&mut self, drafts: &mut [Draft], diagnostics: &mut Vec<Diagnostic>) {
        for draft in drafts {
            if draft.kind == BlockKind::Footnotes {
                draft.id = Some(FOOTNOTES.into());
            } else if let Some(id) = draft.attributes.id.as_deref() {
                let block_id = BlockId::new(id);
                if self.taken.insert(block_id.clone()) {
                    self.explicit.insert(id.into());
                    draft.id = Some(block_id);
                } else {
                    diagnostics.push(duplicate_id(id, draft.span));
                }
            }
            self.claim_explicit(&mut draft.children, diagnostics);
        }
    }

    fn give_new(&mut self, drafts: &mut [Draft]) {
        for draft in drafts {
            if draft.id.is_none() {
                draft.id = Some(self.new_id(draft.fingerprint));
            }
            self.give_new(&mut draft.children);
        }
    }

    fn new_id(&mut self, fingerprint: Fingerprint) -> BlockId {
        let base = format!("b{}", base32(fingerprint));
        let mut id = BlockId::new(&base);
        while !self.taken.insert(id.clone()) {
            id = BlockId::new(&with_suffix(&base, 2, &mut self.next_suffix));
        }
        id
    }
}

/// Whether an id belongs to the page itself.
pub(crate) fn is_reserved(id: &str) -> bool {
    RESERVED.contains(&id)
}

fn duplicate_id(id: &str, span: Span) -> Diagnostic {
    let message = if RESERVED.contains(&id) {
        format!("the id `{id}` belongs to the page itself")
    } else {
        format!("the id `{id}` is already taken by a block above")
    };
    Diagnostic::error("duplicate-id", span, message).hint("give each block an id of its own")
}

/// Writes the first 40 bits of a fingerprint with digits and letters that are not mistaken for
/// one another.
fn base32(fingerprint: Fingerprint) -> String {
    const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    (0..8).map(|place| DIGITS[(fingerprint.0 >> (123 - 5 * place)) as usize & 31] as char).collect()
}

/// Returns `base` with the next number behind it, from `first` on.
fn with_suffix(base: &str, first: u32, next_suffix: &mut HashMap<String, u32>) -> String {
    let next = next_suffix.entry(base.into()).or_insert(first);
    *next += 1;
    format!("{base}-{}", *next - 1)
}

/// Carries ids over from the blocks of the document before.
struct Carrier<'a> {
    taken: &'a mut HashSet<BlockId>,
    /// For fingerprints that occur once before and once now: where they were.
    settled: HashMap<Fingerprint, &'a Block>,
}

impl<'a> Carrier<'a> {
    fn new(old: &'a [Block], drafts: &[Draft], taken: &'a mut HashSet<BlockId>) -> Self {
        let mut seen: HashMap<Fingerprint, Occurrences<'a>> = HashMap::new();
        if !old.is_empty() {
            let same = |(block, draft): &(&Block, &Draft)| block.fingerprint == draft.fingerprint;
            let start = old.iter().zip(drafts).take_while(same).count();
            let rest = old[start..].iter().rev().zip(drafts[start..].iter().rev());
            let end = rest.take_while(same).count();
            count_old(&old[start..old.len() - end], &mut seen);
            count_new(&drafts[start..drafts.len() - end], &mut seen);
        }
        let settled = seen
            .into_iter()
            .filter(|(_, found)| found.old == 1 && found.new == 1)
            .filter_map(|(fingerprint, found)| Some((fingerprint, found.block?)))
            .collect();
        Self { taken, settled }
    }

    fn carry(&mut self, old: &[Block], drafts: &mut [Draft]) {
        self.carry_siblings(old, drafts);
        self.carry_moved(drafts);
    }

    fn carry_siblings(&mut self, old: &[Block], drafts: &mut [Draft]) {
        if old.is_empty() || drafts.is_empty() {
            return;
        }
        let is_settled = |fingerprint| self.settled.contains_key(&fingerprint);
        let old_items: Vec<Candidate<'_>> = old
            .iter()
            .map(|block| Candidate::of_block(block, is_settled(block.fingerprint)))
            .collect();
        let new_items: Vec<Candidate<'_>> = drafts
            .iter()
            .map(|draft| Candidate::of_draft(draft, is_settled(draft.fingerprint)))
            .collect();
        let partners = children::pair(&old_items, &new_items);
        for (draft, partner) in drafts.iter_mut().zip(partners) {
            let Some(block) = partner.map(|place| &old[place]) else {
                continue;
            };
            self.give(block, draft);
            if block.fingerprint == draft.fingerprint {
                self.copy_below(block, draft);
            } else {
                self.carry_siblings(&block.children, &mut draft.children);
            }
        }
    }

    /// Finds blocks that left their parent.
    fn carry_moved(&mut self, drafts: &mut [Draft]) {
        if self.settled.is_empty() {
            return;
        }
        for draft in drafts {
            if draft.id.is_none()
                && let Some(block) = self.settled.get(&draft.fingerprint).copied()
            {
                self.give(block, draft);
                self.copy_below(block, draft);
            }
            self.carry_moved(&mut draft.children);
        }
    }

    /// Gives a draft the id of the block that it continues, unless either is named explicitly.
    fn give(&mut self, block: &Block, draft: &mut Draft) {
        if draft.id.is_none() && !is_explicit(block) && self.taken.insert(block.id.clone()) {
            draft.id = Some(block.id.clone());
        }
    }

    fn copy_below(&mut self, block: &Block, draft: &mut Draft) {
        for (block, draft) in block.children.iter().zip(&mut draft.children) {
            self.give(block, draft);
            self.copy_below(block, draft);
        }
    }
}

/// Whether the id comes from the source or the kind, not from here.
fn is_explicit(block: &Block) -> bool {
    block.kind == BlockKind::Footnotes || block.attributes.id.as_deref() == Some(block.id.as_str())
}

#[derive(Default)]
struct Occurrences<'a> {
    old: usize,
    new: usize,
    block: Option<&'a Block>,
}

fn count_old<'a>(blocks: &'a [Block], seen: &mut HashMap<Fingerprint, Occurrences<'a>>) {
    for block in blocks {
        let found = seen.entry(block.fingerprint).or_default();
        found.old += 1;
        found.block = Some(block);
        count_old(&block.children, seen);
    }
}

fn count_new(drafts: &[Draft], seen: &mut HashMap<Fingerprint, Occurrences<'_>>) {
    for draft in drafts {
        if let Some(found) = seen.get_mut(&draft.fingerprint) {
            found.new += 1;
        }
        count_new(&draft.children, seen);
    }
}

/// A block or draft among its siblings, as something to be paired.
struct Candidate<'a> {
    content: Content<'a>,
    fingerprint: Fingerprint,
    kind: &'a BlockKind,
    explicit: Option<&'a str>,
    /// Its very content is in both documents, so it becomes nothing else.
    is_settled: bool,
    text: OnceCell<String>,
}

#[derive(Clone, Copy)]
enum Content<'a> {
    Old(&'a Block),
    New(&'a Draft),
}

impl<'a> Candidate<'a> {
    fn of_block(block: &'a Block, is_settled: bool) -> Self {
        Self {
            content: Content::Old(block),
            fingerprint: block.fingerprint,
            kind: &block.kind,
            explicit: is_explicit(block).then(|| block.id.as_str()),
            is_settled,
            text: OnceCell::new(),
        }
    }

    fn of_draft(draft: &'a Draft, is_settled: bool) -> Self {
        Self {
            content: Content::New(draft),
            fingerprint: draft.fingerprint,
            kind: &draft.kind,
            // At this time only those named explicitly have an id.
            explicit: draft.id.as_ref().map(BlockId::as_str),
            is_settled,
            text: OnceCell::new(),
        }
    }

    fn text(&self) -> &str {
        self.text.get_or_init(|| {
            let mut text = String::new();
            self.content.push_text(&mut text);
            text
        })
    }
}

/// Likeness looks at no more words than fit into this many bytes.
const MOST_TEXT: usize = 4000;

impl Content<'_> {
    fn push_text(self, out: &mut String) {
        if out.len() > MOST_TEXT {
            return;
        }
        match self {
            Self::Old(block) => {
                block.kind.push_text(out);
                block.children.iter().for_each(|child| Content::Old(child).push_text(out));
            }
            Self::New(draft) => {
                draft.kind.push_text(out);
                draft.children.iter().for_each(|child| Content::New(child).push_text(out));
            }
        }
    }
}

impl Item for Candidate<'_> {
    fn key(&self) -> Option<&str> {
        self.explicit
    }

    fn hash(&self) -> Hash {
        self.fingerprint.0
    }

    fn may_become(&self, other: &Self) -> bool {
        let is_open = !self.is_settled && !other.is_settled;
        discriminant(self.kind) == discriminant(other.kind)
            && self.explicit == other.explicit
            && (is_open || self.fingerprint == other.fingerprint)
    }

    fn likeness(&self, other: &Self) -> u32 {
        children::shared_words(self.text(), other.text())
    }
}

/// Makes blocks of drafts that have ids.
struct Finisher {
    /// The HTML ids that are given away.
    anchors: HashSet<Box<str>>,
    next_suffix: HashMap<String, u32>,
    places: Places,
}

impl Finisher {
    fn finish(&mut self, draft: Draft) -> Block {
        let id = draft.id.expect("every draft was given an id");
        let anchor = self.anchor(&id, draft.attributes.id.as_deref(), &draft.kind);
        self.places.blocks.insert(id.clone(), draft.span);
        if let Some(text) = draft.text {
            self.places.texts.insert(id.clone(), text);
        }
        let children: Vec<Block> =
            draft.children.into_iter().map(|child| self.finish(child)).collect();
        let mut references = draft.references;
        references.has_placeholders |=
            draft.kind.has_placeholders() || draft.attributes.has_placeholders();
        let has_references = draft.kind.is_numbered()
            || !references.is_empty()
            || children.iter().any(|child| child.has_references);
        Block {
            identity: identity(draft.fingerprint, &id, anchor.as_deref(), &children),
            id,
            kind: draft.kind,
            attributes: draft.attributes,
            children,
            fingerprint: draft.fingerprint,
            anchor,
            references,
            has_references,
        }
    }

    fn anchor(
        &mut self,
        id: &BlockId,
        explicit: Option<&str>,
        kind: &BlockKind,
    ) -> Option<Box<str>> {
        if explicit == Some(id.as_str()) {
            return explicit.map(Box::from);
        }
        let text = match kind {
            BlockKind::Section { text, .. } => text,
            // The lists of all hazards and of all records lead to them.
            BlockKind::Hazard { .. } | BlockKind::Leaf { role: LeafRole::Record, .. } => {
                return Some(id.as_str().into());
            }
            _ => return None,
        };
        let base = slug(&inline::plain_text(text));
        let mut anchor = base.clone();
        while !self.anchors.insert(anchor.as_str().into()) {
            anchor = with_suffix(&base, 1, &mut self.next_suffix);
        }
        Some(anchor.into())
    }
}

/// Returns the id of a heading by the rules of GitHub. Its numbers for repeated headings begin
/// with 1, and so do ours: tables of contents in real documents link to `#result-1`.
pub(crate) fn slug(text: &str) -> String {
    let slug = comrak::Anchorizer::new().anchorize(text.trim());
    let is_reserved = RESERVED_BEGINNINGS.iter().any(|start| slug.starts_with(start));
    if slug.is_empty() || is_reserved {
        format!("section-{slug}").trim_end_matches('-').into()
    } else {
        slug
    }
}

fn identity(
    fingerprint: Fingerprint,
    id: &BlockId,
    anchor: Option<&str>,
    children: &[Block],
) -> u128 {
    let mut hasher = SipHasher13::new();
    hasher.write_u128(fingerprint.0);
    id.hash(&mut hasher);
    anchor.hash(&mut hasher);
    for child in children {
        hasher.write_u128(child.identity);
    }
    hasher.finish128().into()
}
