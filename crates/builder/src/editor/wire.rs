//! What the server and the application say to each other beside the shared text: JSON inside frames
//! of type [`TAG`], on the same socket, so that a question is answered for the text that was sent
//! before it. The other side is `web/builder/wire.ts`; `docs/builder-protocol.md` tells of both.

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json, json};
use sopwright_sop::block::Alignment;
use sopwright_sop::edit::{Edit, Place, Value};
use sopwright_sop::{BlockId, yaml};

/// The type of our frames among those of the Yjs protocol, which has 0 to 3.
pub(crate) const TAG: u8 = 100;

/// What the application says.
#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub(crate) enum FromAuthor {
    /// Asks for the document, and to be told of its changes.
    Open {},
    /// Asks where the text of a field stands.
    Range { ask: u64, block: String, field: String },
    /// Asks which edits of the text do this.
    Edit { ask: u64, edit: Box<EditJson> },
    /// Dresses the page in a theme, or in what the SOP says.
    Theme { theme: Option<String> },
    /// Decides between two versions that could not be merged, or says that they were seen.
    Settle {
        #[serde(default)]
        take: Version,
    },
}

/// One of two versions that could not be merged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Version {
    /// The text as it is.
    #[default]
    Here,
    /// What another program wrote.
    Other,
}

/// An [`Edit`] in JSON.
#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub(crate) enum EditJson {
    Set {
        block: String,
        field: String,
        value: Json,
    },
    SetFrontMatter {
        key: String,
        value: Json,
    },
    Insert {
        entry: String,
        place: PlaceJson,
        text: Option<String>,
    },
    InsertSource {
        source: String,
        place: PlaceJson,
    },
    Delete {
        blocks: Vec<String>,
    },
    Duplicate {
        blocks: Vec<String>,
    },
    Move {
        blocks: Vec<String>,
        place: PlaceJson,
    },
    Nest {
        blocks: Vec<String>,
    },
    Part {
        block: String,
    },
    Unnest {
        blocks: Vec<String>,
    },
    SetCell {
        table: String,
        row: usize,
        column: usize,
        text: String,
    },
    SpliceRows {
        table: String,
        at: usize,
        remove: usize,
        insert: Vec<Vec<String>>,
    },
    SpliceColumns {
        table: String,
        at: usize,
        remove: usize,
        insert: usize,
    },
    MoveRow {
        table: String,
        from: usize,
        to: usize,
    },
    MoveColumn {
        table: String,
        from: usize,
        to: usize,
    },
    Align {
        table: String,
        column: usize,
        alignment: AlignmentJson,
    },
    /// Does what a finding proposes.
    Fix {
        code: String,
        from: u32,
        to: u32,
    },
}

/// A [`Place`] in JSON.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum PlaceJson {
    Before(String),
    After(String),
    First(String),
    Last(String),
    /// Whatever is said with it.
    End(IgnoredAny),
}

/// An [`Alignment`] in JSON.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum AlignmentJson {
    Start,
    Left,
    Center,
    Right,
}

/// What an [`EditJson`] means.
pub(crate) enum Asked {
    Edit(Edit),
    Fix { code: String, from: u32, to: u32 },
}

impl EditJson {
    pub(crate) fn read(self) -> Asked {
        Asked::Edit(match self {
            Self::Set { block, field, value } => {
                Edit::Set { block: id(&block), field, value: value_of(value) }
            }
            Self::SetFrontMatter { key, value } => {
                let value = (!value.is_null()).then(|| yaml_of(value));
                Edit::SetFrontMatter { key, value }
            }
            Self::Insert { entry, place, text } => {
                Edit::Insert { entry, place: place.read(), text }
            }
            Self::InsertSource { source, place } => {
                Edit::InsertSource { source, place: place.read() }
            }
            Self::Delete { blocks } => Edit::Delete { blocks: ids(&blocks) },
            Self::Duplicate { blocks } => Edit::Duplicate { blocks: ids(&blocks) },
            Self::Move { blocks, place } => {
                Edit::Move { blocks: ids(&blocks), place: place.read() }
            }
            Self::Nest { blocks } => Edit::Nest { blocks: ids(&blocks) },
            Self::Part { block } => Edit::Part { block: id(&block) },
            Self::Unnest { blocks } => Edit::Unnest { blocks: ids(&blocks) },
            Self::SetCell { table, row, column, text } => {
                Edit::SetCell { table: id(&table), row, column, text }
            }
            Self::SpliceRows { table, at, remove, insert } => {
                Edit::SpliceRows { table: id(&table), at, remove, insert }
            }
            Self::SpliceColumns { table, at, remove, insert } => {
                Edit::SpliceColumns { table: id(&table), at, remove, insert }
            }
            Self::MoveRow { table, from, to } => Edit::MoveRow { table: id(&table), from, to },
            Self::MoveColumn { table, from, to } => {
                Edit::MoveColumn { table: id(&table), from, to }
            }
            Self::Align { table, column, alignment } => {
                Edit::Align { table: id(&table), column, alignment: alignment.into() }
            }
            Self::Fix { code, from, to } => return Asked::Fix { code, from, to },
        })
    }
}

