//! What is fetched by the hash of its content: the style sheets and the files that a page names.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, Request};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use tower_http::services::ServeFile;

use super::IMMUTABLE;
use crate::documents::Shown;

/// A file is data, even an SVG or HTML file that somebody opens by itself: it gets no script, no
/// forms, no requests, and an origin of its own.
const DATA_ONLY: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'";

/// `GET /_preview/theme/HASH.css`
pub(super) async fn theme(
    Extension(shown): Extension<Arc<Shown>>,
    Path(name): Path<String>,
) -> Response {
    let styles = {
        let state = shown.hub.state();
        let state = state.borrow();
        [state.theme.clone(), state.paper.clone()]
    };
    let mut styles = styles.into_iter().flatten();
    match styles.find(|style| name == format!("{}.css", style.hash)) {
        Some(style) => {
            let kind = "text/css; charset=utf-8";
            ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, IMMUTABLE)], style.css)
                .into_response()
        }
        _ => missing(&format!("the style sheet {name} is not in use any more")),
    }
}

/// `GET /_preview/media/HASH/NAME`
pub(super) async fn media(
    Extension(shown): Extension<Arc<Shown>>,
    Path((hash, name)): Path<(String, String)>,
    request: Request,
) -> Response {
    let Some(file) = shown.hub.file(&hash, &name) else {
        return missing(&format!("no file {name} with the content {hash} is part of the page"));
    };
    let path = file.path.clone();
    // Asking the file system may block, for instance where a network share hangs.
    let unchanged = tokio::task::spawn_blocking(move || file.is_unchanged()).await;
    if !unchanged.unwrap_or(false) {
        return missing(&format!("{name} has changed; the page will name its new content"));
    }
    let Ok(response) = ServeFile::new(path).try_call(request).await else {
        return missing(&format!("{name} cannot be read any more"));
    };
    let mut response = response.map(axum::body::Body::new);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(DATA_ONLY));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(IMMUTABLE));
    response
}

/// Answers that there is nothing (now) at an address.
pub(super) fn missing(why: &str) -> Response {
    let caching = [(header::CACHE_CONTROL, "no-store")];
    (StatusCode::NOT_FOUND, caching, format!("{why}\n")).into_response()
}
