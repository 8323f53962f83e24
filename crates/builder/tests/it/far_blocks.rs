//! In a long document, blocks far from the view are not laid out until they come near; nobody may
//! notice, but by speed.

use std::fmt::Write as _;

use crate::browser::Tab;
use crate::folder::Folder;
use crate::program::Preview;

/// Sections with steps, the last of which go on from a number of their own.
fn long() -> String {
    let mut source = String::from("# Contents\n\n[Far below](#far)\n\n");
    for number in 1..=100 {
        let text = "It goes on for a while, and then some. ".repeat(1 + number % 7);
        let id = if number == 90 { "{#far}" } else { "" };
        let steps = format!("1. Step{number} begins. {text} {id}\n2. Stop. {{.critical}}\n");
        write!(source, "# Section {number}\n\n{text}\n\n:::steps\n{steps}:::\n\n").unwrap();
    }
    source + ":::steps\n12. Rinse.\n13. Dry.\n:::\n"
}

fn opened() -> (Folder, Preview, Tab) {
    let folder = Folder::with(&long());
    let preview = Preview::of(&folder.sop());
    let tab = Tab::live(&preview.url);
    tab.run(
        "window.settled = async () => { \
             for (let frame = 0; frame < 5; frame++) await new Promise(requestAnimationFrame); \
         }; \
         window.isLaidOut = element => element.checkVisibility({ contentVisibilityAuto: true }); \
         window.laidOut = () => [...document.querySelectorAll('.step')].filter(isLaidOut).length; \
         window.topOf = element => element.getBoundingClientRect().top; \
         window.reading = () => [...document.querySelectorAll('[data-key]')].find(block => \
             !block.querySelector('[data-key]') && topOf(block) > 200); \
         window.isInView = element => { \
             const { top, bottom } = element.getBoundingClientRect(); \
             return top >= 0 && bottom <= innerHeight; \
         }; \
         await settled()",
    );
    (folder, preview, tab)
}

#[test]
fn what_is_far_from_the_view_is_not_laid_out() {
    let (folder, preview, tab) = opened();
    assert_eq!(tab.eval("document.querySelectorAll('.step').length"), 202);
    let count = tab.eval("laidOut()").as_u64().unwrap();
    assert!((4..60).contains(&count), "{count} of 202 steps");
    // On paper all is, since pages are made of it.
    tab.run("document.querySelector('sopwright-status').shadowRoot.querySelector('.view').click(); await settled()");
    assert_eq!(tab.eval("laidOut()"), 202);

    folder.replace("# Short\n\n:::steps\n1. Stop.\n:::\n");
    tab.wait_for_revision(preview.published());
    assert_eq!(tab.eval("document.querySelector('main').hasAttribute('data-long')"), false);
}

/// What is shown first, in a frame that may not run scripts; also of a page that has no theme of ours.
#[test]
fn nor_is_it_before_the_client_runs() {
    let (_folder, _preview, tab) = opened();
    for left_out in ["script", "link[data-preview=theme]"] {
        tab.run(&format!(
            "const frame = document.createElement('iframe'); \
             frame.sandbox = 'allow-same-origin'; \
             frame.style = 'position: fixed; inset: 0; width: 100%; height: 100%'; \
             const text = await (await fetch(location.href)).text(); \
             const page = new DOMParser().parseFromString(text, 'text/html'); \
             page.querySelectorAll('{left_out}').forEach(it => it.remove()); \
             frame.srcdoc = page.documentElement.outerHTML; \
             const loaded = new Promise(resolve => {{ frame.onload = resolve; }}); \
             document.documentElement.append(frame); \
             await loaded; \
             await settled(); \
             window.framed = frame.contentDocument",
        ));
        // What was never laid out is as high as was guessed.
        let heights =
            tab.eval("[...framed.querySelectorAll('[data-stretch]')].map(it => it.offsetHeight)");
        let heights = heights.as_array().unwrap();
        let guessed = heights.iter().filter(|height| Some(*height) == heights.last()).count();
        assert!(heights.len() > 10 && guessed >= heights.len() - 3, "{heights:?}");
    }
}

#[test]
fn anchors_search_and_copies_reach_it() {
    let (_folder, _preview, tab) = opened();
    let far = "document.getElementById('far')";
    assert_eq!(tab.eval(&format!("isLaidOut({far})")), false);
    tab.click("a[href='#far']");
    tab.run("await settled()");
    assert_eq!(tab.eval(&format!("isInView({far})")), true);
    // The list goes on from where it says, also for those who hear it.
    assert!(tab.read_aloud().contains("12Rinse."), "{}", tab.read_aloud());

    assert_eq!(tab.eval("find('Step50 begins')"), true);
    tab.run("await settled()");
    let found = "getSelection().anchorNode.parentElement";
    assert_eq!(tab.eval(&format!("isInView({found})")), true);

    let copied = tab.eval(
        "(() => { \
            const range = document.createRange(); \
            range.selectNodeContents(document.querySelector('main')); \
            getSelection().removeAllRanges(); \
            getSelection().addRange(range); \
            const clipboardData = new DataTransfer(); \
            const how = { clipboardData, bubbles: true, cancelable: true }; \
            document.body.dispatchEvent(new ClipboardEvent('copy', how)); \
            return clipboardData.getData('text/plain'); \
        })()",
    );
    let copied = copied.as_str().unwrap();
    assert!(copied.contains("1 Step90 begins.") && copied.contains("12 Rinse."), "{copied}");
}

#[test]
fn the_place_stays_while_what_comes_near_takes_its_height() {
    let (folder, preview, tab) = opened();
    tab.run("scrollTo(0, document.body.scrollHeight / 2); await settled()");
    // Up, where all is still as high as was guessed: what is read moves by as much as was scrolled.
    let shift = tab.eval(
        "(async () => { \
            let worst = 0; \
            for (let turn = 0; turn < 40; turn++) { \
                const read = reading(); \
                const before = topOf(read); \
                scrollBy(0, -160); \
                await settled(); \
                worst = Math.max(worst, Math.abs(topOf(read) - before - 160)); \
            } \
            return worst; \
        })()",
    );
    assert!(shift.as_f64().unwrap() < 2.0, "it jumped by {shift}");

    tab.run("window.read = reading(); window.place = topOf(read)");
    folder.replace(&long().replacen("# Section 1\n", "# Section 1\n\nNew text above.\n", 1));
    tab.wait_for_revision(preview.published());
    tab.run("await settled()");
    let moved = tab.eval("Math.abs(topOf(read) - place)").as_f64().unwrap();
    assert!(moved < 2.0, "it jumped by {moved}");
}
