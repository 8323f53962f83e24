//! Debug mode: what goes over the wire, as events of `tracing` that a program writes where it likes.
//!
//! What is logged is the kind, size and revision of a message, never what it says; and of a request
//! its path without the key. Switched at run time; while it is off nothing is looked at.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::http::{Method, StatusCode};
use serde_json::Value;

use crate::http::{status, without_key};

/// A switch that all who hold it share.
#[derive(Clone, Debug, Default)]
pub struct DebugMode(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    is_on: AtomicBool,
    /// The last messages, the newest first.
    recent: Mutex<VecDeque<String>>,
}

/// How many messages are kept to be looked at.
const RECENT: usize = 30;

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
        let inner = Inner { is_on: AtomicBool::new(is_on), ..Inner::default() };
        Self(Arc::new(inner))
    }

    /// Switches it, for all who hold it.
    pub fn set(&self, is_on: bool) {
        self.0.is_on.store(is_on, Ordering::Relaxed);
    }

    /// Whether it is on.
    pub fn is_on(&self) -> bool {
        self.0.is_on.load(Ordering::Relaxed)
    }

    /// Returns the last messages, the newest first, a line each.
    pub(crate) fn recent(&self) -> Vec<String> {
        let recent = self.0.recent.lock().unwrap_or_else(PoisonError::into_inner);
        recent.iter().cloned().collect()
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
        let revision = revision.map(|revision| format!(", revision {revision}"));
        let line = format!(
            "/{document} {direction} by {transport}: {kind}, {bytes} bytes{}",
            revision.unwrap_or_default()
        );
        // The page that shows them would tell of itself for ever.
        if document == status::DOCUMENT {
            return;
        }
        let mut recent = self.0.recent.lock().unwrap_or_else(PoisonError::into_inner);
        recent.push_front(line);
        recent.truncate(RECENT);
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
