//! What a document has, and under which number: all that one block needs to know of others.
//!
//! Numbers are worked out for each page and are no part of any block: a step that is inserted at
//! the top changes the blocks that refer to a later one, and no others.

use std::collections::HashMap;
use std::hash::{Hash as _, Hasher as _};
use std::mem::discriminant;
use std::slice::from_ref;

use siphasher::sip128::{Hasher128, SipHasher13};

use crate::block::{Block, BlockId, BlockKind, LeafRole, ListMarks, Role};
use crate::inline;
use crate::numbering::{Across, Numbering};

/// What a reference to a block shows.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Label {
    /// The number of a step: with those of the steps around it, as `4.3.2`.
    Step(String),
    /// The number of a section that has one.
    Section(String),
    /// The number of a figure.
    Figure(String),
    /// The number of a table.
    Table(String),
    /// The number of an item in a list of works.
    Work(String),
    /// The number of an item in any other list.
    Item(String),
    /// The block's own words.
    Words(String),
}

/// A section in the table of contents.
#[derive(Clone, Debug)]
pub(crate) struct SectionLine {
    pub(crate) block: Block,
    /// How deep it lies: 0 for the outermost sections.
    pub(crate) depth: usize,
    pub(crate) number: Option<String>,
}

/// What a document has.
#[derive(Debug, Default)]
pub(crate) struct Index {
    labels: HashMap<Box<str>, Label>,
    numbers: HashMap<BlockId, String>,
    headings_above: HashMap<BlockId, String>,
    pub(crate) sections: Vec<SectionLine>,
    pub(crate) hazards: Vec<Block>,
    pub(crate) records: Vec<Block>,
    /// Whether the body itself shows the revision history, or the approvals.
    pub(crate) shows_revisions: bool,
    pub(crate) shows_approvals: bool,
}

impl Index {
    /// Looks through a document, whose title is a heading unless the front matter has it.
    pub(crate) fn of(blocks: &[Block], numbering: Numbering, title: Title) -> Self {
        let mut reader = Reader {
            index: Self::default(),
            numbering,
            steps: Vec::new(),
            next_step: 1,
            sections: SectionCounter::of(blocks, title),
            figures: 0,
            tables: 0,
        };
        reader.read(blocks);
        reader.index
    }

    /// Returns the label of the block with an anchor.
    pub(crate) fn label(&self, anchor: &str) -> Option<&Label> {
        self.labels.get(anchor)
    }

    /// Returns the number that a block itself shows: that of a section, a figure or a table, and
    /// that of the first step.
    pub(crate) fn number(&self, block: &Block) -> Option<&str> {
        self.numbers.get(&block.id).map(String::as_str)
    }

    /// Returns the numbers of all steps and items in some of the document's outermost blocks.
    pub(crate) fn ordinals<'a>(
        &self,
        blocks: &'a [Block],
        numbering: Numbering,
    ) -> HashMap<&'a BlockId, String> {
        let mut ordinals = HashMap::new();
        self.push_ordinals(blocks, numbering, &mut Vec::new(), &mut ordinals);
        ordinals
    }

    /// Adds those in blocks that lie in steps with these numbers.
    fn push_ordinals<'a>(
        &self,
        blocks: &'a [Block],
        numbering: Numbering,
        steps: &mut Vec<u64>,
        ordinals: &mut HashMap<&'a BlockId, String>,
    ) {
        for block in blocks {
            match block.kind {
                BlockKind::Steps { start, .. } => {
                    let first = self.number(block).and_then(|first| first.parse().ok());
                    let mut next = first.unwrap_or(start);
                    for child in &block.children {
                        if !matches!(child.kind, BlockKind::Step { .. }) {
                            // What stands between two steps is in neither.
                            self.push_ordinals(from_ref(child), numbering, steps, ordinals);
                            continue;
                        }
                        steps.push(next);
                        next = next.saturating_add(1);
                        ordinals.insert(&child.id, numbering.steps.write(steps));
                        self.push_ordinals(&child.children, numbering, steps, ordinals);
                        steps.pop();
                    }
                }
                BlockKind::List { marks, .. } => {
                    for (item, number) in block.children.iter().zip(marks.numbers()) {
                        ordinals.insert(&item.id, marks.write(number));
                    }
                    for item in &block.children {
                        self.push_ordinals(&item.children, numbering, steps, ordinals);
                    }
                }
                _ => self.push_ordinals(&block.children, numbering, steps, ordinals),
            }
        }
    }

    /// Returns the words of the heading directly above a container that has no title.
    pub(crate) fn heading_above(&self, block: &Block) -> Option<&str> {
        self.headings_above.get(&block.id).map(String::as_str)
    }

    /// Returns all anchors that something can refer to.
    pub(crate) fn anchors(&self) -> impl Iterator<Item = &str> {
        self.labels.keys().map(|anchor| &**anchor)
    }
}

