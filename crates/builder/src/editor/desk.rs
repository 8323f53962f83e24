//! The desk: where one source is worked on. It has the store of the source, the document and page
//! made of its text, and owns all of that in one thread.
//!
//! ```text
//! authors ── updates, questions ──▶ ┌──────┐ ── page ─────────▶ hub ──▶ viewers
//!    ▲                              │ desk │ ── each update ──▶ store: journal, in the same turn,
//!    └── updates, blocks, answers ──└──────┘                    and file, within 100 ms
//!                                      ▲
//! other programs ── file changed ──────┘
//! ```
//!
//! A turn takes in all that has arrived, and then makes one page of it; so the newest wins, and
//! nothing is queued behind a page that is being made.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use bytes::Bytes;
use sopwright_preview::{Edit, Event, Happened, Hub};
use sopwright_sop::{Diagnostic, edit};
use tokio::runtime;
use tokio::sync::broadcast::{self, error::RecvError};
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, sleep_until};
use yrs::ClientID;
use yrs::sync::{Message, SyncMessage};

use super::keeper::Keeper;
use super::model::{Model, front_json};
use super::shared_text::{Side, Utf16, frame};
use super::store::{Hand, News, Store};
use super::versions::Versions;
use super::wire::{Asked, EditAt, EditJson, FromAuthor, Saved, TAG, ToAuthor};
use super::{model, names};
use crate::failure::Failure;
use crate::live::Live;
use crate::style::Style;
use crate::watch::{Changes, Watch, Woken};

/// Findings are looked for when nothing has changed for so long: nobody waits for them while they
/// type, and in a long source keys would wait.
const CHECK_AFTER: Duration = Duration::from_millis(200);
/// Whatever is typed, findings follow a change within so long.
const CHECK_WITHIN: Duration = Duration::from_secs(1);
/// Of so much time, findings take at most one part.
const CHECK_SHARE: u32 = 10;
/// How many orders may wait. When it is full, authors wait.
const ORDERS: usize = 256;
/// How many orders are taken in before a page is made.
const IN_ONE_TURN: usize = 64;
/// How many frames may wait for an author. One who lags behind by more is cut, comes back and is
/// brought up to date.
pub(crate) const OUTBOX: usize = 1024;

/// Names an author on a desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct AuthorId(pub(crate) u64);

impl AuthorId {
    /// Returns what the journal calls the author.
    fn name(self) -> String {
        format!("author {}", self.0)
    }
}

/// What a desk is told to do.
pub(crate) enum Order {
    /// Somebody sits down; if they have the text already, of which life it is.
    Join { author: AuthorId, outbox: mpsc::Sender<Bytes>, life: Option<String> },
    /// Somebody says something, in a frame of the protocol that came at that time.
    Hear { author: AuthorId, frame: Bytes, at: std::time::Instant },
    /// Somebody gets up.
    Leave { author: AuthorId },
    /// A file may have changed, as was noticed then.
    Look { noticed: std::time::Instant },
    /// Somebody wants the text as it is now.
    Read { text: oneshot::Sender<String> },
    /// Somebody wants the other version, if there is a conflict.
    ReadOther { text: oneshot::Sender<Option<String>> },
    /// The desk is cleared: all is saved, and authors are told.
    Close { message: String },
}

/// A handle to a desk. When the last one is dropped, the desk is cleared.
#[derive(Clone)]
pub(crate) struct Desk(Arc<Handle>);

struct Handle {
    name: String,
    path: PathBuf,
    orders: mpsc::Sender<Order>,
    thread: std::sync::Mutex<Option<JoinHandle<()>>>,
}

/// What a desk is set up with.
pub(crate) struct DeskOptions {
    /// The name of the source in its project.
    pub(crate) name: String,
    /// Its file.
    pub(crate) path: PathBuf,
    /// The folder of the project.
    pub(crate) folder: PathBuf,
    /// Where its page is shown.
    pub(crate) hub: Hub,
    /// What the page is dressed in.
    pub(crate) style: Style,
    /// The journal.
    pub(crate) keeper: Keeper,
    /// Where other versions of it are kept.
    pub(crate) versions: Versions,
    /// Where files are prepared that take the place of others.
    pub(crate) workshop: PathBuf,
}

