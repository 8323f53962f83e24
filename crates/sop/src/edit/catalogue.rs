//! Which blocks there are: their groups in the library, and the fields of each kind.
//!
//! Here are names only. What people read is in the application, keyed by these names.

use crate::block::{AdmonitionKind, BlockKind, HazardLevel, Role};

/// A group of the library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its name.
    pub name: &'static str,
    /// What can be put in: the names of entries.
    pub entries: &'static [&'static str],
}

/// How a field is edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Control {
    /// Plain text of any length.
    Text,
    /// Plain text in one line.
    Line,
    /// Text in Markdown.
    Markdown,
    /// One of the options.
    Choice,
    /// Yes or no.
    Switch,
    /// A number.
    Number,
    /// A day, such as `2026-11-02`.
    Date,
    /// How long something takes, such as `5 min`.
    Duration,
    /// A file beside the document.
    File,
    /// Text that is kept as it is.
    Code,
    /// Several texts.
    List,
    /// A name for references.
    Id,
    /// A list of rows that have fields.
    Rows,
}

impl Control {
    /// Returns the name of the control.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Line => "line",
            Self::Markdown => "markdown",
            Self::Choice => "choice",
            Self::Switch => "switch",
            Self::Number => "number",
            Self::Date => "date",
            Self::Duration => "duration",
            Self::File => "file",
            Self::Code => "code",
            Self::List => "list",
            Self::Id => "id",
            Self::Rows => "rows",
        }
    }
}

/// A field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// How it is edited.
    pub control: Control,
    /// What can be chosen; what is only usual, if the control is not a choice.
    pub options: &'static [&'static str],
    /// What a number counts.
    pub unit: Option<&'static str>,
    /// The fields of a row.
    pub rows: &'static [Field],
}

const fn field(name: &'static str, control: Control) -> Field {
    Field { name, control, options: &[], unit: None, rows: &[] }
}

const fn line(name: &'static str) -> Field {
    field(name, Control::Line)
}

const fn with_options(
    name: &'static str,
    control: Control,
    options: &'static [&'static str],
) -> Field {
    Field { name, control, options, unit: None, rows: &[] }
}

const fn choice(name: &'static str, options: &'static [&'static str]) -> Field {
    with_options(name, Control::Choice, options)
}

/// What stands in a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// No blocks.
    Nothing,
    /// Blocks of any kind.
    Blocks,
    /// Steps, and blocks between them.
    Steps,
    /// Items of a list.
    Items,
    /// Tabs.
    Tabs,
    /// Entries in two parts.
    Entries,
    /// Pictures.
    Pictures,
}

impl Holds {
    /// Returns the name of what stands in a block.
    pub fn name(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Blocks => "blocks",
            Self::Steps => "steps",
            Self::Items => "items",
            Self::Tabs => "tabs",
            Self::Entries => "entries",
            Self::Pictures => "pictures",
        }
    }
}

/// A kind of block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// Its name.
    pub name: &'static str,
    /// Its fields.
    pub fields: &'static [Field],
    /// What stands in it.
    pub holds: Holds,
    /// Whether it has a text in Markdown, its field `text`.
    pub has_text: bool,
}

/// Returns the library: all that can be put in.
pub fn groups() -> &'static [Group] {
    GROUPS
}

/// Returns all kinds of blocks.
pub fn kinds() -> &'static [Kind] {
    KINDS
}

/// Returns the kind with a name.
pub fn kind(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.name == name)
}

/// Returns the fields of the front matter.
pub fn front_matter_fields() -> &'static [Field] {
    FRONT_MATTER
}

