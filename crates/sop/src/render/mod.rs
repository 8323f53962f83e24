//! Document → page.
//!
//! | module | renders |
//! |---|---|
//! | `control_block` | the front matter |
//! | `prose` | inlines, sections, paragraphs, tables, code |
//! | `list` | lists, check lists, steps |
//! | `notice` | hazards, admonitions, containers that are not known |
//! | `container` | captions, decisions, supplies, tabs and the like |
//! | `leaf` | fields, places to sign, attachments |
//! | `overview` | what is made from the rest: contents, hazards, records |
//! | `reference` | references to other blocks |
//! | `symbol`, `signs` | the symbols of hazards, and what each shows |
//! | `media` | images and figures |
//! | `raw` | raw HTML |
//! | `footnote` | footnotes and their numbers |
//!
//! Blocks are flat siblings below `<main>`: a section is its heading, so that a heading in the
//! middle moves nothing. The outermost element of each block has the block's id as `data-key`.
//!
//! The renderer remembers one node per block id, and with it a hash of everything that the node
//! was made from. As long as that hash stays, the block is the very same node, and the difference
//! of two pages is found without a look inside.

mod container;
mod control_block;
mod footnote;
mod leaf;
mod list;
mod media;
mod notice;
mod overview;
mod prose;
mod raw;
mod reference;
mod signs;
mod symbol;

use std::collections::HashMap;
use std::hash::{Hash as _, Hasher as _};
use std::sync::Arc;

use siphasher::sip128::{Hasher128, SipHasher13};
use sopwright_html::{Element, Node, element, text};

use crate::block::{Block, BlockId, BlockKind, LeafRole};
use crate::document::{Change, Document};
use crate::front_matter::FrontMatter;
use crate::identity;
use crate::index::{Index, Title};
use crate::inline;
use crate::numbering::{Numbering, StepStyle};
use crate::parse::unknown_pairs;
use crate::placeholder;
use crate::words::{self, Words};
use footnote::Numbers;

/// What became of a file that a document names.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Resolved {
    /// The address at which browsers find it.
    Url(String),
    /// There is no such file.
    Missing,
}

/// Renders documents, and remembers the blocks of the one before.
#[derive(Debug, Default)]
pub struct Renderer {
    memo: HashMap<BlockId, Remembered>,
    last: Option<Last>,
}

/// The page that was made last, and of what.
#[derive(Debug)]
struct Last {
    /// Names the state of the document.
    state: Arc<()>,
    index: Index,
    title: String,
    is_long: bool,
    main: Node,
}

#[derive(Debug)]
struct Remembered {
    made_from: u128,
    node: Node,
}

impl Renderer {
    /// Makes a renderer that remembers nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Renders a document as a whole page. `media` is asked for the address of each file.
    ///
    /// Where the document is the one that was rendered last but for a change that no other block
    /// depends on, only what changed is looked at, and what names files.
    pub fn render(
        &mut self,
        document: &Document,
        media: &dyn Fn(&str) -> Resolved,
    ) -> sopwright_html::Document {
        let last = self.last.take();
        let again = last.and_then(|last| {
            let change = document.change_since(&last.state)?;
            if last.is_long != is_long(document) {
                return None;
            }
            Some(self.render_change(document, media, last, &change))
        });
        let last = again.unwrap_or_else(|| self.render_whole(document, media));
        let front_matter = document.front_matter();
        let html = element("html")
            .attribute_if("lang", front_matter.language())
            .attribute("dir", front_matter.direction())
            .child(head(&last.title))
            .child(element("body").child(last.main.clone()));
        self.last = Some(last);
        sopwright_html::Document { doctype: Some("html".into()), nodes: vec![html.into()] }
    }

