//! Inline content: text and what is inside it.

use crate::attributes::Attributes;

/// A piece of inline content.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Inline {
    /// Plain text.
    Text(Box<str>),
    /// Code in running text.
    Code(Box<str>),
    /// Emphasised content.
    Emphasis(Vec<Inline>),
    /// Strong content.
    Strong(Vec<Inline>),
    /// Content that is struck out.
    Strikethrough(Vec<Inline>),
    /// A link.
    Link {
        /// The destination as written.
        url: Box<str>,
        /// The title, often empty.
        title: Box<str>,
        /// What is shown.
        content: Vec<Inline>,
    },
    /// An image.
    Image(Image),
    /// A reference to a footnote, by its name.
    FootnoteReference(Box<str>),
    /// A line end of the source that is a space on the page.
    SoftBreak,
    /// A line end on the page.
    HardBreak,
    /// One tag or comment of raw HTML, as written.
    RawHtml(Box<str>),
}

/// An image.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Image {
    /// The place of the file as written.
    pub url: Box<str>,
    /// The title, often empty: the caption where the image stands alone.
    pub title: Box<str>,
    /// What stands for the image where it cannot be seen.
    pub alt: Box<str>,
    /// What the attribute list behind the image says: `width` and `height`.
    pub attributes: Attributes,
}

impl Inline {
    /// Returns what is inside, for those that hold other inlines.
    pub fn content(&self) -> &[Self] {
        match self {
            Self::Emphasis(content)
            | Self::Strong(content)
            | Self::Strikethrough(content)
            | Self::Link { content, .. } => content,
            Self::Text(_)
            | Self::Code(_)
            | Self::Image(_)
            | Self::FootnoteReference(_)
            | Self::SoftBreak
            | Self::HardBreak
            | Self::RawHtml(_) => &[],
        }
    }
}

/// Appends the plain text of inlines: what a reader without formatting would read.
pub(crate) fn push_text(out: &mut String, inlines: &[Inline]) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Image(image) => out.push_str(&image.alt),
            Inline::SoftBreak | Inline::HardBreak => out.push(' '),
            _ => push_text(out, inline.content()),
        }
    }
}

/// Returns the plain text of inlines.
pub(crate) fn plain_text(inlines: &[Inline]) -> String {
    let mut text = String::new();
    push_text(&mut text, inlines);
    text
}

/// Visits inlines and what is inside them, in the order of the source.
pub(crate) fn visit<'a>(inlines: &'a [Inline], visitor: &mut impl FnMut(&'a Inline)) {
    for inline in inlines {
        visitor(inline);
        visit(inline.content(), visitor);
    }
}
