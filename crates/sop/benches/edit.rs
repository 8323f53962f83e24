//! A one-word edit, from the source to the patch: `cargo bench -p sopwright-sop`.

#![allow(missing_docs, clippy::disallowed_methods, clippy::disallowed_types)]

mod corpus;
#[path = "../../html/benches/growth/mod.rs"]
mod growth;

use growth::{SIZES, timed};
use sopwright_html::{apply, diff};
use sopwright_sop::{Document, Renderer, Resolved};

struct Case {
    source: String,
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
        Self { places: corpus::places(&source), source, document, renderer, page }
    }

    /// Returns the source with the word at one of its places replaced.
    fn edited(&self, number: usize) -> String {
        let place = self.places[number * 7919 % self.places.len()];
        let behind = &self.source[place + corpus::WORD.len()..];
        format!("{}carefully{behind}", &self.source[..place])
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
            let source = case.edited(number);
            let (parse, next) = timed(|| Document::parse_after(&source, &case.document));
            let (render, page) = timed(|| case.renderer.render(&next, &media));
            let (diffed, patch) = timed(|| diff(&case.page.nodes, &page.nodes));
            assert_eq!(patch.ops.len(), 1, "{:?}", patch.ops);
            let (applied, same) = timed(|| apply(&case.page.nodes, &patch));
            assert_eq!(same.as_deref(), Ok(&page.nodes[..]));
            (case.document, case.page) = (next, page);
            // Taken back, so that the next edit is again of one word.
            case.document = Document::parse_after(&case.source, &case.document);
            case.page = case.renderer.render(&case.document, &media);
            [parse, render, diffed, applied]
        },
    );
}
