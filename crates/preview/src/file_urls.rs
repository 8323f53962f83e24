//! `file:` addresses in the pages of hosts. No browser follows them from a page that a server sent,
//! so those of registered files become the addresses that these are served at. All others stay as
//! they are: a page cannot make the server read a file.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

use sopwright_html::{Document, Element, Name, Node};
use url::Url;

/// The attributes whose whole value is an address.
const ADDRESSES: [&str; 6] = ["src", "href", "poster", "data", "xlink:href", "background"];
/// The attributes that have addresses in them.
const TEXTS: [&str; 3] = ["style", "srcset", "imagesrcset"];
/// How many files that no page names any longer are kept in mind, beside as many as are named.
const UNNAMED: usize = 64;

/// Returns the path that a `file:` address means, if it is one.
pub(crate) fn path_of(address: &str) -> Option<PathBuf> {
    let url = Url::parse(address.trim()).ok().filter(|url| url.scheme() == "file")?;
    url.to_file_path().ok()
}

/// The newest page of a host, and what became of it. Of the next page only what differs is looked at,
/// as long as the files are the same.
#[derive(Default)]
pub(crate) struct FileUrls {
    pushed: Document,
    replaced: Document,
    /// The files that were named, and their addresses if they are registered.
    files: HashMap<PathBuf, Option<String>>,
    /// How many of them a whole page named.
    named: usize,
}

impl FileUrls {
    /// Returns the page with the addresses replaced that `address_of` has another one for.
    pub(crate) fn replace(
        &mut self,
        page: Document,
        address_of: &dyn Fn(&Path) -> Option<String>,
    ) -> Document {
        // Taken as a whole: should this panic, nothing is known the next time.
        let Self { pushed, replaced, mut files, named } = std::mem::take(self);
        // Since then a file may have been registered, or may have changed.
        let is_known = files.len() <= 2 * named + UNNAMED
            && files.iter().all(|(path, address)| address_of(path) == *address)
            && pushed.nodes.len() == page.nodes.len();
        if !is_known {
            files.clear();
        }
        let known = Known { files: RefCell::new(files), address_of };
        let nodes = if is_known {
            let older = pushed.nodes.iter().zip(&replaced.nodes).zip(&page.nodes);
            older.map(|((old, replaced), new)| known.followed(old, replaced, new)).collect()
        } else {
            page.nodes.iter().map(|node| known.replaced(node)).collect()
        };
        let files = known.files.into_inner();
        let named = if is_known { named } else { files.len() };
        let replaced = Document { doctype: page.doctype.clone(), nodes };
        *self = Self { pushed: page, replaced: replaced.clone(), files, named };
        replaced
    }
}

/// The addresses of files, looked up once for a page.
struct Known<'a> {
    files: RefCell<HashMap<PathBuf, Option<String>>>,
    address_of: &'a dyn Fn(&Path) -> Option<String>,
}

impl Known<'_> {
    fn address(&self, path: PathBuf) -> Option<String> {
        let mut files = self.files.borrow_mut();
        files.entry(path).or_insert_with_key(|path| (self.address_of)(path)).clone()
    }

    /// Returns a node with its addresses replaced, where an older one is known with its own replaced.
    fn followed(&self, old: &Node, replaced: &Node, new: &Node) -> Node {
        if old == new {
            return replaced.clone();
        }
        let elements = (old.as_element(), replaced.as_element(), new.as_element());
        let (Some(old), Some(older), Some(element)) = elements else {
            return self.replaced(new);
        };
        let is_same_element = (old.namespace(), old.name(), old.attributes())
            == (element.namespace(), element.name(), element.attributes());
        let (before, now) = (old.children(), element.children());
        // The text of a style sheet may become another one.
        if !is_same_element
            || &**element.name() == "style"
            || before.len() != older.children().len()
        {
            return self.replaced(new);
        }
        let (start, end) = before.equal_ends(now);
        let between = start..before.len() - end;
        let old = before.range(between.clone());
        let replaced = older.children().range(between.clone());
        let new = now.range(start..now.len() - end);
        let nodes: Vec<Node> = if old.len() == new.len() {
            let older = old.iter().zip(&replaced);
            older
                .zip(&new)
                .map(|((old, replaced), new)| self.followed(old, replaced, new))
                .collect()
        } else {
            new.iter().map(|node| self.replaced(node)).collect()
        };
        let mut changed = older.clone();
        changed.replace_children(between, nodes);
        changed.into()
    }

    /// Returns a node with its addresses replaced: the same, if it has none.
    fn replaced(&self, node: &Node) -> Node {
        let Some(element) = node.as_element() else {
            return node.clone();
        };
        let mut changed: Option<Element> = None;
        for attribute in element.attributes() {
            if let Some(value) = self.replaced_value(&attribute.name, &attribute.value) {
                let other = changed.unwrap_or_else(|| element.clone());
                changed = Some(other.attribute(&attribute.name, value));
            }
        }
        let is_style = &**element.name() == "style";
        for (place, child) in element.children().iter().enumerate() {
            let other = match child.as_text() {
                Some(text) if is_style && text.contains("file:") => {
                    sopwright_html::text(self.in_text(text))
                }
                Some(_) => continue,
                None => self.replaced(child),
            };
            if other != *child {
                let changed = changed.get_or_insert_with(|| element.clone());
                changed.replace_children(place..place + 1, [other]);
            }
        }
        changed.map_or_else(|| node.clone(), Node::from)
    }

    fn replaced_value(&self, name: &Name, value: &str) -> Option<String> {
        if !value.contains("file:") {
            return None;
        }
        if ADDRESSES.contains(&&**name) {
            return path_of(value).and_then(|path| self.address(path));
        }
        TEXTS.contains(&&**name).then(|| self.in_text(value).into_owned())
    }

    /// Replaces addresses in a style sheet or a list: each ends at a space, a quote or a parenthesis.
    fn in_text<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let mut changed = Cow::Borrowed(text);
        let is_end = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ')' | '<' | '>');
        for (start, _) in text.match_indices("file:") {
            let rest = &text[start..];
            let address = &rest[..rest.find(is_end).unwrap_or(rest.len())];
            if let Some(other) = path_of(address).and_then(|path| self.address(path)) {
                changed = changed.replace(address, &other).into();
            }
        }
        changed
    }
}

