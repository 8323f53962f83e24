//! What tells how the server fares: `GET /_preview/health` and `/_preview/metrics` for programs, and
//! `/_preview/status/` for people, a document of its own that is kept live as all others are.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use tokio::sync::broadcast::error::RecvError;
use tokio::time::sleep;

use super::Server;
use crate::audience::Audience;
use crate::documents::Shown;
use crate::hub::{Event, Hub, HubOptions};
use crate::metrics::page::{About, DEBUG_SWITCH, STYLE};
use crate::metrics::{Metrics, health, openmetrics, page};

/// What the document of the status page is called where it is told apart from others.
pub(crate) const DOCUMENT: &str = "_preview/status";
/// How often the page of people is made anew while somebody looks at it.
const EVERY: Duration = Duration::from_secs(1);

/// Makes the document of the status page. Its viewers are not counted among those of the preview.
pub(super) fn shown() -> Arc<Shown> {
    let hub = Hub::within(HubOptions::default(), Audience::default().part(DOCUMENT));
    hub.set_theme(STYLE.into());
    Shown::new(hub)
}

/// `GET /_preview/health`
pub(super) async fn health(State(server): State<Arc<Server>>) -> Response {
    let documents = server.documents.names().len() + 1;
    let health = health::json(&server.metrics(), documents, server.max_viewers);
    let kind = (header::CONTENT_TYPE, "application/json");
    ([kind, (header::CACHE_CONTROL, "no-store")], format!("{health}\n")).into_response()
}

/// `GET /_preview/metrics`
pub(super) async fn metrics(State(server): State<Arc<Server>>) -> Response {
    let documents = server.documents.names().len() + 1;
    let text = openmetrics::text(&server.metrics(), documents, server.max_viewers);
    let headers = [
        (header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (headers, text).into_response()
}

impl Server {
    fn metrics(&self) -> Metrics {
        self.documents.main().metrics().clone()
    }

    /// Makes the status page as things are now.
    pub(super) fn publish_status(&self) {
        let about = About { debug: &self.debug, max_viewers: self.max_viewers };
        self.status.hub.publish(page::page(&self.metrics(), &about));
    }
}

/// Keeps the status page live until the server stops, and does what its readers click on.
pub(super) async fn keep(server: Arc<Server>) {
    let hub = &server.status.hub;
    let mut events = hub.events();
    loop {
        tokio::select! {
            () = server.stopping.cancelled() => return,
            happened = events.recv() => match happened.map(|happened| happened.event) {
                Ok(Event::Clicked { block }) if block == DEBUG_SWITCH => {
                    let is_on = !server.debug.is_on();
                    server.debug.set(is_on);
                    let text = if is_on { "debug mode was switched on" } else { "debug mode was switched off" };
                    server.metrics().note(&"".into(), text);
                    server.publish_status();
                }
                Ok(_) | Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return,
            },
            () = sleep(EVERY), if hub.viewers() > 0 => server.publish_status(),
        }
    }
}
