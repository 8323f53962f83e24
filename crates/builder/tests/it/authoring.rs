//! A whole SOP is written from nothing: by keyboard alone, and with the mouse for all but the letters.

use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;

use crate::author::{Builder, wait};
use crate::browser::Tab;

/// What is written, by whatever hands.
const WRITTEN: &str = "---
title: \"Rinse the column\"
status: draft
owner: Laboratory
---

# Purpose

Keep the column clean.

# Procedure

:::warning Solvent
Keep flames away.
:::

:::steps
1. Open the valve.
2. Rinse the column.
   1. Twice with water.
   2. Once with **ethanol**.
3. Close the valve.
:::
";

/// The application on a folder without documents.
struct Empty {
    tab: Tab,
    builder: Builder,
    folder: TempDir,
}

impl Empty {
    fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let builder = Builder::of(folder.path());
        let tab = Tab::open(&builder.url);
        tab.size(1440, 900);
        tab.wait("document.querySelector('.welcome')");
        Self { tab, builder, folder }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("rinse-the-column/rinse-the-column.md")
    }

    fn read(&self) -> String {
        fs::read_to_string(self.file()).unwrap_or_default()
    }

    /// Ends the application, opens what it wrote in a new one, and looks whether all is there.
    fn reopen(self) {
        // What is put in between others leaves their own numbers as they are.
        let counted = || self.read().replace("3. Close", "2. Close");
        wait(|| counted() == WRITTEN.replace("3. Close", "2. Close"), || self.read());
        let written = self.read();
        let file = self.file();
        let Self { tab, builder, folder: _folder } = self;
        drop(tab);
        builder.end();
        let builder = Builder::of(&file);
        let tab = Tab::open(&builder.url);
        tab.wait("document.querySelectorAll('[data-row]').length === 10");
        let numbers = tab.eval(
            "[...document.querySelectorAll('.step-number')].map(number => number.textContent.trim())",
        );
        assert_eq!(numbers, serde_json::json!(["1", "2", "2.1", "2.2", "3"]));
        assert_eq!(fs::read_to_string(file).unwrap(), written);
    }
}

#[test]
fn by_keyboard_alone() {
    let empty = Empty::open();
    let tab = &empty.tab;
    let caret_in = |text: &str| {
        tab.wait(&format!(
            "document.activeElement.closest('.cm-editor')?.textContent.includes({text:?})"
        ));
    };
    let on_row = |text: &str| {
        tab.wait(&format!("document.activeElement.matches('[data-row]') && document.activeElement.textContent.includes({text:?})"));
    };
    tab.press("Alt+n");
    tab.wait("document.activeElement.closest('dialog')");
    tab.type_text("Rinse the column");
    tab.press("Enter");
    on_row("Purpose");
    tab.press("ArrowDown");
    on_row("What this procedure");
    tab.press("Enter");
    caret_in("What this procedure");
    tab.press("Ctrl+a");
    tab.keys(&["Keep the column clean."]);
    tab.press("Escape");
    on_row("Keep the column");
    tab.press("ArrowDown");
    on_row("Procedure");
    tab.press("Ctrl+k");
    tab.wait("document.activeElement.matches('.palette-search')");
    tab.keys(&["insert warning", "Enter", "Solvent", "Enter"]);
    tab.wait("document.activeElement.closest('.cm-editor')");
    tab.press("Ctrl+a");
    tab.keys(&["Keep flames away."]);
    tab.press("Escape");
    on_row("Keep flames away.");
    tab.press("ArrowDown");
    on_row("The first step.");
    tab.press("F2");
    caret_in("The first step.");
    tab.press("Ctrl+a");
    tab.keys(&["Open the valve.", "Enter", "Rinse the column.", "Enter"]);
    tab.keys(&["Twice with water."]);
    tab.press("Tab");
    tab.keys(&["Enter", "Once with "]);
    tab.press("Ctrl+b");
    tab.keys(&["ethanol"]);
    tab.keys(&["End", ".", "Enter", "Enter", "Close the valve."]);
    tab.press("Escape");
    on_row("Close the valve.");
    tab.press("Ctrl+i");
    tab.wait("document.activeElement.closest('dialog')");
    for _ in 0..60 {
        if tab.eval("document.activeElement.name") == "owner" {
            break;
        }
        tab.press("Tab");
    }
    assert_eq!(tab.eval("document.activeElement.name"), "owner", "Tab comes to it");
    tab.type_text("Laboratory");
    tab.press("Escape");
    tab.wait("!document.querySelector('dialog')");
    on_row("Close the valve.");
    empty.reopen();
}

