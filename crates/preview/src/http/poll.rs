//! Long polling, for viewers who get nothing through but whole requests and whole answers: each
//! asks what follows the page that it shows, and is answered when there is something, or after a
//! while that there is nothing.
//!
//! Between two polls a viewer is no connection, but still a viewer: it is counted until it has not
//! asked for `GONE_AFTER`.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Extension;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use tokio::task::AbortHandle;
use tokio::time::{Instant, sleep, sleep_until};

use super::Server;
use crate::debug::Direction;
use crate::documents::Shown;
use crate::hub::Counted;
use crate::metrics::{Arrival, Means};
use crate::progress::Progress;
use crate::protocol::{Frame, Poll, ToViewer};

/// How long an answer may wait for something to say: some proxies cut what is silent for 10 s.
const ANSWER_WITHIN: Duration = Duration::from_secs(8);
/// How long after its last poll a viewer is taken for gone.
const GONE_AFTER: Duration = Duration::from_secs(15);
/// The longest name that a viewer may give itself, in bytes.
const LONGEST_NAME: usize = 64;

/// `POST /_preview/poll`
pub(super) async fn poll(
    State(server): State<Arc<Server>>,
    Extension(shown): Extension<Arc<Shown>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let poll: Poll = match serde_json::from_slice(&body) {
        Ok(poll) => poll,
        Err(error) => {
            return (StatusCode::BAD_REQUEST, format!("this is no poll: {error}\n"))
                .into_response();
        }
    };
    if poll.viewer.len() > LONGEST_NAME {
        let why = "a viewer's name has up to 64 bytes\n";
        return (StatusCode::BAD_REQUEST, why).into_response();
    }
    let counted = match shown.polling.take(&poll.viewer) {
        Some(counted) => counted,
        None => match server.full() {
            Some(full) => return full,
            None => {
                let arrival = Arrival::new(Means::Poll, &headers).named(poll.viewer.clone());
                shown.hub.count_viewer(arrival)
            }
        },
    };
    // Put back even if the viewer goes away while it waits, which drops this function.
    let _away = Away { server: &server, shown: &shown, name: &poll.viewer, counted: Some(counted) };

    let mut state = shown.hub.state();
    let mut progress = Progress::default();
    progress.resume(&state.borrow(), &poll);
    shown.hub.metrics().joined(poll.why);
    let first = tokio::select! {
        () = server.stopping.cancelled() => Frame::new(&ToViewer::Goodbye),
        () = shown.closed.cancelled() => Frame::new(&ToViewer::Goodbye),
        frame = progress.due(&mut state) => frame,
        () = sleep(ANSWER_WITHIN) => Frame::new(&ToViewer::Pong { now: None }),
    };
    let mut frames = vec![first];
    let state = state.borrow();
    while let Some(frame) = progress.next(&state) {
        frames.push(frame);
    }
    for frame in &frames {
        shown.hub.metrics().sent(frame, 1, Instant::now().into_std());
        server.debug.message(Direction::ToViewer, "poll", shown.hub.document(), frame.bytes());
    }
    let answer = answer(&frames, &progress.seen());
    let kind = (header::CONTENT_TYPE, "application/json");
    ([kind, (header::CACHE_CONTROL, "no-store")], answer).into_response()
}

/// The frames are JSON already.
fn answer(frames: &[Frame], seen: &str) -> Vec<u8> {
    let mut answer = format!("{{\"seen\":\"{seen}\",\"frames\":[").into_bytes();
    for (index, frame) in frames.iter().enumerate() {
        if index > 0 {
            answer.push(b',');
        }
        answer.extend_from_slice(frame.bytes());
    }
    answer.extend_from_slice(b"]}");
    answer
}

/// The viewers of a document that will poll again, by the names that they gave themselves. As many
/// as there may be viewers.
#[derive(Default)]
pub(crate) struct Polling(Mutex<HashMap<String, Expected>>);

struct Expected {
    counted: Counted,
    until: Instant,
    /// Waits until then. It ends with the wait for this viewer: who polls often has one, not many.
    wait: AbortHandle,
}

impl Polling {
    /// Takes a viewer who polls.
    fn take(&self, name: &str) -> Option<Counted> {
        let expected = self.expected().remove(name)?;
        expected.wait.abort();
        Some(expected.counted)
    }

    /// Takes a viewer who has not polled since it was expected until then.
    fn take_late(&self, name: &str, until: Instant) -> Option<Counted> {
        let mut expected = self.expected();
        let is_late = expected.get(name).is_some_and(|viewer| viewer.until == until);
        is_late.then(|| expected.remove(name)).flatten().map(|viewer| viewer.counted)
    }

    fn expected(&self) -> MutexGuard<'_, HashMap<String, Expected>> {
        // No insert or removal can leave the map half done.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A viewer whose poll is over when this is dropped.
struct Away<'a> {
    server: &'a Server,
    shown: &'a Arc<Shown>,
    name: &'a str,
    counted: Option<Counted>,
}

impl Drop for Away<'_> {
    fn drop(&mut self) {
        let Some(counted) = self.counted.take() else {
            return;
        };
        let until = Instant::now() + GONE_AFTER;
        let name = self.name.to_owned();
        let (shown, stopping) = (Arc::clone(self.shown), self.server.stopping.clone());
        // Held until the viewer is in: its wait must find it.
        let mut expected = self.shown.polling.expected();
        let wait = self.server.viewers.spawn({
            let name = name.clone();
            async move {
                tokio::select! {
                    () = sleep_until(until) => {}
                    () = stopping.cancelled() => {}
                }
                drop(shown.polling.take_late(&name, until));
            }
        });
        let wait = wait.abort_handle();
        // A viewer who polls twice at once is expected once.
        if let Some(before) = expected.insert(name, Expected { counted, until, wait }) {
            before.wait.abort();
        }
    }
}
