//! SOPs are written in the application, in a real browser.

use std::fs;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::author::{Author, Builder, Shelf, wait};
use crate::browser::Tab;
use crate::outside::while_down;

/// The application with an SOP open, and its file.
struct Desk {
    tab: Tab,
    builder: Builder,
    shelf: Shelf,
}

impl Desk {
    fn with(source: &str) -> Self {
        let shelf = Shelf::with(source);
        let builder = Builder::of(&shelf.sop());
        let tab = Self::tab(&builder);
        Self { tab, builder, shelf }
    }

    fn tab(builder: &Builder) -> Tab {
        let tab = Tab::open(&builder.url);
        tab.size(1440, 900);
        tab.wait("document.querySelector('.canvas, .canvas-empty')");
        tab
    }

    /// Selects the row whose text has this.
    fn select(&self, text: &str) {
        self.select_row(&format!(
            "[...document.querySelectorAll('[data-row]')].find(row => row.textContent.includes({text:?}))"
        ));
    }

    fn select_row(&self, row: &str) {
        self.tab.wait(row);
        self.tab.run(&format!("{row}.dispatchEvent(new MouseEvent('click', {{ bubbles: true }}))"));
        self.tab.wait(&format!("{row}?.classList.contains('is-selected')"));
    }

    /// Puts the caret into the text field that has this.
    fn write_in(&self, text: &str) {
        self.tab.run(&format!(
            "const field = [...document.querySelectorAll('.text-field, [data-field]')]
                 .find(field => field.textContent.includes({text:?}));
             field.id = 'wanted'"
        ));
        self.tab.click("#wanted");
        self.tab.wait("document.activeElement.closest('.cm-editor')");
    }

    fn insert(&self, entry: &str) {
        self.tab.click(&format!("[data-entry='{entry}']"));
    }

    fn file_is(&self, source: &str) {
        self.shelf.wait_for(source);
    }

    fn file_has(&self, text: &str) {
        wait(
            || self.shelf.read().contains(text),
            || format!("{text:?} in {:?}", self.shelf.read()),
        );
    }
}

#[test]
fn what_is_typed_is_in_the_page_and_in_the_file() {
    let desk = Desk::with("# Rinse\n\nOnce.\n");
    desk.write_in("Once.");
    desk.tab.press("End");
    desk.tab.type_text(" And again.");
    desk.file_is("# Rinse\n\nOnce. And again.\n");
    desk.tab.wait(
        "document.querySelector('iframe').contentDocument.body.textContent.includes('And again.')",
    );
    desk.tab.press("Ctrl+z");
    desk.file_is("# Rinse\n\nOnce.\n");
}

/// A glow for each letter would be frames of the whole page all the time.
#[test]
fn the_page_is_quiet_while_its_author_writes() {
    let desk = Desk::with("First.\n\nSecond.\n");
    let page = "document.querySelector('iframe').contentDocument";
    let quiet = format!("{page}.documentElement.hasAttribute('data-preview-quiet')");
    desk.tab.wait(&format!("{page}.documentElement?.dataset.previewState === 'live'"));
    desk.write_in("First.");
    desk.tab.press("End");
    desk.tab.type_text(" More.");
    desk.tab.wait(&quiet);
    desk.tab.wait(&format!("!{quiet}"));
    desk.file_is("First. More.\n\nSecond.\n");

    let changes = |by: &str| {
        fs::write(desk.shelf.sop(), format!("First. More.\n\nSecond, by {by}.\n")).unwrap();
        desk.tab.wait(&format!("{page}.body.textContent.includes('by {by}')"));
    };
    let glows = format!("{page}.getAnimations().some(({{ id }}) => id === 'sopwright-change')");
    desk.tab.run(&format!("{page}.documentElement.setAttribute('data-preview-quiet', '')"));
    changes("one");
    // What glows does so from the frame on in which the browser has looked whether it is in view.
    desk.tab
        .run("for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame)");
    assert_eq!(desk.tab.eval(&glows), false);
    desk.tab.run(&format!("{page}.documentElement.removeAttribute('data-preview-quiet')"));
    changes("another");
    desk.tab.wait(&glows);
}

