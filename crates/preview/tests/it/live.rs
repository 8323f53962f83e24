//! Viewers over real sockets: joining, following, falling behind, coming back.

use futures_util::SinkExt;
use sopwright_preview::protocol::{FromViewer, ToViewer};
use sopwright_preview::{Diagnostic, Epoch, Event, Hub, HubOptions, Revision, Severity};
use tokio_tungstenite::tungstenite::Message;

use crate::metrics::cut;
use crate::mirror::Mirror;
use crate::server::{Server, Viewer, hub, show, soon};

#[tokio::test]
async fn a_viewer_follows_every_page() {
    let hub = hub("<p>one");
    let server = Server::start(&hub).await;
    let mut viewer = Viewer::open(&server).await;
    viewer.hear_joined().await;
    for body in ["<p>two", "<h1>Rotor</h1><p>two", ""] {
        show(&hub, body);
        viewer.follow().await;
        let fetched = Mirror::of_delivered(server.get("/").await.text());
        assert_eq!(viewer.mirror.nodes, fetched.nodes);
        assert_eq!(viewer.mirror.digest, fetched.digest);
        assert_eq!(viewer.mirror.revision, hub.revision().0);
    }
    server.stop().await;
}

#[tokio::test]
async fn two_viewers_get_the_same_patch() {
    let hub = hub("<p>one");
    let server = Server::start(&hub).await;
    let mut viewers = [Viewer::open(&server).await, Viewer::open(&server).await];
    for viewer in &mut viewers {
        viewer.hear_joined().await;
    }
    show(&hub, "<p>two");
    let [one, other] = &mut viewers;
    assert_eq!(one.hear().await, other.hear().await);
    server.stop().await;
}

#[tokio::test]
async fn a_viewer_that_was_away_gets_the_patches_it_missed() {
    let hub = hub("<p>one");
    let server = Server::start(&hub).await;
    let page = Mirror::of_delivered(server.get("/").await.text());
    show(&hub, "<p>two");
    show(&hub, "<p>three");
    let mut viewer = Viewer::join(&server, page).await;
    viewer.hear_joined().await;
    viewer.follow().await;
    viewer.follow().await;
    assert_eq!(viewer.mirror.revision, 3);
    server.stop().await;
}

#[tokio::test]
async fn a_viewer_that_is_too_far_behind_fetches_and_joins_again() {
    let hub = Hub::new(HubOptions { history_bytes: 0, ..HubOptions::default() });
    show(&hub, "<p>one");
    let server = Server::start(&hub).await;
    let mut viewer = Viewer::open(&server).await;
    viewer.hear_joined().await;
    show(&hub, "<p>two");
    let snapshot = |revision| ToViewer::Snapshot { epoch: hub.epoch().to_string(), revision };
    assert_eq!(viewer.hear().await, snapshot(2));
    // Nothing is sent until it joins: what comes next is the answer to its ping.
    show(&hub, "<p>three");
    hub.set_theme("p {}".into());
    viewer.say(&FromViewer::Ping).await;
    assert!(matches!(viewer.hear().await, ToViewer::Pong { now: Some(_) }));
    viewer.mirror = Mirror::of_delivered(server.get("/").await.text());
    viewer.say(&viewer.mirror.join()).await;
    viewer.hear_joined().await;
    assert_eq!(viewer.mirror.revision, 3);
    server.stop().await;
}

#[tokio::test]
async fn a_restart_with_the_same_page_sends_nothing_of_it() {
    let first = Server::start(&hub("<p>one")).await;
    let port = first.address.port();
    let mut viewer = Viewer::open(&first).await;
    viewer.hear_joined().await;
    let stopped = first.stop();
    assert_eq!(viewer.hear().await, ToViewer::Goodbye);
    assert_eq!(viewer.hear_close().await, "the server stops");
    drop(viewer.socket);
    stopped.await;

    let hub = Hub::new(HubOptions { epoch: Epoch(8), ..HubOptions::default() });
    show(&hub, "<p>other");
    show(&hub, "<p>one");
    let second = Server::start_with(&hub, port, Default::default()).await;
    let mut viewer = Viewer::join(&second, viewer.mirror).await;
    viewer.hear_joined().await;
    assert_eq!((viewer.mirror.epoch.as_str(), viewer.mirror.revision), ("0000000000000008", 2));
    show(&hub, "<p>two");
    viewer.follow().await;
    assert_eq!(viewer.mirror.revision, 3);
    second.stop().await;
}

