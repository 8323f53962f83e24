//! One word of a page, from the new tree to what each viewer is sent, without sockets:
//! `cargo bench -p sopwright-preview`.

#![allow(missing_docs, clippy::print_stdout)]

#[path = "../../html/benches/growth/mod.rs"]
mod growth;

use growth::{SIZES, timed};
use sopwright_html::{Document, Node, element, parse_document};
use sopwright_preview::session::{Epoch, Session, Step};
use sopwright_preview::{Hub, HubOptions};

const VIEWERS: usize = 1_000;

struct Case {
    page: Document,
    session: Session,
    hub: Hub,
    most_bytes: usize,
}

impl Case {
    fn new(blocks: usize) -> Self {
        let block = |index: usize| {
            let text = "Lower the rotor onto the drive shaft until it clicks. ".repeat(18);
            let key = format!("block-{index}");
            Node::from(element("p").attribute("data-key", key).text(format!("slowly {text}")))
        };
        let main = element("main").children_from((0..blocks).map(block));
        let mut page = parse_document("<!DOCTYPE html>");
        let head = page.nodes[0].children()[0].clone();
        page.nodes = vec![element("html").child(head).child(element("body").child(main)).into()];
        let mut session = Session::new(Epoch(1), 1 << 20);
        let hub = Hub::new(HubOptions::default());
        session.publish(page.clone());
        hub.publish(page.clone());
        Self { page, session, hub, most_bytes: 0 }
    }

    /// Returns the page with another word in one of its blocks.
    fn edited(&self, number: usize) -> Document {
        let [html, body] = [&self.page.nodes[0], &self.page.nodes[0].children()[1]];
        let mut main = body.children()[0].as_element().expect("an element").clone();
        let place = number * 7919 % main.children().len();
        let mut block = main.children()[place].as_element().expect("an element").clone();
        let text = block.children()[0].as_text().unwrap_or_default();
        let text =
            text.replacen(text.split(' ').next().unwrap_or_default(), &format!("word{number}"), 1);
        block.set_children([sopwright_html::text(text)]);
        main.replace_children(place..place + 1, [block.into()]);
        let body = element("body").child(main);
        let html = element("html").child(html.children()[0].clone()).child(body);
        Document { nodes: vec![html.into()], ..self.page.clone() }
    }
}

fn main() {
    let mut cases = SIZES.map(Case::new);
    growth::print(
        "One word of a page that is published",
        [
            "publish: session alone",
            "publish: measured, viewers woken",
            "next frame for 1,000 viewers",
        ],
        None,
        &mut cases,
        |case, number| {
            let next = case.edited(number);
            let cursor = case.session.at_newest();
            let twin = next.clone();
            // In turns, so that neither has the warm memory each time.
            let (session, hub, published) = if number % 2 == 0 {
                let (session, published) = timed(|| case.session.publish(next.clone()));
                (session, timed(|| case.hub.publish(twin)).0, published)
            } else {
                let hub = timed(|| case.hub.publish(twin)).0;
                let (session, published) = timed(|| case.session.publish(next.clone()));
                (session, hub, published)
            };
            case.most_bytes = case.most_bytes.max(published.bytes);
            let (fan_out, ()) = timed(|| {
                for _ in 0..VIEWERS {
                    let step = case.session.next(cursor);
                    assert!(matches!(std::hint::black_box(step), Step::Patch(..)));
                }
            });
            case.page = next;
            [session, hub, fan_out]
        },
    );
    let bytes: Vec<String> = cases.iter().map(|case| case.most_bytes.to_string()).collect();
    println!("\nThe largest patch, in bytes: {}", bytes.join(", "));
}
