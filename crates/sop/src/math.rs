//! Mathematics: LaTeX → MathML.

use std::panic::catch_unwind;

use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::{Parser, Storage, push_mathml};
use sopwright_html::{Element, Namespace, Node, parse_fragment};

/// Where a formula stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Setting {
    /// In running text.
    Inline,
    /// On lines of its own.
    Display,
}

/// The longest formula that is read, in bytes. Formulas of people are far shorter.
const LONGEST: usize = 4000;

/// How deep braces may be nested.
const DEEPEST: usize = 40;

/// Commands that define others: a few of them can stand for gigabytes.
const DEFINITIONS: &[&str] = &[
    "\\def",
    "\\gdef",
    "\\let",
    "\\newcommand",
    "\\renewcommand",
    "\\providecommand",
    "\\futurelet",
];

/// Turns LaTeX into MathML.
///
/// # Errors
///
/// If it is not understood: why not, in one line.
pub(crate) fn to_mathml(tex: &str, setting: Setting) -> Result<Node, String> {
    if tex.len() > LONGEST {
        return Err(format!("it is longer than {LONGEST} bytes"));
    }
    if let Some(command) = DEFINITIONS.iter().find(|command| tex.contains(*command)) {
        return Err(format!("`{command}` is not understood"));
    }
    if nesting(tex) > DEEPEST {
        return Err(format!("braces are nested more than {DEEPEST} deep"));
    }
    // A formula that the library cannot take must not end the preview.
    let written = catch_unwind(|| write(tex, setting))
        .unwrap_or_else(|_| Err("it is not understood".into()))?;
    let mut nodes = parse_fragment(&written);
    match (nodes.pop(), nodes.is_empty()) {
        (Some(node), true) if is_mathml(&node) => Ok(node),
        _ => Err("it is not understood".into()),
    }
}

fn write(tex: &str, setting: Setting) -> Result<String, String> {
    let storage = Storage::new();
    let events: Result<Vec<_>, _> = Parser::new(tex, &storage).collect();
    let events = events.map_err(|error| first_line(&error.to_string()))?;
    let display_mode = match setting {
        Setting::Inline => DisplayMode::Inline,
        Setting::Display => DisplayMode::Block,
    };
    let config = RenderConfig { display_mode, ..RenderConfig::default() };
    let mut written = String::new();
    let events = events.into_iter().map(Ok::<_, std::convert::Infallible>);
    push_mathml(&mut written, events, config).map_err(|error| error.to_string())?;
    // The library writes a control space as an entity, and escapes that.
    Ok(written.replace("&amp;nbsp;", "\u{a0}"))
}

fn first_line(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default().trim_end_matches([':', '.']);
    line.to_lowercase().trim_start_matches("parsing error: ").into()
}

fn nesting(tex: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for c in tex.chars() {
        match c {
            '{' | '[' => depth += 1,
            '}' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    // Each begin of an environment and each sub- or superscript nests, too.
    deepest.max(tex.matches("\\left").count()).max(tex.matches("\\begin").count())
}

/// Whether there is nothing but MathML, and no attribute that does more than lay it out.
fn is_mathml(node: &Node) -> bool {
    let Some(element) = node.as_element() else {
        return true;
    };
    let is_harmless = |element: &Element| {
        element.attributes().iter().all(|attribute| {
            let name = attribute.name.to_string();
            !name.starts_with("on") && !name.contains("href") && name != "style"
        })
    };
    element.namespace() == Namespace::MathMl
        && is_harmless(element)
        && node.children().iter().all(is_mathml)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(tex: &str, expected: &str) {
        let shown = match to_mathml(tex, Setting::Inline) {
            Ok(node) => sopwright_html::encode(&[node]),
            Err(error) => error,
        };
        assert_eq!(shown, expected, "of {tex:?}");
    }

    #[test]
    fn formulas_become_mathml() {
        check("x^2", "<math display=\"inline\"><msup><mi>x</mi><mn>2</mn></msup></math>");
        check("a\\ b", "<math display=\"inline\"><mi>a</mi><mtext>&nbsp;</mtext><mi>b</mi></math>");
        check("", "<math display=\"inline\"></math>");
    }

    #[test]
    fn what_is_no_formula_is_told() {
        check("\\frac{1}", "expected a token");
        check("\\def\\a{\\a\\a}\\a", "`\\def` is not understood");
        check(&"{".repeat(100), "braces are nested more than 40 deep");
        check(&"x".repeat(5000), "it is longer than 4000 bytes");
    }
}
