//! The contract of themes: every theme sets all of it, can be read, and `docs/guide/themes.md` has
//! every class and property, and no other.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use sopwright_sop::theme::{self, BASE, THEMES};

/// What the base sheet has good values for; a theme may leave these as they are.
const SIZES: &[&str] = &["size", "leading", "measure", "gutter", "margin", "space", "radius"];

#[test]
fn every_theme_sets_every_property() {
    for theme in THEMES {
        let set = values(theme.css);
        let missing: Vec<_> = used(BASE)
            .into_iter()
            .filter(|name| !SIZES.contains(&name.as_str()) && !set.contains_key(name))
            .collect();
        assert!(missing.is_empty(), "{} does not set {missing:?}", theme.name);
        let unknown: Vec<_> = set.keys().filter(|name| !used(BASE).contains(*name)).collect();
        assert!(unknown.is_empty(), "{} sets {unknown:?}, which nothing uses", theme.name);
    }
}

#[test]
fn every_theme_can_be_read() {
    let mut too_weak = Vec::new();
    for theme in THEMES {
        let text = if theme.name == "contrast" { 7.0 } else { 4.5 };
        let values = values(theme.css);
        for (ink, ground, least) in pairs(text) {
            for side in [0, 1] {
                let of = |name: &str| colour(&values[name], side);
                let ratio = contrast(of(ink), of(ground));
                if ratio < least {
                    let scheme = ["light", "dark"][side];
                    too_weak.push(format!(
                        "{} {scheme}: {ink} on {ground} has {ratio:.2}, not {least}",
                        theme.name
                    ));
                }
            }
        }
    }
    assert!(too_weak.is_empty(), "{}", too_weak.join("\n"));
}

/// What stands on what, and the contrast that it needs (WCAG 2.2, 1.4.3, 1.4.6 and 1.4.11).
fn pairs(text: f64) -> Vec<(&'static str, &'static str, f64)> {
    let mut pairs = vec![("on-accent", "accent", text), ("line-strong", "paper", 3.0)];
    for ground in ["paper", "shade"] {
        for ink in ["ink", "ink-soft", "accent", "link"] {
            pairs.push((ink, ground, text));
        }
        for ink in [
            "code-keyword",
            "code-string",
            "code-comment",
            "code-number",
            "code-function",
            "code-type",
            "code-variable",
            "code-operator",
            "code-punctuation",
            "code-tag",
            "code-attribute",
            "code-inserted",
            "code-deleted",
        ] {
            pairs.push((ink, ground, text));
        }
        pairs.push(("focus", ground, 3.0));
    }
    pairs.push(("ink", "highlight", text));
    for ink in [
        "note",
        "tip",
        "important",
        "success",
        "info",
        "draft",
        "in-review",
        "approved",
        "effective",
        "superseded",
        "withdrawn",
    ] {
        pairs.push((ink, "paper", text));
    }
    pairs.push(("on-danger", "danger", text));
    pairs.push(("on-warning", "warning", text));
    pairs.push(("on-caution", "caution", text));
    pairs.push(("on-notice", "notice", text));
    for ground in ["danger-shade", "warning-shade", "caution-shade", "notice-shade"] {
        for ink in ["ink", "ink-soft", "link", "accent"] {
            pairs.push((ink, ground, text));
        }
    }
    pairs
}

#[test]
fn the_guide_has_every_class() {
    let guide = guide();
    let documented = documented(&guide, '.');
    let shown = classes_of("guide");
    let missing: Vec<_> = shown.difference(&documented).collect();
    assert!(missing.is_empty(), "docs/guide/themes.md does not have {missing:?}");
    let more = classes_of("render");
    // Not every class is in an example; those that are not are at least styled.
    let is_styled = |class: &str| {
        BASE.split(&format!(".{class}")).skip(1).any(|rest| rest.starts_with([' ', ':', ',', ')']))
    };
    let gone: Vec<_> = documented
        .iter()
        .filter(|class| !shown.contains(*class) && !more.contains(*class) && !is_styled(class))
        .collect();
    assert!(gone.is_empty(), "docs/guide/themes.md has {gone:?}, which no page has");
}

