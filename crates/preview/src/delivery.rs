//! The page as it is delivered: the published tree, and in it what the preview needs.
//!
//! Everything that is added carries a `data-preview` attribute, by which the client knows it from
//! the page's own tree; see `docs/protocol.md`.

use sopwright_html::{Document, Element, Node, element, encode_in_stretches};

use crate::hub::{State, Style};
use crate::session::{Epoch, Page};

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
            let link =
                element("link").attribute("data-preview", name).attribute("rel", "stylesheet");
            href.as_ref().map(|href| link.attribute("href", href.clone()))
        };
        let theme = style("theme", &self.theme);
        let paper = style("paper", &self.paper).map(|link| link.attribute("media", "print"));
        theme.into_iter().chain(paper).map(Node::from)
    }
}

/// Whether the page has scripts of its own, which may change it before the client looks at it.
pub(crate) fn is_scripted(page: &Page) -> bool {
    fn has_script(node: &Node) -> bool {
        let is_script = |element: &Element| &**element.name() == "script";
        node.as_element().is_some_and(is_script) || node.children().iter().any(has_script)
    }
    page.document().nodes.iter().any(has_script)
}

/// Returns a script of the preview's, a module without its text or address.
pub(crate) fn script() -> Element {
    element("script").attribute("data-preview", "").attribute("type", "module")
}

/// Encodes a page with all that it needs.
pub(crate) fn encode(
    epoch: Epoch,
    page: &Page,
    socket_port: Option<u16>,
    styles: &Styles,
    scripts: impl IntoIterator<Item = Element>,
) -> String {
    let links: Vec<Node> = styles.links().chain(scripts.into_iter().map(Node::from)).collect();
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
                head.clone().children_from(links.iter().cloned()).into()
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
