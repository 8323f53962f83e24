//! The preview follows its files, however they are saved.

use crate::browser::Tab;
use crate::folder::Folder;
use crate::program::Preview;

/// Starts a preview of `# Rinse\n\nonce` and runs `save` in place of an editor; the page must then
/// say `twice` and be the same page, not another load of it.
fn follows(arguments: &[&str], save: impl FnOnce(&Folder, &str)) {
    let folder = Folder::with("# Rinse\n\nonce\n");
    let preview = Preview::with(&folder.sop(), arguments);
    let tab = Tab::live(&preview.url);
    tab.run("window.mark = 1");
    save(&folder, "# Rinse\n\ntwice\n");
    tab.wait("document.querySelector('main p').textContent === 'twice'");
    assert_eq!(tab.eval("window.mark"), 1, "the page was loaded again");
}

const NATIVE: &[&str] = &["--port", "0"];
const POLL: &[&str] = &["--port", "0", "--poll"];

#[test]
fn truncate_and_write() {
    follows(NATIVE, |folder, source| folder.write("sop.md", source));
}

#[test]
fn write_and_rename() {
    follows(NATIVE, |folder, source| {
        folder.replace("# Rinse\n\nin between\n");
        folder.replace(source);
    });
}

#[test]
fn rename_to_backup_and_write() {
    follows(NATIVE, Folder::replace_with_backup);
}

#[test]
fn polling_sees_the_same() {
    follows(POLL, |folder, source| folder.write("sop.md", source));
    follows(POLL, Folder::replace);
    follows(POLL, Folder::replace_with_backup);
}

#[test]
fn a_file_that_is_gone_leaves_the_page_and_comes_back() {
    for arguments in [NATIVE, POLL] {
        let folder = Folder::with("# Rinse\n\nonce\n");
        let preview = Preview::with(&folder.sop(), arguments);
        let tab = Tab::live(&preview.url);
        preview.event("diagnostics");
        folder.remove("sop.md");
        let gone = preview.event("diagnostics");
        assert!(gone["items"][0]["message"].as_str().unwrap().contains("does not exist"), "{gone}");
        assert_eq!(tab.eval("document.querySelector('main p').textContent"), "once");
        folder.write("sop.md", "# Rinse\n\ntwice\n");
        tab.wait("document.querySelector('main p').textContent === 'twice'");
        assert_eq!(preview.event("diagnostics")["items"].as_array().unwrap().len(), 0);
    }
}

#[test]
fn a_file_that_turned_bad_leaves_the_last_good_page() {
    let folder = Folder::with("# Rinse\n\nonce\n");
    let preview = Preview::of(&folder.sop());
    let tab = Tab::live(&preview.url);
    preview.event("diagnostics");
    folder.write("sop.md", b"Sp\xfclen");
    let bad = preview.event("diagnostics");
    assert!(bad["items"][0]["message"].as_str().unwrap().contains("not UTF-8"), "{bad}");
    assert_eq!(tab.eval("document.querySelector('main p').textContent"), "once");
    tab.wait("document.documentElement.dataset.previewState === 'error'");
    folder.write("sop.md", "# Rinse\n\ntwice\n");
    tab.wait("document.querySelector('main p').textContent === 'twice'");
    tab.wait("document.documentElement.dataset.previewState === 'live'");
}

const DRAWING: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='WIDTH'/>";

#[test]
fn a_replaced_picture_shows_at_once() {
    let folder = Folder::with("![Lid](media/lid.svg)\n");
    folder.write("media/lid.svg", DRAWING.replace("WIDTH", "10"));
    let preview = Preview::of(&folder.sop());
    let tab = Tab::live(&preview.url);
    tab.wait("document.querySelector('main img').naturalHeight === 10");
    folder.write("media/lid.svg", DRAWING.replace("WIDTH", "30"));
    tab.wait("document.querySelector('main img').naturalHeight === 30");
}

