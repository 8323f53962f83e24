//! Markdown nodes → drafts, an outermost node at a time.

use std::mem::take;
use std::sync::Arc;

use comrak::Node;
use comrak::nodes::{
    AlertType, ListType, NodeAlert, NodeList, NodeTable, NodeValue, Sourcepos, TableAlignment,
};

use super::containers::{self, ITEM_OR_STEP_KEYS};
use super::fences::{Fence, Masked, Place};
use super::gallery;
use super::inlines::bad_math;
use super::letters;
use super::reading::{Content, Passage, RawFindings};
use super::stack::Stack;
use super::{MAX_DEPTH, MOST_CONTAINERS};
use crate::attributes::Attributes;
use crate::block::{
    AdmonitionKind, Alignment, BlockKind, Check, HazardLevel, ListMarks, References, Table,
};
use crate::diagnostic::Diagnostic;
use crate::document::MediaReference;
use crate::draft::Draft;
use crate::inline::Inline;
use crate::math;
use crate::sanitize::{self, Findings};
use crate::span::Span;

/// What a conversion knows, and gathers of the passage that it is at.
pub(super) struct Converter<'s, 'c> {
    source: &'s str,
    pub(super) masked: &'c Masked,
    known_findings: &'c RawFindings<'c>,
    pub(super) diagnostics: Vec<Diagnostic>,
    media: Vec<MediaReference>,
    footnotes: Vec<Draft>,
    raw_findings: Vec<(Box<str>, Arc<Findings>)>,
}

impl<'s, 'c> Converter<'s, 'c> {
    /// Begins to convert what was parsed of masked lines of a source.
    pub(super) fn new(
        source: &'s str,
        masked: &'c Masked,
        known_findings: &'c RawFindings<'c>,
    ) -> Self {
        Self {
            source,
            masked,
            known_findings,
            diagnostics: Vec::new(),
            media: Vec::new(),
            footnotes: Vec::new(),
            raw_findings: Vec::new(),
        }
    }

    /// Converts everything below the root.
    pub(super) fn convert(mut self, root: Node<'_>) -> Vec<Passage> {
        root.children().map(|node| self.passage(node)).collect()
    }

    fn passage(&mut self, node: Node<'_>) -> Passage {
        let position = node.data().sourcepos;
        let places = &self.masked.places;
        let start = places[position.start.line.clamp(1, places.len()) - 1].span.start;
        let content = match self.fence_of(node) {
            Some(fence) => Content::Fence(fence.clone()),
            None => {
                let mut drafts = Vec::new();
                self.block(node, MOST_CONTAINERS, &mut drafts);
                Content::Blocks(drafts)
            }
        };
        Passage {
            span: Span { start, end: self.span(position).end },
            content,
            footnotes: take(&mut self.footnotes),
            diagnostics: take(&mut self.diagnostics),
            media: take(&mut self.media),
            raw_findings: take(&mut self.raw_findings),
        }
    }

    fn children(&mut self, node: Node<'_>, depth: usize) -> Vec<Draft> {
        self.siblings(node.first_child(), depth)
    }

    /// Converts a node and those that follow it.
    fn siblings(&mut self, first: Option<Node<'_>>, depth: usize) -> Vec<Draft> {
        let mut stack = Stack::new(MAX_DEPTH.saturating_sub(depth));
        let mut next = first;
        while let Some(node) = next {
            match self.fence_of(node) {
                Some(fence) => stack.fence(fence.clone(), &mut self.diagnostics),
                None => self.block(node, depth + stack.depth(), stack.top()),
            }
            next = node.next_sibling();
        }
        stack.finish(&mut self.diagnostics)
    }

