//! One word of a page: reading, writing, comparing, applying: `cargo bench -p sopwright-html`.

#![allow(missing_docs)]

mod growth;

use growth::{SIZES, timed};
use sopwright_html::{Document, apply, diff, encode_document, parse_settled, parse_settled_after};

/// A page of so many blocks of about a kilobyte.
fn page(blocks: usize, changed: Option<usize>) -> String {
    let block = |number: usize| {
        let word = if changed == Some(number) { "carefully" } else { "slowly" };
        let text = "Lower the rotor onto the <em>drive shaft</em> until it clicks. ".repeat(5);
        let rows = "<tr><td>Speed</td><td>300 g</td></tr>".repeat(6);
        format!(
            "<section id=\"b{number}\"><h2>Part {number}</h2><p>Go on {word}. {text}</p>\
             <table><tbody>{rows}</tbody></table><ul><li>One</li><li>Two</li></ul></section>\n"
        )
    };
    let blocks: String = (0..blocks).map(block).collect();
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><title>T</title></head><body>{blocks}</body></html>"
    )
}

struct Case {
    blocks: usize,
    before: Document,
}

fn main() {
    let mut cases = SIZES.map(|blocks| Case { blocks, before: parse_settled(&page(blocks, None)) });
    growth::print(
        "One word of a whole page that a host pushes",
        ["read it all", "encode it all", "diff", "apply"],
        None,
        &mut cases,
        |case, number| {
            let next = page(case.blocks, Some(number * 7919 % case.blocks));
            let (read, next) = timed(|| parse_settled_after(&next, &case.before));
            let (encoded, _) = timed(|| encode_document(&next));
            let (diffed, patch) = timed(|| diff(&case.before.nodes, &next.nodes));
            assert_eq!(patch.ops.len(), 1, "{:?}", patch.ops);
            let (applied, _) = timed(|| apply(&case.before.nodes, &patch));
            [read, encoded, diffed, applied]
        },
    );
}
