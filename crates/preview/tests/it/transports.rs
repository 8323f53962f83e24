//! The lower rungs: server-sent events and long polling, over real connections.

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use sopwright_preview::protocol::{FromViewer, Polled, ToViewer};
use sopwright_preview::{Event, Hub, HubOptions, Revision, ServeOptions};
use tokio::net::TcpStream;

use crate::mirror::Mirror;
use crate::server::{Address, Server, hub, show, soon};

/// Sends a request on a connection of its own, which ends with the body of the answer.
async fn ask(at: &Address, method: &str, path: &str, body: String) -> Response<Incoming> {
    let stream = TcpStream::connect(at.address).await.unwrap();
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.unwrap();
    tokio::spawn(connection);
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("host", at.address.to_string())
        .header("origin", format!("http://{}", at.address))
        .header("authorization", format!("Bearer {}", at.key.reveal()))
        .body(Full::<Bytes>::from(body))
        .unwrap();
    soon(sender.send_request(request)).await.unwrap()
}

/// A stream of events.
struct Events(Incoming);

impl Events {
    async fn open(at: &Address, page: &Mirror) -> Self {
        let (epoch, revision, digest) = (&page.epoch, page.revision, &page.digest);
        let path = format!("/_preview/events/{epoch}/{revision}/{digest}");
        let answer = ask(at, "GET", &path, String::new()).await;
        assert_eq!(answer.status(), 200);
        assert_eq!(answer.headers()["content-type"], "text/event-stream");
        assert_eq!(answer.headers()["x-accel-buffering"], "no");
        Self(answer.into_body())
    }

    async fn hear(&mut self) -> ToViewer {
        let frame = soon(self.0.frame()).await.unwrap().unwrap().into_data().unwrap();
        let event = std::str::from_utf8(&frame).unwrap();
        let data = event.strip_prefix("data: ").and_then(|rest| rest.strip_suffix("\n\n"));
        serde_json::from_str(data.unwrap()).unwrap()
    }
}

async fn page(at: &Address) -> Mirror {
    Mirror::of_delivered(at.get("/").await.text())
}

async fn say(at: &Address, message: &FromViewer) -> u16 {
    let text = serde_json::to_string(message).unwrap();
    ask(at, "POST", "/_preview/say", text).await.status().as_u16()
}

