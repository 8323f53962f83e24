//! What a browser is told in plain words, as a page that can be looked at. Programs get the words.

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use sopwright_html::{Document, element, encode_document};

/// The longest notice, in bytes; ours are a line or two.
const LONGEST: usize = 16 * 1024;

const STYLE: &str = ":root { color-scheme: light dark; font: 1.0625rem/1.55 system-ui, sans-serif } \
    body { min-height: 80vh; display: grid; place-content: center; margin: 1.5rem; \
    max-width: 34rem; margin-inline: auto; overflow-wrap: anywhere } \
    h1 { font-size: 1.5rem; line-height: 1.25; font-weight: 600; margin: 0 0 .5rem } \
    p { margin: 0; opacity: .8 } :is(h1, p)::first-letter { text-transform: uppercase }";

/// Makes a page of an error that is text, for whoever asked for a page.
pub(super) async fn as_page(request: Request, next: Next) -> Response {
    let wants_page = has(request.headers(), header::ACCEPT, "text/html");
    let response = next.run(request).await;
    let is_error = response.status().is_client_error() || response.status().is_server_error();
    if !wants_page || !is_error || !has(response.headers(), header::CONTENT_TYPE, "text/plain") {
        return response;
    }
    let (mut head, body) = response.into_parts();
    let Ok(words) = to_bytes(body, LONGEST).await else {
        return Response::from_parts(head, Body::empty());
    };
    head.headers.remove(header::CONTENT_LENGTH);
    head.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    Response::from_parts(head, page(&String::from_utf8_lossy(&words)).into())
}

fn has(headers: &HeaderMap, name: header::HeaderName, value: &str) -> bool {
    let mut lines = headers.get_all(name).into_iter().filter_map(|line| line.to_str().ok());
    lines.any(|line| line.contains(value))
}

/// What is wrong stands before the first semicolon, and the way out behind it.
fn page(words: &str) -> String {
    let (wrong, way_out) = words.trim_end().split_once("; ").unwrap_or((words.trim_end(), ""));
    let meta = element("meta").attribute("name", "viewport");
    let head = element("head")
        .child(element("meta").attribute("charset", "utf-8"))
        .child(meta.attribute("content", "width=device-width"))
        .child(element("title").text(wrong))
        .child(element("style").text(STYLE));
    let way_out = (!way_out.is_empty()).then(|| element("p").text(format!("{way_out}.")).into());
    let body = element("body").child(element("h1").text(wrong)).children_from(way_out);
    let html = element("html").attribute("lang", "en").child(head).child(body);
    encode_document(&Document { doctype: Some("html".into()), nodes: vec![html.into()] })
}
