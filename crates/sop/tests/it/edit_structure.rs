//! Blocks are put in, taken away, copied, moved and nested: the source says what came of it.

use proptest::prelude::*;
use sopwright_sop::edit::{
    Edit, Outline, OutlineBlock, Place, TextEdit, Value, apply, catalogue, text_edits,
};
use sopwright_sop::{BlockId, Document};

/// Finds a block by a part of what its fields say, or by its kind.
fn block(source: &str, wanted: &str) -> BlockId {
    let document = Document::parse(source);
    let outline = Outline::of(&document, source, None);
    let says = |block: &&std::sync::Arc<sopwright_sop::edit::OutlineBlock>| {
        block.kind == wanted
            || block.fields.iter().any(|(_, value)| format!("{value:?}").contains(wanted))
    };
    outline.blocks().iter().find(says).unwrap_or_else(|| panic!("{wanted}")).id.clone()
}

fn edited(source: &str, edit: &Edit) -> Result<String, String> {
    let document = Document::parse(source);
    let edits = text_edits(&document, source, edit).map_err(|refusal| refusal.message)?;
    assert!(is_in_order(&edits), "{edits:?}");
    Ok(apply(source, &edits))
}

fn is_in_order(edits: &[TextEdit]) -> bool {
    edits.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start)
}

fn insert(source: &str, entry: &str, place: Place, expected: &str) {
    let edit = Edit::Insert { entry: entry.into(), place, text: None };
    assert_eq!(edited(source, &edit).as_deref(), Ok(expected));
}

const STEPS: &str = ":::steps\n1. Fill.\n2. Shake.\n   1. Left.\n   2. Right.\n\n:::note\nMind.\n:::\n\n3. Empty.\n:::\n";

#[test]
fn steps_are_put_beside_steps() {
    insert(
        STEPS,
        "step",
        Place::After(block(STEPS, "Fill")),
        ":::steps\n1. Fill.\n2. Step\n2. Shake.\n   1. Left.\n   2. Right.\n\n:::note\nMind.\n:::\n\n3. Empty.\n:::\n",
    );
    insert(
        STEPS,
        "step",
        Place::After(block(STEPS, "Right")),
        ":::steps\n1. Fill.\n2. Shake.\n   1. Left.\n   2. Right.\n   3. Step\n\n:::note\nMind.\n:::\n\n3. Empty.\n:::\n",
    );
    insert(
        STEPS,
        "step",
        Place::Before(block(STEPS, "Fill")),
        &STEPS.replace("1. Fill", "1. Step\n1. Fill"),
    );
    insert("Text.\n", "step", Place::End, "Text.\n\n:::steps\n1. Step\n:::\n");
}

#[test]
fn other_blocks_stand_between_steps_or_in_them() {
    insert(
        STEPS,
        "paragraph",
        Place::After(block(STEPS, "Fill")),
        ":::steps\n1. Fill.\n\nText\n\n2. Shake.\n   1. Left.\n   2. Right.\n\n:::note\nMind.\n:::\n\n3. Empty.\n:::\n",
    );
    insert(
        STEPS,
        "danger",
        Place::Last(block(STEPS, "Empty")),
        &STEPS.replace("3. Empty.\n", "3. Empty.\n\n   :::danger Hazard\n   Text\n   :::\n"),
    );
    insert(
        STEPS,
        "paragraph",
        Place::First(block(STEPS, "admonition")),
        &STEPS.replace("Mind.", "Text\n\nMind."),
    );
    insert(
        STEPS,
        "list",
        Place::Last(block(STEPS, "admonition")),
        &STEPS.replace("Mind.", "Mind.\n\n- Item"),
    );
}

#[test]
fn sources_of_all_kinds_take_a_block() {
    insert("", "section", Place::End, "# Section\n");
    insert("One.", "section", Place::End, "One.\n\n# Section\n");
    insert("One.\r\n", "paragraph", Place::End, "One.\r\n\r\nText\r\n");
    insert("> One.\n", "paragraph", Place::After(block("> One.\n", "One")), "> One.\n>\n> Text\n");
    insert(
        "- a\n\n- b\n",
        "item",
        Place::After(block("- a\n\n- b\n", "\"a\"")),
        "- a\n\n- Item\n\n- b\n",
    );
    insert("---\ntitle: T\n---\n", "paragraph", Place::End, "---\ntitle: T\n---\n\nText\n");
    let words = ":::definitions\n- RCF: force\n- Rotor: turns\n:::\n";
    for (text, line) in [("", "- \n"), ("Head: more", "- Head: more\n")] {
        let place = Place::After(block(words, "force"));
        let edit = Edit::Insert { entry: "item".into(), place, text: Some(text.into()) };
        let expected = words.replace("force\n", &format!("force\n{line}"));
        assert_eq!(edited(words, &edit), Ok(expected));
    }
    let answers = ":::decision Dry?\n- Yes → go on\n- No → stop\n:::\n";
    let copied = edited(answers, &Edit::Duplicate { blocks: vec![block(answers, "Yes")] });
    assert_eq!(copied, Ok(answers.replace("go on\n", "go on\n- Yes → go on\n")));
}