impl Desk {
    /// Opens a source: as the journal has it, with what was done to its file since.
    ///
    /// # Errors
    ///
    /// If the file is missing, no text, or open in another run of the program; then nothing has been
    /// touched.
    pub(crate) fn open(options: DeskOptions) -> Result<Self, Failure> {
        let (orders, receiver) = mpsc::channel(ORDERS);
        let changes = Changes::default();
        let (name, path) = (options.name.clone(), options.path.clone());
        let work = Work::begin(options, changes.clone())?;
        let watching = thread::Builder::new().name("sopwright-watch".into()).spawn({
            let orders = orders.downgrade();
            let changes = changes.clone();
            move || {
                while let Woken::Changed { noticed } = changes.wait(None) {
                    let Some(orders) = orders.upgrade() else { return };
                    if orders.blocking_send(Order::Look { noticed }).is_err() {
                        return;
                    }
                }
            }
        });
        let run = move || {
            // A system that gives no timers gives no threads either.
            if let Ok(runtime) = runtime::Builder::new_current_thread().enable_time().build() {
                runtime.block_on(work.run(receiver));
            }
            changes.stop();
            if let Ok(watching) = watching {
                let _ = watching.join();
            }
        };
        let thread = thread::Builder::new().name("sopwright-desk".into()).spawn(run);
        let thread = thread.map_err(|error| Failure::new(format!("no thread: {error}")))?;
        Ok(Self(Arc::new(Handle { name, path, orders, thread: Some(thread).into() })))
    }

    /// Returns the name of the source in its project.
    pub(crate) fn name(&self) -> &str {
        &self.0.name
    }

    /// Returns its file.
    pub(crate) fn path(&self) -> &Path {
        &self.0.path
    }

    /// Gives an order; waits while too many do. Returns whether the desk is still there.
    pub(crate) async fn order(&self, order: Order) -> bool {
        self.0.orders.send(order).await.is_ok()
    }

    /// Returns the text as it is now.
    pub(crate) async fn text(&self) -> Option<String> {
        let (text, answer) = oneshot::channel();
        self.order(Order::Read { text }).await;
        answer.await.ok()
    }

    /// Returns the other version, if there is a conflict.
    pub(crate) async fn other_version(&self) -> Option<String> {
        let (text, answer) = oneshot::channel();
        self.order(Order::ReadOther { text }).await;
        answer.await.ok().flatten()
    }

    /// Clears the desk, and returns when all is saved.
    pub(crate) fn close(&self, message: &str) {
        // It has ended already if nobody takes the order.
        let _ = self.0.orders.blocking_send(Order::Close { message: message.to_owned() });
        let thread = self.0.thread.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take();
        if let Some(thread) = thread {
            // A panic there was printed by that thread.
            let _ = thread.join();
        }
    }
}

/// Somebody at the desk.
struct Author {
    outbox: mpsc::Sender<Bytes>,
    /// Under which numbers their text is known: a stock client may have several.
    clients: Vec<ClientID>,
    /// Whether they want to be told of blocks.
    wants_blocks: bool,
}

/// All that lies on the desk.
struct Work {
    name: String,
    /// The folder of the project.
    folder: PathBuf,
    hub: Hub,
    events: broadcast::Receiver<Happened>,
    store: Store,
    live: Live,
    model: Model,
    findings: serde_json::Value,
    theme: Option<String>,
    /// What others are to be told of the text, and whose it is.
    to_relay: Vec<(Hand, Bytes)>,
    /// What authors were last told of the file.
    saved: Saved,
    authors: HashMap<AuthorId, Author>,
    watch: Option<Watch>,
    /// When what is followed now came.
    heard_at: std::time::Instant,
    /// What the page does not have yet: the first edit, and how many came behind it.
    edit: Option<Edit>,
    is_unchecked: bool,
    /// When findings are looked for, and when at the latest.
    check_at: Option<Instant>,
    check_by: Option<Instant>,
    /// How long that took the last time.
    check_took: Duration,
}

