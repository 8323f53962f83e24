//! Which document a request is for: the part of its path before `_preview`, or before the last
//! slash. The rest is routed alike for all documents.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::uri::{PathAndQuery, Uri};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;
use tower::ServiceExt as _;

use super::access::for_writers_only;
use super::{Server, files};

/// Where the status page is, without the slash at its end.
const STATUS: &str = "/_preview/status";
/// The same page as documents name it.
const OWN_STATUS: &str = "/_preview/status/";
/// What begins everything that is the preview's own.
const OWN: &str = "/_preview/";

#[derive(Clone)]
pub(super) struct Routes {
    pub(super) server: Arc<Server>,
    /// The routes of one document, as if it were at `/`. They find it as an extension.
    pub(super) of_document: Router,
}

/// Hands a request on to its document.
pub(super) async fn to_document(State(routes): State<Routes>, mut request: Request) -> Response {
    let path = request.uri().path();
    let (shown, rest) = match path.strip_prefix(STATUS) {
        Some("") => return lead_to("status/"),
        Some(rest) if rest.starts_with('/') => {
            if !routes.server.access.shows_status(request.headers()) {
                return for_writers_only();
            }
            if rest == "/" {
                routes.server.publish_status();
            }
            (Arc::clone(&routes.server.status), rest)
        }
        _ => {
            let Some((name, rest)) = split(path) else {
                return to_folder(&routes.server, path);
            };
            let name = percent_decode_str(name).decode_utf8_lossy();
            match routes.server.documents.find(&name) {
                // One page tells of all documents, and each may lead there by the same address.
                Some(_) if rest == OWN_STATUS => return lead_to(&status_from(&name)),
                Some(shown) => (shown, rest),
                None => return no_document(&name),
            }
        }
    };
    let rest = rest.to_owned();
    let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
    let Ok(path_and_query) = PathAndQuery::try_from(format!("{rest}{query}")) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    *request.uri_mut() = Uri::from(path_and_query);
    request.extensions_mut().insert(shown);
    match routes.of_document.oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

/// Splits a path in the name of a document and the rest, which begins with a slash; `None` if it
/// ends without the slash that relative addresses in the page need.
fn split(path: &str) -> Option<(&str, &str)> {
    let last = path.rfind('/')?;
    let at = match path.find(OWN) {
        Some(at) => at,
        None if last + 1 == path.len() => last,
        None => return None,
    };
    let (name, rest) = path.split_at(at);
    Some((name.strip_prefix('/').unwrap_or(name), rest))
}

/// Leads from `/NAME` to `/NAME/`. The answer is relative: a proxy may have taken a prefix away.
fn to_folder(server: &Server, path: &str) -> Response {
    let name = percent_decode_str(path.trim_start_matches('/')).decode_utf8_lossy();
    match path.rsplit('/').next() {
        Some(last) if server.documents.find(&name).is_some() => lead_to(&format!("{last}/")),
        _ => no_document(&name),
    }
}

fn lead_to(there: &str) -> Response {
    (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, there)]).into_response()
}

/// Returns where the status page is, seen from the address that the document of this name has for it.
fn status_from(name: &str) -> String {
    let folders = "_preview/status".split('/').chain(name.split('/')).count();
    format!("{}{}", "../".repeat(folders), &OWN_STATUS[1..])
}

fn no_document(name: &str) -> Response {
    files::missing(&format!("there is no document {name:?}; the first one is at /"))
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn the_name_stands_before_what_is_ours() {
        for (path, expected) in [
            ("/", Some(("", "/"))),
            ("/a/", Some(("a", "/"))),
            ("/a/b%20c/", Some(("a/b%20c", "/"))),
            ("/_preview/socket", Some(("", "/_preview/socket"))),
            ("/a/b/_preview/theme/1.css", Some(("a/b", "/_preview/theme/1.css"))),
            ("/a/_preview/media/1/_preview/x", Some(("a", "/_preview/media/1/_preview/x"))),
            ("/a", None),
            ("", None),
        ] {
            assert_eq!(split(path), expected, "{path}");
        }
    }
}
