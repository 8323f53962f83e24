//! What stands out from the text: hazards, admonitions, and containers that are not known.

use sopwright_html::{Element, Name, Namespace, Node, element, text};

use super::{Page, outermost, unknown_attributes};
use crate::block::{AdmonitionKind, Block, HazardLevel};

impl Page<'_> {
    pub(super) fn hazard(&mut self, block: &Block, level: HazardLevel, title: &str) -> Element {
        let word = level.word();
        let label = match title {
            "" => word.to_owned(),
            title => format!("{word}: {title}"),
        };
        let signal = element("strong").attribute("class", "hazard-word").text(word);
        let mut heading =
            element("p").attribute("class", "hazard-heading").child(symbol(level)).child(signal);
        if !title.is_empty() {
            let title = element("span").attribute("class", "hazard-title").text(title);
            heading = heading.text(" ").child(title);
        }
        outermost("aside", &format!("hazard hazard-{}", level.name()), block)
            .attribute("role", "note")
            .attribute("aria-label", label)
            .attribute_if("data-iso", block.attributes.get("iso"))
            .child(heading)
            .children_from(self.blocks(&block.children))
            .children_from(unknown_attributes(block))
    }

    pub(super) fn admonition(
        &mut self,
        block: &Block,
        kind: AdmonitionKind,
        title: &str,
    ) -> Element {
        let title = if title.is_empty() { kind.word() } else { title };
        let heading = element("p")
            .attribute("class", "admonition-heading")
            .child(element("strong").text(title));
        let class = format!("admonition admonition-{}", kind.name());
        outermost("aside", &class, block)
            .attribute("role", "note")
            .child(heading)
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

/// Draws the sign of a level: a triangle where people are in danger, a disc where things are.
fn symbol(level: HazardLevel) -> Node {
    let shape = match level {
        HazardLevel::Danger | HazardLevel::Warning | HazardLevel::Caution => "M12 2.5 22.5 21H1.5Z",
        HazardLevel::Notice => "M12 1.5a10.5 10.5 0 1 0 0 21a10.5 10.5 0 1 0 0-21Z",
    };
    let path = |class: &str, d: &str| svg("path").attribute("class", class).attribute("d", d);
    let mark = "M11 9h2l-.4 6h-1.2ZM11 16.5h2v2h-2Z";
    svg("svg")
        .attribute("class", "hazard-symbol")
        .attribute("aria-hidden", "true")
        .attribute("viewBox", "0 0 24 24")
        .child(path("hazard-sign", shape))
        .child(path("hazard-mark", mark))
        .into()
}

fn svg(name: &str) -> Element {
    Element::new(Namespace::Svg, Name::from(name))
}

/// A line of text in a class of its own.
pub(super) fn line(class: &str, content: &str) -> Node {
    element("p").attribute("class", class).child(text(content)).into()
}
