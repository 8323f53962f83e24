//! The preview manager, as a host with a button uses it.

use std::fs::{self, File};
use std::net::TcpListener;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use sopwright_preview::protocol::ToViewer;
use sopwright_preview::{
    Hub, ManagerOptions, Port, PreviewManager, ServerOptions, Status, StatusKind, Transport,
};
use tokio::sync::watch;

use crate::server::{Address, Viewer, soon};

/// Options with a browser that only notes what it is asked to open.
fn options(port: u16) -> (ManagerOptions, Receiver<String>) {
    let (opened, addresses) = mpsc::channel();
    let opener = move |url: &str| {
        opened.send(url.to_owned()).unwrap();
        Ok(())
    };
    let server = ServerOptions { port: Port::Exactly(port), ..ServerOptions::default() };
    let options =
        ManagerOptions { server, opener: Some(Arc::new(opener)), ..ManagerOptions::default() };
    (options, addresses)
}

async fn until(status: &mut watch::Receiver<Status>, what: impl FnMut(&Status) -> bool) -> Status {
    soon(status.wait_for(what)).await.unwrap().clone()
}

fn is_open(status: &Status) -> bool {
    status.url.is_some() && status.kind != StatusKind::Working
}

fn is_closed(status: &Status) -> bool {
    status.kind == StatusKind::Idle
}

/// A maker of pages that counts them.
fn counting() -> (impl FnMut(&Hub) -> Result<(), String> + Send, Arc<AtomicUsize>) {
    let made = Arc::<AtomicUsize>::default();
    let count = Arc::clone(&made);
    let generate = move |hub: &Hub| {
        let number = count.fetch_add(1, Ordering::SeqCst) + 1;
        hub.update(&format!("<p>page {number}"));
        Ok(())
    };
    (generate, made)
}

#[tokio::test]
async fn p07_closing_and_opening_keeps_the_port_and_the_old_tab_comes_back() {
    let (options, addresses) = options(0);
    let key = options.server.serve.key.clone();
    let (generate, _) = counting();
    let manager = PreviewManager::new(options, generate).unwrap();
    let mut status = manager.status();
    assert!(is_closed(&status.borrow()));
    manager.toggle();
    let first = until(&mut status, is_open).await;
    assert_eq!((first.kind, first.transport), (StatusKind::Ok, Some(Transport::Server)));
    let url = first.url.unwrap();
    assert_eq!(addresses.recv().unwrap(), url);

    let authority = url.strip_prefix("http://").unwrap().split('/').next().unwrap();
    let at = Address { address: authority.parse().unwrap(), key };
    let mut viewer = Viewer::open(&at).await;
    viewer.hear_joined().await;
    until(&mut status, |status| status.viewers == 1).await;
    manager.toggle();
    assert_eq!(viewer.hear().await, ToViewer::Goodbye);
    until(&mut status, is_closed).await;

    manager.open();
    until(&mut status, |status| status.url.is_some()).await;
    // As the client does, it joins with what it shows.
    let mut viewer = Viewer::join(&at, viewer.mirror).await;
    viewer.hear_joined().await;
    let again = until(&mut status, |status| is_open(status) && status.viewers == 1).await;
    assert_eq!(again.url.unwrap(), url);
    viewer.follow().await;
    assert!(addresses.try_recv().is_err(), "another tab was opened");
    drop(manager);
    assert!(is_closed(&status.borrow()));
}

#[tokio::test]
async fn p01_a_burst_ends_in_one_page_of_its_last_state() {
    let (options, _addresses) = options(0);
    let (begun, begins) = mpsc::channel();
    let (go_on, may_go_on) = mpsc::channel::<()>();
    let text = Arc::<Mutex<String>>::default();
    let shared = Arc::clone(&text);
    let manager = PreviewManager::new(options, move |hub: &Hub| {
        begun.send(()).unwrap();
        may_go_on.recv().unwrap();
        hub.update(&shared.lock().unwrap());
        Ok(())
    })
    .unwrap();
    manager.open();
    begins.recv().unwrap();
    // While one page is being made, forty keys are pressed: none of this waits.
    for number in 0..40 {
        *text.lock().unwrap() = format!("<p>key {number}");
        manager.request_update();
    }
    go_on.send(()).unwrap();
    begins.recv().unwrap();
    go_on.send(()).unwrap();
    let hub = manager.documents().main().clone();
    let mut status = manager.status();
    until(&mut status, is_open).await;
    assert!(begins.recv_timeout(Duration::from_millis(1)).is_err(), "made once more, no oftener");
    // Made twice, from the same state: the second page changed nothing.
    assert_eq!(hub.revision().0, 1);
}