/// Between a key and the next frame Chromium puts off all tasks, with fast typing almost for ever; so
/// frames look themselves for what has come. Here no message is of use at all.
#[test]
fn frames_show_what_comes_while_tasks_are_put_off() {
    let desk = Desk::with("First.\n");
    let page = "document.querySelector('iframe').contentDocument";
    desk.tab.wait(&format!("{page}.documentElement?.dataset.previewState === 'live'"));
    desk.tab.run(
        "const { prototype } = document.querySelector('iframe').contentWindow.MessageEvent;
         Object.defineProperty(prototype, 'data', { get: () => ({ type: 'put off' }) })",
    );
    // Another way of getting the page would be found after a while.
    desk.tab.run(&format!(
        "window.states = new Set();
         new MutationObserver(() => states.add({page}.documentElement.dataset.previewState))
             .observe({page}.documentElement, {{ attributes: true }})"
    ));
    desk.write_in("First.");
    desk.tab.press("End");
    desk.tab.type_text(" More.");
    desk.tab.wait(&format!("{page}.body.textContent.includes('First. More.')"));
    assert_eq!(desk.tab.eval("[...states]"), json!(["live"]));
}

#[test]
fn steps_are_written_by_keyboard() {
    let desk = Desk::with(":::steps\n1. Fill.\n:::\n");
    desk.write_in("Fill.");
    desk.tab.press("End");
    desk.tab.press("Enter");
    desk.file_has("2. ");
    desk.tab.wait(
        "document.activeElement.closest('.cm-editor')?.textContent.includes('Fill') === false",
    );
    desk.tab.type_text("Shake.");
    desk.file_is(":::steps\n1. Fill.\n2. Shake.\n:::\n");
    desk.tab.press("Tab");
    desk.file_is(":::steps\n1. Fill.\n   1. Shake.\n:::\n");
    desk.tab.press("Shift+Tab");
    desk.file_is(":::steps\n1. Fill.\n2. Shake.\n:::\n");
}

/// Nobody waits for the application: keys that come before the next step is there are written in it.
#[test]
fn fast_typing_goes_where_it_is_meant() {
    let desk = Desk::with(":::steps\n1. Fill.\n:::\n");
    desk.write_in("Fill.");
    desk.tab.press("End");
    desk.tab
        .keys(&["Enter", "Shake.", "Enter", "Wait.", "Enter", "Tab", "Longer.", "Enter", "Rest."]);
    // Whether a sub-step needs a blank line depends on whether it was still empty.
    let tight = || desk.shelf.read().replace("\n\n   1.", "\n   1.");
    let why = || {
        format!("{} {}", tight(), desk.tab.eval("document.querySelector('.toast')?.textContent"))
    };
    let is = |source: &str| wait(|| tight() == source, why);
    is(":::steps\n1. Fill.\n2. Shake.\n3. Wait.\n   1. Longer.\n   2. Rest.\n:::\n");
    // An empty step ends the list of its level, then the list.
    desk.tab.keys(&["Enter", "Enter", "Pour.", "Enter", "Enter", "Done."]);
    is(
        ":::steps\n1. Fill.\n2. Shake.\n3. Wait.\n   1. Longer.\n   2. Rest.\n4. Pour.\n:::\n\nDone.\n",
    );
    desk.tab.keys(&["Enter", "Second.", "Home", "Backspace", "And "]);
    desk.file_has("\n\nDone. And Second.\n");
}

/// So does what an input method composes, even if the next step comes in the middle of it.
#[test]
fn what_is_composed_goes_where_it_is_meant() {
    let desk = Desk::with(":::steps\n1. Fill.\n:::\n");
    desk.write_in("Fill.");
    desk.tab.press("End");
    // The builder hears of nothing until it is let go.
    desk.tab.run(
        "const { send } = WebSocket.prototype;
         const waiting = [];
         WebSocket.prototype.send = function (data) { waiting.push([this, data]); };
         window.letGo = () => {
             WebSocket.prototype.send = send;
             for (const [socket, data] of waiting) send.call(socket, data);
         };",
    );
    desk.tab.press("Enter");
    desk.tab.press_for_input_method();
    desk.tab.compose("ni");
    desk.tab.run("letGo()");
    desk.file_is(":::steps\n1. Fill.\n2. \n:::\n");
    desk.tab.compose("你");
    desk.tab.type_text("你好");
    desk.tab.keys(&["!"]);
    desk.file_is(":::steps\n1. Fill.\n2. 你好!\n:::\n");
}