#[test]
fn what_belongs_in_something_is_put_there_or_refused() {
    let tabs = ":::tabs\n:::tab A\nText\n:::\n:::\n";
    insert(
        tabs,
        "tab",
        Place::After(block(tabs, "tab")),
        ":::tabs\n:::tab A\nText\n:::\n\n:::tab Tab\nText\n:::\n:::\n",
    );
    insert("a\n", "tab", Place::End, "a\n\n:::tabs\n:::tab Tab\nText\n:::\n:::\n");
    let cause = Edit::Insert { entry: "cause".into(), place: Place::End, text: None };
    assert_eq!(edited("a\n", &cause), Err("a cause belongs to an issue".into()));
    let none = Edit::Insert { entry: "none".into(), place: Place::End, text: None };
    assert_eq!(edited("a\n", &none), Err("there is no block none in the library".into()));
}

#[test]
fn blocks_are_taken_away() {
    let check = |source: &str, wanted: &[&str], expected: &str| {
        let blocks = wanted.iter().map(|wanted| block(source, wanted)).collect();
        assert_eq!(edited(source, &Edit::Delete { blocks }).as_deref(), Ok(expected));
    };
    check("one\n\ntwo\n\nthree\n", &["two"], "one\n\nthree\n");
    check("one\n\ntwo\n\nthree\n", &["one", "three"], "two\n");
    check(STEPS, &["Fill"], &STEPS.replace("1. Fill.\n2. Shake", "1. Shake"));
    check(STEPS, &["Left"], &STEPS.replace("   1. Left.\n   2. Right", "   1. Right"));
    check(STEPS, &["admonition"], &STEPS.replace(":::note\nMind.\n:::\n\n", ""));
    check(
        STEPS,
        &["Shake", "Left"],
        ":::steps\n1. Fill.\n\n:::note\nMind.\n:::\n\n3. Empty.\n:::\n",
    );
    check("- a\n\ntext\n\n- b\n", &["text"], "- a\n\n- b\n");
    check("a", &["a"], "");
}

#[test]
fn blocks_are_copied() {
    let check = |source: &str, wanted: &str, expected: &str| {
        let edit = Edit::Duplicate { blocks: vec![block(source, wanted)] };
        assert_eq!(edited(source, &edit).as_deref(), Ok(expected));
    };
    check("# A {#a kind=scope}\n", "section", "# A {#a kind=scope}\n\n# A {kind=scope}\n");
    check("1. a {#x}\n2. b\n", "\"a\"", "1. a {#x}\n2. a\n2. b\n");
    check("9. a\n\n   b\n", "\"a\"", "9. a\n\n   b\n10. a\n\n    b\n");
    check(":::tip\nx\n:::\n", "admonition", ":::tip\nx\n:::\n\n:::tip\nx\n:::\n");
}

#[test]
fn blocks_are_moved() {
    let check = |source: &str, wanted: &[&str], place: Place, expected: &str| {
        let blocks = wanted.iter().map(|wanted| block(source, wanted)).collect();
        assert_eq!(edited(source, &Edit::Move { blocks, place }).as_deref(), Ok(expected));
    };
    check(
        "one\n\ntwo\n\nthree\n",
        &["three"],
        Place::Before(block("one\n\ntwo\n\nthree\n", "one")),
        "three\n\none\n\ntwo\n",
    );
    check(
        "one\n\ntwo\n\nthree\n",
        &["one"],
        Place::After(block("one\n\ntwo\n\nthree\n", "two")),
        "two\n\none\n\nthree\n",
    );
    check(STEPS, &["Empty"], Place::Before(block(STEPS, "Fill")),
        ":::steps\n3. Empty.\n1. Fill.\n2. Shake.\n   1. Left.\n   2. Right.\n\n:::note\nMind.\n:::\n:::\n".replace("3. Empty.\n1. Fill", "1. Empty.\n1. Fill").as_str());
    check(
        STEPS,
        &["Left"],
        Place::End,
        ":::steps\n1. Fill.\n2. Shake.\n   1. Right.\n\n:::note\nMind.\n:::\n\n3. Empty.\n:::\n\n:::steps\n1. Left.\n:::\n",
    );
    check(
        "a\n\n:::note\nb\n:::\n",
        &["\"a\""],
        Place::Last(block("a\n\n:::note\nb\n:::\n", "admonition")),
        ":::note\nb\n\na\n:::\n",
    );
    let own = Edit::Move {
        blocks: vec![block(STEPS, "Shake")],
        place: Place::After(block(STEPS, "Left")),
    };
    assert_eq!(edited(STEPS, &own), Err("a block cannot be moved into itself".into()));
}

