//! `check`, `build` and wrong input of every kind, as a user meets them.

use std::fs;
use std::process::Output;

use serde_json::Value;

use crate::folder::Folder;
use crate::program::{Preview, run, run_with};

const GOOD: &str = "---\ntitle: Rinse\nrevision: \"2\"\n---\n\n# Procedure\n\nRinse **twice**.\n";

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// Fails with code 2 and one line on standard error that contains all of `parts`.
fn refused(output: &Output, parts: &[&str]) {
    let error = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{error}");
    assert_eq!(error.lines().count(), 1, "{error}");
    assert!(error.starts_with("error: "), "{error}");
    for part in parts {
        assert!(error.contains(part), "{part:?} is not in {error:?}");
    }
}

fn file(folder: &Folder, name: &str) -> String {
    folder.path(name).to_str().unwrap().to_owned()
}

#[test]
fn check_passes_a_good_sop() {
    let folder = Folder::with(GOOD);
    let output = run(&["check", &file(&folder, "sop.md")]);
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(0), "no findings\n"));
}

#[test]
fn check_names_the_line_and_the_way_out() {
    let folder = Folder::with("# A\n\n:::warning Hot\nDo not touch.\n\n![Lid](img/lid.png)\n");
    let path = file(&folder, "sop.md");
    let output = run(&["check", &path]);
    let out = text(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{out}");
    assert!(
        out.contains("error[unclosed-container]: ") && out.contains(&format!("{path}:3:1")),
        "{out}"
    );
    assert!(
        out.contains("error[missing-media]: ") && out.contains(&format!("{path}:6:1")),
        "{out}"
    );
    assert!(out.contains("img/lid.png"), "{out}");
    assert!(out.contains("help: end it with a line"), "{out}");
    assert!(!out.contains('\u{1b}'), "no colour where nobody sees it: {out}");
    assert!(out.ends_with("2 errors\n"), "{out}");
}

#[test]
fn check_speaks_json() {
    let folder = Folder::with("text\n\n:::unheard-of Thing\nbody\n:::\n");
    let output = run(&["check", "--json", &file(&folder, "sop.md")]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let finding = &report["diagnostics"][0];
    assert_eq!(output.status.code(), Some(0), "an unknown container is no error: {report}");
    assert_eq!((&finding["line"], &finding["column"]), (&3.into(), &1.into()), "{report}");
    assert!(finding["message"].as_str().unwrap().contains("unheard-of"), "{report}");
}

#[test]
fn check_speaks_sarif() {
    let folder = Folder::with("1. a\n2. b\n4. c\n\n> [!DANGER]\n> x\n");
    let output = run(&["check", "--sarif", &file(&folder, "sop.md")]);
    let log: Value = serde_json::from_slice(&output.stdout).unwrap();
    let (driver, results) = (&log["runs"][0]["tool"]["driver"], &log["runs"][0]["results"]);
    assert_eq!((&log["version"], &driver["name"]), (&"2.1.0".into(), &"sopwright".into()));
    assert_eq!(results.as_array().unwrap().len(), 2, "{log}");
    for result in results.as_array().unwrap() {
        let index = result["ruleIndex"].as_u64().unwrap() as usize;
        assert_eq!(driver["rules"][index]["id"], result["ruleId"], "{result}");
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
        assert!(result["message"]["text"].is_string(), "{result}");
        let place = &result["locations"][0]["physicalLocation"];
        assert!(place["artifactLocation"]["uri"].as_str().unwrap().ends_with("/sop.md"));
        assert!(place["region"]["startLine"].as_u64().unwrap() >= 1, "{result}");
        let change = &result["fixes"][0]["artifactChanges"][0];
        assert_eq!(change["artifactLocation"], place["artifactLocation"]);
        assert!(change["replacements"][0]["deletedRegion"]["endColumn"].is_u64(), "{result}");
        assert!(change["replacements"][0]["insertedContent"]["text"].is_string(), "{result}");
    }
}

#[test]
fn check_fixes_what_is_safe_and_counts_warnings_if_asked() {
    let folder = Folder::with("1. a\n2. b\n4. c\n\nTBD\n");
    let path = file(&folder, "sop.md");
    assert_eq!(run(&["check", &path]).status.code(), Some(0));
    let output = run(&["check", "--fix", "--strict", &path]);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stdout));
    assert!(text(&output.stdout).ends_with("1 warning\n"), "{}", text(&output.stdout));
    assert!(text(&output.stderr).contains("write the numbers"), "{}", text(&output.stderr));
    assert_eq!(fs::read_to_string(folder.sop()).unwrap(), "1. a\n2. b\n3. c\n\nTBD\n");
}

