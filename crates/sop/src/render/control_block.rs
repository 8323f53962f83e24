//! The control block: what the front matter says of the SOP, above everything else.

use std::hash::Hash as _;

use siphasher::sip128::{Hasher128, SipHasher13};
use sopwright_html::{Element, Node, element};

use super::media::Picture;
use super::notice::line;
use super::{Page, Remembered};
use crate::front_matter::{self, Field, FrontMatter, KNOWN_KEYS, Place};
use crate::identity::CONTROL_BLOCK;
use crate::words::Words;
use crate::yaml::Value;

/// A column: the key of its values, and what is above them.
type Column = (&'static str, fn(&'static Words) -> &'static str);

const APPROVALS: &[Column] = &[
    ("role", |words| words.role),
    ("name", |words| words.name),
    ("meaning", |words| words.meaning),
    ("date", |words| words.date),
];

const REVISIONS: &[Column] = &[
    ("rev", |words| words.revision),
    ("date", |words| words.date),
    ("by", |words| words.by),
    ("change", |words| words.change),
    ("sections", |words| words.sections),
    ("category", |words| words.category),
    ("reason", |words| words.reason),
];

/// What a revision can be for. Other words are shown as they are written.
const CATEGORIES: &[Column] = &[
    ("safety", |words| words.safety),
    ("instructions", |words| words.instructions),
    ("clarification", |words| words.clarification),
    ("media", |words| words.media),
    ("administrative", |words| words.administrative),
];

impl Page<'_> {
    /// Returns the control block, if the front matter says anything that a reader should see.
    pub(super) fn control_block(&mut self) -> Option<Node> {
        let front_matter = self.front_matter;
        if !front_matter.is_shown() {
            return None;
        }
        let logo = front_matter.logo().map(|(url, _)| self.picture(url));
        let logo = match logo {
            Some(Picture::At(url)) => Some(url),
            _ => None,
        };
        let made_from = self.control_ingredients(logo.as_deref());
        if let Some(remembered) = self.memo.get(&CONTROL_BLOCK.into())
            && remembered.made_from == made_from
        {
            return Some(remembered.node.clone());
        }
        let node = Node::from(self.make_control_block(logo));
        let remembered = Remembered { made_from, node: node.clone() };
        self.memo.insert(CONTROL_BLOCK.into(), remembered);
        Some(node)
    }

    fn control_ingredients(&self, logo: Option<&str>) -> u128 {
        let mut hasher = SipHasher13::new();
        self.words.language.hash(&mut hasher);
        (self.index.shows_revisions, self.index.shows_approvals).hash(&mut hasher);
        self.front_matter.unreadable().hash(&mut hasher);
        logo.hash(&mut hasher);
        for field in self.front_matter.fields() {
            field.key.hash(&mut hasher);
            field.value.hash(&mut hasher);
        }
        hasher.finish128().into()
    }

    fn make_control_block(&self, logo: Option<String>) -> Element {
        let front_matter = self.front_matter;
        let header = element("header")
            .attribute("class", "control-block")
            .attribute("data-key", CONTROL_BLOCK);
        if let Some(text) = front_matter.unreadable() {
            let code = element("pre")
                .attribute("class", "code unreadable")
                .attribute("tabindex", "0")
                .child(element("code").text(text));
            return header.child(code);
        }
        let logo = logo.map(|url| {
            element("img")
                .attribute("class", "document-logo")
                .attribute("src", url)
                .attribute("alt", "")
                .into()
        });
        let own_line = |key: &str, class: &str| {
            front_matter.text(key).map(|text| line(class, &self.filled(text)))
        };
        let title = front_matter.title().map(|title| {
            let title = self.filled(title);
            element("h1").text(title).into()
        });
        header
            .children_from(logo)
            .children_from(own_line("label", "document-label"))
            .children_from(title)
            .children_from(own_line("subtitle", "subtitle"))
            .children_from(self.known_fields())
            .children_from(self.history())
            .children_from(unknown_fields(front_matter))
            .children_from(own_line("copy_notice", "copy-notice"))
    }

    fn known_fields(&self) -> Option<Node> {
        let known = KNOWN_KEYS.iter().filter(|known| known.place == Place::Fields);
        let rows = known.filter_map(|known| {
            let value = self.front_matter.get(known.name)?;
            let shown = match known.name {
                "status" => status(value, self.words),
                _ => element("dd").text(self.filled(&value.listed(self.words.comma))),
            };
            (!value.is_blank()).then(|| row(known.name, (known.label)(self.words), shown))
        });
        fields("control-fields", rows.collect())
    }

    /// Approvals and revisions, folded away: who does the work need not pass them to reach step 1.
    /// What the body shows is not here.
    fn history(&self) -> Option<Node> {
        let approvals = (!self.index.shows_approvals).then(|| self.approvals()).flatten();
        let revisions = (!self.index.shows_revisions).then(|| self.revisions()).flatten();
        let summary = match (&approvals, &revisions) {
            (None, None) => return None,
            (Some(_), None) => self.words.approvals,
            (None, Some(_)) => self.words.revisions,
            (Some(_), Some(_)) => self.words.approvals_and_revisions,
        };
        let details = element("details")
            .attribute("class", "control-history")
            .child(element("summary").text(summary))
            .children_from(approvals)
            .children_from(revisions);
        Some(details.into())
    }

    /// The table of approvals.
    pub(super) fn approvals(&self) -> Option<Node> {
        self.table_of("approvals", APPROVALS, self.words.approvals)
    }

    /// The table of revisions.
    pub(super) fn revisions(&self) -> Option<Node> {
        self.table_of("revisions", REVISIONS, self.words.revisions)
    }

    fn table_of(&self, key: &str, columns: &[Column], caption: &str) -> Option<Node> {
        let value = self.front_matter.get(key)?;
        let Value::List(rows) = value else {
            return None;
        };
        if rows.is_empty() || !is_list_of_maps(value) {
            return None;
        }
        let columns = used_columns(rows, columns, self.words);
        let head = columns.iter().map(|(_, label)| {
            let cell = element("th").attribute("scope", "col");
            cell.text(label.clone()).into()
        });
        let head = element("tr").children_from(head);
        let body = rows.iter().map(|row| {
            let cells = columns.iter().map(|(key, _)| {
                let value = row.get(key).map(|value| self.cell(key, value)).unwrap_or_default();
                element("td").attribute("data-field", key.clone()).text(value).into()
            });
            element("tr").children_from(cells).into()
        });
        let class = if key == "approvals" { "approvals" } else { "revision-history" };
        let table = element("table")
            .attribute("class", class)
            .child(element("caption").text(caption))
            .child(element("thead").child(head))
            .child(element("tbody").children_from(body));
        Some(table.into())
    }

    /// Writes one field of an approval or a revision.
    fn cell(&self, key: &str, value: &Value) -> String {
        let written = value.listed(self.words.comma);
        let known = CATEGORIES.iter().find(|(name, _)| key == "category" && written == *name);
        known.map_or(written, |(_, label)| label(self.words).to_owned())
    }
}

