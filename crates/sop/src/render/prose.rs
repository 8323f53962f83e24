//! Text: inlines, and the blocks that are little more than text.

use sopwright_html::{Element, Node, element, encode, text};

use super::reference::Naming;
use super::{Page, Place, outermost, symbol, unknown_attributes, unknown_attributes_inline};
use crate::block::{Alignment, Block, Table};
use crate::highlight;
use crate::inline::{self, Inline};
use crate::link::{self, Destination};
use crate::math::{self, Setting};
use crate::placeholder;
use crate::render::footnote::Use;
use crate::sanitize::{self, NOTE_REFERENCE_PREFIX};

/// Turns the inlines of one block into nodes, in their order: references to footnotes are counted
/// off as they come.
pub(super) struct Writer<'p, 'a> {
    page: &'p Page<'a>,
    uses: std::slice::Iter<'p, Use>,
    /// HTML has no links in links.
    is_in_link: bool,
}

impl<'p, 'a> Writer<'p, 'a> {
    pub(super) fn new(page: &'p Page<'a>, block: &Block) -> Self {
        Self { page, uses: page.numbers.uses(block).iter(), is_in_link: false }
    }

    /// Fills an element with inlines. Where raw HTML in them cannot stand in that element, its
    /// tags are shown as text.
    pub(super) fn fill(&mut self, shell: Element, inlines: &[Inline]) -> Element {
        if !has_raw(inlines) {
            let nodes = self.nodes(inlines);
            return shell.children_from(nodes);
        }
        let uses = self.uses.clone();
        let mut markup = String::new();
        self.write(&mut markup, inlines);
        if let Some(nodes) = self.page.sanitised(&markup) {
            let filled = shell.clone().children_from(nodes);
            // An item is checked by what is in it: it stands in a list, not in another item. A cell
            // stands in a table only.
            let survives = match &**shell.name() {
                "li" => sanitize::survives_parsing(&filled.children().to_vec()),
                "td" | "th" => {
                    let row = element("tr").child(filled.clone());
                    let table = element("table").child(element("tbody").child(row));
                    sanitize::survives_parsing(&[table.into()])
                }
                _ => sanitize::survives_parsing(&[filled.clone().into()]),
            };
            if survives {
                return filled;
            }
        }
        self.uses = uses;
        let nodes = self.nodes(inlines);
        shell.children_from(nodes)
    }

    /// Makes nodes; raw tags become text. Neighbouring texts are joined here, at once: a list of
    /// children would join them one by one, which for a paragraph of 20,000 lines takes seconds.
    fn nodes(&mut self, inlines: &[Inline]) -> Vec<Node> {
        let mut nodes = Vec::with_capacity(inlines.len());
        let mut joined = String::new();
        for inline in inlines {
            match inline {
                Inline::Text(value) | Inline::RawHtml(value) => joined.push_str(value),
                Inline::SoftBreak => joined.push('\n'),
                Inline::Reference(reference) => {
                    let naming = self.page.naming(&joined);
                    nodes.push(text(std::mem::take(&mut joined)));
                    nodes.push(self.page.reference(reference, naming, self.is_in_link).into());
                }
                Inline::Placeholder(name) if self.value(name).is_some() => {
                    joined.push_str(self.value(name).unwrap_or_default());
                }
                _ => {
                    nodes.push(text(std::mem::take(&mut joined)));
                    nodes.push(self.shelled(inline, |writer, shell, content| {
                        let nodes = writer.nodes(content);
                        shell.children_from(nodes).into()
                    }));
                }
            }
        }
        nodes.push(text(joined));
        nodes
    }

    /// Writes HTML in which raw tags stand as they are, to be sanitised as a whole: a raw element
    /// may begin in one inline and end in another.
    fn write(&mut self, out: &mut String, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text(value) => out.push_str(&encode(&[text(value.clone())])),
                Inline::RawHtml(html) => out.push_str(html),
                Inline::SoftBreak => out.push('\n'),
                _ => self.shelled(inline, |writer, shell, content| {
                    let name = shell.name().clone();
                    let written = encode(&[shell.into()]);
                    let end = format!("</{name}>");
                    match written.strip_suffix(&end) {
                        Some(start) if !content.is_empty() => {
                            out.push_str(start);
                            writer.write(out, content);
                            out.push_str(&end);
                        }
                        _ => out.push_str(&written),
                    }
                }),
            }
        }
    }

    /// Makes the element of an inline without its content, and passes both on.
    fn shelled<T>(
        &mut self,
        inline: &Inline,
        fill: impl FnOnce(&mut Self, Element, &[Inline]) -> T,
    ) -> T {
        let content = inline.content();
        let shell = match inline {
            Inline::Text(_) | Inline::RawHtml(_) | Inline::SoftBreak => element("span"),
            Inline::Code(code) => unbroken(element("code"), &self.page.filled(code)),
            Inline::Placeholder(name) => match self.value(name) {
                Some(value) => element("span").text(value),
                None => unfilled(name),
            },
            Inline::Math(tex) => formula(tex, Setting::Inline),
            Inline::Reference(reference) => {
                self.page.reference(reference, Naming::Full, self.is_in_link)
            }
            Inline::Emphasis(_) => element("em"),
            Inline::Strong(_) => element("strong"),
            Inline::Strikethrough(_) => element("del"),
            Inline::HardBreak => element("br"),
            Inline::Image(image) => self.page.inline_image(image),
            Inline::FootnoteReference(name) => self.note_reference(name),
            Inline::Link { .. } if self.is_in_link => element("span"),
            Inline::Link { url, title, .. } => {
                self.is_in_link = true;
                let is_bare = says_address(&inline::plain_text(content), url);
                let shell = link_shell(&self.page.filled(url), title)
                    .attribute_if("class", is_bare.then_some("bare-link"));
                let filled = fill(self, shell, content);
                self.is_in_link = false;
                return filled;
            }
        };
        fill(self, shell, content)
    }

    fn value(&self, name: &str) -> Option<&'a str> {
        self.page.front_matter.variable(name)
    }

    fn note_reference(&mut self, name: &str) -> Element {
        let reference = element("sup").attribute("class", "footnote-reference");
        let Some(found) = self.uses.next() else {
            return reference.text(name);
        };
        let number = found.number.to_string();
        let id = found.reference_id();
        if self.is_in_link {
            return reference.attribute("id", id).text(number);
        }
        let link = element("a")
            .attribute("href", format!("#{}", found.note_id()))
            .attribute("id", id)
            .text(number);
        reference.child(link)
    }
}

