//! What is in the reader's hands stays there: one test for each kind of state, each over the same
//! changes: blocks inserted before and after, the block itself edited, and moved.

use crate::browser::Tab;
use crate::host::Host;

/// The block in use, between two others, as it changes: around it, in it, and where it stands.
fn states(block: &str) -> [String; 5] {
    let body = |before: &str, word: &str, after: &str| {
        let block = format!("<section data-key=used><p>The block, {word}.</p>{block}</section>");
        format!("<main id=document>{before}{block}{after}</main>")
    };
    let (one, two) = ("<p data-key=one>One.</p>", "<p data-key=two>Two.</p>");
    [
        body(one, "as it was", two),
        body(&format!("<p data-key=new>New.</p>{one}"), "as it was", two),
        body(one, "as it is now", &format!("{two}<p>At the end.</p>")),
        body("", "as it is now", &format!("{one}{two}")),
        body(&format!("{one}{two}"), "as it is now", ""),
    ]
}

/// Opens a page with `block`, lets `prepare` put it to use, and checks `holds` after every change.
fn keeps(block: &str, prepare: impl FnOnce(&Tab), holds: &str) {
    let [first, changes @ ..] = states(block);
    let host = Host::of(&first);
    let tab = Tab::live(&host.url);
    tab.run("window.mark = 1");
    prepare(&tab);
    tab.wait(holds);
    for (count, body) in changes.iter().enumerate() {
        tab.wait_for_revision(host.publish(body).revision.0);
        assert_eq!(tab.eval(holds), true, "after change {count}: {holds}");
        // Whether `<details>` is open stands in the DOM, and is the reader's.
        let [shown, fresh] = [tab.dom(), tab.fresh_dom()].map(|dom| dom.replace(" |open=\"\"", ""));
        assert_eq!(shown, fresh, "after change {count}");
    }
    assert_eq!(tab.eval("window.mark"), 1, "the page was loaded again");
}

#[test]
fn a_typed_value_with_focus_and_caret() {
    keeps(
        "<input id=field>",
        |tab| {
            tab.click("#field");
            tab.type_text("lot 4711");
            tab.run("field.setSelectionRange(4, 6)");
        },
        "field.value === 'lot 4711' && document.activeElement === field
         && field.selectionStart === 4 && field.selectionEnd === 6",
    );
}

#[test]
fn a_selection_in_a_text_area() {
    keeps(
        "<textarea id=field>first</textarea>",
        |tab| {
            tab.click("#field");
            tab.run("field.value = 'first and second'; field.setSelectionRange(6, 9)");
        },
        "field.value === 'first and second' && document.activeElement === field
         && field.value.slice(field.selectionStart, field.selectionEnd) === 'and'",
    );
}

#[test]
fn a_check_mark() {
    keeps(
        "<label><input type=checkbox id=box> done</label>",
        |tab| tab.click("#box"),
        "box.checked === true",
    );
}

#[test]
fn a_check_mark_taken_away() {
    keeps(
        "<label><input type=checkbox id=box checked> done</label>",
        |tab| tab.click("#box"),
        "box.checked === false",
    );
}

#[test]
fn a_choice() {
    keeps(
        "<select id=choice><option>a<option>b<option>c</select>",
        |tab| tab.run("choice.selectedIndex = 2"),
        "choice.value === 'c'",
    );
}

#[test]
fn the_chosen_tab_of_a_group() {
    keeps(
        "<label><input type=radio name=tab id=first checked>1</label>
         <label><input type=radio name=tab id=second>2</label>",
        |tab| tab.click("#second"),
        "second.checked && !first.checked",
    );
}

#[test]
fn an_open_details() {
    keeps(
        "<details id=more><summary>More</summary>text</details>",
        |tab| tab.click("summary"),
        "more.open === true",
    );
}

#[test]
fn a_closed_details_that_the_source_opens() {
    keeps(
        "<details id=more open><summary>More</summary>text</details>",
        |tab| tab.click("summary"),
        "more.open === false",
    );
}

#[test]
fn a_selection_of_text() {
    keeps(
        "<p id=text>Some text to select.</p>",
        |tab| tab.run("getSelection().setBaseAndExtent(text.firstChild, 5, text.firstChild, 9)"),
        "getSelection().toString() === 'text'",
    );
}

