//! `convert`, as a user meets it.

use std::fs;
use std::process::Output;

use serde_json::{Value, json};

use crate::folder::{Folder, checkout};
use crate::program::run;

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// A project of pictures.
fn project(sources: &[&str]) -> String {
    let modules: Vec<Value> = sources
        .iter()
        .map(|source| json!({ "module_type": "media", "content_data": { "source": source } }))
        .collect();
    json!({ "version": "1.1", "modules": modules }).to_string()
}

fn convert(folder: &Folder, more: &[&str]) -> Output {
    let (file, output) = (folder.path("line.sopx"), folder.path("out"));
    let mut arguments = vec!["convert", file.to_str().unwrap(), "-o", output.to_str().unwrap()];
    arguments.extend(more);
    run(&arguments)
}

fn refused(output: &Output, parts: &[&str]) {
    let error = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{error}");
    assert_eq!(error.lines().count(), 1, "{error}");
    for part in parts {
        assert!(error.contains(part), "{part:?} is not in {error:?}");
    }
}

#[test]
fn a_project_becomes_an_sop_with_its_pictures() {
    let folder = Folder::with("");
    let sources = ["C:\\Users\\ann\\Pictures\\a.png", "here/a.png", "C:\\x\\absent.png"];
    // A byte order mark, as some editors put it there.
    folder.write("line.sopx", format!("\u{feff}{}", project(&sources)));
    folder.write("Pictures/a.png", "of ann");
    folder.write("here/a.png", "of here");
    let output = convert(&folder, &[]);
    let out = text(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{out}{}", text(&output.stderr));
    let source = fs::read_to_string(folder.path("out/line.md")).unwrap();
    assert_eq!(source, "![](media/a.png)\n\n![](media/a-2.png)\n\n![](media/absent.png)\n");
    assert_eq!(fs::read_to_string(folder.path("out/media/a.png")).unwrap(), "of ann");
    assert_eq!(fs::read_to_string(folder.path("out/media/a-2.png")).unwrap(), "of here");
    assert!(out.contains("line.md and 2 files\n"), "{out}");
    assert!(out.contains("changed: file: media/a.png \"C:\\\\Users"), "{out}");
    assert!(out.contains("lost: file: media/absent.png "), "{out}");
    assert!(out.ends_with("(--json lists them)\n"), "{out}");
}

#[test]
fn what_is_there_is_not_written_over() {
    let folder = Folder::with("");
    folder.write("line.sopx", project(&["a.png"]));
    folder.write("a.png", "new");
    folder.write("out/media/a.png", "old");
    refused(&convert(&folder, &[]), &["media/a.png is there already", "--force"]);
    assert!(!folder.path("out/line.md").exists(), "nothing is written by halves");
    folder.write("out/line.md", "mine");
    refused(&convert(&folder, &[]), &["line.md is there already", "--force"]);
    assert_eq!(fs::read_to_string(folder.path("out/line.md")).unwrap(), "mine");
    assert_eq!(convert(&folder, &["--force"]).status.code(), Some(0));
    assert_eq!(fs::read_to_string(folder.path("out/media/a.png")).unwrap(), "new");
}

#[test]
fn a_picture_that_is_in_its_place_stays_there() {
    let folder = Folder::with("");
    folder.write("line.sopx", project(&["out/media/a.png"]));
    folder.write("out/media/a.png", "same");
    let output = convert(&folder, &[]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(fs::read_to_string(folder.path("out/media/a.png")).unwrap(), "same");
}

#[test]
fn the_report_is_json_on_demand() {
    let folder = Folder::with("");
    folder.write("line.sopx", project(&["a.png", "notes.txt"]));
    folder.write("a.png", "a");
    let output = convert(&folder, &["--json"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["media"][0]["from"], "a.png", "{report}");
    assert!(report["media"][0]["found"].is_string(), "{report}");
    let lost = &report["report"][0];
    assert_eq!((&lost["outcome"], &lost["type"]), (&json!("lost"), &json!("media")), "{report}");
    assert_eq!((&lost["field"], &lost["value"]), (&json!("source"), &json!("notes.txt")));
}

#[test]
fn what_cannot_be_converted_gets_a_line_and_a_way_out() {
    let folder = Folder::with("# Rinse\n");
    folder.write("line.sopx", "{\n  \"modules\": [\n    {\"id\": ");
    refused(&convert(&folder, &[]), &["line.sopx: the project ends in the middle, in line 3"]);
    folder.write("line.sopx", "{\"name\": \"package\"}");
    refused(&convert(&folder, &[]), &["no .sopx project", "choose a file"]);
    assert!(!folder.path("out").exists(), "nothing is written");
}

/// Every project of ours becomes an SOP that can be built.
#[test]
fn what_was_converted_can_be_built() {
    let folder = Folder::with("");
    let project = checkout().join("fixtures/sopx/issue-cards.sopx");
    let out = folder.path("out");
    let output = run(&["convert", project.to_str().unwrap(), "-o", out.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let (sop, page) = (out.join("issue-cards.md"), out.join("page.html"));
    let output = run(&["build", sop.to_str().unwrap(), "-o", page.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(fs::read_to_string(page).unwrap().contains("check the fuse"));
}

#[test]
fn another_dialect_becomes_ours() {
    let folder = Folder::with("# Rinse\n\n!!! tip \"Dry\"\n    First.\n");
    let (sop, out) = (folder.sop(), folder.path("out.md"));
    let arguments = ["convert", sop.to_str().unwrap(), "-o", out.to_str().unwrap()];
    assert!(run(&arguments).status.success());
    assert_eq!(fs::read_to_string(&out).unwrap(), "# Rinse\n\n:::tip Dry\nFirst.\n:::\n");
    refused(&run(&arguments), &["out.md is there already", "--force"]);
    assert!(run(&[&arguments[..], &["--force"]].concat()).status.success());
}