    /// Returns the fence whose marker a node is.
    fn fence_of(&self, node: Node<'_>) -> Option<&'c Fence> {
        match &node.data().value {
            NodeValue::HtmlBlock(html) => self.masked.fence(&html.literal),
            _ => None,
        }
    }

    fn block(&mut self, node: Node<'_>, depth: usize, out: &mut Vec<Draft>) {
        let data = node.data();
        let span = self.span(data.sourcepos);
        let holds_blocks = !matches!(
            data.value,
            NodeValue::Paragraph
                | NodeValue::Heading(_)
                | NodeValue::CodeBlock(_)
                | NodeValue::HtmlBlock(_)
                | NodeValue::ThematicBreak
                | NodeValue::Table(_)
        );
        if holds_blocks && depth >= MAX_DEPTH {
            return self.flatten(node, span, out);
        }
        let draft = match &data.value {
            NodeValue::Paragraph => {
                let paragraph = self.paragraph(node, span, &[]);
                let blocks = paragraph.into_iter().flat_map(told_apart);
                out.extend(blocks.flat_map(|block| self.lettered(block)));
                return;
            }
            NodeValue::Heading(heading) => self.section(node, heading.level, span),
            NodeValue::CodeBlock(code) => Some(self.code(&code.info, &code.literal, span)),
            NodeValue::HtmlBlock(html) => self.raw(&html.literal, span),
            NodeValue::ThematicBreak => Some(plain(BlockKind::ThematicBreak, span)),
            NodeValue::Table(table) => Some(self.table(node, table, span)),
            NodeValue::List(list) => Some(self.list(node, list, span, depth)),
            NodeValue::Alert(alert) => Some(self.alert(node, alert, span, depth)),
            NodeValue::FootnoteDefinition(note) => {
                let kind = BlockKind::Footnote { name: note.name.as_str().into() };
                let children = self.children(node, depth + 1);
                self.footnotes.push(nested(kind, span, children));
                None
            }
            // Quotes; and whatever else holds blocks is shown as one.
            _ => {
                let children = self.children(node, depth + 1);
                Some(nested(BlockKind::Quote, span, children))
            }
        };
        out.extend(draft);
    }

    /// Shows everything below a node without its nesting.
    fn flatten(&mut self, node: Node<'_>, span: Span, out: &mut Vec<Draft>) {
        self.diagnostics.push(super::too_deep(span));
        for below in node.descendants() {
            let is_leaf = matches!(
                below.data().value,
                NodeValue::Paragraph
                    | NodeValue::Heading(_)
                    | NodeValue::CodeBlock(_)
                    | NodeValue::HtmlBlock(_)
                    | NodeValue::Table(_)
            );
            if is_leaf {
                self.block(below, MAX_DEPTH, out);
            }
        }
    }

    fn section(&mut self, node: Node<'_>, level: u8, span: Span) -> Option<Draft> {
        let mut text = self.inlines(node, span);
        let attributes = text.take_attributes_at_end(containers::SECTION_KEYS);
        let text = text.merged();
        let references = self.references(&text, span);
        let kind = BlockKind::Section { level, text };
        Some(Draft::new(kind, attributes, span, Vec::new()).references(references))
    }

    fn paragraph(&mut self, node: Node<'_>, span: Span, known: &[&str]) -> Option<Draft> {
        if let Some(tex) = display_math(node) {
            return Some(self.math(&tex, span));
        }
        let mut text = self.inlines(node, span);
        let attributes = text.take_attributes_of_line(known);
        let text = text.merged();
        let references = self.references(&text, span);
        if text.is_empty() {
            return None;
        }
        if let [Inline::Image(image)] = text.as_slice() {
            return Some(gallery::figure(image.clone(), attributes, span));
        }
        let kind = BlockKind::Paragraph { text };
        Some(Draft::new(kind, attributes, span, Vec::new()).references(references))
    }

    /// Mathematics that stands alone; what is not understood is shown as code.
    fn math(&mut self, tex: &str, span: Span) -> Draft {
        let tex = self.masked.restore(tex);
        match math::to_mathml(&tex, math::Setting::Display) {
            Ok(_) => plain(BlockKind::Math { tex: tex.trim().into() }, span),
            Err(why) => {
                self.diagnostics.push(bad_math(&why, span));
                let kind = BlockKind::Code { info: "math".into(), text: tex.trim().into() };
                plain(kind, span)
            }
        }
    }

    /// Makes a list of the lines of a paragraph that begin with letters.
    fn lettered(&mut self, draft: Draft) -> Vec<Draft> {
        let split = match &draft.kind {
            BlockKind::Paragraph { text } => letters::split(text, ITEM_OR_STEP_KEYS),
            _ => None,
        };
        let Some(letters::Split { before, items }) = split else {
            return vec![draft];
        };
        let span = draft.span;
        let (text, places) = letters::places(self.source, span);
        let is_found = places.len() == items.len();
        let items = items.into_iter().zip(0..).map(|((text, attributes), place)| {
            let references = self.references(&text, span);
            let kind = BlockKind::Item { text, check: None };
            Draft::new(kind, attributes, span, Vec::new())
                .references(references)
                .text_at(places.get(place).copied().filter(|_| is_found))
        });
        let kind = BlockKind::List { marks: ListMarks::Letters, is_tight: true };
        let list = nested(kind, span, items.collect());
        if before.is_empty() {
            return vec![Draft::new(list.kind, draft.attributes, span, list.children)];
        }
        let references = self.references(&before, span);
        let kind = BlockKind::Paragraph { text: before };
        let paragraph = Draft::new(kind, draft.attributes, span, Vec::new());
        vec![paragraph.references(references).text_at(Some(text)), list]
    }

    fn code(&mut self, info: &str, literal: &str, span: Span) -> Draft {
        if info.trim() == "math" {
            return self.math(literal, span);
        }
        if let Some(name) = unknown_directive(info) {
            let message = format!("a directive `{{{name}}}` is not known; shown as code");
            self.diagnostics.push(Diagnostic::info("unknown-directive", span, message));
        }
        let text = self.masked.restore(literal);
        let kind = BlockKind::Code {
            info: info.trim().into(),
            text: text.strip_suffix('\n').unwrap_or(&text).into(),
        };
        plain(kind, span)
    }

    fn raw(&mut self, literal: &str, span: Span) -> Option<Draft> {
        let html = self.masked.restore(literal);
        let html = html.trim_end();
        if sanitize::is_silent(html) {
            return None;
        }
        let mut references = References::default();
        self.add_raw_findings(html, span, &mut references);
        let kind = BlockKind::RawHtml { html: html.into() };
        Some(plain(kind, span).references(references))
    }

    fn table(&mut self, node: Node<'_>, table: &NodeTable, span: Span) -> Draft {
        let mut rows = node.children().map(|row| {
            row.children().map(|cell| self.inlines(cell, span).merged()).collect::<Vec<_>>()
        });
        let header = rows.next().unwrap_or_default();
        let rows = rows.collect();
        let alignments = table.alignments.iter().map(|alignment| match alignment {
            TableAlignment::None => Alignment::Start,
            TableAlignment::Left => Alignment::Left,
            TableAlignment::Center => Alignment::Center,
            TableAlignment::Right => Alignment::Right,
        });
        let kind = BlockKind::Table(Table { alignments: alignments.collect(), header, rows });
        let mut references = References::default();
        for text in kind.texts() {
            self.add_references(text, span, &mut references);
        }
        plain(kind, span).references(references)
    }

    fn list(&mut self, node: Node<'_>, list: &NodeList, span: Span, depth: usize) -> Draft {
        let items = node.children().map(|item| self.item(item, depth + 1)).collect();
        let marks = match list.list_type {
            ListType::Bullet => ListMarks::Bullets,
            ListType::Ordered => ListMarks::Numbers(list.start as u64),
        };
        let kind = BlockKind::List { marks, is_tight: list.tight };
        nested(kind, span, items)
    }

    fn item(&mut self, node: Node<'_>, depth: usize) -> Draft {
        let data = node.data();
        let span = self.span(data.sourcepos);
        let check = match &data.value {
            NodeValue::TaskItem(task) => Some(match task.symbol {
                Some(_) => Check::Done,
                None => Check::Open,
            }),
            _ => None,
        };
        let first = node.first_child();
        // The item's own text is its first paragraph, unless that is a figure.
        let paragraph = first.filter(|first| matches!(first.data().value, NodeValue::Paragraph));
        let text = paragraph.and_then(|paragraph| {
            let span = self.span(paragraph.data().sourcepos);
            self.paragraph(paragraph, span, ITEM_OR_STEP_KEYS)
        });
        let rest = paragraph.map_or(first, |paragraph| paragraph.next_sibling());
        let mut children = self.siblings(rest, depth + 1);
        let mut attributes = Attributes::default();
        let mut references = References::default();
        let mut own = Vec::new();
        let mut place = None;
        for draft in text.map(|draft| self.lettered(draft)).into_iter().flatten().rev() {
            match draft.kind {
                BlockKind::Paragraph { text } => {
                    (own, attributes, references) = (text, draft.attributes, draft.references);
                    place = Some(draft.text.unwrap_or(draft.span));
                }
                _ => children.insert(0, draft),
            }
        }
        let kind = BlockKind::Item { text: own, check };
        Draft::new(kind, attributes, span, children).references(references).text_at(place)
    }

    fn alert(&mut self, node: Node<'_>, alert: &NodeAlert, span: Span, depth: usize) -> Draft {
        let title: Box<str> = alert.title.as_deref().unwrap_or_default().into();
        let kind = match alert.alert_type {
            AlertType::Note => admonition(AdmonitionKind::Note, title),
            AlertType::Tip => admonition(AdmonitionKind::Tip, title),
            AlertType::Important => admonition(AdmonitionKind::Important, title),
            AlertType::Warning => hazard(HazardLevel::Warning, title),
            AlertType::Caution => hazard(HazardLevel::Caution, title),
        };
        let children = self.children(node, depth + 1);
        nested(kind, span, children)
    }

    /// Gathers what inlines name outside of their block, and what is found in their raw HTML.
    pub(super) fn references(&mut self, inlines: &[Inline], span: Span) -> References {
        let mut references = References::default();
        self.add_references(inlines, span, &mut references);
        references
    }

    /// Notes what sanitising removes from raw HTML, and the files that it names.
    pub(super) fn add_raw_findings(&mut self, html: &str, span: Span, references: &mut References) {
        let known = self.known_findings.get(html).cloned();
        let findings = known.unwrap_or_else(|| Arc::new(Findings::of(html)));
        if !findings.removed.is_empty() {
            let message = format!("removed from raw HTML: {}", findings.removed.join(", "));
            self.diagnostics.push(Diagnostic::warning("removed-html", span, message));
        }
        if !findings.unknown.is_empty() {
            let message = format!(
                "shown as text, for HTML has no such element: {}",
                findings.unknown.join(", ")
            );
            self.diagnostics.push(
                Diagnostic::info("unknown-element", span, message)
                    .hint("write `\\<` for the character itself"),
            );
        }
        for path in &findings.media {
            references.media.push(path.clone());
            self.note_media(path, span);
        }
        self.raw_findings.push((html.into(), findings));
    }

    /// Notes a file that the document needs.
    pub(super) fn note_media(&mut self, path: &str, span: Span) {
        self.media.push(MediaReference { path: path.into(), span });
    }

    /// Turns positions of the Markdown parser, which count bytes from 1, into a span. They are
    /// kept within the source and its characters, wherever the parser says they are.
    pub(super) fn span(&self, position: Sourcepos) -> Span {
        let places = &self.masked.places;
        let index = |line: usize| line.clamp(1, places.len()) - 1;
        let place = |line: usize, column: usize| {
            let Place { span, removed } = places[line];
            let mut byte = (span.start + removed + column).min(span.end);
            while !self.source.is_char_boundary(byte) {
                byte += 1;
            }
            byte
        };
        let (first, last) = (index(position.start.line), index(position.end.line));
        let start = place(first, position.start.column.saturating_sub(1));
        // The mask of a fence is not as long as the fence.
        let end = if self.masked.is_fence(last) {
            places[last].span.end
        } else {
            place(last, position.end.column)
        };
        Span { start, end: end.max(start) }
    }
}

/// Languages whose code other tools run: `{r, echo=FALSE}`. Here it is shown.
const ENGINES: &[&str] =
    &["r", "python", "julia", "bash", "sh", "sql", "ojs", "stan", "dot", "mermaid", "css", "js"];

/// Returns the name of a directive in braces that is neither a language nor a raw format.
fn unknown_directive(info: &str) -> Option<&str> {
    let inside = info.trim().strip_prefix('{')?;
    let end = inside.find(|c: char| c == '}' || c == ',' || c.is_whitespace())?;
    let name = inside[..end].trim_start_matches('.');
    let is_name = name.starts_with(char::is_alphabetic);
    (is_name && !ENGINES.contains(&name)).then_some(name)
}

/// Returns the formula of a paragraph that is nothing else: `$$…$$`.
fn display_math(paragraph: Node<'_>) -> Option<String> {
    let only = paragraph.first_child().filter(|first| first.next_sibling().is_none())?;
    match &only.data().value {
        NodeValue::Math(math) if math.display_math => Some(math.literal.clone()),
        _ => None,
    }
}

/// Makes figures of a paragraph of images that are told apart.
fn told_apart(paragraph: Draft) -> Vec<Draft> {
    match &paragraph.kind {
        BlockKind::Paragraph { text } if gallery::is_told_apart(text) => gallery::split(paragraph),
        _ => vec![paragraph],
    }
}

fn plain(kind: BlockKind, span: Span) -> Draft {
    nested(kind, span, Vec::new())
}

fn nested(kind: BlockKind, span: Span, children: Vec<Draft>) -> Draft {
    Draft::new(kind, Attributes::default(), span, children)
}

fn hazard(level: HazardLevel, title: Box<str>) -> BlockKind {
    BlockKind::Hazard { level, title }
}

fn admonition(kind: AdmonitionKind, title: Box<str>) -> BlockKind {
    BlockKind::Admonition { kind, title }
}
