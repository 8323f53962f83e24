//! Places in the text of a page at which reading may begin, or end: a parser's whole state there is
//! the elements that are open, and each of those is one that holds others and does no more.
//!
//! ```text
//! <body><main>|<p>One</p>|<p>Two <b>x</b></p>|<table>…</table>|</main>|
//! ```
//!
//! A parser has more state than it shows (HTML §13.2.4), so a place counts only right behind a tag,
//! where the tokenizer has nothing in hand, and only if
//!
//! - no formatting element is open or waits to be opened again;
//! - no form is open but one that stands among the open elements;
//! - each open element is the child of the one before, and of a kind that an insertion mode follows
//!   from: no cell, no template, nothing that puts a marker among the formatting elements. Markers
//!   that others left there do nothing: whatever clears one has put up its own;
//! - the tag is none of `</body>`, `</html>` and `<html>`: behind those the insertion mode may be
//!   another one, until the next tag brings it back;
//! - there is no `<frameset>` in all of the text, which might look at whether there was text yet;
//! - no byte order mark is next;
//! - the last child is no text, to which more would be added.
//!
//! [`read_region`] brings a new parser into the same state by start tags, reads on from there, and
//! says whether it comes back to that state at the end, with nothing put or changed elsewhere.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use html5ever::interface::{QuirksMode, Tracer};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{TokenizerResult, local_name};

use crate::arena::{Arena, DOCUMENT, Last};
use crate::parse::tree_options;
use crate::tree::{Document, Name, Node};

/// The most open elements at a checkpoint. Rare beyond, and far from where depth has a bound.
const DEEPEST: usize = 32;

/// The tokenizer stops behind a script, and behind what names an encoding, and drops one of these when
/// it goes on.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// A place in a text, and in the tree that the text gives.
#[derive(Clone, Debug)]
pub(crate) struct Checkpoint {
    /// In bytes from the start of the text.
    pub(crate) offset: usize,
    /// The indexes that lead to the element whose children are read there.
    pub(crate) path: Vec<u32>,
    /// How many children it has there.
    pub(crate) index: u32,
    /// How often something was put elsewhere until then. Between two checkpoints of the same element
    /// with the same number, reading has changed nothing but the children between them.
    pub(crate) strays: u32,
}

/// Which checkpoints are looked for.
#[derive(Clone, Copy)]
pub(crate) enum Wanted<'a> {
    /// Those of long elements, at least so many bytes apart.
    Apart(usize),
    /// Those at these offsets, which are in order.
    At(&'a [usize]),
}

/// Reads a whole page, as [`parse_document`](crate::parse_document) does.
pub(crate) fn read_page(
    source: &str,
    wanted: Wanted<'_>,
) -> (Document, QuirksMode, Vec<Checkpoint>) {
    let tokenizer = watched("", source, tree_options(), wanted);
    tokenizer.end();
    let watcher = &tokenizer.sink;
    let arena = &watcher.builder.sink;
    let document = Document { nodes: arena.freeze(DOCUMENT), doctype: arena.doctype() };
    let checkpoints = match watcher.has_frameset.get() {
        true => Vec::new(),
        false => watcher.checkpoints(DOCUMENT),
    };
    (document, arena.quirks(), checkpoints)
}

/// Reads a part of a page that begins at a checkpoint where elements of these names are open. Returns
/// the nodes and the checkpoints among them, of the ends too, counted from the first checkpoint.
///
/// `None` if the part does not end at a checkpoint of the same element, or if not all that it says
/// is among the nodes.
pub(crate) fn read_region(
    source: &str,
    open: &[Name],
    quirks: QuirksMode,
    wanted: Wanted<'_>,
) -> Option<(Vec<Node>, Vec<Checkpoint>)> {
    if source.starts_with(BYTE_ORDER_MARK) {
        return None;
    }
    let mut prefix = String::new();
    for (depth, name) in open.iter().enumerate() {
        if depth == 1 && *name == local_name!("body") {
            prefix.push_str("<head></head>");
        }
        prefix.extend(["<", name, ">"]);
    }
    // So the mode is the page's, though there is no doctype here.
    let options = TreeBuilderOpts { quirks_mode: quirks, iframe_srcdoc: true, ..tree_options() };
    let tokenizer = watched(&prefix, source, options, wanted);
    let watcher = &tokenizer.sink;
    let arena = &watcher.builder.sink;
    let (first, last) = (watcher.first.get()?, watcher.last.get()?);
    let is_whole = last.offset == source.len()
        && last.container == first.container
        && last.strays == first.strays
        && !watcher.has_frameset.get()
        && watcher.is_open(first.container, open);
    if !is_whole {
        return None;
    }
    let nodes = arena.freeze(first.container);
    Some((nodes, watcher.checkpoints(first.container)))
}

