//! The application as browsers load it, built from `web/builder`.

use std::borrow::Cow;

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use sopwright_preview::Key;

/// The page. `{nonce}` stands where the nonce of its style sheets goes.
const INDEX: &str = include_str!("../../assets/builder/index.html");

/// All else, by name, with the type of each.
const ASSETS: [(&str, &str, &str); 3] = [
    ("app.js", "text/javascript; charset=utf-8", include_str!("../../assets/builder/app.js")),
    ("vendor.js", "text/javascript; charset=utf-8", include_str!("../../assets/builder/vendor.js")),
    ("app.css", "text/css; charset=utf-8", include_str!("../../assets/builder/app.css")),
];

/// What the application may do: run its own scripts, show pictures and pages of this server, and
/// talk to it. The editor of text fields writes style sheets of its own, which carry the nonce.
fn policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; \
         style-src-attr 'unsafe-inline'; img-src 'self' data: blob: http: https:; \
         media-src 'self' blob:; connect-src 'self'; frame-src 'self'; font-src 'self'; \
         base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
}

/// The folder that the application is read from in place of what is in the program, for work on it.
fn on_disk(name: &str) -> Option<String> {
    let folder = std::env::var_os("SOPWRIGHT_ASSETS")?;
    std::fs::read_to_string(std::path::Path::new(&folder).join(name)).ok()
}

/// `GET /`
pub(super) async fn index() -> Response {
    let nonce = Key::random();
    let policy = policy(nonce.reveal());
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_SECURITY_POLICY, &policy),
    ];
    let index = on_disk("index.html").map_or(Cow::Borrowed(INDEX), Cow::Owned);
    (headers, index.replace("{nonce}", nonce.reveal())).into_response()
}

/// `GET /_builder/NAME`
pub(super) async fn get(Path(name): Path<String>, asked: HeaderMap) -> Response {
    let Some((_, kind, text)) = ASSETS.iter().find(|(known, ..)| *known == name) else {
        return (StatusCode::NOT_FOUND, format!("there is nothing at /_builder/{name}\n"))
            .into_response();
    };
    let text = on_disk(&name).map_or(Cow::Borrowed(*text), Cow::Owned);
    // The address stays when the program is updated, so the browser asks each time.
    let tag = HeaderValue::from_str(&format!("\"{}\"", super::on_disk::digest(text.as_bytes())));
    let Ok(tag) = tag else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    if asked.get(header::IF_NONE_MATCH) == Some(&tag) {
        return StatusCode::NOT_MODIFIED.into_response();
    }
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        (header::ETAG, tag),
    ];
    (headers, text.into_owned()).into_response()
}
