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
async fn a_long_page_comes_with_the_style_of_its_stretches() {
    let long = "<main data-long><h2>Rinse</h2><p>Twice.</p></main>";
    let hub = hub(long);
    let server = Server::start(&hub).await;
    let page = server.get("/").await;
    assert!(page.text().contains("<main data-long=\"\"><div data-stretch"), "{}", page.text());
    let [stretches, _client] = &links(page.text())[..] else {
        panic!("a style sheet and a client");
    };
    let style = server.get(&format!("/{stretches}")).await;
    assert_eq!(style.text(), include_str!("../../assets/stretch.css"));
    assert_eq!(style.header("content-type"), "text/css; charset=utf-8");
    assert!(style.header("cache-control").ends_with("immutable"));

    show(&hub, "<main><p>Twice.</p></main>");
    let page = server.get("/").await;
    assert_eq!(links(page.text()).len(), 1, "{}", page.text());
    server.stop().await;
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
    assert_eq!(page.header("content-security-policy"), "frame-ancestors 'self'");
    assert_eq!(page.header("x-frame-options"), "SAMEORIGIN");
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
    let second = server.get("/").await;
    let nonce = |page: &str| page.split_once("nonce=\"").unwrap().1[..32].to_owned();
    let [one, other] = [nonce(first.text()), nonce(second.text())];
    assert_ne!(one, other, "each answer has a nonce of its own");
    assert_eq!(first.text().replace(&one, &other), second.text());
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
        content_security_policy: Some("script-src 'nonce-{nonce}'".into()),
        ..ServeOptions::default()
    };
    let server = Server::start_with(&hub(""), 0, options).await;
    let page = server.get("/").await;
    let nonce = &page.text().split_once("nonce=\"").unwrap().1[..32];
    assert_eq!(page.header("content-security-policy"), format!("script-src 'nonce-{nonce}'"));
    server.stop().await;
}

#[tokio::test]
async fn pages_are_isolated_only_if_the_host_asks_for_it() {
    const POLICIES: [(&str, &str); 2] = [
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-embedder-policy", "credentialless"),
    ];
    for is_isolated in [false, true] {
        let options = ServeOptions { is_isolated, ..ServeOptions::default() };
        let server = Server::start_with(&hub(""), 0, options).await;
        let pages = [server.get("/").await, server.get("/_preview/worker.js").await];
        for (name, value) in POLICIES {
            let expected = if is_isolated { value } else { "" };
            assert!(pages.iter().all(|page| page.header(name) == expected), "{name}");
        }
        server.stop().await;
    }
}

#[tokio::test]
async fn an_unknown_path_is_named() {
    let server = Server::start(&hub("")).await;
    for (path, why) in [
        ("/_preview/", "there is nothing at /_preview/; the page is at /"),
        ("/_preview/x/../y", "there is nothing at /_preview/x/../y; the page is at /"),
        ("/rotor.html", "there is no document \"rotor.html\"; the first one is at /"),
        ("/rotor/", "there is no document \"rotor\"; the first one is at /"),
        ("/a%2Fb/%00/", "there is no document \"a/b/\\0\"; the first one is at /"),
    ] {
        let answer = server.get(path).await;
        assert_eq!(answer.status, 404);
        assert_eq!(answer.header("content-type"), "text/plain; charset=utf-8");
        assert_eq!(answer.text(), format!("{why}\n"));
    }
    server.stop().await;
}

#[tokio::test]
async fn a_browser_is_told_in_a_page_and_a_program_in_words() {
    let server = Server::start(&hub("")).await;
    let accept = ("accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    let refused = server.get_bare("/", &[accept]).await;
    assert_eq!(refused.status, 403);
    assert_eq!(refused.header("content-type"), "text/html; charset=utf-8");
    assert!(refused.text().contains("<h1>this preview is private</h1>"));
    let unknown = server.get_with("/%3Cb%3E/", &[accept]).await;
    assert!(
        unknown.text().contains("there is no document \"&lt;b&gt;\"</h1>"),
        "{}",
        unknown.text()
    );
    assert!(server.get_bare("/", &[]).await.text().starts_with("this preview is private; open"));
    server.stop().await;
}