fn watched<'a>(
    prefix: &str,
    source: &str,
    options: TreeBuilderOpts,
    wanted: Wanted<'a>,
) -> Tokenizer<Watcher<'a>> {
    let input = Rc::new(BufferQueue::default());
    input.push_back(StrTendril::from(prefix));
    input.push_back(StrTendril::from(source));
    let watcher = Watcher {
        builder: TreeBuilder::new(Arena::new(), options),
        input: Rc::clone(&input),
        length: source.len(),
        wanted,
        handles: RefCell::default(),
        first: Cell::default(),
        last: Cell::default(),
        chosen: RefCell::default(),
        levels: RefCell::default(),
        has_frameset: Cell::new(false),
    };
    let tokenizer = Tokenizer::new(watcher, TokenizerOpts::default());
    // It stops at scripts, which nobody runs here.
    while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
    tokenizer
}

/// Hands tokens on to the parser, and looks at its state behind each tag.
struct Watcher<'a> {
    builder: TreeBuilder<usize, Arena>,
    /// What the tokenizer has not yet taken.
    input: Rc<BufferQueue>,
    /// Bytes of the text, the prefix left out.
    length: usize,
    wanted: Wanted<'a>,
    handles: RefCell<Vec<usize>>,
    /// The checkpoint at the very start of the text, if there is one.
    first: Cell<Option<Note>>,
    /// The last one so far.
    last: Cell<Option<Note>>,
    chosen: RefCell<Vec<Note>>,
    levels: RefCell<Vec<Level>>,
    has_frameset: Cell<bool>,
}

/// A checkpoint while nodes still have numbers.
#[derive(Clone, Copy)]
struct Note {
    offset: usize,
    container: usize,
    /// The last child.
    after: Option<usize>,
    strays: u32,
}

/// An open element, and what there is to choose from among its checkpoints.
struct Level {
    container: usize,
    first: Option<Note>,
    /// Where the last one is that was chosen.
    chosen: Option<usize>,
    /// The last one since.
    latest: Option<Note>,
}