/// Where the title of a document stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Title {
    /// In the front matter.
    FrontMatter,
    /// In the first heading, if it is the only one of the first level.
    Heading,
}

struct Reader<'a> {
    index: Index,
    numbering: Numbering,
    /// The numbers of the steps around what is read.
    steps: Vec<u64>,
    /// The number of the next outermost step, where numbers go on.
    next_step: u64,
    sections: SectionCounter<'a>,
    figures: usize,
    tables: usize,
}

impl<'a> Reader<'a> {
    fn read(&mut self, blocks: &'a [Block]) {
        blocks.iter().for_each(|block| self.read_block(block));
        for pair in blocks.windows(2) {
            if let (BlockKind::Section { text, .. }, BlockKind::Container { title, .. }) =
                (&pair[0].kind, &pair[1].kind)
                && title.is_empty()
            {
                self.index.headings_above.insert(pair[1].id.clone(), inline::plain_text(text));
            }
        }
    }

    fn read_block(&mut self, block: &'a Block) {
        match &block.kind {
            BlockKind::Section { .. } => return self.read_section(block),
            BlockKind::Steps { start, .. } => return self.read_steps(block, *start),
            BlockKind::List { marks, .. } => return self.read_list(block, *marks, Label::Item),
            BlockKind::Container { role: Role::References, .. } => {
                self.label(block, || Label::Words(words(block)));
                return self.read_works(&block.children);
            }
            BlockKind::Figure { image } if !image.title.is_empty() => self.figure(block),
            BlockKind::Container { role, title }
                if !title.is_empty() || block.caption().is_some() =>
            {
                match role {
                    Role::Figure | Role::Grid => self.figure(block),
                    Role::Table => self.table(block),
                    _ => self.label(block, || Label::Words(words(block))),
                }
            }
            BlockKind::Hazard { .. } => {
                self.index.hazards.push(block.clone());
                self.label(block, || Label::Words(words(block)));
            }
            BlockKind::Leaf { role, .. } => {
                match role {
                    LeafRole::Record => self.index.records.push(block.clone()),
                    LeafRole::Revisions => self.index.shows_revisions = true,
                    LeafRole::Approvals => self.index.shows_approvals = true,
                    _ => {}
                }
                self.label(block, || Label::Words(words(block)));
            }
            _ => self.label(block, || Label::Words(words(block))),
        }
        self.read(&block.children);
    }

    fn read_section(&mut self, block: &'a Block) {
        let path = self.sections.next(block);
        let number = path.and_then(|path| self.numbering.sections.write(path));
        if let Some(path) = path {
            if path.len() == 1 && self.numbering.across == Across::Section {
                self.next_step = 1;
            }
            let (depth, number) = (path.len() - 1, number.clone());
            self.index.sections.push(SectionLine { block: block.clone(), depth, number });
        }
        match number {
            Some(number) => {
                self.label(block, || Label::Section(number.clone()));
                self.index.numbers.insert(block.id.clone(), number);
            }
            None => self.label(block, || Label::Words(words(block))),
        }
    }

    fn read_steps(&mut self, steps: &'a Block, start: u64) {
        self.label(steps, || Label::Words(words(steps)));
        let goes_on = self.steps.is_empty() && self.numbering.across != Across::Steps;
        let mut next = if goes_on && self.next_step > 1 { self.next_step } else { start };
        self.index.numbers.insert(steps.id.clone(), next.to_string());
        for child in &steps.children {
            if !matches!(child.kind, BlockKind::Step { .. }) {
                // What stands between two steps is in neither.
                self.read_block(child);
                continue;
            }
            self.steps.push(next);
            next = next.saturating_add(1);
            let style = self.numbering.steps;
            let path = self.steps.clone();
            self.label(child, || Label::Step(style.write(&path)));
            self.read(&child.children);
            self.steps.pop();
        }
        if goes_on {
            self.next_step = next;
        }
    }

