//! Who is let in: whoever has the key.
//!
//! A browser gets it once, in the address that the host opens, and from then on sends it as a
//! cookie. It stands in the path of that address, not in a query, since some proxies strip queries;
//! and the address leads on at once, so that the key is not left in the history. Programs send it as
//! `Authorization: Bearer KEY`, or as the WebSocket subprotocol `sopwright.key.KEY`.
//!
//! Cookies know no ports, so the name of ours says which server it is for. `SameSite=Lax` lets links
//! from elsewhere lead to the page, but nothing else that other sites send.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{AppendHeaders, IntoResponse, Response};

use super::Server;
use crate::key::Key;

/// What the last part of an address begins with that has the key in it.
pub(crate) const OPENING: &str = "/_preview.";
/// What the subprotocol that carries the key begins with.
const SUBPROTOCOL: &str = "sopwright.key.";

pub(super) struct Access {
    /// Lets readers in.
    pub(super) key: Key,
    /// Lets in who works with the application, also as a reader.
    pub(super) application_key: Option<Key>,
    /// What lets a host in; without one there is no way for hosts.
    pub(super) host_key: Option<Key>,
    /// The name of the cookie.
    pub(super) cookie: String,
}

/// Returns the name of the cookie of the server on a port.
pub(super) fn cookie(port: u16) -> String {
    format!("sopwright-{port}")
}

impl Access {
    /// Returns the key that is said, if it is one that lets in.
    fn key(&self, said: &str) -> Option<&Key> {
        [Some(&self.key), self.application_key.as_ref()]
            .into_iter()
            .flatten()
            .find(|key| key.is(said))
    }

    fn lets_host_in(&self, headers: &HeaderMap) -> bool {
        self.host_key.as_ref().is_some_and(|key| bearers(headers).any(|said| key.is(said)))
    }

    fn lets_in(&self, headers: &HeaderMap) -> bool {
        self.said(headers).any(|said| self.key(said).is_some())
    }

    fn lets_to_application(&self, headers: &HeaderMap) -> bool {
        self.application_key.as_ref().is_some_and(|key| self.said(headers).any(|said| key.is(said)))
    }

    /// Whether who asks may see how the server fares, and who reads: where there are those who write,
    /// they alone.
    pub(super) fn shows_status(&self, headers: &HeaderMap) -> bool {
        self.application_key.is_none() || self.lets_to_application(headers)
    }

    /// Returns all that is said in place of a key.
    fn said<'a>(&'a self, headers: &'a HeaderMap) -> impl Iterator<Item = &'a str> {
        let all =
            move |name| headers.get_all(name).into_iter().filter_map(|value| value.to_str().ok());
        let cookies =
            all(header::COOKIE).flat_map(|line| line.split(';')).filter_map(move |cookie| {
                let (name, value) = cookie.trim().split_once('=')?;
                (name == self.cookie).then_some(value)
            });
        let protocols = all(header::SEC_WEBSOCKET_PROTOCOL).flat_map(|line| line.split(','));
        let protocols = protocols.filter_map(|said| said.trim().strip_prefix(SUBPROTOCOL));
        cookies.chain(bearers(headers)).chain(protocols)
    }
}

fn bearers(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    let said = headers.get_all(header::AUTHORIZATION).into_iter();
    said.filter_map(|value| value.to_str().ok()?.strip_prefix("Bearer "))
}

/// Lets a request pass if it has the key of hosts.
pub(super) async fn check_host_key(
    State(server): State<Arc<Server>>,
    request: Request,
    next: Next,
) -> Response {
    if server.access.lets_host_in(request.headers()) {
        return next.run(request).await;
    }
    let why = "only a host may do this, with the header `Authorization: Bearer SECRET`; the secret \
               is told to the program that started the preview\n";
    (StatusCode::FORBIDDEN, [(header::CACHE_CONTROL, "no-store")], why).into_response()
}

/// Lets a request pass if it has the key of the application.
pub(super) async fn check_application_key(
    State(server): State<Arc<Server>>,
    request: Request,
    next: Next,
) -> Response {
    if server.access.lets_to_application(request.headers()) {
        return next.run(request).await;
    }
    for_writers_only()
}

/// Tells a reader that something is not for readers.
pub(super) fn for_writers_only() -> Response {
    let why = "this is for those who write, and you were let in to read; open the address that was \
               printed when the program started, once in this browser\n";
    (StatusCode::FORBIDDEN, [(header::CACHE_CONTROL, "no-store")], why).into_response()
}

/// Returns a path as it may be logged.
pub(crate) fn without_key(path: &str) -> &str {
    path.rsplit_once(OPENING).map_or(path, |(before, _)| &path[..before.len() + OPENING.len()])
}

/// Lets a request pass if it has the key. `GET …/_preview.KEY` is answered here: whether or not there
/// is such a document, only who is let in learns.
pub(super) async fn check(
    State(server): State<Arc<Server>>,
    request: Request,
    next: Next,
) -> Response {
    let opening = request.uri().path().rsplit_once(OPENING);
    let access = &server.access;
    match opening {
        Some((_, said)) => match access.key(said) {
            // Who may do more need not give that up in order to read.
            Some(_) if access.lets_to_application(request.headers()) => open(None),
            Some(key) => open(Some((&access.cookie, key))),
            None => refuse(),
        },
        None if access.lets_in(request.headers()) => next.run(request).await,
        None => refuse(),
    }
}

/// Gives the browser its cookie, unless it has one, and leads on to the document.
fn open(cookie: Option<(&str, &Key)>) -> Response {
    let headers = [(header::LOCATION, "./"), (header::CACHE_CONTROL, "no-store")];
    let leading = (StatusCode::SEE_OTHER, headers);
    let Some((name, key)) = cookie else {
        return leading.into_response();
    };
    // Without a path a cookie is for the folder of this address (RFC 6265 §5.1.4), which is the
    // document's, wherever a proxy has put that.
    let cookie = format!("{name}={}; HttpOnly; SameSite=Lax", key.reveal());
    (AppendHeaders([(header::SET_COOKIE, cookie)]), leading).into_response()
}

fn refuse() -> Response {
    let why = "this preview is private; open the address that was printed when it started, once in \
               this browser: it has the key in it\n";
    (StatusCode::FORBIDDEN, [(header::CACHE_CONTROL, "no-store")], why).into_response()
}
