//! Many documents on one server, each at a path of its own.

use futures_util::StreamExt as _;
use sopwright_preview::protocol::ToViewer;
use sopwright_preview::{Documents, HubOptions, Port, Server, ServerOptions};

use crate::server::{Address, Viewer, closed, soon};

async fn start(documents: &Documents) -> (Server, Address) {
    let options = ServerOptions { port: Port::Exactly(0), ..ServerOptions::default() };
    let key = options.serve.key.clone();
    let server = Server::start_with(documents.clone(), options).await.unwrap();
    let at = Address { address: server.address(), key };
    (server, at)
}

/// Opens the socket of a document and joins with its page.
async fn join(at: &Address, name: &str) -> Viewer {
    let mut viewer = Viewer::open_at(at, &format!("/{name}/")).await;
    viewer.hear_joined().await;
    viewer
}

#[tokio::test]
async fn each_has_a_page_a_theme_media_and_viewers_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let picture = folder.path().join("lid.svg");
    std::fs::write(&picture, "<svg xmlns='http://www.w3.org/2000/svg'/>").unwrap();
    let documents = Documents::new(HubOptions::default());
    let (server, at) = start(&documents).await;
    documents.main().update("<p>main");
    let rotor = documents.open("line 3/rotor").unwrap();
    rotor.update("<p>rotor");
    rotor.set_theme("p { color: teal }".into());
    let address = rotor.register_file(&picture).unwrap();
    documents.open("line 3").unwrap().update("<p>line");
    assert_eq!(documents.names(), ["line 3", "line 3/rotor"]);

    for (path, text) in
        [("/", "<p>main</p>"), ("/line%203/", "<p>line</p>"), ("/line%203/rotor/", "<p>rotor</p>")]
    {
        let page = at.get(path).await;
        assert!(page.text().contains(text), "{path}: {}", page.text());
        assert_eq!(page.text().contains("data-preview=\"theme\""), path.ends_with("rotor/"));
    }
    assert_eq!(at.get(&format!("/line%203/rotor/{address}")).await.status, 200);
    assert_eq!(at.get(&format!("/{address}")).await.status, 404, "it is the other document's");
    let status = at.get("/line%203/rotor/_preview/status/").await;
    let there = (status.status.as_u16(), status.header("location"));
    assert_eq!(there, (308, "../../../../_preview/status/"));
    let without_slash = at.get("/line%203/rotor").await;
    assert_eq!((without_slash.status.as_u16(), without_slash.header("location")), (308, "rotor/"));

    let mut events = documents.events();
    let mut viewer = join(&at, "line%203/rotor").await;
    assert_eq!(&*soon(events.recv()).await.unwrap().document, "line 3/rotor");
    assert_eq!((rotor.viewers(), documents.main().viewers(), documents.viewers()), (1, 0, 1));
    documents.main().update("<p>main, changed");
    rotor.update("<p>rotor, changed");
    viewer.follow().await;
    assert_eq!(viewer.mirror.revision, 2);
    server.stop().await;
}

#[tokio::test]
async fn a_document_that_is_closed_says_goodbye_and_is_gone() {
    let documents = Documents::new(HubOptions::default());
    let (server, at) = start(&documents).await;
    documents.open("rotor").unwrap().update("<p>rotor");
    let mut viewer = join(&at, "rotor").await;
    assert!(documents.close("rotor"));
    assert!(!documents.close("rotor"));
    assert_eq!(viewer.hear().await, ToViewer::Goodbye);
    assert_eq!(closed(soon(viewer.socket.next()).await), "the document is closed");
    for path in ["/rotor", "/rotor/", "/rotor/_preview/socket"] {
        assert_eq!(at.get(path).await.status, 404, "{path}");
    }
    assert!(!documents.close(""), "the first one stays");
    server.stop().await;
}

#[test]
fn what_is_no_name_is_refused_with_the_reason() {
    let documents = Documents::new(HubOptions::default());
    for (name, why) in [
        ("/a", "between slashes it has nothing"),
        ("a/", "between slashes it has nothing"),
        ("a/../b", "between slashes it has nothing, `.`, `..`"),
        ("_preview/x", "what begins with `_preview`"),
        ("a/_preview.0", "what begins with `_preview`"),
        ("a\\b", "a backslash"),
        ("a\nb", "a control character"),
        ("favicon.ico", "browsers ask for their icon there"),
    ] {
        let Err(error) = documents.open(name) else { panic!("{name} is a name") };
        assert!(error.to_string().contains(why), "{error}");
    }
    let long = "a".repeat(256);
    assert!(documents.open(&long).is_err() && documents.open(&long[1..]).is_ok());
}