/// What no other part of the control block shows: keys that are not known, keys that are there
/// twice, and values of another form than expected.
fn unknown_fields(front_matter: &FrontMatter) -> Option<Node> {
    let all = front_matter.fields();
    let rows = all.iter().enumerate().filter(|(place, field)| {
        let is_repeated = all[..*place].iter().any(|before| before.key == field.key);
        is_repeated || !is_shown_elsewhere(field)
    });
    let rows = rows.map(|(_, field)| {
        let value = element("dd").text(field.value.to_string());
        row(&field.key, &field.key, value)
    });
    fields("control-fields unknown-fields", rows.collect())
}

fn is_shown_elsewhere(field: &Field) -> bool {
    let Some(known) = front_matter::known_key(&field.key) else {
        return false;
    };
    match (known.place, known.name) {
        (Place::Fields | Place::Setting, _) => true,
        (Place::Own, "approvals" | "revisions") => {
            field.value.is_blank() || is_list_of_maps(&field.value)
        }
        (Place::Own, _) => matches!(field.value, Value::Text(_)),
    }
}

fn row(key: &str, label: &str, value: Element) -> Node {
    element("div")
        .attribute("class", "control-field")
        .attribute("data-field", key)
        .child(element("dt").text(label))
        .child(value)
        .into()
}

fn fields(class: &str, rows: Vec<Node>) -> Option<Node> {
    let list = element("dl").attribute("class", class);
    (!rows.is_empty()).then(|| list.children_from(rows).into())
}

fn status(value: &Value, words: &'static Words) -> Element {
    let written = value.to_string();
    let (name, label) = match front_matter::state(&written) {
        Some(state) => (state.name, (state.label)(words).to_owned()),
        None => ("unknown", written),
    };
    let state =
        element("span").attribute("class", "status").attribute("data-status", name).text(label);
    element("dd").child(state)
}

fn is_list_of_maps(value: &Value) -> bool {
    match value {
        Value::List(rows) => rows.iter().all(|row| matches!(row, Value::Map(_))),
        Value::Text(_) | Value::Map(_) => false,
    }
}

/// Returns the known columns that some row has, and behind them those that are not known.
fn used_columns(rows: &[Value], known: &[Column], words: &'static Words) -> Vec<(String, String)> {
    let mut columns: Vec<(String, String)> = known
        .iter()
        .filter(|(key, _)| rows.iter().any(|row| row.get(key).is_some()))
        .map(|(key, label)| ((*key).into(), label(words).into()))
        .collect();
    for row in rows {
        let Value::Map(pairs) = row else { continue };
        for (key, _) in pairs {
            if columns.iter().all(|(known, _)| known != key) {
                columns.push((key.clone(), key.clone()));
            }
        }
    }
    columns
}
