//! How long one edit takes, from the source to the patch: `cargo run --release -p sopwright-sop
//! --example speed -- FILE.md`. Words all over the file are edited, one after the other.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, clippy::print_stdout)]

use std::time::{Duration, Instant};

use sopwright_sop::{Document, Renderer, Resolved};

const EDITS: usize = 200;

fn main() {
    let path = std::env::args().nth(1).expect("a file is named");
    let source = std::fs::read_to_string(path).expect("the file can be read");
    let media = |path: &str| Resolved::Url(path.into());
    let mut renderer = Renderer::new();
    let start = Instant::now();
    let mut document = Document::parse(&source);
    let mut page = renderer.render(&document, &media);
    println!("first page    {:>8.2?}", start.elapsed());

    let (mut parses, mut renders, mut diffs) = (Vec::new(), Vec::new(), Vec::new());
    let mut ops = Vec::new();
    for edit in 0..EDITS {
        let edited = with_a_word_at(&source, source.len() * edit / EDITS);
        let start = Instant::now();
        let next = Document::parse_after(&edited, &document);
        parses.push(start.elapsed());
        let start = Instant::now();
        let next_page = renderer.render(&next, &media);
        renders.push(start.elapsed());
        let start = Instant::now();
        let patch = sopwright_html::diff(&page.nodes, &next_page.nodes);
        diffs.push(start.elapsed());
        ops.push(patch.ops.len());
        (document, page) = (next, next_page);
    }
    ops.sort_unstable();
    println!("parse again   {:>8.2?}  slowest {:.2?}", median(&mut parses), parses[EDITS - 1]);
    println!("render again  {:>8.2?}  slowest {:.2?}", median(&mut renders), renders[EDITS - 1]);
    println!("compare       {:>8.2?}  slowest {:.2?}", median(&mut diffs), diffs[EDITS - 1]);
    println!("ops           {:>8}  most {}", ops[EDITS / 2], ops[EDITS - 1]);
}

fn with_a_word_at(source: &str, byte: usize) -> String {
    let space = source[..]
        .char_indices()
        .find(|(place, c)| *place >= byte && *c == ' ')
        .map_or(source.len(), |(place, _)| place);
    format!("{} word{}", &source[..space], &source[space..])
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