/// Enter goes from a word to its meaning, from there to the next word, and out of the last one.
#[test]
fn words_follow_words() {
    let desk = Desk::with(":::definitions\n- RCF: force\n:::\n");
    desk.write_in("force");
    desk.tab.press("End");
    desk.tab.keys(&["Enter", "Rotor", "Enter", "turns", "Enter", "Enter", "Done."]);
    desk.file_is(":::definitions\n- RCF: force\n- Rotor: turns\n:::\n\nDone.\n");
}

#[test]
fn e08_blocks_are_copied_moved_and_deleted_and_come_back() {
    let source = "# One\n\nFirst.\n\nSecond.\n";
    let desk = Desk::with(source);
    desk.select("First.");
    desk.tab.press("Ctrl+d");
    desk.file_is("# One\n\nFirst.\n\nFirst.\n\nSecond.\n");
    desk.tab.press("Ctrl+z");
    desk.file_is(source);
    desk.select("Second.");
    desk.tab.press("Alt+ArrowUp");
    desk.file_is("# One\n\nSecond.\n\nFirst.\n");
    desk.select("Second.");
    desk.tab.press("Delete");
    desk.file_is("# One\n\nFirst.\n");
    desk.tab.wait("document.querySelector('.toast button')");
    desk.tab.click(".toast button");
    desk.file_is("# One\n\nSecond.\n\nFirst.\n");
}

/// The lower edge of the last row in a card is in the card, and what is below it is not.
#[test]
fn a_drop_says_by_its_place_what_it_goes_into() {
    let source = "First.\n\n:::note\nMind.\n:::\n\nLast.\n";
    let desk = Desk::with(source);
    let first = ".rows > li:first-child .row-handle";
    let mind = ".rows > li:nth-child(3)";
    desk.tab.wait("document.querySelectorAll('.rows > li').length === 4");
    desk.tab.drag(first, mind, 0.98);
    desk.file_is(":::note\nMind.\n:::\n\nFirst.\n\nLast.\n");
    desk.tab.press("Ctrl+z");
    desk.file_is(source);
    desk.tab.wait("document.querySelector('.rows > li').textContent.includes('First')");
    desk.tab.drag(first, mind, 0.55);
    desk.file_is(":::note\nMind.\n\nFirst.\n:::\n\nLast.\n");
}

/// A text that is moved while it is written in takes the caret along, and what is typed at once.
#[test]
fn the_caret_goes_with_its_text() {
    let desk = Desk::with("First.\n\nSecond.\n\nThird.\n");
    desk.write_in("First.");
    desk.tab.press("End");
    desk.tab.press("Alt+ArrowDown");
    desk.tab.keys(&[" More."]);
    desk.file_is("Second.\n\nFirst. More.\n\nThird.\n");
    desk.tab.wait("document.activeElement.textContent === 'First. More.'");
    // The second button of its bar moves it down.
    desk.tab.click(".block-bar button:nth-of-type(2)");
    desk.tab.keys(&[" Much."]);
    desk.file_is("Second.\n\nThird.\n\nFirst. More. Much.\n");
}

/// Everything that a mouse does is done by a finger: tapped into, put in, and dragged.
#[test]
fn a_finger_writes_puts_in_and_drags() {
    let source = "First.\n\nSecond.\n\nThird.\n";
    let desk = Desk::with(source);
    desk.tab.have_touch();
    let row = |number: usize| format!(".rows > li:nth-child({number})");
    desk.tab.wait("document.querySelectorAll('.rows > li').length === 3");
    desk.tab.tap(&format!("{} .text-field", row(1)));
    desk.tab.wait("document.activeElement.closest('.cm-editor')");
    desk.tab.press("End");
    desk.tab.type_text(" More.");
    desk.file_is("First. More.\n\nSecond.\n\nThird.\n");
    desk.tab.drag_by_finger(&format!("{} .row-handle", row(1)), &row(3), 0.2);
    desk.file_is("Second.\n\nFirst. More.\n\nThird.\n");
    desk.tab.drag_by_finger("[data-entry=note]", &row(1), 0.2);
    desk.tab.wait("document.querySelector('.rows > li:first-child.is-admonition')");
    desk.tab.press("Ctrl+z");
    desk.file_is("Second.\n\nFirst. More.\n\nThird.\n");
    desk.tab.tap("[data-entry=warning]");
    desk.file_has(":::warning");
    // A finger that goes up or down in the library scrolls it.
    let list = "document.querySelector('.library-groups')";
    desk.tab.run(&format!("{list}.scrollTop = 0"));
    let before = desk.shelf.read();
    desk.tab.swipe(".library-groups", -200.0);
    desk.tab.wait(&format!("{list}.scrollTop > 50"));
    assert_eq!(desk.shelf.read(), before);
}

