//! How many viewers there are, of one document and of all, and what happens at them.

use std::sync::Arc;

use tokio::sync::{broadcast, watch};

use crate::hub::{Event, Happened};
use crate::metrics::Metrics;

/// How many events a receiver may lag behind. When it is full the oldest are lost, and the
/// receiver is told how many.
const EVENTS: usize = 1024;

/// A number of viewers; each is also one of the larger audience that this one is a part of.
#[derive(Clone)]
pub(crate) struct Audience(Arc<Inner>);

struct Inner {
    /// The document; empty for that at `/`, and for all.
    document: Arc<str>,
    viewers: watch::Sender<usize>,
    events: broadcast::Sender<Happened>,
    whole: Option<Audience>,
    metrics: Metrics,
}

impl Default for Audience {
    fn default() -> Self {
        Self::new("".into(), None, Metrics::default())
    }
}

impl Audience {
    fn new(document: Arc<str>, whole: Option<Self>, metrics: Metrics) -> Self {
        let events = broadcast::Sender::new(EVENTS);
        let viewers = watch::Sender::default();
        Self(Arc::new(Inner { document, viewers, events, whole, metrics }))
    }

    /// Starts a part of this one, the viewers of a document.
    pub(crate) fn part(&self, document: &str) -> Self {
        Self::new(document.into(), Some(self.clone()), self.0.metrics.clone())
    }

    /// Returns what happens at these viewers from now on.
    pub(crate) fn events(&self) -> broadcast::Receiver<Happened> {
        self.0.events.subscribe()
    }

    pub(crate) fn report(&self, event: &Event) {
        let mut audience = Some(self);
        while let Some(Self(inner)) = audience {
            // It fails if nobody listens, which is nobody's loss.
            let _ = inner
                .events
                .send(Happened { document: Arc::clone(&self.0.document), event: event.clone() });
            audience = inner.whole.as_ref();
        }
    }

    /// Returns the name of the document.
    pub(crate) fn document(&self) -> &Arc<str> {
        &self.0.document
    }

    /// Returns the figures, which are those of all documents.
    pub(crate) fn metrics(&self) -> &Metrics {
        &self.0.metrics
    }

    /// Returns the larger audience that this one is a part of.
    pub(crate) fn whole(&self) -> Self {
        self.0.whole.clone().unwrap_or_else(|| self.clone())
    }

    pub(crate) fn viewers(&self) -> usize {
        *self.0.viewers.borrow()
    }

    /// Returns the number, now and whenever it changes.
    pub(crate) fn watch(&self) -> watch::Receiver<usize> {
        self.0.viewers.subscribe()
    }

    /// Counts a viewer for as long as the returned value lives.
    pub(crate) fn count(&self) -> Counted {
        self.change(|viewers| *viewers += 1);
        Counted(self.clone())
    }

    fn change(&self, how: fn(&mut usize)) {
        let mut audience = Some(self);
        while let Some(Self(inner)) = audience {
            inner.viewers.send_modify(how);
            audience = inner.whole.as_ref();
        }
    }
}

pub(crate) struct Counted(Audience);

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.change(|viewers| *viewers -= 1);
    }
}
