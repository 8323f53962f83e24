//! A rule about what other tools would do something with, and this one shows as it stands.

use super::Found;
use super::subject::{OBJECT, Subject};

/// A piece of syntax: what it begins with and ends with, and whose it is.
struct Syntax {
    start: &'static str,
    end: &'static str,
    whose: &'static str,
}

const SYNTAXES: &[Syntax] = &[
    Syntax { start: "--8<--", end: "", whose: "a snippet of MkDocs" },
    Syntax { start: "{{<", end: ">}}", whose: "a shortcode of Hugo or Quarto" },
    Syntax { start: "{{%", end: "%}}", whose: "a shortcode of Hugo" },
    Syntax { start: "{%", end: "%}", whose: "a tag of Liquid or Jinja" },
    Syntax { start: "]{.", end: "}", whose: "formatting of Pandoc" },
    Syntax { start: "[@", end: "]", whose: "a citation of Pandoc" },
    Syntax { start: "@ref(", end: ")", whose: "a reference of bookdown" },
];

/// The longest piece that is quoted in full, in characters.
const LONGEST: usize = 40;

/// Finds the first piece of each syntax; one finding speaks for all of its kind.
pub(super) fn foreign_syntax(subject: &Subject<'_>, found: &mut Vec<Found>) {
    let mut first: Vec<Option<Found>> = SYNTAXES.iter().map(|_| None).collect();
    let mut role = None;
    for placed in &subject.blocks {
        // One look for what every syntax has, before one for each.
        for text in placed.prose().iter().filter(|text| text.contains(['{', '@', '<'])) {
            let note = |slot: &mut Option<Found>, written: &str, whose: &str| {
                if slot.is_none() {
                    let (span, _) = subject.locate(written, placed.span, placed.span.start);
                    let message = format!("`{written}`, {whose}, is shown as it stands");
                    let hint =
                        "write it as the source format has it, or leave it to the other tool";
                    *slot = Some(Found::new(span, message).hint(hint));
                }
            };
            for (syntax, slot) in SYNTAXES.iter().zip(&mut first) {
                if let Some(written) = piece(text, syntax) {
                    note(slot, written, syntax.whose);
                }
            }
            if let Some(written) = role_name(text) {
                note(&mut role, written, "a role of MyST");
            }
        }
    }
    found.extend(first.into_iter().chain([role]).flatten());
}

/// Returns the first piece of a syntax in a text, or only its beginning where it is long.
fn piece<'t>(text: &'t str, syntax: &Syntax) -> Option<&'t str> {
    let at = text.find(syntax.start)?;
    let inside = at + syntax.start.len();
    let length = text[inside..].find(syntax.end)? + syntax.end.len();
    // Formatting has its text in front.
    let at = match syntax.start.starts_with(']') {
        true => text[..at].rfind('[')?,
        false => at,
    };
    let written = &text[at..inside + length];
    let is_short = written.chars().count() <= LONGEST && !written.contains(OBJECT);
    Some(if is_short { written } else { &text[at..inside] })
}

/// Returns the name of a role: a word in braces directly before code.
fn role_name(text: &str) -> Option<&str> {
    let end = text.find(&['}', OBJECT].iter().collect::<String>())?;
    let start = text[..end].rfind('{')?;
    let name = &text[start + 1..end];
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | ':' | '_');
    (!name.is_empty() && name.chars().all(is_name)).then(|| &text[start..=end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_syntax_has_what_is_looked_for_first() {
        for syntax in SYNTAXES {
            assert!(syntax.start.contains(['{', '@', '<']), "{}", syntax.start);
        }
    }
}
