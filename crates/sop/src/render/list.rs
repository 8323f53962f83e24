//! Lists, check lists and steps. Numbers are those of `<ol>` and `<li>`, never text.

use sopwright_html::{Element, Node, element, text};

use super::prose::Writer;
use super::{Page, Place, outermost, symbol, title_line, unknown_attributes};
use crate::block::{Block, BlockKind, Check, ListMarks};
use crate::inline::Inline;

impl Page<'_> {
    pub(super) fn list(&mut self, block: &Block, marks: ListMarks, is_tight: bool) -> Element {
        let has_boxes = block
            .children
            .iter()
            .any(|item| matches!(item.kind, BlockKind::Item { check: Some(_), .. }));
        let class = if has_boxes { "checklist" } else { "list" };
        let list = match marks {
            ListMarks::Bullets => outermost("ul", class, block),
            ListMarks::Letters => outermost("ol", class, block).attribute("type", "a"),
            ListMarks::Numbers(start) => with_start(outermost("ol", class, block), start),
        };
        let place = if is_tight { Place::TightList } else { Place::LooseList };
        let items: Vec<Node> = block.children.iter().map(|item| self.block(item, place)).collect();
        list.children_from(items)
    }

    pub(super) fn item(
        &mut self,
        block: &Block,
        text: &[Inline],
        check: Option<Check>,
        place: Place<'_>,
    ) -> Element {
        let class = if check.is_some() { "check-item" } else { "" };
        let sign = block.attributes.get("iso").and_then(symbol::of_code);
        let item =
            outermost("li", class, block).attribute_if("data-iso", block.attributes.get("iso"));
        let item = item.children_from(sign);
        let mut writer = Writer::new(self, block);
        let item = match (check, place) {
            (Some(check), _) => item.child(labelled(&mut writer, check, text)),
            (None, Place::LooseList) if !text.is_empty() => {
                item.child(writer.fill(element("p"), text))
            }
            (None, _) => writer.fill(item, text),
        };
        item.children_from(self.blocks(&block.children)).children_from(unknown_attributes(block))
    }

    pub(super) fn steps(&mut self, block: &Block, title: &str, start: u64) -> Element {
        let title = self.filled(title);
        let title =
            (!title.is_empty()).then(|| between("steps-title", title_line("steps-title", &title)));
        let mut rows: Vec<Node> = title.into_iter().collect();
        for child in &block.children {
            let node = self.block(child, Place::Flow);
            rows.push(match child.kind {
                BlockKind::Step { .. } => node,
                _ => between(child.id.as_str(), node),
            });
        }
        let unknown = unknown_attributes(block).map(|node| between("attributes", node));
        let start =
            self.index.number(block).and_then(|number| number.parse().ok()).unwrap_or(start);
        with_start(outermost("ol", "steps", block), start)
            .children_from(rows)
            .children_from(unknown)
    }

    /// What a step says of itself, besides its text.
    fn step_meta(&self, block: &Block) -> Option<Node> {
        let words = self.words;
        let labelled = [
            ("who", words.who),
            ("when", words.when),
            ("time", words.time),
            ("critical", words.critical),
            ("hold", words.hold),
            ("optional", words.optional),
            ("expect", words.expect),
            ("repeat", words.repeat),
        ];
        let kind = match block.attributes.get("kind") {
            Some("conditional") => Some(words.conditional),
            Some("one-of") => Some(words.one_of),
            Some("repeat") => Some(words.repeat),
            Some("timed") => Some(words.timed),
            _ => None,
        };
        let kind = kind.map(|word| ("kind", word.to_owned()));
        let said = labelled.into_iter().filter_map(|(key, label)| {
            let said = self.filled(block.attributes.get(key)?);
            let said = if said.is_empty() {
                label.to_owned()
            } else {
                format!("{label}{}{said}", words.colon)
            };
            Some((key, said))
        });
        let mut meta = element("p").attribute("class", "step-meta");
        for (key, said) in kind.into_iter().chain(said) {
            if !meta.children().is_empty() {
                meta = meta.text(" ");
            }
            let class = format!("step-{key}");
            meta = meta.child(element("span").attribute("class", class).text(said));
        }
        (!meta.children().is_empty()).then(|| meta.into())
    }

    pub(super) fn step(&mut self, block: &Block, text: &[Inline], check: Option<Check>) -> Element {
        let attributes = &block.attributes;
        let flags = ["critical", "optional"];
        let classes = flags.into_iter().filter(|flag| attributes.has(flag));
        let class = std::iter::once("step").chain(classes).collect::<Vec<_>>().join(" ");
        let shell = element("div").attribute("class", "step-text");
        let mut writer = Writer::new(self, block);
        let text = match check {
            Some(check) => Some(shell.child(labelled(&mut writer, check, text))),
            None => (!text.is_empty()).then(|| writer.fill(shell, text)),
        };
        outermost("li", &class, block)
            .children_from(text.map(Node::from))
            .children_from(self.step_meta(block))
            .children_from(self.blocks(&block.children))
            .children_from(unknown_attributes(block))
    }
}

/// A box to tick and its text: readers tick it in their own browser.
fn labelled(writer: &mut Writer<'_, '_>, check: Check, content: &[Inline]) -> Element {
    let is_done = (check == Check::Done).then_some("");
    let input = element("input").attribute("type", "checkbox").attribute_if("checked", is_done);
    let label = element("label").child(input).child(text(" "));
    writer.fill(label, content)
}

/// Wraps what stands between two steps, so that it is in the list and has no number.
fn between(id: &str, node: Node) -> Node {
    let item =
        element("li").attribute("class", "between").attribute("data-key", format!("{id}-between"));
    item.child(node).into()
}

fn with_start(list: Element, start: u64) -> Element {
    list.attribute_if("start", (start != 1).then(|| start.to_string()))
}
