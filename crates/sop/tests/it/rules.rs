//! The cases in `fixtures/rules`, one file a rule: `=== name: lines` and a document. The rule finds
//! something in exactly these lines.

use std::fs;
use std::path::PathBuf;

use sopwright_sop::rules::{self, RULES, Settings};
use sopwright_sop::{Date, Diagnostic, Document, LineIndex};

fn checkout(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

fn settings() -> Settings {
    Settings { today: Date::new(2026, 11, 2), profile: None }
}

fn check(source: &str) -> Vec<Diagnostic> {
    rules::check(&Document::parse(source), source, &settings(), Vec::new())
}

/// Returns the cases of a rule: name, lines, document.
fn cases(rule: &str) -> Vec<(String, Vec<usize>, String)> {
    let path = checkout("fixtures/rules").join(format!("{rule}.txt"));
    let text = fs::read_to_string(&path).unwrap_or_else(|_| panic!("no cases for {rule}"));
    let parts = text.split("=== ").skip(1).map(|part| part.split_once('\n').unwrap());
    let case = |(head, source): (&str, &str)| {
        let (name, lines) = head.rsplit_once(": ").unwrap();
        let lines = lines.split(' ').filter_map(|line| line.parse().ok()).collect();
        (name.to_owned(), lines, source.to_owned())
    };
    parts.map(case).collect()
}

fn own_rules() -> impl Iterator<Item = &'static str> {
    RULES.iter().filter(|rule| rule.is_applied_here()).map(|rule| rule.id)
}

#[test]
fn rules_find_what_they_should_and_nothing_else() {
    let mut wrong = Vec::new();
    for rule in own_rules() {
        let cases = cases(rule);
        assert!(cases.iter().any(|(_, lines, _)| lines.is_empty()), "{rule} has no quiet case");
        assert!(cases.iter().any(|(_, lines, _)| !lines.is_empty()), "{rule} has no finding");
        for (name, lines, source) in cases {
            let index = LineIndex::new(&source);
            let line = |found: Diagnostic| index.position(&source, found.span.start).line;
            let found = check(&source).into_iter().filter(|found| found.code == rule);
            let found: Vec<usize> = found.map(line).collect();
            if found != lines {
                wrong.push(format!("{rule}, {name}: in {found:?}, not in {lines:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_is_in_the_guide() {
    let guide = fs::read_to_string(checkout("docs/guide/findings.md")).unwrap();
    for rule in RULES {
        assert!(guide.contains(&format!("| `{}` |", rule.id)), "{} is not in the guide", rule.id);
    }
}

#[test]
fn every_finding_of_the_parser_is_in_the_table() {
    for (_, source) in [("", ":::steps\n1. a\n"), ("", ":::unheard-of\nx\n:::\n\n:::\n")] {
        for found in Document::parse(source).diagnostics() {
            assert!(rules::named(found.code).is_some(), "{} is not in the table", found.code);
        }
    }
}

#[test]
fn fixing_takes_findings_away_and_brings_none() {
    let mut fixed_some = 0;
    for rule in own_rules() {
        for (name, _, source) in cases(rule) {
            let before = check(&source);
            let fixed = rules::fix(&source, &settings(), &Document::parse);
            let after = check(&fixed.source);
            let count = |all: &[Diagnostic], code| all.iter().filter(|f| f.code == code).count();
            for found in &after {
                let (now, then) = (count(&after, found.code), count(&before, found.code));
                assert!(now <= then, "{rule}, {name}: new {}", found.code);
            }
            let again = rules::fix(&fixed.source, &settings(), &Document::parse);
            assert_eq!(again.source, fixed.source, "{rule}, {name}");
            fixed_some += usize::from(fixed.source != source);
        }
    }
    assert!(fixed_some >= 3, "only {fixed_some} cases were fixed");
}

#[test]
fn fixes_write_what_is_meant() {
    let fixed = |source: &str| rules::fix(source, &settings(), &Document::parse).source;
    assert_eq!(fixed("> [!Warning Hot]\n> x\n"), "> [!Warning Hot]\n> x\n");
    assert_eq!(fixed("> [!DANGER]\n> Hands off.\n"), "> [!CAUTION]\n> Hands off.\n");
    assert_eq!(fixed("1. a\n2. b\n4. c\n"), "1. a\n2. b\n3. c\n");
    let source = ":::steps\n1. Weigh. {#weigh}\n2. Repeat step 1 twice.\n:::\n";
    assert_eq!(fixed(source), source.replace("step 1 twice", "@step(weigh) twice"));
}
