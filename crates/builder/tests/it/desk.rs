//! One source, many hands: authors, the file, other programs, and crashes in between.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::json;

use crate::author::{Author, Builder, Shelf, wait};
use crate::program::program;

#[test]
fn what_one_types_the_other_has_and_the_file() {
    let shelf = Shelf::with("# Rinse\n\nOnce.\n");
    let builder = Builder::of(&shelf.sop());
    let mut one = Author::with(&builder, "# Rinse\n\nOnce.\n");
    let mut two = Author::with(&builder, "# Rinse\n\nOnce.\n");
    one.type_on("One. ");
    two.type_at(2, 7, "Wash 🧪");
    one.wait_for("# Wash 🧪\n\nOnce.\nOne. ");
    two.wait_for("# Wash 🧪\n\nOnce.\nOne. ");
    shelf.wait_for("# Wash 🧪\n\nOnce.\nOne. ");
}

#[test]
fn a_kill_loses_nothing_that_was_received() {
    let shelf = Shelf::with("");
    let mut expected = String::new();
    for round in 0..5 {
        let builder = Builder::of(&shelf.sop());
        let mut one = Author::with(&builder, &expected);
        let mut two = Author::with(&builder, &expected);
        for word in 0..20 {
            let typed = format!("{round}.{word} ");
            expected.push_str(&typed);
            one.type_on(&typed);
        }
        // What another one has, the builder has; whether the file has it yet is another matter.
        two.wait_for(&expected);
        builder.kill();
    }
    let builder = Builder::of(&shelf.sop());
    let mut last = Author::with(&builder, &expected);
    last.type_on("end");
    shelf.wait_for(&format!("{expected}end"));
}

/// However much arrives at once, all of it is taken.
#[test]
fn a_flood_is_taken_whole() {
    let shelf = Shelf::with("Begin.\n");
    let builder = Builder::of(&shelf.sop());
    let mut author = Author::with(&builder, "Begin.\n");
    let mut expected = String::from("Begin.\n");
    for number in 0..1_000 {
        let typed = format!("{number} ");
        expected.push_str(&typed);
        author.type_on(&typed);
    }
    shelf.wait_for(&expected);
}

/// A client that lost a message is asked for it.
#[test]
fn what_is_missing_is_asked_for() {
    let shelf = Shelf::with("Begin.\n");
    let builder = Builder::of(&shelf.sop());
    let mut author = Author::with(&builder, "Begin.\n");
    author.type_unheard(5, " lost");
    author.type_at(10, 10, " found");
    author.told("saved");
    shelf.wait_for("Begin lost found.\n");
}

#[test]
fn what_was_written_while_nobody_looked_is_merged() {
    let shelf = Shelf::with("one\n\ntwo\n\nthree\n");
    let builder = Builder::of(&shelf.sop());
    let mut author = Author::with(&builder, "one\n\ntwo\n\nthree\n");
    author.type_at(0, 3, "1");
    shelf.wait_for("1\n\ntwo\n\nthree\n");
    builder.end();
    fs::write(shelf.sop(), "1\n\ntwo\n\n3\n").unwrap();
    let builder = Builder::of(&shelf.sop());
    Author::with(&builder, "1\n\ntwo\n\n3\n");
    assert_eq!(shelf.read(), "1\n\ntwo\n\n3\n");
}

#[test]
fn line_ends_and_a_byte_order_mark_stay() {
    let shelf = Shelf::with("\u{feff}one\r\n\r\ntwo\r\n");
    let builder = Builder::of(&shelf.sop());
    let mut author = Author::with(&builder, "one\n\ntwo\n");
    author.type_on("three\n");
    shelf.wait_for("\u{feff}one\r\n\r\ntwo\r\nthree\r\n");
}

#[test]
fn a_file_that_is_gone_comes_back_with_the_next_change() {
    let shelf = Shelf::with("one\n");
    let builder = Builder::of(&shelf.sop());
    let mut author = Author::with(&builder, "one\n");
    fs::remove_file(shelf.sop()).unwrap();
    let saved = author.wait_until_saved_is("cannot-save");
    assert!(saved["message"].as_str().unwrap().contains("removed by another program"), "{saved}");
    author.type_on("two\n");
    author.wait_until_saved_is("saved");
    assert_eq!(shelf.read(), "one\ntwo\n");
}

