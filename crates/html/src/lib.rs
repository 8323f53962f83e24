//! HTML as a value: a tree, its text, and the difference of two trees.
//!
//! | step | module | what it does |
//! |---|---|---|
//! | hold | [`tree`] | immutable nodes shared by `Arc`, each with the hash of its subtree |
//! | read | [`parse`] | text → tree, as a browser would; never fails |
//! | read again | [`reader`] | the next text of a page → tree; what the change left alone is not read |
//! | write | [`mod@encode`] | tree → text; all escaping is here |
//! | cut | [`stretches`] | the text of a long page, for browsers |
//! | match | [`children`] | which child of one list is which child of another |
//! | compare | [`mod@diff`] | two trees → [`Patch`]; equal subtrees are skipped unseen |
//! | address | [`patch`] | what an op is and how it names a node |
//! | change | [`mod@apply`] | tree and patch → tree; what the browser must match |
//!
//! The crate is pure: no clock, files, sockets or tasks, and it knows no other crate of ours.
//!
//! ```
//! use sopwright_html::{apply, diff, encode, parse_fragment};
//!
//! let old = parse_fragment("<p>Rinse <b>twice</b>.</p>");
//! let new = parse_fragment("<p>Rinse <b>thrice</b>.</p>");
//! let patch = diff(&old, &new);
//! assert_eq!(patch.ops.len(), 1);
//! assert_eq!(encode(&apply(&old, &patch).unwrap()), encode(&new));
//! ```

pub mod apply;
mod arena;
mod checkpoint;
pub mod child_list;
pub mod children;
pub mod diff;
pub mod encode;
pub mod parse;
pub mod patch;
pub mod reader;
pub mod stretches;
pub mod tree;

pub use apply::{ApplyError, apply};
pub use child_list::ChildList;
pub use diff::diff;
pub use encode::{encode, encode_document};
pub use parse::{parse_document, parse_fragment, parse_fragment_in, parse_settled};
pub use patch::{Op, Patch, Path};
pub use reader::PageReader;
pub use stretches::encode_in_stretches;
pub use tree::{Attribute, Content, Document, Element, Hash, Name, Namespace, Node, element, text};
