//! The page without a server: files that a browser opens, and that are updated in place all the same.

use std::fs;

use sopwright_preview::{ManagerOptions, PreviewManager, StatusKind, Transport};

use crate::browser::Tab;
use crate::folder::Folder;

const LIVE: &str = "document.documentElement.dataset.previewState === 'live'";

/// Opens a preview that is shown from files.
fn open() -> (PreviewManager, String) {
    let options =
        ManagerOptions { transport: Transport::File, opener: None, ..ManagerOptions::default() };
    let manager = PreviewManager::new(options, |_| Ok(())).unwrap();
    manager.open();
    let mut status = manager.status();
    let url = loop {
        let now = status.borrow_and_update().clone();
        if now.kind == StatusKind::Ok {
            break now.url.unwrap();
        }
        std::thread::yield_now();
    };
    (manager, url)
}

#[test]
fn a_page_of_files_is_updated_in_place() {
    let folder = Folder::with("");
    folder.write(
        "media/lid #1.svg",
        "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
    );
    let (manager, url) = open();
    let hub = manager.documents().main();
    hub.set_theme("p { color: rgb(0, 128, 128) }".into());
    hub.update("<p>one<input>");
    let tab = Tab::live(&url);
    tab.wait("document.querySelector('p')?.textContent === 'one'");
    assert!(tab.eval("location.protocol") == "file:");
    tab.wait("getComputedStyle(document.querySelector('p')).color === 'rgb(0, 128, 128)'");
    tab.run("window.mark = 1; document.querySelector('input').value = 'typed'");
    for number in 0..5 {
        hub.update(&format!("<p>patch {number}<input>"));
        tab.wait(&format!("document.querySelector('p').textContent === 'patch {number}'"));
    }
    let picture = hub.register_file(&folder.path("media/lid #1.svg")).unwrap();
    hub.set_theme("p { color: rgb(0, 0, 128) }".into());
    hub.update(&format!("<p>picture<input><img src='{picture}'>"));
    tab.wait("document.querySelector('img')?.naturalWidth === 9");
    tab.wait("getComputedStyle(document.querySelector('p')).color === 'rgb(0, 0, 128)'");
    assert_eq!(tab.eval("window.mark"), 1, "the page was loaded again");
    assert_eq!(tab.eval("document.querySelector('input').value"), "typed");
}

#[test]
fn a_page_of_files_that_is_too_far_behind_takes_the_whole_page() {
    let (manager, url) = open();
    let hub = manager.documents().main();
    hub.update("<p>one");
    let tab = Tab::live(&url);
    tab.run("window.mark = 1");
    // More than the script of patches holds, while the tab looks only now and then.
    for number in 0..40_u8 {
        let letter = char::from(b'a' + number % 26);
        hub.update(&format!("<p>{}<p>{number}", letter.to_string().repeat(20_000)));
    }
    tab.wait(&format!("document.querySelector('p:last-child').textContent === '39' && {LIVE}"));
    hub.update("<p>after");
    tab.wait("document.body.textContent === 'after'");
    assert_eq!(tab.eval("window.mark"), 1, "the page was loaded again");
    let page = url.strip_prefix("file://").unwrap().to_owned();
    drop(manager);
    assert!(!fs::exists(page).unwrap());
}
