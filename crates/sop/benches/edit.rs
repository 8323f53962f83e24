//! A one-word edit, from the source to the patch: `cargo bench -p sopwright-sop`.

#![allow(missing_docs, clippy::disallowed_methods, clippy::disallowed_types)]

mod corpus;
#[path = "../../html/benches/growth/mod.rs"]
mod growth;

use growth::{SIZES, timed};
use sopwright_html::{apply, diff};
use sopwright_sop::{Document, Renderer, Resolved};

struct Case {
    places: Vec<usize>,
    document: Document,
    renderer: Renderer,
    page: sopwright_html::Document,
}

fn media(path: &str) -> Resolved {
    Resolved::Url(path.into())
}

impl Case {
    fn new(blocks: usize) -> Self {
        let source = corpus::source(blocks);
        let document = Document::parse(&source);
        let mut renderer = Renderer::new();
        let page = renderer.render(&document, &media);
        Self { places: corpus::places(&source), document, renderer, page }
    }

    /// Returns where the word stands that an edit replaces.
    fn place(&self, number: usize) -> usize {
        self.places[number * 7919 % self.places.len()]
    }

    fn replace(&mut self, place: usize, word: &str, with: &str) {
        let range = place..place + word.len();
        self.document.replace_range(range, with, &|_| Err("there are no other files".into()));
    }
}

fn main() {
    let mut cases = SIZES.map(Case::new);
    growth::print(
        "A one-word edit",
        ["parse", "render", "diff", "apply"],
        Some(("parse + render + diff", &[0, 1, 2])),
        &mut cases,
        |case, number| {
            let place = case.place(number);
            let (parse, ()) = timed(|| case.replace(place, corpus::WORD, "carefully"));
            let (render, page) = timed(|| case.renderer.render(&case.document, &media));
            let (diffed, patch) = timed(|| diff(&case.page.nodes, &page.nodes));
            assert_eq!(patch.ops.len(), 1, "{:?}", patch.ops);
            let (applied, same) = timed(|| apply(&case.page.nodes, &patch));
            assert_eq!(same.as_deref(), Ok(&page.nodes[..]));
            // Taken back, so that the next edit is again of one word.
            case.replace(place, "carefully", corpus::WORD);
            case.page = case.renderer.render(&case.document, &media);
            [parse, render, diffed, applied]
        },
    );
}
