//! Blocks: the tree that a source is parsed into.
//!
//! A block has one shape whatever it is: an id, a kind with the fields of that kind, attributes,
//! and child blocks. A new kind is one more variant of [`BlockKind`]; identities, fingerprints,
//! spans and the memo of the renderer know nothing of kinds.
//!
//! Neither positions nor numbers are part of a block: a line inserted at the top of a source
//! changes no block below it.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use crate::attributes::Attributes;
use crate::inline::{self, Image, Inline, Reference};
use crate::numbering::letters;

/// What names a block: across edits of one document, and unique within it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BlockId(Arc<str>);

impl BlockId {
    pub(crate) fn new(id: &str) -> Self {
        Self(id.into())
    }

    /// Returns the id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for BlockId {
    fn from(id: &str) -> Self {
        Self::new(id)
    }
}

impl fmt::Display for BlockId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The hash of what a block is, with everything below it and without its id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Fingerprint(pub(crate) u128);

/// A block of a document, with all below it. Cloning shares it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block(Arc<Parts>);

/// What a [`Block`] is made of.
#[doc(hidden)]
#[derive(Debug, PartialEq, Eq)]
pub struct Parts {
    pub(crate) id: BlockId,
    pub(crate) kind: BlockKind,
    pub(crate) attributes: Attributes,
    pub(crate) children: Vec<Block>,
    pub(crate) fingerprint: Fingerprint,
    /// The hash of the fingerprint with all ids and anchors of the subtree.
    pub(crate) identity: u128,
    /// The `id` on the page, for blocks that can be linked to.
    pub(crate) anchor: Option<Box<str>>,
    /// What the block's own content names outside of it.
    pub(crate) references: References,
    /// Whether the block or one below it has any [`References`], or is numbered.
    pub(crate) has_references: bool,
    /// Whether the block or one below it names a file.
    pub(crate) has_media: bool,
}

impl From<Parts> for Block {
    fn from(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }
}

impl Deref for Block {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// What a block's content names that is not in the block: its page depends on it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct References {
    /// Paths of media files, as they are asked for.
    pub(crate) media: Vec<Box<str>>,
    /// Names of footnotes, once for each reference, in order.
    pub(crate) footnotes: Vec<Box<str>>,
    /// References to other blocks.
    pub(crate) blocks: Vec<Reference>,
    /// Whether there is a placeholder anywhere in the block's own text.
    pub(crate) has_placeholders: bool,
}

impl References {
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Block {
    /// Returns what names the block.
    pub fn id(&self) -> &BlockId {
        &self.id
    }

    /// Returns what the block is.
    pub fn kind(&self) -> &BlockKind {
        &self.kind
    }

    /// Returns what the author said in an attribute list.
    pub fn attributes(&self) -> &Attributes {
        &self.attributes
    }

    /// Returns the blocks inside this one.
    pub fn children(&self) -> &[Self] {
        &self.children
    }

    /// Returns the paragraph that is the caption of a figure, a grid or a table: the last one, where
    /// the container has no title. Unlike a title it may hold any inlines.
    pub(crate) fn caption(&self) -> Option<&Self> {
        let BlockKind::Container { role: Role::Figure | Role::Grid | Role::Table, title } =
            &self.kind
        else {
            return None;
        };
        let last = self.children.last().filter(|_| self.children.len() > 1)?;
        let is_caption = title.is_empty() && matches!(last.kind, BlockKind::Paragraph { .. });
        is_caption.then_some(last)
    }

    /// Returns the hash of the block's content and of all below it.
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }

    /// Returns the `id` that the block has on the page, if it can be linked to.
    pub fn anchor(&self) -> Option<&str> {
        self.anchor.as_deref()
    }
}

