//! What holds for all trees.

use proptest::collection::vec;
use proptest::prelude::*;
use sopwright_html::encode_in_stretches;
use sopwright_html::patch::shape;
use sopwright_html::{ApplyError, Node, Op, apply, diff, element, encode, encode_document};
use sopwright_html::{parse_document, parse_fragment, parse_settled};

use crate::trees::{edited_lists, torn, wild_list, written};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn a_diff_applied_gives_the_new_tree(old in wild_list(), new in wild_list()) {
        check_diff(&old, &new)?;
    }

    #[test]
    fn a_diff_of_an_edit_applied_gives_the_new_tree((old, new) in edited_lists()) {
        check_diff(&old, &new)?;
        check_diff(&new, &old)?;
    }

    #[test]
    fn nothing_differs_from_itself(tree in wild_list()) {
        prop_assert!(diff(&tree, &tree).is_empty());
    }

    #[test]
    fn a_patch_for_another_tree_is_refused_or_fits((old, new) in edited_lists(), other in wild_list()) {
        let patch = diff(&old, &new);
        match apply(&other, &patch) {
            Err(ApplyError::Shape) => prop_assert_ne!(shape(&other, &patch.ops), Some(patch.shape)),
            Err(ApplyError::Op) | Ok(_) => {
                prop_assert_eq!(shape(&other, &patch.ops), Some(patch.shape));
            }
        }
    }

    #[test]
    fn attributes_are_sorted_and_texts_are_joined(tree in wild_list()) {
        check_canonical(&tree)?;
    }

    /// Some markup never comes back as it was (HTML §13.3 warns of it); what is settled does.
    #[test]
    fn what_is_settled_is_what_its_text_gives(source in prop_oneof![written(), "\\PC{0,60}", torn()]) {
        let page = parse_settled(&source);
        prop_assert_eq!(&parse_document(&encode_document(&page)), &page);
    }

    /// Whatever a host pushes, the difference of two pages leads from one to the other.
    #[test]
    fn any_two_pages_differ_by_their_difference(old in torn(), new in torn()) {
        check_diff(&parse_settled(&old).nodes, &parse_settled(&new).nodes)?;
    }

    #[test]
    fn any_text_survives_as_text(value in "\\PC{0,20}[\r\n&<>]{0,3}") {
        let node = Node::from(element("p").text(value.as_str()).attribute("title", value.as_str()));
        let parsed = parse_fragment(&encode(std::slice::from_ref(&node)));
        prop_assert_eq!(parsed, vec![node]);
    }
}

fn check_diff(old: &[Node], new: &[Node]) -> Result<(), TestCaseError> {
    let patch = diff(old, new);
    let applied = apply(old, &patch).map_err(|error| TestCaseError::fail(error.to_string()))?;
    prop_assert_eq!(encode(&applied), encode(new));
    prop_assert_eq!(applied, new);
    Ok(())
}

fn check_canonical(list: &[Node]) -> Result<(), TestCaseError> {
    for pair in list.windows(2) {
        prop_assert!(pair.iter().any(|node| node.as_text().is_none()));
    }
    for node in list {
        prop_assert_ne!(node.as_text(), Some(""));
        if let Some(element) = node.as_element() {
            prop_assert!(element.attributes().is_sorted_by(|a, b| a.name < b.name));
        }
        check_canonical(&node.children().to_vec())?;
    }
    Ok(())
}

fn page(blocks: usize, changed: Option<usize>) -> Vec<Node> {
    let block = |index| {
        let word = if Some(index) == changed { "carefully" } else { "slowly" };
        let sentence = format!("Step {index}: lower the rotor {word} onto the drive shaft.");
        Node::from(element("p").attribute("data-key", format!("b{index}")).text(sentence))
    };
    let main = element("main").children_from((0..blocks).map(block));
    vec![element("html").child(element("body").child(main)).into()]
}

#[test]
fn one_word_is_one_splice_whatever_the_size() {
    for blocks in [10, 10_000] {
        let patch = diff(&page(blocks, None), &page(blocks, Some(blocks - 1)));
        let [Op::Splice { remove, insert, .. }] = &patch.ops[..] else {
            panic!("not one splice: {:?}", patch.ops);
        };
        assert_eq!((*remove, &**insert), (4, "careful"), "the letters that stay are not sent");
    }
}

#[test]
fn moving_a_run_of_blocks_is_one_op() {
    let old = page(1_000, None);
    let main = old[0].children()[0].children()[0].as_element().unwrap();
    let mut blocks = main.children().to_vec();
    let run: Vec<Node> = blocks.drain(100..150).collect();
    blocks.splice(800..800, run);
    let mut moved = main.clone();
    moved.set_children(blocks);
    let new = vec![Node::from(element("html").child(element("body").child(moved)))];
    let patch = diff(&old, &new);
    assert!(matches!(patch.ops[..], [Op::Move { count: 50, .. }]), "{:?}", patch.ops);
    assert_eq!(apply(&old, &patch).unwrap(), new);
}

#[test]
fn apply_shares_what_it_did_not_touch() {
    let (old, new) = (page(100, None), page(100, Some(50)));
    let applied = apply(&old, &diff(&old, &new)).unwrap();
    let blocks = |tree: &[Node]| tree[0].children()[0].children()[0].children().to_vec();
    let same = blocks(&old).iter().zip(blocks(&applied)).filter(|(a, b)| a.is_same(b)).count();
    assert_eq!(same, 99);
}

#[test]
fn depth_is_bounded_as_in_browsers() {
    let deep = parse_document(&"<div>".repeat(5_000));
    let depth = depth(&deep.nodes);
    assert!((500..=514).contains(&depth), "{depth}");
}

fn depth(list: &[Node]) -> usize {
    list.iter().map(|node| 1 + depth(&node.children().to_vec())).max().unwrap_or(0)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Who leaves out the stretches of a long page reads the page.
    #[test]
    fn a_page_in_stretches_is_the_page(parts in vec(prop_oneof![written(), torn()], 0..40)) {
        let long = parts.concat().repeat(4);
        let page = parse_settled(&format!("<!DOCTYPE html><main data-long>{long}"));
        let text = encode_in_stretches(&page);
        let read = without_stretches(&parse_document(&text).nodes);
        prop_assert_eq!(encode(&read), encode(&page.nodes), "{}", text);
    }
}

#[test]
fn a_stretch_ends_before_a_heading() {
    let blocks = "<h2>Dry</h2><h3>Twice</h3><p>1</p><p>2</p>".repeat(20);
    let page = parse_settled(&format!("<main data-long>{blocks}</main><main>{blocks}</main>"));
    let text = encode_in_stretches(&page);
    assert_eq!(text.matches("<div data-stretch=\"\"><h2>").count(), 5, "{text}");
    assert_eq!(text.matches("data-stretch").count(), 5, "only what is long is cut");

    let rest = parse_settled(&format!("<div data-long>{}</div>", "<p>Rinse.".repeat(130)));
    assert_eq!(encode_in_stretches(&rest).matches("data-stretch").count(), 3);
}

fn without_stretches(nodes: &[Node]) -> Vec<Node> {
    let within = |node: &Node| match node.as_element() {
        Some(element) if element.get("data-stretch").is_some() => {
            without_stretches(&element.children().to_vec())
        }
        Some(element) => {
            let mut whole = element.clone();
            whole.set_children(without_stretches(&element.children().to_vec()));
            vec![whole.into()]
        }
        None => vec![node.clone()],
    };
    nodes.iter().flat_map(within).collect()
}
