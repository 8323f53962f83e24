//! What an edit costs on the wire depends on the edit, not on the page.

use sopwright_html::{Document, Node, element, parse_document};
use sopwright_preview::{Epoch, Published, Session};

fn page(blocks: usize, word: &str) -> Document {
    let block = |index: usize| {
        let text = if index + 1 == blocks {
            format!("Rinse the rotor {word} with clean water and let it dry.")
        } else {
            format!("Step {index} of a long procedure.")
        };
        let key = format!("block-{index}");
        Node::from(element("p").attribute("data-key", key).text(text))
    };
    let main = element("main").children_from((0..blocks).map(block));
    let mut page = parse_document("<!DOCTYPE html>");
    let html = page.nodes[0].as_element().unwrap();
    let head = html.children()[0].clone();
    let body = element("body").child(main);
    page.nodes = vec![element("html").child(head).child(body).into()];
    page
}

fn one_word(blocks: usize) -> Published {
    let mut session = Session::new(Epoch(u64::MAX), 1 << 20);
    session.publish(page(blocks, "twice"));
    session.publish(page(blocks, "thrice"))
}

#[test]
fn a_word_in_the_last_block_is_one_op_of_under_200_bytes() {
    for blocks in [10, 10_000] {
        let published = one_word(blocks);
        assert_eq!(published.ops, 1);
        assert!(published.bytes < 200, "{} bytes in {blocks} blocks", published.bytes);
    }
}
