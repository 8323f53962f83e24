//! What the server tells of itself: its health, its figures, and the page with both.

use std::io::Write as _;
use std::process::{Command, Stdio};

use axum::Router;
use serde_json::Value;
use sopwright_html::parse_document;
use sopwright_preview::protocol::{FromViewer, Op, ToViewer};
use sopwright_preview::{Application, DebugMode, Edit, Hub, Key, ServeOptions};

use crate::server::{Address, Server, Viewer, hub, show, soon};

async fn health(server: &Address) -> Value {
    let answer = server.get("/_preview/health").await;
    assert_eq!(answer.header("content-type"), "application/json");
    serde_json::from_str(answer.text()).unwrap()
}

/// Returns the value of one line of the figures.
pub(crate) async fn figure(server: &Address, name: &str) -> f64 {
    let answer = server.get("/_preview/metrics").await;
    let line = answer.text().lines().find_map(|line| line.strip_prefix(&format!("{name} ")));
    line.unwrap_or_else(|| panic!("no {name} in {}", answer.text())).parse().unwrap()
}

fn ack(revision: u64, since: Option<f64>) -> FromViewer {
    FromViewer::Ack { revision, since, applied: 0.5, painted: 8.0, roundtrip: Some(0.25) }
}

/// Publishes what an edit led to that comes now.
fn publish(hub: &Hub, body: &str) {
    let mut edit = Edit::now();
    edit.parsed();
    edit.collapses_another();
    edit.rendered();
    hub.publish_edit(parse_document(&format!("<title>Rotor</title>{body}")), edit);
}

#[tokio::test]
async fn every_stage_is_measured_from_the_edit_on() {
    let hub = hub("<p>one");
    let server = Server::start(&hub).await;
    let mut viewer = Viewer::open(&server).await;
    viewer.hear_joined().await;
    publish(&hub, "<p>two");
    let ToViewer::Patch { edited: Some(edited), revision, .. } = viewer.hear().await else {
        panic!("a patch says when its edit came");
    };
    viewer.say(&FromViewer::Ping).await;
    let ToViewer::Pong { now: Some(now) } = viewer.hear().await else {
        panic!("an answer says what the clock is");
    };
    assert!(now >= edited, "{now} is after {edited}: one clock");
    let mut events = hub.events();
    // Far from what it can have been here, so that it is told apart.
    viewer.say(&ack(revision, Some(40_000.0))).await;
    soon(events.recv()).await.unwrap();

    let mut before = 0.0;
    for (stage, told) in [
        ("parsed", None),
        ("rendered", None),
        ("diffed", None),
        ("sent", None),
        ("received", Some(40.0)),
        ("applied", Some(40.0005)),
        ("painted", Some(40.008)),
    ] {
        let sum =
            figure(&server, &format!("sopwright_update_seconds_sum{{stage=\"{stage}\"}}")).await;
        let count =
            figure(&server, &format!("sopwright_update_seconds_count{{stage=\"{stage}\"}}")).await;
        // The page of the start was published, too: it came when it was published.
        let times = if stage == "diffed" { 2.0 } else { 1.0 };
        assert_eq!(count, times, "{stage}");
        match told {
            Some(told) => assert!((sum - told).abs() < 1e-6, "{stage}: {sum}"),
            None => assert!((0.0..30.0).contains(&sum), "{stage}: {sum}"),
        }
        // The one of the start is in the sum of `diffed` alone.
        assert!(stage == "sent" || sum >= before, "{stage}: {sum} after {before}");
        before = sum;
    }
    for (name, value) in [
        ("sopwright_updates_total", 2.0),
        ("sopwright_collapsed_total", 1.0),
        ("sopwright_viewers{transport=\"socket\"}", 1.0),
        ("sopwright_viewers{transport=\"poll\"}", 0.0),
        ("sopwright_patch_bytes_count", 2.0),
    ] {
        assert_eq!(figure(&server, name).await, value, "{name}");
    }
    // An hour from the edit to the paint, or less than nothing, is not believed.
    for since in [Some(3.6e6), Some(-1.0), None] {
        viewer.say(&ack(revision, since)).await;
        soon(events.recv()).await.unwrap();
    }
    assert_eq!(figure(&server, "sopwright_update_seconds_count{stage=\"painted\"}").await, 1.0);
    server.stop().await;
}

#[tokio::test]
async fn joins_are_told_apart() {
    let hub = hub("<p>one");
    let server = Server::start(&hub).await;
    let mut viewer = Viewer::open(&server).await;
    viewer.hear_joined().await;
    let join = viewer.mirror.join();
    let join = serde_json::to_value(&join).unwrap();
    for why in ["reconnected", "resynced", "resynced"] {
        let mut join = join.clone();
        join["why"] = why.into();
        viewer.say_text(&join.to_string()).await;
        viewer.hear_joined().await;
    }
    let mut unknown = join.clone();
    unknown["epoch"] = "another life".into();
    unknown["digest"] = "0".into();
    viewer.say_text(&unknown.to_string()).await;
    assert!(matches!(viewer.hear().await, ToViewer::Snapshot { .. }));
    for (name, value) in [
        ("sopwright_reconnects_total", 1.0),
        ("sopwright_resyncs_total", 2.0),
        ("sopwright_snapshots_total", 1.0),
        ("sopwright_viewers_joined_total{transport=\"socket\"}", 1.0),
    ] {
        assert_eq!(figure(&server, name).await, value, "{name}");
    }
    server.stop().await;
}

