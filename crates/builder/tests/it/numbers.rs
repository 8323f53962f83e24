//! Numbers of steps: what the page shows, what assistive technology reads and what is copied are
//! the numbers that references show.

use crate::browser::Tab;
use crate::folder::Folder;
use crate::program::Preview;

const SOURCE: &str = "1. not a step\n2. nor this\n\n:::tip\n:::steps\n1. Weigh. {#a}\n\n:::note\nBetween.\n:::\n\n\
    2. Stir.\n   1. Slowly. {#b}\n   2. Faster.\n      1. At 10 rpm. {#c}\n   ::toc\n3. Pour. {#d}\n:::\n:::\n\n\
    [](#a) [](#b) [](#c) [](#d)\n";

/// Copies what is between two elements, as the command of the browser's menu does; returns what is
/// on the clipboard as text.
fn copied(tab: &Tab, from: &str, to: &str) -> String {
    let copied = tab.eval(&format!(
        "(() => {{ \
            const range = document.createRange(); \
            range.setStartBefore(document.querySelector('{from}')); \
            range.setEndAfter(document.querySelector('{to}')); \
            getSelection().removeAllRanges(); \
            getSelection().addRange(range); \
            const clipboardData = new DataTransfer(); \
            const how = {{ clipboardData, bubbles: true, cancelable: true }}; \
            document.body.dispatchEvent(new ClipboardEvent('copy', how)); \
            return clipboardData.getData('text/plain'); \
        }})()"
    ));
    copied.as_str().unwrap().to_owned()
}

#[test]
fn copied_steps_keep_their_numbers() {
    let folder = Folder::with(SOURCE);
    let preview = Preview::of(&folder.sop());
    let tab = Tab::live(&preview.url);
    let shown =
        "[...document.querySelectorAll('a.reference')].map(link => link.textContent).join()";
    assert_eq!(tab.eval(shown), "step 1,step 2.1,step 2.2.1,step 3");
    let text = copied(&tab, "#a", "#d");
    let lines: Vec<&str> = text.lines().filter(|line| line.starts_with(char::is_numeric)).collect();
    assert_eq!(
        lines,
        ["1 Weigh.", "2 Stir.", "2.1 Slowly.", "2.2 Faster.", "2.2.1 At 10 rpm.", "3 Pour."]
    );
    assert!(text.contains("Between."), "{text}");
    assert!(copied(&tab, "#b", "#b").contains("Slowly."));
}

#[test]
fn an_outline_is_copied_as_it_is_shown() {
    let source = "---\nnumbering: {steps: 1.a.i}\n---\n:::steps\n1. One. {#a}\n   1. Two.\n      1. Three.\n2. Four. {#d}\n:::\n";
    let folder = Folder::with(source);
    let preview = Preview::of(&folder.sop());
    let tab = Tab::live(&preview.url);
    assert_eq!(copied(&tab, "#a", "#d"), "1 One.\na. Two.\ni. Three.\n2 Four.");
}

#[test]
fn numbers_are_those_of_the_counters_of_the_style_sheet() {
    let folder = Folder::with(SOURCE);
    let preview = Preview::of(&folder.sop());
    let tab = Tab::live(&preview.url);
    let read = tab.read_aloud();
    for step in ["1Weigh.", "2Stir.", "2.1Slowly.", "2.2Faster.", "2.2.1At 10 rpm.", "3Pour."] {
        assert!(read.contains(step), "{step} in {read}");
    }
}
