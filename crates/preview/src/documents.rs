//! The documents of a server: one at `/`, and others below paths of their own, each with its own
//! [`Hub`] and so its own session, media, theme and viewers.
//!
//! A document's name is its path: `line-3/rotor` is shown at `/line-3/rotor/`. Names are looked up,
//! never turned into a path on disk.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use tokio::sync::broadcast;
use tokio_util::sync::CancellationToken;

use crate::audience::Audience;
use crate::http::{Encoded, Fanout, Polling, Turns};
use crate::hub::{Happened, Hub, HubOptions};

/// The longest name, in bytes. Addresses longer than this trouble some proxies.
const LONGEST: usize = 255;

/// See the [module](self). Cloning gives another handle to the same documents.
#[derive(Clone)]
pub struct Documents(Arc<Inner>);

struct Inner {
    main: Arc<Shown>,
    others: RwLock<BTreeMap<String, Arc<Shown>>>,
}

/// A document that is shown.
pub(crate) struct Shown {
    pub(crate) hub: Hub,
    pub(crate) page: Encoded,
    pub(crate) fanout: Fanout,
    pub(crate) polling: Polling,
    pub(crate) turns: Turns,
    /// Told when the document is closed.
    pub(crate) closed: CancellationToken,
}

impl Shown {
    pub(crate) fn new(hub: Hub) -> Arc<Self> {
        Arc::new(Self {
            hub,
            page: Encoded::default(),
            fanout: Fanout::default(),
            polling: Polling::default(),
            turns: Turns::default(),
            closed: CancellationToken::new(),
        })
    }
}

/// Why a text is no name of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameError {
    name: String,
    why: &'static str,
}

impl fmt::Display for NameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is no name for a document: {}", self.name, self.why)
    }
}

impl std::error::Error for NameError {}

impl Documents {
    /// Starts with one document at `/`, an empty page. The options are those of each document; the
    /// epoch is that of the first.
    pub fn new(options: HubOptions) -> Self {
        Hub::new(options).into()
    }

    /// Returns the document at `/`.
    pub fn main(&self) -> &Hub {
        &self.0.main.hub
    }

    /// Returns the document of this name, an empty page if there was none. The empty name is that
    /// of the document at `/`.
    ///
    /// # Errors
    ///
    /// If the text is no name: names are paths of up to 255 bytes without backslashes, control
    /// characters, and segments that are empty, `.`, `..` or begin with `_preview`.
    pub fn open(&self, name: &str) -> Result<Hub, NameError> {
        if name.is_empty() {
            return Ok(self.main().clone());
        }
        check_name(name)?;
        let mut others = self.0.others.write().unwrap_or_else(PoisonError::into_inner);
        let shown = others.entry(name.to_owned()).or_insert_with(|| {
            let (options, audience) = self.main().beside();
            Shown::new(Hub::within(options, audience.part(name)))
        });
        Ok(shown.hub.clone())
    }

    /// Takes a document away: its viewers are told goodbye, and its address leads nowhere. Returns
    /// whether there was one. The document at `/` stays.
    pub fn close(&self, name: &str) -> bool {
        let mut others = self.0.others.write().unwrap_or_else(PoisonError::into_inner);
        let closed = others.remove(name);
        if let Some(shown) = &closed {
            shown.closed.cancel();
        }
        closed.is_some()
    }

    /// Returns the names of all documents but the one at `/`, in order.
    pub fn names(&self) -> Vec<String> {
        let others = self.0.others.read().unwrap_or_else(PoisonError::into_inner);
        others.keys().cloned().collect()
    }

    /// Returns the document of this name, if there is one.
    pub fn get(&self, name: &str) -> Option<Hub> {
        self.find(name).map(|shown| shown.hub.clone())
    }

    /// Returns how many viewers there are of all documents.
    pub fn viewers(&self) -> usize {
        self.audience().viewers()
    }

    /// Returns what happens at the viewers of all documents from now on. A receiver that lags behind
    /// by more than 1024 events loses the oldest.
    pub fn events(&self) -> broadcast::Receiver<Happened> {
        self.audience().events()
    }

    pub(crate) fn audience(&self) -> Audience {
        self.main().beside().1
    }

    pub(crate) fn find(&self, name: &str) -> Option<Arc<Shown>> {
        if name.is_empty() {
            return Some(Arc::clone(&self.0.main));
        }
        let others = self.0.others.read().unwrap_or_else(PoisonError::into_inner);
        others.get(name).cloned()
    }
}

impl From<Hub> for Documents {
    /// Shows a page that exists already at `/`.
    fn from(main: Hub) -> Self {
        Self(Arc::new(Inner { main: Shown::new(main), others: RwLock::default() }))
    }
}

fn check_name(name: &str) -> Result<(), NameError> {
    let is_reserved =
        |segment: &str| matches!(segment, "" | "." | "..") || segment.starts_with("_preview");
    let why = if name.len() > LONGEST {
        "it is longer than 255 bytes"
    } else if name.chars().any(|c| c.is_control() || c == '\\') {
        "it has a backslash or a control character in it"
    } else if name.split('/').any(is_reserved) {
        "between slashes it has nothing, `.`, `..` or what begins with `_preview`"
    } else if name == "favicon.ico" {
        "browsers ask for their icon there"
    } else {
        return Ok(());
    };
    Err(NameError { name: name.to_owned(), why })
}