/// The line between preview and properties is moved by the arrow keys, and stays where it was put.
#[test]
fn the_properties_get_more_room() {
    let desk = Desk::with("Text.\n");
    let height = || desk.tab.eval("document.querySelector('.properties').offsetHeight").as_i64();
    let before = height().unwrap();
    desk.tab.run("document.querySelector('.handle.is-y').focus()");
    desk.tab.press("ArrowUp");
    desk.tab.press("ArrowUp");
    desk.tab
        .wait(&format!("document.querySelector('.properties').offsetHeight === {}", before + 48));
    let address = desk.tab.eval("location.href");
    desk.tab.goto("about:blank");
    desk.tab.goto(address.as_str().unwrap());
    desk.tab.wait("document.querySelector('.properties')");
    assert_eq!(height(), Some(before + 48));
}

/// A style sheet is begun, written and kept; each rule shows at once, and so does what another program
/// writes into it.
#[test]
fn a_style_sheet_is_written_in_view_of_the_page() {
    let desk = Desk::with("Text.\n");
    let page = "document.querySelector('.preview iframe').contentDocument";
    let colour = |rgb: &str| {
        desk.tab.wait(&format!(
            "getComputedStyle({page}.querySelector('#document p')).color === 'rgb({rgb})'"
        ));
    };
    desk.tab.click(".preview [aria-label='Write the style sheet']");
    desk.tab.wait("document.querySelector('.style-actions .primary')");
    desk.tab.click(".style-actions .primary");
    desk.tab.wait("document.querySelector('.style-text:enabled')");
    desk.tab.click(".style-text");
    desk.tab.press("Ctrl+End");
    desk.tab.type_text("#document p { color: rgb(1, 2, 3); }");
    colour("1, 2, 3");
    let sheet = desk.shelf.path().join("style.css");
    let written = || std::fs::read_to_string(&sheet).unwrap();
    wait(|| written().ends_with("(1, 2, 3); }"), written);

    desk.tab.click(".properties-head .button:not(.icon)");
    desk.file_is("---\ntheme: style.css\n---\n\nText.\n");
    colour("1, 2, 3");
    // The field asks for what is in the file when the focus comes into it.
    let loads = "performance.getEntriesByType('resource').filter(({ name }) => \
         name.includes('_builder/styles/style.css')).length";
    let before = desk.tab.eval(loads);
    desk.tab.click(".style-text");
    desk.tab.wait(&format!("{loads} > {before}"));
    std::fs::write(&sheet, "#document p { color: rgb(4, 5, 6); }").unwrap();
    colour("4, 5, 6");
    // What was written here before that is not written over it unasked.
    desk.tab.type_text("/* mine */");
    desk.tab.wait("document.querySelector('.style-wrong button')");
    assert_eq!(written(), "#document p { color: rgb(4, 5, 6); }");
    desk.tab.click(".style-wrong button");
    desk.tab.wait("document.querySelector('.style-text').value.includes('(4, 5, 6)')");
    desk.tab.wait("!document.querySelector('.style-wrong')");
}

