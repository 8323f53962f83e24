//! Inline content: text and what is inside it.

use std::fmt;

use crate::attributes::Attributes;
use crate::placeholder;

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
    /// A reference to a block, by its id: what is shown is the block's current number or title.
    Reference(Reference),
    /// A placeholder, by its name: what is shown is its value in the front matter.
    Placeholder(Box<str>),
    /// A formula, as LaTeX.
    Math(Box<str>),
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
    /// What the attribute list behind the image says: `width`, `height` and `poster`.
    pub attributes: Attributes,
}

impl Image {
    /// Whether there are placeholders in the texts of the image.
    pub(crate) fn has_placeholders(&self) -> bool {
        [&self.url, &self.title, &self.alt].iter().any(|text| text.contains("{{"))
    }
}

/// A reference to one block, or to all from one to another.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reference {
    /// How it is written.
    pub form: ReferenceForm,
    /// The id of the block.
    pub target: Box<str>,
    /// The id of the last block of a range.
    pub last: Option<Box<str>>,
}

/// How a reference is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReferenceForm {
    /// `@step(id)` or `@step(id..id)`.
    Step,
    /// `[](#id)`.
    Link,
}

/// Writes the reference as a source has it.
impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.form, &self.last) {
            (ReferenceForm::Link, _) => write!(f, "[](#{})", self.target),
            (ReferenceForm::Step, None) => write!(f, "@step({})", self.target),
            (ReferenceForm::Step, Some(last)) => write!(f, "@step({}..{last})", self.target),
        }
    }
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
            | Self::Reference(_)
            | Self::Placeholder(_)
            | Self::Math(_)
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
            Inline::Text(text) | Inline::Code(text) | Inline::Math(text) => out.push_str(text),
            Inline::Image(image) => out.push_str(&image.alt),
            Inline::SoftBreak | Inline::HardBreak => out.push(' '),
            Inline::Reference(reference) => out.push_str(&reference.to_string()),
            Inline::Placeholder(name) => out.push_str(&placeholder::written(name)),
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
