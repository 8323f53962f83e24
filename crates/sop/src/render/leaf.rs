//! Leaves: fields to be filled in, places to sign, attachments.

use sopwright_html::{Element, Node, element};

use super::media::{Picture, missing_line};
use super::{Page, outermost, title_line, unknown_attributes};
use crate::block::{Block, LeafRole};
use crate::words::numbered;

impl Page<'_> {
    pub(super) fn leaf(&mut self, block: &Block, role: LeafRole, title: &str) -> Element {
        let title = self.filled(title);
        let shown = match role {
            LeafRole::Toc => self.contents(block, &title),
            LeafRole::Hazards => self.all_hazards(block, &title),
            LeafRole::Records => self.all_records(block, &title),
            LeafRole::Revisions => {
                self.table_leaf(block, &title, self.words.revisions, Self::revisions)
            }
            LeafRole::Approvals => {
                self.table_leaf(block, &title, self.words.approvals, Self::approvals)
            }
            LeafRole::Record => self.record(block, &title),
            LeafRole::SignOff => self.sign_off(block, &title),
            LeafRole::Attachment => self.attachment(block, &title),
            LeafRole::Include => self.not_included(block),
        };
        shown.children_from(self.blocks(&block.children)).children_from(unknown_attributes(block))
    }

    fn table_leaf(
        &self,
        block: &Block,
        title: &str,
        caption: &str,
        table: impl Fn(&Self) -> Option<Node>,
    ) -> Element {
        let title = (!title.is_empty()).then(|| title_line("container-title", title));
        let frame = element("div")
            .attribute("class", "table")
            .attribute("role", "group")
            .attribute("aria-label", format!("{}: {caption}", self.words.table_label))
            .attribute("tabindex", "0")
            .children_from(table(self));
        let nothing = || element("p").attribute("class", "nothing").text(self.words.nothing);
        let shown = if frame.children().is_empty() { nothing() } else { frame };
        outermost("section", "history", block).children_from(title).child(shown)
    }

    fn record(&self, block: &Block, title: &str) -> Element {
        let kind = block.attributes.get("type").unwrap_or("text");
        let title = if title.is_empty() { self.words.record } else { title };
        let label = element("label")
            .child(element("span").attribute("class", "record-label").text(title))
            .text(" ")
            .child(self.field(block, kind));
        let unit = self
            .said(block, "unit")
            .map(|unit| element("span").attribute("class", "record-unit").text(unit).into());
        let limits = self
            .limits(block)
            .map(|limits| element("span").attribute("class", "record-limits").text(limits).into());
        let with_space = |node: Node| [sopwright_html::text(" "), node];
        outermost("div", "record", block)
            .attribute("data-type", kind)
            .child(label)
            .children_from(unit.into_iter().flat_map(with_space))
            .children_from(limits.into_iter().flat_map(with_space))
    }

    fn field(&self, block: &Block, kind: &str) -> Element {
        let name = self.said(block, "name");
        if kind == "choice" {
            let options = self.said(block, "options").unwrap_or_default();
            let options = options.split(',').map(str::trim).filter(|option| !option.is_empty());
            let option = |words: &str| Node::from(element("option").text(words));
            let none = element("option").attribute("value", "").text(self.words.choose);
            return element("select")
                .attribute_if("name", name)
                .child(none)
                .children_from(options.map(option));
        }
        if kind == "sign" || kind == "photo" {
            return element("span").attribute("class", "record-space");
        }
        let kind = match kind {
            "number" | "date" | "time" => kind,
            _ => "text",
        };
        element("input")
            .attribute("type", kind)
            .attribute_if("name", name)
            .attribute_if("min", self.said(block, "min"))
            .attribute_if("max", self.said(block, "max"))
            .attribute_if("step", (kind == "number").then_some("any"))
            // On paper a day that is not filled in is room to write, not a pattern of letters;
            // only what is required can be told from what is filled in.
            .attribute_if("required", matches!(kind, "date" | "time").then_some(""))
            .attribute("autocomplete", "off")
    }

    /// Writes what a value may be: "2–8".
    pub(super) fn limits(&self, block: &Block) -> Option<String> {
        match (self.said(block, "min"), self.said(block, "max")) {
            (Some(min), Some(max)) => Some(format!("{min}–{max}")),
            (Some(min), None) => Some(numbered(self.words.at_least, &min)),
            (None, Some(max)) => Some(numbered(self.words.at_most, &max)),
            (None, None) => None,
        }
    }

    fn sign_off(&self, block: &Block, title: &str) -> Element {
        let who: Vec<String> =
            [self.said(block, "role"), self.said(block, "meaning")].into_iter().flatten().collect();
        let who = if who.is_empty() {
            self.words.sign_off.to_owned()
        } else {
            who.join(self.words.comma)
        };
        let title =
            if title.is_empty() { who } else { format!("{title}{}{who}", self.words.colon) };
        let space = || element("span").attribute("class", "record-space");
        let input =
            |kind: &str| element("input").attribute("type", kind).attribute("autocomplete", "off");
        // Required, as days are in [`Self::field`].
        let date = input("date").attribute("required", "");
        let part = |name: &str, field: Element| {
            let name = element("span").attribute("class", "sign-off-label").text(name);
            Node::from(element("label").child(name).text(" ").child(field))
        };
        outermost("section", "sign-off", block)
            .attribute("role", "group")
            .attribute("aria-label", title.clone())
            .child(title_line("sign-off-title", &title))
            .child(part(self.words.name, input("text")))
            .child(part(self.words.signature, space()))
            .child(part(self.words.date, date))
    }

    fn attachment(&self, block: &Block, title: &str) -> Element {
        let path = self.said(block, "path").unwrap_or_default();
        let name = path.rsplit('/').next().unwrap_or_default();
        let shell = outermost("p", "attachment", block)
            .child(element("span").attribute("class", "label").text(self.words.attachment))
            .text(" ");
        match self.picture(&path) {
            Picture::At(url) => {
                let title = if title.is_empty() { name } else { title };
                let link =
                    element("a").attribute("href", url).attribute("download", name).text(title);
                let file = element("span").attribute("class", "attachment-path").text(path.clone());
                shell.child(link).text(" ").child(file)
            }
            Picture::Nowhere(_, path) => {
                shell.child(missing_line("span", self.words.file_not_found, &path, title))
            }
        }
    }

    /// What stands in the place of a part that could not be included.
    fn not_included(&self, block: &Block) -> Element {
        let file = self.said(block, "file").unwrap_or_default();
        let line = missing_line("span", self.words.file_not_found, &file, "");
        outermost("p", "not-included", block).child(line)
    }
}
