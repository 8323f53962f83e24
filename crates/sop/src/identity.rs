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

use crate::attributes::Attributes;
use crate::block::{Block, BlockId, BlockKind, Fingerprint, LeafRole, Parts};
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

/// The names of a document, and where the blocks stand that have them.
///
/// Blocks are placed from where their *unit* begins: a run of outermost blocks that moves as a
/// whole when something above it grows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    places: HashMap<BlockId, Placed>,
    /// Where each unit begins, by its number.
    starts: Vec<usize>,
    /// The HTML ids that authors and headings gave.
    anchors: HashSet<Box<str>>,
    /// How many headings want each HTML id.
    slugs: HashMap<Box<str>, usize>,
    /// Whether two blocks were given the same id.
    has_duplicates: bool,
}

/// Where a block stands, from the beginning of its unit on.
#[derive(Clone, Copy, Debug)]
struct Placed {
    unit: u32,
    span: Span,
    /// Where the own text stands of a block that is more than its text.
    text: Option<Span>,
}

/// A run of outermost blocks that moves as a whole.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Run {
    /// The number of its unit.
    pub(crate) unit: u32,
    /// The byte at which it begins.
    pub(crate) start: usize,
    /// How many outermost blocks it has.
    pub(crate) blocks: usize,
}

/// Names all drafts, which stand in these runs.
pub(crate) fn name(
    mut drafts: Vec<Draft>,
    runs: &[Run],
    old: &[Block],
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<Block>, Names) {
    let findings = diagnostics.len();
    let mut taken = Taken::default();
    let mut anchors = HashSet::from([MAIN.into()]);
    claim_explicit(&mut drafts, &mut taken, &mut anchors, diagnostics);
    Carrier::new(old, &drafts, &mut taken).carry(old, &mut drafts);
    give_new(&mut drafts, &mut taken, &mut HashMap::new());
    let mut names =
        Names { anchors, has_duplicates: diagnostics.len() > findings, ..Names::default() };
    names.give_anchors(&mut drafts, &mut HashMap::new());
    let blocks = names.finish(drafts, runs);
    (blocks, names)
}

impl Names {
    /// Returns where a block stands.
    pub(crate) fn span(&self, id: &BlockId) -> Option<Span> {
        let placed = self.places.get(id)?;
        Some(placed.span.moved(self.start_of(placed)))
    }

    /// Returns where the own text of a block stands, if it is more than that.
    pub(crate) fn text(&self, id: &BlockId) -> Option<Span> {
        let placed = self.places.get(id)?;
        Some(placed.text?.moved(self.start_of(placed)))
    }

    fn start_of(&self, placed: &Placed) -> isize {
        self.start(placed.unit) as isize
    }

    /// Returns how many blocks have names.
    pub(crate) fn len(&self) -> usize {
        self.places.len()
    }

    /// Names a block that is no draft's.
    pub(crate) fn place(&mut self, id: BlockId, span: Span) {
        self.places.insert(id, Placed { unit: u32::MAX, span, text: None });
    }

    /// Returns where a unit begins.
    pub(crate) fn start(&self, unit: u32) -> usize {
        self.starts.get(unit as usize).copied().unwrap_or_default()
    }

    /// Returns the first number that no unit had yet.
    pub(crate) fn next_unit(&self) -> u32 {
        self.starts.len() as u32
    }

    /// Moves a unit by so many bytes.
    pub(crate) fn move_unit(&mut self, unit: u32, by: isize) {
        let start = &mut self.starts[unit as usize];
        *start = start.saturating_add_signed(by);
    }

