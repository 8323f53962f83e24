//! What became of values that are not in the source as they were: nothing is left out unnamed.

use serde_json::Value;

/// What became of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is not in the source.
    Lost,
    /// It is in the source, but not as it was.
    Changed,
    /// It says nothing to a reader: an id of the other program, a setting that was never touched.
    Unneeded,
}

impl Outcome {
    /// Returns the word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Lost => "lost",
            Self::Changed => "changed",
            Self::Unneeded => "unneeded",
        }
    }
}

/// A value that is not in the source as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// What became of it.
    pub outcome: Outcome,
    /// The module that it stood in; empty outside of modules.
    pub module: String,
    /// The type of that module.
    pub kind: String,
    /// The field, as a path: `items[0].source`.
    pub field: String,
    /// The value: text as it was, anything else as JSON.
    pub value: String,
    /// Why, and what the source has in its place.
    pub why: String,
}

/// The module that is being read.
#[derive(Clone, Debug, Default)]
pub(super) struct Place {
    pub(super) module: String,
    pub(super) kind: String,
}

/// Remarks in the order in which they arise.
#[derive(Debug, Default)]
pub(super) struct Report {
    pub(super) remarks: Vec<Remark>,
}

impl Report {
    pub(super) fn add(
        &mut self,
        outcome: Outcome,
        place: &Place,
        field: &str,
        value: &Value,
        why: &str,
    ) {
        self.remarks.push(Remark {
            outcome,
            module: place.module.clone(),
            kind: place.kind.clone(),
            field: field.into(),
            value: shown(value),
            why: why.into(),
        });
    }

    /// Names every text, number and truth value below a value; one that holds none, itself.
    pub(super) fn lost(&mut self, place: &Place, field: &str, value: &Value, why: &str) {
        self.leaves(Outcome::Lost, place, field, value, why);
    }

    /// As [`lost`](Self::lost), for what says nothing to a reader.
    pub(super) fn unneeded(&mut self, place: &Place, field: &str, value: &Value, why: &str) {
        self.leaves(Outcome::Unneeded, place, field, value, why);
    }

    fn leaves(&mut self, outcome: Outcome, place: &Place, field: &str, value: &Value, why: &str) {
        match value {
            Value::Array(items) if !items.is_empty() => {
                for (number, item) in items.iter().enumerate() {
                    self.leaves(outcome, place, &format!("{field}[{number}]"), item, why);
                }
            }
            Value::Object(map) if !map.is_empty() => {
                for (key, item) in map {
                    self.leaves(outcome, place, &format!("{field}.{key}"), item, why);
                }
            }
            leaf => self.add(outcome, place, field, leaf, why),
        }
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