impl Work {
    fn begin(options: DeskOptions, changes: Changes) -> Result<Self, Failure> {
        let DeskOptions { name, path, folder, hub, style, keeper, versions, workshop } = options;
        let store =
            Store::open(path.clone(), workshop, keeper, versions, std::time::Instant::now())?;
        let live = Live::of(path, store.shared().text(), style, hub.clone())?;
        let mut work = Self {
            events: hub.events(),
            name,
            folder,
            hub,
            store,
            model: Model::of(&live),
            live,
            findings: serde_json::Value::Array(Vec::new()),
            theme: None,
            to_relay: Vec::new(),
            saved: Saved::Written,
            authors: HashMap::new(),
            watch: Watch::start(changes).ok(),
            heard_at: std::time::Instant::now(),
            edit: None,
            is_unchecked: false,
            check_at: None,
            check_by: None,
            check_took: Duration::ZERO,
        };
        work.check_later();
        work.end_turn();
        // What was written before the watch began was not announced.
        work.store.look(std::time::Instant::now());
        work.end_turn();
        Ok(work)
    }

    async fn run(mut self, mut orders: mpsc::Receiver<Order>) {
        loop {
            let due =
                self.store.due().map(Instant::from_std).into_iter().chain(self.check_at).min();
            let order = tokio::select! {
                order = orders.recv() => order,
                happened = self.events.recv() => {
                    self.note(&happened);
                    continue;
                }
                () = sleep_until(due.unwrap_or_else(Instant::now)), if due.is_some() => {
                    self.do_what_is_due();
                    self.end_turn();
                    continue;
                }
            };
            let Some(order) = order else { return self.clear("the program has ended") };
            let waiting = std::iter::from_fn(|| orders.try_recv().ok());
            for order in std::iter::once(order).chain(waiting).take(IN_ONE_TURN) {
                if let Order::Close { message } = order {
                    return self.clear(&message);
                }
                self.follow(order);
            }
            // Where orders never end, no timer is looked at.
            self.do_what_is_due();
            self.end_turn();
        }
    }

    fn follow(&mut self, order: Order) {
        match order {
            Order::Join { author, outbox, life } => self.join(author, outbox, life.as_deref()),
            Order::Hear { author, frame, at } => {
                self.heard_at = at;
                self.hear(author, &frame);
            }
            Order::Leave { author } => self.leave(author),
            Order::Look { noticed } => {
                self.heard_at = noticed;
                self.store.look(std::time::Instant::now());
                // Another one may have changed: a picture, a style sheet, a part.
                self.changed();
            }
            // Who asked may have left.
            Order::Read { text } => {
                let _ = text.send(self.store.shared().text());
            }
            Order::ReadOther { text } => {
                let _ = text.send(self.store.other_version());
            }
            Order::Close { .. } => {}
        }
    }

    fn join(&mut self, author: AuthorId, outbox: mpsc::Sender<Bytes>, life: Option<&str>) {
        let newcomer = Author { outbox, clients: Vec::new(), wants_blocks: false };
        if life.is_some_and(|life| life != self.store.life()) {
            // Merged, the text would be there twice.
            newcomer.send(frame(&in_frame(&ToAuthor::AnotherLife {})));
            return;
        }
        self.authors.insert(author, newcomer);
        self.send(author, &Message::Sync(SyncMessage::SyncStep1(self.store.shared().known())));
        if let Some(present) = self.store.shared().present() {
            self.send(author, &Message::Awareness(present));
        }
    }

