//! The reader's place: what stands at the top of the view stays there, whatever changes above.

use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::mpsc;
use std::thread;

use crate::browser::Tab;
use crate::host::Host;

fn paragraphs(count: usize) -> String {
    (0..count).fold(String::new(), |mut body, index| {
        write!(body, "<p data-key=p{index}>Paragraph {index} with some words to fill a line.</p>")
            .unwrap();
        body
    })
}

fn page(above: &str, blocks: &str) -> String {
    format!("<main id=document>{above}{blocks}</main>")
}

/// Opens a long page, scrolls to its middle, and returns the tab and a way to ask for the place.
fn reading(host: &Host) -> Tab {
    let tab = Tab::live(&host.url);
    tab.run("window.mark = 1; scrollTo(0, 2000)");
    tab.run(
        "await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
         const top = [...document.querySelectorAll('p')].find(p => p.getBoundingClientRect().top >= 0);
         window.reading = top; window.place = top.getBoundingClientRect().top",
    );
    tab
}

fn moved(tab: &Tab) -> f64 {
    tab.run("await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
    tab.eval("Math.abs(reading.getBoundingClientRect().top - place)").as_f64().unwrap()
}

#[test]
fn it_stays_when_blocks_are_inserted_above() {
    let blocks = paragraphs(300);
    let host = Host::of(&page("", &blocks));
    let tab = reading(&host);
    for (count, above) in ["<p>one", "<p>one<p>two<h2>three</h2>", ""].into_iter().enumerate() {
        tab.wait_for_revision(host.publish(&page(above, &blocks)).revision.0);
        assert!(moved(&tab) <= 1.0, "change {count}: moved by {} px", moved(&tab));
    }
}

#[test]
fn it_stays_when_blocks_above_grow_shrink_and_go() {
    let blocks = paragraphs(300);
    let host = Host::of(&page("", &blocks));
    let tab = reading(&host);
    let long = blocks.replace("Paragraph 3 ", &"A very long paragraph. ".repeat(100));
    let fewer =
        blocks.replace("<p data-key=p5>Paragraph 5 with some words to fill a line.</p>", "");
    for (count, blocks) in [long, blocks, fewer].into_iter().enumerate() {
        tab.wait_for_revision(host.publish(&page("", &blocks)).revision.0);
        assert!(moved(&tab) <= 1.0, "change {count}: moved by {} px", moved(&tab));
    }
}

#[test]
fn it_stays_when_an_image_above_loads_late() {
    let (url, deliver) = late_image();
    let blocks = paragraphs(300);
    let host = Host::of(&page("", &blocks));
    let tab = reading(&host);
    let image = format!("<p><img id=late src='{url}'></p>");
    tab.wait_for_revision(host.publish(&page(&image, &blocks)).revision.0);
    assert!(moved(&tab) <= 1.0, "before it loads: moved by {} px", moved(&tab));
    deliver.send(()).unwrap();
    tab.wait("document.getElementById('late').naturalHeight === 300");
    assert!(moved(&tab) <= 1.0, "after it loaded: moved by {} px", moved(&tab));
}

/// An image server that holds its only answer back until it is told.
fn late_image() -> (String, mpsc::Sender<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/late.svg", listener.local_addr().unwrap());
    let (deliver, told) = mpsc::channel();
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let _ = stream.read(&mut [0; 4096]).unwrap();
        if told.recv().is_ok() {
            let body = "<svg xmlns='http://www.w3.org/2000/svg' width='300' height='300'/>";
            let head = "HTTP/1.1 200 OK\r\ncontent-type: image/svg+xml\r\nconnection: close";
            write!(stream, "{head}\r\ncontent-length: {}\r\n\r\n{body}", body.len()).unwrap();
        }
    });
    (url, deliver)
}

#[test]
fn at_the_very_top_new_blocks_are_seen() {
    let blocks = paragraphs(300);
    let host = Host::of(&page("", &blocks));
    let tab = Tab::live(&host.url);
    tab.wait_for_revision(host.publish(&page("<h1>New</h1>", &blocks)).revision.0);
    assert_eq!(tab.eval("scrollY"), 0);
}