/// Returns the name of what a block is.
pub fn kind_name(kind: &BlockKind) -> &'static str {
    match kind {
        BlockKind::Section { .. } => "section",
        BlockKind::Paragraph { .. } => "paragraph",
        BlockKind::Figure { .. } => "picture",
        BlockKind::List { .. } => "list",
        BlockKind::Item { .. } => "item",
        BlockKind::Steps { .. } => "steps",
        BlockKind::Step { .. } => "step",
        BlockKind::Container { role: Role::Table, .. } => "captioned-table",
        BlockKind::Container { role, .. } => role.name(),
        BlockKind::Leaf { role, .. } => role.name(),
        BlockKind::Entries => "entries",
        BlockKind::Entry { .. } => "entry",
        BlockKind::Quote => "quote",
        BlockKind::Hazard { .. } => "hazard",
        BlockKind::Admonition { .. } => "admonition",
        BlockKind::Table(_) => "table",
        BlockKind::Code { .. } => "code",
        BlockKind::Math { .. } => "math",
        BlockKind::ThematicBreak => "line",
        BlockKind::Footnotes => "footnotes",
        BlockKind::Footnote { .. } => "footnote",
        BlockKind::RawHtml { .. } => "html",
        BlockKind::Unknown { .. } => "unknown",
    }
}

const GROUPS: &[Group] = &[
    Group {
        name: "structure",
        entries: &[
            "section",
            "subsection",
            "paragraph",
            "steps",
            "step",
            "list",
            "numbered-list",
            "item",
            "tabs",
            "tab",
            "quote",
            "line",
            "footnote",
        ],
    },
    Group {
        name: "safety",
        entries: &["danger", "warning", "caution", "notice", "ppe", "hazards"],
    },
    Group { name: "remarks", entries: &["note", "tip", "important", "success", "info"] },
    Group {
        name: "work",
        entries: &["checklist", "decision", "record", "records", "sign-off", "attachment"],
    },
    Group {
        name: "supplies",
        entries: &["materials", "reagents", "equipment", "definitions", "responsibilities"],
    },
    Group { name: "trouble", entries: &["issue", "cause", "solution"] },
    Group { name: "media", entries: &["picture", "video", "sound", "figure", "grid"] },
    Group { name: "data", entries: &["table", "captioned-table", "code", "math", "diagram"] },
    Group {
        name: "document",
        entries: &["toc", "references", "revisions", "approvals", "include"],
    },
];

const LEVELS: &[&str] = &[
    HazardLevel::ALL[0].name(),
    HazardLevel::ALL[1].name(),
    HazardLevel::ALL[2].name(),
    HazardLevel::ALL[3].name(),
];

const REMARKS: &[&str] = &[
    AdmonitionKind::ALL[0].name(),
    AdmonitionKind::ALL[1].name(),
    AdmonitionKind::ALL[2].name(),
    AdmonitionKind::ALL[3].name(),
    AdmonitionKind::ALL[4].name(),
];

/// What a section can be for.
const SECTION_KINDS: &[&str] = &[
    "purpose",
    "scope",
    "definitions",
    "responsibilities",
    "materials",
    "safety",
    "procedure",
    "records",
    "quality",
    "references",
    "attachments",
    "revisions",
];

/// What kinds of steps there are.
const STEP_KINDS: &[&str] = &["action", "conditional", "one-of", "repeat", "timed"];

const TEXT: Field = field("text", Control::Markdown);
const ID: Field = field("id", Control::Id);
const TITLE: Field = line("title");
const CHECK: Field = choice("check", &["open", "done"]);
const TITLED: &[Field] = &[TITLE, ID];

const fn kind_of(name: &'static str, fields: &'static [Field], holds: Holds) -> Kind {
    Kind { name, fields, holds, has_text: false }
}

const fn text_of(name: &'static str, fields: &'static [Field], holds: Holds) -> Kind {
    Kind { name, fields, holds, has_text: true }
}

