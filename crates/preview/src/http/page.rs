//! The page, made once for all who fetch it.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::{Server, client, files};
use crate::delivery::{self, Styles};
use crate::documents::Shown;
use crate::key::Key;
use crate::session::Page;

/// How many bytes of pages with scripts are kept for those who were sent them.
const DELIVERED_BYTES: usize = 32 << 20;

/// The pages in their encoded form: the newest, made once for all who fetch it, and before it those
/// with scripts that viewers may still want to tell from what these made of them.
#[derive(Default)]
pub(crate) struct Encoded(Mutex<VecDeque<Made>>);

/// What was made, and from what.
struct Made {
    page: Arc<Page>,
    styles: Styles,
    is_scripted: bool,
    /// The text, torn where the nonce goes, which is drawn for each answer.
    pieces: Arc<[String]>,
}

impl Made {
    fn bytes(&self) -> usize {
        self.pieces.iter().map(String::len).sum()
    }
}

/// `GET /`
pub(super) async fn get(
    State(server): State<Arc<Server>>,
    Extension(shown): Extension<Arc<Shown>>,
) -> Response {
    answer(&server, &shown, &shown.page.of_newest(&server, &shown))
}

/// `GET /_preview/delivered/EPOCH/REVISION`: a page with scripts of its own, as it was delivered.
pub(super) async fn delivered(
    State(server): State<Arc<Server>>,
    Extension(shown): Extension<Arc<Shown>>,
    Path((epoch, revision)): Path<(String, u64)>,
) -> Response {
    let is_same_life = shown.hub.epoch().to_string() == epoch;
    match is_same_life.then(|| shown.page.delivered(revision)).flatten() {
        Some(pieces) => answer(&server, &shown, &pieces),
        None => files::missing(&format!("revision {revision} of the page is not kept")),
    }
}

fn answer(server: &Server, shown: &Shown, pieces: &[String]) -> Response {
    // As good a nonce as any: drawn at random, and long enough (CSP Level 3 §7.1).
    let nonce = Key::random();
    let socket = server.socket_port.map(|port| format!("ws://*:{port} wss://*:{port}"));
    let policy = server
        .content_security_policy
        .replace("{nonce}", nonce.reveal())
        .replace("{socket}", socket.as_deref().unwrap_or_default());
    let text = pieces.join(nonce.reveal());
    shown.hub.metrics().page_sent(text.len());
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_SECURITY_POLICY, &policy),
    ];
    (headers, text).into_response()
}

impl Encoded {
    fn of_newest(&self, server: &Server, shown: &Shown) -> Arc<[String]> {
        let (epoch, page, styles) = {
            let state = shown.hub.state();
            let state = state.borrow();
            let session = &state.session;
            (session.epoch(), Arc::clone(session.newest()), Styles::of(&state))
        };
        // What is made is put here whole or not at all.
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(made) = all.back()
            && Arc::ptr_eq(&made.page, &page)
            && made.styles == styles
        {
            return Arc::clone(&made.pieces);
        }
        // No page has this in it by chance.
        let mark = Key::random();
        let script = |address: String| {
            delivery::script().attribute("nonce", mark.reveal()).attribute("src", address)
        };
        let host = server.script.as_ref().map(|host| script(host.address()));
        let stretches = delivery::is_long(&page)
            .then(|| delivery::stylesheet("stretches").attribute("href", client::stretch_style()));
        let furniture = stretches.into_iter().chain([script(client::address())]).chain(host);
        let text = delivery::encode(epoch, &page, server.socket_port, &styles, furniture);
        let pieces: Arc<[String]> = text.split(mark.reveal()).map(Into::into).collect();
        let is_scripted = delivery::is_scripted(&page);
        // With other styles it is the same page to whoever was sent it.
        all.retain(|made| made.is_scripted && !Arc::ptr_eq(&made.page, &page));
        all.push_back(Made { page, styles, is_scripted, pieces: Arc::clone(&pieces) });
        let mut bytes: usize = all.iter().map(Made::bytes).sum();
        while all.len() > 1 && bytes > DELIVERED_BYTES {
            bytes -= all.pop_front().map_or(0, |made| made.bytes());
        }
        pieces
    }

    fn delivered(&self, revision: u64) -> Option<Arc<[String]>> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let made = all.iter().find(|made| made.page.revision().0 == revision)?;
        Some(Arc::clone(&made.pieces))
    }
}
