//! Server-sent events (HTML §9.2), for viewers whose WebSockets do not get through. The stream
//! begins with what a `join` would be answered with; what the viewer has to say comes by
//! `POST …/_preview/say`, one message each.
//!
//! A viewer that needs a snapshot, or whose stream breaks, opens another stream with what it shows
//! then. So nothing is kept here beyond the stream itself.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Extension;
use axum::body::{Body, Bytes};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use tokio::sync::watch;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;
use tokio_util::task::task_tracker::TaskTrackerToken;

use super::Server;
use crate::debug::{DebugMode, Direction};
use crate::documents::Shown;
use crate::hub::{self, Counted, Event};
use crate::metrics::{Ack, Arrival, Means, ViewerId};
use crate::progress::Progress;
use crate::protocol::{Asker, Frame, FromViewer, ToViewer};
use crate::session::Revision;

/// After how long a silence a sign of life is sent: some proxies cut what is silent for 10 s.
const SILENCE: Duration = Duration::from_secs(5);

/// `GET /_preview/events/EPOCH/REVISION/DIGEST`
pub(super) async fn get(
    State(server): State<Arc<Server>>,
    Extension(shown): Extension<Arc<Shown>>,
    Path((epoch, revision, digest)): Path<(String, u64, String)>,
    Query(asker): Query<Asker>,
    headers: HeaderMap,
) -> Response {
    if let Some(full) = server.full() {
        return full;
    }
    let state = shown.hub.state();
    let mut progress = Progress::default();
    progress.join(&state.borrow(), &epoch, Revision(revision), &digest);
    shown.hub.metrics().joined(asker.why);
    let arrival = Arrival::new(Means::Events, &headers).named(asker.viewer);
    let stream = Stream {
        state,
        progress,
        counted: shown.hub.count_viewer(arrival),
        _token: server.viewers.token(),
        stopping: server.stopping.clone(),
        closed: shown.closed.clone(),
        is_over: false,
        document: Arc::clone(shown.hub.document()),
        debug: server.debug.clone(),
    };
    let headers = [
        (header::CONTENT_TYPE.as_str(), "text/event-stream"),
        (header::CACHE_CONTROL.as_str(), "no-store"),
        // nginx would keep the events until it has a buffer full of them.
        ("x-accel-buffering", "no"),
    ];
    (headers, Body::from_stream(stream::unfold(stream, Stream::next))).into_response()
}

struct Stream {
    state: watch::Receiver<hub::State>,
    progress: Progress,
    counted: Counted,
    /// Holds up the server's end until goodbye is said.
    _token: TaskTrackerToken,
    stopping: CancellationToken,
    closed: CancellationToken,
    is_over: bool,
    document: Arc<str>,
    debug: DebugMode,
}

impl Stream {
    async fn next(mut self) -> Option<(Result<Bytes, Infallible>, Self)> {
        if self.is_over {
            return None;
        }
        let frame = tokio::select! {
            () = self.stopping.cancelled() => self.goodbye(),
            () = self.closed.cancelled() => self.goodbye(),
            frame = self.progress.due(&mut self.state) => frame,
            () = sleep(SILENCE) => Frame::new(&ToViewer::Pong { now: None }),
        };
        self.debug.message(Direction::ToViewer, "events", &self.document, frame.bytes());
        self.counted.sent(&frame);
        // JSON as it is written here has no line ends.
        let event = [b"data: ", &**frame.bytes(), b"\n\n"].concat();
        Some((Ok(event.into()), self))
    }

    fn goodbye(&mut self) -> Frame {
        self.is_over = true;
        Frame::new(&ToViewer::Goodbye)
    }
}

/// `POST /_preview/say`: a message of a viewer that has no socket. Only a `ping` is answered; a `join`
/// is said when the stream or the poll begins.
pub(super) async fn say(
    State(server): State<Arc<Server>>,
    Extension(shown): Extension<Arc<Shown>>,
    Query(asker): Query<Asker>,
    message: Bytes,
) -> Response {
    server.debug.message(Direction::ToServer, "say", shown.hub.document(), &message);
    match serde_json::from_slice(&message) {
        Ok(FromViewer::Ping) => {
            let pong = shown.hub.pong();
            let headers =
                [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
            (headers, pong.bytes().clone()).into_response()
        }
        Ok(message) => {
            let viewer = shown.hub.metrics().find(shown.hub.document(), &asker.viewer);
            hear(&shown.hub, viewer, message);
            StatusCode::NO_CONTENT.into_response()
        }
        Err(error) if error.is_data() => {
            shown.hub.report(&Event::MessageIgnored { reason: error.to_string() });
            StatusCode::NO_CONTENT.into_response()
        }
        Err(_) => (StatusCode::BAD_REQUEST, "a message is no JSON\n").into_response(),
    }
}

/// Takes what needs no answer.
pub(super) fn hear(hub: &hub::Hub, viewer: Option<ViewerId>, message: FromViewer) {
    match message {
        FromViewer::Ack { revision, since, applied, painted, roundtrip } => {
            let revision = Revision(revision);
            hub.metrics().acked(viewer, Ack { revision, since, applied, painted, roundtrip });
            hub.report(&Event::Acked { revision, applied, painted, since });
        }
        FromViewer::Clicked { block } => hub.report(&Event::Clicked { block }),
        FromViewer::Join { .. } | FromViewer::Ping => {}
    }
}
