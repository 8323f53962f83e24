//! Tests of the `html` crate from outside: laws over generated trees, and cases as data.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test reads its cases from files, and an unwrap that fails is a test that fails"
)]

mod browser_tree;
mod cases;
mod laws;
mod reader;
mod trees;