const KINDS: &[Kind] = &[
    text_of(
        "section",
        &[
            TEXT,
            Field { options: &["1", "2", "3", "4", "5", "6"], ..field("level", Control::Choice) },
            ID,
            choice("kind", SECTION_KINDS),
            line("na"),
        ],
        Holds::Nothing,
    ),
    text_of("paragraph", &[TEXT, ID], Holds::Nothing),
    kind_of(
        "picture",
        &[
            field("path", Control::File),
            line("alt"),
            TITLE,
            Field { unit: Some("px"), ..field("width", Control::Number) },
            Field { unit: Some("px"), ..field("height", Control::Number) },
            field("poster", Control::File),
            ID,
        ],
        Holds::Nothing,
    ),
    kind_of("list", &[choice("marks", &["bullets", "numbers", "letters"])], Holds::Items),
    text_of("item", &[TEXT, CHECK, ID, line("iso")], Holds::Blocks),
    kind_of("steps", &[TITLE, ID, field("start", Control::Number)], Holds::Steps),
    text_of(
        "step",
        &[
            TEXT,
            line("who"),
            line("when"),
            field("time", Control::Duration),
            field("critical", Control::Switch),
            field("hold", Control::Switch),
            field("optional", Control::Switch),
            line("expect"),
            line("repeat"),
            choice("kind", STEP_KINDS),
            CHECK,
            ID,
        ],
        Holds::Blocks,
    ),
    kind_of("quote", &[], Holds::Blocks),
    kind_of(
        "hazard",
        &[choice("level", LEVELS), TITLE, line("consequence"), line("avoid"), line("iso"), ID],
        Holds::Blocks,
    ),
    kind_of("admonition", &[choice("kind", REMARKS), TITLE, ID], Holds::Blocks),
    kind_of("table", &[], Holds::Nothing),
    kind_of("code", &[line("language"), field("text", Control::Code)], Holds::Nothing),
    kind_of("math", &[field("text", Control::Code)], Holds::Nothing),
    kind_of("line", &[], Holds::Nothing),
    kind_of("footnotes", &[], Holds::Blocks),
    kind_of("footnote", &[line("name")], Holds::Blocks),
    kind_of("html", &[field("text", Control::Code)], Holds::Nothing),
    kind_of("unknown", &[line("opening")], Holds::Blocks),
    kind_of("entries", &[], Holds::Entries),
    text_of("entry", &[field("head", Control::Markdown), TEXT, ID], Holds::Blocks),
    kind_of("checklist", TITLED, Holds::Blocks),
    kind_of("figure", TITLED, Holds::Blocks),
    kind_of(
        "grid",
        &[TITLE, ID, choice("columns", &["1", "2", "3", "4", "5", "6"])],
        Holds::Pictures,
    ),
    kind_of("captioned-table", TITLED, Holds::Blocks),
    kind_of("decision", TITLED, Holds::Blocks),
    kind_of("materials", TITLED, Holds::Blocks),
    kind_of("reagents", TITLED, Holds::Blocks),
    kind_of("equipment", TITLED, Holds::Blocks),
    kind_of("ppe", TITLED, Holds::Blocks),
    kind_of("definitions", TITLED, Holds::Blocks),
    kind_of("responsibilities", TITLED, Holds::Blocks),
    kind_of(
        "issue",
        &[TITLE, ID, with_options("severity", Control::Choice, &["low", "medium", "high"])],
        Holds::Blocks,
    ),
    kind_of("cause", TITLED, Holds::Blocks),
    kind_of("solution", TITLED, Holds::Blocks),
    kind_of("tabs", TITLED, Holds::Tabs),
    kind_of("tab", TITLED, Holds::Blocks),
    kind_of("references", TITLED, Holds::Blocks),
    kind_of("toc", &[TITLE, choice("depth", &["1", "2", "3", "4", "5", "6"]), ID], Holds::Nothing),
    kind_of("hazards", TITLED, Holds::Nothing),
    kind_of("records", TITLED, Holds::Nothing),
    kind_of("revisions", TITLED, Holds::Nothing),
    kind_of("approvals", TITLED, Holds::Nothing),
    kind_of(
        "record",
        &[
            TITLE,
            line("name"),
            choice("type", crate::parse::RECORD_TYPES),
            line("unit"),
            line("min"),
            line("max"),
            field("options", Control::List),
            ID,
        ],
        Holds::Nothing,
    ),
    kind_of("sign-off", &[line("role"), line("meaning"), TITLE, ID], Holds::Nothing),
    kind_of("attachment", &[field("path", Control::File), TITLE, ID], Holds::Nothing),
    kind_of("include", &[field("file", Control::File), line("part"), ID], Holds::Nothing),
];

