//! What the tests ask of pages.

use sopwright_html::{Document as Page, Node, encode, encode_document, parse_document};
use sopwright_sop::{BlockId, Diagnostic, Document, LineIndex, Renderer, Resolved};

/// Files whose path holds `missing` are not there; the others are served as they are named.
pub(crate) fn media(path: &str) -> Resolved {
    if path.contains("missing") {
        Resolved::Missing
    } else {
        Resolved::Url(format!("media/{path}"))
    }
}

pub(crate) fn render(document: &Document) -> Page {
    Renderer::new().render(document, &media)
}

/// The page of a source, checked against the laws that hold for every page.
pub(crate) fn checked_page(source: &str) -> Page {
    let page = render(&Document::parse(source));
    check_page(&page, source);
    page
}

/// What a browser builds from the page's HTML is the page itself.
pub(crate) fn check_page(page: &Page, source: &str) {
    let html = encode_document(page);
    let again = parse_document(&html);
    assert_eq!(encode_document(&again), html, "the page of {source:?} is read as another one");
    assert!(again == *page, "the page of {source:?} is read as another tree");
}

/// The nodes below `<main>`.
pub(crate) fn blocks(page: &Page) -> Vec<Node> {
    let body = page.nodes[0].children().last().expect("a page has a body");
    body.children()[0].children().to_vec()
}

pub(crate) fn html(source: &str) -> String {
    encode(&blocks(&checked_page(source)))
}

/// One line per finding: place, severity, code, message, hint.
pub(crate) fn findings(source: &str, diagnostics: &[Diagnostic]) -> String {
    let lines = LineIndex::new(source);
    let describe = |diagnostic: &Diagnostic| {
        let place = lines.position(source, diagnostic.span.start);
        let severity = format!("{:?}", diagnostic.severity).to_lowercase();
        let hint = diagnostic.hint.iter().map(|hint| format!(" ({hint})"));
        format!(
            "{}:{} {severity} {}: {}{}\n",
            place.line,
            place.column,
            diagnostic.code,
            diagnostic.message,
            hint.collect::<String>()
        )
    };
    diagnostics.iter().map(describe).collect()
}

/// The ids of all blocks, outer before inner.
pub(crate) fn ids(document: &Document) -> Vec<BlockId> {
    fn push(blocks: &[sopwright_sop::Block], ids: &mut Vec<BlockId>) {
        for block in blocks {
            ids.push(block.id().clone());
            push(block.children(), ids);
        }
    }
    let mut ids = Vec::new();
    push(document.blocks(), &mut ids);
    ids
}

/// Writes a block with its inner elements on lines of their own.
pub(crate) fn readable(node: &Node) -> String {
    let mut html = encode(std::slice::from_ref(node));
    for name in
        ["li", "ol", "ul", "aside", "table", "tr", "dl", "div", "p", "section", "figure", "nav"]
    {
        for tag in [format!("<{name} "), format!("<{name}>")] {
            html = html.replace(&tag, &format!("\n{tag}"));
        }
    }
    html.trim_start().to_owned()
}
