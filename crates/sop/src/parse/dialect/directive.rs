//! What MyST puts into fences with a name in braces: ```` ```{note} ````, `:::{figure}`; its labels
//! `(name)=` and roles such as ``{ref}`name` ``; and figures of HTML with Markdown in them.

use std::borrow::Cow;

use super::{Fence, Row, Writer, names};
use crate::span::Span;

/// How a figure of HTML with Markdown in it begins.
pub(super) const FIGURE: &str = "<figure markdown";

/// A figure has so many lines at most: one that never ends is none.
const LONGEST_FIGURE: usize = 100;

/// The opening of a directive.
pub(super) struct Opening<'t> {
    fence: Fence,
    name: &'t str,
    /// What stands behind the name: a title, a path, a language.
    argument: &'t str,
}

/// Reads the opening of a directive that we know.
pub(super) fn opening(text: &str) -> Option<Opening<'_>> {
    let (fence, rest) = Fence::of(text)?;
    let (name, argument) = rest.strip_prefix('{')?.split_once('}')?;
    let is_known = names::ours(name).is_some() || OTHER.contains(&name);
    is_known.then(|| Opening { fence, name, argument: argument.trim() })
}

/// Directives that are no admonitions.
const OTHER: &[&str] = &[
    "admonition",
    "figure",
    "figure-md",
    "image",
    "math",
    "code",
    "code-block",
    "include",
    "tab-set",
    "tab-item",
];

/// Reads a label: `(name)=`.
pub(super) fn label(line: &str) -> Option<&str> {
    let name = line.trim().strip_prefix('(')?.strip_suffix(")=")?;
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.');
    (!name.is_empty() && name.chars().all(is_name)).then_some(name)
}

/// Writes the roles that refer to something as references: ``{ref}`name` `` as `[](#name)`.
pub(super) fn without_roles(line: &str) -> Cow<'_, str> {
    if !line.contains("ref}`") {
        return Cow::Borrowed(line);
    }
    let mut written = String::new();
    let mut rest = line;
    while let Some((start, length, role)) = next_role(rest) {
        written.push_str(&rest[..start]);
        written.push_str(&role);
        rest = &rest[start + length..];
    }
    written.push_str(rest);
    Cow::Owned(written)
}

/// Finds a role: where it begins, how long it is, and the reference that it is.
fn next_role(line: &str) -> Option<(usize, usize, String)> {
    let found =
        ["{ref}`", "{numref}`"].iter().filter_map(|role| Some((line.find(role)?, role.len())));
    let (start, opening) = found.min()?;
    let inside = &line[start + opening..];
    let end = inside.find('`')?;
    let content = &inside[..end];
    let reference = match content.strip_suffix('>').and_then(|content| content.rsplit_once('<')) {
        Some((text, name)) => format!("[{}](#{name})", text.trim()),
        None => format!("[](#{content})"),
    };
    Some((start, opening + end + 1, reference))
}

