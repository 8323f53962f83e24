//! Raw HTML from a source: an allow-list decides what of it reaches the page.
//!
//! Tags that are no HTML at all, such as `<VERSION>`, are placeholders that the author wrote
//! without thinking of HTML: they become text, so that they are not lost.
//!
//! No style, script, event handler, form, frame or foreign content passes; ids get a prefix, so
//! that they neither hide names from scripts nor collide with those of blocks.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};
use sopwright_html::{Node, encode, parse_fragment};

use crate::link::{self, Destination, ImageSource};

/// What stands before ids that come from raw HTML.
const ID_PREFIX: &str = "user-";

/// What the ids of references to footnotes begin with; those are ours.
pub(crate) const NOTE_REFERENCE_PREFIX: &str = "fnref-";

/// How deep elements may be nested in one piece of raw HTML. The tree that a browser builds is cut
/// off at a depth of 512, and blocks are nested, too.
const MAX_DEPTH: usize = 64;

/// What sanitising a piece of raw HTML comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Findings {
    /// What is left out, as the author reads it: "`<script>`".
    pub(crate) removed: Vec<String>,
    /// Tags that are shown as text.
    pub(crate) unknown: Vec<String>,
    /// The files that images need.
    pub(crate) media: Vec<Box<str>>,
}

impl Findings {
    /// Looks at a piece of raw HTML.
    pub(crate) fn of(html: &str) -> Self {
        let mut unknown = Vec::new();
        let escaped = escape_unknown(html, &mut unknown);
        unknown.dedup();
        let Some(cleaned) = clean(html) else {
            let removed = vec![format!("all, for it is nested more than {MAX_DEPTH} deep")];
            return Self { removed, unknown, media: Vec::new() };
        };
        let mut media = Vec::new();
        cleaned.iter().for_each(|node| push_media(node, &mut media));
        Self { removed: difference(&parse_fragment(&escaped), &cleaned), unknown, media }
    }
}

/// Sanitises a piece of raw HTML. Returns nothing if it is nested so deep that it is no document
/// of a person.
pub(crate) fn clean(html: &str) -> Option<Vec<Node>> {
    let html = escape_unknown(html, &mut Vec::new());
    if nesting(&html) > MAX_DEPTH {
        return None;
    }
    let nodes = parse_fragment(&CLEANER.clean(&html).to_string());
    nodes.iter().all(|node| is_shallow(node, MAX_DEPTH)).then_some(nodes)
}

/// Whether nodes are the same after a browser has parsed them in the place where they may stand.
/// HTML can be such that its own tree, written down, is read as another one.
pub(crate) fn survives_parsing(nodes: &[Node]) -> bool {
    let written = encode(nodes);
    let in_item = parse_fragment(&format!("<ul><li><h2></h2>{written}</li></ul>"));
    let item = in_item.first().and_then(|list| list.children().first());
    in_item.len() == 1
        && item.is_some_and(|item| item.children().iter().skip(1).eq(nodes))
        && in_item[0].children().len() == 1
}

/// Whether HTML shows nothing: comments, declarations and instructions.
pub(crate) fn is_silent(html: &str) -> bool {
    let mut rest = html.trim_start();
    while !rest.is_empty() {
        let end = if rest.starts_with("<!--") {
            "-->"
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            ">"
        } else {
            return false;
        };
        // What is never closed is a comment up to the end.
        let after = rest.split_once(end).map_or("", |(_, after)| after);
        rest = after.trim_start();
    }
    true
}

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(ELEMENTS.iter().copied().collect())
        .clean_content_tags(HashSet::from(["script", "style"]))
        .generic_attributes(HashSet::from(["class", "title", "id", "lang", "dir"]))
        .tag_attributes(
            ATTRIBUTES
                .iter()
                .map(|(element, names)| (*element, names.iter().copied().collect()))
                .collect(),
        )
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel", "data"]))
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None)
        .attribute_filter(filter_attribute);
    builder
});

const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "big",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
];

const ATTRIBUTES: &[(&str, &[&str])] = &[
    ("a", &["href", "name", "rel"]),
    ("col", &["span", "width"]),
    ("colgroup", &["span"]),
    ("details", &["open"]),
    ("div", &["align"]),
    ("figure", &["align"]),
    ("h1", &["align"]),
    ("h2", &["align"]),
    ("h3", &["align"]),
    ("h4", &["align"]),
    ("h5", &["align"]),
    ("h6", &["align"]),
    ("img", &["src", "alt", "width", "height", "align", "loading", "decoding"]),
    ("li", &["value"]),
    ("ol", &["start", "type", "reversed"]),
    ("p", &["align"]),
    ("table", &["align", "width"]),
    ("td", &["colspan", "rowspan", "align", "valign", "width"]),
    ("th", &["colspan", "rowspan", "align", "valign", "width", "scope"]),
    ("time", &["datetime"]),
    ("tr", &["align", "valign"]),
];