#[test]
fn p06_p17_opening_waits_for_nothing_and_pages_are_made_one_at_a_time() {
    let (options, _addresses) = options(0);
    let (begun, begins) = mpsc::channel();
    let (go_on, may_go_on) = mpsc::channel::<()>();
    let making = AtomicUsize::new(0);
    let manager = PreviewManager::new(options, move |hub: &Hub| {
        assert_eq!(making.fetch_add(1, Ordering::SeqCst), 0, "two pages are made at once");
        begun.send(std::thread::current().id()).unwrap();
        may_go_on.recv().unwrap();
        hub.update("<p>one");
        making.fetch_sub(1, Ordering::SeqCst);
        Ok(())
    })
    .unwrap();
    // Were any of these to wait for the page, the test would not end.
    manager.open();
    manager.request_update();
    manager.toggle();
    manager.toggle();
    let maker = begins.recv().unwrap();
    assert_ne!(maker, std::thread::current().id(), "the host's own thread goes on");
    manager.request_update();
    go_on.send(()).unwrap();
    assert_eq!(begins.recv().unwrap(), maker);
    go_on.send(()).unwrap();
    drop(go_on);
}

#[tokio::test]
async fn r10_a_page_that_cannot_be_made_keeps_the_last_good_one_and_says_why() {
    let (options, _addresses) = options(0);
    let key = options.server.serve.key.clone();
    let calls = AtomicUsize::new(0);
    let manager = PreviewManager::new(options, move |hub: &Hub| {
        match calls.fetch_add(1, Ordering::SeqCst) {
            1 => return Err("step 4 has no text; give it one".into()),
            2 => panic!("format is missing"),
            number => hub.update(&format!("<p>page {number}")),
        };
        Ok(())
    })
    .unwrap();
    let mut status = manager.status();
    manager.open();
    let opened = until(&mut status, is_open).await;
    let authority = opened.url.unwrap()[7..].split('/').next().unwrap().to_owned();
    let at = Address { address: authority.parse().unwrap(), key };
    let mut viewer = Viewer::open(&at).await;
    viewer.hear_joined().await;
    for why in ["step 4 has no text; give it one", "the page cannot be made: format is missing"] {
        manager.request_update();
        let failed = until(&mut status, |status| status.message == why).await;
        assert_eq!(failed.kind, StatusKind::Error);
        let message = loop {
            match viewer.hear().await {
                ToViewer::Diagnostics { items } if items.is_empty() => {}
                ToViewer::Diagnostics { items } => break items[0].message.clone(),
                other => panic!("the page is left alone: {other:?}"),
            }
        };
        assert_eq!(message, why);
        assert!(at.get("/").await.text().contains("<p>page 0</p>"));
    }
    manager.request_update();
    until(&mut status, |status| status.kind == StatusKind::Ok).await;
    assert!(at.get("/").await.text().contains("<p>page 3</p>"));
}

