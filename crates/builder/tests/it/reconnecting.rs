//! Servers die and come back; the page in the browser is the same page all along.

use crate::browser::Tab;
use crate::folder::Folder;
use crate::program::Preview;
use crate::relay::Relay;

const PARAGRAPH: &str = "document.querySelector('main p').textContent";

/// Kills the server below an open page, starts it again on the same port, and returns all three.
fn restarted(folder: &Folder, meanwhile: impl FnOnce(&Tab)) -> (Preview, Tab) {
    let preview = Preview::of(&folder.sop());
    let tab = Tab::live(&preview.url);
    tab.run("window.mark = 1; window.epoch = document.documentElement.dataset.previewEpoch");
    let port = preview.port();
    preview.kill();
    tab.wait("document.documentElement.dataset.previewState === 'reconnecting'");
    meanwhile(&tab);
    let preview = Preview::with(&folder.sop(), &["--port", &port]);
    tab.wait("document.documentElement.dataset.previewState === 'live'");
    assert_eq!(tab.eval("window.mark"), 1, "the page was loaded again");
    (preview, tab)
}

#[test]
fn an_unchanged_page_is_not_touched_by_a_restart() {
    let folder = Folder::with("# Rinse\n\nonce\n");
    let observe = "window.changes = 0;
        new MutationObserver(list => window.changes += list.length)
            .observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });";
    let (_preview, tab) = restarted(&folder, |tab| tab.run(observe));
    assert_eq!(tab.eval("window.changes"), 0);
    folder.write("sop.md", "# Rinse\n\ntwice\n");
    tab.wait(&format!("{PARAGRAPH} === 'twice'"));
}

#[test]
fn p18_what_changed_meanwhile_is_brought_in_place() {
    let folder =
        Folder::with("# Rinse\n\nonce\n\n<details><summary>More</summary>text</details>\n");
    let (_preview, tab) = restarted(&folder, |tab| {
        tab.run("document.querySelector('details').open = true");
        folder.write(
            "sop.md",
            "# Rinse\n\nFirst of all.\n\ntwice\n\n<details><summary>More</summary>text</details>\n",
        );
    });
    tab.wait("/First of all/.test(document.querySelector('main').textContent)");
    assert_eq!(tab.eval("document.querySelector('details').open"), true, "the reader's state");
    let fresh = Tab::live(&_preview.url);
    fresh.run("document.querySelector('details').open = true");
    assert_eq!(tab.dom(), fresh.dom());
}

#[test]
fn a_cut_connection_catches_up_with_patches() {
    let folder = Folder::with("# Rinse\n\nonce\n");
    let preview = Preview::of(&folder.sop());
    let relay = Relay::to(&preview.url);
    let tab = Tab::live(&relay.url);
    tab.run("window.mark = 1");
    relay.cut();
    tab.wait("document.documentElement.dataset.previewState !== 'live'");
    for text in ["twice", "thrice", "four times"] {
        folder.write("sop.md", format!("# Rinse\n\n{text}\n"));
        preview.published();
    }
    // Whether the page can be had is asked by `HEAD`, which has no body.
    let loads = "performance.getEntriesByType('resource')
        .filter(e => e.initiatorType === 'fetch' && e.decodedBodySize > 0).length";
    let before = tab.eval(loads);
    relay.mend();
    tab.wait(&format!("{PARAGRAPH} === 'four times'"));
    tab.wait("document.documentElement.dataset.previewState === 'live'");
    assert_eq!(tab.eval(loads), before, "patches were enough, the page was not fetched");
    assert_eq!(tab.eval("window.mark"), 1, "the page was loaded again");
}