    fn read_works(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::List { marks, .. } => self.read_list(block, *marks, Label::Work),
                _ => self.read_block(block),
            }
        }
    }

    fn read_list(&mut self, list: &'a Block, marks: ListMarks, label: fn(String) -> Label) {
        self.label(list, || Label::Words(words(list)));
        let mut numbers = marks.numbers();
        for item in &list.children {
            let number = numbers.next();
            self.label(item, || match number {
                Some(number) => label(marks.write(number)),
                None => Label::Words(words(item)),
            });
            self.read(&item.children);
        }
    }

    /// Numbers a figure that can be referred to.
    fn figure(&mut self, block: &'a Block) {
        if block.anchor.is_some() {
            self.figures += 1;
            let number = self.figures.to_string();
            self.label(block, || Label::Figure(number.clone()));
            self.index.numbers.insert(block.id.clone(), number);
        }
    }

    /// Numbers a table that can be referred to.
    fn table(&mut self, block: &'a Block) {
        if block.anchor.is_some() {
            self.tables += 1;
            let number = self.tables.to_string();
            self.label(block, || Label::Table(number.clone()));
            self.index.numbers.insert(block.id.clone(), number);
        }
    }

    fn label(&mut self, block: &'a Block, label: impl FnOnce() -> Label) {
        if let Some(anchor) = block.anchor() {
            self.index.labels.insert(anchor.into(), label());
        }
    }
}

/// Counts sections. The highest level that occurs is the outermost, wherever it is in HTML.
struct SectionCounter<'a> {
    /// The heading that is the title, and no section.
    title: Option<&'a BlockId>,
    highest: u8,
    path: Vec<u64>,
}

impl<'a> SectionCounter<'a> {
    fn of(blocks: &'a [Block], title: Title) -> Self {
        let mut headings = Vec::new();
        push_headings(blocks, &mut headings);
        let highest = headings.iter().map(|(_, level)| *level).min();
        let at_highest = headings.iter().filter(|(_, level)| Some(*level) == highest).count();
        let title = match headings.first() {
            Some((id, level))
                if title == Title::Heading
                    && Some(*level) == highest
                    && at_highest == 1
                    && headings.len() > 1 =>
            {
                Some(*id)
            }
            _ => None,
        };
        let below = headings.iter().filter(|(id, _)| Some(*id) != title);
        let highest = below.map(|(_, level)| *level).min().unwrap_or(1);
        Self { title, highest, path: Vec::new() }
    }

    /// Returns the numbers of a section and of those around it; a level that is left out counts
    /// as 1.
    fn next(&mut self, block: &Block) -> Option<&[u64]> {
        let BlockKind::Section { level, .. } = block.kind else {
            return None;
        };
        if self.title == Some(&block.id) {
            return None;
        }
        let depth = usize::from(level - self.highest);
        let has_sibling = self.path.len() > depth;
        self.path.resize(depth + 1, 1);
        if has_sibling {
            self.path[depth] += 1;
        }
        Some(&self.path)
    }
}

fn push_headings<'a>(blocks: &'a [Block], headings: &mut Vec<(&'a BlockId, u8)>) {
    for block in blocks {
        if let BlockKind::Section { level, .. } = block.kind {
            headings.push((&block.id, level));
        }
        push_headings(&block.children, headings);
    }
}

/// Returns the words that say what a block is, so long as they are no text of their own; its id
/// where it has none.
fn words(block: &Block) -> String {
    let own = match &block.kind {
        BlockKind::Section { text, .. } => inline::plain_text(text),
        BlockKind::Steps { title, .. }
        | BlockKind::Container { title, .. }
        | BlockKind::Leaf { title, .. }
        | BlockKind::Hazard { title, .. }
        | BlockKind::Admonition { title, .. } => title.to_string(),
        BlockKind::Entry { head, .. } => inline::plain_text(head),
        BlockKind::Figure { image } if !image.title.is_empty() => image.title.to_string(),
        BlockKind::Figure { image } => image.alt.to_string(),
        _ => String::new(),
    };
    if own.trim().is_empty() { block.anchor().unwrap_or_default().into() } else { own }
}