#[tokio::test]
async fn s09_without_a_port_the_preview_is_shown_from_files_and_says_so() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let (options, addresses) = options(port);
    let (generate, made) = counting();
    let manager = PreviewManager::new(options, generate).unwrap();
    let mut status = manager.status();
    manager.open();
    let opened = until(&mut status, is_open).await;
    assert_eq!((opened.kind, opened.transport), (StatusKind::Warning, Some(Transport::File)));
    assert_eq!(
        opened.message,
        format!(
            "port {port} on 127.0.0.1 is already in use; choose another port, or let the first \
             free one be found; the preview is shown from files"
        )
    );
    let url = addresses.recv().unwrap();
    let page = url.strip_prefix("file://").unwrap().to_owned();
    assert!(fs::read_to_string(&page).unwrap().contains("<p>page 1</p>"));
    manager.request_update();
    until(&mut status, |status| is_open(status) && made.load(Ordering::SeqCst) == 2).await;
    manager.close();
    until(&mut status, is_closed).await;
    assert!(!fs::exists(&page).unwrap(), "its files are removed");

    // The port is free now, and used.
    drop(taken);
    manager.open();
    let opened = until(&mut status, is_open).await;
    assert_eq!((opened.kind, opened.transport), (StatusKind::Ok, Some(Transport::Server)));
}

#[tokio::test]
async fn a_long_page_in_a_file_has_the_style_of_its_stretches_in_it() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let (options, addresses) = options(taken.local_addr().unwrap().port());
    let generate = |hub: &Hub| {
        hub.update("<main data-long><h2>Rinse</h2><p>Twice.</main>");
        Ok(())
    };
    let manager = PreviewManager::new(options, generate).unwrap();
    let mut status = manager.status();
    manager.open();
    until(&mut status, is_open).await;
    let url = addresses.recv().unwrap();
    let shown = fs::read_to_string(url.strip_prefix("file://").unwrap()).unwrap();
    let style = include_str!("../../assets/stretch.css");
    assert!(
        shown.contains(&format!("<style data-preview=\"stretches\">{style}</style>")),
        "{shown}"
    );
}

#[tokio::test]
async fn p16_without_a_fallback_nothing_is_opened() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let (options, addresses) = options(port);
    let options = ManagerOptions { fallback_on_failure: false, ..options };
    let manager = PreviewManager::new(options, counting().0).unwrap();
    let mut status = manager.status();
    manager.open();
    let failed = until(&mut status, |status| status.kind == StatusKind::Error).await;
    assert!(failed.message.starts_with(&format!("port {port} on 127.0.0.1 is already in use")));
    assert_eq!((failed.url, failed.transport), (None, None));
    assert!(addresses.try_recv().is_err(), "a browser was opened all the same");
}

#[tokio::test]
async fn what_a_crash_left_behind_is_removed() {
    let left = tempfile::Builder::new().prefix("sopwright-preview-").tempdir().unwrap();
    fs::write(left.path().join("lock"), "").unwrap();
    let used = tempfile::Builder::new().prefix("sopwright-preview-").tempdir().unwrap();
    let lock = File::create(used.path().join("lock")).unwrap();
    lock.lock().unwrap();
    let others = tempfile::Builder::new().prefix("sopwright-preview-").tempdir().unwrap();

    let (options, _addresses) = options(0);
    let options = ManagerOptions { transport: Transport::File, ..options };
    let manager = PreviewManager::new(options, counting().0).unwrap();
    manager.open();
    until(&mut manager.status(), is_open).await;
    assert!(!left.path().exists(), "nobody holds its lock");
    assert!(used.path().exists(), "another program shows it");
    assert!(others.path().exists(), "it may be one that is being made");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;

        let url = manager.status().borrow().url.clone().unwrap();
        let page = url.strip_prefix("file://").unwrap().to_owned();
        let folder = fs::metadata(std::path::Path::new(&page).parent().unwrap()).unwrap();
        assert_eq!(folder.permissions().mode() & 0o777, 0o700, "it is private");
    }
}

#[tokio::test]
async fn a_browser_that_does_not_open_is_told() {
    let (mut options, _addresses) = options(0);
    options.opener = Some(Arc::new(|_| Err(std::io::Error::other("there is none"))));
    let manager = PreviewManager::new(options, counting().0).unwrap();
    manager.open();
    let opened = until(&mut manager.status(), is_open).await;
    assert_eq!(opened.kind, StatusKind::Warning);
    let url = opened.url.unwrap();
    assert_eq!(opened.message, format!("cannot open a browser (there is none); open {url}"));
}
