//! What an edit costs does not follow the size of the document: counted, not timed.

use sopwright_html::diff;
use sopwright_sop::edit::Outline;
use sopwright_sop::{Document, Renderer};

use crate::page::media;

/// A procedure of so many outermost blocks, with numbers, references and names among them.
fn source(blocks: usize) -> String {
    let block = |n: usize| match n % 5 {
        0 => format!("## Part {n}\n\n"),
        1 => format!(
            ":::steps{{#steps-{n}}}\n1. Turn it slowly, number {n}. {{#s{n}}}\n2. Stop.\n:::\n\n"
        ),
        2 => format!(":::warning Hot {n}\nTouch it slowly. See @step(s{}).\n:::\n\n", n - 1),
        3 => format!("| Part | Speed |\n|---|---|\n| {n} | slowly |\n\n"),
        _ => format!("Go on slowly with *part* {n}.\n\n"),
    };
    format!("---\ntitle: T\n---\n\n{}", (0..blocks).map(block).collect::<String>())
}

struct Cost {
    allocations: u64,
    bytes: u64,
    ops: usize,
}

/// What it costs to replace the word at a place in the middle.
fn one_word(blocks: usize, at: usize) -> Cost {
    let source = source(blocks);
    let no_files = |_: &str| Err("there are no other files here".into());
    let places: Vec<usize> = source.match_indices("slowly").map(|(place, _)| place).collect();
    let place = places[places.len() / 2 + at];
    let mut document = Document::parse(&source);
    let mut renderer = Renderer::new();
    let page = renderer.render(&document, &media);
    let mut patch = None;
    let counted = allocation_counter::measure(|| {
        document.replace_range(place..place + "slowly".len(), "carefully", &no_files);
        let next = renderer.render(&document, &media);
        patch = Some(diff(&page.nodes, &next.nodes));
    });
    let ops = patch.map_or(0, |patch| patch.ops.len());
    Cost { allocations: counted.count_total, bytes: counted.bytes_total, ops }
}

#[test]
fn one_word_allocates_no_more_in_a_document_a_hundred_times_as_long() {
    // The word stands in steps, a warning, a table, a paragraph.
    for at in 0..4 {
        let (short, long) = (one_word(100, at), one_word(10_000, at));
        assert_eq!((short.ops, long.ops), (1, 1));
        assert!(
            long.allocations <= short.allocations + short.allocations / 10,
            "{} allocations, {} in a short document",
            long.allocations,
            short.allocations
        );
        // The list of the pieces of the page grows: eight bytes for 64 blocks, for each of its copies.
        let more = 4 * 8 * 10_000 / 64;
        assert!(
            long.bytes <= short.bytes + short.bytes / 10 + more,
            "{} bytes, {} in a short document",
            long.bytes,
            short.bytes
        );
    }
}

#[test]
fn what_did_not_change_is_not_made_again() {
    let document = Document::parse(&source(1_000));
    let mut renderer = Renderer::new();
    let page = renderer.render(&document, &media);
    let text = document.source();
    let mut outline = Outline::of(&document, &text, None);
    let counted = allocation_counter::measure(|| {
        let again = renderer.render(&document, &media);
        assert!(diff(&page.nodes, &again.nodes).ops.is_empty());
        let change = outline.follow(&document, &text);
        assert!(change.blocks.is_none() && change.numbers.is_none());
    });
    assert!(counted.count_total < 100, "{} allocations", counted.count_total);
}
