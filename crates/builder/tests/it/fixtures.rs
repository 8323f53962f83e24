//! The browser applies patches as the reference does: on every case of `fixtures/diff`, on pages made
//! at random, and on long ones, which come in stretches.

use std::fs;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;

use crate::browser::Tab;
use crate::folder::checkout;
use crate::host::Host;

/// The page as the server has it now is the page that the browser shows, and it is still the page
/// that was loaded at first.
fn check(tab: &Tab, remark: &str) {
    let fresh = tab.fresh_dom();
    assert_eq!(tab.dom(), fresh, "{remark}");
    assert_eq!(tab.eval("window.mark"), 1, "the page was loaded again: {remark}");
}

#[test]
fn the_browser_agrees_on_every_case() {
    let host = Host::of("");
    let tab = Tab::live(&host.url);
    tab.run("window.mark = 1");
    let mut seen = 0;
    for entry in fs::read_dir(checkout().join("fixtures/diff")).unwrap() {
        let path = entry.unwrap().path();
        let case = fs::read_to_string(&path).unwrap();
        let (_, rest) = case.split_once("--- before\n").unwrap();
        let (before, rest) = rest.split_once("\n--- after\n").unwrap();
        let (after, _) = rest.split_once("\n--- ops\n").unwrap();
        for body in [before, after] {
            tab.wait_for_revision(host.publish(body).revision.0);
            check(&tab, &path.display().to_string());
        }
        seen += 1;
    }
    assert!(seen >= 12, "only {seen} cases were found");
    let fetches = tab.eval(
        "performance.getEntriesByType('resource').filter(e => e.initiatorType === 'fetch').length",
    );
    assert_eq!(fetches, 2 * seen, "the client fetched the page where a patch was enough");
}

#[test]
fn the_browser_agrees_on_random_pages() {
    let mut runner = TestRunner::deterministic();
    let host = Host::of("");
    let tab = Tab::live(&host.url);
    tab.run("window.mark = 1");
    for _ in 0..200 {
        let body = written().new_tree(&mut runner).unwrap().current();
        tab.wait_for_revision(host.publish(&body).revision.0);
        check(&tab, &body);
    }
}

#[test]
fn the_browser_agrees_on_long_pages() {
    let mut runner = TestRunner::deterministic();
    let mut random = |most: usize| (0..=most).new_tree(&mut runner).unwrap().current();
    let block = |number: usize| match number % 5 {
        0 => format!("<h2>Section {number}</h2>"),
        1 => format!("<div data-key=b{number}><p>Text {number}</p></div>\n"),
        _ => format!("<p>Block {number}{}</p>\n", ", and on it goes".repeat(20)),
    };
    let page = |blocks: &[String]| format!("<main data-long>{}</main>", blocks.concat());
    let mut blocks: Vec<String> = (0..120).map(block).collect();
    let host = Host::of(&page(&blocks));
    let tab = Tab::live(&host.url);
    tab.run("window.mark = 1");
    let stretches = tab.eval("document.querySelectorAll('[data-stretch]').length");
    assert!(stretches.as_u64().unwrap() >= 4, "{stretches}");
    for round in 0..60 {
        for _ in 0..=random(2) {
            let at = random(blocks.len() - 1);
            let end = at + random((blocks.len() - at).min(9));
            match random(2) {
                0 => drop(blocks.splice(at..end, (0..random(4)).map(|n| block(1_000 * round + n)))),
                1 => blocks.rotate_left(random(3)),
                _ => {
                    let moved: Vec<String> = blocks.drain(at..end).collect();
                    let to = random(blocks.len());
                    blocks.splice(to..to, moved);
                }
            }
            if blocks.is_empty() {
                blocks.push(block(round));
            }
        }
        tab.wait_for_revision(host.publish(&page(&blocks)).revision.0);
        check(&tab, &format!("round {round}"));
    }
    let fetches = tab.eval(
        "performance.getEntriesByType('resource').filter(e => e.initiatorType === 'fetch').length",
    );
    assert_eq!(fetches, 60, "the client fetched the page where a patch was enough");
}

/// HTML as people and programs write it, well formed or not. `<noscript>` is left out: a page that
/// is read by `DOMParser` to compare with is read as if scripts were off.
fn written() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "(rinse|the|rotor|twice|with|water|and|dry| |&amp;|😀){1,12}",
        5 => "</?(p|div|b|i|a|ul|li|table|tr|td|pre|h1|section|svg|path|select|option)>",
        2 => "<(p|div|h2|li) (id|data-key)=[a-h]>(one|two|three)</(p|div|h2|li)>",
        1 => "<(img|br|input|hr) (class|title)=(\"[a-c&<]{0,3}\"|[a-c])>",
        1 => "<!--[a-c ]{0,5}-->",
        1 => "<(template|math|textarea)>[a-c]{0,5}</(template|math|textarea)>",
    ];
    vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}
