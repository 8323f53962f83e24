//! One task per viewer that is connected by a WebSocket: hears what the viewer says and answers,
//! minds its silence, and brings it up to date where the [fan-out](super::fanout) cannot, because the
//! viewer is slow.
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
use bytes::Bytes;
use hyper::upgrade::{OnUpgrade, Upgraded};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep_until, timeout};

use super::fanout::{self, Joined};
use super::lane::{Lane, Sent};
use super::websocket::{self, Ended, Incoming, Message, code};
use super::{Server, events};
use crate::debug::Direction;
use crate::documents::Shown;
use crate::hub::{Counted, Event, Hub};
use crate::metrics::{Arrival, Cut, Device, Means};
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
    // It ends with its connection, or when the server stops: see `serve`.
    tokio::spawn(async move {
        let _token = token;
        if let Ok(upgraded) = connection.await {
            Viewer::new(upgraded, server, shown, device).serve().await;
        }
    });
    answer
}

struct Viewer {
    lane: Joined,
    incoming: Incoming,
    device: Device,
    server: Arc<Server>,
    shown: Arc<Shown>,
    counted: Option<Counted>,
    /// When to act on its silence.
    deadline: Instant,
    asked: bool,
}

/// Why a viewer's connection ends.
enum End {
    /// It is gone.
    Gone,
    /// It says nothing, asked or not.
    Silent,
    /// It takes nothing any more.
    Stalled,
    /// It is told why and closed.
    Closed(u16, &'static str),
}

impl End {
    /// Returns what is wrong with the viewer, if anything is.
    fn cut(&self) -> Option<Cut> {
        match self {
            Self::Gone | Self::Closed(code::AWAY, _) => None,
            Self::Silent => Some(Cut::Silent),
            Self::Stalled => Some(Cut::Stalled),
            Self::Closed(code::POLICY, _) => Some(Cut::Unjoined),
            Self::Closed(..) => Some(Cut::Broken),
        }
    }
}

impl From<io::Error> for End {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::TimedOut { Self::Stalled } else { Self::Gone }
    }
}

impl Viewer {
    fn new(upgraded: Upgraded, server: Arc<Server>, shown: Arc<Shown>, device: Device) -> Self {
        let connection = upgraded.downcast::<TokioIo<TcpStream>>();
        let connection = connection.expect("all connections are as `answer` serves them");
        let mut incoming = Incoming::new(LARGEST_MESSAGE);
        incoming.push(&connection.read_buf);
        Self {
            lane: Joined::new(&shown, Lane::new(connection.io.into_inner())),
            incoming,
            device,
            server,
            shown,
            counted: None,
            deadline: Instant::now() + JOIN_WITHIN,
            asked: false,
        }
    }

    fn hub(&self) -> &Hub {
        &self.shown.hub
    }

