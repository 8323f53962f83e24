//! The known faults of this kind of tool, none of which may come back: those of the first
//! implementation of the plan (S1 … P20, in its own tests elsewhere by the same names), and those
//! that got a CVE number in others.

use std::fs;
use std::net::Ipv6Addr;

use http_body_util::{BodyExt, Empty};
use hyper::body::Bytes;
use hyper::{HeaderMap, Method, Request, StatusCode};
use hyper_util::rt::TokioIo;
use sopwright_preview::protocol::FromViewer;
use sopwright_preview::{Key, Port, ServeOptions, Server as Embedded, ServerOptions};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::server::{Address, Server, Viewer, connect_with, hub, show, soon};

#[tokio::test]
async fn s02_a_connection_is_kept_and_brings_every_update() {
    let hub = hub("<p>0");
    let server = Server::start(&hub).await;
    let mut viewer = Viewer::open(&server).await;
    viewer.hear_joined().await;
    for number in 1..=8 {
        show(&hub, &format!("<p>{number}"));
        viewer.follow().await;
        viewer
            .say(&FromViewer::Ack {
                revision: number + 1,
                since: None,
                applied: 0.1,
                painted: 8.0,
                roundtrip: None,
            })
            .await;
    }
    assert_eq!((viewer.mirror.revision, hub.viewers()), (9, 1));
    server.stop().await;
}

#[tokio::test]
async fn s04_stop_frees_both_ports() {
    let options =
        ServerOptions { port: Port::Exactly(0), socket_port: Some(0), ..ServerOptions::default() };
    let key = options.serve.key.clone();
    let server = Embedded::start(options).await.unwrap();
    let at = Address { address: server.address(), key };
    let page = at.get("/").await;
    let (_, rest) = page.text().split_once("data-preview-socket-port=\"").unwrap();
    let socket_port: u16 = rest.split('"').next().unwrap().parse().unwrap();
    server.stop().await;
    for port in [at.address.port(), socket_port] {
        drop(tokio::net::TcpListener::bind(("127.0.0.1", port)).await.unwrap());
    }
}

#[tokio::test]
async fn p04_idle_and_slow_connections_hold_up_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let film = folder.path().join("film.mp4");
    fs::File::create(&film).unwrap().set_len(64 << 20).unwrap();
    let hub = hub("<p>one");
    let server = Server::start(&hub).await;
    let address = hub.register_file(&film).unwrap();
    let mut slow = Vec::new();
    for number in 0..20 {
        let mut idle = TcpStream::connect(server.address).await.unwrap();
        match number % 3 {
            0 => {}
            1 => idle.write_all(b"GET / HTTP/1.1\r\nHost: loc").await.unwrap(),
            _ => {
                let key = server.key.reveal();
                let head = format!("Host: localhost\r\nAuthorization: Bearer {key}");
                let request = format!("GET /{address} HTTP/1.1\r\n{head}\r\n\r\n");
                idle.write_all(request.as_bytes()).await.unwrap();
                soon(idle.read_exact(&mut [0; 15])).await.unwrap();
            }
        }
        slow.push(idle);
    }
    assert_eq!(server.get("/").await.status, 200);
    let mut viewer = Viewer::open(&server).await;
    viewer.hear_joined().await;
    show(&hub, "<p>two");
    viewer.follow().await;
    server.stop().await;
}

#[tokio::test]
async fn p08_who_connects_at_once_is_served() {
    for _ in 0..20 {
        let options = ServerOptions { port: Port::Exactly(0), ..ServerOptions::default() };
        let key = options.serve.key.clone();
        let server = Embedded::start(options).await.unwrap();
        let at = Address { address: server.address(), key };
        let mut viewer = Viewer::open(&at).await;
        viewer.hear_joined().await;
        server.stop().await;
    }
}

