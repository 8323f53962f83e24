//! The hub: the handle by which a program publishes, and which connections listen to.
//!
//! All that viewers are to see lives in one state inside a `watch` channel. Publishing replaces a
//! part of it and wakes who listens: the one task that writes to all WebSockets of the document, and
//! a task for each viewer that is connected otherwise. What a viewer is sent follows from its own
//! progress. So there is no queue to fill, and viewers that are slow, or many, cost the publisher
//! nothing.
//!
//! Every method may be called from async code and from plain threads. None waits for a viewer.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use bytes::Bytes;
use serde_json::{Value, json};
use sopwright_html::{Document, PageReader};
use tokio::sync::{broadcast, watch};

use crate::audience::{Audience, Counted as CountedViewer};
use crate::content_hash::ContentHash;
use crate::file_urls::{self, FileUrls};
use crate::media::{Media, RegisteredFile};
use crate::metrics::{Arrival, Edit, Metrics, ViewerId};
use crate::protocol::{Diagnostic, Frame, ToViewer};
use crate::session::{Change, Epoch, Published, Revision, Session};

/// How a [`Hub`] is set up.
#[derive(Clone, Copy, Debug)]
pub struct HubOptions {
    /// The life of the revision numbers; drawn at random by default.
    pub epoch: Epoch,
    /// How many bytes of patches are kept for viewers that are behind.
    pub history_bytes: usize,
}

impl Default for HubOptions {
    /// A random epoch and a history of one mebibyte.
    fn default() -> Self {
        Self {
            // The keys of the standard library's hash maps are drawn from the system's own source.
            epoch: Epoch(RandomState::new().build_hasher().finish()),
            history_bytes: 1 << 20,
        }
    }
}

/// What happens at the viewers.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A viewer joined.
    ViewerJoined {
        /// How many there are now.
        viewers: usize,
    },
    /// A viewer that had joined is gone.
    ViewerLeft {
        /// How many there are now.
        viewers: usize,
    },
    /// A viewer painted a revision.
    Acked {
        /// The revision.
        revision: Revision,
        /// Milliseconds from the arrival of the patch until its ops were done.
        applied: f64,
        /// Milliseconds from the arrival of the patch until it was painted.
        painted: f64,
        /// Milliseconds from the edit until its patch arrived, if the viewer knows the server's
        /// clock.
        since: Option<f64>,
    },
    /// A reader clicked.
    Clicked {
        /// The `id` of the innermost element around the place that has one.
        block: String,
    },
    /// A viewer sent a message that this server does not know.
    MessageIgnored {
        /// Why it was of no use.
        reason: String,
    },
}

/// An event, and the document at whose viewers it happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Happened {
    /// The name of the document, empty for that at `/`.
    pub document: Arc<str>,
    /// What happened.
    pub event: Event,
}

impl Happened {
    /// Returns it as programs are told of it; see `docs/host-api.md`.
    pub fn json(&self) -> Value {
        let document = &*self.document;
        match &self.event {
            Event::ViewerJoined { viewers } => {
                json!({ "event": "joined", "document": document, "viewers": viewers })
            }
            Event::ViewerLeft { viewers } => {
                json!({ "event": "left", "document": document, "viewers": viewers })
            }
            Event::Acked { revision, applied, painted, since } => json!({
                "event": "acked", "document": document, "revision": revision.0,
                "applied": applied, "painted": painted, "since": since,
            }),
            Event::Clicked { block } => {
                json!({ "event": "clicked", "document": document, "block": block })
            }
            Event::MessageIgnored { reason } => {
                json!({ "event": "ignored", "document": document, "reason": reason })
            }
        }
    }
}

/// A handle to one live page. Cloning it gives another handle to the same page.
#[derive(Clone)]
pub struct Hub(Arc<Inner>);

struct Inner {
    /// Only the newest state is kept, so this is never full.
    state: watch::Sender<State>,
    audience: Audience,
    history_bytes: usize,
    media: Media,
    /// Held by whoever publishes, so that a page is compared with the one it will follow, while
    /// viewers can still look at the state.
    publishing: Mutex<()>,
    pushed: Mutex<Pushed>,
}

/// The page that a host pushed last. The next one mostly is the same but for a few words, so what did
/// not change is neither read nor looked through again.
#[derive(Default)]
struct Pushed {
    reader: PageReader,
    urls: FileUrls,
}

/// All that viewers are to see.
pub(crate) struct State {
    pub(crate) session: Session,
    pub(crate) theme: Option<Style>,
    /// What is printed by, after the theme.
    pub(crate) paper: Option<Style>,
    /// The newest `diagnostics` message.
    pub(crate) diagnostics: Frame,
}

/// A style sheet.
#[derive(Clone)]
pub(crate) struct Style {
    pub(crate) css: Bytes,
    pub(crate) hash: ContentHash,
    /// The message that tells of it.
    pub(crate) frame: Frame,
}

