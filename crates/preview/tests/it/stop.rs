//! Connections that end because they must: the server stops, or they say nothing for too long.

use std::fs::File;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use sopwright_html::{element, parse_document};
use sopwright_preview::{Event, Hub, HubOptions, ServeOptions};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio_tungstenite::client_async;
use tokio_tungstenite::tungstenite::Message;

use crate::metrics::cut;
use crate::mirror::Mirror;
use crate::server::{Server, Viewer, closed, connect, hub, show, socket_request, soon};

/// More bytes than the system takes off a sender's hands when nobody reads and the reader's buffer
/// is small: Linux lets the sender's grow with what the reader can take.
const MORE_THAN_FITS: usize = 3 << 20;

/// Connects with a buffer that is soon full.
async fn connect_small(server: &Server) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4096).unwrap();
    soon(socket.connect(server.address)).await.unwrap()
}

#[tokio::test]
async fn viewers_are_told_goodbye_and_idle_connections_end() {
    let hub = hub("<p>one");
    let server = Server::start(&hub).await;
    let mut viewer = Viewer::open(&server).await;
    viewer.hear_joined().await;
    let mut idle = TcpStream::connect(server.address).await.unwrap();
    let mut unjoined = connect(&server).await;
    let stopped = server.stop();
    assert_eq!(viewer.hear().await, sopwright_preview::protocol::ToViewer::Goodbye);
    assert_eq!(viewer.hear_close().await, "the server stops");
    let goodbye = soon(unjoined.next()).await.unwrap().unwrap();
    assert_eq!(goodbye.to_text().unwrap(), r#"{"type":"goodbye"}"#);
    assert_eq!(soon(idle.read(&mut [0])).await.unwrap(), 0);
    stopped.await;
    assert_eq!(hub.viewers(), 0);
}

#[tokio::test]
async fn a_stalled_download_does_not_hold_up_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("film.mp4");
    File::create(&path).unwrap().set_len(MORE_THAN_FITS as u64).unwrap();
    let hub = hub("");
    let server = Server::start(&hub).await;
    let address = hub.register_file(&path).unwrap();
    let mut download = connect_small(&server).await;
    let key = server.key.reveal();
    let head = format!("Host: localhost\r\nAuthorization: Bearer {key}");
    let request = format!("GET /{address} HTTP/1.1\r\n{head}\r\n\r\n");
    download.write_all(request.as_bytes()).await.unwrap();
    let mut begin = [0; 15];
    soon(download.read_exact(&mut begin)).await.unwrap();
    assert_eq!(&begin, b"HTTP/1.1 200 OK");
    // From here on nobody reads. Without a limit this would never be done.
    server.stop().await;
}

#[tokio::test]
async fn a_stalled_viewer_holds_up_neither_the_others_nor_the_end() {
    let hub = Hub::new(HubOptions { history_bytes: usize::MAX, ..HubOptions::default() });
    // Two thirds of the page change, so that the patch is smaller than the page.
    let page = |more: &str, end: &str| {
        let mut page = parse_document("<!DOCTYPE html>");
        let bulk = "rinse ".repeat(MORE_THAN_FITS / 12);
        let texts = [("bulk", bulk.as_str()), ("more", more), ("end", end)];
        let block = |(key, text)| element("p").attribute("id", key).text(text).into();
        let blocks = texts.map(block);
        let body = element("body").children_from(blocks);
        page.nodes = vec![element("html").child(element("head")).child(body).into()];
        page
    };
    let more = "dry ".repeat(MORE_THAN_FITS / 4);
    hub.publish(page("", "one"));
    let server = Server::start(&hub).await;
    let mirror = Mirror::of_delivered(server.get("/").await.text());
    let small = connect_small(&server).await;
    let request = socket_request(server.address, &server.key, &[]);
    let (mut stalled, _) = soon(client_async(request, small)).await.unwrap();
    let join = serde_json::to_string(&mirror.join()).unwrap();
    stalled.send(Message::text(join)).await.unwrap();
    let mut viewer = Viewer::join(&server, mirror).await;
    viewer.hear_joined().await;
    for (end, revision) in [("one", r#""revision":2"#), ("two", r#""revision":3"#)] {
        hub.publish(page(&more, end));
        let patch = soon(viewer.socket.next()).await.unwrap().unwrap();
        assert!(patch.to_text().unwrap().contains(revision));
    }
    assert_eq!(hub.viewers(), 2);
    server.stop().await;
    assert_eq!(hub.viewers(), 0);
    drop(stalled);
}

#[tokio::test]
async fn a_server_that_is_dropped_lets_its_viewers_go() {
    let hub = hub("<p>one");
    let listener =
        sopwright_preview::bind([127, 0, 0, 1].into(), sopwright_preview::Port::Exactly(0));
    let listener = listener.await.unwrap();
    let address = listener.local_addr().unwrap();
    let options = ServeOptions::default();
    let request = socket_request(address, &options.key, &[]);
    let serving = sopwright_preview::serve(listener, hub.clone(), options, std::future::pending());
    let mut socket = tokio::select! {
        connected = tokio_tungstenite::connect_async(request) => connected.unwrap().0,
        _ = serving => panic!("it was not told to stop"),
    };
    let goodbye = soon(socket.next()).await.unwrap().unwrap();
    assert_eq!(goodbye.to_text().unwrap(), r#"{"type":"goodbye"}"#);
}

// In the tests below time stands still but for the server's own deadlines, which come one
// after the other as soon as nothing else is to be done.

#[tokio::test]
async fn a_connection_that_does_not_join_is_closed() {
    let server = Server::start(&hub("")).await;
    let mut socket = connect(&server).await;
    tokio::time::pause();
    assert_eq!(closed(socket.next().await), "no join came within 10 seconds");
    tokio::time::resume();
    assert_eq!(cut(&server, "unjoined").await, 1.0);
}

#[tokio::test]
async fn a_connection_that_asks_nothing_is_closed() {
    let server = Server::start(&hub("")).await;
    let mut silent = TcpStream::connect(server.address).await.unwrap();
    let mut slow = TcpStream::connect(server.address).await.unwrap();
    slow.write_all(b"GET / HTTP/1.1\r\nHost: loc").await.unwrap();
    tokio::time::pause();
    let begin = tokio::time::Instant::now();
    for connection in [&mut silent, &mut slow] {
        let mut rest = Vec::new();
        let _ = connection.read_to_end(&mut rest).await;
        assert!(!rest.starts_with(b"HTTP/1.1 2"));
    }
    let waited = begin.elapsed();
    assert!(waited >= Duration::from_secs(29) && waited < Duration::from_secs(70), "{waited:?}");
}

#[tokio::test]
async fn a_viewer_that_does_not_answer_is_cut() {
    let hub = hub("");
    let server = Server::start(&hub).await;
    let mut viewer = Viewer::open(&server).await;
    viewer.hear_joined().await;
    let mut events = hub.events();
    tokio::time::pause();
    let before = tokio::time::Instant::now();
    assert_eq!(events.recv().await.unwrap().event, Event::ViewerLeft { viewers: 0 });
    let silent = before.elapsed();
    assert!(silent >= Duration::from_secs(36), "{silent:?}");
    tokio::time::resume();
    assert_eq!(cut(&server, "silent").await, 1.0);
    show(&hub, "<p>two");
    drop(viewer);
}
