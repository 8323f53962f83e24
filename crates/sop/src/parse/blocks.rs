//! Markdown nodes → drafts. Markers of fences are matched among siblings, as a stack.

use std::sync::Arc;

use comrak::Node;
use comrak::nodes::{
    AlertType, ListType, NodeAlert, NodeHeading, NodeList, NodeTable, NodeValue, Sourcepos,
    TableAlignment,
};

use super::containers::{self, Built, STEP_KEYS};
use super::fences::{Fence, FenceKind, Masked, Opening};
use super::{MAX_DEPTH, RawFindings};
use crate::attributes::Attributes;
use crate::block::{
    AdmonitionKind, Alignment, BlockKind, Check, HazardLevel, ListMarks, References, Table,
};
use crate::diagnostic::Diagnostic;
use crate::document::MediaReference;
use crate::draft::Draft;
use crate::inline::Inline;
use crate::sanitize::{self, Findings};
use crate::span::Span;

/// What the conversion of one document knows and gathers.
pub(super) struct Converter<'s, 'c> {
    pub(super) source: &'s str,
    pub(super) lines: &'c [Span],
    pub(super) masked: &'c Masked,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) media: Vec<MediaReference>,
    pub(super) footnotes: Vec<Draft>,
    pub(super) known_findings: Option<&'c RawFindings>,
    pub(super) raw_findings: RawFindings,
    pub(super) is_too_deep: bool,
}

/// A container that is still open.
struct Frame {
    opening: Opening,
    text: Box<str>,
    span: Span,
    children: Vec<Draft>,
}

/// The containers that are open among the children of one node, the innermost last.
#[derive(Default)]
struct Stack {
    outside: Vec<Draft>,
    frames: Vec<Frame>,
    /// Containers open inside the innermost frame that are too deep to be shown as such.
    flat: usize,
}

impl Stack {
    fn top(&mut self) -> &mut Vec<Draft> {
        match self.frames.last_mut() {
            Some(frame) => &mut frame.children,
            None => &mut self.outside,
        }
    }
}

impl<'s, 'c> Converter<'s, 'c> {
    /// Converts the whole document.
    pub(super) fn convert(&mut self, root: Node<'_>) -> Vec<Draft> {
        let mut drafts = self.children(root, 0);
        if !self.footnotes.is_empty() {
            let notes = std::mem::take(&mut self.footnotes);
            let span = notes.iter().map(|note| note.span).reduce(Span::to).unwrap_or_default();
            drafts.push(nested(BlockKind::Footnotes, span, notes));
        }
        containers::check_attributes(&drafts, &mut self.diagnostics);
        self.hint_at_stray_fences();
        drafts
    }

    fn children(&mut self, node: Node<'_>, depth: usize) -> Vec<Draft> {
        self.siblings(node.first_child(), depth)
    }

    /// Converts a node and those that follow it.
    fn siblings(&mut self, first: Option<Node<'_>>, depth: usize) -> Vec<Draft> {
        let mut stack = Stack::default();
        let mut next = first;
        while let Some(node) = next {
            match self.fence_of(node) {
                Some(fence) => self.fence(fence, depth, &mut stack),
                None => self.block(node, depth + stack.frames.len(), stack.top()),
            }
            next = node.next_sibling();
        }
        while let Some(frame) = stack.frames.pop() {
            let message = format!("`{}` is never closed", frame.text);
            self.diagnostics.push(
                Diagnostic::error("unclosed-container", frame.span, message)
                    .hint("end it with a line `:::` at the same indentation"),
            );
            self.close(frame, None, stack.top());
        }
        stack.outside
    }

