//! Blocks on their way: parsed and placed in the source, but not yet named.

use std::hash::{Hash, Hasher};

use siphasher::sip128::{Hasher128, SipHasher13};

use crate::attributes::Attributes;
use crate::block::{BlockId, BlockKind, Fingerprint, References};
use crate::span::Span;

/// A block before it has its id.
#[derive(Debug)]
pub(crate) struct Draft {
    pub(crate) kind: BlockKind,
    pub(crate) attributes: Attributes,
    pub(crate) children: Vec<Draft>,
    pub(crate) fingerprint: Fingerprint,
    pub(crate) references: References,
    pub(crate) span: Span,
    /// Where the block's own text stands, if that is not the whole block.
    pub(crate) text: Option<Span>,
    pub(crate) id: Option<BlockId>,
    /// The `id` on the page.
    pub(crate) anchor: Option<Box<str>>,
}

impl Draft {
    pub(crate) fn new(
        kind: BlockKind,
        attributes: Attributes,
        span: Span,
        children: Vec<Self>,
    ) -> Self {
        Self {
            fingerprint: fingerprint(&kind, &attributes, &children),
            kind,
            attributes,
            children,
            references: References::default(),
            span,
            text: None,
            id: None,
            anchor: None,
        }
    }

    /// Returns the same draft, and all below it, so many bytes further on.
    pub(crate) fn moved(&self, by: isize) -> Self {
        Self {
            kind: self.kind.clone(),
            attributes: self.attributes.clone(),
            children: self.children.iter().map(|child| child.moved(by)).collect(),
            fingerprint: self.fingerprint,
            references: self.references.clone(),
            span: self.span.moved(by),
            text: self.text.map(|text| text.moved(by)),
            id: self.id.clone(),
            anchor: self.anchor.clone(),
        }
    }

    /// Returns the same draft, and all below it, at one place.
    pub(crate) fn placed(mut self, span: Span) -> Self {
        self.span = span;
        self.text = None;
        self.children = self.children.into_iter().map(|child| child.placed(span)).collect();
        self
    }

    /// Returns the draft as another kind of block.
    pub(crate) fn with_kind(self, kind: BlockKind) -> Self {
        Self::new(kind, self.attributes, self.span, self.children)
            .references(self.references)
            .text_at(self.text)
    }

    /// Returns the draft with each of its children changed.
    pub(crate) fn map_children(self, change: impl FnMut(Self) -> Self) -> Self {
        let children = self.children.into_iter().map(change).collect();
        Self::new(self.kind, self.attributes, self.span, children)
            .references(self.references)
            .text_at(self.text)
    }

    pub(crate) fn references(self, references: References) -> Self {
        Self { references, ..self }
    }

    pub(crate) fn text_at(self, text: Option<Span>) -> Self {
        Self { text, ..self }
    }
}

fn fingerprint(kind: &BlockKind, attributes: &Attributes, children: &[Draft]) -> Fingerprint {
    let mut hasher = SipHasher13::new();
    kind.hash(&mut hasher);
    attributes.hash(&mut hasher);
    for child in children {
        hasher.write_u128(child.fingerprint.0);
    }
    Fingerprint(hasher.finish128().into())
}
