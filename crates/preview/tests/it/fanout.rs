//! Every update, written to all viewers from one loop: those who are many, slow, or another server's.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use sopwright_html::{Document, element, parse_document};
use sopwright_preview::protocol::ToViewer;
use sopwright_preview::{
    Documents, Event, Hub, HubOptions, Port, Server as Embedded, ServerOptions,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{WebSocketStream, client_async};

use crate::metrics::cut;
use crate::mirror::Mirror;
use crate::server::{Address, Server, Viewer, hub, show, socket_request, soon};

/// More bytes than the buffers on the way hold.
const LARGE: usize = 4 << 20;

/// A large page, so that large patches are smaller than the page.
fn large_page(more: usize, end: &str) -> Document {
    let block = |key: &str, text: String| element("p").attribute("id", key).text(text).into();
    let blocks = [
        block("bulk", "r".repeat(2 * LARGE)),
        block("more", "d".repeat(more)),
        block("end", end.into()),
    ];
    let mut page = parse_document("<!DOCTYPE html>");
    let body = element("body").children_from(blocks);
    page.nodes = vec![element("html").child(element("head")).child(body).into()];
    page
}

fn hub_of_large_pages() -> Hub {
    let hub = Hub::new(HubOptions { history_bytes: usize::MAX, ..HubOptions::default() });
    hub.publish(large_page(0, "one"));
    hub
}

/// A viewer whose buffer holds little. It has heard that it joined, and is told nothing more.
async fn slow(server: &Address, mirror: &Mirror) -> WebSocketStream<TcpStream> {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4096).unwrap();
    let stream = soon(socket.connect(server.address)).await.unwrap();
    let request = socket_request(server.address, &server.key, &[]);
    let (mut socket, _) = soon(client_async(request, stream)).await.unwrap();
    socket.send(Message::text(serde_json::to_string(&mirror.join()).unwrap())).await.unwrap();
    for _ in ["joined", "diagnostics"] {
        soon(socket.next()).await.unwrap().unwrap();
    }
    socket
}