#[tokio::test]
async fn styles_and_findings_follow_the_join_and_each_change() {
    let hub = hub("<p>one");
    hub.set_theme("p { color: teal }".into());
    let server = Server::start(&hub).await;
    let mut viewer = Viewer::open(&server).await;
    assert!(matches!(viewer.hear().await, ToViewer::Joined { .. }));
    let ToViewer::Theme { href } = viewer.hear().await else {
        panic!("a theme");
    };
    assert_eq!(server.get(&format!("/{href}")).await.text(), "p { color: teal }");
    assert_eq!(viewer.hear().await, ToViewer::Diagnostics { items: vec![] });

    hub.set_theme("p { color: navy }".into());
    let ToViewer::Theme { href } = viewer.hear().await else {
        panic!("a theme");
    };
    assert_eq!(server.get(&format!("/{href}")).await.text(), "p { color: navy }");

    hub.set_paper("p { color: black }".into());
    let ToViewer::Paper { href } = viewer.hear().await else {
        panic!("what to print by");
    };
    assert_eq!(server.get(&format!("/{href}")).await.text(), "p { color: black }");

    let items = vec![Diagnostic {
        severity: Severity::Error,
        message: "the container is never closed".into(),
        hint: None,
        line: Some(12),
        column: Some(1),
    }];
    hub.set_diagnostics(items.clone());
    assert_eq!(viewer.hear().await, ToViewer::Diagnostics { items: items.clone() });
    hub.set_theme("p { color: navy }".into());
    hub.set_paper("p { color: black }".into());
    hub.set_diagnostics(items);
    hub.set_diagnostics(vec![]);
    assert_eq!(viewer.hear().await, ToViewer::Diagnostics { items: vec![] });
    server.stop().await;
}

#[tokio::test]
async fn the_host_learns_who_comes_paints_and_goes() {
    let hub = hub("<p>one");
    let mut events = hub.events();
    let server = Server::start(&hub).await;
    let mut viewer = Viewer::open(&server).await;
    viewer.hear_joined().await;
    assert_eq!(soon(events.recv()).await.unwrap().event, Event::ViewerJoined { viewers: 1 });
    assert_eq!(hub.viewers(), 1);
    let ack = FromViewer::Ack {
        revision: 1,
        since: Some(2.5),
        applied: 0.5,
        painted: 7.0,
        roundtrip: Some(0.3),
    };
    viewer.say(&ack).await;
    let acked =
        Event::Acked { revision: Revision(1), applied: 0.5, painted: 7.0, since: Some(2.5) };
    assert_eq!(soon(events.recv()).await.unwrap().event, acked);
    // To join again is not to join twice.
    viewer.say(&viewer.mirror.join()).await;
    viewer.hear_joined().await;
    drop(viewer);
    assert_eq!(soon(events.recv()).await.unwrap().event, Event::ViewerLeft { viewers: 0 });
    assert_eq!(hub.viewers(), 0);
    server.stop().await;
}

#[tokio::test]
async fn what_the_server_does_not_know_is_ignored_and_told() {
    let hub = hub("<p>one");
    let server = Server::start(&hub).await;
    let mut viewer = Viewer::open(&server).await;
    viewer.hear_joined().await;
    let mut events = hub.events();
    for message in [
        r#"{"type": "wave"}"#,
        r#"{"type": "ack", "revision": -1, "applied": 0, "painted": 0}"#,
        r#"{"type": "join", "revision": "one"}"#,
        "[]",
        "null",
        &"[".repeat(60_000),
    ] {
        viewer.say_text(message).await;
        let event = soon(events.recv()).await.unwrap().event;
        assert!(matches!(event, Event::MessageIgnored { .. }), "{message}: {event:?}");
    }
    viewer.say(&FromViewer::Ping).await;
    assert!(matches!(viewer.hear().await, ToViewer::Pong { now: Some(_) }));
    server.stop().await;
}

#[tokio::test]
async fn what_is_no_message_ends_the_connection_with_a_reason() {
    let server = Server::start(&hub("<p>one")).await;
    for (message, reason) in [
        (Message::text("{"), "a message is no JSON"),
        (Message::text(r#"{"type": "ping"} {"type": "ping"}"#), "a message is no JSON"),
        (Message::text(""), "a message is no JSON"),
        (Message::binary(vec![0xff]), "send text frames"),
    ] {
        let mut viewer = Viewer::open(&server).await;
        viewer.hear_joined().await;
        soon(viewer.socket.send(message)).await.unwrap();
        assert_eq!(viewer.hear_close().await, reason);
    }
    assert_eq!(cut(&server, "broken").await, 4.0);
    // Who leaves is not cut.
    assert_eq!(cut(&server, "stalled").await + cut(&server, "silent").await, 0.0);
    server.stop().await;
}

#[tokio::test]
async fn a_message_that_is_too_large_ends_the_connection() {
    let hub = hub("<p>one");
    let server = Server::start(&hub).await;
    let mut viewer = Viewer::open(&server).await;
    viewer.hear_joined().await;
    let mut events = hub.events();
    // The server may be gone before all of it is sent.
    let _ = soon(viewer.socket.send(Message::text(" ".repeat(1 << 20)))).await;
    assert_eq!(soon(events.recv()).await.unwrap().event, Event::ViewerLeft { viewers: 0 });
    server.stop().await;
}
