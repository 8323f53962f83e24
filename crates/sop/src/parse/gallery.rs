//! Paragraphs that are nothing but images, one or several: figures that stand beside each other.

use crate::attributes::Attributes;
use crate::block::{BlockKind, References};
use crate::draft::Draft;
use crate::inline::{Image, Inline};
use crate::link;
use crate::span::Span;

/// Makes a figure of each image of a paragraph that holds nothing else.
pub(super) fn split(draft: Draft) -> Vec<Draft> {
    match draft.kind {
        BlockKind::Paragraph { text } if is_gallery(&text) => {
            let images = text.into_iter().filter_map(image);
            images.map(|image| figure(image, Attributes::default(), draft.span)).collect()
        }
        _ => vec![draft],
    }
}

/// Makes a figure of an image that stands alone; an id behind the image is that of the figure.
pub(super) fn figure(mut image: Image, attributes: Attributes, span: Span) -> Draft {
    let mut attributes = attributes;
    if let Some(id) = image.attributes.id.take() {
        attributes.id = Some(id);
    }
    let named = [Some(&*image.url), image.attributes.get("poster")];
    let media = named.into_iter().flatten().filter_map(link::media_path);
    let references = References {
        media: media.map(String::into_boxed_str).collect(),
        has_placeholders: image.url.contains("{{"),
        ..References::default()
    };
    Draft::new(BlockKind::Figure { image }, attributes, span, Vec::new()).references(references)
}

/// Whether a figure is made of each image of a paragraph wherever it stands: they are told apart
/// by captions or ids.
pub(super) fn is_told_apart(inlines: &[Inline]) -> bool {
    let is_named = |inline: &Inline| match inline {
        Inline::Image(image) => !image.title.is_empty() || image.attributes.id.is_some(),
        _ => false,
    };
    is_gallery(inlines) && inlines.iter().any(is_named)
}

/// Whether inlines are images and what keeps them apart.
pub(super) fn is_gallery(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| matches!(inline, Inline::Image(_)))
        && inlines.iter().all(|inline| match inline {
            Inline::Image(_) | Inline::SoftBreak | Inline::HardBreak => true,
            Inline::Text(text) => text.trim().is_empty(),
            _ => false,
        })
}

fn image(inline: Inline) -> Option<Image> {
    match inline {
        Inline::Image(image) => Some(image),
        _ => None,
    }
}
