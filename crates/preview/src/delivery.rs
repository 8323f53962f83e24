//! The page as it is delivered: the published tree, and in it what the preview needs.
//!
//! Everything that is added carries a `data-preview` attribute, by which the client knows it from
//! the page's own tree; see `docs/protocol.md`.

use sopwright_html::stretches::LONG;
use sopwright_html::{Document, Element, Node, element, encode_in_stretches};

use crate::hub::{State, Style};
use crate::session::{Epoch, Page};

/// The style sheet of pages that are delivered in stretches.
pub(crate) const STRETCH_STYLE: &str = include_str!("../assets/stretch.css");

/// The addresses of the preview's own style sheets, relative to the page's.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Styles {
    theme: Option<String>,
    paper: Option<String>,
}

impl Styles {
    pub(crate) fn of(state: &State) -> Self {
        let href = |style: &Option<Style>| style.as_ref().map(Style::href);
        Self { theme: href(&state.theme), paper: href(&state.paper) }
    }

    /// Returns the links; the client tells them apart by what `data-preview` says.
    fn links(&self) -> impl Iterator<Item = Node> {
        let style = |name: &str, href: &Option<String>| {
            href.as_ref().map(|href| stylesheet(name).attribute("href", href.clone()))
        };
        let theme = style("theme", &self.theme);
        let paper = style("paper", &self.paper).map(|link| link.attribute("media", "print"));
        theme.into_iter().chain(paper).map(Node::from)
    }
}

/// Whether the page has scripts of its own, which may change it before the client looks at it.
pub(crate) fn is_scripted(page: &Page) -> bool {
    has(page, &|element| &**element.name() == "script")
}

/// Whether the page is delivered in stretches.
pub(crate) fn is_long(page: &Page) -> bool {
    has(page, &|element| element.get(LONG).is_some())
}

fn has(page: &Page, is_one: &dyn Fn(&Element) -> bool) -> bool {
    fn has(node: &Node, is_one: &dyn Fn(&Element) -> bool) -> bool {
        node.as_element().is_some_and(is_one)
            || node.children().iter().any(|child| has(child, is_one))
    }
    page.document().nodes.iter().any(|node| has(node, is_one))
}

/// Returns a link to a style sheet of the preview's, without its address.
pub(crate) fn stylesheet(name: &str) -> Element {
    element("link").attribute("data-preview", name).attribute("rel", "stylesheet")
}

/// Returns a script of the preview's, a module without its text or address.
pub(crate) fn script() -> Element {
    element("script").attribute("data-preview", "").attribute("type", "module")
}

/// Encodes a page with all that it needs; `furniture` is what its head gets beside the styles.
pub(crate) fn encode(
    epoch: Epoch,
    page: &Page,
    socket_port: Option<u16>,
    styles: &Styles,
    furniture: impl IntoIterator<Item = Element>,
) -> String {
    let furniture = furniture.into_iter().map(Node::from);
    let in_head: Vec<Node> = styles.links().chain(furniture).collect();
    let furnish = |html: &Element| {
        let mut furnished = html
            .clone()
            .attribute("data-preview-epoch", epoch.to_string())
            .attribute("data-preview-revision", page.revision().to_string())
            .attribute("data-preview-digest", page.digest().to_string())
            .attribute_if("data-preview-scripted", is_scripted(page).then_some(""))
            .attribute_if("data-preview-socket-port", socket_port.map(|port| port.to_string()));
        let children = html.children().iter().map(|child| match child.as_element() {
            Some(head) if &**head.name() == "head" => {
                head.clone().children_from(in_head.iter().cloned()).into()
            }
            _ => child.clone(),
        });
        furnished.set_children(children.collect::<Vec<_>>());
        Node::from(furnished)
    };
    let document = page.document();
    let nodes = document.nodes.iter().map(|node| match node.as_element() {
        Some(html) if &**html.name() == "html" => furnish(html),
        _ => node.clone(),
    });
    encode_in_stretches(&Document { doctype: document.doctype.clone(), nodes: nodes.collect() })
}
