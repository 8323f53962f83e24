//! Projects of the program whose plan this one implements (`.sopx`, versions 1.0 and 1.1) → our
//! source.
//!
//! | step | module | what it does |
//! |---|---|---|
//! | read | `modules`, `fields` | the shape of the file; values of odd types; what nothing takes |
//! | convert | `convert`, `cards` | each type of module → blocks |
//! | format | `prose` | the formatting of texts: bold, bullets, numbers |
//! | number | `steps` | numbered lists → procedures that go on |
//! | escape | `markdown` | any text → Markdown that shows just it |
//! | place | `pictures` | files → their places beside the source |
//!
//! Nothing is left out unnamed: a value is in the source, or in the [report](Remark), or both.

mod cards;
mod convert;
mod fields;
mod markdown;
mod modules;
mod pictures;
mod prose;
mod report;
mod steps;

use std::fmt;

use serde_json::Value;
use serde_json::error::Category;

use report::{Place, Report};

pub use pictures::MediaFile;
pub use report::{Outcome, Remark};

/// What a project becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Converted {
    /// The source of the SOP.
    pub source: String,
    /// The files that it needs.
    pub media: Vec<MediaFile>,
    /// What is not in the source as it was.
    pub report: Vec<Remark>,
}

/// Why a text is no project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// What is wrong, and where.
    pub message: String,
    /// A way out.
    pub hint: &'static str,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.message, self.hint)
    }
}

impl std::error::Error for Unreadable {}

/// Versions that are understood.
const VERSIONS: [&str; 2] = ["1.0", "1.1"];

/// Converts the text of a project file.
///
/// # Errors
///
/// If the text is not JSON, or JSON without a list of modules.
pub fn convert(text: &str) -> Result<Converted, Unreadable> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let project: Value = serde_json::from_str(text).map_err(|error| unreadable(&error))?;
    let Some((map, list)) = project.as_object().and_then(|map| Some((map, map.get("modules")?)))
    else {
        return Err(Unreadable {
            message: "this is no .sopx project: it has no list of modules".into(),
            hint: "choose a file that the SOP generator saved",
        });
    };
    let mut converter = convert::Converter::default();
    for (key, value) in map.iter().filter(|(key, _)| *key != "modules") {
        top_level(key, value, &mut converter.report);
    }
    let body = converter.project(list);
    let front = match converter.front.join("\n") {
        front if front.is_empty() => front,
        front => format!("---\n{front}\n---\n\n"),
    };
    let end = if body.is_empty() { "" } else { "\n" };
    Ok(Converted {
        source: format!("{front}{body}{end}"),
        media: converter.media.files,
        report: converter.report.remarks,
    })
}

fn top_level(key: &str, value: &Value, report: &mut Report) {
    let place = Place::default();
    match (key, value) {
        ("version", Value::String(version)) if VERSIONS.contains(&version.as_str()) => {}
        ("version", _) => {
            let why = "a version that is not known; read as 1.1";
            report.add(Outcome::Changed, &place, key, value, why);
        }
        _ => report.lost(&place, key, value, "a field that is not known"),
    }
}

fn unreadable(error: &serde_json::Error) -> Unreadable {
    let (line, column) = (error.line(), error.column());
    match error.classify() {
        Category::Eof => Unreadable {
            message: format!("the project ends in the middle, in line {line}"),
            hint: "the file was cut off; take an older copy of it",
        },
        _ => {
            let text = error.to_string();
            let what = text.split(" at line ").next().unwrap_or(&text);
            Unreadable {
                message: format!("this is no JSON (line {line}, column {column}: {what})"),
                hint: "choose a file that the SOP generator saved",
            }
        }
    }
}
