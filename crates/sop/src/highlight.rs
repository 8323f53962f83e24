//! Code in colours: which part of a program text is what.
//!
//! The grammars are those of Sublime Text that bat collects. Their hundreds of scopes are brought
//! down to the few classes that a theme has colours for.

use std::sync::LazyLock;

use syntect::parsing::{ParseState, ScopeStack, SyntaxReference, SyntaxSet};

/// A piece of code, and what it is; nothing for plain text.
pub(crate) type Piece = (Option<&'static str>, String);

/// Longer code is not looked at, in bytes: it is a log or data, and colours would cost more than
/// they are worth.
const LONGEST: usize = 60_000;

/// A longer line is not looked at: grammars take quadratic time on it.
const LONGEST_LINE: usize = 2_000;

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// Splits code of a language into pieces. Returns nothing if the language is not known.
pub(crate) fn pieces(language: &str, code: &str) -> Option<Vec<Piece>> {
    if code.len() > LONGEST || code.lines().any(|line| line.len() > LONGEST_LINE) {
        return None;
    }
    let syntax = syntax(language)?;
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    let mut pieces: Vec<Piece> = Vec::new();
    // Grammars want a line end on every line.
    let with_end = format!("{code}\n");
    for line in with_end.split_inclusive('\n') {
        let changes = state.parse_line(line, &SYNTAXES).ok()?;
        let mut copied = 0;
        for (place, change) in changes {
            push(&mut pieces, class(&stack), &line[copied..place]);
            copied = place;
            stack.apply(&change).ok()?;
        }
        push(&mut pieces, class(&stack), &line[copied..]);
    }
    if let Some((_, last)) = pieces.last_mut() {
        last.pop();
    }
    pieces.retain(|(_, text)| !text.is_empty());
    Some(pieces)
}

/// Finds the grammar of a language by the names that people write behind a fence.
fn syntax(language: &str) -> Option<&'static SyntaxReference> {
    let name = match language.to_ascii_lowercase().as_str() {
        "text" | "txt" | "plain" | "plaintext" | "output" | "mermaid" | "math" => return None,
        "shell" | "console" | "shell-session" | "zsh" => "bash".to_owned(),
        "yml" => "yaml".to_owned(),
        "jsonc" | "json5" => "json".to_owned(),
        other => other.to_owned(),
    };
    SYNTAXES.find_syntax_by_token(&name)
}

/// Appends a text; neighbours of one class are one piece.
fn push(pieces: &mut Vec<Piece>, class: Option<&'static str>, text: &str) {
    match pieces.last_mut() {
        Some((last, before)) if *last == class || text.trim().is_empty() => before.push_str(text),
        _ if text.is_empty() => {}
        _ => pieces.push((class, text.into())),
    }
}

/// Scopes and the classes they are shown in; the first that fits counts.
const CLASSES: &[(&str, &str)] = &[
    ("comment", "comment"),
    ("punctuation.definition.comment", "comment"),
    ("string.regexp", "string"),
    ("constant.character.escape", "number"),
    ("string", "string"),
    ("punctuation.definition.string", "string"),
    ("markup.inserted", "inserted"),
    ("markup.deleted", "deleted"),
    ("constant", "number"),
    ("entity.name.function", "function"),
    ("support.function", "function"),
    ("variable.function", "function"),
    ("entity.name.tag", "tag"),
    ("entity.other.attribute-name", "attribute"),
    ("entity.name", "type"),
    ("support.type", "type"),
    ("support.class", "type"),
    ("storage.type", "keyword"),
    ("storage.modifier", "keyword"),
    ("keyword.operator", "operator"),
    ("keyword", "keyword"),
    ("variable", "variable"),
    ("punctuation", "punctuation"),
];

/// Returns the class of what stands in these scopes: that of the innermost which has one.
fn class(stack: &ScopeStack) -> Option<&'static str> {
    stack.scopes.iter().rev().find_map(|scope| {
        let name = scope.build_string();
        let begins = |start: &str| {
            name.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        CLASSES.iter().find(|(start, _)| begins(start)).map(|(_, class)| *class)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(language: &str, code: &str, expected: &str) {
        let shown = pieces(language, code).map_or("none".into(), |pieces| {
            let one = |(class, text): &Piece| match class {
                Some(class) => format!("[{class} {text}]"),
                None => text.clone(),
            };
            pieces.iter().map(one).collect::<String>()
        });
        assert_eq!(shown, expected, "of {code:?}");
    }

    #[test]
    fn code_is_split_by_what_it_is() {
        check("sql", "SELECT 1", "[keyword SELECT ][number 1]");
        check("toml", "a = 1 # b", "[tag a ][punctuation = ][number 1 ][comment # b]");
        check("nonsense", "a", "none");
        check("text", "a", "none");
        check("bash", "", "");
    }
}