    /// Names the drafts that come in the place of some outermost blocks, so that all others keep
    /// their names. Returns nothing, and changes nothing, where another name depends on theirs.
    /// Also returns the ids that are gone.
    pub(crate) fn rename(
        &mut self,
        mut drafts: Vec<Draft>,
        runs: &[Run],
        old: &[Block],
    ) -> Option<(Vec<Block>, Vec<BlockId>)> {
        if self.has_duplicates {
            return None;
        }
        let mut taken = Taken { elsewhere: Some(self), ..Taken::default() };
        push_ids(old, &mut taken.gone);
        let (mut explicit, mut diagnostics) = (HashSet::new(), Vec::new());
        claim_explicit(&mut drafts, &mut taken, &mut explicit, &mut diagnostics);
        if !diagnostics.is_empty() {
            return None;
        }
        Carrier::new(old, &drafts, &mut taken).carry(old, &mut drafts);
        give_new(&mut drafts, &mut taken, &mut HashMap::new());
        let Taken { gone, here, .. } = taken;

        let (mut before, mut after) = (Vec::new(), Vec::new());
        push_wanted(old, &mut before);
        push_wanted_by_drafts(&drafts, &mut after);
        let is_same = before.len() == after.len()
            && before.iter().zip(&after).all(|(old, new)| old.is_like(new));
        if !is_same && !self.are_alone(&before, &after) {
            return None;
        }
        let given = before.iter().map(|wanted| wanted.given.clone());
        let mut given: Box<dyn Iterator<Item = _>> = match is_same {
            true => Box::new(given.collect::<Vec<_>>().into_iter()),
            false => Box::new(std::iter::empty()),
        };
        for wanted in &before {
            self.anchors.remove(&wanted.given);
            if wanted.is_slug {
                self.forget_slug(&wanted.base);
            }
        }
        self.give_anchors_again(&mut drafts, &mut *given);
        let gone: Vec<BlockId> = gone.into_iter().filter(|id| !here.contains(id)).collect();
        for id in &gone {
            self.places.remove(id);
        }
        Some((self.finish(drafts, runs), gone))
    }

    fn forget_slug(&mut self, slug: &str) {
        if let Some(count) = self.slugs.get_mut(slug) {
            *count -= 1;
            if *count == 0 {
                self.slugs.remove(slug);
            }
        }
    }

    /// Whether no other HTML id depends on those that go, nor on those that come, and none of them
    /// is wanted twice.
    fn are_alone(&self, before: &[Wanted], after: &[Wanted]) -> bool {
        let mut seen = HashSet::new();
        let gone: HashSet<&str> = before.iter().map(|wanted| &*wanted.given).collect();
        let wanted_elsewhere = |slug: &str| {
            let here = before.iter().filter(|wanted| wanted.is_slug && &*wanted.base == slug);
            self.slugs.get(slug).copied().unwrap_or_default() > here.count()
        };
        // Headings with the same text have a number behind it, and look for one that is free.
        let is_looked_for =
            |name: &str| wanted_elsewhere(name) || wanted_elsewhere(without_number(name));
        before.iter().all(|wanted| wanted.given == wanted.base && !is_looked_for(&wanted.base))
            && after.iter().all(|wanted| {
                let base = &*wanted.base;
                let is_free = !self.anchors.contains(base) || gone.contains(base);
                is_free && seen.insert(base) && !is_looked_for(base)
            })
    }

    fn give_anchors(&mut self, drafts: &mut [Draft], next_suffix: &mut HashMap<String, u32>) {
        for draft in drafts {
            draft.anchor = match wanted(draft.id.as_ref(), &draft.attributes, &draft.kind) {
                Some((base, true)) => {
                    let mut anchor = base.clone();
                    while !self.anchors.insert(anchor.clone()) {
                        anchor = with_suffix(&base, 1, next_suffix).into();
                    }
                    *self.slugs.entry(base).or_default() += 1;
                    Some(anchor)
                }
                Some((explicit, false)) => Some(explicit),
                None => own_anchor(draft.id.as_ref(), &draft.kind),
            };
            self.give_anchors(&mut draft.children, next_suffix);
        }
    }

