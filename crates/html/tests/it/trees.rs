//! Generated trees. Two kinds: *wild* ones, any value the types allow, and *written* ones, made of
//! text as authors write it, so that parsing shapes them.

use proptest::collection::vec;
use proptest::prelude::*;
use sopwright_html::{Element, Name, Namespace, Node, element, text};

/// Any text that a tree may hold, short, with characters that need escaping or two UTF-16 units.
pub(crate) fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-c ]{0,12}",
        1 => "[&<>\"'\u{a0}\r\n\tä€𝒳😀a]{0,6}",
        1 => "(rinse|the|rotor|twice|with|water|and|dry| ){4,30}",
    ]
}

fn any_name() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["p", "div", "b", "ul", "li", "td", "pre", "template", "x-y"])
}

/// A list of sibling nodes nested up to four deep.
pub(crate) fn wild_list() -> impl Strategy<Value = Vec<Node>> {
    vec(wild_node(), 0..8).prop_map(canonical)
}

fn wild_node() -> impl Strategy<Value = Node> {
    let leaf = prop_oneof![
        3 => any_text().prop_map(text),
        1 => "[a-c ]{0,8}".prop_map(Node::comment),
    ];
    leaf.prop_recursive(4, 64, 8, |inner| {
        let parts = (any_name(), 0..3_u8, vec(any_attribute(), 0..3), vec(inner, 0..8));
        parts.prop_map(|(name, namespace, attributes, children)| {
            let namespace = [Namespace::Html, Namespace::Html, Namespace::Svg][namespace as usize];
            let start = Element::new(namespace, Name::from(name));
            attributes
                .into_iter()
                .fold(start, |element, (name, value)| element.attribute(name, value))
                .children_from(children)
                .into()
        })
    })
}

fn any_attribute() -> impl Strategy<Value = (&'static str, String)> {
    prop_oneof![
        (Just("id"), "[a-d]".prop_map(String::from)),
        (Just("data-key"), "[a-d]".prop_map(String::from)),
        (prop::sample::select(vec!["class", "title", "open"]), any_text()),
    ]
}

/// Two lists of which the second was made from the first by a few edits.
pub(crate) fn edited_lists() -> impl Strategy<Value = (Vec<Node>, Vec<Node>)> {
    (wild_list(), vec((any::<u64>(), wild_node()), 0..5)).prop_map(|(old, edits)| {
        let new = edits.into_iter().fold(old.clone(), |list, (seed, node)| edit(list, seed, node));
        (old, new)
    })
}

/// One edit somewhere in the tree: insert, remove, move, replace, or the same one level down.
fn edit(mut list: Vec<Node>, seed: u64, node: Node) -> Vec<Node> {
    let (choice, seed) = (seed % 6, seed / 6);
    let place = |len: usize| (seed % (len as u64 + 1)) as usize;
    if list.is_empty() || choice == 0 {
        list.insert(place(list.len()), node);
        return canonical(list);
    }
    let at = place(list.len() - 1);
    match choice {
        1 => {
            list.remove(at);
        }
        2 => {
            let moved = list.remove(at);
            list.insert((seed / 7 % (list.len() as u64 + 1)) as usize, moved);
        }
        3 => list[at] = node,
        _ => {
            if let Some(inner) = list[at].as_element() {
                let mut inner = inner.clone();
                let children = edit(inner.children().to_vec(), seed / 11, node);
                inner.set_children(children);
                list[at] = inner.into();
            }
        }
    }
    canonical(list)
}

fn canonical(list: Vec<Node>) -> Vec<Node> {
    element("div").children_from(list).children().to_vec()
}

/// HTML as people and programs write it, well formed or not.
pub(crate) fn written() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => any_text(),
        3 => "</?(p|div|b|i|a|ul|li|table|tr|td|pre|textarea|h1|section|svg|path|select|option)>",
        1 => "<(p|a|td|div|img|br|input) (id|class|href)=(\"[a-c&<]{0,3}\"|[a-c]|'')>",
        1 => "<!--[a-c ]{0,5}-->",
        1 => "<(script|style|title|noscript|template|math)>[a-c<&]{0,5}</(script|style|title|noscript|template|math)>",
        1 => "&(amp|lt|nbsp|#13|#x41|copy|bogus);?",
    ];
    vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// Bytes that tokenizers and tree builders stumble over, in any order.
pub(crate) fn torn() -> impl Strategy<Value = String> {
    let names = "html|head|body|frameset|frame|plaintext|textarea|title|script|style|noscript|template\
                 |table|tbody|tr|td|caption|select|option|form|button|a|b|p|li|dd|h1|svg|math|mi\
                 |foreignObject|annotation-xml|desc|br|image|isindex|nobr|ruby|rt|marquee|x-y";
    let tag = (
        prop_oneof![Just("<"), Just("</")],
        names,
        "( [a-z]{1,3}(=\"?[a-z&;<]{0,3}\"?)?){0,2}/?>?",
    );
    let piece = prop_oneof![
        6 => tag.prop_map(|(open, name, rest)| format!("{open}{name}{rest}")),
        2 => "[a-c \\t\\r\\n\\f\\x00\u{FEFF}\u{FFFD}é😀]{0,6}",
        1 => "<!(--|DOCTYPE|\\[CDATA\\[)?[a-c>\\-\\] ]{0,6}(-->|]]>|>)?",
        1 => "&(#x?[0-9a-f]{0,8}|[a-z]{0,6});?",
        1 => "[<>/=\"'&;!?\\-]{1,4}",
    ];
    vec(piece, 0..20).prop_map(|pieces| pieces.concat())
}