    fn render_whole(&mut self, document: &Document, media: &dyn Fn(&str) -> Resolved) -> Last {
        let numbering = Numbering::of(document.front_matter());
        let title_place = title_place(document.front_matter());
        let index = Index::of(document.blocks(), numbering, title_place);
        let mut page = Page::new(&mut self.memo, document, media, index);
        page.numbers = Numbers::of(document.blocks());
        let control_block = page.control_block();
        let blocks = document.blocks().iter();
        let blocks: Vec<Node> = blocks.map(|block| page.block(block, Place::Flow)).collect();
        let is_outline = numbering.steps == StepStyle::Outline;
        let main = element("main")
            .attribute("id", identity::MAIN)
            .attribute_if("data-steps", is_outline.then_some("1.a.i"))
            .attribute_if("data-long", is_long(document).then_some(""))
            .children_from(control_block.into_iter().chain(blocks));
        let title = page.filled(&title(document));
        let index = page.index;
        self.forget_others(document);
        Last {
            state: Arc::clone(document.state()),
            index,
            title,
            is_long: is_long(document),
            main: main.into(),
        }
    }

    fn render_change(
        &mut self,
        document: &Document,
        media: &dyn Fn(&str) -> Resolved,
        last: Last,
        change: &Change,
    ) -> Last {
        for id in &change.gone {
            self.memo.remove(id);
        }
        let old_main = last.main.as_element().expect("what holds all blocks is an element");
        let now = change.old.start..change.old.start + change.count;
        // What stands before the blocks: the control block, if there is one.
        let blocks = document.blocks();
        let before = old_main.children().len() + change.count - change.old.len() - blocks.len();
        let mut page = Page::new(&mut self.memo, document, media, last.index);
        // Where there are footnotes, only a document that did not change at all comes here.
        page.numbers = Numbers::of(blocks);
        let mut main = old_main.clone();
        let made: Vec<Node> =
            blocks[now.clone()].iter().map(|block| page.block(block, Place::Flow)).collect();
        main.replace_children(before + change.old.start..before + change.old.end, made);
        // A file may have another address than before.
        if document.front_matter().logo().is_some()
            && let Some(control_block) = page.control_block()
            && !control_block.is_same(&main.children()[0])
        {
            main.replace_children(0..1, [control_block]);
        }
        for place in document.blocks_with_media().filter(|place| !now.contains(place)) {
            let node = page.block(&blocks[place], Place::Flow);
            let place = before + place;
            if !node.is_same(&main.children()[place]) {
                main.replace_children(place..place + 1, [node]);
            }
        }
        let index = page.index;
        Last { state: Arc::clone(document.state()), index, main: main.into(), ..last }
    }

    /// Forgets blocks that are not in the document, so that memory stays that of one document.
    fn forget_others(&mut self, document: &Document) {
        if self.memo.len() > document.block_count() {
            self.memo.retain(|id, _| document.span(id).is_some());
        }
    }
}

/// Whether a document is so long, about ten sheets, that the browser is to lay out only what is near
/// the view: see `assets/base.css`.
fn is_long(document: &Document) -> bool {
    document.block_count() >= 300
}

fn head(title: &str) -> Element {
    let viewport = element("meta")
        .attribute("name", "viewport")
        .attribute("content", "width=device-width, initial-scale=1");
    element("head")
        .child(element("meta").attribute("charset", "utf-8"))
        .child(viewport)
        .child(element("title").text(title))
}

/// Returns the title of the document, or what can stand for it.
pub(crate) fn title(document: &Document) -> String {
    if let Some(title) = document.front_matter().title() {
        return title.into();
    }
    let heading = document.blocks().iter().find_map(|block| match block.kind() {
        BlockKind::Section { text, .. } => Some(inline::plain_text(text)),
        _ => None,
    });
    heading.unwrap_or_else(|| "Untitled".into())
}

fn title_place(front_matter: &FrontMatter) -> Title {
    match front_matter.title() {
        Some(_) => Title::FrontMatter,
        None => Title::Heading,
    }
}

/// A page that is being made.
struct Page<'a> {
    memo: &'a mut HashMap<BlockId, Remembered>,
    media: &'a dyn Fn(&str) -> Resolved,
    front_matter: &'a FrontMatter,
    numbers: Numbers<'a>,
    index: Index,
    words: &'static Words,
    heading_shift: u8,
}