#[test]
fn e01_a_file_that_cannot_be_written_is_said_and_kept_in_the_journal() {
    let shelf = Shelf::with("one\n");
    let builder = Builder::of(&shelf.sop());
    let mut author = Author::with(&builder, "one\n");
    // A folder in its place can be replaced by no file.
    fs::remove_file(shelf.sop()).unwrap();
    fs::create_dir(shelf.sop()).unwrap();
    fs::write(shelf.sop().join("in the way"), "").unwrap();
    author.type_on("two\n");
    let saved = author.wait_until_saved_is("cannot-save");
    assert!(saved["message"].as_str().unwrap().contains("sop.md"), "{saved}");
    fs::remove_dir_all(shelf.sop()).unwrap();
    shelf_has(&shelf, "one\ntwo\n");
    drop(builder);
}

fn shelf_has(shelf: &Shelf, text: &str) {
    let read = || fs::read_to_string(shelf.sop()).unwrap_or_default();
    wait(|| read() == text, || format!("the file has {:?}", read()));
}

#[test]
fn a_project_that_keeps_no_journal_is_edited_all_the_same() {
    let shelf = Shelf::with("one\n");
    fs::write(shelf.path().join(".sopwright"), "in the way of the folder").unwrap();
    let builder = Builder::of(&shelf.sop());
    let mut author = Author::with(&builder, "one\n");
    author.type_on("two\n");
    let saved = author.wait_until_saved_is("cannot-save");
    assert!(saved["message"].as_str().unwrap().contains("nothing but the file itself"), "{saved}");
    shelf.wait_for("one\ntwo\n");
}

#[test]
fn e02_a_bad_file_is_not_opened_and_not_touched() {
    let shelf = Shelf::with("good\n");
    let bad = shelf.path().join("bad.md");
    fs::write(&bad, b"\xff\xfe\x00bad").unwrap();
    let output = program().args(["edit", "--no-open"]).arg(&bad).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("is not a text file"), "{said}");
    assert_eq!(fs::read(&bad).unwrap(), b"\xff\xfe\x00bad");
    assert_eq!(shelf.read(), "good\n");
}

#[test]
fn a_folder_is_open_in_one_program_at_a_time() {
    let shelf = Shelf::with("one\n");
    let _builder = Builder::of(&shelf.sop());
    let output = program().args(["edit", "--no-open"]).arg(shelf.path()).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("is open in the builder already"), "{said}");
}

#[test]
fn a_text_of_another_life_is_not_merged() {
    let shelf = Shelf::with("one\n");
    let builder = Builder::of(&shelf.sop());
    let mut author = Author::join_as(&builder, "?life=0123456789abcdef0123456789abcdef");
    author.told("another-life");
    author.try_to_type("two\n");
    let mut other = Author::with(&builder, "one\n");
    other.type_on("three\n");
    shelf.wait_for("one\nthree\n");
}

#[test]
fn readers_cannot_write() {
    let shelf = Shelf::with("one\n");
    let builder = Builder::of(&shelf.sop());
    let key = builder.readers_url.rsplit('.').next().unwrap().to_owned();
    for path in ["/", "/_builder/project.json", "/_builder/sync/sop.md", "/_builder/export/sop.md"]
    {
        assert_eq!(builder.request_with(&key, "GET", path, b"").0, 403, "{path}");
    }
    assert_eq!(builder.request_with(&key, "GET", "/sop.md/", b"").0, 200, "they can read");
}

#[test]
fn names_lead_nowhere_else() {
    let shelf = Shelf::with("one\n");
    fs::write(shelf.path().join("notes.txt"), "private").unwrap();
    let builder = Builder::of(shelf.path());
    for name in
        ["../sop.md", "%2e%2e/sop.md", "notes.txt", ".sopwright/a.md", "none.md", "/etc/a.md"]
    {
        let (status, _) = builder.request("GET", &format!("/_builder/export/{name}?as=md"), b"");
        assert!((400..500).contains(&status), "{name}: {status}");
    }
    let (status, body) =
        builder.request("GET", "/_builder/file/sop.md?path=../../../etc/passwd", b"");
    assert_eq!(status, 404, "{}", String::from_utf8_lossy(&body));
}

