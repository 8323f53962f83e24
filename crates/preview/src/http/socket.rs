//! One task per viewer: its WebSocket on one side, the hub's state on the other.
//!
//! ```text
//! connected ── join ──▶ joined ──▶ … ──▶ gone
//!     │ 10 s               │ silent for 7 s: ping; for 37 s: cut
//!     └─▶ cut              │ a send that takes 30 s: cut
//!                          │ the server stops: goodbye
//! ```
//!
//! A viewer that is cut rejoins when it can, so nothing is lost by it.

use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use hyper::upgrade::{OnUpgrade, Upgraded};
use hyper_util::rt::TokioIo;
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until, timeout};
use tokio_util::sync::CancellationToken;

use super::websocket::{self, Ended, Message, WebSocket, code};
use super::{Server, events};
use crate::debug::{DebugMode, Direction};
use crate::documents::Shown;
use crate::hub::{self, Counted, Event, Hub};
use crate::metrics::{Arrival, Device, Means};
use crate::progress::Progress;
use crate::protocol::{Frame, FromViewer, ToViewer};
use crate::session::Revision;

/// What a client may offer, beside the protocol that carries its key, to be answered with.
const SUBPROTOCOL: &str = "sopwright";
/// How soon a connection must say what it shows.
const JOIN_WITHIN: Duration = Duration::from_secs(10);
/// After how long a silence a viewer is asked whether it is there: some proxies cut what is silent
/// for 10 s.
const SILENCE: Duration = Duration::from_secs(7);
/// How long it may take to answer before it is cut.
const ANSWER_WITHIN: Duration = Duration::from_secs(30);
/// How long one frame may take to be taken off our hands.
const SEND_WITHIN: Duration = Duration::from_secs(30);
/// How long a viewer has to take its leave when the server stops.
const GOODBYE_WITHIN: Duration = Duration::from_millis(300);
/// The messages of viewers are small: a join has three short fields.
pub(super) const LARGEST_MESSAGE: usize = 64 * 1024;

/// `GET /_preview/socket`
pub(super) async fn upgrade(
    State(server): State<Arc<Server>>,
    Extension(shown): Extension<Arc<Shown>>,
    connection: Option<Extension<OnUpgrade>>,
    headers: HeaderMap,
) -> Response {
    let device = Device::said(&headers);
    let answer = match websocket::accept(&headers, SUBPROTOCOL) {
        Ok(answer) => answer,
        Err(refused) => return *refused,
    };
    let Some(Extension(connection)) = connection else {
        return (StatusCode::BAD_REQUEST, "WebSockets need HTTP/1.1\n").into_response();
    };
    if let Some(full) = server.full() {
        return full;
    }
    let token = server.viewers.token();
    let stopping = server.stopping.clone();
    let (hub, debug) = (shown.hub.clone(), server.debug.clone());
    // It ends with its connection, or when the server stops: see `serve`.
    tokio::spawn(async move {
        let _token = token;
        if let Ok(upgraded) = connection.await {
            let socket = WebSocket::new(TokioIo::new(upgraded), LARGEST_MESSAGE);
            Viewer::new(socket, hub, debug, device).serve(&stopping, &shown.closed).await;
        }
    });
    answer
}

struct Viewer {
    socket: WebSocket<TokioIo<Upgraded>>,
    device: Device,
    debug: DebugMode,
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
    fn new(
        socket: WebSocket<TokioIo<Upgraded>>,
        hub: Hub,
        debug: DebugMode,
        device: Device,
    ) -> Self {
        Self {
            socket,
            device,
            debug,
            state: hub.state(),
            hub,
            progress: Progress::default(),
            counted: None,
            deadline: Instant::now() + JOIN_WITHIN,
            asked: false,
        }
    }

    async fn serve(mut self, stopping: &CancellationToken, closed: &CancellationToken) {
        let end = tokio::select! {
            Err(end) = self.converse() => end,
            () = stopping.cancelled() => self.say_goodbye("the server stops").await,
            () = closed.cancelled() => self.say_goodbye("the document is closed").await,
        };
        if let End::Closed(code, reason) = end {
            let _ = timeout(GOODBYE_WITHIN, self.close(code, reason)).await;
        }
    }