/// What a block is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// A heading. What follows it up to the next one is its section, but not its children.
    Section {
        /// The level, 1 to 6, as written.
        level: u8,
        /// The heading's text.
        text: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph {
        /// Its text.
        text: Vec<Inline>,
    },
    /// A paragraph that is one image.
    Figure {
        /// The image.
        image: Image,
    },
    /// A list; its children are [items](BlockKind::Item).
    List {
        /// How the items are marked.
        marks: ListMarks,
        /// Whether the items stand close, without a blank line between them.
        is_tight: bool,
    },
    /// An item of a list.
    Item {
        /// The item's first paragraph; empty if it starts with another block.
        text: Vec<Inline>,
        /// The state of its check box, if it has one.
        check: Option<Check>,
    },
    /// Steps: children are [steps](BlockKind::Step) and the blocks that stand between them.
    Steps {
        /// The title of the container.
        title: Box<str>,
        /// The number of the first step.
        start: u64,
    },
    /// A step.
    Step {
        /// The step's first paragraph; empty if it starts with another block.
        text: Vec<Inline>,
        /// The state of its check box, if it has one.
        check: Option<Check>,
    },
    /// Blocks for one purpose, with a title.
    Container {
        /// What they are for.
        role: Role,
        /// The title of the container.
        title: Box<str>,
    },
    /// A container in one line, which mostly holds nothing.
    Leaf {
        /// What it is.
        role: LeafRole,
        /// The rest of the line.
        title: Box<str>,
    },
    /// Items in two parts; its children are [entries](BlockKind::Entry).
    Entries,
    /// A word and its meaning, a role and its task, an answer and what follows from it.
    Entry {
        /// What stands before the colon or the arrow.
        head: Vec<Inline>,
        /// What stands behind it.
        text: Vec<Inline>,
    },
    /// A quotation.
    Quote,
    /// A warning of danger to people or things.
    Hazard {
        /// How bad it may end.
        level: HazardLevel,
        /// What is dangerous.
        title: Box<str>,
    },
    /// A remark beside the text.
    Admonition {
        /// What it is for.
        kind: AdmonitionKind,
        /// The title in place of the kind's own word.
        title: Box<str>,
    },
    /// A table.
    Table(Table),
    /// Code, or any text that is shown as written.
    Code {
        /// The line behind the opening fence, as written.
        info: Box<str>,
        /// The text.
        text: Box<str>,
    },
    /// Mathematics on lines of its own, as LaTeX.
    Math {
        /// The formula as written.
        tex: Box<str>,
    },
    /// A line across.
    ThematicBreak,
    /// All footnotes, at the end of the document; its children are [notes](BlockKind::Footnote).
    Footnotes,
    /// A footnote.
    Footnote {
        /// The name that references use.
        name: Box<str>,
    },
    /// Raw HTML, as written.
    RawHtml {
        /// The HTML, not sanitised.
        html: Box<str>,
    },
    /// A container that this version does not know.
    Unknown {
        /// The opening fence, as written.
        opening: Box<str>,
    },
}

/// How the items of a list are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ListMarks {
    /// All alike.
    Bullets,
    /// Numbers from this one on.
    Numbers(u64),
    /// Letters from `a` on.
    Letters,
}

impl ListMarks {
    /// Returns the number of each item, without end; none where items have none.
    pub(crate) fn numbers(self) -> impl Iterator<Item = u64> {
        let first = match self {
            Self::Bullets => None,
            Self::Numbers(first) => Some(first),
            Self::Letters => Some(1),
        };
        std::iter::successors(first, |number| Some(number.saturating_add(1)))
    }

    /// Writes the number of an item as it is shown.
    pub(crate) fn write(self, number: u64) -> String {
        match self {
            Self::Letters => letters(number),
            _ => number.to_string(),
        }
    }
}

/// The state of a check box.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Check {
    /// Not ticked.
    Open,
    /// Ticked.
    Done,
}

/// How bad a hazard may end (after ANSI Z535.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HazardLevel {
    /// Will kill or injure badly.
    Danger,
    /// Could kill or injure badly.
    Warning,
    /// Could injure.
    Caution,
    /// Could damage things.
    Notice,
}

impl HazardLevel {
    /// All levels, the worst first.
    pub const ALL: [Self; 4] = [Self::Danger, Self::Warning, Self::Caution, Self::Notice];

    /// Returns the level's name in sources and class names.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Danger => "danger",
            Self::Warning => "warning",
            Self::Caution => "caution",
            Self::Notice => "notice",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name() == name)
    }
}

/// What an admonition is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AdmonitionKind {
    /// Worth reading even in a hurry.
    Note,
    /// A better way.
    Tip,
    /// Needed to succeed.
    Important,
    /// How it looks when all is well.
    Success,
    /// Background.
    Info,
}

impl AdmonitionKind {
    /// All kinds.
    pub const ALL: [Self; 5] = [Self::Note, Self::Tip, Self::Important, Self::Success, Self::Info];

    /// Returns the kind's name in sources and class names.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Tip => "tip",
            Self::Important => "important",
            Self::Success => "success",
            Self::Info => "info",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

macro_rules! roles {
    ($(#[$of_all:meta])* $Role:ident { $($(#[$doc:meta])* $Variant:ident = $name:literal,)+ }) => {
        $(#[$of_all])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $Role {
            $($(#[$doc])* $Variant,)+
        }

        impl $Role {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$Variant),+];

            /// Returns the name in sources and class names.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$Variant => $name,)+
                }
            }

            pub(crate) fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|role| role.name() == name)
            }
        }
    };
}