#[tokio::test]
async fn p09_two_files_of_one_name_have_two_addresses() {
    let folder = tempfile::tempdir().unwrap();
    let hub = hub("");
    let server = Server::start(&hub).await;
    let addresses = ["one", "other"].map(|name| {
        let path = folder.path().join(name).join("rotor.png");
        fs::create_dir(path.parent().unwrap()).unwrap();
        fs::write(&path, name).unwrap();
        hub.register_file(&path).unwrap()
    });
    assert_eq!(server.get(&format!("/{}", addresses[0])).await.text(), "one");
    assert_eq!(server.get(&format!("/{}", addresses[1])).await.text(), "other");
    server.stop().await;
}

#[tokio::test]
async fn p12_files_have_types_tags_and_parts_and_any_query() {
    let folder = tempfile::tempdir().unwrap();
    let hub = hub(&"<p>Rinse the rotor. ".repeat(200));
    let server = Server::start(&hub).await;
    for name in ["film #1.mp4", "50 % done.mp4", "Ölstand – 容器.mp4", "a'b\"c;d.mp4"] {
        let path = folder.path().join(name);
        fs::write(&path, "0123456789").unwrap();
        // A `file:` address means the same file.
        let address = hub.register_file(&path).unwrap();
        let as_url = url::Url::from_file_path(&path).unwrap();
        assert_eq!(hub.register_file(as_url.as_str().as_ref()).unwrap(), address);
        let whole = server.get(&format!("/{address}?v=1")).await;
        assert_eq!((whole.status.as_u16(), whole.text()), (200, "0123456789"), "{name}");
        assert_eq!(whole.header("content-type"), "video/mp4");
        assert_eq!(whole.header("content-length"), "10");
        let tag = whole.header("etag");
        assert!(tag.len() > 2, "{name}");
        let again = server.get_with(&format!("/{address}"), &[("if-none-match", tag)]).await;
        assert_eq!(again.status, 304);
        let part = server.get_with(&format!("/{address}"), &[("range", "bytes=-3")]).await;
        assert_eq!((part.status.as_u16(), part.text()), (206, "789"));
        let beyond = server.get_with(&format!("/{address}"), &[("range", "bytes=99-")]).await;
        assert_eq!(beyond.status, 416);
    }
    let page = server.get("/?v=1").await;
    assert_eq!(page.header("content-length"), page.body.len().to_string());
    let packed = server.get_with("/", &[("accept-encoding", "gzip")]).await;
    assert_eq!(packed.header("content-encoding"), "gzip");
    assert!(packed.body.len() * 3 < page.body.len());
    server.stop().await;
}