    fn leave(&mut self, author: AuthorId) {
        let Some(gone) = self.authors.remove(&author) else { return };
        if let Some(news) =
            self.store.shared_mut().part(&gone.clients).filter(|_| !gone.clients.is_empty())
        {
            self.tell_others(author, &Message::Awareness(news));
        }
    }

    /// Takes in a frame, which may hold several messages.
    fn hear(&mut self, author: AuthorId, frame: &[u8]) {
        if !self.authors.contains_key(&author) {
            return;
        }
        let mut decoder = yrs::updates::decoder::DecoderV1::from(frame);
        let reader = yrs::sync::MessageReader::new(&mut decoder);
        let messages: Result<Vec<Message>, _> = reader.collect();
        let heard = match messages {
            Ok(messages) => messages.into_iter().try_for_each(|message| self.heed(author, message)),
            Err(error) => Err(format!("a frame that cannot be read: {error}")),
        };
        if let Err(why) = heard {
            // Whoever sends this speaks another language; what they say next would not fit.
            self.tell(author, &ToAuthor::Gone { message: &why });
            self.leave(author);
        }
    }

    fn heed(&mut self, author: AuthorId, message: Message) -> Result<(), String> {
        match message {
            Message::Sync(SyncMessage::SyncStep1(known)) => {
                let missing = self.store.shared().since(&known);
                self.send(author, &Message::Sync(SyncMessage::SyncStep2(missing)));
            }
            Message::Sync(SyncMessage::SyncStep2(update) | SyncMessage::Update(update)) => {
                let now = std::time::Instant::now();
                let written = self.store.write(author.name(), &update, now);
                written.map_err(|error| error.to_string())?;
                self.take_news();
                if self.store.shared().lacks_something() {
                    let known = self.store.shared().known();
                    self.send(author, &Message::Sync(SyncMessage::SyncStep1(known)));
                }
            }
            Message::Awareness(update) => {
                let named: Vec<ClientID> = update.clients.keys().copied().collect();
                if let Some(at_desk) = self.authors.get_mut(&author) {
                    at_desk.clients.extend(named);
                    at_desk.clients.sort_unstable();
                    at_desk.clients.dedup();
                }
                if let Some((news, _)) = self.store.shared_mut().meet(update) {
                    self.tell_others(author, &Message::Awareness(news));
                }
            }
            Message::AwarenessQuery => {
                if let Some(present) = self.store.shared().present() {
                    self.send(author, &Message::Awareness(present));
                }
            }
            Message::Custom(TAG, json) => match serde_json::from_slice(&json) {
                Ok(said) => self.answer(author, said),
                Err(error) => return Err(format!("a message that is not understood: {error}")),
            },
            Message::Custom(..) | Message::Auth(_) => {}
        }
        Ok(())
    }

    /// Notes what changed in the text.
    fn take_news(&mut self) {
        for News { by, update } in self.store.news() {
            let message = Message::Sync(SyncMessage::Update(update));
            self.to_relay.push((by, frame(&message)));
            self.changed();
        }
    }

    fn answer(&mut self, author: AuthorId, said: FromAuthor) {
        self.settle();
        match said {
            FromAuthor::Open {} => {
                self.check();
                if let Some(at_desk) = self.authors.get_mut(&author) {
                    at_desk.wants_blocks = true;
                }
                self.tell(
                    author,
                    &self.model.document(model::About {
                        life: self.store.life(),
                        name: &self.name,
                        front: front_json(self.live.source(), self.live.document()),
                        findings: &self.findings,
                        saved: &self.saved,
                        viewers: self.hub.viewers(),
                        theme: self.theme.as_deref(),
                    }),
                );
            }
            FromAuthor::Range { ask, block, field } => {
                let (source, document) = (self.live.source(), self.live.document());
                match edit::text_range(document, source, &block.as_str().into(), &field) {
                    Ok(range) => {
                        let mut utf16 = Utf16::of(source);
                        let from = utf16.offset(range.span.start);
                        let to = utf16.offset(range.span.end);
                        let (from, to) = (
                            self.store.shared().place(from, Side::Left),
                            self.store.shared().place(to, Side::Right),
                        );
                        self.tell(
                            author,
                            &ToAuthor::Range { ask, from, to, prefix: &range.prefix },
                        );
                    }
                    Err(refusal) => self.refuse(author, ask, &refusal),
                }
            }
            FromAuthor::Edit { ask, edit } => self.answer_edit(author, ask, *edit),
            FromAuthor::Settle { take } => self.store.decide(take, std::time::Instant::now()),
            FromAuthor::Theme { theme } => {
                let style = names::style(&self.folder, theme.as_deref());
                match style.and_then(|style| self.live.dress(style)) {
                    Ok(()) => {
                        self.theme = theme;
                        self.follow_files();
                    }
                    Err(failure) => eprintln!("warning: {}", failure.line()),
                }
            }
        }
    }

