//! Tests of the `preview` crate from outside: the session by a model, the messages by the files in
//! `fixtures/messages/`, and the server over real sockets.

#![allow(clippy::unwrap_used, reason = "an unwrap that fails is a test that fails")]

mod bind;
mod documents;
mod embedding;
mod fanout;
mod faults;
mod files;
mod frames;
mod guard;
mod live;
mod manager;
mod messages;
mod metrics;
mod mirror;
mod model;
mod page;
mod server;
mod session;
mod slow;
mod stop;
mod tidy;
mod transports;