/// Sends a request line as it is written, which clients would tidy up.
async fn raw(at: &Address, method: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(at.address).await.unwrap();
    let key = at.key.reveal();
    let head = format!("Host: localhost\r\nAuthorization: Bearer {key}\r\nConnection: close");
    let request = format!("{method} {path} HTTP/1.1\r\n{head}\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    soon(stream.read_to_end(&mut answer)).await.unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn p13_cve_2026_41612_cve_2025_30208_no_path_leads_out() {
    let folder = tempfile::tempdir().unwrap();
    let secret = folder.path().join("secret.txt");
    fs::write(&secret, "the secret").unwrap();
    let named = folder.path().join("named.txt");
    fs::write(&named, "named").unwrap();
    let hub = hub("");
    let server = Server::start(&hub).await;
    let address = hub.register_file(&named).unwrap();
    let hash = address.split('/').nth(2).unwrap();
    let secret = secret.to_str().unwrap();
    let escapes = [
        "..",
        "%2e%2e",
        "%2E.",
        "..%2f",
        "%252e%252e",
        "..%5c",
        "..\\",
        "%c0%ae%c0%ae",
        "....//",
        "..;",
        "%00..",
        "%e3%80%82.",
    ];
    let mut paths = vec![
        secret.to_owned(),
        format!("/{secret}"),
        format!("/@fs{secret}?raw??"),
        format!("/@fs{secret}?import&raw??"),
        format!("/_preview/media/{hash}{secret}"),
        format!("/_preview/media/{hash}/{}", secret.replace('/', "%2f")),
        format!("/_preview/media/{hash}/named.txt/../secret.txt"),
        format!("/_preview/delivered/..{secret}/1"),
        "/assets/../../../../../../etc/passwd".to_owned(),
    ];
    for escape in escapes {
        let up = format!("{escape}/").repeat(9);
        paths.push(format!("/{up}{}", &secret[1..]));
        paths.push(format!("/_preview/{up}{}", &secret[1..]));
        paths.push(format!("/_preview/media/{up}{}", &secret[1..]));
        paths.push(format!("/_preview/media/{hash}/{escape}/secret.txt"));
        paths.push(format!("/_preview/media/{hash}/{escape}%2fsecret.txt?raw??"));
        paths.push(format!("/_preview/theme/{up}{}", &secret[1..]));
    }
    for path in &paths {
        for method in ["GET", "HEAD"] {
            let answer = raw(&server, method, path).await;
            let status = &answer[9..12];
            assert!(matches!(status, "400" | "404"), "{method} {path}: {answer}");
            assert!(!answer.contains("the secret") && !answer.contains("root:"), "{path}");
        }
    }
    assert!(raw(&server, "GET", &format!("/{address}")).await.ends_with("named"));
    server.stop().await;
}

#[cfg(unix)]
#[tokio::test]
async fn a_link_that_is_turned_elsewhere_is_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    let [shown, secret, link] = ["shown", "secret", "link"].map(|name| folder.path().join(name));
    fs::write(&shown, "shown").unwrap();
    fs::write(&secret, "secret").unwrap();
    std::os::unix::fs::symlink(&shown, &link).unwrap();
    let hub = hub("");
    let server = Server::start(&hub).await;
    let address = format!("/{}", hub.register_file(&link).unwrap());
    assert_eq!(server.get(&address).await.text(), "shown");
    fs::remove_file(&link).unwrap();
    std::os::unix::fs::symlink(&secret, &link).unwrap();
    assert_eq!(server.get(&address).await.status, 404);
    // The name of the other file was never allowed.
    assert_eq!(server.get(&address.replace("link", "secret")).await.status, 404);
    server.stop().await;
}

const WITHOUT_KEY: [&str; 8] = [
    "/",
    "/_preview/client.js",
    "/_preview/socket",
    "/_preview/events/1/1/1",
    "/_preview/documents",
    "/_preview/host-events",
    "/nothing/",
    "/_preview.00000000000000000000000000000000",
];

#[tokio::test]
async fn p14_cve_2025_24010_nobody_is_let_in_without_the_key() {
    let server = Server::start(&hub("<p>secret")).await;
    let cookie = format!("sopwright-{}=", server.address.port());
    let wrong = Key::random();
    let wrong_cookie = format!("{cookie}{}", wrong.reveal());
    let wrong_bearer = format!("Bearer {}", wrong.reveal());
    let right_cookie = format!("other=1; {cookie}{}; more=2", server.key.reveal());
    for path in WITHOUT_KEY {
        for headers in [
            &[][..],
            &[("cookie", wrong_cookie.as_str())],
            &[("authorization", wrong_bearer.as_str())],
            &[("authorization", server.key.reveal())],
            &[("cookie", "sopwright-1=00000000000000000000000000000000")],
        ] {
            let answer = server.get_bare(path, headers).await;
            assert_eq!(answer.status, 403, "{path} {headers:?}");
            assert!(!answer.text().contains("secret<"), "{path}");
        }
    }
    let opened = server.get_bare(&format!("/_preview.{}", server.key.reveal()), &[]).await;
    assert_eq!((opened.status.as_u16(), opened.header("location")), (303, "./"));
    let set = opened.header("set-cookie");
    assert_eq!(set, format!("{cookie}{}; HttpOnly; SameSite=Lax", server.key.reveal()));
    assert_eq!(server.get_bare("/", &[("cookie", &right_cookie)]).await.status, 200);

    // A socket, too, and by its subprotocol as well.
    let nobody = ("authorization", "none");
    assert!(connect_with(&server, &[nobody]).await.is_err());
    let protocol = format!("sopwright, sopwright.key.{}", server.key.reveal());
    let protocol = ("sec-websocket-protocol", protocol.as_str());
    assert!(connect_with(&server, &[nobody, protocol]).await.is_ok());
    server.stop().await;
}