/// Hashes all that the index of a document takes from a run of its outermost blocks. Where another
/// run has the same hash, the index of a document with that run in this one's place is the same.
///
/// What readers of the [`Index`] look at is in here, so it goes with [`Reader::read_block`].
pub(crate) fn contribution(blocks: &[Block]) -> u128 {
    let mut hasher = SipHasher13::new();
    contribute(blocks, &mut hasher);
    hasher.finish128().into()
}

fn contribute(blocks: &[Block], hasher: &mut SipHasher13) {
    hasher.write_usize(blocks.len());
    for block in blocks {
        discriminant(&block.kind).hash(hasher);
        block.anchor.hash(hasher);
        match &block.kind {
            // Shown as they are in lists of all of them.
            BlockKind::Section { .. } | BlockKind::Leaf { .. } => block.identity.hash(hasher),
            BlockKind::Hazard { .. } | BlockKind::Figure { .. } | BlockKind::Container { .. } => {
                block.id.hash(hasher);
                block.kind.hash(hasher);
                block.attributes.hash(hasher);
                block.caption().is_some().hash(hasher);
            }
            BlockKind::Steps { .. } | BlockKind::List { .. } | BlockKind::Admonition { .. } => {
                block.id.hash(hasher);
                block.kind.hash(hasher);
            }
            BlockKind::Entry { head, .. } if block.anchor.is_some() => head.hash(hasher),
            _ => {}
        }
        contribute(&block.children, hasher);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    /// Lists what each anchor is called.
    fn check(source: &str, expected: &[(&str, &str)]) {
        let document = Document::parse(source);
        let numbering = Numbering::of(document.front_matter());
        let index = Index::of(document.blocks(), numbering, Title::Heading);
        for (anchor, label) in expected {
            let found = index.label(anchor).map(|label| format!("{label:?}"));
            assert_eq!(found.as_deref(), Some(*label), "of {anchor} in {source:?}");
        }
    }

    #[test]
    fn steps_count_on_through_what_is_between() {
        let source =
            ":::steps\n3. a\n\n:::note\n1. x {#x}\n:::\n\n9. b {#b}\n   1. c\n   2. d {#d}\n:::\n";
        check(source, &[("b", "Step(\"4\")"), ("d", "Step(\"4.2\")"), ("x", "Item(\"1\")")]);
    }

    #[test]
    fn steps_count_on_across_containers() {
        let steps =
            ":::steps\n1. a\n:::\n\n# S\n\n:::steps\n1. b {#b}\n:::\n\n:::steps\n1. c {#c}\n:::\n";
        let source = |across: &str| format!("---\nnumbering: {{across: {across}}}\n---\n{steps}");
        check(&source("steps"), &[("b", "Step(\"1\")"), ("c", "Step(\"1\")")]);
        check(&source("section"), &[("b", "Step(\"1\")"), ("c", "Step(\"2\")")]);
        check(&source("document"), &[("b", "Step(\"2\")"), ("c", "Step(\"3\")")]);
    }

    #[test]
    fn sections_are_numbered_below_the_title() {
        let numbered = "---\nnumbering: {sections: \"1.1\"}\n---\n";
        let source = format!(
            "{numbered}# T {{#t}}\n## A {{#a}}\n### B {{#b}}\n##### C {{#c}}\n## D {{#d}}\n"
        );
        check(
            &source,
            &[
                ("t", "Words(\"T\")"),
                ("a", "Section(\"1\")"),
                ("b", "Section(\"1.1\")"),
                ("c", "Section(\"1.1.1.1\")"),
                ("d", "Section(\"2\")"),
            ],
        );
        check("# A\n# B {#b}\n", &[("b", "Words(\"B\")")]);
    }

    #[test]
    fn figures_and_tables_with_a_caption_and_an_id_are_numbered() {
        check(
            "![a](a.png \"A\")\n\n![b](b.png \"B\"){#b}\n\n:::table{#t} T\n|a|\n|-|\n:::\n\n:::figure{#f} F\nx\n:::\n",
            &[("b", "Figure(\"1\")"), ("t", "Table(\"1\")"), ("f", "Figure(\"2\")")],
        );
        check(":::references\n- A\n- B {#b}\n:::\n", &[("b", "Work(\"2\")")]);
    }
}