    fn answer_edit(&mut self, author: AuthorId, ask: u64, edit: EditJson) {
        let (source, document) = (self.live.source(), self.live.document());
        let edits = match edit.read() {
            Asked::Edit(edit) => edit::text_edits(document, source, &edit),
            Asked::Fix { code, from, to } => {
                let mut utf16 = Utf16::of(source);
                let fits = |found: &&Diagnostic| {
                    found.code == code
                        && utf16.offset(found.span.start) == from
                        && utf16.offset(found.span.end) == to
                };
                let found = self.live.findings().iter().find(fits);
                model::fix_edits(found)
            }
        };
        match edits {
            Ok(edits) => {
                let select = self.model.ids_after(&self.live, &edits);
                let edits = self.places(&edits);
                self.tell(author, &ToAuthor::Edits { ask, edits, select });
            }
            Err(refusal) => self.refuse(author, ask, &refusal),
        }
    }

    fn places(&self, edits: &[edit::TextEdit]) -> Vec<EditAt> {
        let mut utf16 = Utf16::of(self.live.source());
        edits
            .iter()
            .map(|edit| {
                let (from, to) = (utf16.offset(edit.span.start), utf16.offset(edit.span.end));
                let from_place = self.store.shared().place(from, Side::Right);
                let to = if from == to {
                    from_place.clone()
                } else {
                    self.store.shared().place(to, Side::Left)
                };
                EditAt { from: from_place, to, insert: edit.text.clone() }
            })
            .collect()
    }

    fn refuse(&mut self, author: AuthorId, ask: u64, refusal: &edit::Refusal) {
        let (message, hint) = (refusal.message.as_str(), refusal.hint.as_deref());
        self.tell(author, &ToAuthor::Refused { ask, message, hint });
    }

    /// Brings everything up to what has arrived: first the page, which somebody waits for, then the
    /// journal, and then the others' texts, so that what they build on is not taken away by a crash.
    fn settle(&mut self) {
        self.take_news();
        self.refresh();
        self.store.keep();
        for (by, frame) in std::mem::take(&mut self.to_relay) {
            let is_other = |author: &AuthorId| by != Hand::Author(author.name());
            let others = self.authors.iter().filter(|(author, _)| is_other(author));
            others.for_each(|(_, author)| author.send(frame.clone()));
        }
    }

    fn end_turn(&mut self) {
        self.settle();
        self.tell_saved();
        if self.is_unchecked {
            self.follow_files();
        }
        self.cut_gone();
    }

    /// Notes that the page is not that of the text any more.
    fn changed(&mut self) {
        match &mut self.edit {
            Some(edit) => edit.collapses_another(),
            None => self.edit = Some(Edit::at(self.heard_at)),
        }
    }

    /// Makes the page and the blocks of the text as it is now.
    fn refresh(&mut self) {
        let Some(edit) = self.edit.take() else { return };
        let published = self.live.show(&self.store.shared().text(), edit);
        if let Some(published) = published {
            self.tell_all(&ToAuthor::Published { revision: published.revision.0 });
        }
        for change in self.model.follow(&self.live) {
            self.tell_all_json(&change);
        }
        self.check_later();
    }