/// What an included file has is seen in its place, and handled by its include.
#[test]
fn an_include_is_moved_changed_and_deleted() {
    let desk = Desk::with("One.\n\n::include{file=part.md}\n\nEnd.\n");
    let part = |name: &str, text: &str| {
        std::fs::write(desk.shelf.path().join(name), text).unwrap();
    };
    part("part.md", "Gloves.\n\nGoggles.\n");
    part("other.md", "Masks.\n");
    desk.select("Goggles.");
    desk.tab.wait("document.querySelector('.is-selected .row-foreign')");
    desk.tab.press("Alt+ArrowDown");
    desk.file_is("One.\n\nEnd.\n\n::include{file=part.md}\n");
    desk.select("Gloves.");
    desk.tab.wait("document.querySelector('.properties [name=file]')");
    desk.tab.wait("document.querySelector('.is-selected .block-bar')");
    desk.tab.triple_click(".properties [name=file]");
    desk.tab.type_text("other.md");
    desk.file_is("One.\n\nEnd.\n\n::include{file=other.md}\n");
    desk.select("Masks.");
    desk.tab.press("Delete");
    desk.file_is("One.\n\nEnd.\n");
}

/// Whatever names a block goes with its new name, and all of that is taken back at once.
#[test]
fn a_new_name_is_followed_by_references() {
    let source = ":::steps\n1. Fill. {#fill}\n2. Shake. {#shake}\n3. As in @step(fill..shake), or [here](#fill).\n:::\n";
    let desk = Desk::with(source);
    desk.select("Fill.");
    desk.tab.wait("document.querySelector('.properties [name=id]')");
    desk.tab.triple_click(".properties [name=id]");
    desk.tab.type_text("pour");
    desk.tab.press("Enter");
    desk.file_is(&source.replace("fill", "pour"));
    desk.tab.run("window.dispatchEvent(new KeyboardEvent('keydown', { key: 'z', ctrlKey: true }))");
    desk.file_is(source);
}

#[test]
fn properties_are_set() {
    let desk = Desk::with(":::warning Bleach\nBurns.\n:::\n");
    desk.select_row("document.querySelector('.is-hazard')");
    desk.tab.wait("document.querySelector('[name=level]')");
    desk.tab.run(
        "const level = document.querySelector('[name=level]');
         level.value = 'danger';
         level.dispatchEvent(new Event('change', { bubbles: true }))",
    );
    desk.file_is(":::danger Bleach\nBurns.\n:::\n");
    desk.tab.click("[name=avoid]");
    desk.tab.type_text("Wear gloves.");
    desk.file_is(":::danger{avoid=\"Wear gloves.\"} Bleach\nBurns.\n:::\n");
}

/// Every block of the library is put in, written in by every field of its properties, copied, moved,
/// deleted, and each of that is taken back.
#[test]
fn every_block_of_the_library_is_edited_in_every_way() {
    let source = "# One\n\nText.\n\n:::issue Slips\nIt slips.\n:::\n\nEnd.\n";
    let desk = Desk::with(source);
    let entries =
        desk.tab.eval("[...document.querySelectorAll('[data-entry]')].map(e => e.dataset.entry)");
    let entries: Vec<&str> =
        entries.as_array().unwrap().iter().map(|e| e.as_str().unwrap()).collect();
    assert!(entries.len() > 45, "{entries:?}");
    let undo = "window.dispatchEvent(new KeyboardEvent('keydown', { key: 'z', ctrlKey: true }))";
    let read = || desk.shelf.read();
    // Waits until something was done to what is before, and takes it back.
    let comes_and_goes = |before: &str, what: &str| {
        let refusal = || desk.tab.eval("document.querySelector('.toast.is-error')?.textContent");
        wait(
            || {
                assert_eq!(refusal(), Value::Null, "{what}: {before:?}");
                read() != before
            },
            || format!("{what}: {before:?}"),
        );
        let with = read();
        desk.tab.run(undo);
        wait(|| read() == before, || format!("{what} is taken back: {with:?}, {:?}", read()));
    };
    let mut fields_set = 0;
    for entry in entries {
        // Causes and solutions are parts of an issue.
        let is_part = ["cause", "solution"].contains(&entry);
        desk.select(if is_part { "It slips." } else { "Text." });
        let selected = "document.querySelector('.row.is-selected')?.dataset.row";
        let old = desk.tab.eval(selected);
        desk.insert(entry);
        wait(|| read() != source, || format!("{entry} is put in"));
        desk.tab.wait(&format!("{selected} !== {old}"));
        let before = read();
        let fields = desk.tab.eval(
            "[...document.querySelectorAll('.properties-fields [name]')].map(field => field.name)",
        );
        for field in fields.as_array().unwrap() {
            let field = field.as_str().unwrap();
            let shown = format!("document.querySelector('.properties-fields [name={field}]')");
            desk.tab.wait(&format!("{shown} /* {entry} */"));
            let said = desk.tab.eval(&format!("({SET_FIELD})({field:?})"));
            comes_and_goes(&before, &format!("{entry}: {field} is {said}"));
            fields_set += 1;
        }
        for (act, key) in [
            ("duplicated", "{ key: 'd', ctrlKey: true }"),
            ("moved", "{ key: 'ArrowUp', altKey: true }"),
        ] {
            desk.tab.run(&format!("window.dispatchEvent(new KeyboardEvent('keydown', {key}))"));
            comes_and_goes(&before, &format!("{entry} is {act}"));
        }
        desk.tab.press("Ctrl+k");
        desk.tab.wait("document.activeElement.matches('.palette-search')");
        desk.tab.type_text("Delete");
        desk.tab.press("Enter");
        comes_and_goes(&before, &format!("{entry} is deleted"));
        desk.tab.run(undo);
        wait(|| read() == source, || format!("{entry} is taken back: {before:?}"));
    }
    assert!(fields_set > 150, "{fields_set} fields");
}

