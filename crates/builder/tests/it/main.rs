//! Tests of the whole program: every command as a user runs it, and the preview in a real browser.

#![allow(clippy::unwrap_used, reason = "an unwrap that fails is a test that fails")]

mod architecture;
mod author;
mod authoring;
mod browser;
mod commands;
mod convert;
mod corpus;
mod desk;
mod edits;
mod far_blocks;
mod faults;
mod files;
mod fixtures;
mod folder;
mod following;
mod host;
mod hosts;
mod keeping;
mod latency;
mod manager;
mod numbers;
mod outside;
mod pages;
mod paper;
mod place;
mod program;
mod proxy;
mod reconnecting;
mod relay;
mod settings;
mod status;
mod writing;