    async fn say_goodbye(&mut self, why: &'static str) -> End {
        let goodbye = Frame::new(&ToViewer::Goodbye);
        // Where the connection is stalled there is nobody to hear it.
        let _ = timeout(GOODBYE_WITHIN, self.send(&goodbye)).await;
        End::Closed(code::AWAY, why)
    }

    /// Goes on until the connection ends. May be dropped at any await, to say goodbye: a frame that
    /// was half sent is in the socket's buffer and goes out first.
    async fn converse(&mut self) -> Result<std::convert::Infallible, End> {
        // One timer for all its life, and not another one for each update.
        let mut silence = pin!(sleep_until(self.deadline));
        loop {
            if silence.deadline() != self.deadline {
                silence.as_mut().reset(self.deadline);
            }
            tokio::select! {
                message = self.socket.receive() => match message {
                    Ok(message) => self.hear(message).await?,
                    Err(Ended::Gone) => return Err(End::Gone),
                    Err(Ended::Broken(code, why)) => return Err(End::Closed(code, why)),
                },
                frame = self.progress.due(&mut self.state) => {
                    self.send(&frame).await?;
                }
                () = silence.as_mut() => self.mind_silence().await?,
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
            Message::Binary => Err(End::Closed(code::UNSUPPORTED, "send text frames")),
            Message::Ping(payload) => within(SEND_WITHIN, self.socket.pong(&payload)).await,
            Message::Pong => Ok(()),
            Message::Close(payload) => {
                within(GOODBYE_WITHIN, self.socket.close(&payload)).await?;
                Err(End::Gone)
            }
        }
    }

    async fn understand(&mut self, text: &str) -> Result<(), End> {
        let document = self.hub.document();
        self.debug.message(Direction::ToServer, "socket", document, text.as_bytes());
        match serde_json::from_str(text) {
            Ok(FromViewer::Join { epoch, revision, digest, why }) => {
                self.hub.metrics().joined(why);
                let state = self.state.borrow();
                self.progress.join(&state, &epoch, Revision(revision), &digest);
                drop(state);
                self.count();
            }
            Ok(FromViewer::Ping) => self.send(&self.hub.pong()).await?,
            Ok(message) => {
                events::hear(&self.hub, self.counted.as_ref().map(Counted::id), message);
            }
            // A newer client may say more than this server knows.
            Err(error) if error.is_data() => {
                let reason = error.to_string();
                self.hub.report(&Event::MessageIgnored { reason });
            }
            Err(_) => return Err(End::Closed(code::INVALID, "a message is no JSON")),
        }
        Ok(())
    }

    fn count(&mut self) {
        if self.counted.is_none() {
            self.counted = Some(self.hub.count_viewer(Arrival::of(Means::Socket, self.device)));
            self.deadline = Instant::now() + SILENCE;
        }
    }

    async fn mind_silence(&mut self) -> Result<(), End> {
        if self.counted.is_none() {
            return Err(End::Closed(code::POLICY, "no join came within 10 seconds"));
        }
        if self.asked {
            return Err(End::Gone);
        }
        self.asked = true;
        self.deadline = Instant::now() + ANSWER_WITHIN;
        within(SEND_WITHIN, self.socket.ping()).await
    }

    async fn send(&mut self, frame: &Frame) -> Result<(), End> {
        self.debug.message(Direction::ToViewer, "socket", self.hub.document(), frame.bytes());
        within(SEND_WITHIN, self.socket.send(frame.websocket())).await?;
        self.hub.sent(frame);
        Ok(())
    }

    /// Says why, and waits until the viewer has read it: to drop the connection at once could
    /// throw away what is still on its way.
    async fn close(&mut self, code: u16, reason: &'static str) {
        let payload = [&code.to_be_bytes(), reason.as_bytes()].concat();
        if self.socket.close(&payload).await.is_ok() {
            while !matches!(self.socket.receive().await, Ok(Message::Close(_)) | Err(_)) {}
        }
    }
}

/// Waits for a write, but not for ever.
async fn within(limit: Duration, write: impl Future<Output = io::Result<()>>) -> Result<(), End> {
    match timeout(limit, write).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) | Err(_) => Err(End::Gone),
    }
}
