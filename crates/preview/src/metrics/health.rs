//! Whether all is well: what a person or a monitor asks first.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::process::Process;
use super::{Metrics, Recorded, Stage, Viewer};

/// A median from edit to paint over this, in milliseconds, is seen by everybody.
const SLOW: f32 = 250.0;
/// How long a viewer may take to paint the newest page before it counts as lagging behind.
const LAGS_AFTER: Duration = Duration::from_secs(10);
/// How much of the room for viewers may be taken, in percent.
const NEARLY_FULL: usize = 90;
/// How many of the last slots are looked at: half a minute.
const LATELY: usize = 6;

/// Whether all is well.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Health {
    /// Why it is not; empty if it is.
    pub(crate) reasons: Vec<String>,
}

impl Health {
    pub(crate) fn of(recorded: &Recorded, max_viewers: usize) -> Self {
        let mut reasons = Vec::new();
        let now = Instant::now();
        let lately = recorded.slots.iter().rev().take(LATELY);
        let mut painted: Vec<f32> = lately.flat_map(|slot| slot.painted.iter().copied()).collect();
        painted.sort_by(f32::total_cmp);
        if let Some(median) = painted.get(painted.len() / 2).filter(|median| **median > SLOW) {
            reasons.push(format!(
                "half of the last updates took more than {median:.0} ms from the edit to the paint"
            ));
        }
        let behind = recorded.viewers.values().filter(|viewer| lags(recorded, viewer, now)).count();
        if behind > 0 {
            let viewers = if behind == 1 { "viewer has" } else { "viewers have" };
            reasons.push(format!(
                "{behind} {viewers} not painted the newest page for more than {} s",
                LAGS_AFTER.as_secs()
            ));
        }
        if recorded.viewers.len() * 100 >= max_viewers * NEARLY_FULL {
            reasons.push(format!(
                "{} of at most {max_viewers} viewers are here",
                recorded.viewers.len()
            ));
        }
        Self { reasons }
    }

    pub(crate) fn is_ok(&self) -> bool {
        self.reasons.is_empty()
    }
}

/// Whether a viewer, who has painted before, has not painted the newest page for long. Pages that are
/// hidden paint nothing, and say nothing either until they are seen again.
fn lags(recorded: &Recorded, viewer: &Viewer, now: Instant) -> bool {
    let Some((revision, published)) = recorded.newest.get(&viewer.document) else { return false };
    viewer.painted.is_some_and(|(painted, _)| painted < *revision)
        && now.saturating_duration_since(*published) > LAGS_AFTER
}

/// Returns what `GET /_preview/health` answers.
pub(crate) fn json(metrics: &Metrics, documents: usize, max_viewers: usize) -> Value {
    let process = Process::look();
    metrics.look(|recorded| {
        let health = Health::of(recorded, max_viewers);
        let quantile = |share| recorded.quantile(Stage::Painted, share);
        json!({
            "status": if health.is_ok() { "ok" } else { "degraded" },
            "reasons": health.reasons,
            "version": env!("CARGO_PKG_VERSION"),
            "uptime_seconds": metrics.uptime().as_secs(),
            "documents": documents,
            "viewers": recorded.viewers.len(),
            "max_viewers": max_viewers,
            "updates": recorded.counts.updates,
            "edit_to_paint_ms": {
                "p50": quantile(0.5), "p95": quantile(0.95), "p99": quantile(0.99),
            },
            "memory_bytes": process.resident_bytes,
            "tasks": process.tasks,
        })
    })
}
