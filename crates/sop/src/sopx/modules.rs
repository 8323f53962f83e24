//! The list of modules in a project file: their shape, and the order in which they are shown.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::report::{Outcome, Place, Report};

/// A module.
pub(super) struct Module<'a> {
    pub(super) place: Place,
    pub(super) content: Option<&'a Map<String, Value>>,
    pub(super) sub_modules: Option<&'a Map<String, Value>>,
}

/// Reads a list of modules, in the order of their positions; those of one position stay as they
/// stand in the file.
pub(super) fn read<'a>(
    list: &'a Value,
    parent: &Place,
    field: &str,
    report: &mut Report,
) -> Vec<Module<'a>> {
    let Value::Array(items) = list else {
        report.lost(parent, field, list, "not a list of modules");
        return Vec::new();
    };
    let mut modules = Vec::new();
    let mut position = i64::MIN;
    for (number, item) in items.iter().enumerate() {
        let Value::Object(map) = item else {
            report.lost(parent, &format!("{field}[{number}]"), item, "not a module");
            continue;
        };
        let module = module(map, report);
        // One without a position stays behind the module before it.
        position = self::position(map, &module.place, report).unwrap_or(position);
        modules.push((position, module));
    }
    modules.sort_by_key(|(position, _)| *position);
    report_collisions(&modules, report);
    modules.into_iter().map(|(_, module)| module).collect()
}

fn module<'a>(map: &'a Map<String, Value>, report: &mut Report) -> Module<'a> {
    let name = |key| map.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let place = Place { module: name("id"), kind: name("module_type") };
    for (key, value) in map {
        match (key.as_str(), value) {
            ("id", _) => {
                report.unneeded(&place, key, value, "blocks are named by the source");
            }
            ("tab_ids", _) => {
                report.unneeded(&place, key, value, "tabs are named by their titles");
            }
            ("module_type", Value::String(_)) | ("position", _) => {}
            ("content_data" | "sub_modules", Value::Object(_) | Value::Null) => {}
            ("content_data" | "sub_modules", _) => report.lost(&place, key, value, "not an object"),
            // Nothing reads them, and the other program always writes none.
            ("custom_styles", Value::Object(styles)) if styles.is_empty() => {}
            ("custom_styles", _) => report.lost(&place, key, value, super::fields::LOOKS),
            _ => report.lost(&place, key, value, "a field that is not known"),
        }
    }
    let object = |key| map.get(key).and_then(Value::as_object);
    Module { place, content: object("content_data"), sub_modules: object("sub_modules") }
}

fn position(map: &Map<String, Value>, place: &Place, report: &mut Report) -> Option<i64> {
    let value = map.get("position")?;
    if let Some(position) = value.as_i64() {
        return Some(position);
    }
    let text = value.as_str().map_or_else(|| Cow::Owned(value.to_string()), Cow::Borrowed);
    // Out of range is as good as at the end: the cast saturates.
    let position = text.trim().parse::<f64>().ok().filter(|position| position.is_finite());
    match position {
        Some(position) => {
            let why = "not a whole number; taken for the nearest";
            report.add(Outcome::Changed, place, "position", value, why);
            Some(position.round() as i64)
        }
        None => {
            let why = "not a position; the module stands behind the one before it";
            report.lost(place, "position", value, why);
            None
        }
    }
}

fn report_collisions(modules: &[(i64, Module<'_>)], report: &mut Report) {
    for pair in modules.windows(2) {
        if pair[0].0 == pair[1].0 && pair[1].0 != i64::MIN {
            let why = "another module has the same position; they stand in the order of the file";
            let position = Value::from(pair[1].0);
            report.add(Outcome::Changed, &pair[1].1.place, "position", &position, why);
        }
    }
}