#[tokio::test]
async fn a_slow_viewer_gets_all_in_order_and_holds_up_nobody() {
    let hub = hub_of_large_pages();
    let server = Server::start(&hub).await;
    let mut mirror = Mirror::of_delivered(server.get("/").await.text());
    let mut slow = slow(&server, &mirror).await;
    let mut viewer = Viewer::join(&server, mirror.clone()).await;
    viewer.hear_joined().await;
    let mut asked = Vec::new();
    for (number, end) in ["two", "three", "four"].into_iter().enumerate() {
        hub.publish(large_page(LARGE, end));
        // Pings come before and after the first frame that the system does not take whole.
        let payload = vec![b'0' + number as u8];
        asked.push(payload.clone());
        soon(slow.send(Message::Ping(payload.into()))).await.unwrap();
        viewer.follow().await;
    }
    assert_eq!(viewer.mirror.revision, 4);
    let mut answered = Vec::new();
    while mirror.revision < 4 || answered.len() < asked.len() {
        match soon(slow.next()).await.unwrap().unwrap() {
            Message::Text(text) => mirror.patch(serde_json::from_str(&text).unwrap()),
            Message::Pong(payload) => answered.push(payload.to_vec()),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(answered, asked);
    assert_eq!((mirror.nodes, mirror.digest), (viewer.mirror.nodes, viewer.mirror.digest));
    // It has caught up, and goes on like the others.
    hub.publish(large_page(LARGE, "five"));
    let patch = soon(slow.next()).await.unwrap().unwrap();
    let patch = serde_json::from_str(patch.to_text().unwrap()).unwrap();
    assert!(matches!(patch, ToViewer::Patch { base: 4, .. }), "{patch:?}");
    server.stop().await;
}

#[tokio::test]
async fn a_viewer_that_takes_nothing_is_cut() {
    let hub = hub_of_large_pages();
    let server = Server::start(&hub).await;
    let mirror = Mirror::of_delivered(server.get("/").await.text());
    let slow = slow(&server, &mirror).await;
    let mut events = hub.events();
    // Time stands still but for the server's own deadlines.
    tokio::time::pause();
    let begin = tokio::time::Instant::now();
    hub.publish(large_page(LARGE, "two"));
    assert_eq!(events.recv().await.unwrap().event, Event::ViewerLeft { viewers: 0 });
    let waited = begin.elapsed();
    assert!((Duration::from_secs(29)..Duration::from_secs(37)).contains(&waited), "{waited:?}");
    tokio::time::resume();
    assert_eq!(cut(&server, "stalled").await, 1.0);
    drop(slow);
}

/// More viewers than are written to at once, while pages come one upon the other.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_viewers_get_every_page() {
    const VIEWERS: usize = 270;
    const PAGES: usize = 20;
    // All patches together are smaller than the page: nobody needs to fetch it.
    let body = |number: usize| format!("<p>{number}<p>{}", "Rinse the rotor. ".repeat(1_000));
    let hub = hub(&body(0));
    let server = Server::start(&hub).await;
    let mirror = Mirror::of_delivered(server.get("/").await.text());
    let mut viewers = Vec::new();
    for _ in 0..VIEWERS {
        let mut viewer = Viewer::join(&server, mirror.clone()).await;
        viewer.hear_joined().await;
        viewers.push(viewer);
    }
    let publishing = tokio::task::spawn_blocking({
        let hub = hub.clone();
        move || (1..=PAGES).for_each(|number| show(&hub, &body(number)))
    });
    for viewer in &mut viewers {
        for _ in 0..PAGES {
            viewer.follow().await;
        }
    }
    publishing.await.unwrap();
    assert_eq!(hub.viewers(), VIEWERS);
    server.stop().await;
}

#[tokio::test]
async fn viewers_of_another_server_go_on_when_one_stops() {
    let documents = Documents::new(HubOptions::default());
    documents.main().update("<p>one");
    let start = async || {
        let options = ServerOptions { port: Port::Exactly(0), ..ServerOptions::default() };
        let key = options.serve.key.clone();
        let server = Embedded::start_with(documents.clone(), options).await.unwrap();
        let at = Address { address: server.address(), key };
        (server, at)
    };
    let (first, at_first) = start().await;
    let (second, at_second) = start().await;
    // The first viewer starts the loop, in the first server.
    let mut gone = Viewer::open(&at_first).await;
    gone.hear_joined().await;
    let mut viewer = Viewer::open(&at_second).await;
    viewer.hear_joined().await;
    documents.main().update("<p>two");
    viewer.follow().await;
    first.stop().await;
    for body in ["<p>three", "<p>four"] {
        documents.main().update(body);
        viewer.follow().await;
    }
    second.stop().await;
}

/// A viewer that is no more than its connection, so that it allocates nothing itself.
async fn bare(server: &Address, join: &str) -> TcpStream {
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let key = server.key.reveal();
    let request = format!(
        "GET /_preview/socket HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\n\
         Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\
         Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let length = u16::try_from(join.len()).unwrap().to_be_bytes();
    let frame = [&[0x81, 0x80 | 126], &length[..], &[0; 4], join.as_bytes()].concat();
    stream.write_all(&frame).await.unwrap();
    hear(&mut stream, "diagnostics").await;
    stream
}

/// Reads until this came.
async fn hear(stream: &mut TcpStream, text: &str) {
    let mut bytes = [0; 2048];
    let mut filled = 0;
    while !bytes[..filled].windows(text.len()).any(|window| window == text.as_bytes()) {
        let count = soon(stream.read(&mut bytes[filled..])).await.unwrap();
        assert!(count > 0, "{text} comes");
        filled += count;
    }
}

/// What so many viewers cost: bytes for each while it says nothing, and allocations of an update.
fn cost(viewers: usize) -> (u64, u64) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let hub = hub("<p>one");
    let server = runtime.block_on(Server::start(&hub));
    let join = runtime.block_on(async {
        let mirror = Mirror::of_delivered(server.get("/").await.text());
        serde_json::to_string(&mirror.join()).unwrap()
    });
    let mut streams = Vec::with_capacity(viewers + 1);
    streams.push(runtime.block_on(bare(&server, &join)));
    let idle = allocation_counter::measure(|| {
        for _ in 0..viewers {
            streams.push(runtime.block_on(bare(&server, &join)));
        }
    });
    show(&hub, "<p>two");
    runtime.block_on(async {
        for stream in &mut streams {
            hear(stream, r#""revision":2"#).await;
        }
    });
    // Here nobody reads: all that is done is the server's.
    let update = allocation_counter::measure(|| {
        show(&hub, "<p>three");
        runtime.block_on(async {
            for _ in 0..100 {
                tokio::task::yield_now().await;
            }
        });
    });
    runtime.block_on(async {
        for stream in &mut streams {
            hear(stream, r#""revision":3"#).await;
        }
        server.stop().await;
    });
    (u64::try_from(idle.bytes_current).unwrap() / viewers as u64, update.count_total)
}

#[test]
fn a_viewer_costs_little_memory_and_an_update_nothing_for_each() {
    let (few, many) = (cost(10), cost(200));
    // The viewer's own end of the connection is in it.
    assert!(many.0 <= 4096, "{} bytes for each viewer", many.0);
    assert!(many.1 <= few.1 + 10, "{} allocations, and {} for ten viewers", many.1, few.1);
}
