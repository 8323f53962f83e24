//! One task per viewer: its WebSocket on one side, the hub's state on the other.
//!
//! ```text
//! connected ── join ──▶ joined ──▶ … ──▶ gone
//!     │ 10 s               │ silent for 30 s: ping; for 60 s: cut
//!     └─▶ cut              │ a send that takes 30 s: cut
//!                          │ the server stops: goodbye
//! ```
//!
//! A viewer that is cut rejoins when it can, so nothing is lost by it.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket, WebSocketUpgrade, close_code};
use axum::response::Response;
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until, timeout};
use tokio_util::sync::CancellationToken;

use super::Server;
use crate::hub::{self, Counted, Event, Hub};
use crate::progress::Progress;
use crate::protocol::{Frame, FromViewer, ToViewer};
use crate::session::Revision;

/// How soon a connection must say what it shows.
const JOIN_WITHIN: Duration = Duration::from_secs(10);
/// After how long a silence a viewer is asked whether it is there, and after as much again, cut.
const SILENCE: Duration = Duration::from_secs(30);
/// How long one frame may take to be taken off our hands.
const SEND_WITHIN: Duration = Duration::from_secs(30);
/// How long a viewer has to take its leave when the server stops.
const GOODBYE_WITHIN: Duration = Duration::from_millis(300);
/// The messages of viewers are small: a join has three short fields.
const LARGEST_MESSAGE: usize = 64 * 1024;

/// `GET /_preview/socket`
pub(super) async fn upgrade(
    State(server): State<Arc<Server>>,
    upgrade: WebSocketUpgrade,
) -> Response {
    let hub = server.hub.clone();
    let stopping = server.stopping.clone();
    let token = server.viewers.token();
    upgrade
        // By default each connection would hold 128 KiB for reading and keep, after one large
        // frame, a write buffer of that size.
        .read_buffer_size(4096)
        .write_buffer_size(0)
        .max_message_size(LARGEST_MESSAGE)
        .max_frame_size(LARGEST_MESSAGE)
        .on_upgrade(async move |socket| {
            Viewer::new(socket, hub).serve(stopping).await;
            drop(token);
        })
}

struct Viewer {
    socket: WebSocket,
    hub: Hub,
    state: watch::Receiver<hub::State>,
    progress: Progress,
    counted: Option<Counted>,
    /// When to act on its silence.
    deadline: Instant,
    asked: bool,
}

/// Why a viewer's connection ends.
enum End {
    /// It is gone, or takes nothing any more.
    Gone,
    /// It is told why and closed.
    Closed(u16, &'static str),
}

impl Viewer {
    fn new(socket: WebSocket, hub: Hub) -> Self {
        Self {
            socket,
            state: hub.state(),
            hub,
            progress: Progress::default(),
            counted: None,
            deadline: Instant::now() + JOIN_WITHIN,
            asked: false,
        }
    }

    async fn serve(mut self, stopping: CancellationToken) {
        let end = tokio::select! {
            Err(end) = self.converse() => end,
            () = stopping.cancelled() => {
                let goodbye = Frame::new(&ToViewer::Goodbye);
                // Where the connection is stalled there is nobody to hear it.
                let _ = timeout(GOODBYE_WITHIN, self.send(&goodbye)).await;
                End::Closed(close_code::AWAY, "the server stops")
            }
        };
        if let End::Closed(code, reason) = end {
            let _ = timeout(GOODBYE_WITHIN, self.close(code, reason)).await;
        }
    }

    /// Goes on until the connection ends. May be dropped at any await, to say goodbye: a frame that
    /// was half sent is in the socket's buffer and goes out first.
    async fn converse(&mut self) -> Result<std::convert::Infallible, End> {
        loop {
            tokio::select! {
                message = self.socket.recv() => match message {
                    Some(Ok(message)) => self.hear(message).await?,
                    Some(Err(_)) | None => return Err(End::Gone),
                },
                frame = next_frame(&mut self.progress, &mut self.state) => {
                    self.send(&frame).await?;
                }
                () = sleep_until(self.deadline) => self.mind_silence().await?,
            }
        }
    }

    async fn hear(&mut self, message: Message) -> Result<(), End> {
        if self.counted.is_some() {
            self.deadline = Instant::now() + SILENCE;
            self.asked = false;
        }
        match message {
            Message::Text(text) => self.understand(&text).await,
            Message::Binary(_) => Err(End::Closed(close_code::UNSUPPORTED, "send text frames")),
            Message::Ping(_) | Message::Pong(_) => Ok(()),
            Message::Close(_) => Err(End::Gone),
        }
    }

    async fn understand(&mut self, text: &str) -> Result<(), End> {
        match serde_json::from_str(text) {
            Ok(FromViewer::Join { epoch, revision, digest }) => {
                let state = self.state.borrow();
                self.progress.join(&state, &epoch, Revision(revision), &digest);
                drop(state);
                self.count();
            }
            Ok(FromViewer::Ack { revision, applied, painted }) => {
                let revision = Revision(revision);
                self.hub.report(Event::Acked { revision, applied, painted });
            }
            Ok(FromViewer::Ping) => self.send(&Frame::new(&ToViewer::Pong)).await?,
            // A newer client may say more than this server knows.
            Err(error) if error.is_data() => {
                let reason = error.to_string();
                self.hub.report(Event::MessageIgnored { reason });
            }
            Err(_) => return Err(End::Closed(close_code::INVALID, "a message is no JSON")),
        }
        Ok(())
    }

    fn count(&mut self) {
        if self.counted.is_none() {
            self.counted = Some(self.hub.count_viewer());
            self.deadline = Instant::now() + SILENCE;
        }
    }

    async fn mind_silence(&mut self) -> Result<(), End> {
        if self.counted.is_none() {
            return Err(End::Closed(close_code::POLICY, "no join came within 10 seconds"));
        }
        if self.asked {
            return Err(End::Gone);
        }
        self.asked = true;
        self.deadline = Instant::now() + SILENCE;
        self.put(Message::Ping(bytes::Bytes::new())).await
    }

    async fn send(&mut self, frame: &Frame) -> Result<(), End> {
        let text = Utf8Bytes::try_from(frame.bytes().clone()).expect("JSON is UTF-8");
        self.put(Message::Text(text)).await
    }

    async fn put(&mut self, message: Message) -> Result<(), End> {
        match timeout(SEND_WITHIN, self.socket.send(message)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(End::Gone),
        }
    }

    /// Says why, and waits until the viewer has read it: to drop the connection at once could
    /// throw away what is still on its way.
    async fn close(&mut self, code: u16, reason: &'static str) {
        let reason = Utf8Bytes::from_static(reason);
        let close = Message::Close(Some(CloseFrame { code, reason }));
        if self.socket.send(close).await.is_ok() {
            while let Some(Ok(_)) = self.socket.recv().await {}
        }
    }
}

/// Waits for a frame that the viewer is to have. May be dropped while it waits.
async fn next_frame(progress: &mut Progress, state: &mut watch::Receiver<hub::State>) -> Frame {
    loop {
        let due = progress.next(&state.borrow_and_update());
        match due {
            Some(frame) => return frame,
            None if state.changed().await.is_ok() => {}
            // The hub, which lives as long as its viewers, is gone: nothing will ever be due.
            None => std::future::pending().await,
        }
    }
}