#[test]
fn build_writes_a_page_that_needs_nothing_else() {
    let folder = Folder::with("# Lid\n\n![Lid](media/lid.svg)\n\n<script>alert(1)</script>\n");
    folder.write("media/lid.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
    let output = run(&["build", &file(&folder, "sop.md"), "-o", &file(&folder, "out.html")]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let page = fs::read_to_string(folder.path("out.html")).unwrap();
    assert!(page.starts_with("<!DOCTYPE html>"), "{page}");
    assert!(page.contains("src=\"data:image/svg+xml;base64,"), "{page}");
    assert!(page.contains("<style>"), "{page}");
    assert!(page.contains("<style media=\"print\">") && page.contains("@bottom-right"), "{page}");
    assert_eq!(page.matches("<script").count(), 1, "only ours: {page}");
    for outside in ["alert(1)", "src=\"_", "<link", "_preview", "@import", "url(http"] {
        assert!(!page.contains(outside), "{outside} in {page}");
    }
}

#[test]
fn build_names_a_folder_that_is_missing() {
    let folder = Folder::with("# Rinse\n");
    let output = file(&folder, "site/out.html");
    let parts = ["there is no folder", "/site;", "make it"];
    refused(&run(&["build", &file(&folder, "sop.md"), "-o", &output]), &parts);
}

#[test]
fn build_says_what_a_pdf_needs() {
    let folder = Folder::with(GOOD);
    let arguments = ["build", &file(&folder, "sop.md"), "--pdf", "-o", &file(&folder, "out")];
    let none = [("PATH", ""), ("SOPWRIGHT_BROWSER", "")];
    if !cfg!(any(target_os = "macos", windows)) {
        let parts = ["none was found", "install Chromium", "SOPWRIGHT_BROWSER", "build HTML"];
        refused(&run_with(&none, &arguments), &parts);
    }
    let wrong = [("SOPWRIGHT_BROWSER", "no-such-browser")];
    refused(&run_with(&wrong, &arguments), &["no browser no-such-browser", "unset it"]);
    assert!(!folder.path("out").exists());
}

#[test]
fn build_never_writes_over_the_sop() {
    let folder = Folder::with(GOOD);
    let path = file(&folder, "sop.md");
    refused(&run(&["build", &path, "-o", &path]), &["is the SOP itself", "name another file"]);
    assert_eq!(fs::read_to_string(folder.sop()).unwrap(), GOOD);
}

#[test]
fn wrong_files_get_a_line_and_a_way_out() {
    let folder = Folder::with(GOOD);
    folder.write("binary.md", b"\x89PNG\r\n\x1a\n\0\0\0");
    folder.write("latin1.md", b"ok\nSp\xfclen\n");
    fs::File::create(folder.path("huge.md")).unwrap().set_len(100 << 20).unwrap();
    let cases: [(&str, &[&str]); 5] = [
        ("absent.md", &["absent.md does not exist", "check the path"]),
        ("", &["is a folder", "name the Markdown file"]),
        ("binary.md", &["binary.md is not a text file", "Markdown file in UTF-8"]),
        ("latin1.md", &["latin1.md is not UTF-8 text (line 2)", "save it as UTF-8"]),
        ("huge.md", &["huge.md has 100 MB", "split it"]),
    ];
    for (name, parts) in cases {
        let path = file(&folder, name);
        refused(&run(&["check", &path]), parts);
        refused(&run(&["build", &path, "-o", &file(&folder, "out.html")]), parts);
        refused(&run(&["preview", "--no-open", "--port", "0", &path]), parts);
    }
    assert!(!folder.path("out.html").exists());
}

#[test]
fn bad_front_matter_is_a_finding_and_the_document_is_shown() {
    let folder = Folder::with("---\ntitle: [unclosed\n---\n\nStill here.\n");
    let output = run(&["check", &file(&folder, "sop.md")]);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stdout));
    assert!(text(&output.stdout).contains("error["), "{}", text(&output.stdout));
    let output = run(&["build", &file(&folder, "sop.md"), "-o", &file(&folder, "out.html")]);
    assert_eq!(output.status.code(), Some(0));
    assert!(fs::read_to_string(folder.path("out.html")).unwrap().contains("Still here."));
}

#[test]
fn an_unknown_theme_is_named_with_those_that_exist() {
    let folder = Folder::with(GOOD);
    let output = run(&["preview", "--no-open", "--theme", "neon", &file(&folder, "sop.md")]);
    refused(&output, &["no theme or file neon", "calm"]);
}

#[test]
fn the_preview_stops_when_asked() {
    let folder = Folder::with(GOOD);
    assert_eq!(Preview::of(&folder.sop()).stop(), Some(0));
}
