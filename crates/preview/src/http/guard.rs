//! Who may talk to the server: only browsers that were sent to it under one of its own names.
//!
//! A preview listens on the reader's own machine, where any page of the web can send requests to
//! it. Two headers, which a page cannot forge, keep such pages out:
//!
//! - `Host` must name this server. Else a page whose DNS name was pointed at 127.0.0.1
//!   (DNS rebinding) would be same-origin with the preview and could read it.
//! - `Origin` of what opens a WebSocket or changes something must be the very address that it is sent
//!   to: browsers let every page do both. Programs send no `Origin` and are let in.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::uri::{Authority, Uri};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// The names that a server answers to.
pub(super) struct Guard {
    bound: IpAddr,
    /// The port of the pages; sockets may have another one.
    port: u16,
    allowed_hosts: Vec<String>,
}

impl Guard {
    pub(super) fn new(bound: SocketAddr, allowed_hosts: Vec<String>) -> Self {
        Self { bound: bound.ip(), port: bound.port(), allowed_hosts }
    }

    fn is_own(&self, host: &str) -> bool {
        let host = host.trim_start_matches('[').trim_end_matches(']');
        if host.eq_ignore_ascii_case("localhost") || self.is_allowed(host) {
            return true;
        }
        host.parse::<IpAddr>().is_ok_and(|address| {
            // An address cannot be rebound as a name can, and a server that listens on all of a
            // machine's addresses cannot know under which one it is reached through a NAT.
            address.is_loopback() || address == self.bound || self.bound.is_unspecified()
        })
    }

    fn is_allowed(&self, host: &str) -> bool {
        let mut names = self.allowed_hosts.iter();
        names.any(|name| name.eq_ignore_ascii_case(host))
    }

    /// Whether the `Origin` of a request, if there is one, is this server's page.
    fn knows_origin(&self, headers: &HeaderMap) -> bool {
        let Some(origin) = headers.get(header::ORIGIN) else {
            return true;
        };
        let Ok(origin) = Uri::try_from(origin.as_bytes()) else {
            return false;
        };
        let (Some("http" | "https"), Some(authority)) = (origin.scheme_str(), origin.authority())
        else {
            return false;
        };
        // A proxy may have changed `Host`; then the name must be one that was allowed by hand.
        host(headers).is_some_and(|host| {
            let is_own_page =
                host.host() == authority.host() && authority.port_u16() == Some(self.port);
            host == *authority || is_own_page
        }) || self.is_allowed(authority.host())
    }
}

fn host(headers: &HeaderMap) -> Option<Authority> {
    Authority::try_from(headers.get(header::HOST)?.as_bytes()).ok()
}

/// Lets a request pass if its `Host` is one of the server's names.
pub(super) async fn check_host(
    State(guard): State<Arc<Guard>>,
    request: Request,
    next: Next,
) -> Response {
    match host(request.headers()) {
        Some(host) if guard.is_own(host.host()) => next.run(request).await,
        Some(host) => refuse(format!(
            "this preview does not go by the name {:?}; open it as localhost, or allow that host \
             when starting it\n",
            host.host()
        )),
        None => refuse("a request must say in its Host header which server it is for\n".into()),
    }
}

/// Lets a request pass that nobody but the server's own page, or a program, may send: one that
/// opens a WebSocket or changes something.
pub(super) async fn check_origin(
    State(guard): State<Arc<Guard>>,
    request: Request,
    next: Next,
) -> Response {
    let is_harmless = matches!(*request.method(), Method::GET | Method::HEAD)
        && !request.headers().contains_key(header::UPGRADE);
    if is_harmless || guard.knows_origin(request.headers()) {
        return next.run(request).await;
    }
    refuse(
        "only the preview's own page may do this; if it is served under another name, allow that \
         host when starting the preview\n"
            .into(),
    )
}

fn refuse(why: String) -> Response {
    (StatusCode::FORBIDDEN, why).into_response()
}
