//! The SOP: source → document → page.
//!
//! | step | module | what it does |
//! |---|---|---|
//! | parse | `parse` | Markdown, containers and front matter → drafts of blocks, with diagnostics |
//! | name | `identity` | drafts → [`Block`]s: ids are carried over from the document before |
//! | hold | [`document`] | the [`Document`]: blocks, and beside them spans and diagnostics |
//! | render | [`render`] | document → page; an untouched block is the same node as before |
//! | edit | [`edit`] | what a form, a drag or a click means → the smallest edits of the source |
//! | check | [`rules`] | what a document should be and is not: findings, some with a fix |
//! | import | [`sopx`] | projects of another program → source |
//! | dress | [`theme`] | style sheets as data |
//! | print | [`paper`] | document → style sheet of its printed page |
//!
//! The source is one Markdown file: CommonMark and GFM, YAML front matter, and containers
//! `:::name{#id .class key=value} Title` … `:::`. A parse never fails, and what this version does
//! not know is kept and shown plainly.
//!
//! The crate is pure: no clock, files, sockets or tasks. Files that a document names come in as a
//! function from paths to addresses.
//!
//! ```
//! use sopwright_sop::{Document, Renderer, Resolved};
//!
//! let document = Document::parse("# Rinse\n\n:::danger Acid\nWear gloves.\n:::\n");
//! let page = Renderer::new().render(&document, &|_path| Resolved::Missing);
//! let html = sopwright_html::encode_document(&page);
//! assert!(html.contains("<aside aria-label=\"Danger: Acid\" class=\"hazard hazard-danger\""));
//! ```

pub mod attributes;
pub mod block;
pub mod date;
pub mod diagnostic;
pub mod document;
pub mod edit;
pub mod front_matter;
pub mod inline;
pub mod paper;
pub mod render;
pub mod rules;
pub mod sopx;
pub mod span;
pub mod theme;
pub mod yaml;

mod draft;
mod highlight;
mod identity;
mod index;
mod link;
mod math;
mod numbering;
mod parse;
mod placeholder;
mod resolve;
mod sanitize;
mod toml;
mod words;

pub use attributes::Attributes;
pub use block::{Block, BlockId, BlockKind, Fingerprint};
pub use date::Date;
pub use diagnostic::{Diagnostic, Fix, Severity};
pub use document::{Document, MediaReference};
pub use front_matter::FrontMatter;
pub use inline::Inline;
pub use parse::{Files, normalised};
pub use render::{Renderer, Resolved};
pub use span::{LineIndex, Position, Span};
pub use theme::Theme;
