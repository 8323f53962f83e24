//! One word of a page: reading, writing, comparing, applying: `cargo bench -p sopwright-html`.

#![allow(missing_docs)]

mod growth;

use growth::{SIZES, timed};
use sopwright_html::{Document, PageReader, apply, diff, encode_document};

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
    source: String,
    before: Document,
    reader: PageReader,
}

fn main() {
    let mut cases = SIZES.map(|blocks| {
        let (source, mut reader) = (page(blocks, None), PageReader::default());
        Case { blocks, before: reader.read(&source), source, reader }
    });
    growth::print(
        "One word of a whole page that a host pushes",
        ["read one changed word", "encode it all", "diff", "apply"],
        None,
        &mut cases,
        |case, number| {
            let next = page(case.blocks, Some(number * 7919 % case.blocks));
            let (read, next) = timed(|| case.reader.read(&next));
            let (encoded, _) = timed(|| encode_document(&next));
            let (diffed, patch) = timed(|| diff(&case.before.nodes, &next.nodes));
            assert_eq!(patch.ops.len(), 1, "{:?}", patch.ops);
            let (applied, _) = timed(|| apply(&case.before.nodes, &patch));
            case.before = case.reader.read(&case.source);
            [read, encoded, diffed, applied]
        },
    );
    // Apart from the others: whoever has freed a tree of 10 MB pays for that later.
    growth::print(
        "A page that a host pushes first",
        ["read it all"],
        None,
        &mut cases,
        |case, _| [timed(|| PageReader::default().read(&case.source)).0],
    );
}