    /// Returns the fence whose marker a node is.
    fn fence_of(&self, node: Node<'_>) -> Option<&'c Fence> {
        match &node.data().value {
            NodeValue::HtmlBlock(html) => self.masked.fence(&html.literal),
            _ => None,
        }
    }

    fn fence(&mut self, fence: &Fence, depth: usize, stack: &mut Stack) {
        match &fence.kind {
            FenceKind::Open(_) if depth + stack.frames.len() >= MAX_DEPTH => {
                self.note_depth(fence.span);
                stack.flat += 1;
                stack.top().push(text_paragraph(&fence.text, fence.span));
            }
            FenceKind::Open(opening) => stack.frames.push(Frame {
                opening: opening.clone(),
                text: fence.text.trim_end().into(),
                span: fence.span,
                children: Vec::new(),
            }),
            FenceKind::Close if stack.flat > 0 => stack.flat -= 1,
            FenceKind::Close => match stack.frames.pop() {
                Some(frame) => self.close(frame, Some(fence.span), stack.top()),
                None => self.diagnostics.push(
                    Diagnostic::warning("stray-fence", fence.span, "`:::` closes nothing here")
                        .hint("a container is closed in the list item or quote that opens it"),
                ),
            },
        }
    }

    fn close(&mut self, frame: Frame, end: Option<Span>, out: &mut Vec<Draft>) {
        let inside = frame.children.last().map(|child| child.span);
        let span = frame.span.to(end.or(inside).unwrap_or(frame.span));
        let built = Built {
            opening: frame.opening,
            text: frame.text,
            fence: frame.span,
            span,
            children: frame.children,
        };
        out.push(containers::build(built, &mut self.diagnostics));
    }

    /// An unclosed container is often closed, but at another indentation.
    fn hint_at_stray_fences(&mut self) {
        let line = |span: Span| self.lines.partition_point(|line| line.start <= span.start);
        let strays: Vec<Span> = self
            .diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.code == "stray-fence")
            .map(|diagnostic| diagnostic.span)
            .collect();
        for diagnostic in &mut self.diagnostics {
            if diagnostic.code == "unclosed-container"
                && let Some(stray) = strays.iter().find(|stray| stray.start > diagnostic.span.start)
            {
                let line = line(*stray);
                diagnostic.hint = Some(format!(
                    "the `:::` in line {line} is inside another list item or quote; give it the same indentation"
                ));
            }
        }
    }

