//! The status page and the latency panel, in a browser.

use serde_json::json;

use crate::browser::Tab;
use crate::folder::Folder;
use crate::program::Preview;

#[test]
fn figures_of_real_edits_are_shown_live() {
    let folder = Folder::with("# Rinse\n\nonce\n");
    let preview = Preview::of(&folder.sop());
    let tab = Tab::live(&preview.url);
    // The panel is off until it is asked for, and is there again after that.
    let panel = "document.querySelector('sopwright-status').shadowRoot.querySelector('.latency')";
    assert_eq!(tab.eval(&format!("{panel} === null")), true);
    tab.press_alt("l");
    tab.wait(&format!(
        "{panel}?.querySelector('span').textContent === 'Edit to paint: no update yet'"
    ));
    folder.write("sop.md", "# Rinse\n\ntwice\n");
    tab.wait(&format!(
        "/^Edit to paint \\d+ ms, median \\d+ ms$/.test({panel}.querySelector('span').textContent)"
    ));
    let acked = preview.event("acked");
    assert!(acked["since"].as_f64().unwrap() >= 0.0, "{acked}");

    let there = tab.eval(&format!("{panel}.querySelector('a').href"));
    let status = tab.beside(there.as_str().unwrap());
    status.wait("document.documentElement.dataset.previewState === 'live'");
    let painted = "[...document.querySelectorAll('[data-key=painted] td')].at(-1).textContent";
    status.wait(&format!("{painted} === '1'"));
    status.run("window.mark = 1");
    folder.write("sop.md", "# Rinse\n\nthrice\n");
    // The tab behind may not paint, but the edit is counted, whatever is in front.
    status.wait("document.body.textContent.includes('2 since the start')");
    status.wait("/Chrome on Linux/.test(document.body.textContent)");
    assert_eq!(status.eval("window.mark"), 1, "it was not loaded again");

    assert_eq!(status.eval("document.getElementById('debug-mode').ariaChecked"), "false");
    status.click("#debug-mode");
    status.wait("document.getElementById('debug-mode').ariaChecked === 'true'");
    for width in [390, 820, 1280] {
        status.size(width, 900);
        let overflow = "document.documentElement.scrollWidth - innerWidth";
        assert!(status.eval(overflow).as_i64().unwrap() <= 0, "at {width} px");
        assert_eq!(status.axe(), json!([]), "at {width} px");
    }
}
