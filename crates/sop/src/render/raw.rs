//! Raw HTML: sanitised, its images found, its links marked; or shown as text where that fails.

use sopwright_html::{Element, Node, element, encode, parse_fragment};

use super::media::{Picture, missing_line};
use super::{Page, outermost, unknown_attributes};
use crate::block::Block;
use crate::link::{self, Destination};
use crate::sanitize;

impl Page<'_> {
    pub(super) fn raw_block(&mut self, block: &Block, html: &str) -> Element {
        let shell = outermost("div", "raw", block).children_from(unknown_attributes(block));
        if let Some(nodes) = self.sanitised(html) {
            let filled = shell.clone().children_from(nodes);
            if sanitize::survives_parsing(&[filled.clone().into()]) {
                return filled;
            }
        }
        shell.child(element("code").text(html))
    }

    /// Sanitises HTML and gives it the addresses of this page. Returns nothing if the HTML is
    /// nested too deep.
    pub(super) fn sanitised(&self, html: &str) -> Option<Vec<Node>> {
        let nodes: Vec<Node> =
            sanitize::clean(html)?.iter().map(|node| self.readdressed(node)).collect();
        // A missing picture becomes a line of text, which may now stand beside another text.
        Some(parse_fragment(&encode(&nodes)))
    }

    fn readdressed(&self, node: &Node) -> Node {
        let Some(found) = node.as_element() else {
            return node.clone();
        };
        let mut element = found.clone();
        element.set_children(node.children().iter().map(|child| self.readdressed(child)));
        match &**found.name() {
            "img" => self.readdressed_image(element),
            "a" => marked_link(element),
            _ => element,
        }
        .into()
    }

    fn readdressed_image(&self, image: Element) -> Element {
        let Some(url) = image.get("src") else {
            return image;
        };
        match self.picture(url) {
            Picture::At(url) => image.attribute("src", url),
            Picture::Nowhere(why, path) => {
                let alt = image.get("alt").unwrap_or_default();
                missing_line("span", why, &path, alt)
            }
        }
    }
}

fn marked_link(mut link: Element) -> Element {
    link.remove("rel");
    match link.get("href").map(link::destination) {
        Some(Destination::Web(_)) => link.attribute("rel", "noreferrer noopener"),
        _ => link,
    }
}
