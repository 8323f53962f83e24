//! Fields of blocks: set on examples of every kind, on real documents, on anything.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{env, fs};

use proptest::prelude::*;
use sopwright_sop::edit::catalogue::{self, Control};
use sopwright_sop::edit::{
    Edit, Outline, OutlineBlock, TextEdit, Value, apply, text_edits, text_range,
};
use sopwright_sop::{Block, BlockId, Document, Fingerprint};

/// One block of each kind, in the ways that people write it.
const EXAMPLES: &[(&str, &str)] = &[
    ("section", "## Weekly *cleaning*"),
    ("section", "## Weekly {#weekly kind=procedure} ##"),
    ("section", "Underlined\n----------"),
    ("paragraph", "Text with *emphasis*,\nin two lines."),
    ("paragraph", "A line. {#line}"),
    ("picture", "![Rotor](media/rotor.svg \"The rotor\"){#rotor width=480}"),
    ("picture", "![](rotor.svg)"),
    ("list", "- one\n- two\n  more\n\n  para\n- three"),
    ("list", "1. one\n2. two"),
    ("list", "a. one\nb. two"),
    ("item", "- [ ] one {iso=M004}\n- two"),
    ("item", "-   wide\n    lines\n\n    - below"),
    ("steps", ":::steps{#s} Rinse\n1. One.\n   1. Below.\n\nBetween.\n\n2. Two.\n:::"),
    ("steps", ":::steps\n9. One.\n   more\n\n   ```\n   code\n   ```\n:::"),
    (
        "step",
        ":::steps\n1. Wait a bit. {#wait time=\"5 min\" critical}\n   1. Below.\n2. Two.\n:::",
    ),
    ("step", ":::steps\n1. Two\n   lines {who=QA}\n2. \n:::"),
    ("quote", "> Quoted."),
    ("hazard", ":::danger{iso=W012 avoid=\"Pull the plug.\"} Shock\nText.\n:::"),
    ("hazard", ":::hazard{level=caution}\n:::"),
    ("admonition", ":::note\nText.\n:::"),
    ("admonition", "::: tip {#t} Dry it:  \nText.\n:::"),
    ("table", "| a | b |\n|---|--:|\n| *c* | d \\| e |"),
    ("code", "```bash\necho 1\n\n  two\n```"),
    ("code", "~~~\n~~~"),
    ("math", "$$\nx^2\n$$"),
    ("math", "```math\nx^2\n```"),
    ("line", "***"),
    ("footnote", "Text[^n].\n\n[^n]: Note."),
    ("html", "<div>text</div>"),
    ("unknown", ":::something{a=b} Title\nText.\n:::"),
    ("entry", ":::definitions\n- **RCF**: force, in *g* {#rcf}\n- Rotor: turns\n:::"),
    ("entry", ":::decision Dry?\n- Yes → go on\n- No\n:::"),
    ("checklist", ":::checklist Before\n- Shut\n:::"),
    ("figure", ":::figure{#f} Caption\nText.\n:::"),
    ("grid", ":::grid{columns=2} Both\n![a](a.png \"A\")\n![b](b.png \"B\"){width=20}\n:::"),
    ("captioned-table", ":::table{#t} Doses\n| a |\n|---|\n| b |\n:::"),
    ("decision", ":::decision{#d} Dry?\n- Yes → go on\n:::"),
    ("materials", ":::materials\n- Cloth\n:::"),
    ("reagents", ":::reagents\n- Water\n:::"),
    ("equipment", ":::equipment\n- Scale\n:::"),
    ("ppe", ":::ppe\n- Gloves\n:::"),
    ("definitions", ":::definitions\n- a: b\n:::"),
    ("responsibilities", ":::responsibilities Who\n- a: b\n:::"),
    (
        "issue",
        ":::issue{severity=high} It slips\n:::cause\nWet.\n:::\n:::solution Dry\nDry it.\n:::\n:::",
    ),
    ("cause", ":::cause\nWet.\n:::"),
    ("solution", ":::solution Dry\nDry it.\n:::"),
    ("tabs", "::::tabs Models\n:::tab A\nText.\n:::\n::::"),
    ("tab", "::::tabs\n:::tab A\nText.\n:::\n:::tab B\n:::\n::::"),
    ("references", ":::references\n- Manual. {#manual}\n:::"),
    ("toc", "::toc{depth=2} Contents"),
    ("hazards", "::hazards"),
    ("records", "::records All"),
    ("revisions", "::revisions"),
    ("approvals", "::approvals"),
    ("record", "::record{name=t type=choice options=\"a, b\"} Start"),
    ("sign-off", "::sign-off{role=Operator meaning=\"as written\"}"),
    ("attachment", "::attachment{path=log.pdf} Log"),
    ("include", "::include{file=nowhere.md}"),
];

