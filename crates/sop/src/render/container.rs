//! Containers for one purpose: captions, decisions, supplies, definitions, problems, tabs.

use sopwright_html::{Element, Node, element, text};

use super::prose::Writer;
use super::{Page, Place, outermost, title_line, unknown_attributes};
use crate::block::{Block, Role};
use crate::inline::Inline;

impl Page<'_> {
    pub(super) fn container(
        &mut self,
        block: &Block,
        role: Role,
        title: &str,
        place: Place<'_>,
    ) -> Element {
        let title = self.filled(title);
        match role {
            Role::Figure | Role::Table => self.captioned(block, role, &title),
            Role::Grid => self.grid(block, &title),
            Role::Tabs => self.tabs(block, &title),
            Role::Tab => self.tab(block, &title, place),
            Role::Decision => self.decision(block, &title),
            Role::Checklist => self.titled(block, "checklist-group", &title, "checklist-title"),
            Role::Issue => {
                let severity = self.said(block, "severity");
                let section = self.titled(block, "issue", &title, "issue-title");
                section.attribute_if("data-severity", severity)
            }
            _ => {
                let title = if title.is_empty() { self.own_title(block, role) } else { &title };
                match role {
                    Role::Materials | Role::Reagents | Role::Equipment | Role::Ppe => {
                        self.supplies(block, role, title)
                    }
                    _ => self.titled(block, role.name(), title, "container-title"),
                }
            }
        }
    }

    /// Returns what stands where a container has no title: nothing, if the heading above says it.
    fn own_title(&self, block: &Block, role: Role) -> &'static str {
        let word = self.role_word(role);
        let above = self.index.heading_above(block);
        if above.is_some_and(|above| above.to_lowercase() == word.to_lowercase()) {
            ""
        } else {
            word
        }
    }

    /// Returns the word for what a container is for.
    fn role_word(&self, role: Role) -> &'static str {
        match role {
            Role::Materials => self.words.materials,
            Role::Reagents => self.words.reagents,
            Role::Equipment => self.words.equipment,
            Role::Ppe => self.words.ppe,
            Role::Definitions => self.words.definitions,
            Role::Responsibilities => self.words.responsibilities,
            Role::Cause => self.words.cause,
            Role::Solution => self.words.solution,
            Role::References => self.words.references,
            _ => "",
        }
    }

    fn supplies(&mut self, block: &Block, role: Role, title: &str) -> Element {
        outermost("section", &format!("supplies {}", role.name()), block)
            .child(title_line("container-title", title))
            .children_from(self.blocks_in(&block.children, Place::Supplies))
            .children_from(unknown_attributes(block))
    }

    fn titled(&mut self, block: &Block, class: &str, title: &str, title_class: &str) -> Element {
        let line = (!title.is_empty()).then(|| title_line(title_class, title));
        outermost("section", class, block)
            .children_from(line)
            .children_from(self.blocks(&block.children))
            .children_from(unknown_attributes(block))
    }

    fn captioned(&mut self, block: &Block, role: Role, title: &str) -> Element {
        let caption = self.caption(block, title);
        let children = self.blocks(without_caption(block));
        let figure = outermost("figure", &format!("captioned captioned-{}", role.name()), block);
        // A table is read from its caption on, a picture is seen first.
        let figure = match role {
            Role::Table => figure.children_from(caption).children_from(children),
            _ => figure.children_from(children).children_from(caption),
        };
        figure.children_from(unknown_attributes(block))
    }

    fn grid(&mut self, block: &Block, title: &str) -> Element {
        let caption = self.caption(block, title);
        let columns = self.said(block, "columns").filter(|columns| is_small_number(columns));
        let cells = element("div")
            .attribute("class", "grid-cells")
            .children_from(self.blocks(without_caption(block)));
        outermost("figure", "grid", block)
            .attribute_if("data-columns", columns)
            .child(cells)
            .children_from(caption)
            .children_from(unknown_attributes(block))
    }

    fn decision(&mut self, block: &Block, question: &str) -> Element {
        let question = if question.is_empty() { self.words.decision } else { question };
        outermost("section", "decision", block)
            .attribute("role", "group")
            .attribute(
                "aria-label",
                format!("{}{}{question}", self.words.decision, self.words.colon),
            )
            .child(title_line("decision-question", question))
            .children_from(self.blocks(&block.children))
            .children_from(unknown_attributes(block))
    }

    pub(super) fn entries(&mut self, block: &Block) -> Element {
        outermost("dl", "entries", block).children_from(self.blocks(&block.children))
    }

    pub(super) fn entry(&mut self, block: &Block, head: &[Inline], text: &[Inline]) -> Element {
        let mut writer = Writer::new(self, block);
        let head = writer.fill(element("dt"), head);
        let said = writer.fill(element("dd"), text).children_from(self.blocks(&block.children));
        let has_more = !said.children().is_empty();
        outermost("div", "entry", block)
            .child(head)
            .children_from(has_more.then(|| said.into()))
            .children_from(unknown_attributes(block).map(|node| element("dd").child(node).into()))
    }

    fn tabs(&mut self, block: &Block, title: &str) -> Element {
        let group = block.id.as_str();
        let mut is_first = true;
        let mut rows: Vec<Node> = Vec::new();
        for child in &block.children {
            let place = if is_first { Place::FirstTab(group) } else { Place::OtherTab(group) };
            is_first = false;
            rows.push(self.block(child, place));
        }
        let label = if title.is_empty() { self.words.tabs } else { title };
        let title = (!title.is_empty()).then(|| title_line("tabs-title", title));
        outermost("div", "tabs", block)
            .attribute("role", "radiogroup")
            .attribute("aria-label", label)
            .children_from(title)
            .children_from(rows)
            .children_from(unknown_attributes(block))
    }

    /// A tab is a radio button with its panel: choosing works by keyboard and without a script,
    /// and what a reader chose is state of the browser.
    fn tab(&mut self, block: &Block, title: &str, place: Place<'_>) -> Element {
        let children = self.blocks(&block.children);
        let panel = element("div").attribute("class", "tab-panel").children_from(children);
        let shell = outermost("div", "tab", block)
            .attribute("role", "group")
            .attribute_if("aria-label", (!title.is_empty()).then_some(title));
        let (Place::FirstTab(group) | Place::OtherTab(group)) = place else {
            let title = title_line("tab-title", title);
            return shell.child(title).child(panel).children_from(unknown_attributes(block));
        };
        let is_chosen = matches!(place, Place::FirstTab(_)).then_some("");
        let button = element("input")
            .attribute("type", "radio")
            .attribute("name", format!("{group}-tabs"))
            .attribute_if("checked", is_chosen);
        let label = element("label")
            .attribute("class", "tab-title")
            .child(button)
            .child(text(" "))
            .child(element("span").text(title));
        shell.child(label).child(panel).children_from(unknown_attributes(block))
    }
}

/// Returns the blocks of a figure, a grid or a table that are not its caption.
fn without_caption(block: &Block) -> &[Block] {
    let captions = usize::from(block.caption().is_some());
    &block.children[..block.children.len() - captions]
}

fn is_small_number(text: &str) -> bool {
    matches!(text.parse(), Ok(1..=6_u8))
}