#[tokio::test]
async fn events_bring_what_a_socket_would() {
    let hub = hub("<p>one");
    hub.set_theme("p { color: teal }".into());
    let server = Server::start(&hub).await;
    let mut mirror = page(&server).await;
    show(&hub, "<p>two");
    let mut events = Events::open(&server, &mirror).await;
    assert!(matches!(events.hear().await, ToViewer::Joined { revision: 1, .. }));
    assert!(matches!(events.hear().await, ToViewer::Theme { .. }));
    assert!(matches!(events.hear().await, ToViewer::Diagnostics { .. }));
    mirror.patch(events.hear().await);
    assert_eq!(hub.viewers(), 1);
    show(&hub, "<p>three");
    mirror.patch(events.hear().await);
    assert_eq!(mirror.nodes, page(&server).await.nodes);

    let mut told = hub.events();
    assert_eq!(
        say(
            &server,
            &FromViewer::Ack {
                revision: 3,
                since: None,
                applied: 1.0,
                painted: 9.0,
                roundtrip: None
            }
        )
        .await,
        204
    );
    let acked = Event::Acked { revision: Revision(3), applied: 1.0, painted: 9.0, since: None };
    assert_eq!(soon(told.recv()).await.unwrap().event, acked);
    assert_eq!(say(&server, &FromViewer::Clicked { block: "rinse".into() }).await, 204);
    assert_eq!(soon(told.recv()).await.unwrap().event, Event::Clicked { block: "rinse".into() });
    let pong = ask(&server, "POST", "/_preview/say", r#"{"type":"ping"}"#.into()).await;
    assert_eq!(pong.status(), 200);
    let pong = soon(pong.into_body().collect()).await.unwrap().to_bytes();
    let pong: ToViewer = serde_json::from_slice(&pong).unwrap();
    assert!(matches!(pong, ToViewer::Pong { now: Some(_) }), "{pong:?}");
    let nonsense = ask(&server, "POST", "/_preview/say", r#"{"type":"wave"}"#.into()).await;
    assert_eq!(nonsense.status(), 204);
    assert!(matches!(soon(told.recv()).await.unwrap().event, Event::MessageIgnored { .. }));
    assert_eq!(ask(&server, "POST", "/_preview/say", "{".into()).await.status(), 400);

    drop(events);
    assert_eq!(soon(told.recv()).await.unwrap().event, Event::ViewerLeft { viewers: 0 });
    server.stop().await;
}

#[tokio::test]
async fn events_show_that_they_live_and_say_goodbye() {
    let hub = hub("<p>one");
    let server = Server::start(&hub).await;
    let mut events = Events::open(&server, &page(&server).await).await;
    assert!(matches!(events.hear().await, ToViewer::Joined { .. }));
    assert!(matches!(events.hear().await, ToViewer::Diagnostics { .. }));
    tokio::time::pause();
    assert_eq!(events.hear().await, ToViewer::Pong { now: None });
    tokio::time::resume();
    let stopped = server.stop();
    assert_eq!(events.hear().await, ToViewer::Goodbye);
    assert!(soon(events.0.frame()).await.is_none());
    stopped.await;
}

#[tokio::test]
async fn events_for_an_unknown_page_are_a_snapshot() {
    let hub = Hub::new(HubOptions { history_bytes: 0, ..HubOptions::default() });
    show(&hub, "<p>one");
    let server = Server::start(&hub).await;
    let old = page(&server).await;
    show(&hub, "<p>two");
    let mut events = Events::open(&server, &old).await;
    assert!(matches!(events.hear().await, ToViewer::Snapshot { revision: 2, .. }));
    server.stop().await;
}

/// A viewer that polls.
struct Poller {
    name: &'static str,
    mirror: Mirror,
    seen: String,
}

impl Poller {
    fn body(&self) -> String {
        let Mirror { epoch, revision, digest, .. } = &self.mirror;
        json!({
            "viewer": self.name, "epoch": epoch, "revision": revision, "digest": digest,
            "seen": self.seen,
        })
        .to_string()
    }

    async fn poll(&mut self, at: &Address) -> Vec<ToViewer> {
        let answer = ask(at, "POST", "/_preview/poll", self.body()).await;
        assert_eq!(answer.status(), 200);
        let body = soon(answer.into_body().collect()).await.unwrap().to_bytes();
        let polled: Polled = serde_json::from_slice(&body).unwrap();
        self.seen = polled.seen;
        polled.frames
    }
}

#[tokio::test]
async fn a_poll_waits_for_what_is_new() {
    let hub = hub("<p>one");
    let server = Server::start(&hub).await;
    let mut told = hub.events();
    let mut poller = Poller { name: "one", mirror: page(&server).await, seen: String::new() };
    let first = poller.poll(&server).await;
    assert!(
        matches!(first[..], [ToViewer::Joined { .. }, ToViewer::Diagnostics { .. }]),
        "{first:?}"
    );
    assert_eq!(soon(told.recv()).await.unwrap().event, Event::ViewerJoined { viewers: 1 });

    // Whether it comes before the poll or while it waits, the patch is all that is sent.
    for body in ["<p>two", "<p>three"] {
        let (frames, ()) = tokio::join!(poller.poll(&server), async { show(&hub, body) });
        let [patch] = <[ToViewer; 1]>::try_from(frames).unwrap();
        poller.mirror.patch(patch);
    }
    assert_eq!(poller.mirror.nodes, page(&server).await.nodes);

    let (frames, ()) =
        tokio::join!(poller.poll(&server), async { hub.set_theme("p { color: teal }".into()) });
    assert!(frames.iter().any(|frame| matches!(frame, ToViewer::Theme { .. })), "{frames:?}");
    assert_eq!(hub.viewers(), 1, "between two polls it is a viewer too");
    tokio::time::pause();
    assert_eq!(poller.poll(&server).await, [ToViewer::Pong { now: None }]);
    assert_eq!(told.recv().await.unwrap().event, Event::ViewerLeft { viewers: 0 });
    tokio::time::resume();
    server.stop().await;
}

#[tokio::test]
async fn a_poll_after_a_restart_learns_the_new_numbers() {
    let first = hub("<p>one");
    let server = Server::start(&first).await;
    let mut poller = Poller { name: "one", mirror: page(&server).await, seen: String::new() };
    poller.poll(&server).await;
    // Under another name, so that it shows when the server has its request.
    poller.name = "two";
    let at = (*server).clone();
    let polling = tokio::spawn(async move {
        let frames = poller.poll(&at).await;
        (poller, frames)
    });
    while first.viewers() < 2 {
        tokio::task::yield_now().await;
    }
    server.stop().await;
    let (mut poller, frames) = polling.await.unwrap();
    assert!(frames.contains(&ToViewer::Goodbye), "{frames:?}");

    let again = hub("<p>none");
    show(&again, "<p>one");
    let server = Server::start(&again).await;
    let frames = poller.poll(&server).await;
    assert!(matches!(frames[0], ToViewer::Joined { revision: 2, .. }), "{frames:?}");
    server.stop().await;
}

#[tokio::test]
async fn there_are_no_more_viewers_than_may_be() {
    let hub = hub("<p>one");
    let options = ServeOptions { max_viewers: 1, ..ServeOptions::default() };
    let server = Server::start_with(&hub, 0, options).await;
    let mirror = page(&server).await;
    let mut events = Events::open(&server, &mirror).await;
    assert!(matches!(events.hear().await, ToViewer::Joined { .. }));
    let path = format!("/_preview/events/{}/1/{}", mirror.epoch, mirror.digest);
    assert_eq!(ask(&server, "GET", &path, String::new()).await.status(), 503);
    let refused = server.get_with("/_preview/socket", &UPGRADE).await;
    assert_eq!(refused.status, 503);
    assert_eq!(refused.text(), "there are 1 viewers already, and no more may join\n");
    let poller = Poller { name: "one", mirror, seen: String::new() };
    assert_eq!(ask(&server, "POST", "/_preview/poll", poller.body()).await.status(), 503);
    assert_eq!(server.get("/").await.status, 200, "the page can be looked at");
    server.stop().await;
}

#[tokio::test]
async fn a_viewer_who_polls_often_is_one_viewer() {
    let hub = hub("<p>one");
    let options = ServeOptions { max_viewers: 2, ..ServeOptions::default() };
    let server = Server::start_with(&hub, 0, options).await;
    let mut poller = Poller { name: "one", mirror: page(&server).await, seen: String::new() };
    poller.poll(&server).await;
    for number in 0..10 {
        show(&hub, &format!("<p>{number}"));
        poller.poll(&server).await;
    }
    assert_eq!(hub.viewers(), 1);
    let mut events = Events::open(&server, &poller.mirror).await;
    assert!(!matches!(events.hear().await, ToViewer::Goodbye), "there is room for another one");
    server.stop().await;
}

const UPGRADE: [(&str, &str); 4] = [
    ("connection", "upgrade"),
    ("upgrade", "websocket"),
    ("sec-websocket-version", "13"),
    ("sec-websocket-key", "AAAAAAAAAAAAAAAAAAAAAA=="),
];

#[tokio::test]
async fn what_is_no_poll_is_refused_with_the_reason() {
    let server = Server::start(&hub("")).await;
    let name = "x".repeat(65);
    let long = json!({"viewer": name, "epoch": "", "revision": 0, "digest": "", "seen": ""});
    for (body, why) in [
        (Value::Null.to_string(), "this is no poll: "),
        ("{\"viewer\":".into(), "this is no poll: "),
        (long.to_string(), "a viewer's name has up to 64 bytes"),
    ] {
        let answer = ask(&server, "POST", "/_preview/poll", body).await;
        assert_eq!(answer.status(), 400);
        let body = answer.into_body().collect().await.unwrap().to_bytes();
        assert!(std::str::from_utf8(&body).unwrap().starts_with(why));
    }
    let large = ask(&server, "POST", "/_preview/poll", " ".repeat(70_000)).await;
    assert_eq!(large.status(), 413);
    server.stop().await;
}
