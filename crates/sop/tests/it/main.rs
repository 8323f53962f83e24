//! Tests of the `sop` crate from outside: cases as data, laws over generated sources, real
//! documents.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test reads its cases from files, and an unwrap that fails is a test that fails"
)]

mod cases;
mod corpus;
mod cost;
mod edit_fields;
mod edit_structure;
mod edit_tables;
mod examples;
mod guide;
mod hostile;
mod ids;
mod include;
mod laws;
mod memo;
mod page;
mod paper;
mod rules;
mod sanitizer;
mod sopx;
mod spans;
mod templates;
mod themes;