#[test]
fn a_missing_picture_shows_when_it_comes() {
    let folder = Folder::with("![Lid](media/lid.svg)\n");
    folder.write("media/other.txt", "");
    let preview = Preview::of(&folder.sop());
    let tab = Tab::live(&preview.url);
    let text = tab.eval("document.querySelector('main').textContent");
    assert!(text.as_str().unwrap().contains("media/lid.svg"), "the path is shown: {text}");
    folder.write("media/lid.svg", DRAWING.replace("WIDTH", "10"));
    tab.wait("document.querySelector('main img')?.naturalHeight === 10");
}

#[test]
fn a_theme_is_swapped_without_touching_the_document() {
    let folder = Folder::with("# Rinse\n\nonce\n");
    folder.write("own.css", "p { color: rgb(1, 2, 3) }");
    let theme = folder.path("own.css");
    let preview =
        Preview::with(&folder.sop(), &["--port", "0", "--theme", theme.to_str().unwrap()]);
    let tab = Tab::live(&preview.url);
    let colour = "getComputedStyle(document.querySelector('main p')).color";
    tab.wait(&format!("{colour} === 'rgb(1, 2, 3)'"));
    tab.run(
        "window.changes = 0;
         new MutationObserver(list => window.changes += list.length)
             .observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });",
    );
    folder.write("own.css", "p { color: rgb(4, 5, 6) }");
    tab.wait(&format!("{colour} === 'rgb(4, 5, 6)'"));
    assert_eq!(tab.eval("window.changes"), 0);
    assert_eq!(tab.eval("document.querySelectorAll('link[data-preview=theme]').length"), 1);
}

#[test]
fn the_front_matter_swaps_the_theme() {
    let folder = Folder::with("# Rinse\n");
    let preview = Preview::of(&folder.sop());
    let tab = Tab::live(&preview.url);
    let scheme = "getComputedStyle(document.documentElement).colorScheme";
    tab.wait(&format!("{scheme} === 'light dark'"));
    folder.write("sop.md", "---\ntheme: dark\n---\n# Rinse\n");
    tab.wait(&format!("{scheme} === 'dark'"));
    folder.write("sop.md", "---\ntheme: drak\n---\n# Rinse\n");
    tab.wait(&format!("{scheme} === 'light dark'"));
}

#[test]
fn findings_are_shown_in_the_page_with_their_line() {
    let folder = Folder::with("# Rinse\n\n:::warning Hot\nText\n");
    let preview = Preview::of(&folder.sop());
    let tab = Tab::live(&preview.url);
    let panel = "[...document.querySelectorAll('[data-preview]')].map(e => e.shadowRoot?.textContent ?? '').join(' ')";
    tab.wait(&format!("/3/.test({panel}) && /not closed|never closed|unclosed/i.test({panel})"));
    folder.write("sop.md", "# Rinse\n\n:::warning Hot\nText\n:::\n");
    tab.wait(&format!("!/not closed|never closed|unclosed/i.test({panel})"));
}

#[test]
fn a_burst_ends_in_its_last_state() {
    let folder = Folder::with("start\n");
    let preview = Preview::of(&folder.sop());
    let tab = Tab::live(&preview.url);
    for count in 0..200 {
        folder.write("sop.md", format!("count {count}\n"));
    }
    tab.wait("document.querySelector('main p')?.textContent === 'count 199'");
}

#[test]
fn an_edit_of_an_included_file_shows() {
    let folder = Folder::with("# Rinse\n\n::include{file=common/part.md}\n");
    folder.write("common/part.md", "once\n");
    let preview = Preview::with(&folder.sop(), NATIVE);
    let tab = Tab::live(&preview.url);
    assert_eq!(tab.eval("document.querySelector('main p').textContent"), "once");
    folder.write("common/part.md", "twice\n");
    tab.wait("document.querySelector('main p').textContent === 'twice'");
    folder.remove("common/part.md");
    tab.wait("document.querySelector('main .not-included') !== null");
}