/// Letters come from the keyboard, all else is done with the mouse.
#[test]
fn by_mouse() {
    let empty = Empty::open();
    let tab = &empty.tab;
    // Gives the first element that has a text a name to be clicked by.
    let find = |selector: &str, text: &str| {
        let found = format!(
            "[...document.querySelectorAll({selector:?})].find(it => it.textContent.includes({text:?}))"
        );
        tab.wait(&found);
        tab.run(&format!(
            "document.querySelector('#wanted')?.removeAttribute('id'); {found}.id = 'wanted'"
        ));
    };
    let write_over = |text: &str, with: &str| {
        find("[data-canvas] .text-field", text);
        tab.triple_click("#wanted");
        tab.wait("document.activeElement.closest('.cm-editor')");
        tab.keys(&[with]);
    };
    tab.click(".toolbar [aria-label^='New']");
    tab.wait("document.querySelector('dialog[open] .template input[value=blank]')");
    tab.click(".template input[value=blank]");
    tab.click("dialog [data-first]");
    tab.keys(&["Rinse the column"]);
    tab.click("dialog .modal-foot .primary");
    write_over("What this procedure", "Keep the column clean.");
    find("[data-row]", "Procedure");
    tab.drag("[data-entry=warning]", "#wanted", 0.9);
    tab.wait("document.activeElement.dataset.field === 'title'");
    tab.keys(&["Solvent"]);
    find("[data-canvas] .text-field", "Text");
    write_over("Text", "Keep flames away.");
    write_over("The first step.", "Open the valve.");
    let step = |text: &str| {
        let rows = tab.eval("document.querySelectorAll('[data-row]').length").as_u64().unwrap();
        tab.click("[data-entry=step]");
        tab.wait(&format!("document.querySelectorAll('[data-row]').length === {}", rows + 1));
        tab.wait("document.activeElement.closest('.is-step .cm-editor')");
        tab.keys(&[text]);
    };
    step("Rinse the column.");
    step("Close the valve.");
    find("[data-canvas] .text-field", "Rinse the column.");
    tab.click("#wanted");
    tab.wait("document.activeElement.closest('.cm-editor')?.textContent.includes('Rinse')");
    step("Twice with water.");
    tab.click(".block-bar [aria-label='Make it a sub-step']");
    wait(|| empty.read().contains("   1. Twice"), || empty.read());
    tab.wait("document.querySelector('.is-selected .step-number')?.textContent === '2.1'");
    step("Once with **ethanol**.");
    find("[role=tab]", "Outline");
    tab.click("#wanted");
    find(".outline-go", "Rinse the column");
    tab.click("#wanted");
    tab.wait("document.querySelector('dialog[open] [name=owner]')");
    tab.click("dialog [name=owner]");
    tab.keys(&["Laboratory"]);
    tab.click("dialog .modal-foot .primary");
    empty.reopen();
}

/// The folder without SOPs in which somebody tries the program gets the examples, and keeps them.
#[test]
fn who_has_no_sops_begins_with_the_examples() {
    let folder = tempfile::tempdir().unwrap();
    let shows_example = |builder: &Builder| {
        let tab = Tab::open(&builder.url);
        tab.size(1440, 900);
        tab.wait("document.querySelector('.document-title').textContent.includes('entrifuge')");
        tab.wait("document.querySelectorAll('[data-row]').length > 20");
        tab
    };
    let builder = Builder::standing_in(folder.path());
    let tab = shows_example(&builder);
    tab.press("Alt+n");
    tab.wait("document.activeElement.closest('dialog')");
    drop(tab);
    builder.end();
    let example = folder.path().join("sopwright-examples/workshop-open-and-close.md");
    fs::write(&example, "# Changed\n").unwrap();
    shows_example(&Builder::standing_in(folder.path()));
    assert_eq!(fs::read_to_string(&example).unwrap(), "# Changed\n");
    fs::create_dir(folder.path().join("own")).unwrap();
    fs::write(folder.path().join("own/own.md"), "# Own\n").unwrap();
    let builder = Builder::standing_in(folder.path());
    let project = builder.json("GET", "/_builder/project.json", b"");
    assert!(project["documents"].to_string().contains("own/own.md"), "{project}");
}

/// Files of other programs come in with a report, and what is written goes out in every form.
#[test]
fn documents_come_in_and_go_out() {
    let empty = Empty::open();
    let tab = &empty.tab;
    let import = |name: &str, text: &str| {
        tab.wait("!document.querySelector('dialog[open]')");
        tab.press("Ctrl+k");
        tab.wait("document.activeElement.matches('.palette-search')");
        tab.type_text("Import");
        tab.press("Enter");
        tab.wait("document.querySelector('dialog .drop-place input')");
        tab.run(&format!(
            "const files = new DataTransfer();
             files.items.add(new File([{text:?}], {name:?}));
             const input = document.querySelector('dialog .drop-place input');
             input.files = files.files;
             input.dispatchEvent(new Event('change', {{ bubbles: true }}))"
        ));
    };
    import("torn.sopx", "{ no project");
    tab.wait("document.querySelector('dialog [role=alert]')?.textContent.includes('torn')");
    tab.press("Escape");
    import("odd-values.sopx", include_str!("../../../../fixtures/sopx/odd-values.sopx"));
    tab.wait("document.querySelectorAll('dialog .report li').length > 0");
    tab.click("dialog .modal-foot .primary");
    tab.wait("document.querySelectorAll('[data-row]').length > 1");
    import("plain.md", "# Rinse\n\n!!! warning\n    Hot.\n\nSee *there*.\n");
    tab.wait("document.querySelector('dialog .modal-foot .primary')");
    tab.click("dialog .modal-foot .primary");
    tab.wait("document.querySelector('.is-hazard, .is-admonition')");

    // What the browser would save.
    tab.run(
        "window.saved = {};
         URL.createObjectURL = blob => { window.blob = blob; return 'about:blank'; };
         HTMLAnchorElement.prototype.click = function () { window.saved[this.download] = window.blob; }",
    );
    for (format, begins, has) in [
        ("html", "<!DOCTYPE html>", "Hot."),
        ("md", "# Rinse", "Hot."),
        ("json", "{", "Rinse"),
        ("pdf", "%PDF-", "/Type"),
    ] {
        tab.press("Ctrl+e");
        let choice = format!("dialog [data-format={format}]");
        tab.wait(&format!("document.querySelector('{choice}')"));
        tab.click(&choice);
        let saved = format!("window.saved['plain.{format}']");
        tab.wait(&format!("{saved} && !document.querySelector('dialog[open]')"));
        let text = tab.eval(&format!("{saved}.text()"));
        let text = text.as_str().unwrap();
        assert!(text.starts_with(begins), "{format}: {text:.80}");
        assert!(text.contains(has), "{format}: {text:.2000}");
    }
}
