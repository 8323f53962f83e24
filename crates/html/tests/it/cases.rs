//! The cases in `fixtures/diff`: a page before, a page after, and the ops between them. The browser
//! applies the same cases. `UPDATE_EXPECT=1` writes the ops that the diff gives now.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::{env, fs};

use sopwright_html::{Op, apply, diff, encode, parse_fragment};

#[test]
fn diffs_are_as_expected() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/diff");
    let mut seen = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let case = fs::read_to_string(&path).unwrap();
        let (before, after, expected) = sections(&case);
        let (old, new) = (parse_fragment(before), parse_fragment(after));
        let patch = diff(&old, &new);
        let ops: String = patch.ops.iter().map(|op| describe(op) + "\n").collect();
        assert_eq!(apply(&old, &patch).unwrap(), new, "{}", path.display());
        if env::var_os("UPDATE_EXPECT").is_some() {
            let head = &case[..case.find("--- ops\n").unwrap()];
            fs::write(&path, format!("{head}--- ops\n{ops}")).unwrap();
        } else {
            assert_eq!(ops, expected, "{}", path.display());
        }
        seen += 1;
    }
    assert!(seen >= 12, "only {seen} cases were found");
}

/// Splits a case into what is before, what is after, and the ops. Lines above are a remark.
fn sections(case: &str) -> (&str, &str, &str) {
    let (_, rest) = case.split_once("--- before\n").expect("a case has a section 'before'");
    let (before, rest) = rest.split_once("\n--- after\n").expect("a case has a section 'after'");
    let (after, ops) = rest.split_once("\n--- ops\n").expect("a case has a section 'ops'");
    (before, after, ops)
}

fn describe(op: &Op) -> String {
    let before = |before: &Option<u32>| before.map_or("end".into(), |index| index.to_string());
    let mut line = String::new();
    match op {
        Op::SetText { at, text } => write!(line, "text {at:?} {text:?}"),
        Op::Splice { at, offset, remove, insert } => {
            write!(line, "splice {at:?} {offset} -{remove} {insert:?}")
        }
        Op::SetAttribute { at, name, value } => write!(line, "set {at:?} {name}={value:?}"),
        Op::RemoveAttribute { at, name } => write!(line, "unset {at:?} {name}"),
        Op::Insert { at, before: b, nodes } => {
            write!(line, "insert {at:?} before {} {}", before(b), encode(nodes))
        }
        Op::Remove { at, index, count } => write!(line, "remove {at:?} {index} x{count}"),
        Op::Move { at, index, count, before: b } => {
            write!(line, "move {at:?} {index} x{count} before {}", before(b))
        }
    }
    .expect("writing to a string");
    line
}