#[test]
fn steps_are_nested() {
    let nest = Edit::Nest { blocks: vec![block(STEPS, "Shake")] };
    let nested = edited(STEPS, &nest).unwrap();
    assert_eq!(
        nested,
        STEPS.replace(
            "2. Shake.\n   1. Left.\n   2. Right.",
            "   1. Shake.\n      1. Left.\n      2. Right."
        )
    );
    let unnest = Edit::Unnest { blocks: vec![block(&nested, "Shake")] };
    assert_eq!(edited(&nested, &unnest).as_deref(), Ok(STEPS));
    let first = Edit::Nest { blocks: vec![block(STEPS, "Fill")] };
    assert!(edited(STEPS, &first).is_err());
    let outermost = Edit::Unnest { blocks: vec![block(STEPS, "Fill")] };
    assert_eq!(edited(STEPS, &outermost), Err("this is no sub-step".into()));
}

/// An item that is still empty is no list directly below a text.
#[test]
fn empty_steps_are_nested() {
    for prefix in ["", "> ", "  "] {
        let source = format!("{prefix}1. Fill.\n{prefix}2. \n");
        let outline = Outline::of(&Document::parse(&source), &source, None);
        let empty = outline.blocks().iter().rfind(|block| block.kind == "item").unwrap();
        let nest = Edit::Nest { blocks: vec![empty.id.clone()] };
        let blank = prefix.trim_end();
        let nested = format!("{prefix}1. Fill.\n{blank}\n{prefix}   1. \n");
        assert_eq!(edited(&source, &nest), Ok(nested));
    }
}

/// What an include stands for is moved and taken away as one, and says which file it is.
#[test]
fn an_include_is_one_thing() {
    let source = "One.\n\n::include{file=a.md}\n\n- x\n\n  ::include{file=b.md part=p}\n\nEnd.\n";
    let files = &|path: &str| match path {
        "a.md" => Ok("First.\n\n:::note N\nInner.\n:::\n\nLast.\n".into()),
        "b.md" => Ok("Not.\n\n:::tip{#p} T\nDeep.\n:::\n".into()),
        _ => Err("there is none".to_owned()),
    };
    let document = Document::parse_with(source, None, files);
    let outline = Outline::of(&document, source, None);
    let of = |wanted: &str| {
        let says = |block: &&std::sync::Arc<OutlineBlock>| format!("{block:?}").contains(wanted);
        outline.blocks().iter().find(says).unwrap().clone()
    };
    let includes: Vec<String> = outline
        .blocks()
        .iter()
        .filter_map(|block| block.include.as_ref())
        .map(|include| format!("{} {:?}", include.file, include.part))
        .collect();
    assert_eq!(includes, ["a.md None", "b.md Some(\"p\")"]);
    let edited = |edit: &Edit| {
        let edits = text_edits(&document, source, edit).map_err(|refusal| refusal.message)?;
        Ok::<_, String>(apply(source, &edits))
    };
    for part in ["First.", "Inner.", "Last."] {
        let blocks = vec![of(part).id.clone()];
        let gone = source.replace("::include{file=a.md}\n\n", "");
        assert_eq!(edited(&Edit::Delete { blocks: blocks.clone() }), Ok(gone.clone()), "{part}");
        let place = Place::After(of("End.").id.clone());
        let moved = format!("{gone}\n::include{{file=a.md}}\n");
        assert_eq!(edited(&Edit::Move { blocks: blocks.clone(), place }), Ok(moved), "{part}");
    }
    let copied = edited(&Edit::Duplicate { blocks: vec![of("Last.").id.clone()] });
    let include = "::include{file=a.md}\n\n";
    assert_eq!(copied, Ok(source.replace(include, &include.repeat(2))));
    let behind = Edit::Insert {
        entry: "line".into(),
        place: Place::After(of("Inner.").id.clone()),
        text: None,
    };
    assert_eq!(edited(&behind), Ok(source.replace(include, &format!("{include}---\n\n"))));
    let set = |part: &str, field: &str, value: Value| {
        edited(&Edit::Set { block: of(part).id.clone(), field: field.into(), value })
    };
    let text = |text: &str| Value::Text(text.into());
    assert_eq!(set("First.", "file", text("b.md")), Ok(source.replace("a.md", "b.md")));
    assert_eq!(set("Deep.", "part", Value::Absent), Ok(source.replace(" part=p", "")));
    assert!(set("First.", "text", text("b")).is_err());
}