/// Places in which a block can stand: what is in front of each of its lines.
const AROUND: &[(&str, &str, &str)] = &[
    ("Before.\n\n", "", "\n\nBehind. {#behind}\n"),
    ("---\ntitle: T\n---\n\n- Item.\n\n", "  ", "\n\nBehind.\n"),
    ("> Quoted.\n>\n", "> ", "\n\nBehind.\n"),
    (":::note\n", "", "\n:::\n\nBehind.\n"),
];

fn placed(example: &str, around: (&str, &str, &str), end: &str) -> String {
    let (before, prefix, behind) = around;
    let lines = example.split('\n').map(|line| format!("{prefix}{line}"));
    let source = format!("{before}{}{behind}", lines.collect::<Vec<_>>().join("\n"));
    source.replace('\n', end)
}

/// Values that a control gives.
fn values(control: Control, options: &[&str]) -> Vec<Value> {
    let text = |text: &str| Value::Text(text.into());
    match control {
        Control::Choice => options.iter().map(|option| text(option)).collect(),
        Control::Switch => vec![Value::Switch(true), Value::Absent],
        Control::Number => vec![text("7"), text("12"), Value::Absent],
        Control::Id => vec![text("new-id"), Value::Absent],
        Control::List => vec![Value::Texts(vec!["x".into(), "y z".into()]), Value::Absent],
        Control::Markdown => vec![text("Other *text*"), text("Two\nlines, **long** ones")],
        Control::Code => vec![text("x + 1"), text("a\nb = ``` c")],
        _ => vec![text("word"), text("some *words*, \"quoted\" [1] it's"), Value::Absent],
    }
}

fn value_of(block: &OutlineBlock, field: &str) -> Value {
    let said = block.fields.iter().find(|(name, _)| name == field);
    said.map_or(Value::Absent, |(_, value)| value.clone())
}

fn set(block: &BlockId, field: &str, value: Value) -> Edit {
    Edit::Set { block: block.clone(), field: field.into(), value }
}

/// Checks that edits are in order, without overlaps and within the source.
fn check_edits(source: &str, edits: &[TextEdit]) {
    let mut behind = 0;
    for edit in edits {
        assert!(edit.span.start >= behind && edit.span.start <= edit.span.end);
        assert!(source.get(edit.span.range()).is_some(), "{edit:?}");
        behind = edit.span.end;
    }
}

/// Checks that blocks beside one and around it are the same in both documents.
fn check_others(before: &Document, after: &Document, id: &BlockId, is_name: bool) {
    fn holds(block: &Block, id: &BlockId) -> bool {
        block.id() == id || block.children().iter().any(|child| holds(child, id))
    }
    fn check(before: &[Block], after: &[Block], id: &BlockId) {
        assert_eq!(before.len(), after.len());
        for (a, b) in before.iter().zip(after) {
            if !holds(a, id) {
                assert_eq!(a.fingerprint(), b.fingerprint(), "{a:?}");
            } else if a.id() != id {
                assert_eq!((a.kind(), a.attributes()), (b.kind(), b.attributes()));
                check(a.children(), b.children(), id);
            }
        }
    }
    if !is_name {
        check(before.blocks(), after.blocks(), id);
    }
}

/// Sets a field. Returns the source then, if it can be done.
fn check_set(source: &str, place: usize, field: &str, value: &Value) -> Option<String> {
    let document = Document::parse(source);
    let outline = Outline::of(&document, source, None);
    let block = &outline.blocks()[place];
    let edits = text_edits(&document, source, &set(&block.id, field, value.clone())).ok()?;
    check_edits(source, &edits);
    let span = document.span(&block.id).unwrap();
    // What names the block changes with it.
    let is_name = block.kind == "footnote" || field == "id";
    let is_inside = |edit: &TextEdit| span.start <= edit.span.start && edit.span.end <= span.end;
    // Behind an empty item there may be white space that is not counted to it.
    let is_near = |edit: &TextEdit| source[span.end..edit.span.end].trim().is_empty();
    assert!(is_name || edits.iter().all(|edit| is_inside(edit) || is_near(edit)), "{edits:?}");
    let after = apply(source, &edits);
    let next = Document::parse_after(&after, &document);
    check_others(&document, &next, &block.id, is_name);
    let outline_after = Outline::of(&next, &after, Some(&outline));
    let said = format!("{field} of {} to {value:?}: {source:?} to {after:?}", block.kind);
    assert_eq!(outline.blocks().len(), outline_after.blocks().len(), "{said}");
    assert_eq!(value_of(&outline_after.blocks()[place], field), *value, "{said}");
    for (other, (a, b)) in outline.blocks().iter().zip(outline_after.blocks()).enumerate() {
        if other != place && !is_name {
            assert_eq!((a.kind, &a.fields, &a.table), (b.kind, &b.fields, &b.table), "{said}");
        }
    }
    Some(after)
}

