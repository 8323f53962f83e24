//! Findings about references and links that lead nowhere.

use std::collections::HashMap;

use crate::block::{Block, BlockId, BlockKind};
use crate::diagnostic::{Diagnostic, resembling};
use crate::index::{Index, Label};
use crate::inline::{self, Inline, Reference, ReferenceForm};
use crate::span::Span;

/// Checks every reference of a document, and every link into it.
pub(crate) fn check(
    source: &str,
    blocks: &[Block],
    index: &Index,
    span: &dyn Fn(&BlockId) -> Option<Span>,
) -> Vec<Diagnostic> {
    let mut checker = Checker {
        source,
        index,
        span,
        raw: String::new(),
        found: Vec::new(),
        behind: 0,
        meant: HashMap::new(),
    };
    push_raw(blocks, &mut checker.raw);
    blocks.iter().for_each(|block| checker.check(block));
    checker.found
}

/// For so many ids that nothing has, the one that was meant is looked for. Nobody mends more at
/// once, and each is compared with all ids that there are.
const MOST_GUESSES: usize = 50;

struct Checker<'a> {
    source: &'a str,
    index: &'a Index,
    span: &'a dyn Fn(&BlockId) -> Option<Span>,
    /// All raw HTML of the document: it may have anchors of its own.
    raw: String,
    found: Vec<Diagnostic>,
    /// Where the reference before stands: the next one is behind it.
    behind: usize,
    /// What was most likely meant by ids that nothing has.
    meant: HashMap<String, Option<&'a str>>,
}

impl Checker<'_> {
    fn check(&mut self, block: &Block) {
        let span = (self.span)(&block.id).unwrap_or_default();
        self.behind = span.start;
        for text in block.kind.texts() {
            inline::visit(text, &mut |inline| match inline {
                Inline::Reference(reference) => self.reference(reference, span),
                Inline::Link { url, .. } => self.link(url, span),
                _ => {}
            });
        }
        block.children.iter().for_each(|child| self.check(child));
    }

    fn reference(&mut self, reference: &Reference, block: Span) {
        let span = self.place_of(&reference.to_string(), block);
        for id in [Some(&reference.target), reference.last.as_ref()].into_iter().flatten() {
            match self.index.label(id) {
                None => {
                    let diagnostic = self.unknown(id, span);
                    self.found.push(diagnostic);
                }
                Some(Label::Step(_)) => {}
                Some(_) if reference.form == ReferenceForm::Step => {
                    let message = format!("`{id}` is no step");
                    self.found.push(
                        Diagnostic::warning("not-a-step", span, message)
                            .hint(format!("write `[](#{id})`")),
                    );
                }
                Some(_) => {}
            }
        }
    }

    fn meant(&mut self, id: &str) -> Option<&str> {
        let index = self.index;
        if self.meant.len() >= MOST_GUESSES && !self.meant.contains_key(id) {
            return None;
        }
        *self.meant.entry(id.into()).or_insert_with(|| resembling(id, index.anchors()))
    }

    fn unknown(&mut self, id: &str, span: Span) -> Diagnostic {
        let message = format!("nothing has the id `{id}`");
        let diagnostic = Diagnostic::error("unknown-reference", span, message);
        match self.meant(id) {
            Some(meant) => diagnostic.hint(format!("did you mean `{meant}`?")),
            None => diagnostic.hint(format!("write `{{#{id}}}` behind what is meant")),
        }
    }

    fn link(&mut self, url: &str, block: Span) {
        let Some(fragment) = url.strip_prefix('#') else {
            return;
        };
        let id = percent_encoding::percent_decode_str(fragment).decode_utf8_lossy();
        let is_of_page = matches!(&*id, "" | "top" | "document" | "footnotes");
        if is_of_page || self.index.label(&id).is_some() || self.is_in_raw(&id) {
            return;
        }
        let span = self.place_of(&format!("](#{fragment})"), block);
        let message = format!("the link leads nowhere: nothing here has the id `{id}`");
        let diagnostic = Diagnostic::warning("dead-link", span, message);
        let diagnostic = match self.meant(&id) {
            Some(meant) => diagnostic.hint(format!("did you mean `#{meant}`?")),
            None => diagnostic,
        };
        self.found.push(diagnostic);
    }

    fn is_in_raw(&self, id: &str) -> bool {
        let is_named = |quote: &str| {
            ["name=", "id="]
                .iter()
                .any(|key| self.raw.contains(&format!("{key}{quote}{id}{quote}")))
        };
        is_named("\"") || is_named("'")
    }

    /// Returns where a text stands in a block, behind the one that was looked for before; the block
    /// itself, if it is written in another way.
    fn place_of(&mut self, text: &str, block: Span) -> Span {
        let rest = self.source.get(self.behind..block.end);
        let Some(start) = rest.and_then(|rest| rest.find(text)) else {
            self.behind = block.end;
            return block;
        };
        let start = self.behind + start;
        self.behind = start + text.len();
        Span { start, end: self.behind }
    }
}

fn push_raw(blocks: &[Block], raw: &mut String) {
    for block in blocks {
        if let BlockKind::RawHtml { html } = &block.kind {
            raw.push_str(html);
        }
        for text in block.kind.texts() {
            inline::visit(text, &mut |inline| {
                if let Inline::RawHtml(html) = inline {
                    raw.push_str(html);
                }
            });
        }
        push_raw(&block.children, raw);
    }
}