#[test]
fn inner_scroll() {
    keeps(
        "<pre id=code style='height: 40px; overflow: auto'>1\n2\n3\n4\n5\n6\n7\n8\n9</pre>",
        |tab| tab.run("code.scrollTop = 30"),
        "code.scrollTop === 30",
    );
}

#[test]
fn a_caret_in_editable_text() {
    keeps(
        "<div id=note contenteditable>note</div>",
        |tab| {
            tab.click("#note");
            tab.run("getSelection().collapse(note.firstChild, 2)");
        },
        "document.activeElement === note && getSelection().anchorOffset === 2
         && getSelection().anchorNode === note.firstChild",
    );
}

#[test]
fn a_frame_is_not_loaded_again() {
    keeps(
        "<iframe id=frame srcdoc='<p>inside'></iframe>",
        |tab| {
            tab.wait("frame.contentDocument?.querySelector('p')");
            tab.run("frame.contentWindow.mark = 1");
        },
        "frame.contentWindow.mark === 1",
    );
}

#[test]
fn sound_goes_on_playing() {
    keeps(
        &format!("<audio id=sound loop muted src='{}'></audio>", silence()),
        |tab| {
            // A page plays sound only once the reader has done something in it.
            tab.click("section p");
            tab.run("await sound.play()");
            tab.wait("sound.currentTime > 0.05");
            tab.run("window.restarts = 0; sound.addEventListener('pause', () => restarts++)");
        },
        "!sound.paused && restarts === 0",
    );
}

/// Ten seconds of silence: a WAV file with 8 bits at 8 kHz.
fn silence() -> String {
    use base64::Engine as _;
    let samples = 80_000_u32;
    let mut wav = Vec::new();
    wav.extend(b"RIFF");
    wav.extend((36 + samples).to_le_bytes());
    wav.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    wav.extend(8_000_u32.to_le_bytes());
    wav.extend(8_000_u32.to_le_bytes());
    wav.extend(b"\x01\0\x08\0data");
    wav.extend(samples.to_le_bytes());
    wav.resize(wav.len() + samples as usize, 0x80);
    let text = base64::engine::general_purpose::STANDARD.encode(wav);
    format!("data:audio/wav;base64,{text}")
}

#[test]
fn a_composition_goes_on() {
    let [first, changes @ ..] = states("<input id=field>");
    let host = Host::of(&first);
    let tab = Tab::live(&host.url);
    tab.click("#field");
    tab.run("window.ended = 0; field.addEventListener('compositionend', () => ended++)");
    tab.compose("に");
    tab.wait("field.value === 'に'");
    for body in &changes[..2] {
        tab.wait_for_revision(host.publish(body).revision.0);
        assert_eq!(tab.eval("ended"), 0, "the composition was broken off");
    }
    tab.compose("にほ");
    tab.wait("field.value === 'にほ' && ended === 0");
    tab.type_text("日本");
    tab.wait("field.value === '日本'");
}

#[test]
fn what_the_source_changes_is_changed() {
    let host = Host::of(
        "<main><input id=field value=a><details id=more><summary>M</summary>x</details></main>",
    );
    let tab = Tab::live(&host.url);
    let changed = "<main><input id=field value=b><details id=more open><summary>M</summary>x</details></main>";
    tab.wait_for_revision(host.publish(changed).revision.0);
    assert_eq!(tab.eval("[field.value, more.open]"), serde_json::json!(["b", true]));
}

#[test]
fn what_an_extension_added_is_left_alone() {
    let host = Host::of("<main><p data-key=a>A.</p><p data-key=b>B.</p></main>");
    let tab = Tab::live(&host.url);
    tab.run(
        "document.querySelector('main').prepend(Object.assign(document.createElement('aside'), { id: 'foreign' }));
         document.body.append(document.createElement('x-extension'))",
    );
    let published = host.publish("<main><p data-key=c>C.</p><p data-key=b>B!</p></main>");
    tab.wait_for_revision(published.revision.0);
    let texts =
        tab.eval("[...document.querySelectorAll('main p')].map(p => p.textContent).join(' ')");
    assert_eq!(texts, "C. B!");
    assert_eq!(
        tab.eval("Boolean(foreign.parentNode && document.querySelector('x-extension'))"),
        true
    );
}
