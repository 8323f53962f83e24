//! A small host program: a page that grows by a paragraph with each line typed.
//!
//! ```sh
//! cargo run -p sopwright-preview --example embed
//! ```
//!
//! It prints the address first. A line that is empty takes the last paragraph away, one that
//! begins with `:` becomes a diagnostic, and one that begins with `<` is added as HTML.

use std::error::Error;
use std::io::stdin;
use std::thread;

use sopwright_html::{Document, Node, element, parse_document, parse_fragment};
use sopwright_preview::{Diagnostic, Hub, HubOptions, Port, ServeOptions, Severity, bind, serve};

const THEME: &str = "body { font: 1.1rem/1.5 system-ui; max-width: 40rem; margin: 2rem auto }";

#[tokio::main]
#[expect(clippy::print_stdout, reason = "a program for the terminal")]
async fn main() -> Result<(), Box<dyn Error>> {
    let hub = Hub::new(HubOptions::default());
    hub.set_theme(THEME.to_owned());
    hub.publish(page(&[]));

    let port = Port::FirstFree { from: 8080, tries: 100 };
    let listener = bind([127, 0, 0, 1].into(), port).await?;
    println!("http://{}/", listener.local_addr()?);

    // A thread, because reading a terminal blocks; it ends with the program.
    let publisher = hub.clone();
    thread::spawn(move || publish_lines(&publisher));
    let stop = async {
        let _ = tokio::signal::ctrl_c().await;
    };
    serve(listener, hub, ServeOptions::default(), stop).await?;
    Ok(())
}

fn publish_lines(hub: &Hub) {
    let mut blocks: Vec<Node> = Vec::new();
    for line in stdin().lines().map_while(Result::ok) {
        match line.as_bytes().first() {
            None => drop(blocks.pop()),
            Some(b'<') => blocks.extend(parse_fragment(&line)),
            Some(b':') => hub.set_diagnostics(vec![warning(&line[1..])]),
            Some(_) => blocks.push(element("p").text(line).into()),
        }
        let published = hub.publish(page(&blocks));
        eprintln!("{published:?}");
    }
}

fn warning(message: &str) -> Diagnostic {
    Diagnostic {
        severity: Severity::Warning,
        message: message.to_owned(),
        hint: None,
        line: Some(1),
        column: None,
    }
}

fn page(blocks: &[Node]) -> Document {
    let mut page = parse_document("<!DOCTYPE html><title>Lines</title>");
    let main = element("main")
        .attribute("id", "document")
        .child(element("h1").text("Lines"))
        .children_from(blocks.iter().cloned());
    let head = page.nodes[0].children()[0].clone();
    let html =
        element("html").attribute("lang", "en").child(head).child(element("body").child(main));
    page.nodes = vec![html.into()];
    page
}
