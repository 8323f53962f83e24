//! Front matter: what an SOP says of itself, as YAML between two `---` lines at its beginning, or as
//! TOML between two `+++` lines.
//!
//! Keys that this version does not know are kept and shown as they are. Front matter that cannot
//! be read is kept as text and shown as code, so that a slip does not blank the page.

use crate::diagnostic::{Diagnostic, resembling};
use crate::paper;
use crate::parse::path_below;
use crate::span::Span;
use crate::theme;
use crate::toml;
use crate::words::Words;
use crate::yaml::{self, Value};

/// What an SOP says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FrontMatter {
    fields: Vec<Field>,
    unreadable: Option<String>,
    span: Option<Span>,
    language: Language,
}

/// One key of the front matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The key as written.
    pub key: String,
    /// Its value.
    pub value: Value,
    /// The line of the key.
    pub span: Span,
}

/// Where a known key is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// In a place of its own.
    Own,
    /// In the list of fields.
    Fields,
    /// Nowhere: it says how the page is made.
    Setting,
}

/// A key that this version knows.
pub(crate) struct KnownKey {
    pub(crate) name: &'static str,
    pub(crate) place: Place,
    /// What stands before the value, of the words of a language.
    pub(crate) label: fn(&'static Words) -> &'static str,
}

const fn own(name: &'static str) -> KnownKey {
    KnownKey { name, place: Place::Own, label: |_| "" }
}

const fn shown(name: &'static str, label: fn(&'static Words) -> &'static str) -> KnownKey {
    KnownKey { name, place: Place::Fields, label }
}

const fn setting(name: &'static str) -> KnownKey {
    KnownKey { name, place: Place::Setting, label: |_| "" }
}

/// The keys that are known; fields are shown in this order.
pub(crate) const KNOWN_KEYS: &[KnownKey] = &[
    own("title"),
    own("subtitle"),
    own("label"),
    shown("id", |words| words.document),
    shown("revision", |words| words.revision),
    shown("status", |words| words.status),
    shown("effective_date", |words| words.effective_date),
    shown("issued_date", |words| words.issued_date),
    shown("withdrawn_date", |words| words.withdrawn_date),
    shown("review_due", |words| words.review_due),
    shown("level_of_use", |words| words.level_of_use),
    shown("owner", |words| words.owner),
    shown("department", |words| words.department),
    shown("organization", |words| words.organization),
    shown("authors", |words| words.authors),
    shown("classification", |words| words.classification),
    shown("distribution", |words| words.distribution),
    shown("supersedes", |words| words.supersedes),
    shown("depends_on", |words| words.depends_on),
    shown("applies_to", |words| words.applies_to),
    shown("tags", |words| words.tags),
    own("approvals"),
    own("revisions"),
    own("copy_notice"),
    own("logo"),
    setting("lang"),
    setting("dir"),
    setting("theme"),
    setting("page"),
    setting("numbering"),
    setting("vars"),
    setting("profile"),
    setting("allow"),
];

/// A state of an SOP.
pub(crate) struct State {
    pub(crate) name: &'static str,
    /// What is shown, of the words of a language.
    pub(crate) label: fn(&'static Words) -> &'static str,
}

/// The states of an SOP.
pub(crate) const STATES: &[State] = &[
    State { name: "draft", label: |words| words.draft },
    State { name: "in-review", label: |words| words.in_review },
    State { name: "approved", label: |words| words.approved },
    State { name: "effective", label: |words| words.effective },
    State { name: "superseded", label: |words| words.superseded },
    State { name: "withdrawn", label: |words| words.withdrawn },
];

/// Languages that are written from right to left.
const RIGHT_TO_LEFT: &[&str] =
    &["ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi"];

impl FrontMatter {
    /// Returns all keys in the order of the source.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// Returns the value of a key; the first one counts.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.field(key).map(|field| &field.value)
    }

    /// Returns the text of a key, unless it is blank.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.get(key).and_then(Value::as_text)
    }

    /// Returns the title of the SOP.
    pub fn title(&self) -> Option<&str> {
        self.text("title")
    }

    /// Returns the language of the SOP, as HTML wants it.
    pub fn language(&self) -> Option<&str> {
        let is_tag = |c: char| c.is_ascii_alphanumeric() || c == '-';
        self.text("lang").filter(|lang| lang.chars().all(is_tag) && lang.len() <= 35)
    }

    /// Returns the direction in which the SOP's script runs, `ltr` or `rtl`.
    pub fn direction(&self) -> &'static str {
        let language = self.language().unwrap_or_default().to_ascii_lowercase();
        let primary = language.split('-').next().unwrap_or_default();
        match self.text("dir") {
            Some("rtl") => "rtl",
            Some("ltr") => "ltr",
            _ if RIGHT_TO_LEFT.contains(&primary) => "rtl",
            _ => "ltr",
        }
    }

    /// Returns the text between the `---` lines, if it cannot be understood.
    pub fn unreadable(&self) -> Option<&str> {
        self.unreadable.as_deref()
    }

    /// Returns where the front matter stands, its `---` lines included, if there is any.
    pub fn span(&self) -> Option<Span> {
        self.span
    }

    /// Whether it is written as YAML.
    pub(crate) fn is_yaml(&self) -> bool {
        self.language == Language::Yaml
    }

    /// Returns the value that a placeholder stands for.
    pub(crate) fn variable(&self, name: &str) -> Option<&str> {
        self.get("vars")?.get(name)?.as_text()
    }

    /// Whether there is anything that a reader should see.
    pub(crate) fn is_shown(&self) -> bool {
        let is_setting = |field: &Field| {
            known_key(&field.key).is_some_and(|known| known.place == Place::Setting)
        };
        self.unreadable.is_some() || self.fields.iter().any(|field| !is_setting(field))
    }

    /// Returns the address of the logo and where it is named.
    pub(crate) fn logo(&self) -> Option<(&str, Span)> {
        let field = self.field("logo")?;
        Some((field.value.as_text()?, field.span))
    }

    pub(crate) fn field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.key == key)
    }
}

