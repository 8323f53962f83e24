//! What stands in plain text and is more than text: references `@step(id)` and placeholders
//! `{{NAME}}`.

use crate::inline::{Inline, Reference, ReferenceForm};
use crate::placeholder;

/// Splits a text into plain text, references and placeholders; any other inline stays what it is.
pub(super) fn split(inline: Inline) -> Vec<Inline> {
    let Inline::Text(text) = &inline else {
        return vec![inline];
    };
    let mut pieces = Vec::new();
    let mut rest = &**text;
    while let Some((before, found, after)) = split_once(rest) {
        push_text(&mut pieces, before);
        pieces.push(found);
        rest = after;
    }
    push_text(&mut pieces, rest);
    pieces
}

fn push_text(out: &mut Vec<Inline>, text: &str) {
    if !text.is_empty() {
        out.push(Inline::Text(text.into()));
    }
}

/// Splits a text at the first reference or placeholder.
fn split_once(text: &str) -> Option<(&str, Inline, &str)> {
    let candidates = text.match_indices(['@', '{']).map(|(start, _)| start);
    let found = candidates.filter_map(|start| {
        let rest = &text[start..];
        let (inline, length) = match step_reference(rest) {
            Some((reference, length)) => (Inline::Reference(reference), length),
            None => {
                let (length, name) = placeholder::at_start(rest)?;
                (Inline::Placeholder(name.into()), length)
            }
        };
        Some((&text[..start], inline, &rest[length..]))
    });
    { found }.next()
}

/// The longest that a reference may be between its parentheses, in bytes.
const LONGEST: usize = 400;

const STEP: &str = "@step(";

/// Reads the reference that a text starts with; also returns its length in bytes.
fn step_reference(text: &str) -> Option<(Reference, usize)> {
    let inside = text.strip_prefix(STEP)?;
    let end = inside.bytes().take(LONGEST).position(|byte| byte == b')')?;
    let (target, last) = match inside[..end].split_once("..") {
        Some((target, last)) => (target.trim(), Some(last.trim())),
        None => (inside[..end].trim(), None),
    };
    let is_id = |id: &str| !id.is_empty() && !id.contains(char::is_whitespace);
    if !is_id(target) || !last.is_none_or(is_id) {
        return None;
    }
    let reference =
        Reference { form: ReferenceForm::Step, target: target.into(), last: last.map(Box::from) };
    Some((reference, STEP.len() + end + 1))
}

/// Returns the reference that a link without content is: `[](#id)`.
pub(super) fn bare_reference(url: &str, content: &[Inline]) -> Option<Reference> {
    let target = url.strip_prefix('#').filter(|id| !id.is_empty() && content.is_empty())?;
    let target = percent_encoding::percent_decode_str(target).decode_utf8_lossy();
    Some(Reference { form: ReferenceForm::Link, target: target.as_ref().into(), last: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let inlines = split(Inline::Text(text.into()));
        let shown: Vec<String> = inlines
            .iter()
            .map(|inline| match inline {
                Inline::Text(text) => text.to_string(),
                Inline::Reference(reference) => format!("-> {reference}"),
                Inline::Placeholder(name) => format!("= {name}"),
                other => format!("{other:?}"),
            })
            .collect();
        assert_eq!(shown, expected, "of {text:?}");
    }

    #[test]
    fn references_and_placeholders_are_found_in_text() {
        check("Repeat @step(a).", &["Repeat ", "-> @step(a)", "."]);
        check("@step(a..b)@step( c )", &["-> @step(a..b)", "-> @step(c)"]);
        check("{{ A }} of @step(größe-1)", &["= A", " of ", "-> @step(größe-1)"]);
        check("@step() @step(a b) @step(a", &["@step() @step(a b) @step(a"]);
        check("@steps(a) {{a b}}", &["@steps(a) {{a b}}"]);
    }
}
