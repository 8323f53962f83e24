//! `file:` addresses in the pages of hosts. No browser follows them from a page that a server sent,
//! so those of registered files become the addresses that these are served at. All others stay as
//! they are: a page cannot make the server read a file.

use std::borrow::Cow;
use std::path::PathBuf;

use sopwright_html::{Document, Element, Name, Node};
use url::Url;

/// The attributes whose whole value is an address.
const ADDRESSES: [&str; 6] = ["src", "href", "poster", "data", "xlink:href", "background"];
/// The attributes that have addresses in them.
const TEXTS: [&str; 3] = ["style", "srcset", "imagesrcset"];

/// Returns the path that a `file:` address means, if it is one.
pub(crate) fn path_of(address: &str) -> Option<PathBuf> {
    let url = Url::parse(address.trim()).ok().filter(|url| url.scheme() == "file")?;
    url.to_file_path().ok()
}

/// Replaces the addresses that `address_of` has another one for.
pub(crate) fn replace(page: &mut Document, address_of: &dyn Fn(PathBuf) -> Option<String>) {
    if page.nodes.iter().any(names_files) {
        page.nodes = page.nodes.iter().map(|node| replaced(node, address_of)).collect();
    }
}

fn is_relevant(name: &Name, value: &str) -> bool {
    (ADDRESSES.contains(&&**name) || TEXTS.contains(&&**name)) && value.contains("file:")
}

fn names_files(node: &Node) -> bool {
    let Some(element) = node.as_element() else {
        return false;
    };
    let mut attributes = element.attributes().iter();
    attributes.any(|attribute| is_relevant(&attribute.name, &attribute.value))
        || is_style_with_files(element)
        || element.children().iter().any(names_files)
}

fn is_style_with_files(element: &Element) -> bool {
    let texts = element.children().iter().filter_map(Node::as_text);
    &**element.name() == "style" && texts.into_iter().any(|text| text.contains("file:"))
}

fn replaced(node: &Node, address_of: &dyn Fn(PathBuf) -> Option<String>) -> Node {
    let Some(element) = node.as_element() else {
        return node.clone();
    };
    if !names_files(node) {
        return node.clone();
    }
    let mut changed = element.clone();
    for attribute in element.attributes() {
        if !is_relevant(&attribute.name, &attribute.value) {
            continue;
        }
        let value = if ADDRESSES.contains(&&*attribute.name) {
            path_of(&attribute.value).and_then(address_of)
        } else {
            Some(in_text(&attribute.value, address_of).into_owned())
        };
        if let Some(value) = value {
            changed = changed.attribute(&attribute.name, value);
        }
    }
    let is_style = is_style_with_files(element);
    let children = element.children().iter().map(|child| match child.as_text() {
        Some(text) if is_style => sopwright_html::text(in_text(text, address_of)),
        _ => replaced(child, address_of),
    });
    changed.set_children(children.collect::<Vec<_>>());
    changed.into()
}

/// Replaces addresses in a style sheet or a list: each ends at a space, a quote or a parenthesis.
fn in_text<'a>(text: &'a str, address_of: &dyn Fn(PathBuf) -> Option<String>) -> Cow<'a, str> {
    let mut changed = Cow::Borrowed(text);
    let is_end = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ')' | '<' | '>');
    for (start, _) in text.match_indices("file:") {
        let rest = &text[start..];
        let address = &rest[..rest.find(is_end).unwrap_or(rest.len())];
        if let Some(other) = path_of(address).and_then(address_of) {
            changed = changed.replace(address, &other).into();
        }
    }
    changed
}

#[cfg(all(test, unix))]
mod tests {
    use sopwright_html::{encode_document, parse_document};

    use super::*;

    #[test]
    fn registered_files_and_no_others_get_their_addresses() {
        let mut page = parse_document(
            "<style>p { background: url('file:///a/rotor.png') }</style>
             <img src='file:///a/b%20%23c.png'><img src='file:///etc/passwd'>
             <p style=\"background: url(file:///a/rotor.png) left\">file:///a/rotor.png
             <img srcset='file:///a/rotor.png 2x, file:///a/none.png 1x'>",
        );
        replace(&mut page, &|path| match path.to_str()? {
            "/a/rotor.png" => Some("_preview/media/1/rotor.png".into()),
            "/a/b #c.png" => Some("_preview/media/2/b.png".into()),
            _ => None,
        });
        let text = encode_document(&page);
        for expected in [
            "url('_preview/media/1/rotor.png')",
            "src=\"_preview/media/2/b.png\"",
            "src=\"file:///etc/passwd\"",
            "url(_preview/media/1/rotor.png) left",
            ">file:///a/rotor.png",
            "srcset=\"_preview/media/1/rotor.png 2x, file:///a/none.png 1x\"",
        ] {
            assert!(text.contains(expected), "{expected} in {text}");
        }
    }
}