    fn check_later(&mut self) {
        self.is_unchecked = true;
        let now = Instant::now();
        let within = CHECK_WITHIN.max(self.check_took * CHECK_SHARE);
        let at_latest = *self.check_by.get_or_insert(now + within);
        self.check_at = Some(at_latest.min(now + CHECK_AFTER));
    }

    /// Watches the files that the source names by now.
    fn follow_files(&mut self) {
        if let Some(watch) = &mut self.watch
            && let Err(failure) = watch.follow(self.live.files())
        {
            eprintln!("warning: {}", failure.line());
        }
    }

    /// Looks for findings, which nobody waits for.
    fn check(&mut self) {
        (self.check_at, self.check_by) = (None, None);
        if !std::mem::take(&mut self.is_unchecked) {
            return;
        }
        let start = Instant::now();
        self.live.check();
        let findings = self.model.findings(&self.live);
        if findings != self.findings {
            self.findings = findings;
            self.tell_all(&ToAuthor::Findings { findings: &self.findings });
        }
        self.check_took = start.elapsed();
    }

    fn note(&mut self, happened: &Result<Happened, RecvError>) {
        if let Ok(Happened {
            event: Event::ViewerJoined { viewers } | Event::ViewerLeft { viewers },
            ..
        }) = happened
        {
            self.tell_all(&ToAuthor::Viewers { viewers: *viewers });
        }
    }

    /// Does what is due.
    fn do_what_is_due(&mut self) {
        let now = Instant::now();
        if self.check_at.is_some_and(|due| due <= now) {
            self.check();
        }
        self.store.do_what_is_due(now.into_std());
    }

    /// Tells authors how the file fares, if that is news.
    fn tell_saved(&mut self) {
        let saved = self.store.saved();
        if saved != self.saved {
            self.saved = saved;
            self.tell_all(&ToAuthor::Saved { saved: &self.saved });
        }
    }

    fn clear(mut self, message: &str) {
        self.settle();
        self.store.close(std::time::Instant::now());
        self.tell_all(&ToAuthor::Gone { message });
    }

    // Speaking to authors.

    fn send(&self, author: AuthorId, message: &Message) {
        if let Some(author) = self.authors.get(&author) {
            author.send(frame(message));
        }
    }

    fn tell(&self, author: AuthorId, message: &ToAuthor<'_>) {
        self.send(author, &in_frame(message));
    }

    fn tell_others(&self, but: AuthorId, message: &Message) {
        let frame = frame(message);
        let others = self.authors.iter().filter(|(author, _)| **author != but);
        others.for_each(|(_, author)| author.send(frame.clone()));
    }

    /// Tells all who have the application of ours.
    fn tell_all(&self, message: &ToAuthor<'_>) {
        self.tell_all_json(message);
    }

    fn tell_all_json(&self, message: &impl serde::Serialize) {
        let mut ours = self.authors.values().filter(|author| author.wants_blocks).peekable();
        if ours.peek().is_some() {
            let frame = frame(&in_frame(message));
            ours.for_each(|author| author.send(frame.clone()));
        }
    }

    /// Lets go of authors who are gone or lag behind.
    fn cut_gone(&mut self) {
        let gone: Vec<AuthorId> = self
            .authors
            .iter()
            .filter(|(_, author)| author.outbox.is_closed() || author.outbox.capacity() == 0)
            .map(|(id, _)| *id)
            .collect();
        gone.into_iter().for_each(|author| self.leave(author));
    }
}

impl Author {
    fn send(&self, frame: Bytes) {
        // Full or closed: see `cut_gone`.
        let _ = self.outbox.try_send(frame);
    }
}

/// Puts a message of ours in a frame of the protocol.
pub(super) fn in_frame(message: &impl serde::Serialize) -> Message {
    Message::Custom(TAG, serde_json::to_vec(message).unwrap_or_default())
}