impl PlaceJson {
    fn read(self) -> Place {
        match self {
            Self::Before(block) => Place::Before(id(&block)),
            Self::After(block) => Place::After(id(&block)),
            Self::First(block) => Place::First(id(&block)),
            Self::Last(block) => Place::Last(id(&block)),
            Self::End(_) => Place::End,
        }
    }
}

impl From<AlignmentJson> for Alignment {
    fn from(alignment: AlignmentJson) -> Self {
        match alignment {
            AlignmentJson::Start => Self::Start,
            AlignmentJson::Left => Self::Left,
            AlignmentJson::Center => Self::Center,
            AlignmentJson::Right => Self::Right,
        }
    }
}

impl From<Alignment> for AlignmentJson {
    fn from(alignment: Alignment) -> Self {
        match alignment {
            Alignment::Start => Self::Start,
            Alignment::Left => Self::Left,
            Alignment::Center => Self::Center,
            Alignment::Right => Self::Right,
        }
    }
}

fn id(text: &str) -> BlockId {
    BlockId::from(text)
}

fn ids(texts: &[String]) -> Vec<BlockId> {
    texts.iter().map(|text| id(text)).collect()
}

fn value_of(value: Json) -> Value {
    match value {
        Json::Null => Value::Absent,
        Json::Bool(is_so) => Value::Switch(is_so),
        Json::Array(items) => Value::Texts(items.into_iter().map(plain).collect()),
        other => Value::Text(plain(other)),
    }
}

/// A text, or a number as it is written.
fn plain(value: Json) -> String {
    match value {
        Json::String(text) => text,
        other => other.to_string(),
    }
}

/// Returns the value of a field in JSON.
pub(crate) fn json_of(value: &Value) -> Json {
    match value {
        Value::Absent => Json::Null,
        Value::Text(text) => json!(text),
        Value::Switch(is_so) => json!(is_so),
        Value::Texts(texts) => json!(texts),
    }
}

fn yaml_of(value: Json) -> yaml::Value {
    match value {
        Json::Array(items) => yaml::Value::List(items.into_iter().map(yaml_of).collect()),
        Json::Object(pairs) => {
            yaml::Value::Map(pairs.into_iter().map(|(key, value)| (key, yaml_of(value))).collect())
        }
        Json::Null => yaml::Value::Text("".into()),
        other => yaml::Value::Text(plain(other)),
    }
}

/// Returns a value of the front matter in JSON: every scalar is a text.
pub(crate) fn json_of_yaml(value: &yaml::Value) -> Json {
    match value {
        yaml::Value::Text(text) => json!(text),
        yaml::Value::List(items) => items.iter().map(json_of_yaml).collect(),
        yaml::Value::Map(pairs) => {
            let pairs = pairs.iter().map(|(key, value)| (key.to_string(), json_of_yaml(value)));
            Json::Object(pairs.collect::<Map<_, _>>())
        }
    }
}

/// How the file of a source fares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub(crate) enum Saved {
    /// All is in the file.
    #[serde(rename = "saved")]
    Written,
    /// It will be in a moment.
    Saving,
    /// It is in the journal alone.
    CannotSave { message: String },
    /// What another program wrote could not be merged. The file has it still, or it is kept at a path
    /// in the project.
    Conflict { message: String, path: Option<String> },
}

/// What the server says.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub(crate) enum ToAuthor<'a> {
    Document {
        life: &'a str,
        name: &'a str,
        blocks: Vec<Json>,
        numbers: Vec<&'a str>,
        front: Json,
        findings: &'a Json,
        saved: &'a Saved,
        viewers: usize,
        theme: Option<&'a str>,
    },
    Blocks {
        at: usize,
        remove: usize,
        insert: Vec<Json>,
    },
    Numbers {
        at: usize,
        remove: usize,
        insert: Vec<&'a str>,
    },
    Front {
        front: &'a Json,
    },
    Findings {
        findings: &'a Json,
    },
    Saved {
        saved: &'a Saved,
    },
    Viewers {
        viewers: usize,
    },
    Range {
        ask: u64,
        from: Json,
        to: Json,
        prefix: &'a str,
    },
    Edits {
        ask: u64,
        edits: Vec<EditAt>,
        select: Vec<String>,
    },
    Refused {
        ask: u64,
        message: &'a str,
        hint: Option<&'a str>,
    },
    Published {
        revision: u64,
    },
    Gone {
        message: &'a str,
    },
    /// The text that the author has is of another life; nothing of it was taken.
    AnotherLife {},
}

/// A text edit, with places that stay where they are whatever else is typed.
#[derive(Debug, Serialize)]
pub(crate) struct EditAt {
    pub(crate) from: Json,
    pub(crate) to: Json,
    pub(crate) insert: String,
}
