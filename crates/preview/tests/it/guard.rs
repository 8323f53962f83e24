//! Who is let in.

use axum::Router;
use axum::routing::get;
use sopwright_preview::{Application, Key, ServeOptions};
use tokio_tungstenite::tungstenite;

use crate::server::{Server, connect_with, hub};

async fn server() -> Server {
    let options =
        ServeOptions { allowed_hosts: vec!["docs.example.org".into()], ..ServeOptions::default() };
    Server::start_with(&hub(""), 0, options).await
}

#[tokio::test]
async fn the_server_answers_to_its_own_names() {
    let server = server().await;
    for host in [
        "localhost",
        "localhost:1",
        "LOCALHOST:8080",
        "127.0.0.1",
        "127.0.0.1:80",
        "[::1]:8080",
        "docs.example.org",
        "Docs.Example.Org:443",
    ] {
        let answer = server.get_with("/", &[("host", host)]).await;
        assert_eq!(answer.status, 200, "{host}");
    }
    server.stop().await;
}

#[tokio::test]
async fn other_names_are_refused_with_the_way_out() {
    let server = server().await;
    for host in ["evil.example", "localhost.evil.example:8080", "192.0.2.1", "example.org"] {
        for path in ["/", "/_preview/client.js", "/nothing"] {
            let answer = server.get_with(path, &[("host", host)]).await;
            assert_eq!(answer.status, 403, "{host} {path}");
            assert_eq!(
                answer.text(),
                format!(
                    "this preview does not go by the name {:?}; open it as localhost, or allow \
                     that host when starting it\n",
                    host.split(':').next().unwrap()
                )
            );
        }
    }
    let answer = server.get_with("/", &[("host", "")]).await;
    assert_eq!(answer.status, 403);
    server.stop().await;
}

#[tokio::test]
async fn the_socket_opens_to_its_own_page_and_to_programs() {
    let server = server().await;
    let own = format!("http://{}", server.address);
    for origin in [&own, "https://docs.example.org"] {
        assert!(connect_with(&server, &[("origin", origin)]).await.is_ok(), "{origin}");
    }
    assert!(connect_with(&server, &[]).await.is_ok());
    let behind_proxy = [("host", "docs.example.org"), ("origin", "https://docs.example.org")];
    assert!(connect_with(&server, &behind_proxy).await.is_ok());
    server.stop().await;
}

#[tokio::test]
async fn the_socket_is_shut_to_other_pages() {
    let server = server().await;
    let other_scheme = format!("ftp://{}", server.address);
    let origins = ["http://evil.example", "http://127.0.0.1:1", "null", "", &other_scheme];
    for origin in origins {
        match connect_with(&server, &[("origin", origin)]).await {
            Err(tungstenite::Error::Http(answer)) => {
                assert_eq!(answer.status(), 403, "{origin}");
                let why = String::from_utf8(answer.into_body().unwrap()).unwrap();
                assert!(why.starts_with("only the preview's own page may do this"), "{why}");
            }
            other => panic!("{origin}: {other:?}"),
        }
    }
    server.stop().await;
}

/// The program's own part is for those alone who have its key; they may read as well.
#[tokio::test]
async fn the_application_is_for_who_has_its_key() {
    let (writer, routes) = (Key::random(), Router::new().route("/own", get(async || "written")));
    let application = Some(Application { key: writer.clone(), routes });
    let options = ServeOptions { application, ..ServeOptions::default() };
    let server = Server::start_with(&hub("<p>one"), 0, options).await;
    let reader = server.get("/own").await;
    assert_eq!(reader.status, 403);
    assert!(reader.text().starts_with("this is for those who write"), "{}", reader.text());
    assert_eq!(server.get_bare("/own", &[]).await.status, 403);

    let opened = server.get_bare(&format!("/{}", writer.opening()), &[]).await;
    assert_eq!(opened.status, 303);
    let cookie = opened.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap();
    let with = [("cookie", cookie)];
    assert_eq!(server.get_bare("/own", &with).await.text(), "written");
    assert_eq!(server.get_bare("/", &with).await.status, 200);
    // A link that is passed on to readers does not shut out the writer who follows it.
    let readers = format!("/{}", server.key.opening());
    let followed = server.get_bare(&readers, &with).await;
    assert_eq!(
        (followed.status, followed.headers.get("set-cookie")),
        (hyper::StatusCode::SEE_OTHER, None)
    );
    server.stop().await;
}
