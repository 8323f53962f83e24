//! The containers that are open among siblings: markers of fences are matched as a stack.

use super::containers::{self, Built};
use super::fences::{Fence, FenceKind, Opening};
use crate::attributes::Attributes;
use crate::block::BlockKind;
use crate::diagnostic::Diagnostic;
use crate::draft::Draft;
use crate::inline::Inline;
use crate::span::Span;

/// The containers that are open among the children of one node, the innermost last.
pub(super) struct Stack {
    outside: Vec<Draft>,
    frames: Vec<Frame>,
    most: usize,
    /// Containers open inside the innermost frame that are too deep to be shown as such.
    flat: usize,
}

/// A container that is still open.
struct Frame {
    opening: Opening,
    text: Box<str>,
    span: Span,
    children: Vec<Draft>,
}

impl Stack {
    /// Begins with nothing open, and lets at most so many containers lie in one another.
    pub(super) fn new(most: usize) -> Self {
        Self { outside: Vec::new(), frames: Vec::new(), most, flat: 0 }
    }

    /// Returns how many containers are open.
    pub(super) fn depth(&self) -> usize {
        self.frames.len()
    }

    /// Returns what the innermost container holds so far.
    pub(super) fn top(&mut self) -> &mut Vec<Draft> {
        match self.frames.last_mut() {
            Some(frame) => &mut frame.children,
            None => &mut self.outside,
        }
    }

    /// Opens or closes a container.
    pub(super) fn fence(&mut self, fence: Fence, diagnostics: &mut Vec<Diagnostic>) {
        let Fence { text, span, kind } = fence;
        match kind {
            FenceKind::Open(_) if self.frames.len() >= self.most => {
                diagnostics.push(super::too_deep(span));
                self.flat += 1;
                self.top().push(text_paragraph(&text, span));
            }
            FenceKind::Open(opening) => self.frames.push(Frame {
                opening,
                text: text.trim_end().into(),
                span,
                children: Vec::new(),
            }),
            FenceKind::Leaf(opening) => {
                let text = text.trim_end().into();
                let leaf = Built { opening, text, fence: span, span, children: Vec::new() };
                self.top().push(containers::build(leaf, diagnostics));
            }
            FenceKind::Close if self.flat > 0 => self.flat -= 1,
            FenceKind::Close => match self.frames.pop() {
                Some(frame) => self.close(frame, Some(span), diagnostics),
                None => diagnostics.push(
                    Diagnostic::warning("stray-fence", span, "`:::` closes nothing here")
                        .hint("a container is closed in the list item or quote that opens it"),
                ),
            },
        }
    }

    /// Closes what was left open, and returns everything.
    pub(super) fn finish(mut self, diagnostics: &mut Vec<Diagnostic>) -> Vec<Draft> {
        while let Some(frame) = self.frames.pop() {
            let message = format!("`{}` is never closed", frame.text);
            diagnostics.push(
                Diagnostic::error("unclosed-container", frame.span, message)
                    .hint("end it with a line `:::` at the same indentation"),
            );
            self.close(frame, None, diagnostics);
        }
        self.outside
    }

    fn close(&mut self, frame: Frame, end: Option<Span>, diagnostics: &mut Vec<Diagnostic>) {
        let inside = frame.children.last().map(|child| child.span);
        let span = frame.span.to(end.or(inside).unwrap_or(frame.span));
        let built = Built {
            opening: frame.opening,
            text: frame.text,
            fence: frame.span,
            span,
            children: frame.children,
        };
        self.top().push(containers::build(built, diagnostics));
    }
}

fn text_paragraph(text: &str, span: Span) -> Draft {
    let text = vec![Inline::Text(text.into())];
    Draft::new(BlockKind::Paragraph { text }, Attributes::default(), span, Vec::new())
}