impl Use {
    /// Returns the HTML id of the note.
    pub(super) fn note_id(&self) -> String {
        format!("fn-{}", self.anchor)
    }

    /// Returns the HTML id of the reference.
    pub(super) fn reference_id(&self) -> String {
        match self.occurrence {
            1 => format!("{NOTE_REFERENCE_PREFIX}{}", self.anchor),
            more => format!("{NOTE_REFERENCE_PREFIX}{}-{more}", self.anchor),
        }
    }
}

/// A placeholder without a value, marked so that it is seen.
fn unfilled(name: &str) -> Element {
    element("mark").attribute("class", "unfilled").text(placeholder::written(name))
}

fn has_raw(inlines: &[Inline]) -> bool {
    let mut found = false;
    inline::visit(inlines, &mut |inline| {
        found |= matches!(inline, Inline::RawHtml(_));
    });
    found
}

fn link_shell(url: &str, title: &str) -> Element {
    let link = element("a").attribute_if("title", (!title.is_empty()).then_some(title));
    match link::destination(url) {
        Destination::Local(url) | Destination::Contact(url) => link.attribute("href", url),
        Destination::Web(url) => {
            link.attribute("href", url).attribute("rel", "noreferrer noopener")
        }
        Destination::Refused(_) => link,
    }
}

impl Page<'_> {
    pub(super) fn section(&mut self, block: &Block, level: u8, text: &[Inline]) -> Element {
        let level = (level + self.heading_shift).min(6);
        let mut shell = outermost(&format!("h{level}"), "section", block)
            .attribute_if("data-kind", block.attributes.get("kind"));
        if let Some(number) = self.index.number(block) {
            let number = element("span").attribute("class", "section-number").text(number);
            shell = shell.child(number).text(" ");
        }
        Writer::new(self, block)
            .fill(shell, text)
            .children_from(self.not_applicable(block))
            .children_from(unknown_attributes_inline(block))
    }

    /// Says in the heading itself that a section is empty on purpose.
    fn not_applicable(&self, block: &Block) -> Vec<Node> {
        let Some(reason) = block.attributes.get("na") else {
            return Vec::new();
        };
        let said = match self.filled(reason) {
            reason if reason.trim().is_empty() => self.words.not_applicable.to_owned(),
            reason => format!("{}{}{reason}", self.words.not_applicable, self.words.colon),
        };
        let said = element("span").attribute("class", "not-applicable").text(said);
        vec![text(" "), said.into()]
    }

    pub(super) fn paragraph(&mut self, block: &Block, text: &[Inline]) -> Element {
        Writer::new(self, block)
            .fill(outermost("p", "", block), text)
            .children_from(unknown_attributes_inline(block))
    }

    pub(super) fn table(&mut self, block: &Block, table: &Table, place: Place<'_>) -> Element {
        let mut writer = Writer::new(self, block);
        let names: Vec<String> = table.header.iter().map(|cell| inline::plain_text(cell)).collect();
        let mut rows = element("table");
        let mut label = self.words.table_label.to_owned();
        // Without a header, the first row of the source has empty cells. A picture is none.
        if table.header.iter().any(|cell| !cell.is_empty()) {
            let names: Vec<&str> =
                names.iter().map(|name| name.trim()).filter(|name| !name.is_empty()).collect();
            if !names.is_empty() {
                label = format!("{label}{}{}", self.words.colon, names.join(self.words.comma));
            }
            let header = row(&mut writer, "th", &table.alignments, &table.header, Place::Flow);
            rows = rows.child(element("thead").child(header));
        }
        if !table.rows.is_empty() {
            let body = table.rows.iter();
            let body: Vec<Node> = body
                .map(|cells| row(&mut writer, "td", &table.alignments, cells, place).into())
                .collect();
            rows = rows.child(element("tbody").children_from(body));
        }
        // The wrapper scrolls sideways; its place in the tab order lets the keyboard scroll it.
        outermost("div", "table", block)
            .attribute("role", "group")
            .attribute("aria-label", label)
            .attribute("tabindex", "0")
            .child(rows)
            .children_from(unknown_attributes(block))
    }
}