#[cfg(all(test, unix))]
mod tests {
    use sopwright_html::{encode_document, parse_document};

    use super::*;

    fn address_of(path: &Path) -> Option<String> {
        match path.to_str()? {
            "/a/rotor.png" => Some("_preview/media/1/rotor.png".into()),
            "/a/b #c.png" => Some("_preview/media/2/b.png".into()),
            _ => None,
        }
    }

    #[test]
    fn registered_files_and_no_others_get_their_addresses() {
        let page = parse_document(
            "<style>p { background: url('file:///a/rotor.png') }</style>
             <img src='file:///a/b%20%23c.png'><img src='file:///etc/passwd'>
             <p style=\"background: url(file:///a/rotor.png) left\">file:///a/rotor.png
             <img srcset='file:///a/rotor.png 2x, file:///a/none.png 1x'>",
        );
        let text = encode_document(&FileUrls::default().replace(page, &address_of));
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

    #[test]
    fn a_page_that_follows_others_gets_the_same_addresses() {
        let rotor = "<img src='file:///a/rotor.png'>";
        let pages = [
            "<p>one<p>two".to_owned(),
            format!("<p>one<p>{rotor}two"),
            format!("<p>one<p>{rotor}three"),
            format!("<p>one{rotor}<p>{rotor}three<p>four"),
            format!("<div class=c>{rotor}</div><p>one{rotor}<p>three<p>four"),
            format!("<div class=d>{rotor}</div><p>one{rotor}<p>three<p>four"),
            "<style>p { background: url(file:///a/rotor.png) }</style><p>one".to_owned(),
            "<style>b { background: url(file:///a/rotor.png) }</style><p>one".to_owned(),
            "<style>b { background: url(file:///a/rotor.png) }</style><p>one<p>two".to_owned(),
            "<!-- c --><p>one<img src='file:///a/none.png'>".to_owned(),
        ];
        let mut followed = FileUrls::default();
        for page in pages.iter().chain(pages.iter().rev()).map(|page| parse_document(page)) {
            let alone = FileUrls::default().replace(page.clone(), &address_of);
            assert_eq!(followed.replace(page, &address_of), alone);
        }
    }

    #[test]
    fn a_file_that_is_registered_later_or_changes_is_followed() {
        let page = parse_document("<p>one<img src='file:///a/new.png'>");
        let mut urls = FileUrls::default();
        for address in [None, Some("1/new.png"), Some("2/new.png"), None] {
            let shown = urls.replace(page.clone(), &|_| address.map(str::to_owned));
            let expected = format!("src=\"{}\"", address.unwrap_or("file:///a/new.png"));
            assert!(encode_document(&shown).contains(&expected), "{expected}");
        }
    }

    #[test]
    fn files_that_no_page_names_any_longer_are_forgotten() {
        let mut urls = FileUrls::default();
        for number in 0..1_000 {
            let page = parse_document(&format!("<p>one<img src='file:///a/{number}.png'>"));
            urls.replace(page, &|_| None);
        }
        assert!(urls.files.len() <= UNNAMED + 4, "{}", urls.files.len());
    }

    #[test]
    fn what_did_not_change_is_not_looked_at() {
        let page = |word: &str| {
            let pictures = "<p><img src='file:///a/rotor.png'></p>".repeat(1_000);
            parse_document(&format!("{pictures}<p>{word}</p>{pictures}"))
        };
        let mut urls = FileUrls::default();
        let one = urls.replace(page("one"), &address_of);
        let two = urls.replace(page("two"), &address_of);
        let paragraphs = |page: &Document| page.nodes[0].children()[1].children().to_vec();
        let (one, two) = (paragraphs(&one), paragraphs(&two));
        assert_eq!(one.iter().zip(&two).filter(|(a, b)| a.is_same(b)).count(), 2_000);
    }
}