    fn sent(&self) -> Sent<'_> {
        Sent::new(&self.shown.hub, &self.server.debug)
    }

    async fn serve(mut self) {
        let (server, shown) = (Arc::clone(&self.server), Arc::clone(&self.shown));
        fanout::start(&server, &shown);
        let end = tokio::select! {
            Err(end) = self.converse() => end,
            () = server.stopping.cancelled() => self.say_goodbye("the server stops").await,
            () = shown.closed.cancelled() => self.say_goodbye("the document is closed").await,
        };
        if let Some(cut) = end.cut() {
            self.hub().metrics().cut(cut);
        }
        if let End::Closed(code, reason) = end {
            let _ = timeout(GOODBYE_WITHIN, self.close(code, reason)).await;
        }
    }

    async fn say_goodbye(&mut self, why: &'static str) -> End {
        let goodbye = Frame::new(&ToViewer::Goodbye);
        // Where the connection is stalled there is nobody to hear it.
        let _ = timeout(GOODBYE_WITHIN, self.send(goodbye)).await;
        End::Closed(code::AWAY, why)
    }

    /// Goes on until the connection ends. May be dropped at any await, to say goodbye: a frame that
    /// was half sent is in the lane and goes out first.
    async fn converse(&mut self) -> Result<std::convert::Infallible, End> {
        // One timer for all its life, and not another one for each update.
        let mut silence = pin!(sleep_until(self.deadline));
        loop {
            if silence.deadline() != self.deadline {
                silence.as_mut().reset(self.deadline);
            }
            tokio::select! {
                message = receive(&self.lane, &mut self.incoming) => match message {
                    Ok(message) => self.hear(message).await?,
                    Err(Ended::Gone) => return Err(End::Gone),
                    Err(Ended::Broken(code, why)) => return Err(End::Closed(code, why)),
                },
                () = self.lane.held() => {
                    // Its end, too, is a reason to look.
                    fanout::start(&self.server, &self.shown);
                    self.lane.catch_up(SEND_WITHIN, &mut self.sent()).await?;
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
            Message::Ping(payload) => self.answer(websocket::pong(&payload), SEND_WITHIN).await,
            Message::Pong => Ok(()),
            Message::Close(payload) => {
                let _ = self.answer(websocket::close(&payload), GOODBYE_WITHIN).await;
                Err(End::Gone)
            }
        }
    }

    async fn understand(&mut self, text: &str) -> Result<(), End> {
        let document = self.hub().document();
        self.server.debug.message(Direction::ToServer, "socket", document, text.as_bytes());
        match serde_json::from_str(text) {
            Ok(FromViewer::Join { epoch, revision, digest, why }) => {
                self.hub().metrics().joined(why);
                self.lane.join(self.hub(), &epoch, Revision(revision), &digest);
                self.count();
                self.lane.deliver(&mut self.sent());
            }
            Ok(FromViewer::Ping) => self.send(self.hub().pong()).await?,
            Ok(message) => {
                events::hear(self.hub(), self.counted.as_ref().map(Counted::id), message);
            }
            // A newer client may say more than this server knows.
            Err(error) if error.is_data() => {
                let reason = error.to_string();
                self.hub().report(&Event::MessageIgnored { reason });
            }
            Err(_) => return Err(End::Closed(code::INVALID, "a message is no JSON")),
        }
        Ok(())
    }

    fn count(&mut self) {
        if self.counted.is_none() {
            self.counted = Some(self.hub().count_viewer(Arrival::of(Means::Socket, self.device)));
            self.deadline = Instant::now() + SILENCE;
        }
    }

    async fn mind_silence(&mut self) -> Result<(), End> {
        if self.counted.is_none() {
            return Err(End::Closed(code::POLICY, "no join came within 10 seconds"));
        }
        if self.asked {
            return Err(End::Silent);
        }
        self.asked = true;
        self.deadline = Instant::now() + ANSWER_WITHIN;
        self.answer(websocket::ping(), SEND_WITHIN).await
    }

    async fn send(&self, message: Frame) -> Result<(), End> {
        let (frame, mut sent) = (message.websocket().clone(), self.sent());
        within(SEND_WITHIN, self.lane.send(frame, Some(message), &mut sent)).await
    }

    /// Sends a frame that carries no message of the protocol.
    async fn answer(&self, frame: Bytes, limit: Duration) -> Result<(), End> {
        within(limit, self.lane.send(frame, None, &mut self.sent())).await
    }

    /// Says why, and waits until the viewer has read it: to drop the connection at once could
    /// throw away what is still on its way.
    async fn close(&mut self, code: u16, reason: &'static str) {
        let payload = [&code.to_be_bytes(), reason.as_bytes()].concat();
        if self.answer(websocket::close(&payload), GOODBYE_WITHIN).await.is_ok() {
            while !matches!(
                receive(&self.lane, &mut self.incoming).await,
                Ok(Message::Close(_)) | Err(_)
            ) {}
        }
    }
}

/// Waits for the next message. May be dropped at any await.
async fn receive(lane: &Lane, incoming: &mut Incoming) -> Result<Message, Ended> {
    loop {
        if let Some(message) = incoming.next()? {
            return Ok(message);
        }
        if lane.read(|bytes| incoming.push(bytes)).await.map_err(|_| Ended::Gone)? == 0 {
            return Err(Ended::Gone);
        }
    }
}

/// Waits for a write, but not for ever.
async fn within(limit: Duration, write: impl Future<Output = io::Result<()>>) -> Result<(), End> {
    let written = timeout(limit, write).await.unwrap_or_else(|late| Err(late.into()));
    Ok(written?)
}
