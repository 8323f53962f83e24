//! The desk: where one source is worked on. It has the shared text, the document and page made of it,
//! its journal and its file, and owns all of that in one thread.
//!
//! ```text
//! authors ── updates, questions ──▶ ┌──────┐ ── page ─────────▶ hub ──▶ viewers
//!    ▲                              │ desk │ ── each update ──▶ journal, in the same turn
//!    └── updates, blocks, answers ──└──────┘ ── whole text ───▶ file, within 100 ms
//!                                      ▲
//! other programs ── file changed ──────┘
//! ```
//!
//! A turn takes in all that has arrived, and then makes one page of it; so the newest wins, and
//! nothing is queued behind a page that is being made.

use std::collections::{HashMap, VecDeque};
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

use super::journal::Entry;
use super::keeper::Keeper;
use super::model::{Model, front_json};
use super::shared_text::{SharedText, Side, Splice, Utf16, frame};
use super::source_file::{OnDisk, Written};
use super::wire::{Asked, EditAt, EditJson, FromAuthor, Saved, TAG, ToAuthor};
use super::{merge, model, names};
use crate::failure::Failure;
use crate::live::Live;
use crate::style::Style;
use crate::watch::{Changes, Watch, Woken};

/// How long a change may take to get into the file.
const SAVE_WITHIN: Duration = Duration::from_millis(100);
/// How soon it is tried again where the file cannot be written.
const SAVE_AGAIN: Duration = Duration::from_secs(1);
/// How long a file may be empty or missing before that is taken for meant: editors pass through such
/// a moment when they save.
const MIDDLE_OF_A_SAVE: Duration = Duration::from_millis(100);
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
/// How much of what was in the file lately is remembered, in bytes and in states.
const RECENT_BYTES: usize = 32 << 20;
const RECENT_STATES: usize = 64;

/// Names an author on a desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct AuthorId(pub(crate) u64);

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
    /// The desk is cleared: all is saved, and authors are told.
    Close { message: String },
}

/// A handle to a desk. When the last one is dropped, the desk is cleared.
#[derive(Clone)]
pub(crate) struct Desk(Arc<Handle>);

struct Handle {
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
}

impl Desk {
    /// Opens a source: as the journal has it, with what was done to its file since.
    ///
    /// # Errors
    ///
    /// If the file is missing or no text; then nothing has been touched.
    pub(crate) fn open(options: DeskOptions) -> Result<Self, Failure> {
        let (orders, receiver) = mpsc::channel(ORDERS);
        let changes = Changes::default();
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
        Ok(Self(Arc::new(Handle { orders, thread: Some(thread).into() })))
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

/// Who changed the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hand {
    Author(AuthorId),
    /// Another program, in the file.
    File,
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
    path: PathBuf,
    /// The folder of the project.
    folder: PathBuf,
    hub: Hub,
    events: broadcast::Receiver<Happened>,
    shared: SharedText,
    live: Live,
    model: Model,
    findings: serde_json::Value,
    theme: Option<String>,
    keeper: Keeper,
    /// What is not in the journal yet.
    pending: Vec<Entry>,
    /// What others are to be told of the text, and whose it is.
    to_relay: Vec<(Hand, Bytes)>,
    on_disk: OnDisk,
    /// What was in the file lately, newest first.
    recent: VecDeque<Arc<str>>,
    saved: Saved,
    authors: HashMap<AuthorId, Author>,
    watch: Option<Watch>,
    /// When what is followed now came.
    heard_at: std::time::Instant,
    /// What the page does not have yet: the first edit, and how many came behind it.
    edit: Option<Edit>,
    is_unchecked: bool,
    save_at: Option<Instant>,
    look_at: Option<Instant>,
    /// When findings are looked for, and when at the latest.
    check_at: Option<Instant>,
    check_by: Option<Instant>,
    /// How long that took the last time.
    check_took: Duration,
}

impl Work {
    fn begin(options: DeskOptions, changes: Changes) -> Result<Self, Failure> {
        let DeskOptions { name, path, folder, hub, style, mut keeper } = options;
        let on_disk = OnDisk::read(&path)?;
        let mut shared = SharedText::new();
        let before = keeper.begin(&mut shared, on_disk.text(), on_disk.raw());
        let live = Live::of(path.clone(), shared.text(), style, hub.clone())?;
        let mut work = Self {
            events: hub.events(),
            name,
            path,
            folder,
            hub,
            shared,
            model: Model::of(&live),
            live,
            findings: serde_json::Value::Array(Vec::new()),
            theme: None,
            keeper,
            pending: Vec::new(),
            to_relay: Vec::new(),
            on_disk: before.map_or_else(|| on_disk.clone(), |text| on_disk.with(&text)),
            recent: VecDeque::new(),
            saved: Saved::Written,
            authors: HashMap::new(),
            watch: Watch::start(changes).ok(),
            heard_at: std::time::Instant::now(),
            edit: None,
            is_unchecked: false,
            save_at: None,
            look_at: None,
            check_at: None,
            check_by: None,
            check_took: Duration::ZERO,
        };
        // What another program wrote while the source was not open.
        if on_disk.raw() != work.on_disk.raw() {
            work.take_in(on_disk);
        }
        if work.shared.text() != work.on_disk.text() {
            work.save_soon();
        }
        work.check_later();
        work.end_turn();
        Ok(work)
    }

