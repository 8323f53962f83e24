//! The fan-out: one task for each document, which writes every update to all viewers that are
//! connected by WebSockets.
//!
//! A loop over [lanes](super::lane) costs little more than the system's own work for each viewer; to
//! wake a task for each costs several times that. So a viewer's own task sleeps until its viewer says
//! something, or is so slow that the system does not take a whole frame.

use std::collections::BTreeMap;
use std::ops::{Bound, Deref};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::task::yield_now;

use super::Server;
use super::lane::{Lane, Sent};
use crate::documents::Shown;

/// How many viewers are written to before other tasks have their turn: about a millisecond's work.
const AT_ONCE: usize = 256;

/// The lanes of a document's viewers. As many as there may be viewers.
#[derive(Default)]
pub(crate) struct Fanout(Mutex<Lanes>);

#[derive(Default)]
struct Lanes {
    /// By the order in which they came, so that a pass that goes on from a number misses none.
    lanes: BTreeMap<u64, Arc<Lane>>,
    next: u64,
    is_running: bool,
}

impl Fanout {
    fn lanes(&self) -> MutexGuard<'_, Lanes> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the lanes that come next after a number, and returns the last one's.
    fn take(&self, after: Option<u64>, taken: &mut Vec<Arc<Lane>>) -> Option<u64> {
        let from = after.map_or(Bound::Unbounded, Bound::Excluded);
        let lanes = self.lanes();
        let mut last = None;
        for (number, lane) in lanes.lanes.range((from, Bound::Unbounded)).take(AT_ONCE) {
            taken.push(Arc::clone(lane));
            last = Some(*number);
        }
        last
    }
}

/// A lane that the fan-out writes to until this is dropped.
pub(super) struct Joined {
    shown: Arc<Shown>,
    number: u64,
    lane: Arc<Lane>,
}

impl Joined {
    pub(super) fn new(shown: &Arc<Shown>, lane: Lane) -> Self {
        let lane = Arc::new(lane);
        let mut lanes = shown.fanout.lanes();
        let number = lanes.next;
        lanes.next += 1;
        lanes.lanes.insert(number, Arc::clone(&lane));
        drop(lanes);
        Self { shown: Arc::clone(shown), number, lane }
    }
}

impl Deref for Joined {
    type Target = Lane;

    fn deref(&self) -> &Lane {
        &self.lane
    }
}

impl Drop for Joined {
    fn drop(&mut self) {
        self.shown.fanout.lanes().lanes.remove(&self.number);
    }
}

/// Starts the fan-out of a document, unless it is running. It ends with the server that started it,
/// and when the document is closed.
pub(super) fn start(server: &Arc<Server>, shown: &Arc<Shown>) {
    if server.stopping.is_cancelled() || shown.closed.is_cancelled() {
        return;
    }
    let mut lanes = shown.fanout.lanes();
    if !lanes.is_running {
        lanes.is_running = true;
        let running = Running { server: Arc::clone(server), shown: Arc::clone(shown) };
        server.fanouts.spawn(running.run());
    }
}

struct Running {
    server: Arc<Server>,
    shown: Arc<Shown>,
}

impl Running {
    async fn run(self) {
        let Self { server, shown } = &self;
        tokio::select! {
            () = self.deliver() => {}
            () = server.stopping.cancelled() => {}
            () = shown.closed.cancelled() => {}
        }
    }

    /// Goes on for as long as there is a hub.
    async fn deliver(&self) {
        let Self { server, shown } = self;
        let mut state = shown.hub.state();
        let mut sent = Sent::new(&shown.hub, &server.debug);
        let mut batch = Vec::with_capacity(AT_ONCE);
        loop {
            // What is published from here on leads to another pass.
            state.mark_unchanged();
            let mut last = shown.fanout.take(None, &mut batch);
            while last.is_some() {
                for lane in batch.drain(..) {
                    lane.deliver(&mut sent);
                }
                sent.note();
                yield_now().await;
                last = shown.fanout.take(last, &mut batch);
            }
            if state.changed().await.is_err() {
                return;
            }
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let mut lanes = self.shown.fanout.lanes();
        lanes.is_running = false;
        // Another server may show the same document; its viewers start the fan-out anew.
        for lane in lanes.lanes.values() {
            lane.hold();
        }
    }
}
