//! A server on a port of its own, and the two clients that the tests talk to it with.

use std::fmt::Debug;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::ops::Deref;
use std::time::Duration;

use bytes::Bytes;
use futures_util::{SinkExt, StreamExt};
use http_body_util::{BodyExt, Empty};
use hyper::{HeaderMap, Request, StatusCode};
use hyper_util::rt::TokioIo;
use sopwright_html::parse_document;
use sopwright_preview::protocol::{FromViewer, ToViewer};
use sopwright_preview::{Hub, HubOptions, Key, Port, ServeOptions, bind, serve};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{self, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::mirror::Mirror;

/// How long anything may take before the test fails. Nothing waits this long in a run that passes.
const DEADLINE: Duration = Duration::from_secs(20);

/// Waits for what must happen.
pub(crate) async fn soon<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(DEADLINE, what).await.expect("it happens before the deadline")
}

/// Returns a hub with a page that has this body.
pub(crate) fn hub(body: &str) -> Hub {
    let hub = Hub::new(HubOptions::default());
    show(&hub, body);
    hub
}

/// Publishes a page that has this body.
pub(crate) fn show(hub: &Hub, body: &str) {
    hub.publish(parse_document(&format!("<!DOCTYPE html><title>Rotor</title>{body}")));
}

/// Where a server is, and how to be let in.
#[derive(Clone)]
pub(crate) struct Address {
    pub(crate) address: SocketAddr,
    pub(crate) key: Key,
}

pub(crate) struct Server {
    at: Address,
    stop: oneshot::Sender<()>,
    task: JoinHandle<io::Result<()>>,
}

impl Server {
    pub(crate) async fn start(hub: &Hub) -> Self {
        Self::start_with(hub, 0, ServeOptions::default()).await
    }

    pub(crate) async fn start_with(hub: &Hub, port: u16, options: ServeOptions) -> Self {
        let listener = bind([127, 0, 0, 1].into(), Port::Exactly(port)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let shutdown = async {
            let _ = stopped.await;
        };
        let key = options.key.clone();
        let task = tokio::spawn(serve(listener, hub.clone(), options, shutdown));
        Self { at: Address { address, key }, stop, task }
    }

    /// Tells the server to stop; the returned future is done when it has.
    pub(crate) fn stop(self) -> impl Future<Output = ()> {
        let _ = self.stop.send(());
        async { soon(self.task).await.unwrap().unwrap() }
    }
}

impl Deref for Server {
    type Target = Address;

    fn deref(&self) -> &Address {
        &self.at
    }
}

impl Address {
    /// Fetches what is at `path`.
    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.get_with(path, &[]).await
    }

    /// Fetches with these headers in place of the usual ones.
    pub(crate) async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let bearer = format!("Bearer {}", self.key.reveal());
        let usual = ("authorization", bearer.as_str());
        let headers: Vec<_> = [usual].into_iter().chain(headers.iter().copied()).collect();
        self.get_bare(path, &headers).await
    }

    /// Fetches with no headers but these and `Host`.
    pub(crate) async fn get_bare(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let stream = TcpStream::connect(self.address).await.unwrap();
        let (mut sender, connection) =
            hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.unwrap();
        let connection = tokio::spawn(connection);
        let mut request = Request::get(path);
        if !headers.iter().any(|&(name, _)| name == "host") {
            request = request.header("host", self.address.to_string());
        }
        for &(name, value) in headers {
            request = request.header(name, value);
        }
        let request = request.body(Empty::<Bytes>::new()).unwrap();
        let (parts, body) = soon(sender.send_request(request)).await.unwrap().into_parts();
        let body = soon(body.collect()).await.unwrap().to_bytes();
        connection.abort();
        Answer { status: parts.status, headers: parts.headers, body }
    }
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

/// A viewer with its connection.
pub(crate) struct Viewer {
    pub(crate) mirror: Mirror,
    pub(crate) socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

impl Viewer {
    /// Fetches the page and joins with it.
    pub(crate) async fn open(server: &Address) -> Self {
        Self::open_at(server, "/").await
    }

    /// Does so with the document at a path.
    pub(crate) async fn open_at(server: &Address, path: &str) -> Self {
        let mirror = Mirror::of_delivered(server.get(path).await.text());
        let mut request = socket_request(server.address, &server.key, &[]);
        let address = format!("ws://{}{path}_preview/socket", server.address);
        *request.uri_mut() = address.parse().unwrap();
        let (socket, _) = soon(connect_async(request)).await.unwrap();
        let mut viewer = Self { mirror, socket };
        viewer.say(&viewer.mirror.join()).await;
        viewer
    }

    /// Joins with a page that it had before.
    pub(crate) async fn join(server: &Address, mirror: Mirror) -> Self {
        let mut viewer = Self { mirror, socket: connect(server).await };
        viewer.say(&viewer.mirror.join()).await;
        viewer
    }

    pub(crate) async fn say(&mut self, message: &FromViewer) {
        self.say_text(&serde_json::to_string(message).unwrap()).await;
    }

    pub(crate) async fn say_text(&mut self, text: &str) {
        soon(self.socket.send(Message::text(text))).await.unwrap();
    }

    /// Returns the next message.
    pub(crate) async fn hear(&mut self) -> ToViewer {
        match soon(self.socket.next()).await {
            Some(Ok(Message::Text(text))) => serde_json::from_str(&text).unwrap(),
            other => panic!("instead of a message came {other:?}"),
        }
    }

    /// Expects the answer to a join that needs no snapshot.
    pub(crate) async fn hear_joined(&mut self) {
        let ToViewer::Joined { epoch, revision } = self.hear().await else {
            panic!("the page is known");
        };
        (self.mirror.epoch, self.mirror.revision) = (epoch, revision);
        while !matches!(self.hear().await, ToViewer::Diagnostics { .. }) {}
    }

    /// Applies the next message, which is a patch.
    pub(crate) async fn follow(&mut self) {
        let patch = self.hear().await;
        self.mirror.patch(patch);
    }

    /// Expects the connection to be closed, and returns why.
    pub(crate) async fn hear_close(&mut self) -> String {
        closed(soon(self.socket.next()).await)
    }
}

pub(crate) fn closed(message: Option<Result<Message, impl Debug>>) -> String {
    match message {
        Some(Ok(Message::Close(Some(close)))) => close.reason.to_string(),
        other => panic!("instead of a close came {other:?}"),
    }
}

/// Opens the socket and says nothing.
pub(crate) async fn connect(server: &Address) -> WebSocketStream<MaybeTlsStream<TcpStream>> {
    connect_with(server, &[]).await.unwrap()
}

pub(crate) async fn connect_with(
    server: &Address,
    headers: &[(&'static str, &str)],
) -> Result<WebSocketStream<MaybeTlsStream<TcpStream>>, tungstenite::Error> {
    let request = socket_request(server.address, &server.key, headers);
    soon(connect_async(request)).await.map(|(socket, _)| socket)
}

/// Returns the request that opens the socket, with these headers in place of the usual ones.
pub(crate) fn socket_request(
    address: SocketAddr,
    key: &Key,
    headers: &[(&'static str, &str)],
) -> tungstenite::handshake::client::Request {
    let url = format!("ws://{address}/_preview/socket");
    let mut request = url.into_client_request().unwrap();
    let bearer = format!("Bearer {}", key.reveal());
    request.headers_mut().insert("authorization", bearer.parse().unwrap());
    for &(name, value) in headers {
        request.headers_mut().insert(name, value.parse().unwrap());
    }
    request
}
