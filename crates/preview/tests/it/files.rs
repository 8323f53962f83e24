//! Registered files, and nothing but those.

use std::fs;
use std::io::ErrorKind;

use sopwright_preview::{Hub, HubOptions};

use crate::server::{Server, hub};

#[tokio::test]
async fn a_registered_file_is_served_as_data() {
    let folder = tempfile::tempdir().unwrap();
    let hub = hub("");
    let server = Server::start(&hub).await;
    for (name, encoded, kind) in [
        ("rotor.png", "rotor.png", "image/png"),
        ("é #1?.svg", "%C3%A9%20%231%3F.svg", "image/svg+xml"),
        ("notes.html", "notes.html", "text/html"),
        ("README", "README", "application/octet-stream"),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, name).unwrap();
        let address = hub.register_file(&path).unwrap();
        assert!(address.starts_with("_preview/media/"), "{address}");
        assert!(address.ends_with(&format!("/{encoded}")), "{address}");
        let answer = server.get(&format!("/{address}")).await;
        assert_eq!((answer.status.as_u16(), answer.text()), (200, name));
        assert_eq!(answer.header("content-type"), kind);
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(
            answer.header("content-security-policy"),
            "sandbox; default-src 'none'; style-src 'unsafe-inline'"
        );
        assert!(answer.header("cache-control").ends_with("immutable"));
    }
    server.stop().await;
}

#[tokio::test]
async fn a_part_of_a_file_can_be_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("film.mp4");
    fs::write(&path, "0123456789").unwrap();
    let hub = hub("");
    let server = Server::start(&hub).await;
    let address = format!("/{}", hub.register_file(&path).unwrap());
    let answer = server.get_with(&address, &[("range", "bytes=2-5")]).await;
    assert_eq!((answer.status.as_u16(), answer.text()), (206, "2345"));
    assert_eq!(answer.header("content-range"), "bytes 2-5/10");
    assert_eq!(answer.header("content-type"), "video/mp4");
    server.stop().await;
}

#[tokio::test]
async fn p10_a_replaced_file_has_another_address() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rotor.png");
    fs::write(&path, "before").unwrap();
    let hub = hub("");
    let server = Server::start(&hub).await;
    let before = hub.register_file(&path).unwrap();
    assert_eq!(hub.register_file(&path).unwrap(), before);

    let replacement = folder.path().join("replacement");
    fs::write(&replacement, "after!").unwrap();
    fs::rename(&replacement, &path).unwrap();
    let stale = server.get(&format!("/{before}")).await;
    assert_eq!(stale.status, 404);
    assert_eq!(stale.text(), "rotor.png has changed; the page will name its new content\n");
    assert_eq!(stale.header("cache-control"), "no-store");

    let after = hub.register_file(&path).unwrap();
    assert_ne!(after, before);
    assert_eq!(server.get(&format!("/{after}")).await.text(), "after!");
    assert_eq!(server.get(&format!("/{before}")).await.status, 404);
    server.stop().await;
}

#[tokio::test]
async fn what_is_not_registered_is_not_served() {
    let folder = tempfile::tempdir().unwrap();
    let (named, secret) = (folder.path().join("named.txt"), folder.path().join("secret.txt"));
    fs::write(&named, "named").unwrap();
    fs::write(&secret, "secret").unwrap();
    let hub = hub("");
    let server = Server::start(&hub).await;
    let address = format!("/{}", hub.register_file(&named).unwrap());
    let hash = address.split('/').nth(3).unwrap();
    for path in [
        format!("/_preview/media/{hash}/secret.txt"),
        format!("/_preview/media/{hash}/..%2Fsecret.txt"),
        format!("/_preview/media/{hash}/%00"),
        "/_preview/media/00000000000000000000000000000000/named.txt".to_owned(),
        format!("/_preview/media//{}", secret.display()),
    ] {
        assert_eq!(server.get(&path).await.status, 404, "{path}");
    }
    fs::remove_file(&named).unwrap();
    assert_eq!(server.get(&address).await.status, 404, "it is gone");
    server.stop().await;
}

#[test]
fn only_regular_files_are_registered() {
    let folder = tempfile::tempdir().unwrap();
    let hub = Hub::new(HubOptions::default());
    let error = hub.register_file(folder.path()).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("{} is no regular file; only those are served", folder.path().display())
    );
    let missing = hub.register_file(&folder.path().join("missing.png")).unwrap_err();
    assert_eq!(missing.kind(), ErrorKind::NotFound);
}
