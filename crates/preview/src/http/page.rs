//! The page as it is delivered: the published tree, and in it what the preview needs.
//!
//! Everything that is added carries a `data-preview` attribute, by which the client knows it from
//! the page's own tree; see `docs/protocol.md`.

use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::State;
use axum::http::{HeaderName, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use sopwright_html::{Document, Element, Node, element, encode_document};

use super::{Server, client};
use crate::hub::{State as HubState, Style};
use crate::session::{Epoch, Page};

/// The newest page in its encoded form, made once for all who fetch it.
#[derive(Default)]
pub(super) struct Encoded(Mutex<Option<Made>>);

/// What was made, and from what.
struct Made {
    page: Arc<Page>,
    styles: Styles,
    text: Bytes,
}

/// The addresses of the preview's own style sheets.
#[derive(PartialEq, Eq)]
struct Styles {
    theme: Option<String>,
    paper: Option<String>,
}

impl Styles {
    fn of(state: &HubState) -> Self {
        let href = |style: &Option<Style>| style.as_ref().map(Style::href);
        Self { theme: href(&state.theme), paper: href(&state.paper) }
    }
}

/// `GET /`
pub(super) async fn get(State(server): State<Arc<Server>>) -> Response {
    let text = server.page.of_newest(&server);
    let mut response = (
        [
            (header::CONTENT_TYPE, "text/html; charset=utf-8"),
            (header::CACHE_CONTROL, "no-store"),
            (header::REFERRER_POLICY, "no-referrer"),
        ],
        text,
    )
        .into_response();
    if let Some(policy) = &server.content_security_policy {
        let name = HeaderName::from_static("content-security-policy");
        response.headers_mut().insert(name, policy.clone());
    }
    response
}

impl Encoded {
    fn of_newest(&self, server: &Server) -> Bytes {
        let (epoch, page, styles) = {
            let state = server.state.borrow();
            let session = &state.session;
            (session.epoch(), Arc::clone(session.newest()), Styles::of(&state))
        };
        // What is made is put here whole or not at all.
        let mut made = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &*made {
            Some(made) if Arc::ptr_eq(&made.page, &page) && made.styles == styles => {
                made.text.clone()
            }
            _ => {
                let text = Bytes::from(encode(epoch, &page, &links(server, &styles)));
                *made = Some(Made { page, styles, text: text.clone() });
                text
            }
        }
    }
}

fn encode(epoch: Epoch, page: &Page, links: &[Node]) -> String {
    let document = page.document();
    let nodes = document.nodes.iter().map(|node| match node.as_element() {
        Some(html) if &**html.name() == "html" => furnish(html, epoch, page, links).into(),
        _ => node.clone(),
    });
    encode_document(&Document { doctype: document.doctype.clone(), nodes: nodes.collect() })
}

/// Returns the `<html>` element with the preview's attributes and links.
fn furnish(html: &Element, epoch: Epoch, page: &Page, links: &[Node]) -> Element {
    let mut furnished = html
        .clone()
        .attribute("data-preview-epoch", epoch.to_string())
        .attribute("data-preview-revision", page.revision().to_string())
        .attribute("data-preview-digest", page.digest().to_string());
    let children = html.children().iter().map(|child| match child.as_element() {
        Some(head) if &**head.name() == "head" => {
            head.clone().children_from(links.iter().cloned()).into()
        }
        _ => child.clone(),
    });
    furnished.set_children(children.collect::<Vec<_>>());
    furnished
}

/// The client tells the links apart by what `data-preview` says.
fn links(server: &Server, styles: &Styles) -> Vec<Node> {
    let style = |name: &str, href: &Option<String>| {
        let link = element("link").attribute("data-preview", name).attribute("rel", "stylesheet");
        href.as_ref().map(|href| link.attribute("href", href.clone()))
    };
    let theme = style("theme", &styles.theme);
    let paper = style("paper", &styles.paper).map(|link| link.attribute("media", "print"));
    let script = |address: String| {
        element("script")
            .attribute("data-preview", "")
            .attribute("type", "module")
            .attribute("src", address)
    };
    let host = server.script.as_ref().map(|host| script(host.address()));
    let all = theme.into_iter().chain(paper).chain([script(client::address())]).chain(host);
    all.map(Node::from).collect()
}