impl Style {
    fn new(css: String, message: impl FnOnce(String) -> ToViewer) -> Self {
        let hash = ContentHash::of(css.as_bytes());
        Self { css: css.into(), hash, frame: Frame::new(&message(Self::address(hash))) }
    }

    fn address(hash: ContentHash) -> String {
        format!("_preview/theme/{hash}.css")
    }

    /// Returns the address, relative to the page's.
    pub(crate) fn href(&self) -> String {
        Self::address(self.hash)
    }

    /// Puts it in the place of another; returns whether it is a different one.
    fn replace(self, place: &mut Option<Self>) -> bool {
        let changed = place.as_ref().map(|old| old.hash) != Some(self.hash);
        if changed {
            *place = Some(self);
        }
        changed
    }
}

impl Hub {
    /// Starts with an empty page, no theme and no diagnostics.
    pub fn new(options: HubOptions) -> Self {
        Self::within(options, Audience::default().part(""))
    }

    /// The same, with viewers that are a part of a larger audience.
    pub(crate) fn within(options: HubOptions, audience: Audience) -> Self {
        let state = State {
            session: Session::new(options.epoch, options.history_bytes),
            theme: None,
            paper: None,
            diagnostics: Frame::new(&ToViewer::Diagnostics { items: Vec::new() }),
        };
        Self(Arc::new(Inner {
            state: watch::Sender::new(state),
            audience,
            history_bytes: options.history_bytes,
            media: Media::default(),
            publishing: Mutex::new(()),
            pushed: Mutex::default(),
        }))
    }

    /// Makes `page` what every viewer sees. A page that equals the newest makes no new revision.
    ///
    /// The page must be what a browser makes of its text, as
    /// [`parse_document`](sopwright_html::parse_document) returns it: with `<html>`, `<head>` and
    /// `<body>`, and with elements only where HTML allows them. Publish the first page before
    /// serving: a viewer that outlived a restart then finds its page again.
    ///
    /// Takes as long as it takes to compare the two pages, which follows the size of the change.
    pub fn publish(&self, page: Document) -> Published {
        self.publish_edit(page, Edit::now())
    }

    /// [Publishes](Self::publish) a page, and tells when the edit came that led to it, for the
    /// figures.
    pub fn publish_edit(&self, page: Document, edit: Edit) -> Published {
        let metrics = self.metrics();
        // A publisher that panicked left the session whole: it changes in one step, at the end.
        let _turn = self.0.publishing.lock().unwrap_or_else(PoisonError::into_inner);
        let newest = Arc::clone(self.0.state.borrow().session.newest());
        let edited = Some(metrics.clock(edit.arrived()));
        let Some(change) = Change::new(&newest, page, edited) else {
            metrics.unchanged();
            return self.0.state.borrow().session.unchanged();
        };
        // Before viewers are woken: what they do is measured, too.
        let (document, revision) = (self.0.audience.document(), change.page().revision());
        metrics.published(document, revision, &edit, change.frame().bytes().len());
        let mut published = None;
        self.0.state.send_modify(|state| published = Some(state.session.record(change)));
        published.expect("send_modify calls what it is given")
    }

    /// Makes a page of any HTML, as a browser would read it, and [publishes](Self::publish) it. It
    /// need not be well formed, nor a whole document. `file:` addresses of
    /// [registered](Self::register_file) files become those that they are served at.
    pub fn update(&self, html: &str) -> Published {
        let mut edit = Edit::now();
        let page = {
            let mut pushed = self.0.pushed.lock().unwrap_or_else(PoisonError::into_inner);
            let page = pushed.reader.read(html);
            edit.parsed();
            pushed.urls.replace(page, &|path| self.0.media.address_of(path))
        };
        self.publish_edit(page, edit)
    }

    /// Dresses the page in a style sheet. Viewers swap it without touching the page.
    pub fn set_theme(&self, css: String) {
        let theme = Style::new(css, |href| ToViewer::Theme { href });
        self.0.state.send_if_modified(|state| theme.replace(&mut state.theme));
    }

    /// Gives the page a style sheet to print by, which comes after the theme. Viewers can also look
    /// at the page as sheets of paper, laid out by it.
    ///
    /// It is written as for a medium of its own, without `@media print`. Its `@page` rules say the
    /// `size` of a sheet as two lengths, the `margin` in lengths, and what stands in the corners
    /// (`@top-left`, `@top-right`, `@bottom-left`, `@bottom-right`). A custom property
    /// `--paper-mark` of the root, a string, is shown across each sheet on the screen; in print the
    /// sheet draws it itself.
    pub fn set_paper(&self, css: String) {
        let paper = Style::new(css, |href| ToViewer::Paper { href });
        self.0.state.send_if_modified(|state| paper.replace(&mut state.paper));
    }

