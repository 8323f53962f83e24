//! The client: the script in every page that keeps it up to date, built from `web/client`, and the
//! parts of it that are loaded when they are needed; the style sheet of long pages; the script of the
//! host, if it has one; and the icon of pages that name none.

use std::sync::{Arc, LazyLock};

use axum::extract::{Path, RawQuery, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::{IMMUTABLE, REVALIDATED, Server, files};
use crate::content_hash::ContentHash;
use crate::delivery;

/// The scripts by name, of which pages load the first, and that one the others; and the style sheet.
const FILES: [(&str, &str); 8] = [
    ("client.js", include_str!("../../assets/client.js")),
    ("paper.js", include_str!("../../assets/paper.js")),
    ("resync.js", include_str!("../../assets/resync.js")),
    ("latency.js", include_str!("../../assets/latency.js")),
    ("rungs.js", include_str!("../../assets/rungs.js")),
    ("socket.js", include_str!("../../assets/socket.js")),
    ("worker.js", include_str!("../../assets/worker.js")),
    ("stretch.css", delivery::STRETCH_STYLE),
];
const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";
const ICON: &str = include_str!("../../assets/icon.svg");

/// The query that names the content of all files: the client asks for the others with its own.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let all = FILES.map(|(_, text)| text).concat();
    format!("v={}", ContentHash::of(all.as_bytes()))
});

/// Returns the address of the client, relative to the page's.
pub(super) fn address() -> String {
    format!("_preview/client.js?{}", *VERSION)
}

/// Returns the address of the style sheet of long pages.
pub(super) fn stretch_style() -> String {
    format!("_preview/stretch.css?{}", *VERSION)
}

/// `GET /_preview/NAME.js` and `GET /_preview/stretch.css`
pub(super) async fn get(Path(name): Path<String>, RawQuery(query): RawQuery) -> Response {
    let kind = if name.ends_with(".css") { STYLE } else { SCRIPT };
    match FILES.iter().find(|(known, _)| *known == name) {
        // A page from before an update of the program may ask for a version that is gone.
        Some((_, text)) => versioned(text, kind, query.as_deref() == Some(VERSION.as_str())),
        None => files::missing(&format!("there is nothing at /_preview/{name}; the page is at /")),
    }
}

fn versioned(text: &'static str, kind: &'static str, is_current: bool) -> Response {
    let caching = if is_current { IMMUTABLE } else { REVALIDATED };
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
        Some(script) => versioned(script.text, SCRIPT, query.as_deref() == Some(&script.query)),
        None => files::missing("this page has no script but the preview's own"),
    }
}

/// `GET /favicon.ico`, which browsers ask for by themselves.
pub(super) async fn icon() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, REVALIDATED)], ICON)
}