#[test]
fn every_field_of_every_kind_is_set() {
    let mut refused = Vec::new();
    for (kind, example) in EXAMPLES {
        for (around, end) in AROUND.iter().zip(["\n", "\r\n", "\n", "\n"]) {
            let source = placed(example, *around, end);
            check_kind(kind, &source, &mut refused);
        }
    }
    let list = refused.join("\n");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/edit_refused.txt");
    if env::var_os("SOPWRIGHT_BLESS").is_some() {
        fs::write(&path, format!("{list}\n")).unwrap();
    }
    assert_eq!(format!("{list}\n"), fs::read_to_string(&path).unwrap());
}

fn check_kind(kind: &str, source: &str, refused: &mut Vec<String>) {
    let document = Document::parse(source);
    let outline = Outline::of(&document, source, None);
    let places: Vec<usize> =
        (0..outline.blocks().len()).filter(|place| outline.blocks()[*place].kind == kind).collect();
    assert!(!places.is_empty(), "{kind} in {source:?}");
    let known = catalogue::kind(kind).unwrap();
    for field in known.fields {
        for place in &places {
            for value in values(field.control, field.options) {
                let before = value_of(&outline.blocks()[*place], field.name);
                let Some(after) = check_set(source, *place, field.name, &value) else {
                    if !source.contains('\r') && source.starts_with("Before") {
                        let said = format!("{kind}.{} {value:?} {source:?}", field.name);
                        refused.push(said);
                    }
                    continue;
                };
                // There and back again.
                let back = check_set(&after, *place, field.name, &before);
                let is_same = back.as_deref() == Some(source);
                assert!(
                    back.is_some() || before == Value::Absent,
                    "{kind}.{} {after:?}",
                    field.name
                );
                let is_free = matches!(
                    field.control,
                    Control::Line
                        | Control::File
                        | Control::Id
                        | Control::Switch
                        | Control::Duration
                        | Control::List
                ) || field.name == "marks"
                    || field.name == "language";
                if !is_same && back.is_some() && !is_free {
                    assert_eq!(
                        back.as_deref().map(meaning),
                        Some(meaning(source)),
                        "{kind}.{}",
                        field.name
                    );
                }
            }
        }
    }
}

/// What a source says: the fingerprints of its blocks.
fn meaning(source: &str) -> Vec<Fingerprint> {
    Document::parse(source).blocks().iter().map(|block| block.fingerprint()).collect()
}

fn all_sources() -> Vec<(PathBuf, String)> {
    let examples = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let corpus = env::var_os("SOPWRIGHT_CORPUS").map(PathBuf::from);
    let mut sources = Vec::new();
    for folder in [Some(examples), corpus].into_iter().flatten() {
        find_sources(&folder, &mut sources);
    }
    sources
}

fn find_sources(folder: &Path, sources: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            find_sources(&path, sources);
        } else if matches!(path.extension().and_then(|e| e.to_str()), Some("md" | "Rmd")) {
            let source = fs::read_to_string(&path);
            sources.extend(source.ok().map(|source| (path, source)));
        }
    }
}