/// Where a block stands, as far as its look depends on that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Place<'p> {
    /// Among other blocks.
    Flow,
    /// In a list whose items have paragraphs.
    LooseList,
    /// In a list whose items have plain text.
    TightList,
    /// In what lists materials, where a cell with nothing but the code of a sign shows the sign.
    Supplies,
    /// The first of the tabs with this id, which is chosen at first.
    FirstTab(&'p str),
    /// Another one of them.
    OtherTab(&'p str),
}

impl<'a> Page<'a> {
    fn new(
        memo: &'a mut HashMap<BlockId, Remembered>,
        document: &'a Document,
        media: &'a dyn Fn(&str) -> Resolved,
        index: Index,
    ) -> Self {
        let front_matter = document.front_matter();
        Self {
            memo,
            media,
            front_matter,
            numbers: Numbers::default(),
            index,
            words: words::of(front_matter.language()),
            heading_shift: u8::from(front_matter.title().is_some()),
        }
    }

    /// Puts values in the place of placeholders.
    fn filled(&self, text: &str) -> String {
        placeholder::fill(text, |name| self.front_matter.variable(name))
    }

    /// Returns what an author said for a key of an attribute list, unless it is blank.
    fn said(&self, block: &Block, key: &str) -> Option<String> {
        let said = self.filled(block.attributes.get(key)?);
        (!said.trim().is_empty()).then_some(said)
    }

    /// Returns the node of a block: the one remembered, if it would be made from the same.
    fn block(&mut self, block: &Block, place: Place<'_>) -> Node {
        let made_from = self.ingredients(block, place);
        if let Some(remembered) = self.memo.get(&block.id)
            && remembered.made_from == made_from
        {
            return remembered.node.clone();
        }
        let node = Node::from(self.make(block, place));
        let remembered = Remembered { made_from, node: node.clone() };
        self.memo.insert(block.id.clone(), remembered);
        node
    }

    fn blocks(&mut self, blocks: &[Block]) -> Vec<Node> {
        self.blocks_in(blocks, Place::Flow)
    }

    fn blocks_in(&mut self, blocks: &[Block], place: Place<'_>) -> Vec<Node> {
        blocks.iter().map(|block| self.block(block, place)).collect()
    }

    /// Hashes all that the node of a block depends on.
    fn ingredients(&self, block: &Block, place: Place<'_>) -> u128 {
        let mut hasher = SipHasher13::new();
        hasher.write_u128(block.identity);
        place.hash(&mut hasher);
        self.heading_shift.hash(&mut hasher);
        self.words.language.hash(&mut hasher);
        if block.has_references {
            self.hash_references(block, &mut hasher);
        }
        hasher.finish128().into()
    }

    fn hash_references(&self, block: &Block, hasher: &mut SipHasher13) {
        for path in &block.references.media {
            (self.media)(path).hash(hasher);
        }
        self.numbers.of_block(block).hash(hasher);
        self.index.number(block).hash(hasher);
        self.index.heading_above(block).hash(hasher);
        for reference in &block.references.blocks {
            self.index.label(&reference.target).hash(hasher);
            reference.last.as_deref().and_then(|last| self.index.label(last)).hash(hasher);
        }
        if block.references.has_placeholders {
            self.front_matter.get("vars").hash(hasher);
        }
        if let BlockKind::Leaf { role, .. } = &block.kind {
            self.hash_leaf(*role, hasher);
        }
        for child in block.children.iter().filter(|child| child.has_references) {
            self.hash_references(child, hasher);
        }
    }

    /// Hashes what a leaf shows of the rest of the document.
    fn hash_leaf(&self, role: LeafRole, hasher: &mut SipHasher13) {
        match role {
            LeafRole::Toc => {
                for line in &self.index.sections {
                    line.block.identity.hash(hasher);
                    (line.depth, &line.number).hash(hasher);
                }
            }
            LeafRole::Hazards => {
                self.index.hazards.iter().for_each(|block| block.identity.hash(hasher));
                self.front_matter.get("vars").hash(hasher);
            }
            LeafRole::Records => {
                self.index.records.iter().for_each(|block| block.identity.hash(hasher));
                self.front_matter.get("vars").hash(hasher);
            }
            LeafRole::Revisions => self.front_matter.get("revisions").hash(hasher),
            LeafRole::Approvals => self.front_matter.get("approvals").hash(hasher),
            LeafRole::Record | LeafRole::SignOff | LeafRole::Attachment | LeafRole::Include => {}
        }
    }

    fn make(&mut self, block: &Block, place: Place<'_>) -> Element {
        match &block.kind {
            BlockKind::Section { level, text } => self.section(block, *level, text),
            BlockKind::Paragraph { text } => self.paragraph(block, text),
            BlockKind::Figure { image } => self.figure(block, image),
            BlockKind::List { marks, is_tight } => self.list(block, *marks, *is_tight),
            BlockKind::Item { text, check } => self.item(block, text, *check, place),
            BlockKind::Steps { title, start } => self.steps(block, title, *start),
            BlockKind::Step { text, check } => self.step(block, text, *check),
            BlockKind::Container { role, title } => self.container(block, *role, title, place),
            BlockKind::Leaf { role, title } => self.leaf(block, *role, title),
            BlockKind::Entries => self.entries(block),
            BlockKind::Entry { head, text } => self.entry(block, head, text),
            BlockKind::Quote => self.quote(block),
            BlockKind::Hazard { level, title } => self.hazard(block, *level, title),
            BlockKind::Admonition { kind, title } => self.admonition(block, *kind, title),
            BlockKind::Table(table) => self.table(block, table, place),
            BlockKind::Code { info, text } => prose::code(block, info, &self.filled(text)),
            BlockKind::Math { tex } => prose::math(block, tex),
            BlockKind::ThematicBreak => outermost("hr", "", block),
            BlockKind::Footnotes => self.footnotes(block),
            BlockKind::Footnote { .. } => self.footnote(block),
            BlockKind::RawHtml { html } => self.raw_block(block, html),
            BlockKind::Unknown { opening } => self.unknown(block, opening),
        }
    }

    fn quote(&mut self, block: &Block) -> Element {
        outermost("blockquote", "", block)
            .children_from(self.blocks(&block.children))
            .children_from(unknown_attributes(block))
    }
}

/// Starts the outermost element of a block: with its key, its id, and the author's classes behind
/// our own.
fn outermost(name: &str, class: &str, block: &Block) -> Element {
    let own = (!class.is_empty()).then_some(class);
    let classes = block.attributes.classes.iter().map(|class| &**class);
    let classes: Vec<&str> = own.into_iter().chain(classes).collect();
    element(name)
        .attribute("data-key", block.id.as_str())
        .attribute_if("id", block.anchor())
        .attribute_if("class", (!classes.is_empty()).then(|| classes.join(" ")))
}

/// A line above what it names: a title.
fn title_line(class: &str, title: &str) -> Node {
    let strong = element("strong").text(title);
    element("p").attribute("class", class).child(strong).into()
}

/// Shows the attributes that are not known, as a block.
fn unknown_attributes(block: &Block) -> Option<Node> {
    unknown_list("p", block).map(Node::from)
}

/// Shows the attributes that are not known, inside text.
fn unknown_attributes_inline(block: &Block) -> Vec<Node> {
    match unknown_list("span", block) {
        Some(list) => vec![text(" "), list.into()],
        None => Vec::new(),
    }
}

fn unknown_list(name: &str, block: &Block) -> Option<Element> {
    let pairs = unknown_pairs(&block.kind, &block.attributes);
    let list = element(name).attribute("class", "unknown-attributes");
    let list = pairs.into_iter().fold(list, |list, pair| {
        let space = if list.children().is_empty() { "" } else { " " };
        list.text(space).child(element("code").text(pair))
    });
    (!list.children().is_empty()).then_some(list)
}