    /// Shows viewers the findings about the source, in place of those before.
    pub fn set_diagnostics(&self, items: Vec<Diagnostic>) {
        let diagnostics = Frame::new(&ToViewer::Diagnostics { items });
        self.0.state.send_if_modified(|state| {
            let changed = state.diagnostics != diagnostics;
            if changed {
                state.diagnostics = diagnostics;
            }
            changed
        });
    }

    /// Allows viewers to fetch a file, and returns its address relative to the page's. The file is
    /// named by a path or by a `file:` address. The address
    /// names the content: when the file has changed, register it again and publish a page with the
    /// new address. The older one then leads nowhere.
    ///
    /// Reads the file, unless it is known and its length, time of change and identity are the
    /// same; so in async code call it where blocking is allowed.
    ///
    /// # Errors
    ///
    /// If the file cannot be read or is no regular file.
    pub fn register_file(&self, path: &Path) -> io::Result<String> {
        let by_address = path.to_str().and_then(file_urls::path_of);
        self.0.media.register(by_address.as_deref().unwrap_or(path))
    }

    /// Returns how many viewers have joined.
    pub fn viewers(&self) -> usize {
        self.0.audience.viewers()
    }

    /// Returns what happens at the viewers from now on. A receiver that lags behind by more than
    /// 1024 events loses the oldest.
    pub fn events(&self) -> broadcast::Receiver<Happened> {
        self.0.audience.events()
    }

    /// Returns the newest revision.
    pub fn revision(&self) -> Revision {
        self.0.state.borrow().session.newest().revision()
    }

    /// Returns the life of the revision numbers.
    pub fn epoch(&self) -> Epoch {
        self.0.state.borrow().session.epoch()
    }

    /// Returns the state as it is now. Who publishes waits until the returned value is dropped.
    pub(crate) fn look(&self) -> watch::Ref<'_, State> {
        self.0.state.borrow()
    }

    /// Returns the state, now and whenever it changes.
    pub(crate) fn state(&self) -> watch::Receiver<State> {
        self.0.state.subscribe()
    }

    pub(crate) fn file(&self, hash: &str, name: &str) -> Option<RegisteredFile> {
        self.0.media.find(hash, name)
    }

    /// Returns the address, relative to the page's, and the path of each registered file.
    pub(crate) fn files(&self) -> Vec<(String, std::path::PathBuf)> {
        self.0.media.all()
    }

    pub(crate) fn report(&self, event: &Event) {
        if let Event::MessageIgnored { reason } = event {
            self.metrics().message_ignored();
            let text = format!("a message of a viewer was of no use: {reason}");
            self.metrics().note(self.0.audience.document(), text);
        }
        self.0.audience.report(event);
    }

    /// Answers a ping.
    pub(crate) fn pong(&self) -> Frame {
        Frame::new(&ToViewer::Pong { now: Some(self.metrics().clock(Instant::now())) })
    }

    /// Returns the figures, which are those of all documents.
    pub(crate) fn metrics(&self) -> &Metrics {
        self.0.audience.metrics()
    }

    /// Returns the name of the document, empty for that at `/`.
    pub(crate) fn document(&self) -> &Arc<str> {
        self.0.audience.document()
    }

    /// Returns the options for another document beside this one, and the audience of both.
    pub(crate) fn beside(&self) -> (HubOptions, Audience) {
        let options = HubOptions { history_bytes: self.0.history_bytes, ..HubOptions::default() };
        (options, self.0.audience.whole())
    }

    /// Counts a viewer for as long as the returned value lives.
    pub(crate) fn count_viewer(&self, arrival: Arrival) -> Counted {
        let counted = self.0.audience.count();
        let document = self.0.audience.document();
        self.metrics().note(document, format!("a viewer came: {}", arrival.spoken()));
        let id = self.metrics().came(document, arrival);
        self.report(&Event::ViewerJoined { viewers: self.viewers() });
        Counted { counted: Some(counted), id, hub: self.clone() }
    }
}

/// A viewer that has joined and is not yet gone.
pub(crate) struct Counted {
    counted: Option<CountedViewer>,
    id: ViewerId,
    hub: Hub,
}

impl Counted {
    /// Returns what names the viewer in the figures.
    pub(crate) fn id(&self) -> ViewerId {
        self.id
    }

    /// A frame was handed to the system, for this viewer.
    pub(crate) fn sent(&self, frame: &Frame) {
        self.hub.metrics().sent(frame, 1, Instant::now());
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.counted = None;
        self.hub.metrics().left(self.id);
        self.hub.metrics().note(self.hub.document(), "a viewer left");
        self.hub.report(&Event::ViewerLeft { viewers: self.hub.viewers() });
    }
}