#[tokio::test]
async fn cve_2018_14732_cve_2025_30360_no_other_page_opens_the_socket() {
    let server = Server::start(&hub("")).await;
    let port = server.address.port();
    for origin in [
        "http://evil.example".to_owned(),
        format!("http://192.0.2.7:{port}"),
        format!("http://10.0.0.1:{port}"),
        format!("http://[2001:db8::1]:{port}"),
        format!("http://127.0.0.1.evil.example:{port}"),
        "http://127.0.0.1".to_owned(),
        format!("chrome-extension://127.0.0.1:{port}"),
        "null".to_owned(),
    ] {
        assert!(connect_with(&server, &[("origin", &origin)]).await.is_err(), "{origin}");
    }
    server.stop().await;
}

#[tokio::test]
async fn cve_2025_65717_no_other_page_may_read_or_change_anything() {
    let host_key = Key::random();
    let options = ServeOptions { host_key: Some(host_key.clone()), ..ServeOptions::default() };
    let server = Server::start_with(&hub("<p>one"), 0, options).await;
    for path in ["/", "/_preview/client.js", "/_preview/documents", "/nothing", "/favicon.ico"] {
        let answer = server.get_with(path, &[("origin", "http://evil.example")]).await;
        let cors = answer.headers.keys().find(|name| name.as_str().starts_with("access-control"));
        assert_eq!(cors, None, "{path}");
        assert_eq!(answer.header("x-frame-options"), "SAMEORIGIN", "{path}");
    }
    let bearer = format!("Bearer {}", host_key.reveal());
    for (method, path) in [
        (Method::POST, "/_preview/say"),
        (Method::POST, "/_preview/poll"),
        (Method::PUT, "/_preview/documents/"),
        (Method::DELETE, "/_preview/documents/x"),
        (Method::OPTIONS, "/_preview/documents/"),
    ] {
        let origin = ("origin", "http://evil.example");
        let (status, headers) =
            send(&server, &method, path, &[origin, ("authorization", &bearer)]).await;
        assert_eq!(status, 403, "{method} {path}");
        assert!(headers.keys().all(|name| !name.as_str().starts_with("access-control")));
    }
    server.stop().await;
}

async fn send(
    at: &Address,
    method: &Method,
    path: &str,
    headers: &[(&str, &str)],
) -> (StatusCode, HeaderMap) {
    let stream = TcpStream::connect(at.address).await.unwrap();
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.unwrap();
    tokio::spawn(connection);
    let mut request = Request::builder().method(method).uri(path);
    for &(name, value) in [("host", "localhost")].iter().chain(headers) {
        request = request.header(name, value);
    }
    let request = request.body(Empty::<Bytes>::new()).unwrap();
    let (parts, body) = soon(sender.send_request(request)).await.unwrap().into_parts();
    drop(body.collect());
    (parts.status, parts.headers)
}

#[tokio::test]
async fn the_key_of_viewers_pushes_no_pages() {
    let host_key = Key::random();
    let options = ServeOptions { host_key: Some(host_key.clone()), ..ServeOptions::default() };
    let hub = hub("<p>one");
    let server = Server::start_with(&hub, 0, options).await;
    let put = Method::PUT;
    let viewers = format!("Bearer {}", server.key.reveal());
    let cookie = format!("sopwright-{}={}", server.address.port(), host_key.reveal());
    let documents = "/_preview/documents/";
    for header in [("authorization", viewers.as_str()), ("cookie", cookie.as_str())] {
        assert_eq!(send(&server, &put, documents, &[header]).await.0, 403);
    }
    let right = format!("Bearer {}", host_key.reveal());
    assert_eq!(send(&server, &put, documents, &[("authorization", &right)]).await.0, 200);
    assert_eq!(hub.revision().0, 2, "an empty page was put there");
    server.stop().await;
    // Where no host is awaited there is no way for one.
    let server = Server::start(&hub).await;
    assert_eq!(send(&server, &put, documents, &[("authorization", &right)]).await.0, 403);
    server.stop().await;
}