/// Finds a key among those that are known.
pub(crate) fn known_key(name: &str) -> Option<&'static KnownKey> {
    KNOWN_KEYS.iter().find(|known| known.name == name)
}

/// What the lines around front matter look like, and what stands between them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Language {
    #[default]
    Yaml,
    Toml,
}

impl Language {
    fn rule(self) -> &'static str {
        match self {
            Self::Yaml => "---",
            Self::Toml => "+++",
        }
    }

    fn read(self, text: &str) -> Result<Vec<yaml::Entry>, yaml::Unreadable> {
        match self {
            Self::Yaml => yaml::read(text),
            Self::Toml => toml::read(text),
        }
    }
}

/// Reads the front matter of a source. Also returns the number of the first line behind it.
pub(crate) fn read(
    source: &str,
    lines: &[Span],
    diagnostics: &mut Vec<Diagnostic>,
) -> (FrontMatter, usize) {
    let is_rule =
        |line: &Span, language: Language| source[line.range()].trim_end() == language.rule();
    let language = [Language::Yaml, Language::Toml].into_iter().find(|l| is_rule(&lines[0], *l));
    let Some(language) = language else {
        return (FrontMatter::default(), 0);
    };
    let Some(length) = lines[1..].iter().position(|line| is_rule(line, language)) else {
        return (FrontMatter::default(), 0);
    };
    let inside = &lines[1..=length];
    let pieces = inside.iter().flat_map(|line| [&source[line.range()], "\n"]);
    let text = pieces.collect::<String>().replace('\0', "\u{fffd}");
    let mut front_matter = FrontMatter {
        span: Some(lines[0].to(lines[length + 1])),
        language,
        ..FrontMatter::default()
    };
    match language.read(&text) {
        Ok(entries) => {
            front_matter.fields = entries
                .into_iter()
                .map(|entry| Field {
                    key: entry.key,
                    value: entry.value,
                    span: line_at(inside, entry.line),
                })
                .collect();
            check(&front_matter.fields, diagnostics);
        }
        Err(error) => {
            let span = line_at(inside, error.line);
            let diagnostic = Diagnostic::error("bad-front-matter", span, error.message);
            diagnostics.push(Diagnostic { hint: error.hint.map(String::from), ..diagnostic });
            front_matter.unreadable = Some(text);
        }
    }
    (front_matter, length + 2)
}

fn line_at(lines: &[Span], number: usize) -> Span {
    let last = lines.len().saturating_sub(1);
    lines.get(number.min(last)).copied().unwrap_or_default()
}

fn check(fields: &[Field], diagnostics: &mut Vec<Diagnostic>) {
    for (place, field) in fields.iter().enumerate() {
        let key = &field.key;
        if fields[..place].iter().any(|before| before.key == *key) {
            let message = format!("the key `{key}` is there twice; the first one counts");
            diagnostics.push(Diagnostic::warning("duplicate-key", field.span, message));
        } else if known_key(key).is_none() {
            diagnostics.push(unknown_key(field));
        }
    }
    if let Some(field) = fields.iter().find(|field| field.key == "page") {
        paper::check(field, diagnostics);
    }
    check_theme(fields, diagnostics);
    let status = fields.iter().find(|field| field.key == "status");
    if let Some(field) = status
        && let Some(status) = field.value.as_text()
        && state(status).is_none()
    {
        let states: Vec<&str> = STATES.iter().map(|state| state.name).collect();
        let message = format!("`{status}` is not a state of an SOP");
        diagnostics.push(
            Diagnostic::warning("unknown-status", field.span, message)
                .hint(format!("say one of {}", states.join(", "))),
        );
    }
}

fn check_theme(fields: &[Field], diagnostics: &mut Vec<Diagnostic>) {
    let Some(field) = fields.iter().find(|field| field.key == "theme") else {
        return;
    };
    let name = field.value.to_string();
    let is_sheet = name.trim().to_ascii_lowercase().ends_with(".css");
    if field.value.is_blank() || theme::find(name.trim()).is_some() {
        return;
    }
    if is_sheet {
        if path_below(name.trim()).is_none() {
            let message =
                format!("the style sheet `{name}` is not below the folder of the document");
            diagnostics.push(
                Diagnostic::warning("unknown-theme", field.span, message)
                    .hint("copy it into the folder, and name it from there"),
            );
        }
        return;
    }
    let names: Vec<&str> = theme::THEMES.iter().map(|theme| theme.name).collect();
    let hint = match resembling(&name, names.iter().copied()) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("say one of {}, or a style sheet of yours", names.join(", ")),
    };
    let message = format!("there is no theme `{name}`; the page has `{}`", theme::DEFAULT);
    diagnostics.push(Diagnostic::warning("unknown-theme", field.span, message).hint(hint));
}

fn unknown_key(field: &Field) -> Diagnostic {
    let message = format!("the key `{}` is not known; shown as it is", field.key);
    let diagnostic = Diagnostic::info("unknown-key", field.span, message);
    match resembling(&field.key, KNOWN_KEYS.iter().map(|known| known.name)) {
        Some(meant) => diagnostic.hint(format!("did you mean `{meant}`?")),
        None => diagnostic,
    }
}

/// Finds a state by its name, however it is written.
pub(crate) fn state(name: &str) -> Option<&'static State> {
    let plain = name.trim().to_lowercase().replace([' ', '_'], "-");
    STATES.iter().find(|state| state.name == plain)
}