impl<'s> Writer<'s> {
    /// Writes a directive's opening; returns how many lines below are written, too.
    pub(super) fn directive(
        &mut self,
        line: &Row<'s>,
        indent: usize,
        opening: &Opening<'_>,
        below: &[Row<'s>],
    ) -> Option<usize> {
        let space = " ".repeat(indent);
        let options = Options::of(below);
        let Opening { fence, name, argument } = *opening;
        let row = |text: String| Row { text: text.into(), ..line.clone() };
        match name {
            "figure" | "figure-md" | "image" => {
                return self.picture(line, indent, opening, &options, below);
            }
            "math" | "code" | "code-block" if fence.mark == ':' => return None,
            "math" | "code" | "code-block" => {
                let marks = "`".repeat(fence.length.max(3));
                let language = if name == "math" { "math" } else { argument };
                self.rows.push(row(format!("{space}{marks}{language}")));
                self.code = Some(Fence { mark: '`', ..fence });
                return Some(options.length);
            }
            "include" => {
                self.rows.push(row(format!("{space}::include{{file=\"{argument}\"}}")));
                let length = content_length(fence, below);
                self.blank(below, length + 1);
                return Some((length + 1).min(below.len()));
            }
            _ => {
                let class = options.get("class").unwrap_or_default();
                let (ours, title) = match name {
                    "tab-set" => ("tabs", ""),
                    "tab-item" => ("tab", ""),
                    "admonition" => names::ours(class).unwrap_or(("note", "")),
                    name => names::ours(name)?,
                };
                let title = if argument.is_empty() { title } else { argument };
                let id = options.get("name").map(|id| format!("{{#{id}}}")).unwrap_or_default();
                self.rows.push(row(format!("{space}:::{ours}{id} {title}")));
                if fence.mark != ':' {
                    self.directives.push(fence);
                }
            }
        }
        self.blank(below, options.length);
        Some(options.length)
    }

    /// Writes a picture and its caption.
    fn picture(
        &mut self,
        line: &Row<'s>,
        indent: usize,
        opening: &Opening<'_>,
        options: &Options<'_>,
        below: &[Row<'s>],
    ) -> Option<usize> {
        let length = content_length(opening.fence, below);
        let content = &below[options.length.min(length)..length];
        let is_image = |row: &&Row<'_>| {
            ["![", "<img "].iter().any(|start| row.text.trim_start().starts_with(start))
        };
        let image = match opening.name {
            "figure-md" => content.iter().find(is_image)?.text.trim().to_owned(),
            _ => {
                let alt = options.get("alt").unwrap_or_default();
                let width = options.get("width").map(|width| format!("{{width={width}}}"));
                format!("![{alt}]({}){}", opening.argument, width.unwrap_or_default())
            }
        };
        let caption: Vec<&str> =
            content.iter().filter(|row| !is_image(row)).map(|row| row.text.trim()).collect();
        let name = match opening.name {
            "figure-md" => Some(opening.argument).filter(|name| !name.is_empty()),
            _ => options.get("name"),
        };
        self.captioned(line, indent, name, &caption.join(" "), &image);
        self.blank(below, length + 1);
        Some((length + 1).min(below.len()))
    }

    /// Writes `<figure markdown>` with an image and a caption in it.
    pub(super) fn figure(
        &mut self,
        line: &Row<'s>,
        indent: usize,
        below: &[Row<'s>],
    ) -> Option<usize> {
        let near = below.iter().take(LONGEST_FIGURE);
        let length = near.into_iter().position(|row| row.text.trim() == "</figure>")?;
        let content = &below[..length];
        let image = content.iter().find(|row| row.text.trim_start().starts_with("!["))?;
        let all: Vec<&str> = content.iter().map(|row| row.text.trim()).collect();
        let all = all.join(" ");
        let caption = all.split_once("<figcaption>").map_or("", |(_, rest)| rest);
        let caption = caption.split_once("</figcaption>").map_or(caption, |(caption, _)| caption);
        self.captioned(line, indent, None, caption.trim(), image.text.trim());
        self.blank(below, length + 1);
        Some(length + 1)
    }

    fn captioned(
        &mut self,
        line: &Row<'s>,
        indent: usize,
        id: Option<&str>,
        caption: &str,
        image: &str,
    ) {
        let space = " ".repeat(indent);
        let id = id.map(|id| format!("{{#{id}}}")).unwrap_or_default();
        let end = Span { start: line.span.end, end: line.span.end };
        let caption = caption.trim();
        // A title takes any text as it is, a paragraph takes formatting.
        let (title, paragraph) = match begins_prose(caption) {
            true => ("", caption),
            false => (caption, ""),
        };
        let opening = format!("{space}:::figure{id} {title}");
        self.rows.push(Row { text: opening.into(), ..line.clone() });
        self.rows.push(Row::written(format!("{space}{image}"), end));
        // An image of HTML goes on up to a blank line (CommonMark §4.6).
        self.rows.push(Row::written("", end));
        if !paragraph.is_empty() {
            self.rows.push(Row::written(format!("{space}{paragraph}"), end));
        }
        self.rows.push(Row::written(format!("{space}:::"), end));
    }

    /// Writes a label at the heading below it; labels of anything else are left as they are.
    pub(super) fn label(
        &mut self,
        line: &Row<'s>,
        label: &str,
        below: &[Row<'s>],
    ) -> Option<usize> {
        let blank = below.iter().take_while(|row| row.text.trim().is_empty()).count();
        let heading = below.get(blank).filter(|row| row.text.starts_with('#'))?;
        self.rows.push(Row { text: Cow::Borrowed(""), ..line.clone() });
        self.blank(below, blank);
        let text = format!("{} {{#{label}}}", heading.text.trim_end().trim_end_matches('#'));
        self.rows.push(Row { text: text.into(), ..heading.clone() });
        Some(blank + 1)
    }

    /// Writes lines as blank ones.
    fn blank(&mut self, lines: &[Row<'s>], count: usize) {
        let blank = lines.iter().take(count);
        self.rows.extend(blank.map(|row| Row { text: Cow::Borrowed(""), ..row.clone() }));
    }
}

/// Tells whether a line of its own with this text is a paragraph for certain: it begins with a word,
/// or with formatting directly before one.
fn begins_prose(text: &str) -> bool {
    let word = text.split_whitespace().next().unwrap_or_default();
    let is_item = word.ends_with(['.', ')']);
    word.trim_start_matches(['*', '_', '`']).starts_with(char::is_alphabetic)
        && !is_item
        && !word.starts_with("```")
}

/// Returns how many lines there are up to the one that closes a fence.
fn content_length(fence: Fence, below: &[Row<'_>]) -> usize {
    let closing = below.iter().position(|row| fence.is_closed_by(row.text.trim_start()));
    closing.unwrap_or(below.len())
}

/// The options of a directive: the lines `:key: value` directly below its opening.
struct Options<'t> {
    pairs: Vec<(&'t str, &'t str)>,
    length: usize,
}

impl<'t> Options<'t> {
    fn of(below: &'t [Row<'_>]) -> Self {
        let read = |row: &'t Row<'_>| {
            let (key, value) = row.text.trim().strip_prefix(':')?.split_once(':')?;
            let is_key = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '-');
            is_key.then(|| (key, value.trim()))
        };
        let pairs: Vec<_> = below.iter().map_while(read).collect();
        Self { length: pairs.len(), pairs }
    }

    fn get(&self, key: &str) -> Option<&'t str> {
        let found = self.pairs.iter().find(|(name, _)| *name == key);
        found.map(|(_, value)| *value).filter(|value| !value.is_empty())
    }
}