    async fn run(mut self, mut orders: mpsc::Receiver<Order>) {
        loop {
            let due = [self.save_at, self.look_at, self.check_at].into_iter().flatten().min();
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
                self.look();
            }
            Order::Read { text } => {
                // Who asked may have left.
                let _ = text.send(self.shared.text());
            }
            Order::Close { .. } => {}
        }
    }

    fn join(&mut self, author: AuthorId, outbox: mpsc::Sender<Bytes>, life: Option<&str>) {
        let newcomer = Author { outbox, clients: Vec::new(), wants_blocks: false };
        if life.is_some_and(|life| life != self.keeper.life()) {
            // Merged, the text would be there twice.
            newcomer.send(frame(&in_frame(&ToAuthor::AnotherLife {})));
            return;
        }
        self.authors.insert(author, newcomer);
        self.send(author, &Message::Sync(SyncMessage::SyncStep1(self.shared.known())));
        if let Some(present) = self.shared.present() {
            self.send(author, &Message::Awareness(present));
        }
    }

    fn leave(&mut self, author: AuthorId) {
        let Some(gone) = self.authors.remove(&author) else { return };
        if let Some(news) = self.shared.part(&gone.clients).filter(|_| !gone.clients.is_empty()) {
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
                let missing = self.shared.since(&known);
                self.send(author, &Message::Sync(SyncMessage::SyncStep2(missing)));
            }
            Message::Sync(SyncMessage::SyncStep2(update) | SyncMessage::Update(update)) => {
                let new = self.shared.merge(&update).map_err(|error| error.to_string())?;
                if let Some(new) = new {
                    self.note_update(Hand::Author(author), new);
                }
                if self.shared.lacks_something() {
                    let known = self.shared.known();
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
                if let Some((news, _)) = self.shared.meet(update) {
                    self.tell_others(author, &Message::Awareness(news));
                }
            }
            Message::AwarenessQuery => {
                if let Some(present) = self.shared.present() {
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

    /// Notes an update of the text.
    fn note_update(&mut self, by: Hand, update: Vec<u8>) {
        let author = match by {
            Hand::Author(AuthorId(number)) => format!("author {number}"),
            Hand::File => "file".to_owned(),
        };
        let message = Message::Sync(SyncMessage::Update(update.clone()));
        self.to_relay.push((by, frame(&message)));
        self.pending.push(Entry { author, data: update });
        self.changed();
        self.save_soon();
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
                        life: self.keeper.life(),
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
                            self.shared.place(from, Side::Left),
                            self.shared.place(to, Side::Right),
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
            FromAuthor::Settle {} => {
                if matches!(self.saved, Saved::Conflict { .. }) {
                    let is_saved = self.save_at.is_none();
                    self.set_saved(if is_saved { Saved::Written } else { Saved::Saving });
                }
            }
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
                let from_place = self.shared.place(from, Side::Right);
                let to =
                    if from == to { from_place.clone() } else { self.shared.place(to, Side::Left) };
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
        self.refresh();
        self.write_journal();
        for (by, frame) in std::mem::take(&mut self.to_relay) {
            let others = self.authors.iter().filter(|(author, _)| by != Hand::Author(**author));
            others.for_each(|(_, author)| author.send(frame.clone()));
        }
    }

    fn end_turn(&mut self) {
        self.settle();
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
        let published = self.live.show(&self.shared.text(), edit);
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

    fn write_journal(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let shared = &self.shared;
        match self.keeper.append(&self.pending, || shared.whole()) {
            Ok(()) => self.pending.clear(),
            Err(message) => self.set_saved(Saved::CannotSave { message }),
        }
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

    // The file.

    fn save_soon(&mut self) {
        if self.save_at.is_none() {
            self.save_at = Some(Instant::now() + SAVE_WITHIN);
        }
        if matches!(self.saved, Saved::Written) {
            self.set_saved(Saved::Saving);
        }
    }

    /// Does what is due.
    fn do_what_is_due(&mut self) {
        let now = Instant::now();
        if self.check_at.is_some_and(|due| due <= now) {
            self.check();
        }
        if self.look_at.is_some_and(|due| due <= now) {
            self.look_at = None;
            self.look_again(true);
        }
        if self.save_at.is_some_and(|due| due <= now) {
            self.save_at = None;
            self.settle();
            self.save();
        }
    }

    fn save(&mut self) {
        // What another program wrote a moment ago is taken in first.
        match OnDisk::read(&self.path) {
            Ok(now) if now.raw() == self.on_disk.raw() => {}
            // Many programs empty a file before they write it.
            Ok(now) if now.raw().is_empty() => {
                self.look_later();
                self.save_at = self.look_at;
                return;
            }
            Ok(now) => {
                self.take_in(now);
                self.settle();
            }
            Err(_) => {}
        }
        let next = self.on_disk.with(&self.shared.text());
        if next.raw() != self.on_disk.raw() || !self.path.exists() {
            match next.write(&self.path, &self.on_disk) {
                Ok(Written::All) => {}
                Ok(Written::Nothing) => {
                    self.save_at = Some(Instant::now());
                    return;
                }
                Ok(Written::Over(theirs)) => {
                    self.merge_in(&theirs);
                    self.save_soon();
                }
                Err(error) => {
                    let message = format!("cannot write {}: {error}", self.path.display());
                    self.set_saved(Saved::CannotSave { message });
                    self.save_at = Some(Instant::now() + SAVE_AGAIN);
                    return;
                }
            }
            self.remember();
            self.on_disk = next;
        }
        self.keeper.note_saved(self.on_disk.raw());
        if self.keeper.is_lasting() {
            if !matches!(self.saved, Saved::Conflict { .. }) {
                self.set_saved(Saved::Written);
            }
        } else {
            let message = self.keeper.trouble().to_owned();
            self.set_saved(Saved::CannotSave { message });
        }
    }

    fn remember(&mut self) {
        self.recent.push_front(self.on_disk.text().into());
        let bytes =
            |recent: &VecDeque<Arc<str>>| recent.iter().map(|text| text.len()).sum::<usize>();
        while self.recent.len() > RECENT_STATES
            || self.recent.len() > 1 && bytes(&self.recent) > RECENT_BYTES
        {
            self.recent.pop_back();
        }
    }

    fn look(&mut self) {
        self.look_again(false);
    }

    /// Looks at the file and all that the source names.
    fn look_again(&mut self, is_second: bool) {
        match OnDisk::read(&self.path) {
            Ok(now) if now.raw() == self.on_disk.raw() => {
                // A picture, a style sheet, or a part in another file.
                self.changed();
            }
            Ok(now) if now.raw().is_empty() && !is_second => self.look_later(),
            Ok(now) if now.raw().is_empty() => {
                let message = format!(
                    "{} was emptied by another program; what is here is written again",
                    self.path.display()
                );
                eprintln!("warning: {message}");
                self.on_disk = now;
                self.save_soon();
            }
            Ok(now) => self.take_in(now),
            Err(_) if !is_second => self.look_later(),
            Err(failure) if self.path.exists() => self.keep_unreadable(&failure),
            Err(_) => {
                let message = format!(
                    "{} was removed by another program; your next change writes it again",
                    self.path.display()
                );
                self.set_saved(Saved::CannotSave { message });
            }
        }
    }

    fn look_later(&mut self) {
        self.look_at = Some(Instant::now() + MIDDLE_OF_A_SAVE);
    }

    /// Takes in what another program wrote.
    fn take_in(&mut self, now: OnDisk) {
        self.merge_in(&now);
        self.remember();
        self.on_disk = now;
        if self.shared.text() == self.on_disk.text() {
            self.keeper.note_saved_later(self.on_disk.raw());
        } else {
            self.save_soon();
        }
    }

    /// Makes what another program changed in the file a change of the text.
    fn merge_in(&mut self, now: &OnDisk) {
        let ours = self.shared.text();
        let recent = self.recent.iter().map(|text| &**text);
        let newest_first: Vec<&str> = [self.on_disk.text()].into_iter().chain(recent).collect();
        let before = merge::likeliest_before(now.text(), &newest_first).unwrap_or_default();
        let merged = merge::merge(before, now.text(), &ours);
        if merged.is_unsafe {
            self.keep_theirs(now.raw().as_bytes());
        } else {
            let mut utf16 = Utf16::of(&ours);
            let splices: Vec<Splice> = merged
                .changes
                .into_iter()
                .map(|change| Splice {
                    range: utf16.offset(change.range.start)..utf16.offset(change.range.end),
                    text: change.text,
                })
                .collect();
            if let Some(update) = self.shared.splice(&splices) {
                self.note_update(Hand::File, update);
            }
        }
    }

    /// Keeps what cannot be merged beside the file, under another name.
    fn keep_theirs(&mut self, theirs: &[u8]) {
        let kept = beside(&self.path);
        let message = match std::fs::write(&kept, theirs) {
            Ok(()) => format!(
                "{} and you changed the same words; what it wrote is kept in {}",
                "another program",
                kept.display()
            ),
            Err(error) => format!("cannot keep what another program wrote: {error}"),
        };
        let path = kept.file_name().unwrap_or_default().to_string_lossy().into_owned();
        self.set_saved(Saved::Conflict { message, path });
        self.save_soon();
    }

    fn keep_unreadable(&mut self, failure: &Failure) {
        eprintln!("warning: {}; what is here is written again", failure.line());
        match std::fs::read(&self.path) {
            Ok(bytes) => self.keep_theirs(&bytes),
            Err(_) => {
                let message = failure.line();
                self.set_saved(Saved::CannotSave { message });
            }
        }
        self.on_disk = OnDisk::of(String::new());
        self.save_soon();
    }

    fn set_saved(&mut self, saved: Saved) {
        if saved != self.saved {
            self.saved = saved;
            self.tell_all(&ToAuthor::Saved { saved: &self.saved });
        }
    }

    fn clear(mut self, message: &str) {
        self.settle();
        if self.save_at.is_some() {
            self.save();
        }
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

fn in_frame(message: &impl serde::Serialize) -> Message {
    Message::Custom(TAG, serde_json::to_vec(message).unwrap_or_default())
}

/// Returns a name for another version of a file, in its folder.
fn beside(path: &Path) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let ending = path.extension().map(|ending| ending.to_string_lossy()).unwrap_or_default();
    (1..)
        .map(|number| path.with_file_name(format!("{stem} (other version {number}).{ending}")))
        .find(|path| !path.exists())
        .unwrap_or_else(|| path.to_path_buf())
}
