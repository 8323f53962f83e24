//! What hosts may do by HTTP, with a key of their own: `docs/host-api.md`.
//!
//! The key that viewers have does not let in here, and a cookie never does: a page could make a
//! browser send it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use serde_json::{Value, json};
use tokio::sync::broadcast::error::RecvError;
use tokio::task::spawn_blocking;

use super::Server;
use crate::hub::Hub;

/// The largest page that is taken, in bytes.
pub(super) const LARGEST_PAGE: usize = 64 << 20;

/// Who is first with a document: of several pages that arrive while one is being read, the newest
/// alone is shown.
#[derive(Default)]
pub(crate) struct Turns {
    arrived: AtomicU64,
    reading: Mutex<()>,
}

/// `GET /_preview/documents`
pub(super) async fn list(State(server): State<Arc<Server>>) -> Response {
    let documents = &server.documents;
    let names = [String::new()].into_iter().chain(documents.names());
    let items = names.filter_map(|name| Some(described(&name, &documents.get(&name)?)));
    json_answer(StatusCode::OK, &Value::Array(items.collect()))
}

fn described(name: &str, hub: &Hub) -> Value {
    json!({ "document": name, "revision": hub.revision().0, "viewers": hub.viewers() })
}

/// `PUT /_preview/documents/` and `PUT /_preview/documents/NAME`
pub(super) async fn put(
    State(server): State<Arc<Server>>,
    name: Option<Path<String>>,
    html: Bytes,
) -> Response {
    let name = name_of(name);
    let Ok(html) = String::from_utf8(html.into()) else {
        return refuse("the page is not UTF-8; encode it so");
    };
    if let Err(error) = server.documents.open(&name) {
        return refuse(&error.to_string());
    }
    let Some(shown) = server.documents.find(&name) else {
        return gone(&name);
    };
    let turn = shown.turns.arrived.fetch_add(1, Ordering::SeqCst) + 1;
    let published = spawn_blocking(move || {
        let _reading = shown.turns.reading.lock().unwrap_or_else(PoisonError::into_inner);
        let is_newest = shown.turns.arrived.load(Ordering::SeqCst) == turn;
        is_newest.then(|| shown.hub.update(&html))
    })
    .await;
    let answer = match published {
        Ok(Some(published)) => json!({
            "document": name, "revision": published.revision.0, "changed": published.changed,
            "ops": published.ops, "bytes": published.bytes,
        }),
        Ok(None) => json!({ "document": name, "superseded": true }),
        Err(_) => return refuse("the page could not be read"),
    };
    json_answer(StatusCode::OK, &answer)
}

/// `DELETE /_preview/documents/NAME`
pub(super) async fn close(State(server): State<Arc<Server>>, Path(name): Path<String>) -> Response {
    if server.documents.close(&name) { StatusCode::NO_CONTENT.into_response() } else { gone(&name) }
}

/// `PUT /_preview/themes/` and `PUT /_preview/themes/NAME`
pub(super) async fn theme(
    State(server): State<Arc<Server>>,
    name: Option<Path<String>>,
    css: Bytes,
) -> Response {
    let name = name_of(name);
    let Some(hub) = server.documents.get(&name) else {
        return gone(&name);
    };
    let Ok(css) = String::from_utf8(css.into()) else {
        return refuse("the style sheet is not UTF-8; encode it so");
    };
    hub.set_theme(css);
    StatusCode::NO_CONTENT.into_response()
}

/// `POST /_preview/files/` and `POST /_preview/files/NAME`
pub(super) async fn register(
    State(server): State<Arc<Server>>,
    name: Option<Path<String>>,
    body: Bytes,
) -> Response {
    let name = name_of(name);
    let Some(hub) = server.documents.get(&name) else {
        return gone(&name);
    };
    let body: Value = serde_json::from_slice(&body).unwrap_or_default();
    let Some(path) = body["path"].as_str().map(str::to_owned) else {
        return refuse("say which file: {\"path\": \"…\"}");
    };
    let named = path.clone();
    let registered = spawn_blocking(move || hub.register_file(named.as_ref())).await;
    match registered {
        Ok(Ok(url)) => json_answer(StatusCode::OK, &json!({ "path": path, "url": url })),
        Ok(Err(error)) => refuse(&format!("cannot register {path}: {error}")),
        Err(_) => refuse(&format!("cannot register {path}")),
    }
}

/// `GET /_preview/host-events`: what happens at the viewers, as server-sent events.
pub(super) async fn events(State(server): State<Arc<Server>>) -> Response {
    let receiver = server.documents.events();
    let stopping = server.stopping.clone();
    let lines = stream::unfold(receiver, move |mut receiver| {
        let stopping = stopping.clone();
        async move {
            let event = tokio::select! {
                () = stopping.cancelled() => return None,
                event = receiver.recv() => event,
            };
            let event = match event {
                Ok(happened) => happened.json(),
                Err(RecvError::Lagged(count)) => json!({ "event": "missed", "count": count }),
                Err(RecvError::Closed) => return None,
            };
            Some((Ok::<_, std::convert::Infallible>(format!("data: {event}\n\n")), receiver))
        }
    });
    let headers =
        [(header::CONTENT_TYPE, "text/event-stream"), (header::CACHE_CONTROL, "no-store")];
    (headers, Body::from_stream(lines)).into_response()
}

/// The document at `/` has the empty name, which no part of a path can be.
fn name_of(path: Option<Path<String>>) -> String {
    path.map(|Path(name)| name).unwrap_or_default()
}

fn json_answer(status: StatusCode, value: &Value) -> Response {
    let kind = (header::CONTENT_TYPE, "application/json");
    (status, [kind, (header::CACHE_CONTROL, "no-store")], format!("{value}\n")).into_response()
}

fn refuse(why: &str) -> Response {
    json_answer(StatusCode::BAD_REQUEST, &json!({ "error": why }))
}

fn gone(name: &str) -> Response {
    let why = format!("there is no document {name:?}; put one there first");
    json_answer(StatusCode::NOT_FOUND, &json!({ "error": why }))
}
