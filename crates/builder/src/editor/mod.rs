//! The SOP Builder's server: sources that several authors edit at once, in the browser, in other
//! programs and on disk.
//!
//! | module | what it is for |
//! |---|---|
//! | [`project`] | a folder of SOPs, those that are open, and one journal for all |
//! | [`names`] | names of files, and the files that they are of |
//! | [`desk`] | where one source is worked on: text, page, journal and file, in one thread |
//! | [`shared_text`] | the text that all authors share |
//! | [`source_file`] | its file, byte for byte |
//! | [`merge`] | what another program changed in it |
//! | [`journal`], [`keeper`] | every update, in SQLite; the part of one source |
//! | [`model`] | what the application shows: blocks, numbers, findings, and what changed of them |
//! | [`wire`] | the messages beside the shared text |
//! | [`sync`] | one author's WebSocket |
//! | [`routes`](mod@routes) | all other requests, with [`assets`], [`documents`], [`styles`], [`export`] and [`files`] |
//!
//! `docs/builder-protocol.md` tells what travels.

mod assets;
mod desk;
mod documents;
mod export;
mod files;
mod journal;
mod keeper;
mod merge;
mod model;
mod names;
mod project;
mod routes;
mod shared_text;
mod source_file;
mod styles;
mod sync;
mod wire;

pub(crate) use names::names_in;
pub(crate) use project::Project;
pub(crate) use routes::routes;
