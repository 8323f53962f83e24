//! The server as hosts start it, from async code and from plain threads.

use std::env;
use std::fs::{self, File};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use sopwright_html::parse_document;
use sopwright_preview::protocol::ToViewer;
use sopwright_preview::{
    BindError, Port, ServeOptions, Server, ServerOptions, StartError, Status, StatusKind, Transport,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::server::{self, Viewer, soon};

fn options(port: u16) -> ServerOptions {
    ServerOptions { port: Port::Exactly(port), ..ServerOptions::default() }
}

/// What the other tests' clients talk to, of a server that runs by itself.
fn meet(server: &Server, options: &ServerOptions) -> server::Address {
    server::Address { address: server.address(), key: options.serve.key.clone() }
}

#[tokio::test]
async fn it_listens_when_it_has_started_and_does_all_that_a_host_asks() {
    let folder = tempfile::tempdir().unwrap();
    let picture = folder.path().join("rotor.svg");
    fs::write(&picture, "<svg xmlns='http://www.w3.org/2000/svg'/>").unwrap();
    let options = options(0);
    let server = Server::start(options.clone()).await.unwrap();
    let at = meet(&server, &options);
    assert_eq!(
        server.url(),
        format!("http://{}/_preview.{}", server.address(), options.serve.key.reveal())
    );
    let mut status = server.status();
    assert_eq!(
        *status.borrow_and_update(),
        Status {
            message: "the preview is open".into(),
            kind: StatusKind::Ok,
            url: Some(server.url()),
            transport: Some(Transport::Server),
            viewers: 0,
        }
    );

    let address = server.register_file(&picture).unwrap();
    assert!(at.get(&format!("/{address}")).await.text().starts_with("<svg"));
    server.set_theme("p { color: teal }");
    assert_eq!(server.update("Rinse the <b>rotor").revision.0, 1);
    let mut viewer = Viewer::open(&at).await;
    viewer.hear_joined().await;
    soon(status.wait_for(|status| status.viewers == 1)).await.unwrap();
    assert_eq!(server.viewers(), 1);
    assert!(!server.update("<p>Rinse the <b>rotor</b></p>").bytes.eq(&0));
    viewer.follow().await;
    server.publish(parse_document("<p>Dry it."));
    viewer.follow().await;
    assert_eq!(viewer.mirror.nodes, parse_document("<p>Dry it.").nodes);

    let stopping = tokio::spawn(server.stop());
    assert_eq!(viewer.hear().await, ToViewer::Goodbye);
    assert_eq!(viewer.hear_close().await, "the server stops");
    soon(stopping).await.unwrap();
    let closed = status.borrow().clone();
    assert_eq!((closed.kind, closed.url, closed.viewers), (StatusKind::Idle, None, 0));
    assert!(TcpStream::connect(at.address).await.is_err(), "the port is free");
}

#[test]
fn plain_threads_use_it_too() {
    let server = Server::start_blocking(options(0)).unwrap();
    thread::scope(|scope| {
        for number in 0..8 {
            let server = &server;
            scope.spawn(move || server.update(&format!("<p>thread {number}")));
        }
    });
    assert_eq!(server.documents().main().revision().0, 8);
    let port = server.address().port();
    server.stop_blocking();
    drop(Server::start_blocking(options(port)).unwrap());
}

#[test]
fn s09_an_error_is_returned_and_says_what_to_do() {
    let first = Server::start_blocking(options(0)).unwrap();
    let port = first.address().port();
    match Server::start_blocking(options(port)) {
        Err(StartError::Bind(BindError::Taken(address))) => assert_eq!(address.port(), port),
        Err(error) => panic!("{error}"),
        Ok(_) => panic!("two servers listen on one port"),
    }
    let serve =
        ServeOptions { content_security_policy: Some("\n".into()), ..ServeOptions::default() };
    match Server::start_blocking(ServerOptions { serve, ..options(0) }) {
        Err(error) => assert_eq!(
            error.to_string(),
            "the preview server cannot start: the content security policy has a character that \
             no header may have"
        ),
        Ok(_) => panic!("the policy is a header"),
    }
    first.stop_blocking();
}

#[tokio::test]
async fn p05_it_stops_within_a_second_of_a_stalled_download() {
    let folder = tempfile::tempdir().unwrap();
    let film = folder.path().join("film.mp4");
    File::create(&film).unwrap().set_len(64 << 20).unwrap();
    let options = options(0);
    let server = Server::start(options.clone()).await.unwrap();
    let address = server.register_file(&film).unwrap();
    let mut download = TcpStream::connect(server.address()).await.unwrap();
    let key = options.serve.key.reveal();
    let request = format!(
        "GET /{address} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\n\r\n"
    );
    download.write_all(request.as_bytes()).await.unwrap();
    let mut begin = [0; 15];
    soon(download.read_exact(&mut begin)).await.unwrap();
    assert_eq!(&begin, b"HTTP/1.1 200 OK");
    let begin = Instant::now();
    soon(server.stop()).await;
    // Its own time limits end it within 0.75 s. The rest is for a machine that is busy.
    assert!(begin.elapsed() < Duration::from_secs(5), "{:?}", begin.elapsed());
}

#[tokio::test]
async fn sockets_may_have_a_port_of_their_own() {
    let options = ServerOptions { socket_port: Some(0), ..options(0) };
    let server = Server::start(options.clone()).await.unwrap();
    let at = meet(&server, &options);
    let page = at.get("/").await;
    let (_, rest) = page.text().split_once("data-preview-socket-port=\"").unwrap();
    let port: u16 = rest.split('"').next().unwrap().parse().unwrap();
    assert_ne!(port, at.address.port());
    let sockets = server::Address { address: ([127, 0, 0, 1], port).into(), ..at.clone() };
    let own_page = format!("http://{}", at.address);
    server::connect_with(&sockets, &[("origin", &own_page)]).await.unwrap();
    for other in ["http://127.0.0.1:1", "http://localhost.evil.example"] {
        assert!(server::connect_with(&sockets, &[("origin", other)]).await.is_err(), "{other}");
    }
    server.stop().await;
}

/// How many threads and open files this process has.
#[cfg(target_os = "linux")]
fn held() -> [usize; 2] {
    ["/proc/self/task", "/proc/self/fd"].map(|held| fs::read_dir(held).unwrap().count())
}

/// Other tests of this binary start servers too, so a test that counts what is held runs again in a
/// process of its own. Returns whether this is that one.
#[cfg(target_os = "linux")]
fn is_alone(name: &str) -> bool {
    const ALONE: &str = "SOPWRIGHT_TEST_ALONE";
    if env::var_os(ALONE).is_some() {
        return true;
    }
    let this = env::current_exe().unwrap();
    let alone = Command::new(this).args([name, "--exact"]).env(ALONE, "1").output().unwrap();
    let said = String::from_utf8_lossy(&alone.stdout);
    assert!(alone.status.success() && said.contains("1 passed"), "{said}");
    false
}

#[cfg(target_os = "linux")]
#[test]
fn a_hundred_starts_on_one_port_leave_nothing_behind() {
    if !is_alone("embedding::a_hundred_starts_on_one_port_leave_nothing_behind") {
        return;
    }
    let first = Server::start_blocking(options(0)).unwrap();
    let port = first.address().port();
    first.stop_blocking();
    let before = held();
    let visitors = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let with_visitors = held();
    for number in 0..100 {
        let options = options(port);
        let server = Server::start_blocking(options.clone()).unwrap();
        server.update(&format!("<p>{number}"));
        let at = meet(&server, &options);
        visitors.block_on(async {
            let mut viewer = Viewer::open(&at).await;
            viewer.hear_joined().await;
        });
        server.stop_blocking();
    }
    assert_eq!(held(), with_visitors);
    drop(visitors);
    assert_eq!(held(), before);
}

#[cfg(target_os = "linux")]
#[test]
fn s03_a_thousand_updates_leave_nothing_open() {
    if !is_alone("embedding::s03_a_thousand_updates_leave_nothing_open") {
        return;
    }
    let options = options(0);
    let server = Server::start_blocking(options.clone()).unwrap();
    server.update("<p>0");
    let at = meet(&server, &options);
    let visitors = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    visitors.block_on(async {
        let mut viewers = Vec::new();
        for _ in 0..3 {
            let mut viewer = Viewer::open(&at).await;
            viewer.hear_joined().await;
            viewers.push(viewer);
        }
        server.update("<p>1");
        for viewer in &mut viewers {
            viewer.follow().await;
        }
        let before = held();
        for number in 2..1002 {
            server.update(&format!("<p>{number}"));
            for viewer in &mut viewers {
                viewer.follow().await;
            }
        }
        // The connections that fetched the pages may have ended only after the first look.
        let after = held();
        assert!(after.iter().zip(&before).all(|(after, before)| after <= before), "{after:?}");
    });
    server.stop_blocking();
}