/// Gives a field of the properties another value, as an author would; returns the value.
const SET_FIELD: &str = "name => {
    const field = document.querySelector(`.properties-fields [name=\"${name}\"]`);
    field.focus();
    if (field.type === 'checkbox') {
        field.click();
        return field.checked;
    }
    const values = { marks: field.value === 'numbers' ? 'bullets' : 'numbers', start: '7', min: '2', max: '9', rows: '3', unit: 'mg' };
    const kinds = { date: '2026-11-23', time: '08:30' };
    const value = values[name] === undefined && field.tagName === 'SELECT'
        ? [...field.options].findLast(option => option.value && option.value !== field.value).value
        : kinds[field.type] ?? values[name] ?? (field.inputMode === 'decimal' ? '7' : `${name}-x`);
    const prototype = Object.getPrototypeOf(field);
    Object.getOwnPropertyDescriptor(prototype, 'value').set.call(field, value);
    for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));
    field.blur();
    return value;
}";

/// What is written after another document was opened goes into that one.
#[test]
fn e07_another_document_has_its_own_blocks() {
    let desk = Desk::with("First.\n");
    fs::write(desk.shelf.path().join("other.md"), "Second.\n").unwrap();
    desk.select("First.");
    desk.tab.run("location.hash = '#other.md'");
    desk.tab.wait("document.querySelector('.canvas')?.textContent.includes('Second.')");
    assert_eq!(desk.tab.eval("document.querySelectorAll('.row.is-selected').length"), 0);
    desk.write_in("Second.");
    desk.tab.press("End");
    desk.tab.type_text(" More.");
    let other = || fs::read_to_string(desk.shelf.path().join("other.md")).unwrap();
    wait(|| other() == "Second. More.\n", other);
    assert_eq!(desk.shelf.read(), "First.\n");
}

/// How long authors write at once.
const WRITES_FOR: Duration = Duration::from_secs(30);

