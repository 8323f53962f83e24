//! How sections and steps are numbered: what `numbering` in the front matter says.

use crate::diagnostic::Diagnostic;
use crate::front_matter::FrontMatter;
use crate::yaml::Value;

/// The style of all numbers of a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Numbering {
    pub(crate) sections: SectionStyle,
    pub(crate) steps: StepStyle,
    pub(crate) across: Across,
}

/// How sections are numbered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum SectionStyle {
    /// Not at all.
    #[default]
    None,
    /// 1, 1.1, 1.1.1.
    Decimal,
    /// A, A.1, A.1.1.
    Letter,
}

/// How steps are numbered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum StepStyle {
    /// 1, 1.1, 1.1.1.
    #[default]
    Decimal,
    /// 1, a, i, and then again from the beginning.
    Outline,
}

/// How far numbers of steps go on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum Across {
    /// Each container counts for itself.
    #[default]
    Steps,
    /// From one container to the next, up to the next section of the first level.
    Section,
    /// To the end.
    Document,
}

const SECTIONS: &[(&str, SectionStyle)] =
    &[("none", SectionStyle::None), ("1.1", SectionStyle::Decimal), ("A.1", SectionStyle::Letter)];
const STEPS: &[(&str, StepStyle)] = &[("1.1", StepStyle::Decimal), ("1.a.i", StepStyle::Outline)];
const ACROSS: &[(&str, Across)] =
    &[("steps", Across::Steps), ("section", Across::Section), ("document", Across::Document)];

impl Numbering {
    /// Reads what the front matter says; what it says wrong counts as not said.
    pub(crate) fn of(front_matter: &FrontMatter) -> Self {
        Self {
            sections: said(front_matter, "sections", SECTIONS).unwrap_or_default(),
            steps: said(front_matter, "steps", STEPS).unwrap_or_default(),
            across: said(front_matter, "across", ACROSS).unwrap_or_default(),
        }
    }
}

fn said<T: Copy>(front_matter: &FrontMatter, key: &str, known: &[(&str, T)]) -> Option<T> {
    let said = front_matter.get("numbering")?.get(key)?.as_text()?;
    known.iter().find(|(name, _)| *name == said).map(|(_, value)| *value)
}

/// Reports what `numbering` says and nothing understands.
pub(crate) fn check(front_matter: &FrontMatter) -> Option<Diagnostic> {
    let field = front_matter.field("numbering")?;
    let wrong = match &field.value {
        Value::Map(pairs) => pairs.iter().find_map(|(key, value)| wrong_pair(key, value)),
        other => Some((other.to_string(), "say `sections`, `steps` or `across`".into())),
    };
    wrong.map(|(wrong, hint)| {
        let message = format!("`{wrong}` is no way of numbering");
        Diagnostic::warning("unknown-numbering", field.span, message).hint(hint)
    })
}

fn wrong_pair(key: &str, value: &Value) -> Option<(String, String)> {
    let known: Vec<&str> = match key {
        "sections" => SECTIONS.iter().map(|(name, _)| *name).collect(),
        "steps" => STEPS.iter().map(|(name, _)| *name).collect(),
        "across" => ACROSS.iter().map(|(name, _)| *name).collect(),
        _ => return Some((key.into(), "say `sections`, `steps` or `across`".into())),
    };
    let said = value.to_string();
    (!known.contains(&said.as_str()))
        .then(|| (format!("{key}: {said}"), format!("say one of {}", known.join(", "))))
}

impl StepStyle {
    /// Writes the number of a step with those of the steps around it, the outermost first.
    pub(crate) fn write(self, path: &[u64]) -> String {
        let part = |(depth, number): (usize, &u64)| match (self, depth % 3) {
            (Self::Outline, 1) => letters(*number),
            (Self::Outline, 2) => roman(*number),
            _ => number.to_string(),
        };
        path.iter().enumerate().map(part).collect::<Vec<_>>().join(".")
    }
}

impl SectionStyle {
    /// Writes the number of a section with those of the sections around it, the outermost first.
    pub(crate) fn write(self, path: &[u64]) -> Option<String> {
        let first = match self {
            Self::None => return None,
            Self::Decimal => path.first()?.to_string(),
            Self::Letter => letters(*path.first()?).to_uppercase(),
        };
        let rest = path[1..].iter().map(u64::to_string);
        Some(std::iter::once(first).chain(rest).collect::<Vec<_>>().join("."))
    }
}

/// Writes a number as CSS does in `lower-alpha`: a, …, z, aa, ab (CSS Counter Styles 3 §6.1).
pub(crate) fn letters(number: u64) -> String {
    let mut letters = Vec::new();
    let mut left = number;
    while left > 0 {
        left -= 1;
        letters.push(char::from(b'a' + (left % 26) as u8));
        left /= 26;
    }
    if letters.is_empty() { number.to_string() } else { letters.iter().rev().collect() }
}

/// Writes a number as CSS does in `lower-roman`, which ends at 3999 (CSS Counter Styles 3 §6.1).
fn roman(number: u64) -> String {
    const DIGITS: [(u64, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if !(1..=3999).contains(&number) {
        return number.to_string();
    }
    let mut left = number;
    let mut roman = String::new();
    for (value, digits) in DIGITS {
        while left >= value {
            roman.push_str(digits);
            left -= value;
        }
    }
    roman
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_page_shows_them() {
        assert_eq!(StepStyle::Decimal.write(&[4, 3, 12]), "4.3.12");
        assert_eq!(StepStyle::Outline.write(&[4, 28, 14, 2]), "4.ab.xiv.2");
        assert_eq!(StepStyle::Outline.write(&[1, 0, 4000]), "1.0.4000");
        assert_eq!(SectionStyle::Letter.write(&[2, 1]).as_deref(), Some("B.1"));
        assert_eq!(SectionStyle::Decimal.write(&[2, 1, 3]).as_deref(), Some("2.1.3"));
        assert_eq!(SectionStyle::None.write(&[2]), None);
    }
}