const FRONT_MATTER: &[Field] = &[
    line("title"),
    line("subtitle"),
    line("label"),
    line("id"),
    line("revision"),
    choice("status", &["draft", "in-review", "approved", "effective", "superseded", "withdrawn"]),
    field("effective_date", Control::Date),
    field("issued_date", Control::Date),
    field("withdrawn_date", Control::Date),
    field("review_due", Control::Date),
    line("owner"),
    line("department"),
    line("organization"),
    field("authors", Control::List),
    line("level_of_use"),
    line("classification"),
    field("distribution", Control::List),
    field("applies_to", Control::List),
    field("supersedes", Control::List),
    field("depends_on", Control::List),
    field("tags", Control::List),
    Field {
        rows: &[line("role"), line("name"), line("meaning"), field("date", Control::Date)],
        ..field("approvals", Control::Rows)
    },
    Field {
        rows: &[
            line("rev"),
            field("date", Control::Date),
            line("by"),
            line("change"),
            field("sections", Control::List),
            line("category"),
            line("reason"),
        ],
        ..field("revisions", Control::Rows)
    },
    field("copy_notice", Control::Text),
    field("logo", Control::File),
    with_options(
        "lang",
        Control::Line,
        &["en", "ar", "zh-Hans", "nl", "fr", "de", "it", "ja", "pt", "es"],
    ),
    choice("dir", &["ltr", "rtl"]),
    choice("theme", &["calm", "dark", "contrast"]),
    Field {
        rows: &[choice("size", &["A4", "Letter"]), line("header"), line("footer")],
        ..field("page", Control::Rows)
    },
    Field {
        rows: &[
            choice("sections", &["none", "1.1", "A.1"]),
            choice("steps", &["1.1", "1.a.i"]),
            choice("across", &["steps", "section", "document"]),
        ],
        ..field("numbering", Control::Rows)
    },
    field("vars", Control::Rows),
    choice("profile", &["basic", "epa", "iso9001", "ops"]),
    field("allow", Control::List),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::{Check, LeafRole, ListMarks};
    use crate::front_matter::{KNOWN_KEYS, STATES};
    use crate::parse::known_keys;
    use crate::rules::Profile;
    use crate::theme::THEMES;

    /// Attributes that a kind understands are its fields.
    #[test]
    fn every_attribute_is_a_field() {
        let title = || Box::from("");
        let mut kinds = vec![
            BlockKind::Section { level: 1, text: Vec::new() },
            BlockKind::Item { text: Vec::new(), check: None },
            BlockKind::Step { text: Vec::new(), check: Some(Check::Open) },
            BlockKind::Hazard { level: HazardLevel::Danger, title: title() },
            BlockKind::Admonition { kind: AdmonitionKind::Note, title: title() },
            BlockKind::List { marks: ListMarks::Bullets, is_tight: true },
        ];
        let containers = Role::ALL.iter();
        kinds.extend(containers.map(|role| BlockKind::Container { role: *role, title: title() }));
        let leaves = LeafRole::ALL.iter();
        kinds.extend(leaves.map(|role| BlockKind::Leaf { role: *role, title: title() }));
        for block in &kinds {
            let found = kind(kind_name(block)).expect("every block has a kind");
            for key in known_keys(block) {
                let has = found.fields.iter().any(|field| field.name == *key);
                assert!(has, "`{key}` of {}", found.name);
            }
        }
    }

    #[test]
    fn every_key_of_the_front_matter_is_a_field() {
        let known: Vec<&str> = KNOWN_KEYS.iter().map(|key| key.name).collect();
        let fields: Vec<&str> = FRONT_MATTER.iter().map(|field| field.name).collect();
        assert!(known.iter().all(|key| fields.contains(key)), "{known:?} {fields:?}");
        assert_eq!(known.len(), fields.len());
        let options = |name: &str| {
            FRONT_MATTER.iter().find(|field| field.name == name).map_or(&[][..], |f| f.options)
        };
        assert!(options("status").iter().eq(STATES.iter().map(|state| &state.name)));
        assert!(options("theme").iter().eq(THEMES.iter().map(|theme| &theme.name)));
        let profiles: Vec<&str> = Profile::ALL.iter().map(|profile| profile.name()).collect();
        assert_eq!(options("profile"), profiles);
    }

    #[test]
    fn entries_and_kinds_are_named_once() {
        let mut entries: Vec<&str> =
            GROUPS.iter().flat_map(|group| group.entries).copied().collect();
        let count = entries.len();
        entries.sort_unstable();
        entries.dedup();
        assert_eq!(entries.len(), count);
        let mut names: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), KINDS.len());
    }
}
