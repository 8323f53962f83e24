//! The client: the script in every page that keeps it up to date, built from `web/client`, and the
//! module that it loads to show the page as paper; the script of the host,
//! if it has one; and the icon of pages that name none.

use std::sync::{Arc, LazyLock};

use axum::extract::{RawQuery, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::{IMMUTABLE, REVALIDATED, Server};
use crate::content_hash::ContentHash;

const CLIENT: &str = include_str!("../../assets/client.js");
const PAPER: &str = include_str!("../../assets/paper.js");
const ICON: &str = include_str!("../../assets/icon.svg");

/// The query that names the content of both scripts: the client asks for the other with its own.
static VERSION: LazyLock<String> =
    LazyLock::new(|| format!("v={}", ContentHash::of([CLIENT, PAPER].concat().as_bytes())));

/// Returns the address of the client, relative to the page's.
pub(super) fn address() -> String {
    format!("_preview/client.js?{}", *VERSION)
}

/// `GET /_preview/client.js`
pub(super) async fn get(RawQuery(query): RawQuery) -> impl IntoResponse {
    script(CLIENT, query.as_deref())
}

/// `GET /_preview/paper.js`
pub(super) async fn paper(RawQuery(query): RawQuery) -> impl IntoResponse {
    script(PAPER, query.as_deref())
}

fn script(text: &'static str, query: Option<&str>) -> impl IntoResponse + use<> {
    // A page from before an update of the program may ask for a version that is gone.
    versioned(text, query == Some(VERSION.as_str()))
}

fn versioned(text: &'static str, is_current: bool) -> Response {
    let caching = if is_current { IMMUTABLE } else { REVALIDATED };
    let kind = "text/javascript; charset=utf-8";
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, caching)], text).into_response()
}

/// A module of the host's, and the address at which pages load it.
pub(super) struct HostScript {
    text: &'static str,
    query: String,
}

impl HostScript {
    pub(super) fn new(text: &'static str) -> Self {
        Self { text, query: format!("v={}", ContentHash::of(text.as_bytes())) }
    }

    /// Returns the address, relative to the page's.
    pub(super) fn address(&self) -> String {
        format!("_preview/host.js?{}", self.query)
    }
}

/// `GET /_preview/host.js`
pub(super) async fn host(State(server): State<Arc<Server>>, RawQuery(query): RawQuery) -> Response {
    match &server.script {
        Some(script) => versioned(script.text, query.as_deref() == Some(&script.query)),
        None => super::files::missing("this page has no script but the preview's own"),
    }
}

/// `GET /favicon.ico`, which browsers ask for by themselves.
pub(super) async fn icon() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, REVALIDATED)], ICON)
}