#[test]
fn two_browsers_and_another_program_write_at_once() {
    let source = "# Rinse\n\n:::steps\n1. Fill the flask.\n:::\n\nNotes.\n";
    let desk = Desk::with(source);
    let other = Desk::tab(&desk.builder);
    desk.write_in("Fill the flask.");
    desk.tab.press("Home");
    other.run(
        "const field = [...document.querySelectorAll('.text-field, [data-field]')]
             .find(field => field.textContent.includes('Fill the flask'));
         field.id = 'wanted'",
    );
    other.click("#wanted");
    other.wait("document.activeElement.closest('.cm-editor')");
    other.press("End");
    let end = Instant::now() + WRITES_FOR;
    let (mut rounds, mut others) = (0, 0);
    while Instant::now() < end {
        desk.tab.type_text("a");
        other.type_text("b");
        rounds += 1;
        if rounds % 20 == 5 {
            let read = desk.shelf.read();
            fs::write(desk.shelf.sop(), read.replace("Notes.", "Notes. More.")).unwrap();
            others += 1;
        }
    }
    // Without the names at the carets of others.
    let text = "(() => {
        const line = document.querySelector('.cm-line').cloneNode(true);
        line.querySelectorAll('[contenteditable=false], .cm-widgetBuffer').forEach(it => it.remove());
        return line.textContent;
    })()";
    wait(
        || {
            let source = desk.shelf.read();
            source.matches('a').count() == rounds + "flask".matches('a').count()
                && source.matches('b').count() == rounds
                && source.matches("More.").count() == others
        },
        || format!("{rounds} rounds, {others} changes of the file: {}", desk.shelf.read()),
    );
    let line = desk.shelf.read().lines().find(|line| line.contains("Fill")).unwrap().to_owned();
    let expected = line.strip_prefix("1. ").unwrap().to_owned();
    for tab in [&desk.tab, &other] {
        tab.wait(&format!("{text}.includes({expected:?})"));
    }
    assert!(expected.starts_with(&"a".repeat(rounds)), "{expected}");
    assert!(expected.ends_with(&"b".repeat(rounds)), "{expected}");
}

#[test]
fn a_restart_in_the_middle_of_a_word_loses_nothing() {
    let shelf = Shelf::with("Begin.\n");
    let builder = Builder::of(&shelf.sop());
    let port = builder.port().to_owned();
    let tab = Desk::tab(&builder);
    let desk = Desk { tab, builder, shelf };
    desk.write_in("Begin.");
    desk.tab.press("End");
    desk.tab.type_text(" before");
    desk.file_has("before");
    let Desk { tab, builder, shelf } = desk;
    builder.kill();
    tab.type_text(" while");
    let builder = Builder::on_port(&shelf.sop(), &port);
    tab.type_text(" after");
    shelf.wait_for("Begin. before while after\n");
    drop(builder);
}

#[test]
fn two_versions_that_cannot_be_merged_are_shown() {
    let source = "# Rinse\n\none two three\n";
    let theirs = "# Rinse\n\none 2 three\n\nand a line\n";
    let (shelf, _) = while_down(source, &|author| author.type_at(13, 16, "ZWEI"), |file| {
        fs::write(file, theirs).unwrap();
    });
    let builder = Builder::of(&shelf.sop());
    let tab = Desk::tab(&builder);
    let desk = Desk { tab, builder, shelf };
    let marked = |version: usize| {
        format!(
            "[...document.querySelectorAll('.version')[{version}].querySelectorAll('mark')]
                .map(line => line.textContent.trim()).filter(Boolean).join('|')"
        )
    };
    let compare = || {
        desk.tab.wait("document.querySelector('.status [data-saved=conflict] button')");
        desk.tab.click(".status [data-saved=conflict] button");
        desk.tab.wait(&format!("{} === 'one 2 three'", marked(1)));
        desk.tab.wait(&format!("{} === 'one ZWEI three'", marked(0)));
    };
    compare();
    assert_eq!(desk.tab.axe(), json!([]));
    assert_eq!(desk.shelf.read(), theirs, "nobody has decided");
    desk.tab.press("Escape");
    // Who goes on writing has decided, and may think better of it.
    desk.write_in("and a line");
    desk.tab.press("End");
    desk.tab.type_text("!");
    desk.file_is("# Rinse\n\none ZWEI three\n\nand a line!\n");
    desk.tab.wait("document.querySelector('.status [data-saved=conflict] button')");
    desk.tab.click(".status [data-saved=conflict] button");
    desk.tab.wait(&format!("{} === 'one 2 three|and a line'", marked(1)));
    desk.tab.wait(
        "/[.]sopwright[/]versions[/]sop[.]md/.test(document.querySelector('dialog').textContent)",
    );
    desk.tab.click("dialog .modal-foot button:not(.primary)");
    desk.tab.wait("document.querySelector('.status [data-saved=saved]')");
    desk.file_is(theirs);
    assert_eq!(desk.shelf.versions(), ["# Rinse\n\none ZWEI three\n\nand a line!\n"]);
}

