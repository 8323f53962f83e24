//! The page as it is delivered, and what it names.

use sopwright_html::{Node, parse_document};
use sopwright_preview::ServeOptions;

use crate::mirror::Mirror;
use crate::server::{Server, hub, show};

/// Returns the addresses in the page's head that belong to the preview.
fn links(page: &str) -> Vec<String> {
    let page = parse_document(page);
    let head = page.nodes[0].children()[0].children();
    let elements = head.iter().filter_map(Node::as_element);
    elements
        .filter(|element| element.get("data-preview").is_some())
        .map(|element| element.get("href").or(element.get("src")).unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn the_page_is_the_published_tree_with_names_and_links() {
    let hub = hub("<p>Rinse <b>twice</b>.");
    hub.set_theme("p { color: teal }".into());
    hub.set_paper("p { color: black }".into());
    let server = Server::start(&hub).await;
    let page = server.get("/").await;
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(page.header("cache-control"), "no-store");
    assert_eq!(page.header("x-content-type-options"), "nosniff");
    assert_eq!(page.header("referrer-policy"), "no-referrer");
    assert_eq!(page.header("content-security-policy"), "");
    assert!(page.text().starts_with("<!DOCTYPE html><html "), "{}", page.text());

    let mirror = Mirror::of_delivered(page.text());
    assert_eq!((mirror.revision, mirror.epoch), (1, hub.epoch().to_string()));
    let published = parse_document("<!DOCTYPE html><title>Rotor</title><p>Rinse <b>twice</b>.");
    assert_eq!(mirror.nodes, published.nodes);

    let [theme, paper, client] = &links(page.text())[..] else {
        panic!("a theme, what to print by, and a client");
    };
    let is_for_print = format!("href=\"{paper}\" media=\"print\"");
    assert!(page.text().contains(&is_for_print), "{}", page.text());
    assert_eq!(server.get(&format!("/{paper}")).await.text(), "p { color: black }");
    let theme = server.get(&format!("/{theme}")).await;
    assert_eq!(theme.text(), "p { color: teal }");
    assert_eq!(theme.header("content-type"), "text/css; charset=utf-8");
    assert!(theme.header("cache-control").ends_with("immutable"));
    let sheets = server.get(&format!("/{}", client.replace("client.js", "paper.js"))).await;
    assert_eq!(sheets.text(), include_str!("../../assets/paper.js"));
    assert!(sheets.header("cache-control").ends_with("immutable"));
    let client = server.get(&format!("/{client}")).await;
    assert_eq!(client.text(), include_str!("../../assets/client.js"));
    assert_eq!(client.header("content-type"), "text/javascript; charset=utf-8");
    assert!(client.header("cache-control").ends_with("immutable"));
    assert_eq!(client.header("x-content-type-options"), "nosniff");
    server.stop().await;
}

#[tokio::test]
async fn a_page_changes_with_the_revision_and_with_the_theme() {
    let hub = hub("<p>one");
    let server = Server::start(&hub).await;
    let first = server.get("/").await;
    assert_eq!(links(first.text()).len(), 1, "there is no theme yet");
    assert_eq!(first.body, server.get("/").await.body);
    show(&hub, "<p>two");
    assert!(server.get("/").await.text().contains("<p>two</p>"));
    hub.set_theme("p { color: teal }".into());
    let second = server.get("/").await;
    let older = links(second.text())[0].clone();
    hub.set_theme("p { color: navy }".into());
    assert_ne!(links(server.get("/").await.text())[0], older);
    assert_eq!(server.get(&format!("/{older}")).await.status, 404);
    server.stop().await;
}

#[tokio::test]
async fn a_client_of_another_version_is_not_cached() {
    let server = Server::start(&hub("")).await;
    for address in ["/_preview/client.js", "/_preview/client.js?v=0123"] {
        let client = server.get(address).await;
        assert_eq!((client.status.as_u16(), client.header("cache-control")), (200, "no-cache"));
    }
    server.stop().await;
}

#[tokio::test]
async fn browsers_find_an_icon() {
    let server = Server::start(&hub("")).await;
    let icon = server.get("/favicon.ico").await;
    assert_eq!((icon.status.as_u16(), icon.header("content-type")), (200, "image/svg+xml"));
    server.stop().await;
}

#[tokio::test]
async fn the_host_chooses_the_policy() {
    let options = ServeOptions {
        content_security_policy: Some("default-src 'self'".into()),
        ..ServeOptions::default()
    };
    let server = Server::start_with(&hub(""), 0, options).await;
    let page = server.get("/").await;
    assert_eq!(page.header("content-security-policy"), "default-src 'self'");
    server.stop().await;
}

#[tokio::test]
async fn an_unknown_path_is_named() {
    let server = Server::start(&hub("")).await;
    for path in ["/rotor.html", "/_preview/", "/_preview/media/../../etc/passwd"] {
        let answer = server.get(path).await;
        assert_eq!(answer.status, 404);
        assert_eq!(answer.header("content-type"), "text/plain; charset=utf-8");
        assert_eq!(answer.text(), format!("there is nothing at {path}; the page is at /\n"));
    }
    server.stop().await;
}
