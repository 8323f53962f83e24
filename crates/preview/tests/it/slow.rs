//! Viewers that are so slow that patches are of no use any more, or are still slow when the server
//! stops.

use futures_util::StreamExt;
use sopwright_html::{Document, Node, element, parse_document};
use sopwright_preview::protocol::ToViewer;
use sopwright_preview::{Hub, HubOptions};
use tokio::io::AsyncReadExt;
use tokio::net::TcpSocket;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, client_async};

use crate::mirror::Mirror;
use crate::server::{Server, Viewer, socket_request, soon};

/// How many patches are published, and how many bytes are in each. Together they are more than the
/// system takes off a sender's hands when nobody reads: Linux lets a sender's buffer grow to 4 MB.
const PATCHES: usize = 5;
const PATCH: usize = 1 << 20;

/// A page with a text that changes as a whole.
struct Page {
    rest: Node,
}

impl Page {
    /// Patches are sent, and need not be fetched, while all that are due are smaller than the page. So
    /// many bytes are in it beside the text.
    fn with(rest: usize) -> Self {
        Self { rest: element("p").attribute("id", "rest").text("rinse ".repeat(rest / 6)).into() }
    }

    fn numbered(&self, number: usize) -> Document {
        let text = format!("{number} ").repeat(PATCH / 2);
        let text = element("p").attribute("id", "text").text(text);
        let body = element("body").child(text).child(self.rest.clone());
        let mut page = parse_document("<!DOCTYPE html>");
        page.nodes = vec![element("html").child(element("head")).child(body).into()];
        page
    }
}

/// A server with two viewers.
struct Scene {
    hub: Hub,
    page: Page,
    server: Server,
    /// Has joined, and read nothing since.
    slow: Viewer,
    quick: Viewer,
    /// What the quick one was sent since: the patches that lead to the newest page.
    patches: Vec<Message>,
}

impl Scene {
    async fn with(rest: usize) -> Self {
        let hub = Hub::new(HubOptions { history_bytes: usize::MAX, ..HubOptions::default() });
        let page = Page::with(rest);
        hub.publish(page.numbered(0));
        let server = Server::start(&hub).await;
        let mirror = shown(&server).await;
        let mut quick = Viewer::join(&server, mirror.clone()).await;
        quick.hear_joined().await;
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_recv_buffer_size(4096).unwrap();
        let stream = MaybeTlsStream::Plain(soon(socket.connect(server.address)).await.unwrap());
        let request = socket_request(server.address, &server.key, &[]);
        let (socket, _) = soon(client_async(request, stream)).await.unwrap();
        let mut slow = Viewer { mirror, socket };
        slow.say(&slow.mirror.join()).await;
        slow.hear_joined().await;
        let mut patches = Vec::new();
        for number in 1..=PATCHES {
            hub.publish(page.numbered(number));
            // Who is slow holds up nobody.
            patches.push(next(&mut quick).await);
        }
        Self { hub, page, server, slow, quick, patches }
    }

    /// From here on, the slow viewer is like any other.
    async fn ends_well(mut self) {
        self.hub.publish(self.page.numbered(0));
        assert!(next(&mut self.slow).await == next(&mut self.quick).await);
        self.server.stop().await;
    }
}

/// Which page is shown, without what is in it.
async fn shown(server: &Server) -> Mirror {
    let answer = server.get("/").await;
    let (head, _) = answer.text().split_once("<body>").unwrap();
    Mirror::of_delivered(head)
}

async fn next(viewer: &mut Viewer) -> Message {
    soon(viewer.socket.next()).await.unwrap().unwrap()
}

/// What is in a page when all the patches are smaller than it.
const MORE_THAN_PATCHES: usize = PATCH * PATCHES;
/// What is in a page when one of them is, and two are not.
const LESS_THAN_PATCHES: usize = PATCH / 2;

#[tokio::test]
async fn who_missed_more_than_the_page_fetches_it() {
    let mut scene = Scene::with(LESS_THAN_PATCHES).await;
    let slow = &mut scene.slow;
    let mut heard = Vec::new();
    let snapshot = loop {
        match next(slow).await {
            message if scene.patches.contains(&message) => heard.push(message),
            message => break message,
        }
    };
    assert!(heard.len() < PATCHES && heard[..] == scene.patches[..heard.len()]);
    let snapshot = serde_json::from_str(snapshot.to_text().unwrap()).unwrap();
    let epoch = scene.hub.epoch().to_string();
    assert_eq!(ToViewer::Snapshot { epoch, revision: scene.hub.revision().0 }, snapshot);
    slow.mirror = shown(&scene.server).await;
    slow.say(&slow.mirror.join()).await;
    slow.hear_joined().await;
    assert_eq!(slow.mirror.revision, scene.hub.revision().0);
    scene.ends_well().await;
}

/// Takes frames off the front of what a server wrote, and returns the texts, and how much is left over
/// of a frame that is not complete.
fn texts(mut bytes: &[u8]) -> (Vec<Message>, usize) {
    let mut texts = Vec::new();
    while let &[first, short, ref rest @ ..] = bytes {
        let (length, payload) = match short {
            126 if rest.len() >= 2 => (u16::from_be_bytes([rest[0], rest[1]]).into(), &rest[2..]),
            127 if rest.len() >= 8 => {
                (u64::from_be_bytes(rest[..8].try_into().unwrap()) as usize, &rest[8..])
            }
            126 | 127 => break,
            length => (usize::from(length), rest),
        };
        if payload.len() < length {
            break;
        }
        let (payload, after) = payload.split_at(length);
        match first {
            0x81 => texts.push(Message::text(std::str::from_utf8(payload).unwrap())),
            0x88 => assert!(after.is_empty(), "nothing follows a close"),
            other => panic!("there is no frame of type {other:#x} here"),
        }
        bytes = after;
    }
    (texts, bytes.len())
}

#[tokio::test]
async fn half_a_frame_is_finished_before_the_goodbye_or_nothing_follows_it() {
    let Scene { server, mut slow, patches, .. } = Scene::with(MORE_THAN_PATCHES).await;
    let stopped = server.stop();
    let mut bytes = Vec::new();
    let MaybeTlsStream::Plain(stream) = slow.socket.get_mut() else { panic!("it is plain") };
    // How far it comes before the server gives it up is a matter of time, and it may end by a reset.
    let _ = soon(stream.read_to_end(&mut bytes)).await;
    stopped.await;
    let (texts, left) = texts(&bytes);
    let goodbye = Message::text(r#"{"type":"goodbye"}"#);
    let (said, sent) = match texts.split_last() {
        Some((last, sent)) if *last == goodbye => (true, sent),
        _ => (false, &texts[..]),
    };
    assert!(patches.starts_with(sent));
    assert!(!said || left == 0);
}
