//! What is made from the rest of the document: contents, all hazards, all records.

use sopwright_html::{Element, Node, element};

use super::{Page, outermost, title_line};
use crate::block::{Block, BlockKind};
use crate::index::SectionLine;
use crate::inline;

impl Page<'_> {
    /// The table of contents, down to the depth that the author asks for.
    pub(super) fn contents(&self, block: &Block, title: &str) -> Element {
        let depth = self.said(block, "depth").and_then(|depth| depth.parse().ok());
        let depth = depth.unwrap_or(3_usize).max(1);
        let lines: Vec<&SectionLine> =
            self.index.sections.iter().filter(|line| line.depth < depth).collect();
        let title = if title.is_empty() { self.words.contents } else { title };
        outermost("nav", "toc", block)
            .attribute("aria-label", title)
            .child(title_line("container-title", title))
            .children_from(self.contents_list(&lines, 0))
    }

    /// Lists sections and, in the item of each, those that lie deeper.
    fn contents_list(&self, lines: &[&SectionLine], depth: usize) -> Option<Node> {
        let mut items = Vec::new();
        let mut rest = lines;
        while let Some(first) = rest.first() {
            let inside = rest[1..].iter().take_while(|line| line.depth > depth).count();
            let (below, after) = rest[1..].split_at(inside);
            let item = if first.depth > depth {
                // A level is left out here.
                let all = &rest[..=inside];
                element("li").children_from(self.contents_list(all, depth + 1))
            } else {
                let below = self.contents_list(below, depth + 1);
                element("li").child(self.contents_line(first)).children_from(below)
            };
            items.push(Node::from(item));
            rest = after;
        }
        (!items.is_empty()).then(|| element("ol").children_from(items).into())
    }

    fn contents_line(&self, line: &SectionLine) -> Element {
        let link =
            element("a").attribute("href", format!("#{}", line.block.anchor().unwrap_or("")));
        let words = match line.block.kind() {
            BlockKind::Section { text, .. } => self.filled(&inline::plain_text(text)),
            _ => String::new(),
        };
        match &line.number {
            Some(number) => {
                let number =
                    element("span").attribute("class", "section-number").text(number.clone());
                link.child(number).text(format!(" {words}"))
            }
            None => link.text(words),
        }
    }

    /// All hazards: the worst first, and among equals in their order.
    pub(super) fn all_hazards(&self, block: &Block, title: &str) -> Element {
        let mut hazards: Vec<&Block> = self.index.hazards.iter().collect();
        hazards.sort_by_key(|hazard| level(hazard));
        let items: Vec<Node> =
            hazards.into_iter().filter_map(|hazard| self.hazard_item(hazard)).collect();
        let title = if title.is_empty() { self.words.hazards } else { title };
        self.overview(block, "hazard-summary", title, items)
    }

    fn hazard_item(&self, hazard: &Block) -> Option<Node> {
        let BlockKind::Hazard { level, title } = &hazard.kind else {
            return None;
        };
        let title = self.filled(title);
        let link = element("a")
            .attribute("href", format!("#{}", hazard.anchor().unwrap_or("")))
            .child(self.hazard_heading("span", *level, &title, hazard.attributes.get("iso")));
        let avoid = self
            .said(hazard, "avoid")
            .map(|avoid| element("span").attribute("class", "hazard-avoid").text(avoid).into());
        let class = format!("hazard-line hazard-{}", level.name());
        let item = element("li").attribute("class", class).child(link);
        let item = if avoid.is_some() { item.text(" ") } else { item };
        Some(item.children_from(avoid).into())
    }

    /// All fields that are filled in while the work is done.
    pub(super) fn all_records(&self, block: &Block, title: &str) -> Element {
        let items: Vec<Node> =
            self.index.records.iter().map(|record| self.record_item(record)).collect();
        let title = if title.is_empty() { self.words.records } else { title };
        self.overview(block, "record-summary", title, items)
    }

    fn record_item(&self, record: &Block) -> Node {
        let title = match &record.kind {
            BlockKind::Leaf { title, .. } if !title.is_empty() => self.filled(title),
            _ => self.words.record.to_owned(),
        };
        let link = element("a")
            .attribute("href", format!("#{}", record.anchor().unwrap_or("")))
            .text(title);
        let said: Vec<String> =
            [self.limits(record), self.said(record, "unit")].into_iter().flatten().collect();
        let item = element("li").child(link);
        if said.is_empty() {
            return item.into();
        }
        let said = element("span").attribute("class", "record-limits").text(said.join(" "));
        item.text(" ").child(said).into()
    }

    fn overview(&self, block: &Block, class: &str, title: &str, items: Vec<Node>) -> Element {
        let shown = if items.is_empty() {
            element("p").attribute("class", "nothing").text(self.words.nothing)
        } else {
            element("ul").children_from(items)
        };
        outermost("section", class, block).child(title_line("container-title", title)).child(shown)
    }
}

/// How bad a hazard is, the worst first.
fn level(hazard: &Block) -> usize {
    match &hazard.kind {
        BlockKind::Hazard { level, .. } => *level as usize,
        _ => usize::MAX,
    }
}