roles! {
    /// What the blocks of a container are for.
    Role {
        /// To be ticked off.
        Checklist = "checklist",
        /// Anything with a caption.
        Figure = "figure",
        /// Pictures beside each other.
        Grid = "grid",
        /// A table with a caption.
        Table = "table",
        /// A question whose answers lead on.
        Decision = "decision",
        /// What is used up.
        Materials = "materials",
        /// Chemicals.
        Reagents = "reagents",
        /// What is used and stays.
        Equipment = "equipment",
        /// What protects people.
        Ppe = "ppe",
        /// Words and their meanings.
        Definitions = "definitions",
        /// Roles and their tasks.
        Responsibilities = "responsibilities",
        /// A problem, with its causes and solutions.
        Issue = "issue",
        /// Why there is a problem.
        Cause = "cause",
        /// What to do about a problem.
        Solution = "solution",
        /// Versions of which a reader needs one.
        Tabs = "tabs",
        /// One of these versions.
        Tab = "tab",
        /// The works referred to.
        References = "references",
    }
}

roles! {
    /// What a container in one line is.
    LeafRole {
        /// The table of contents.
        Toc = "toc",
        /// All hazards of the document.
        Hazards = "hazards",
        /// All fields of the document.
        Records = "records",
        /// The revision history.
        Revisions = "revisions",
        /// The approvals.
        Approvals = "approvals",
        /// A field to be filled in.
        Record = "record",
        /// A place to sign.
        SignOff = "sign-off",
        /// A file that belongs to the document.
        Attachment = "attachment",
        /// A part that stands in another file.
        Include = "include",
    }
}

/// A table. Every row has as many cells as there are columns.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Table {
    /// How the columns are aligned.
    pub alignments: Vec<Alignment>,
    /// The cells of the header row; they may all be empty.
    pub header: Vec<Vec<Inline>>,
    /// The cells of the other rows.
    pub rows: Vec<Vec<Vec<Inline>>>,
}

/// How a column is aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Alignment {
    /// As the script runs.
    Start,
    /// To the left.
    Left,
    /// In the middle.
    Center,
    /// To the right.
    Right,
}

impl BlockKind {
    /// Returns the lists of inlines that the block itself holds.
    pub(crate) fn texts(&self) -> Vec<&[Inline]> {
        match self {
            Self::Section { text, .. }
            | Self::Paragraph { text }
            | Self::Item { text, .. }
            | Self::Step { text, .. } => vec![text],
            Self::Entry { head, text } => vec![head, text],
            Self::Table(table) => std::iter::once(&table.header)
                .chain(&table.rows)
                .flatten()
                .map(Vec::as_slice)
                .collect(),
            _ => Vec::new(),
        }
    }

    /// Whether what the block shows depends on where it stands among others, or on what they are.
    pub(crate) fn is_numbered(&self) -> bool {
        matches!(
            self,
            Self::Section { .. }
                | Self::Steps { .. }
                | Self::Figure { .. }
                | Self::Container { .. }
                | Self::Leaf { .. }
                | Self::Footnotes
                | Self::Footnote { .. }
        )
    }

    /// Whether there are placeholders in a text of the block that is not made of inlines.
    pub(crate) fn has_placeholders(&self) -> bool {
        let text: &str = match self {
            Self::Figure { image } => return image.has_placeholders(),
            Self::Code { text, .. } => text,
            Self::Steps { title, .. }
            | Self::Container { title, .. }
            | Self::Leaf { title, .. }
            | Self::Hazard { title, .. }
            | Self::Admonition { title, .. } => title,
            _ => return false,
        };
        text.contains("{{")
    }

    /// Appends the plain text of the block itself, words apart from those before.
    pub(crate) fn push_text(&self, out: &mut String) {
        out.push(' ');
        match self {
            Self::Figure { image } => out.push_str(&image.alt),
            Self::Code { text, .. } => out.push_str(text),
            Self::Math { tex } => out.push_str(tex),
            Self::RawHtml { html } => out.push_str(html),
            Self::Unknown { opening } => out.push_str(opening),
            Self::Steps { title, .. }
            | Self::Container { title, .. }
            | Self::Leaf { title, .. }
            | Self::Hazard { title, .. }
            | Self::Admonition { title, .. } => out.push_str(title),
            _ => {
                for text in self.texts() {
                    inline::push_text(out, text);
                    out.push(' ');
                }
            }
        }
    }
}