/// Returns how many connections were cut for a reason.
pub(crate) async fn cut(server: &Address, reason: &str) -> f64 {
    figure(server, &format!("sopwright_connections_cut_total{{reason=\"{reason}\"}}")).await
}

/// `promtool` is what comes with Prometheus to check such texts.
#[tokio::test]
async fn promtool_finds_nothing_wrong_with_the_figures() {
    let hub = hub("<p>one");
    let server = Server::start(&hub).await;
    let mut viewer = Viewer::open(&server).await;
    viewer.hear_joined().await;
    publish(&hub, "<p>two");
    viewer.follow().await;
    let mut events = hub.events();
    viewer.say(&ack(2, Some(4.0))).await;
    soon(events.recv()).await.unwrap();
    let answer = server.get("/_preview/metrics").await;
    assert_eq!(answer.header("content-type"), "text/plain; version=0.0.4; charset=utf-8");
    assert!(answer.text().contains("process_resident_memory_bytes "), "{}", answer.text());

    let mut promtool = Command::new("promtool")
        .args(["check", "metrics", "--extended"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("promtool, which is in the Debian package prometheus");
    promtool.stdin.take().unwrap().write_all(&answer.body).unwrap();
    let checked = promtool.wait_with_output().unwrap();
    let [out, err] = [checked.stdout, checked.stderr].map(|out| String::from_utf8(out).unwrap());
    assert!(checked.status.success(), "{out}{err}");
    assert_eq!(err, "", "promtool warns of nothing");
    assert!(out.contains("sopwright_update_seconds"), "{out}");
    server.stop().await;
}

#[tokio::test]
async fn health_says_what_is_wrong() {
    let hub = hub("<p>one");
    let options = ServeOptions { max_viewers: 10, ..ServeOptions::default() };
    let server = Server::start_with(&hub, 0, options).await;
    let well = health(&server).await;
    assert_eq!((&well["status"], &well["viewers"]), (&"ok".into(), &0.into()), "{well}");
    assert_eq!(well["reasons"].as_array().unwrap().len(), 0);
    assert!(well["memory_bytes"].as_u64().unwrap() > 1 << 20, "{well}");
    assert!(well["tasks"].as_u64().unwrap() > 0, "{well}");

    let mut viewers = Vec::new();
    for _ in 0..9 {
        let mut viewer = Viewer::open(&server).await;
        viewer.hear_joined().await;
        viewers.push(viewer);
    }
    show(&hub, "<p>two");
    let mut events = hub.events();
    for viewer in &mut viewers {
        viewer.follow().await;
        viewer.say(&ack(2, Some(900.0))).await;
        soon(events.recv()).await.unwrap();
    }
    let degraded = health(&server).await;
    assert_eq!(degraded["status"], "degraded");
    let reasons: Vec<&str> =
        degraded["reasons"].as_array().unwrap().iter().map(|it| it.as_str().unwrap()).collect();
    assert_eq!(
        reasons,
        [
            "half of the last updates took more than 908 ms from the edit to the paint",
            "9 of at most 10 viewers are here",
        ]
    );
    assert!((900.0..920.0).contains(&degraded["edit_to_paint_ms"]["p50"].as_f64().unwrap()));
    server.stop().await;
}

/// Those who read see what is written, and not who else reads it.
#[tokio::test]
async fn the_status_page_is_for_those_who_write() {
    let writer = Key::random();
    let application = Some(Application { key: writer.clone(), routes: Router::new() });
    let options = ServeOptions { application, ..ServeOptions::default() };
    let server = Server::start_with(&hub("<p>one"), 0, options).await;
    for path in ["/_preview/status/", "/_preview/status/_preview/theme/0.css"] {
        let reader = server.get(path).await;
        assert_eq!(reader.status, 403);
        assert!(reader.text().starts_with("this is for those who write"), "{}", reader.text());
    }
    let bearer = format!("Bearer {}", writer.reveal());
    let page = server.get_bare("/_preview/status/", &[("authorization", &bearer)]).await;
    assert!(page.text().contains("All is well"), "{}", page.text());
    let without_slash = server.get_bare("/_preview/status", &[("authorization", &bearer)]).await;
    let there = (without_slash.status.as_u16(), without_slash.header("location"));
    assert_eq!(there, (308, "status/"));
    server.stop().await;
}

/// The page is a document like the others: it is kept live by patches, which are not counted.
#[tokio::test]
async fn the_status_page_is_live_and_switches_debug_mode() {
    let hub = hub("<p>one");
    let debug = DebugMode::default();
    let options = ServeOptions { debug: debug.clone(), ..ServeOptions::default() };
    let server = Server::start_with(&hub, 0, options).await;
    let mut status = Viewer::open_at(&server, "/_preview/status/").await;
    status.hear_joined().await;
    assert_eq!(health(&server).await["viewers"], 0, "who looks at it is no reader");
    status.say(&FromViewer::Clicked { block: "debug-mode".into() }).await;
    let is_on = |message: &ToViewer| {
        match message {
        ToViewer::Patch { ops, .. } => ops.iter().any(|op| {
            matches!(op, Op::Set { name, value, .. } if **name == *"aria-checked" && **value == *"true")
        }),
        _ => false,
    }
    };
    while !is_on(&status.hear().await) {}
    assert!(debug.is_on());
    // From now on it shows what messages travel.
    let mut viewer = Viewer::open(&server).await;
    viewer.hear_joined().await;
    let shows = |message: &ToViewer| serde_json::to_string(message).unwrap().contains("joined");
    while !shows(&status.hear().await) {}
    assert_eq!(figure(&server, "sopwright_updates_total").await, 1.0);
    server.stop().await;
}