fn row(
    writer: &mut Writer<'_, '_>,
    name: &str,
    alignments: &[Alignment],
    cells: &[Vec<Inline>],
    place: Place<'_>,
) -> Element {
    let cells: Vec<Node> = cells
        .iter()
        .enumerate()
        .map(|(column, cell)| {
            let class = match alignments.get(column) {
                Some(Alignment::Center) => Some("align-center"),
                Some(Alignment::Right) => Some("align-right"),
                Some(Alignment::Left) => Some("align-left"),
                Some(Alignment::Start) | None => None,
            };
            let is_long = inline::plain_text(cell).split_whitespace().any(is_long_word);
            let class = [class, is_long.then_some("long-words")];
            let class = class.into_iter().flatten().collect::<Vec<_>>().join(" ");
            // A header cell without words heads nothing.
            let name = if name == "th" && cell.is_empty() { "td" } else { name };
            let shell = element(name)
                .attribute_if("class", (!class.is_empty()).then_some(class))
                .attribute_if("scope", (name == "th").then_some("col"));
            let signs = match place {
                Place::Supplies => symbol::of_codes(&inline::plain_text(cell)),
                _ => None,
            };
            writer.fill(shell.children_from(signs.into_iter().flatten()), cell).into()
        })
        .collect();
    element("tr").children_from(cells)
}

/// Fills inline code, whose lines break at spaces: a line that ends in a hyphen would leave open
/// whether the word goes on or a space follows. Words too long for a phone break nevertheless.
fn unbroken(shell: Element, code: &str) -> Element {
    let pieces = code.split_inclusive(' ').map(|piece| {
        let word = piece.trim_end_matches(' ');
        if !word.contains('-') || word.chars().count() > 24 {
            return vec![text(piece)];
        }
        let word_shell = element("span").attribute("class", "unbroken").text(word);
        let spaces = &piece[word.len()..];
        let spaces = (!spaces.is_empty()).then(|| text(spaces));
        std::iter::once(word_shell.into()).chain(spaces).collect()
    });
    shell.children_from(pieces.flatten())
}

/// A formula on lines of its own; the frame scrolls where it is too wide.
pub(super) fn math(block: &Block, tex: &str) -> Element {
    outermost("div", "math", block)
        .attribute("tabindex", "0")
        .child(formula(tex, Setting::Display))
        .children_from(unknown_attributes(block))
}

/// What is no formula never gets here; should the library change its mind, the source is shown.
fn formula(tex: &str, setting: Setting) -> Element {
    let shown = math::to_mathml(tex, setting).ok();
    let element_of = |node: Node| node.as_element().cloned();
    shown.and_then(element_of).unwrap_or_else(|| element("code").text(tex))
}

/// Whether the text of a link is its address: on paper it need not be said again.
fn says_address(text: &str, url: &str) -> bool {
    let schemes = ["", "http://", "https://"];
    schemes.into_iter().any(|scheme| url.strip_prefix(scheme) == Some(text))
}

/// Whether a word in a table may be torn on paper, where tables cannot be scrolled.
fn is_long_word(word: &str) -> bool {
    word.chars().count() > 16
}

pub(super) fn code(block: &Block, info: &str, code: &str) -> Element {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '+' | '#' | '.');
    let is_language = !info.is_empty() && info.chars().all(is_plain);
    // `{r, echo=FALSE}`: the language, and what another tool would do with it.
    let end = |c: char| c == '}' || c == ',' || c.is_whitespace();
    let chunk = info.strip_prefix('{').and_then(|inside| inside.split(end).next());
    let language = if is_language { Some(info) } else { chunk };
    // A directive of another dialect: what it says is part of the text.
    let directive = (!info.is_empty() && !is_language).then(|| {
        let line = element("span").attribute("class", "code-info").text(info);
        Node::from(line)
    });
    let has_directive = directive.is_some();
    outermost("pre", "code", block)
        .attribute_if("data-language", is_language.then_some(info))
        .attribute("tabindex", "0")
        .children_from(directive)
        .children_from(has_directive.then(|| text("\n")))
        .child(coloured(element("code"), language, code))
        .children_from(unknown_attributes_inline(block))
}

/// Fills an element with code, each piece in the class of what it is.
fn coloured(shell: Element, language: Option<&str>, code: &str) -> Element {
    let Some(pieces) = language.and_then(|language| highlight::pieces(language, code)) else {
        return shell.text(code);
    };
    shell.children_from(pieces.into_iter().map(|(class, piece)| match class {
        Some(class) => element("span").attribute("class", format!("hl-{class}")).text(piece).into(),
        None => text(piece),
    }))
}
