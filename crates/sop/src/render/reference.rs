//! References to other blocks: their numbers and titles as they are now.

use sopwright_html::{Element, element};

use super::Page;
use crate::index::Label;
use crate::inline::Reference;
use crate::words::numbered;

/// What a reference shows of a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Naming {
    /// "step 3".
    Full,
    /// "3", since the author wrote the word.
    Number,
}

impl Page<'_> {
    /// Says what a reference shows behind a text: authors who write "steps @step(a) and …" have
    /// said what it is.
    pub(super) fn naming(&self, before: &str) -> Naming {
        let words = self.words;
        let patterns = [words.step, words.steps, words.section, words.figure, words.table];
        let before = before.trim_end().to_lowercase();
        let last = before.rsplit(char::is_whitespace).next().unwrap_or_default();
        let is_said = patterns.iter().any(|pattern| {
            let word = pattern.replace("{}", "").trim().to_lowercase();
            !word.is_empty() && word == last
        });
        if is_said { Naming::Number } else { Naming::Full }
    }

    /// Shows what a reference leads to, as a link unless it stands in one; as it is written, if it
    /// leads nowhere.
    pub(super) fn reference(
        &self,
        reference: &Reference,
        naming: Naming,
        is_in_link: bool,
    ) -> Element {
        let first = self.index.label(&reference.target);
        let last = reference.last.as_deref().map(|last| (last, self.index.label(last)));
        match (first, last) {
            (Some(label), None) => {
                let words = match naming {
                    Naming::Number if !matches!(label, Label::Words(_)) => bare(label).to_owned(),
                    _ => self.label_in_text(label),
                };
                leading(&reference.target, &words, is_in_link).attribute("class", "reference")
            }
            (Some(first), Some((last_target, Some(last)))) => {
                let pattern = match (first, last) {
                    (Label::Step(_), Label::Step(_)) if naming == Naming::Full => self.words.steps,
                    _ => "{}",
                };
                let (before, after) = pattern.split_once("{}").unwrap_or((pattern, ""));
                element("span")
                    .attribute("class", "reference-range")
                    .text(before)
                    .child(leading(&reference.target, bare(first), is_in_link))
                    .text("–")
                    .child(leading(last_target, bare(last), is_in_link))
                    .text(after)
            }
            _ => {
                let class = "missing-reference";
                element("span").attribute("class", class).text(reference.to_string())
            }
        }
    }

    /// Writes a label as it stands in the middle of a sentence.
    fn label_in_text(&self, label: &Label) -> String {
        match label {
            Label::Step(number) => numbered(self.words.step, number),
            Label::Section(number) => numbered(self.words.section, number),
            Label::Figure(number) => numbered(self.words.figure, number),
            Label::Table(number) => numbered(self.words.table, number),
            Label::Work(number) => format!("[{number}]"),
            Label::Item(words) | Label::Words(words) => self.filled(words),
        }
    }
}

/// Returns a label without the word in front of its number.
fn bare(label: &Label) -> &str {
    match label {
        Label::Step(words)
        | Label::Section(words)
        | Label::Figure(words)
        | Label::Table(words)
        | Label::Work(words)
        | Label::Item(words)
        | Label::Words(words) => words,
    }
}

fn leading(target: &str, words: &str, is_in_link: bool) -> Element {
    if is_in_link {
        return element("span").text(words);
    }
    element("a").attribute("href", format!("#{target}")).text(words)
}