/// A link is opened under the name of the file that it leads to.
#[cfg(unix)]
#[test]
fn a_link_is_opened_as_what_it_leads_to() {
    let shelf = Shelf::with("# One\n\nA text.\n");
    std::os::unix::fs::symlink("sop.md", shelf.path().join("link.md")).unwrap();
    let builder = Builder::of(shelf.path());
    let tab = Tab::open(&builder.url);
    tab.size(1440, 900);
    tab.run("location.hash = '#link.md'");
    tab.wait("location.hash === '#sop.md' && document.querySelector('.canvas')?.textContent.includes('A text.')");
    let shown = "document.querySelector('iframe').contentDocument?.body?.textContent";
    tab.wait(&format!("{shown}?.includes('A text.')"));
}

/// What another run of the program has is not opened, and the page says why.
#[test]
fn what_is_open_elsewhere_is_said_to_be() {
    let shelf = Shelf::with("# One\n");
    let inner = shelf.path().join("inner");
    fs::create_dir(&inner).unwrap();
    fs::write(inner.join("two.md"), "# Two\n").unwrap();
    let outer = Builder::of(shelf.path());
    Author::open_at(&outer, "inner/two.md").told("document");
    let nested = Builder::of(&inner);
    let tab = Tab::open(&nested.url);
    tab.run("location.hash = '#two.md'");
    tab.wait("/is open in another run of the builder/.test(document.querySelector('.notice-line')?.textContent)");
    // It opens by itself when it is free.
    outer.end();
    tab.wait("document.querySelector('.canvas')?.textContent.includes('Two')");
}

#[test]
fn a_long_document_is_shown_in_part_and_found_in_whole() {
    let source: String =
        (0..5000).map(|number| format!("Paragraph {number} of many.\n\n")).collect();
    let desk = Desk::with(&source);
    let rows = desk.tab.eval("document.querySelectorAll('[data-row]').length");
    assert!(rows.as_u64().unwrap() < 300, "{rows} rows are on the page");
    desk.tab.run(
        "const canvas = document.querySelector('.canvas'); canvas.scrollTop = canvas.scrollHeight",
    );
    desk.tab.wait("document.querySelector('.canvas').textContent.includes('Paragraph 4999 of')");
}

#[test]
fn catalogue_and_project_are_told() {
    let desk = Desk::with("# One\n");
    let project = desk.builder.json("GET", "/_builder/project.json", b"");
    assert_eq!(project["documents"], json!([{ "name": "sop.md", "title": "One" }]));
    let catalogue = desk.builder.json("GET", "/_builder/catalogue.json", b"");
    for entry in catalogue["groups"].as_array().unwrap().iter().flat_map(|group| {
        group["entries"].as_array().unwrap().iter().map(|entry| entry.as_str().unwrap().to_owned())
    }) {
        desk.tab.wait(&format!("document.querySelector(\"[data-entry='{entry}'] b\").textContent"));
    }
}

/// Every view of the application, by the rules of WCAG that a program can check.
#[test]
fn axe_finds_nothing() {
    let desk = Desk::with(include_str!("../../../../examples/mould-change/mould-change.md"));
    let check = |view: &str| {
        assert_eq!(desk.tab.axe(), json!([]), "{view}");
    };
    check("blocks");
    desk.select("Lockout");
    check("a block is selected");
    desk.tab.press("Escape");
    for (chord, view) in [
        ("Ctrl+k", "commands"),
        ("Ctrl+i", "front matter"),
        ("Ctrl+e", "export"),
        ("Ctrl+o", "open"),
        ("Alt+n", "new"),
        ("Ctrl+Shift+S", "save as"),
    ] {
        desk.tab.press(chord);
        desk.tab.wait("document.querySelector('dialog[open]')");
        check(view);
        desk.tab.press("Escape");
        desk.tab.wait("!document.querySelector('dialog[open]')");
    }
    desk.tab.press("Ctrl+f");
    desk.tab.wait("document.querySelector('search')");
    check("search");
    desk.tab.run("[...document.querySelectorAll('[role=tab]')].forEach(tab => /Source|Outline/.test(tab.textContent) && tab.click())");
    desk.tab.wait("document.querySelector('.cm-gutters')");
    check("source and outline");
    desk.tab.size(390, 844);
    desk.tab.wait("document.querySelector('.small-notice iframe')");
    check("a phone");
}