    fn block(&mut self, node: Node<'_>, depth: usize, out: &mut Vec<Draft>) {
        let (value, span) = {
            let data = node.data();
            (data.value.clone(), self.span(data.sourcepos))
        };
        let holds_blocks = !matches!(
            value,
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
        let draft = match value {
            NodeValue::Paragraph => self.paragraph(node, span, &[]),
            NodeValue::Heading(heading) => self.section(node, heading, span),
            NodeValue::CodeBlock(code) => Some(self.code(&code.info, &code.literal, span)),
            NodeValue::HtmlBlock(html) => self.raw(&html.literal, span),
            NodeValue::ThematicBreak => Some(plain(BlockKind::ThematicBreak, span)),
            NodeValue::Table(table) => Some(self.table(node, &table, span)),
            NodeValue::List(list) => Some(self.list(node, list, span, depth)),
            NodeValue::Alert(alert) => Some(self.alert(node, &alert, span, depth)),
            NodeValue::FootnoteDefinition(note) => {
                let kind = BlockKind::Footnote { name: note.name.into() };
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
        self.note_depth(span);
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

    fn note_depth(&mut self, span: Span) {
        if std::mem::replace(&mut self.is_too_deep, true) {
            return;
        }
        let message = format!("blocks are nested more than {MAX_DEPTH} deep");
        self.diagnostics.push(
            Diagnostic::warning("too-deep", span, message)
                .hint("what lies deeper is shown without its nesting"),
        );
    }

    fn section(&mut self, node: Node<'_>, heading: NodeHeading, span: Span) -> Option<Draft> {
        let mut text = self.inlines(node, span);
        let attributes = text.take_attributes_at_end(containers::SECTION_KEYS);
        let references = self.references(&text.inlines, span);
        let kind = BlockKind::Section { level: heading.level, text: text.merged() };
        Some(Draft::new(kind, attributes, span, Vec::new()).references(references))
    }

    fn paragraph(&mut self, node: Node<'_>, span: Span, known: &[&str]) -> Option<Draft> {
        let mut text = self.inlines(node, span);
        let attributes = text.take_attributes_of_first_line(known);
        let references = self.references(&text.inlines, span);
        let mut text = text.merged();
        if text.is_empty() {
            return None;
        }
        let kind = match text.as_mut_slice() {
            [Inline::Image(_)] => match text.pop() {
                Some(Inline::Image(image)) => BlockKind::Figure { image },
                other => BlockKind::Paragraph { text: other.into_iter().collect() },
            },
            _ => BlockKind::Paragraph { text },
        };
        Some(Draft::new(kind, attributes, span, Vec::new()).references(references))
    }

    fn code(&mut self, info: &str, literal: &str, span: Span) -> Draft {
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

    fn list(&mut self, node: Node<'_>, list: NodeList, span: Span, depth: usize) -> Draft {
        let items = node.children().map(|item| self.item(item, depth + 1)).collect();
        let marks = match list.list_type {
            ListType::Bullet => ListMarks::Bullets,
            ListType::Ordered => ListMarks::Numbers(list.start as u64),
        };
        let kind = BlockKind::List { marks, is_tight: list.tight };
        nested(kind, span, items)
    }

    fn item(&mut self, node: Node<'_>, depth: usize) -> Draft {
        let (check, span) = {
            let data = node.data();
            let check = match &data.value {
                NodeValue::TaskItem(task) => Some(match task.symbol {
                    Some(_) => Check::Done,
                    None => Check::Open,
                }),
                _ => None,
            };
            (check, self.span(data.sourcepos))
        };
        let first = node.first_child();
        // The item's own text is its first paragraph, unless that is a figure.
        let paragraph = first.filter(|first| matches!(first.data().value, NodeValue::Paragraph));
        let text = paragraph.and_then(|paragraph| {
            let span = self.span(paragraph.data().sourcepos);
            self.paragraph(paragraph, span, STEP_KEYS)
        });
        let rest = paragraph.map_or(first, |paragraph| paragraph.next_sibling());
        let mut children = self.siblings(rest, depth + 1);
        let mut attributes = Attributes::default();
        let mut references = References::default();
        let mut own = Vec::new();
        if let Some(draft) = text {
            if let BlockKind::Paragraph { text } = draft.kind {
                (own, attributes, references) = (text, draft.attributes, draft.references);
            } else {
                children.insert(0, draft);
            }
        }
        let kind = BlockKind::Item { text: own, check };
        Draft::new(kind, attributes, span, children).references(references)
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
        let known = self.known_findings.and_then(|known| known.get(html));
        let findings = match known {
            Some(findings) => findings.clone(),
            None => Arc::new(Findings::of(html)),
        };
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
        self.raw_findings.insert(html.into(), findings);
    }

    /// Notes a file that the document needs; each path once.
    pub(super) fn note_media(&mut self, path: &str, span: Span) {
        self.media.push(MediaReference { path: path.into(), span });
    }

    /// Turns positions of the Markdown parser, which count bytes from 1, into a span. They are
    /// kept within the source and its characters, wherever the parser says they are.
    pub(super) fn span(&self, position: Sourcepos) -> Span {
        let place = |line: usize, column: usize| {
            let line = line.clamp(1, self.lines.len()) - 1;
            let line = self.lines[line];
            let mut byte = (line.start + column).min(line.end);
            while !self.source.is_char_boundary(byte) {
                byte += 1;
            }
            byte
        };
        let start = place(position.start.line, position.start.column.saturating_sub(1));
        let end = place(position.end.line, position.end.column);
        Span { start, end: end.max(start) }
    }
}

fn plain(kind: BlockKind, span: Span) -> Draft {
    nested(kind, span, Vec::new())
}

fn nested(kind: BlockKind, span: Span, children: Vec<Draft>) -> Draft {
    Draft::new(kind, Attributes::default(), span, children)
}

fn text_paragraph(text: &str, span: Span) -> Draft {
    let text = vec![Inline::Text(text.into())];
    plain(BlockKind::Paragraph { text }, span)
}

fn hazard(level: HazardLevel, title: Box<str>) -> BlockKind {
    BlockKind::Hazard { level, title }
}

fn admonition(kind: AdmonitionKind, title: Box<str>) -> BlockKind {
    BlockKind::Admonition { kind, title }
}