impl TokenSink for Watcher<'_> {
    type Handle = usize;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<usize> {
        let is_candidate = match &token {
            Token::TagToken(tag) => {
                if tag.name == local_name!("frameset") && tag.kind == TagKind::StartTag {
                    self.has_frameset.set(true);
                }
                let is_body_end = tag.kind == TagKind::EndTag && tag.name == local_name!("body");
                tag.name != local_name!("html") && !is_body_end
            }
            _ => false,
        };
        let result = self.builder.process_token(token, line);
        if is_candidate {
            self.look();
        }
        result
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

impl Watcher<'_> {
    fn look(&self) {
        let Some(offset) = self.offset() else { return };
        let is_end = offset == 0 || offset == self.length;
        let is_wanted = match self.wanted {
            Wanted::Apart(_) => true,
            Wanted::At(offsets) => offsets.binary_search(&offset).is_ok(),
        };
        if !is_end && !is_wanted {
            return;
        }
        let Some(note) = self.note(offset) else { return };
        if offset == 0 {
            self.first.set(Some(note));
        }
        self.last.set(Some(note));
        match self.wanted {
            Wanted::Apart(spacing) => self.choose(note, spacing),
            Wanted::At(_) if is_wanted => self.chosen.borrow_mut().push(note),
            Wanted::At(_) => {}
        }
    }

    /// Returns how far the text has been taken; `None` in the prefix, or if a byte order mark is next.
    fn offset(&self) -> Option<usize> {
        // Of several buffers the tokenizer has put one back, or the prefix is the first.
        let left = match self.input.pop_front() {
            None => Some(0),
            Some(front) => {
                let length = front.len();
                let is_usual = self.input.is_empty() && !front.starts_with(BYTE_ORDER_MARK);
                self.input.push_front(front);
                is_usual.then_some(length)
            }
        };
        self.length.checked_sub(left?)
    }

    /// Returns the checkpoint here, if this is one.
    fn note(&self, offset: usize) -> Option<Note> {
        let arena = &self.builder.sink;
        self.handles.borrow_mut().clear();
        self.builder.trace_handles(&Listed(&self.handles));
        let handles = self.handles.borrow();
        // The document, open elements, formatting elements, the head, the form.
        let is_head = |handle: &usize| arena.is_html(*handle, &local_name!("head"));
        let (open, form) = match &handles[..] {
            [_, open @ .., head] if is_head(head) => (open, None),
            [_, open @ .., head, form] if is_head(head) => (open, Some(*form)),
            _ => return None,
        };
        let container = *open.last()?;
        let is_simple = match open {
            [html, head] if is_head(head) => arena.parent(*html) == Some(DOCUMENT),
            [html, body, rest @ ..] => {
                rest.iter().rev().all(|&element| arena.holds_others(element))
                    && arena.is_html(*body, &local_name!("body"))
                    && arena.parent(*html) == Some(DOCUMENT)
                    && rest.len() <= DEEPEST
            }
            _ => false,
        };
        let is_chain = || open.windows(2).all(|pair| arena.parent(pair[1]) == Some(pair[0]));
        let is_form = |&element: &usize| arena.is_html(element, &local_name!("form"));
        if !is_simple || !is_chain() || !open.iter().copied().filter(is_form).eq(form) {
            return None;
        }
        let after = match arena.last_child(container) {
            Last::Text => return None,
            Last::None => None,
            Last::Node(node) => Some(node),
        };
        let note = Note { offset, container, after, strays: arena.strays() };
        if let Wanted::Apart(_) = self.wanted {
            self.follow(open);
        }
        Some(note)
    }

    /// Whether elements of these names, and no others, are around the children of an element.
    fn is_open(&self, container: usize, names: &[Name]) -> bool {
        let arena = &self.builder.sink;
        let around = std::iter::successors(Some(container), |&element| arena.parent(element));
        let around: Vec<usize> = around.take_while(|&element| element != DOCUMENT).collect();
        around.len() == names.len()
            && around.iter().rev().zip(names).all(|(&element, name)| arena.is_html(element, name))
    }

    /// Ends the levels of elements that are no longer open, and begins those of others.
    fn follow(&self, open: &[usize]) {
        let mut levels = self.levels.borrow_mut();
        let same = levels.iter().zip(open).take_while(|(level, open)| level.container == **open);
        let kept = same.count();
        self.end_levels(levels.drain(kept..));
        let new = |&container: &usize| Level { container, first: None, chosen: None, latest: None };
        levels.extend(open[kept..].iter().map(new));
    }

    fn choose(&self, note: Note, spacing: usize) {
        let mut levels = self.levels.borrow_mut();
        let Some(level) = levels.last_mut() else { return };
        let Some(first) = level.first else {
            level.first = Some(note);
            return;
        };
        if note.offset - level.chosen.unwrap_or(first.offset) < spacing {
            level.latest = Some(note);
            return;
        }
        let mut chosen = self.chosen.borrow_mut();
        if level.chosen.is_none() {
            chosen.push(first);
        }
        chosen.push(note);
        (level.chosen, level.latest) = (Some(note.offset), None);
    }

    /// The last checkpoint of a long element is chosen, too: its end is where people write on.
    fn end_levels(&self, levels: impl Iterator<Item = Level>) {
        let long = levels.filter(|level| level.chosen.is_some());
        self.chosen.borrow_mut().extend(long.filter_map(|level| level.latest));
    }

    /// Returns the checkpoints, below an element, that were chosen. All is frozen.
    fn checkpoints(&self, root: usize) -> Vec<Checkpoint> {
        self.end_levels(self.levels.borrow_mut().drain(..));
        let arena = &self.builder.sink;
        let mut notes = self.chosen.take();
        notes.sort_unstable_by_key(|note| note.offset);
        let path = |note: &Note| {
            let around = std::iter::successors(Some(note.container), |&node| arena.parent(node));
            let inside = around.take_while(|&node| node != root);
            let mut path: Vec<u32> = inside.map(|node| arena.frozen_at(node)).collect();
            path.reverse();
            path
        };
        let checkpoint = |note: Note| Checkpoint {
            offset: note.offset,
            path: path(&note),
            index: note.after.map_or(0, |after| arena.frozen_at(after) + 1),
            strays: note.strays,
        };
        notes.into_iter().map(checkpoint).collect()
    }
}

/// Lists what the parser holds on to.
struct Listed<'a>(&'a RefCell<Vec<usize>>);

impl Tracer for Listed<'_> {
    type Handle = usize;

    fn trace_handle(&self, node: &usize) {
        self.0.borrow_mut().push(*node);
    }
}
