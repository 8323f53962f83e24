//! What stands out from the text: hazards, admonitions, and containers that are not known.

use sopwright_html::{Element, Node, element, text};

use super::{Page, outermost, symbol, title_line, unknown_attributes};
use crate::block::{AdmonitionKind, Block, HazardLevel};
use crate::words::Words;

impl Page<'_> {
    pub(super) fn hazard(&mut self, block: &Block, level: HazardLevel, title: &str) -> Element {
        let word = signal_word(self.words, level);
        let title = self.filled(title);
        let label = match title.as_str() {
            "" => word.to_owned(),
            title => format!("{word}{}{title}", self.words.colon),
        };
        let code = block.attributes.get("iso");
        outermost("aside", &format!("hazard hazard-{}", level.name()), block)
            .attribute("role", "note")
            .attribute("aria-label", label)
            .attribute_if("data-iso", code)
            .child(self.hazard_heading("p", level, &title, code))
            .children_from(self.hazard_line(block, "consequence", self.words.consequence))
            .children_from(self.blocks(&block.children))
            .children_from(self.hazard_line(block, "avoid", self.words.avoid))
            .children_from(unknown_attributes(block))
    }

    /// The band of a hazard: symbol, signal word, title.
    pub(super) fn hazard_heading(
        &self,
        name: &str,
        level: HazardLevel,
        title: &str,
        code: Option<&str>,
    ) -> Element {
        let word = signal_word(self.words, level);
        let signal = element("strong").attribute("class", "hazard-word").text(word);
        let sign = code.and_then(symbol::of_code).unwrap_or_else(|| symbol::of_level(level));
        let heading = element(name).attribute("class", "hazard-heading").child(sign).child(signal);
        if title.is_empty() {
            return heading;
        }
        heading.text(" ").child(element("span").attribute("class", "hazard-title").text(title))
    }

    fn hazard_line(&self, block: &Block, key: &str, label: &str) -> Option<Node> {
        let said = self.said(block, key)?;
        let class = format!("hazard-{key}");
        let label = element("strong")
            .attribute("class", "label")
            .text(format!("{label}{}", self.words.colon.trim_end()));
        Some(element("p").attribute("class", class).child(label).text(format!(" {said}")).into())
    }

    pub(super) fn admonition(
        &mut self,
        block: &Block,
        kind: AdmonitionKind,
        title: &str,
    ) -> Element {
        let title = self.filled(title);
        let title = if title.is_empty() { admonition_word(self.words, kind) } else { &title };
        let class = format!("admonition admonition-{}", kind.name());
        outermost("aside", &class, block)
            .attribute("role", "note")
            .child(title_line("admonition-heading", title))
            .children_from(self.blocks(&block.children))
            .children_from(unknown_attributes(block))
    }

    pub(super) fn unknown(&mut self, block: &Block, opening: &str) -> Element {
        let name = element("p").attribute("class", "unknown-name").text(opening);
        outermost("section", "unknown-block", block)
            .child(name)
            .children_from(self.blocks(&block.children))
    }
}

/// Returns the signal word of a level (ANSI Z535.6).
fn signal_word(words: &Words, level: HazardLevel) -> &'static str {
    match level {
        HazardLevel::Danger => words.danger,
        HazardLevel::Warning => words.warning,
        HazardLevel::Caution => words.caution,
        HazardLevel::Notice => words.notice,
    }
}

/// Returns the word that stands where an admonition has no title.
fn admonition_word(words: &Words, kind: AdmonitionKind) -> &'static str {
    match kind {
        AdmonitionKind::Note => words.note,
        AdmonitionKind::Tip => words.tip,
        AdmonitionKind::Important => words.important,
        AdmonitionKind::Success => words.success,
        AdmonitionKind::Info => words.info,
    }
}

/// A line of text in a class of its own.
pub(super) fn line(class: &str, content: &str) -> Node {
    element("p").attribute("class", class).child(text(content)).into()
}
