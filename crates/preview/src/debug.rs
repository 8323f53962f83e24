//! Debug mode: what goes over the wire, as events of `tracing` that a program writes where it likes.
//!
//! What is logged is the kind, size and revision of a message, never what it says; and of a request
//! its path without the key. Switched at run time; while it is off nothing is looked at.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::http::{Method, StatusCode};
use serde_json::Value;

use crate::http::without_key;

/// A switch that all who hold it share.
#[derive(Clone, Debug, Default)]
pub struct DebugMode(Arc<AtomicBool>);

/// Which way a message goes.
#[derive(Clone, Copy)]
pub(crate) enum Direction {
    ToServer,
    ToViewer,
}

impl Direction {
    fn name(self) -> &'static str {
        match self {
            Self::ToServer => "to-server",
            Self::ToViewer => "to-viewer",
        }
    }
}

impl DebugMode {
    /// Returns a switch that is on or off.
    pub fn new(is_on: bool) -> Self {
        Self(Arc::new(AtomicBool::new(is_on)))
    }

    /// Switches it, for all who hold it.
    pub fn set(&self, is_on: bool) {
        self.0.store(is_on, Ordering::Relaxed);
    }

    /// Whether it is on.
    pub fn is_on(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Notes a message of `docs/protocol.md`.
    pub(crate) fn message(
        &self,
        direction: Direction,
        transport: &str,
        document: &str,
        text: &[u8],
    ) {
        if !self.is_on() {
            return;
        }
        let message: Value = serde_json::from_slice(text).unwrap_or_default();
        let kind = message["type"].as_str().unwrap_or("unknown");
        let revision = message["revision"].as_u64();
        let (direction, bytes) = (direction.name(), text.len());
        tracing::debug!(
            target: "sopwright::message", direction, transport, document, kind, bytes, revision
        );
    }

    /// Notes a request and its answer.
    pub(crate) fn request(&self, method: &Method, path: &str, status: StatusCode, took: Duration) {
        if self.is_on() {
            let (path, status) = (without_key(path), status.as_u16());
            let milliseconds = took.as_secs_f64() * 1000.0;
            tracing::debug!(target: "sopwright::request", %method, path, status, milliseconds);
        }
    }
}