    /// Gives what is wanted, or what was given before to those who wanted the same.
    fn give_anchors_again(
        &mut self,
        drafts: &mut [Draft],
        given: &mut dyn Iterator<Item = Box<str>>,
    ) {
        for draft in drafts {
            draft.anchor = match wanted(draft.id.as_ref(), &draft.attributes, &draft.kind) {
                Some((base, is_slug)) => {
                    let anchor = given.next().unwrap_or_else(|| base.clone());
                    if is_slug {
                        *self.slugs.entry(base).or_default() += 1;
                    }
                    self.anchors.insert(anchor.clone());
                    Some(anchor)
                }
                None => own_anchor(draft.id.as_ref(), &draft.kind),
            };
            self.give_anchors_again(&mut draft.children, given);
        }
    }

    /// Makes blocks of drafts that have names, and places them.
    fn finish(&mut self, drafts: Vec<Draft>, runs: &[Run]) -> Vec<Block> {
        let mut blocks = Vec::with_capacity(drafts.len());
        let mut drafts = drafts.into_iter();
        for run in runs {
            let unit = run.unit as usize;
            self.starts.resize(self.starts.len().max(unit + 1), 0);
            self.starts[unit] = run.start;
            blocks.extend(
                drafts
                    .by_ref()
                    .take(run.blocks)
                    .map(|draft| Finisher { places: &mut self.places, run }.finish(draft)),
            );
        }
        blocks
    }
}

/// An HTML id that an author or a heading wants.
struct Wanted {
    base: Box<str>,
    /// Whether a heading wants it, and takes another one if need be.
    is_slug: bool,
    given: Box<str>,
}

impl Wanted {
    fn is_like(&self, other: &Self) -> bool {
        (&self.base, self.is_slug) == (&other.base, other.is_slug)
    }
}

fn push_wanted(blocks: &[Block], all: &mut Vec<Wanted>) {
    for block in blocks {
        if let Some((base, is_slug)) = wanted(Some(&block.id), &block.attributes, &block.kind) {
            let given = block.anchor.clone().unwrap_or_else(|| base.clone());
            all.push(Wanted { base, is_slug, given });
        }
        push_wanted(&block.children, all);
    }
}

fn push_wanted_by_drafts(drafts: &[Draft], all: &mut Vec<Wanted>) {
    for draft in drafts {
        if let Some((base, is_slug)) = wanted(draft.id.as_ref(), &draft.attributes, &draft.kind) {
            all.push(Wanted { given: base.clone(), base, is_slug });
        }
        push_wanted_by_drafts(&draft.children, all);
    }
}

/// Returns the HTML id that a block is to have for its author's or its heading's sake, and whether
/// it is the heading's.
fn wanted(
    id: Option<&BlockId>,
    attributes: &Attributes,
    kind: &BlockKind,
) -> Option<(Box<str>, bool)> {
    match (attributes.id.as_deref(), kind) {
        (Some(explicit), _) if id.map(BlockId::as_str) == Some(explicit) => {
            Some((explicit.into(), false))
        }
        (_, BlockKind::Section { text, .. }) => {
            Some((slug(&inline::plain_text(text)).into(), true))
        }
        _ => None,
    }
}

/// The lists of all hazards and of all records lead to them.
fn own_anchor(id: Option<&BlockId>, kind: &BlockKind) -> Option<Box<str>> {
    match kind {
        BlockKind::Hazard { .. } | BlockKind::Leaf { role: LeafRole::Record, .. } => {
            id.map(|id| id.as_str().into())
        }
        _ => None,
    }
}

fn without_number(name: &str) -> &str {
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
    if stem.len() < name.len() { stem.strip_suffix('-').unwrap_or(name) } else { name }
}

fn push_ids(blocks: &[Block], ids: &mut HashSet<BlockId>) {
    for block in blocks {
        ids.insert(block.id.clone());
        push_ids(&block.children, ids);
    }
}

