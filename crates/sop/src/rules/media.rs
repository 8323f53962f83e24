//! Rules about pictures.

use super::Found;
use super::subject::Subject;
use crate::block::BlockKind;
use crate::inline::{self, Image, Inline};

pub(super) fn no_alt(subject: &Subject<'_>, found: &mut Vec<Found>) {
    for placed in &subject.blocks {
        let mut images: Vec<&Image> = Vec::new();
        if let BlockKind::Figure { image } = placed.block.kind() {
            images.push(image);
        }
        for text in placed.block.kind().texts() {
            inline::visit(text, &mut |inline| {
                if let Inline::Image(image) = inline {
                    images.push(image);
                }
            });
        }
        let mut from = placed.span.start;
        // A caption says it as well.
        for image in images
            .into_iter()
            .filter(|image| image.alt.trim().is_empty() && image.title.trim().is_empty())
        {
            let (span, _) = subject.locate(&format!("![]({}", image.url), placed.span, from);
            from = span.end;
            found.push(
                Found::new(span, format!("the picture `{}` has no text", image.url))
                    .hint("say in the brackets what is to be seen: `![The lid, open](…)`"),
            );
        }
    }
}
