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
use crate::hub::Theme;
use crate::session::{Epoch, Page};

/// The newest page in its encoded form, made once for all who fetch it.
#[derive(Default)]
pub(super) struct Encoded(Mutex<Option<Made>>);

/// What was made, and from what.
struct Made {
    page: Arc<Page>,
    theme: Option<String>,
    text: Bytes,
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
        let (epoch, page, theme) = {
            let state = server.state.borrow();
            let session = &state.session;
            let theme = state.theme.as_ref().map(Theme::href);
            (session.epoch(), Arc::clone(session.newest()), theme)
        };
        // What is made is put here whole or not at all.
        let mut made = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &*made {
            Some(made) if Arc::ptr_eq(&made.page, &page) && made.theme == theme => {
                made.text.clone()
            }
            _ => {
                let text = Bytes::from(encode(epoch, &page, theme.as_deref()));
                *made = Some(Made { page, theme, text: text.clone() });
                text
            }
        }
    }
}

fn encode(epoch: Epoch, page: &Page, theme: Option<&str>) -> String {
    let document = page.document();
    let nodes = document.nodes.iter().map(|node| match node.as_element() {
        Some(html) if &**html.name() == "html" => furnish(html, epoch, page, theme).into(),
        _ => node.clone(),
    });
    encode_document(&Document { doctype: document.doctype.clone(), nodes: nodes.collect() })
}

/// Returns the `<html>` element with the preview's attributes and links.
fn furnish(html: &Element, epoch: Epoch, page: &Page, theme: Option<&str>) -> Element {
    let mut furnished = html
        .clone()
        .attribute("data-preview-epoch", epoch.to_string())
        .attribute("data-preview-revision", page.revision().to_string())
        .attribute("data-preview-digest", page.digest().to_string());
    let children = html.children().iter().map(|child| match child.as_element() {
        Some(head) if &**head.name() == "head" => head.clone().children_from(links(theme)).into(),
        _ => child.clone(),
    });
    furnished.set_children(children.collect::<Vec<_>>());
    furnished
}

fn links(theme: Option<&str>) -> impl Iterator<Item = Node> {
    let theme = theme.map(|href| {
        element("link")
            .attribute("data-preview", "")
            .attribute("rel", "stylesheet")
            .attribute("href", href)
    });
    let client = element("script")
        .attribute("data-preview", "")
        .attribute("type", "module")
        .attribute("src", client::address());
    theme.into_iter().chain([client]).map(Node::from)
}