/// The elements of HTML that are not on the list: they are left out, but they are not text.
const OTHER_ELEMENTS: &[&str] = &[
    "acronym",
    "address",
    "applet",
    "area",
    "article",
    "aside",
    "audio",
    "base",
    "basefont",
    "bgsound",
    "blink",
    "body",
    "button",
    "canvas",
    "datalist",
    "dialog",
    "dir",
    "embed",
    "fieldset",
    "font",
    "footer",
    "form",
    "frame",
    "frameset",
    "head",
    "header",
    "hgroup",
    "html",
    "iframe",
    "input",
    "isindex",
    "keygen",
    "label",
    "legend",
    "link",
    "listing",
    "main",
    "map",
    "marquee",
    "math",
    "menu",
    "menuitem",
    "meta",
    "meter",
    "nav",
    "nobr",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "optgroup",
    "option",
    "output",
    "param",
    "picture",
    "plaintext",
    "progress",
    "rb",
    "rtc",
    "script",
    "search",
    "select",
    "slot",
    "source",
    "style",
    "svg",
    "template",
    "textarea",
    "title",
    "track",
    "video",
    "xmp",
];

/// The elements that a parser closes by itself, or that hold nothing: they nest nothing.
const FLAT_ELEMENTS: &[&str] = &[
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta",
    "option", "p", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
];

fn filter_attribute<'v>(element: &str, attribute: &str, value: &'v str) -> Option<Cow<'v, str>> {
    match (element, attribute) {
        (_, "id") if value.starts_with(NOTE_REFERENCE_PREFIX) => Some(value.into()),
        (_, "id") => Some(format!("{ID_PREFIX}{value}").into()),
        ("img", "src") => {
            let is_refused = matches!(link::image_source(value), ImageSource::Refused(_));
            (!is_refused).then(|| value.into())
        }
        (_, "href") => {
            let is_refused = matches!(link::destination(value), Destination::Refused(_));
            (!is_refused).then(|| value.into())
        }
        _ => Some(value.into()),
    }
}

/// Makes text of tags that are no HTML, and names them. Inside SVG and MathML, which are left out
/// as a whole, nothing is a placeholder.
fn escape_unknown<'h>(html: &'h str, unknown: &mut Vec<String>) -> Cow<'h, str> {
    let lowered = html.to_ascii_lowercase();
    if lowered.contains("<svg") || lowered.contains("<math") {
        return Cow::Borrowed(html);
    }
    let mut escaped = String::new();
    let mut copied = 0;
    for (place, name) in tags(&lowered) {
        let name = name.trim_start_matches('/');
        if !ELEMENTS.contains(&name) && !OTHER_ELEMENTS.contains(&name) {
            escaped.push_str(&html[copied..place]);
            escaped.push_str("&lt;");
            copied = place + 1;
            let end = html[place..].find('>').map_or(html.len(), |end| place + end + 1);
            unknown.push(format!("`{}`", &html[place..end]));
        }
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    escaped.push_str(&html[copied..]);
    Cow::Owned(escaped)
}

/// Finds what looks like a tag: where it is and its name, with the slash of an end tag.
fn tags(html: &str) -> impl Iterator<Item = (usize, &str)> {
    html.match_indices('<').filter_map(|(place, _)| {
        let rest = &html[place + 1..];
        let letters = rest.strip_prefix('/').unwrap_or(rest);
        if !letters.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let ends = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>' | '<');
        let slash = rest.len() - letters.len();
        let length = letters.find(ends).unwrap_or(letters.len());
        Some((place, &rest[..slash + length]))
    })
}

/// Estimates how deep elements are nested, before anything that costs more than a look.
fn nesting(html: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for (_, name) in tags(&html.to_ascii_lowercase()) {
        if name.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else if !FLAT_ELEMENTS.contains(&name) {
            depth += 1;
            deepest = deepest.max(depth);
        }
    }
    deepest
}

fn is_shallow(node: &Node, left: usize) -> bool {
    left > 0 && node.children().iter().all(|child| is_shallow(child, left - 1))
}

fn push_media(node: &Node, media: &mut Vec<Box<str>>) {
    if let Some(element) = node.as_element()
        && &**element.name() == "img"
        && let Some(path) = element.get("src").and_then(link::media_path)
    {
        media.push(path.into());
    }
    node.children().iter().for_each(|child| push_media(child, media));
}

/// Names what one tree has more of than another: elements, and attributes of elements that stay.
fn difference(before: &[Node], after: &[Node]) -> Vec<String> {
    let mut elements = BTreeMap::new();
    let mut attributes = BTreeMap::new();
    let mut counts = HashMap::new();
    for node in before {
        count(node, 1, &mut elements, &mut attributes);
    }
    for node in after {
        count(node, -1, &mut elements, &mut attributes);
    }
    for (element, left) in &elements {
        counts.insert(element.clone(), *left);
    }
    let gone = |element: &String| counts.get(element).is_some_and(|left| *left > 0);
    let of_attributes = attributes
        .iter()
        .filter(|((element, _), left)| **left > 0 && !gone(element))
        .map(|((element, attribute), _)| format!("`{attribute}` of `<{element}>`"));
    elements
        .iter()
        .filter(|(_, left)| **left > 0)
        .map(|(element, _)| format!("`<{element}>`"))
        .chain(of_attributes)
        .collect()
}

type Counts<K> = BTreeMap<K, i64>;

fn count(
    node: &Node,
    sign: i64,
    elements: &mut Counts<String>,
    attributes: &mut Counts<(String, String)>,
) {
    let Some(element) = node.as_element() else {
        return;
    };
    let name = element.name().to_string();
    *elements.entry(name.clone()).or_default() += sign;
    for attribute in element.attributes() {
        let key = (name.clone(), attribute.name.to_string());
        *attributes.entry(key).or_default() += sign;
    }
    for child in node.children() {
        count(child, sign, elements, attributes);
    }
}
