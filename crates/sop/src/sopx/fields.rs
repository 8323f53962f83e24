//! The fields of a module. Each is taken once; what nothing takes is named in the report, so that
//! a field of a later or earlier version is never lost unseen.

use serde_json::{Map, Value};

use super::report::{Outcome, Place, Report};

/// Why a setting of looks is not in the source.
pub(super) const LOOKS: &str = "how it looks is up to the theme";

/// Fields of one object, and where it is.
pub(super) struct Fields<'a> {
    map: Option<&'a Map<String, Value>>,
    taken: Vec<&'a str>,
    place: Place,
    /// What stands before the name of a field in the report: `items[0].`.
    prefix: String,
}

impl<'a> Fields<'a> {
    pub(super) fn of(map: Option<&'a Map<String, Value>>, place: &Place, prefix: &str) -> Self {
        Self { map, taken: Vec::new(), place: place.clone(), prefix: prefix.into() }
    }

    pub(super) fn place(&self) -> &Place {
        &self.place
    }

    pub(super) fn name(&self, key: &str) -> String {
        format!("{}{key}", self.prefix)
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.map.is_some_and(|map| map.contains_key(key))
    }

    /// Takes a value as it is. One that is there and empty counts as absent.
    pub(super) fn value(&mut self, key: &str) -> Option<&'a Value> {
        let (key, value) = self.map?.get_key_value(key)?;
        self.taken.push(key);
        (!is_empty(value)).then_some(value)
    }

    /// Takes a text; empty if there is none.
    pub(super) fn text(&mut self, key: &str, report: &mut Report) -> String {
        let Some(value) = self.value(key) else {
            return String::new();
        };
        text_of(value, &self.place, &self.name(key), report)
    }

    /// Takes a text, unless it is what the other program puts there by itself.
    pub(super) fn text_but(&mut self, key: &str, usual: &str, report: &mut Report) -> String {
        let text = self.text(key, report);
        if text != usual || usual.is_empty() {
            return text;
        }
        let why = "the text that stands there before anybody writes one";
        self.add(Outcome::Unneeded, key, why, report);
        String::new()
    }

    /// Takes one of several words; the first stands for an absent or unknown one.
    pub(super) fn choice(
        &mut self,
        key: &str,
        known: &[&'static str],
        report: &mut Report,
    ) -> &'static str {
        let Some(value) = self.value(key) else {
            return known[0];
        };
        let found = value.as_str().and_then(|text| known.iter().find(|known| **known == text));
        if found.is_none() {
            let why = format!("not known; taken as `{}`", known[0]);
            report.lost(&self.place, &self.name(key), value, &why);
        }
        found.copied().unwrap_or(known[0])
    }

    /// Takes a check box: the other program writes `true` and `false`, or `1` and `0` once the box
    /// was touched.
    pub(super) fn is_on(&mut self, key: &str, report: &mut Report) -> bool {
        let Some(value) = self.value(key) else {
            return false;
        };
        let text = plain(value);
        let state = match text.as_str() {
            "true" | "1" | "True" => Some(true),
            "false" | "0" | "False" => Some(false),
            _ => None,
        };
        match (state, value) {
            (None, _) => {
                let why = "neither on nor off; taken as off";
                report.lost(&self.place, &self.name(key), value, why);
            }
            (Some(_), Value::String(_)) => {
                let why = format!("a text; taken as {}", if text == "1" { "on" } else { &text });
                self.add(Outcome::Changed, key, &why, report);
            }
            _ => {}
        }
        state.unwrap_or(false)
    }

    /// Takes a list.
    pub(super) fn list(&mut self, key: &str, report: &mut Report) -> &'a [Value] {
        match self.value(key) {
            None => &[],
            Some(Value::Array(items)) => items,
            Some(other) => {
                report.lost(&self.place, &self.name(key), other, "not a list");
                &[]
            }
        }
    }

    /// Takes a setting that has no place in a source. Untouched, it is not worth a word.
    pub(super) fn setting(&mut self, key: &str, usual: &[&str], why: &str, report: &mut Report) {
        let Some(value) = self.value(key) else {
            return;
        };
        let is_usual = usual.contains(&plain(value).as_str());
        let (place, name) = (&self.place, self.name(key));
        if is_usual {
            report.unneeded(place, &name, value, "a setting that was never touched");
        } else {
            report.lost(place, &name, value, why);
        }
    }

    /// Takes a check box of looks.
    pub(super) fn looks(&mut self, key: &str, usual: &[&str], report: &mut Report) {
        self.setting(key, usual, LOOKS, report);
    }

    /// Says something about a value that was taken, if it is there and not empty.
    pub(super) fn add(&self, outcome: Outcome, key: &str, why: &str, report: &mut Report) {
        let value = self.map.and_then(|map| map.get(key));
        if let Some(value) = value.filter(|value| !is_empty(value)) {
            report.add(outcome, &self.place, &self.name(key), value, why);
        }
    }

    /// Names what nothing took.
    pub(super) fn finish(self, report: &mut Report) {
        self.finish_because("a field that is not known", report);
    }

    /// Names what nothing took, and why.
    pub(super) fn finish_because(self, why: &str, report: &mut Report) {
        for (key, value) in self.map.into_iter().flatten() {
            if !self.taken.contains(&key.as_str()) {
                report.lost(&self.place, &self.name(key), value, why);
            }
        }
    }
}

/// Returns a value as text, if it is one or a number.
pub(super) fn text_of(value: &Value, place: &Place, field: &str, report: &mut Report) -> String {
    match value {
        Value::String(text) => {
            if text.contains('\0') {
                let why = "no text holds the character NUL; another stands in its place";
                report.add(Outcome::Changed, place, field, value, why);
            }
            text.clone()
        }
        Value::Null => String::new(),
        Value::Number(number) => number.to_string(),
        other => {
            report.lost(place, field, other, "not a text");
            String::new()
        }
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