/// Every entry of the library, at every place of a document: it is there, or it is refused.
#[test]
fn every_entry_finds_its_place() {
    let source = include_str!("../../../../examples/mould-change/mould-change.md");
    let document = Document::parse(source);
    let outline = Outline::of(&document, source, None);
    let ids: Vec<&BlockId> = outline.blocks().iter().map(|block| &block.id).step_by(61).collect();
    for entry in catalogue::groups().iter().flat_map(|group| group.entries) {
        let edit = Edit::Insert { entry: (*entry).into(), place: Place::End, text: None };
        let is_part = ["cause", "solution"].contains(entry);
        assert_eq!(edited(source, &edit).is_ok(), !is_part, "{entry}: {:?}", edited(source, &edit));
        for id in &ids {
            for place in [Place::Before((*id).clone()), Place::After((*id).clone())] {
                let edit = Edit::Insert { entry: (*entry).into(), place, text: None };
                if let Ok(after) = edited(source, &edit) {
                    assert!(after.len() > source.len());
                }
            }
        }
    }
}

fn source() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("# Head {#h}\n\n"),
        Just("text\nmore\n\n"),
        Just(":::steps\n1. a\n2. b\n   - c\n:::\n\n"),
        Just("- x\n- y\n\n  z\n\n"),
        Just("> q\n>\n> r\n\n"),
        Just(":::note T\nn\n\n- i\n:::\n\n"),
        Just("| a | b |\n| - | - |\n| 1 | 2 |\n\n"),
        Just("```\ncode\n```\n\n"),
        Just("::toc\n\n"),
        Just("1. p\n\n   q\n\n2. r\n\n"),
        Just("[^n]: note\n\n"),
        Just(":::tabs\n:::tab A\nt\n:::\n:::\n\n"),
        Just("!!! note\n    foreign\n\n"),
        Just("<p>raw</p>\n\n"),
        Just("- [ ] box {#b}\n"),
    ];
    proptest::collection::vec(piece, 1..6).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn random_edits_do_what_they_say_or_nothing(
        source in source(), one in any::<prop::sample::Index>(), other in any::<prop::sample::Index>(),
        what in 0..7_u8, where_to in 0..4_u8, entry in any::<prop::sample::Index>(),
    ) {
        let document = Document::parse(&source);
        let outline = Outline::of(&document, &source, None);
        prop_assume!(!outline.blocks().is_empty());
        let id = one.get(outline.blocks()).id.clone();
        let target = other.get(outline.blocks()).id.clone();
        let place = match where_to {
            0 => Place::Before(target),
            1 => Place::After(target),
            2 => Place::First(target),
            _ => Place::Last(target),
        };
        let entries: Vec<&str> =
            catalogue::groups().iter().flat_map(|group| group.entries).copied().collect();
        let blocks = vec![id];
        let edit = match what {
            0 => Edit::Delete { blocks },
            1 => Edit::Duplicate { blocks },
            2 => Edit::Move { blocks, place },
            3 => Edit::Nest { blocks },
            4 => Edit::Unnest { blocks },
            5 => Edit::InsertSource { source: "one\n\n- two\n".into(), place },
            _ => Edit::Insert { entry: (*entry.get(&entries)).into(), place, text: None },
        };
        if let Ok(after) = edited(&source, &edit) {
            // What is not blank and was there is there still, or was taken away on purpose.
            let is_blank = |line: &&str| line.chars().all(|c| " >".contains(c));
            let lines = |text: &str| text.lines().filter(|line| !is_blank(line)).count();
            match edit {
                Edit::Delete { .. } => prop_assert!(lines(&after) <= lines(&source) + 1),
                Edit::Nest { .. } | Edit::Unnest { .. } => prop_assert_eq!(lines(&after), lines(&source)),
                Edit::Move { .. } => prop_assert!(lines(&after) >= lines(&source), "{after:?}"),
                _ => prop_assert!(lines(&after) > lines(&source)),
            }
        }
    }
}