/// Style sheets are written beside the SOPs and nowhere else, and never over what another program
/// wrote.
#[test]
fn style_sheets_are_written_in_the_project() {
    let shelf = Shelf::with("---\ntheme: look/company.css\n---\n\none\n");
    let builder = Builder::of(shelf.path());
    for name in ["../a.css", "sop.md", ".sopwright/a.css", "/etc/a.css", "a.css/../../b.css"] {
        let body = serde_json::json!({ "name": name, "css": "p {}" }).to_string();
        let (status, _) = builder.request("POST", "/_builder/styles", body.as_bytes());
        let is_kept = shelf.path().join("sop.md.css").exists();
        assert!(status == 422 || is_kept && name == "sop.md", "{name}: {status}");
        let path = format!("/_builder/styles/{name}");
        assert!((400..500).contains(&builder.request("GET", &path, b"").0), "{name}");
    }
    let made = builder.json("POST", "/_builder/styles", br#"{"name":"a.css","css":"p {}"}"#);
    assert_eq!(made["name"], "a.css");
    let other = builder.json("POST", "/_builder/styles", br#"{"name":"a.css","theme":"dark"}"#);
    assert_eq!(other["name"], "a-2.css");
    let read = |name: &str| fs::read_to_string(shelf.path().join(name)).unwrap();
    assert!(read("a-2.css").contains("--sop-ink"));
    let listed = builder.json("GET", "/_builder/project.json", b"");
    assert_eq!(listed["styles"], serde_json::json!(["a-2.css", "a.css", "sop.md.css"]));
    let save = |css: &str, before: &str| {
        let body = serde_json::json!({ "css": css, "before": before }).to_string();
        builder.request("PUT", "/_builder/styles/a.css", body.as_bytes())
    };
    assert_eq!(save("p { color: red }", "p {}").0, 204);
    assert_eq!(read("a.css"), "p { color: red }");
    let (status, theirs) = save("p { color: blue }", "p {}");
    assert_eq!(status, 409, "{}", String::from_utf8_lossy(&theirs));
    assert!(String::from_utf8_lossy(&theirs).contains("red"));
    assert_eq!(read("a.css"), "p { color: red }");

    // The sheet that the SOP names is not there: it opens, and says so.
    let mut author = Author::open(&builder);
    let document = author.told("document");
    let findings = document["findings"].to_string();
    assert!(findings.contains("no style sheet `look/company.css`"), "{findings}");
    for (asked, dressed) in [("a.css", "a.css"), ("../../etc/passwd", "a.css"), ("dark", "dark")] {
        author.say(&serde_json::json!({ "type": "theme", "theme": asked }));
        // What is said to one desk is done in order.
        author.edit(&serde_json::json!({
            "do": "insert", "entry": "paragraph", "place": { "end": true },
        }));
        assert_eq!(Author::open(&builder).told("document")["theme"], dressed, "{asked}");
    }
}

#[test]
fn a_frame_that_is_no_frame_ends_that_author_alone() {
    let shelf = Shelf::with("one\n");
    let builder = Builder::of(&shelf.sop());
    for bytes in [&[0, 2, 3, 1, 2, 3][..], &[100, 1, b'x'], &[0, 9, 1, 0]] {
        let mut stranger = Author::open(&builder);
        stranger.told("document");
        stranger.send_bytes(bytes.to_vec());
        stranger.told("gone");
    }
    let mut author = Author::with(&builder, "one\n");
    author.type_on("two\n");
    shelf.wait_for("one\ntwo\n");
}

#[test]
fn blocks_are_told_and_edited() {
    let shelf = Shelf::with(":::steps\n1. Fill.\n2. Shake.\n:::\n");
    let builder = Builder::of(&shelf.sop());
    let mut author = Author::open(&builder);
    let document = author.told("document");
    let kinds: Vec<_> = document["blocks"].as_array().unwrap().iter().map(|b| &b["kind"]).collect();
    assert_eq!(kinds, ["steps", "step", "step"]);
    assert_eq!(document["numbers"], json!(["", "1", "2"]));
    author.wait_for(&shelf.read());
    let shake = document["blocks"][2]["id"].clone();
    author.edit(&json!({ "do": "set", "block": shake, "field": "who", "value": "Operator" }));
    shelf.wait_for(":::steps\n1. Fill.\n2. Shake. {who=Operator}\n:::\n");
    let told = author.told("blocks");
    assert_eq!((&told["at"], &told["remove"]), (&json!(2), &json!(1)), "only that one: {told}");
    assert_eq!(told["insert"][0]["fields"]["who"], "Operator");
    let refused =
        author.edit(&json!({ "do": "set", "block": "none", "field": "who", "value": "x" }));
    assert_eq!(refused["type"], "refused");
}

/// The packages that others use, not our own.
/// A step that is put in between changes no other line, and nobody is told off for the numbers.
#[test]
fn a_step_in_between_leaves_typed_numbers_alone() {
    let shelf = Shelf::with("# One\n\nAbout it.\n\n:::steps\n1. Fill.\n2. Pour.\n:::\n");
    let builder = Builder::of(&shelf.sop());
    let mut author = Author::with(&builder, &shelf.read());
    let steps = ids(&mut author, "step");
    let step =
        json!({ "do": "insert", "entry": "step", "place": { "after": steps[0] }, "text": "TODO" });
    author.edit(&step);
    let told = author.told("findings");
    let codes: Vec<_> =
        told["findings"].as_array().unwrap().iter().map(|found| found["code"].clone()).collect();
    assert_eq!(codes, ["todo"]);
    assert!(author.text().ends_with("1. Fill.\n2. TODO\n2. Pour.\n:::\n"), "{}", author.text());
}

#[test]
fn a_stock_yjs_client_joins() {
    let shelf = Shelf::with("one\n");
    let builder = Builder::of(&shelf.sop());
    let web = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web");
    assert!(
        web.join("node_modules/y-websocket").is_dir(),
        "the npm packages are not there; run: npm --prefix web ci"
    );
    let client = Command::new("node")
        .arg(web.join("test/yjs_client.mjs"))
        .args([builder.address(), builder.key(), "sop.md", "stock 🧪\n"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut author = Author::with(&builder, "one\nstock 🧪\n");
    author.type_on("answer\n");
    let output = client.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "one\nstock 🧪\nanswer\n");
    shelf.wait_for("one\nstock 🧪\nanswer\n");
}

/// A project of the first version, whose tables were flat.
#[test]
fn e03_older_projects_are_imported_with_what_they_have() {
    let shelf = Shelf::with("one\n");
    let builder = Builder::of(&shelf.sop());
    let project = json!({ "version": "1.0", "modules": [{
        "id": "1", "module_type": "table", "position": 0, "custom_styles": {},
        "content_data": { "title": "Doses", "headers": ["kg", "mg"], "rows": [["1", "5"]] },
    }] });
    let imported =
        builder.json("POST", "/_builder/import?name=old.sopx", project.to_string().as_bytes());
    let name = imported["name"].as_str().unwrap();
    let whole = builder.json("GET", &format!("/_builder/export/{name}?as=json"), b"");
    let table = whole["blocks"].as_array().unwrap().iter().find(|block| block["kind"] == "table");
    assert_eq!(table.unwrap()["table"]["rows"], json!([["1", "5"]]));
    let bad = builder.request("POST", "/_builder/import?name=bad.sopx", b"{ no project");
    assert_eq!(bad.0, 422, "{}", String::from_utf8_lossy(&bad.1));
}

const TABS: &str = ":::tabs Models\n:::tab A\nPush.\n:::\n\n:::tab B\nTurn.\n:::\n:::\n";

fn ids(author: &mut Author, kind: &str) -> Vec<serde_json::Value> {
    let document = author.told("document");
    let blocks = document["blocks"].as_array().unwrap().iter();
    blocks.filter(|block| block["kind"] == kind).map(|block| block["id"].clone()).collect()
}

#[test]
fn e04_tabs_do_not_vanish_in_themselves() {
    let shelf = Shelf::with(TABS);
    let builder = Builder::of(&shelf.sop());
    let mut author = Author::open(&builder);
    let (tabs, tab) = {
        let document = author.told("document");
        (document["blocks"][0]["id"].clone(), document["blocks"][1]["id"].clone())
    };
    author.wait_for(TABS);
    let refused = author.edit(&json!({ "do": "move", "blocks": [tabs], "place": { "last": tab } }));
    assert_eq!(refused["message"], "a block cannot be moved into itself");
    assert_eq!(shelf.read(), TABS);
}

#[test]
fn e05_a_copy_shares_nothing_with_what_it_is_a_copy_of() {
    let shelf = Shelf::with(TABS);
    let builder = Builder::of(&shelf.sop());
    let mut author = Author::open(&builder);
    let tabs = ids(&mut author, "tabs")[0].clone();
    author.wait_for(TABS);
    author.edit(&json!({ "do": "duplicate", "blocks": [tabs] }));
    let twice = format!("{TABS}\n{TABS}");
    shelf.wait_for(&twice);
    let push = u32::try_from(TABS.find("Push").unwrap()).unwrap();
    author.type_at(push, push + 4, "Pull");
    shelf.wait_for(&twice.replacen("Push", "Pull", 1));
}

#[test]
fn e06_a_tab_is_renamed() {
    let shelf = Shelf::with(TABS);
    let builder = Builder::of(&shelf.sop());
    let mut author = Author::open(&builder);
    let tab = ids(&mut author, "tab")[1].clone();
    author.wait_for(TABS);
    author.edit(&json!({ "do": "set", "block": tab, "field": "title", "value": "Model 5810" }));
    shelf.wait_for(&TABS.replace(":::tab B", ":::tab Model 5810"));
}