#[test]
fn the_guide_has_every_property() {
    let guide = guide();
    let tables: String =
        guide.lines().filter(|line| line.starts_with('|')).flat_map(|line| [line, "\n"]).collect();
    assert_eq!(used(&tables), used(BASE));
}

#[test]
fn the_example_of_the_guide_sets_only_what_exists() {
    let guide = guide();
    let (_, example) = guide.split_once("```css\n").expect("the guide has an example");
    let (example, _) = example.split_once("\n```").expect("it ends");
    let set = values(example);
    assert!(set.len() >= 10, "only {} properties", set.len());
    let unknown: Vec<_> = set.keys().filter(|name| !used(BASE).contains(*name)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
    let shown: BTreeSet<String> =
        classes_of("guide").union(&classes_of("render")).cloned().collect();
    let selectors: Vec<&str> = example
        .lines()
        .filter_map(|line| line.strip_prefix('.')?.split([' ', ',', ':']).next())
        .collect();
    assert!(selectors.iter().all(|class| shown.contains(*class)), "{selectors:?}");
}

#[test]
fn a_document_chooses_its_theme() {
    let theme = |source: &str| {
        let document = sopwright_sop::Document::parse(source);
        let codes: Vec<_> = document.diagnostics().iter().map(|found| found.code).collect();
        (theme::of(document.front_matter()).name, codes)
    };
    assert_eq!(theme("---\ntheme: dark\n---\n"), ("dark", vec![]));
    assert_eq!(theme("# No front matter\n"), ("calm", vec![]));
    let source = "---\ntheme: contarst\n---\n";
    assert_eq!(theme(source), ("calm", vec!["unknown-theme"]));
    let document = sopwright_sop::Document::parse(source);
    let hint = document.diagnostics()[0].hint.as_deref();
    assert_eq!(hint, Some("did you mean `contrast`?"));
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn guide() -> String {
    fs::read_to_string(root().join("docs/guide/themes.md")).unwrap()
}

/// The custom properties that a text names, without `--sop-`.
fn used(text: &str) -> BTreeSet<String> {
    let names = text.split("--sop-").skip(1).filter_map(|rest| {
        let name: String =
            rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '-').collect();
        // Prose speaks of `--sop-…`.
        (!name.is_empty() && !name.ends_with('-')).then_some(name)
    });
    names.collect()
}

/// The custom properties that a sheet sets, the first time.
fn values(css: &str) -> BTreeMap<String, String> {
    let mut values = BTreeMap::new();
    for line in css.lines() {
        if let Some((name, value)) =
            line.trim().strip_prefix("--sop-").and_then(|line| line.split_once(": "))
        {
            values.entry(name.into()).or_insert_with(|| value.trim_end_matches(';').to_owned());
        }
    }
    values
}

/// The classes in the fixtures of a folder.
fn classes_of(folder: &str) -> BTreeSet<String> {
    let mut classes = BTreeSet::new();
    for entry in fs::read_dir(root().join("fixtures").join(folder)).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "html") {
            continue;
        }
        let html = fs::read_to_string(path).unwrap();
        for attribute in html.split("class=\"").skip(1) {
            let names = attribute.split('"').next().unwrap_or_default();
            classes.extend(names.split_whitespace().map(String::from));
        }
    }
    // The class that an author gives in an example.
    classes.remove("class");
    classes
}

/// What stands in the guide as `.name`.
fn documented(guide: &str, mark: char) -> BTreeSet<String> {
    let spans = guide.split('`').skip(1).step_by(2);
    let is_name = |name: &&str| name.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    spans.filter_map(|span| span.strip_prefix(mark)).filter(is_name).map(String::from).collect()
}

/// The red, green and blue of a colour, or of one side of a `light-dark()`.
fn colour(value: &str, side: usize) -> [f64; 3] {
    let inside = value.strip_prefix("light-dark(").and_then(|rest| rest.strip_suffix(')'));
    let hex = match inside {
        Some(pair) => pair.split(", ").nth(side).expect("a pair has two sides"),
        None => value,
    };
    let part = |at: usize| f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
    [part(1), part(3), part(5)]
}

/// The contrast of two colours after WCAG 2.2.
fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
    let linear = |c: f64| if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) };
    let luminance =
        |c: [f64; 3]| 0.2126 * linear(c[0]) + 0.7152 * linear(c[1]) + 0.0722 * linear(c[2]);
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}
