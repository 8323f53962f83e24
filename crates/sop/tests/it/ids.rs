//! Ids stay with their blocks, whatever is edited around them.

use sopwright_sop::{Block, Document};

use crate::page::ids;

/// Finds the first block, at any depth, whose own source contains a text.
fn id(document: &Document, source: &str, text: &str) -> String {
    fn find(document: &Document, source: &str, blocks: &[Block], text: &str) -> Option<String> {
        let mut found = None;
        for block in blocks {
            let span = document.span(block.id()).unwrap();
            if source[span.range()].contains(text) {
                found = Some(block.id().to_string());
                found = find(document, source, block.children(), text).or(found);
                break;
            }
        }
        found
    }
    find(document, source, document.blocks(), text)
        .unwrap_or_else(|| panic!("no block with {text:?}"))
}

/// Checks that the innermost blocks with these texts have the same ids before and after.
fn check_kept(before: &str, after: &str, texts: &[(&str, &str)]) {
    let old = Document::parse(before);
    let new = Document::parse_after(after, &old);
    for (text_before, text_after) in texts {
        assert_eq!(
            id(&old, before, text_before),
            id(&new, after, text_after),
            "of {text_before:?} and {text_after:?}"
        );
    }
}

const SOURCE: &str = "# Rinse\n\nFirst fill the tank.\n\nThen wait.\n\n- hot\n- cold\n\nThe end.\n";

#[test]
fn an_insertion_above_changes_no_id() {
    let after = format!("New and first.\n\n{SOURCE}");
    let texts = ["# Rinse", "First fill", "Then wait", "hot", "cold", "The end"];
    check_kept(SOURCE, &after, &texts.map(|text| (text, text)));
}

#[test]
fn an_edited_block_keeps_its_id() {
    let after = SOURCE.replace("fill the tank", "drain the tank");
    check_kept(SOURCE, &after, &[("First fill", "First drain"), ("cold", "cold")]);
    let after = SOURCE.replace("- cold", "- very cold\n- warm");
    check_kept(SOURCE, &after, &[("hot", "hot"), ("cold", "very cold")]);
}

#[test]
fn a_moved_block_keeps_its_id() {
    let after = "The end.\n\n# Rinse\n\nThen wait.\n\nFirst fill the tank.\n\n- cold\n- hot\n";
    let texts = ["The end", "# Rinse", "Then wait", "First fill", "cold", "hot"];
    check_kept(SOURCE, after, &texts.map(|text| (text, text)));
}

#[test]
fn a_wrapped_block_keeps_its_id() {
    let after = SOURCE.replace("Then wait.", ":::warning\nThen wait.\n:::\n\nSomething else.");
    check_kept(SOURCE, &after, &[("Then wait", "Then wait"), ("First", "First")]);
    let after = format!(":::note\n{SOURCE}:::\n");
    let texts = ["# Rinse", "First fill", "Then wait", "hot", "cold", "The end"];
    check_kept(SOURCE, &after, &texts.map(|text| (text, text)));
    check_kept(&after, SOURCE, &texts.map(|text| (text, text)));
}

#[test]
fn a_half_typed_fence_costs_no_id() {
    let whole = ":::steps\n1. a\n2. b\n:::\n\nend\n";
    let broken = ":::steps\n1. a\n2. b\n::\n\nend\n";
    check_kept(whole, broken, &[("1. a", "1. a"), ("end", "end")]);
    check_kept(broken, whole, &[("1. a", "1. a"), ("end", "end")]);
}

#[test]
fn a_retyped_block_is_another_one() {
    let old = Document::parse("Rinse.\n\nDry.");
    let new = Document::parse_after("# Rinse.\n\nDry.", &old);
    assert_ne!(ids(&old)[0], ids(&new)[0]);
    assert_eq!(ids(&old)[1], ids(&new)[1]);
}

#[test]
fn explicit_ids_are_the_ids() {
    let source = "# A {#a}\n\ntext {#b}\n\n1. one {#c}\n2. two {#c}\n\n{#d}\n";
    let document = Document::parse(source);
    assert_eq!(id(&document, source, "# A"), "a");
    assert_eq!(id(&document, source, "text"), "b");
    assert_eq!(id(&document, source, "one"), "c");
    assert_ne!(id(&document, source, "two"), "c");
    let codes: Vec<&str> = document.diagnostics().iter().map(|d| d.code).collect();
    assert_eq!(codes, ["duplicate-id"]);
}

#[test]
fn an_id_that_becomes_explicit_is_taken_from_nobody() {
    let old = Document::parse("one\n\ntwo");
    let taken = ids(&old)[0].to_string();
    let after = format!("one\n\ntwo {{#{taken}}}");
    let new = Document::parse_after(&after, &old);
    assert_eq!(ids(&new)[1].to_string(), taken);
    assert_ne!(ids(&new)[0].to_string(), taken);
}

#[test]
fn the_same_text_gives_the_same_ids() {
    let source = "a\n\na\n\na\n\n- x\n- x\n";
    assert_eq!(ids(&Document::parse(source)), ids(&Document::parse(source)));
    let document = Document::parse(source);
    let all = ids(&document);
    assert_eq!(all[1].to_string(), format!("{}-2", all[0]));
    assert_eq!(all[2].to_string(), format!("{}-3", all[0]));
}

#[test]
fn sections_have_anchors_of_their_own() {
    let source = "# Step 1\n\n## Step 1\n\n### Step 1\n\n# 安全 要求\n\n# {#x}\n\n# !\n\n# fn-1\n\n# document\n\n# Step 1 {#step-1-1}\n";
    let document = Document::parse(source);
    let anchors: Vec<_> = document.blocks().iter().map(|block| block.anchor().unwrap()).collect();
    let expected = [
        "step-1",
        "step-1-2",
        "step-1-3",
        "安全-要求",
        "x",
        "section",
        "section-fn-1",
        "document-1",
        "step-1-1",
    ];
    assert_eq!(anchors, expected);
}
