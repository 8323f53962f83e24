//! The SOP Builder's server: sources that several authors edit at once, in the browser, in other
//! programs and on disk.
//!
//! | module | what it is for |
//! |---|---|
//! | [`project`] | a folder of SOPs, those that are open, and one journal for all |
//! | [`names`] | names of files, and the files that they are of |
//! | [`desk`] | where one source is worked on: authors, page and store, in one thread |
//! | [`store`] | where it is kept: text, journal and file |
//! | [`shared_text`] | the text that all authors share |
//! | [`accord`] | that text and its file, and what they last agreed on |
//! | [`merge`] | what another program changed in the file |
//! | [`on_disk`], [`source_file`] | the file, byte for byte; who has it and how it is written |
//! | [`versions`] | what was not chosen where both changed the same words |
//! | [`journal`], [`keeper`] | every update, in SQLite; the part of one source |
//! | [`model`] | what the application shows: blocks, numbers, findings, and what changed of them |
//! | [`wire`] | the messages beside the shared text |
//! | [`sync`] | one author's WebSocket |
//! | [`routes`](mod@routes) | all other requests, with [`assets`], [`documents`], [`styles`], [`export`] and [`files`] |
//!
//! `docs/builder-protocol.md` tells what travels.

mod accord;
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
mod on_disk;
mod project;
mod routes;
mod shared_text;
mod source_file;
mod store;
mod styles;
mod sync;
mod versions;
mod wire;

pub(crate) use names::names_in;
pub(crate) use project::Project;
pub(crate) use routes::routes;