/// Text put at the end of a text field is text of that block, and only of that.
#[test]
fn texts_of_real_documents_can_be_typed_into() {
    for (path, source) in all_sources() {
        let document = Document::parse(&source);
        let outline = Outline::of(&document, &source, None);
        let mut count = 0;
        for (place, block) in outline.blocks().iter().enumerate() {
            let value = value_of(block, "text");
            assert_eq!(
                text_edits(&document, &source, &set(&block.id, "text", value.clone()))
                    .unwrap_or_default(),
                []
            );
            let is_tested = source.len() < 40_000 || place % 37 == 0;
            if !catalogue::kind(block.kind).unwrap().has_text || !is_tested {
                continue;
            }
            let Ok(range) = text_range(&document, &source, &block.id, "text") else { continue };
            count += 1;
            let mut after = source.clone();
            after.insert_str(range.span.end, " typed");
            let next = Document::parse_after(&after, &document);
            let outline_after = Outline::of(&next, &after, Some(&outline));
            assert_eq!(
                outline.blocks().len(),
                outline_after.blocks().len(),
                "{}: {value:?}",
                path.display()
            );
            let Value::Text(text) = value_of(&outline_after.blocks()[place], "text") else {
                panic!("{}: {block:?}", path.display());
            };
            let old = match &value {
                Value::Text(old) => format!("{old} typed"),
                _ => "typed".into(),
            };
            assert_eq!(text, old, "{}", path.display());
        }
        assert!(count > 0 || source.len() < 2000, "{}", path.display());
    }
}

/// A field of a real document is set and set back: the source is what it was.
#[test]
fn fields_of_real_documents_are_set_there_and_back() {
    for (path, source) in all_sources() {
        let document = Document::parse(&source);
        let outline = Outline::of(&document, &source, None);
        let step = (outline.blocks().len() / 12).max(1);
        for (place, block) in outline.blocks().iter().enumerate().step_by(step) {
            for (field, value) in &block.fields {
                let same = set(&block.id, field, value.clone());
                assert!(
                    !text_edits(&document, &source, &same).is_ok_and(|edits| !edits.is_empty())
                );
                let other = match value {
                    Value::Text(text) if field != "id" => Value::Text(format!("{text}y")),
                    _ => continue,
                };
                let Some(after) = check_set(&source, place, field, &other) else { continue };
                let back = check_set(&after, place, field, value);
                let said = || format!("{}: {field} {value:?}", path.display());
                assert!(back.as_deref() == Some(&*source), "{}: {back:?}", said());
            }
        }
    }
}

#[test]
fn an_outline_keeps_what_is_the_same() {
    let source = "# A\n\n:::steps\n1. One. {#x}\n2. Two.\n:::\n\n![a](a.png \"A\"){#f}\n";
    let document = Document::parse(source);
    let outline = Outline::of(&document, source, None);
    let after = source.replace("1. One.", "1. Zero.\n2. One.");
    let next = Document::parse_after(&after, &document);
    let outline_after = Outline::of(&next, &after, Some(&outline));
    let same =
        |block: &&Arc<OutlineBlock>| outline.blocks().iter().any(|old| Arc::ptr_eq(old, block));
    assert_eq!(outline_after.blocks().iter().filter(same).count(), outline.blocks().len());
    let numbers: Vec<&str> = outline_after.numbers().iter().map(|number| &**number).collect();
    assert_eq!(numbers, ["", "", "1", "2", "3", "Figure 1"]);
}

fn front(key: &str, value: Option<sopwright_sop::yaml::Value>) -> Edit {
    Edit::SetFrontMatter { key: key.into(), value }
}

