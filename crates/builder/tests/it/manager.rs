//! The preview manager with a real browser.

use std::sync::Arc;
use std::sync::mpsc;

use sopwright_preview::{ManagerOptions, Port, PreviewManager, ServerOptions, Status};

use crate::browser::Tab;

const STATE: &str = "document.documentElement.dataset.previewState";

fn wait(manager: &PreviewManager, what: impl Fn(&Status) -> bool) -> Status {
    let mut status = manager.status();
    loop {
        let now = status.borrow_and_update().clone();
        if what(&now) {
            return now;
        }
        std::thread::yield_now();
    }
}

#[test]
fn p07_the_old_tab_comes_back_by_itself_and_no_other_is_opened() {
    let (opened, addresses) = mpsc::channel();
    let options = ManagerOptions {
        server: ServerOptions { port: Port::Exactly(0), ..ServerOptions::default() },
        opener: Some(Arc::new(move |url| {
            opened.send(url.to_owned()).map_err(std::io::Error::other)
        })),
        ..ManagerOptions::default()
    };
    let mut number = 0;
    let manager = PreviewManager::new(options, move |hub| {
        number += 1;
        hub.update(&format!("<p>page {number}"));
        Ok(())
    })
    .unwrap();
    manager.toggle();
    let tab = Tab::live(&addresses.recv().unwrap());
    tab.run("window.mark = 1");
    for expected in 2..5 {
        manager.toggle();
        wait(&manager, |status| status.url.is_none());
        tab.wait(&format!("{STATE} === 'reconnecting'"));
        manager.toggle();
        tab.wait(&format!("{STATE} === 'live'"));
        tab.wait(&format!("document.querySelector('p').textContent === 'page {expected}'"));
        wait(&manager, |status| status.viewers == 1);
    }
    assert_eq!(tab.eval("window.mark"), 1, "the page was loaded again");
}

#[test]
fn a_tab_that_is_not_let_in_any_more_says_so() {
    let options = |port| ServerOptions { port: Port::Exactly(port), ..ServerOptions::default() };
    let server = sopwright_preview::Server::start_blocking(options(0)).unwrap();
    server.update("<p>one");
    let tab = Tab::live(&server.url());
    let port = server.address().port();
    server.stop_blocking();
    // Another run, with another key.
    let server = sopwright_preview::Server::start_blocking(options(port)).unwrap();
    server.update("<p>two");
    tab.wait(&format!("{STATE} === 'refused'"));
    // The reader does as told, in another tab of the same browser: the cookie is for both.
    tab.run(&format!("await fetch({:?})", server.url()));
    tab.wait(&format!("{STATE} === 'live'"));
    tab.wait("document.querySelector('p').textContent === 'two'");
}