/// The ids that are taken.
#[derive(Default)]
struct Taken<'a> {
    here: HashSet<BlockId>,
    /// Those of blocks that are not named now, without those that are gone.
    elsewhere: Option<&'a Names>,
    gone: HashSet<BlockId>,
}

impl Taken<'_> {
    /// Takes an id; returns whether it was free.
    fn insert(&mut self, id: &BlockId) -> bool {
        let is_elsewhere = || {
            self.elsewhere.is_some_and(|names| names.places.contains_key(id))
                && !self.gone.contains(id)
        };
        !is_reserved(id.as_str()) && !is_elsewhere() && self.here.insert(id.clone())
    }
}

fn claim_explicit(
    drafts: &mut [Draft],
    taken: &mut Taken<'_>,
    anchors: &mut HashSet<Box<str>>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for draft in drafts {
        if draft.kind == BlockKind::Footnotes {
            draft.id = Some(FOOTNOTES.into());
        } else if let Some(id) = draft.attributes.id.as_deref() {
            let block_id = BlockId::new(id);
            if taken.insert(&block_id) {
                anchors.insert(id.into());
                draft.id = Some(block_id);
            } else {
                diagnostics.push(duplicate_id(id, draft.span));
            }
        }
        claim_explicit(&mut draft.children, taken, anchors, diagnostics);
    }
}

fn give_new(drafts: &mut [Draft], taken: &mut Taken<'_>, next_suffix: &mut HashMap<String, u32>) {
    for draft in drafts {
        if draft.id.is_none() {
            draft.id = Some(new_id(draft.fingerprint, taken, next_suffix));
        }
        give_new(&mut draft.children, taken, next_suffix);
    }
}

fn new_id(
    fingerprint: Fingerprint,
    taken: &mut Taken<'_>,
    next_suffix: &mut HashMap<String, u32>,
) -> BlockId {
    let base = format!("b{}", base32(fingerprint));
    let mut id = BlockId::new(&base);
    while !taken.insert(&id) {
        id = BlockId::new(&with_suffix(&base, 2, next_suffix));
    }
    id
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
struct Carrier<'a, 't> {
    taken: &'a mut Taken<'t>,
    /// For fingerprints that occur once before and once now: where they were.
    settled: HashMap<Fingerprint, &'a Block>,
}

impl<'a, 't> Carrier<'a, 't> {
    fn new(old: &'a [Block], drafts: &[Draft], taken: &'a mut Taken<'t>) -> Self {
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
        if draft.id.is_none() && !is_explicit(block) && self.taken.insert(&block.id) {
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

/// Makes blocks of drafts that have names.
struct Finisher<'a> {
    places: &'a mut HashMap<BlockId, Placed>,
    run: &'a Run,
}

impl Finisher<'_> {
    fn finish(&mut self, draft: Draft) -> Block {
        let id = draft.id.expect("every draft was given an id");
        let by = -(self.run.start as isize);
        let placed = Placed {
            unit: self.run.unit,
            span: draft.span.moved(by),
            text: draft.text.map(|text| text.moved(by)),
        };
        self.places.insert(id.clone(), placed);
        let children: Vec<Block> =
            draft.children.into_iter().map(|child| self.finish(child)).collect();
        let mut references = draft.references;
        references.has_placeholders |=
            draft.kind.has_placeholders() || draft.attributes.has_placeholders();
        let has_references = draft.kind.is_numbered()
            || !references.is_empty()
            || children.iter().any(|child| child.has_references);
        let has_media =
            !references.media.is_empty() || children.iter().any(|child| child.has_media);
        Block::from(Parts {
            identity: identity(draft.fingerprint, &id, draft.anchor.as_deref(), &children),
            id,
            kind: draft.kind,
            attributes: draft.attributes,
            children,
            fingerprint: draft.fingerprint,
            anchor: draft.anchor,
            references,
            has_references,
            has_media,
        })
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