#[tokio::test]
async fn s06_p20_addresses_of_registered_files_become_those_they_are_served_at() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rotor #1.png");
    fs::write(&path, "one").unwrap();
    let hub = hub("");
    let server = Server::start(&hub).await;
    let named = url::Url::from_file_path(&path).unwrap();
    let page = format!(
        "<img src='{named}'><p style=\"background: url('{named}') left\">
         <style>p {{ background: url({named}) }}</style><img src='file:///etc/hostname'>"
    );
    let address = hub.register_file(&path).unwrap();
    hub.update(&page);
    let shown = server.get("/").await;
    for expected in [
        format!("src=\"{address}\""),
        format!("style=\"background: url('{address}') left\""),
        format!("p {{ background: url({address}) }}"),
        "src=\"file:///etc/hostname\"".to_owned(),
    ] {
        assert!(shown.text().contains(&expected), "{expected} in {}", shown.text());
    }
    // Replaced on disk, it is named anew by the next page.
    fs::write(&path, "another").unwrap();
    hub.update(&page);
    assert!(!server.get("/").await.text().contains(&address));
    server.stop().await;
}

#[tokio::test]
async fn p15_the_address_says_where_it_listens() {
    let host = Ipv6Addr::LOCALHOST.into();
    let options = ServerOptions { host, port: Port::Exactly(0), ..ServerOptions::default() };
    let key = options.serve.key.clone();
    let Ok(server) = Embedded::start(options).await else {
        // A machine without IPv6.
        return;
    };
    assert!(server.url().starts_with("http://[::1]:"), "{}", server.url());
    let at = Address { address: server.address(), key };
    let mut viewer = Viewer::open(&at).await;
    viewer.hear_joined().await;
    server.stop().await;
}

#[tokio::test]
async fn oversized_heads_and_nonsense_end_their_connection_alone() {
    let server = Server::start(&hub("<p>one")).await;
    let long = format!("GET / HTTP/1.1\r\nHost: localhost\r\nX: {}\r\n\r\n", "x".repeat(200_000));
    for bytes in [
        long.as_bytes(),
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"GET  HTTP/9.9\r\n\r\n",
        b"POST /_preview/poll HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999999999\r\n\r\n",
        b"POST /_preview/say HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ] {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        // It may be closed before all of it is taken.
        let _ = stream.write_all(bytes).await;
        let _ = stream.shutdown().await;
        let mut answer = Vec::new();
        let _ = soon(stream.read_to_end(&mut answer)).await;
        let answer = String::from_utf8_lossy(&answer);
        assert!(!answer.starts_with("HTTP/1.1 2"), "{answer}");
    }
    assert_eq!(server.get("/").await.status, 200);
    server.stop().await;
}

#[tokio::test]
async fn malformed_frames_end_their_connection_alone() {
    let hub = hub("<p>one");
    let server = Server::start(&hub).await;
    let mut viewer = Viewer::open(&server).await;
    viewer.hear_joined().await;
    let key = server.key.reveal();
    let upgrade = format!(
        "GET /_preview/socket HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\n\
         Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\
         Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
    );
    // RFC 6455 §5: an opcode that is none, a reserved bit, no mask, a length beyond all bounds, a
    // control frame in pieces, text that is no UTF-8, a piece of nothing, and noise.
    let frames: [&[u8]; 8] = [
        b"\x83\x80\0\0\0\0",
        b"\xc1\x80\0\0\0\0",
        b"\x81\x02{}",
        b"\x81\xff\xff\xff\xff\xff\xff\xff\xff\xff\0\0\0\0",
        b"\x09\x80\0\0\0\0",
        b"\x81\x82\0\0\0\0\xff\xfe",
        b"\x80\x80\0\0\0\0",
        &[0xaa; 300],
    ];
    for frame in frames {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        stream.write_all(upgrade.as_bytes()).await.unwrap();
        let mut begin = [0; 12];
        soon(stream.read_exact(&mut begin)).await.unwrap();
        assert_eq!(&begin, b"HTTP/1.1 101");
        stream.write_all(frame).await.unwrap();
        // It ends, in order or not.
        let _ = soon(stream.read_to_end(&mut Vec::new())).await;
    }
    show(&hub, "<p>two");
    viewer.follow().await;
    server.stop().await;
}
