//! Placeholders: `{{NAME}}` stands for a value that the front matter gives.
//!
//! A name is letters, digits, `_`, `-` and `.`, and begins with a letter or `_`; spaces around it
//! do not count. Other double braces, such as those of template languages, are text.

use std::ops::Range;

/// The longest placeholder, in bytes, its braces left out.
const LONGEST: usize = 200;

/// Finds the placeholders of a text: where each is, braces included, and its name.
pub(crate) fn find(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    text.match_indices("{{").filter_map(|(start, _)| {
        let (length, name) = at_start(&text[start..])?;
        Some((start..start + length, name))
    })
}

/// Reads the placeholder that a text starts with: its length, braces included, and its name.
pub(crate) fn at_start(text: &str) -> Option<(usize, &str)> {
    let inside = text.strip_prefix("{{")?;
    let end = inside.bytes().take(LONGEST).position(|byte| byte == b'}')?;
    let name = inside[..end].trim();
    (inside[end..].starts_with("}}") && is_name(name)).then_some((end + 4, name))
}

/// Writes a placeholder as a source has it.
pub(crate) fn written(name: &str) -> String {
    format!("{{{{{name}}}}}")
}

/// Puts values in the place of placeholders; those without a value stay as they are.
pub(crate) fn fill<'v>(text: &str, value: impl Fn(&str) -> Option<&'v str>) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut copied = 0;
    for (range, name) in find(text) {
        if let Some(value) = value(name) {
            filled.push_str(&text[copied..range.start]);
            filled.push_str(value);
            copied = range.end;
        }
    }
    filled.push_str(&text[copied..]);
    filled
}

fn is_name(name: &str) -> bool {
    let is_inside = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    name.starts_with(|c: char| c.is_alphabetic() || c == '_') && name.chars().all(is_inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let value = |name: &str| (name == "A").then_some("{{B}}");
        assert_eq!(fill(text, value), expected, "of {text:?}");
    }

    #[test]
    fn values_take_the_place_of_names() {
        check("x {{A}} {{ A }}y", "x {{B}} {{B}}y");
        check("{{B}} {{{A}} {{A", "{{B}} {{{A}} {{A");
        check("{{{{A}}}}", "{{{{B}}}}");
        check("{{ A | upper }} {{1}} {{}}", "{{ A | upper }} {{1}} {{}}");
    }
}