#[test]
fn what_names_a_block_follows_its_id() {
    let source = "# Doses {#doses}

See [](#dry), [drying](#dry) and [again](#dry \"Drying\"), not [](#dry-2).

:::steps
1. Rinse, as in @step(dry). {#rinse}
   1. After @step(rinse..dry), wait. {#dry}
   2. Not `@step(dry)`.

      ```
      @step(dry)
      ```
2. Look at @step(dry..last). {#last}
3. Rest. {#dry-2}
:::

| a            |
|--------------|
| @step(dry)   |
";
    let renamed = |source: &str, from: &str, to: &str| {
        let document = Document::parse(source);
        let outline = Outline::of(&document, source, None);
        let has_it = |block: &&Arc<OutlineBlock>| value_of(block, "id") == Value::Text(from.into());
        let block = outline.blocks().iter().find(has_it).unwrap();
        let edit = set(&block.id, "id", Value::Text(to.into()));
        let edits = text_edits(&document, source, &edit).unwrap();
        check_edits(source, &edits);
        apply(source, &edits)
    };
    let after = renamed(source, "dry", "air");
    let in_code = "      @step(dry)\n";
    let names = [
        ("[](#dry)", "[](#air)"),
        ("(#dry)", "(#air)"),
        ("(#dry ", "(#air "),
        ("as in @step(dry)", "as in @step(air)"),
        ("..dry)", "..air)"),
        ("{#dry}", "{#air}"),
        ("(dry..", "(air.."),
        ("| @step(dry)", "| @step(air)"),
    ];
    let expected = names.iter().fold(source.to_owned(), |text, (a, b)| text.replace(a, b));
    assert_eq!(after, expected);
    assert!(after.contains(in_code) && after.contains("`@step(dry)`"));
    assert_eq!(renamed(&after, "air", "dry"), source);
    // A block may name itself.
    assert_eq!(renamed("See [](#a). {#a}\n", "a", "b"), "See [](#b). {#b}\n");
}

#[test]
fn an_entry_is_parted() {
    for (source, parted) in [
        (":::definitions\n- RCF\n- b: c\n:::\n", "- RCF: "),
        (":::definitions\n- RCF {#rcf}\n:::\n", "- RCF:  {#rcf}"),
        (":::decision Dry?\n- RCF\n:::\n", "- RCF → "),
        ("> :::definitions\r\n> - RCF\r\n> :::\r\n", "> - RCF: "),
    ] {
        let document = Document::parse(source);
        let outline = Outline::of(&document, source, None);
        let entry = outline.blocks().iter().find(|block| block.kind == "entry").unwrap();
        let edit = Edit::Part { block: entry.id.clone() };
        let after = apply(source, &text_edits(&document, source, &edit).unwrap());
        assert!(after.contains(parted), "{after:?}");
        let next = Document::parse_after(&after, &document);
        assert_eq!(text_edits(&next, &after, &edit).unwrap(), []);
        let place = text_range(&next, &after, &entry.id, "text").unwrap().span;
        assert_eq!(place.start, place.end);
        let typed = TextEdit { span: place, text: "force".into() };
        let typed = apply(&after, &[typed]);
        let read = Document::parse_after(&typed, &next);
        let outline = Outline::of(&read, &typed, None);
        let entry = outline.blocks().iter().find(|block| block.kind == "entry").unwrap();
        let says = [value_of(entry, "head"), value_of(entry, "text")];
        assert_eq!(says, ["RCF", "force"].map(|text| Value::Text(text.into())), "{typed:?}");
    }
}

#[test]
fn front_matter_is_edited_line_by_line() {
    use sopwright_sop::yaml::Value as Yaml;
    let check = |source: &str, key: &str, value: Option<Yaml>, expected: &str| {
        let document = Document::parse(source);
        let edits = text_edits(&document, source, &front(key, value)).unwrap();
        check_edits(source, &edits);
        assert_eq!(apply(source, &edits), expected);
    };
    let text = |text: &str| Some(Yaml::Text(text.into()));
    let map = |pairs: &[(&str, &str)]| {
        let pair = |(key, value): &(&str, &str)| (key.to_string(), Yaml::Text(value.to_string()));
        Yaml::Map(pairs.iter().map(pair).collect())
    };
    check("# T\n", "title", text("A: b"), "---\ntitle: \"A: b\"\n---\n\n# T\n");
    check("---\ntitle: x\n---\n\n# T\n", "title", None, "# T\n");
    check(
        "---\n# remark\ntitle: x  # why\nid: a\n\n# end\n---\n",
        "title",
        text("y"),
        "---\n# remark\ntitle: y  # why\nid: a\n\n# end\n---\n",
    );
    check(
        "---\ntitle: x\nowner: o\n---\n",
        "status",
        text("draft"),
        "---\ntitle: x\nstatus: draft\nowner: o\n---\n",
    );
    let source = "---\r\napprovals:\r\n  - {role: A, name: B}   # kept\r\n  - role: C\r\n    name: D\r\nx: |\r\n  # text\r\n---\r\n";
    let kept = map(&[("role", "A"), ("name", "B")]);
    let new = map(&[("role", "E"), ("name", "F, G")]);
    check(
        source,
        "approvals",
        Some(Yaml::List(vec![kept.clone(), new])),
        "---\r\napprovals:\r\n  - {role: A, name: B}   # kept\r\n  - {role: E, name: \"F, G\"}\r\nx: |\r\n  # text\r\n---\r\n",
    );
    check(
        "---\ntitle: x\n---\n",
        "approvals",
        Some(Yaml::List(vec![kept])),
        "---\ntitle: x\napprovals:\n  - {role: A, name: B}\n---\n",
    );
    check("---\nx: |\n  # text\ny: 1\n---\n", "x", None, "---\ny: 1\n---\n");
    let refused = |source: &str| {
        let document = Document::parse(source);
        text_edits(&document, source, &front("title", text("t"))).unwrap_err().message
    };
    assert_eq!(refused("+++\na = 1\n+++\n"), "the front matter is written in TOML");
    assert_eq!(refused("---\na: [\n---\n"), "the front matter cannot be read");
}

#[test]
fn blocks_of_other_files_and_dialects_are_refused() {
    let check = |source: &str, kind: &str, field: &str, message: &str| {
        let files = &|_: &str| Ok(Arc::from("Text.\n\n:::note N\n:::\n"));
        let document = Document::parse_with(source, None, files);
        let outline = Outline::of(&document, source, None);
        let block = outline.blocks().iter().find(|block| block.kind == kind).unwrap();
        let edit = set(&block.id, field, Value::Text("new".into()));
        let refusal = text_edits(&document, source, &edit).unwrap_err();
        assert_eq!(refusal.message, message, "{source:?}");
        assert!(refusal.hint.is_some());
    };
    let foreign = "this block comes from another file";
    let other = "this block is written in another dialect";
    check("::include{file=a.md}\n", "paragraph", "text", foreign);
    check("- x\n\n  ::include{file=a.md}\n", "admonition", "title", foreign);
    check("```{include} a.md\n```\n", "paragraph", "text", foreign);
    check("!!! note \"T\"\n    Text.\n", "admonition", "title", other);
    check(":::note[T]\nText.\n:::\n", "admonition", "title", other);
    check("::: {.callout-note}\nText.\n:::\n", "admonition", "title", other);
    check("See {ref}`x` for y.\n", "paragraph", "text", other);
    check("```{note}\nText.\n```\n", "admonition", "title", other);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Whatever is written into a field, it is there afterwards, or is refused.
    #[test]
    fn any_value_is_there_or_refused(
        example in prop::sample::select(EXAMPLES),
        around in prop::sample::select(AROUND),
        field in any::<prop::sample::Index>(),
        text in prop_oneof![
            "[ -~]{0,12}",
            "[a-c *_`:{}#>\"'\\\\|\\[\\]()<&$~\n-]{0,12}",
            any::<String>(),
        ],
    ) {
        let source = placed(example.1, around, "\n");
        let fields = catalogue::kind(example.0).unwrap().fields;
        prop_assume!(!fields.is_empty());
        let field = field.get(fields);
        let document = Document::parse(&source);
        let outline = Outline::of(&document, &source, None);
        let place = outline.blocks().iter().position(|block| block.kind == example.0).unwrap();
        let block = &outline.blocks()[place];
        let edit = set(&block.id, field.name, Value::Text(text.clone()));
        if let Ok(edits) = text_edits(&document, &source, &edit) {
            check_edits(&source, &edits);
            let after = apply(&source, &edits);
            let next = Document::parse(&after);
            let said = Outline::of(&next, &after, None);
            prop_assert_eq!(said.blocks().len(), outline.blocks().len());
            let said = value_of(&said.blocks()[place], field.name);
            let plain = |text: &str| text.replace("\r\n", "\n").replace('\r', "\n").split_whitespace().collect::<Vec<_>>().join(" ");
            match &said {
                Value::Text(said) => prop_assert_eq!(plain(said), plain(&text)),
                Value::Texts(said) => prop_assert!(said.iter().all(|said| text.contains(said))),
                Value::Absent => prop_assert!(text.trim().is_empty() || field.control == Control::List),
                Value::Switch(_) => prop_assert!(false),
            }
        }
    }

    /// Nothing panics, whatever stands there.
    #[test]
    fn any_source_has_an_outline(source in crate::laws::source(), text in "[a-c *\n]{0,6}") {
        let document = Document::parse(&source);
        let outline = Outline::of(&document, &source, None);
        for block in outline.blocks() {
            for field in catalogue::kind(block.kind).unwrap().fields {
                let _ = text_range(&document, &source, &block.id, field.name);
                let edit = set(&block.id, field.name, Value::Text(text.clone()));
                if let Ok(edits) = text_edits(&document, &source, &edit) {
                    check_edits(&source, &edits);
                }
            }
        }
        let value = sopwright_sop::yaml::Value::Text(text);
        if let Ok(edits) = text_edits(&document, &source, &front("title", Some(value))) {
            check_edits(&source, &edits);
        }
    }
}
