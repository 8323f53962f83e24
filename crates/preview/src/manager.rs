//! The preview manager: opens and closes the preview for a host that has a button for it, says how
//! it fares, and makes the page when the host says that something changed.
//!
//! Nothing here waits: the host says what it wants, and a thread of the manager's own brings it
//! about. What is said while that is busy replaces what was said before, so a burst of changes ends
//! in one page of the last of them, and no silence is waited for.
//!
//! ```text
//!               open                listens               generate
//! closed ──────────────▶ opening ────────────▶ open ◀──────────────▶ updating
//!   ▲                       │ no port                                    │ an error, or a panic
//!   │                       ▼                                            ▼
//!   └───── close ──── open, by files                  open, with the last good page and the reason
//! ```

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use tokio::runtime;
use tokio::sync::watch;
use tokio::time::timeout;

use crate::documents::Documents;
use crate::file_page::FilePage;
use crate::http::Port;
use crate::hub::{Hub, HubOptions};
use crate::protocol::{Diagnostic, Severity};
use crate::server::{Server, ServerOptions, StartError};
use crate::status::{Status, StatusKind, Transport};

/// How long a tab that was left open has to come back before another one is opened.
const COMES_BACK_WITHIN: Duration = Duration::from_secs(1);

/// Opens an address in a browser.
pub type Opener = Arc<dyn Fn(&str) -> io::Result<()> + Send + Sync>;

/// How a [`PreviewManager`] is set up.
#[derive(Clone)]
pub struct ManagerOptions {
    /// Whether the preview may be opened at all.
    pub enabled: bool,
    /// How the server is set up. The key and, where it can be had, the port stay the same over all
    /// openings.
    pub server: ServerOptions,
    /// How viewers are reached. By files the preview does without a server, but has one document.
    pub transport: Transport,
    /// Whether files take the place of a server that cannot start.
    pub fallback_on_failure: bool,
    /// What opens the browser; `None` does not open one.
    pub opener: Option<Opener>,
}

impl Default for ManagerOptions {
    /// A server on this machine, files if that cannot start, and the user's browser.
    fn default() -> Self {
        Self {
            enabled: true,
            server: ServerOptions::default(),
            transport: Transport::Server,
            fallback_on_failure: true,
            opener: Some(Arc::new(|url| open::that_detached(url))),
        }
    }
}

/// See the [module](self). When it is dropped, the preview is closed, which takes up to a second.
pub struct PreviewManager {
    documents: Documents,
    shared: Arc<Shared>,
    status: watch::Receiver<Status>,
    thread: Option<JoinHandle<()>>,
}

/// What the host wants, in its newest state.
#[derive(Default)]
struct Wanted {
    is_open: bool,
    /// Whether something changed since the page was last made.
    update: bool,
    end: bool,
}

#[derive(Default)]
struct Shared {
    wanted: Mutex<Wanted>,
    changed: Condvar,
}

impl Shared {
    fn wanted(&self) -> MutexGuard<'_, Wanted> {
        // Each change of it is one assignment.
        self.wanted.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn want(&self, change: impl FnOnce(&mut Wanted)) {
        change(&mut self.wanted());
        self.changed.notify_one();
    }
}

impl PreviewManager {
    /// Sets a manager up; the preview is closed.
    ///
    /// `generate` makes the page: it calls [`Hub::update`] or [`Hub::publish`], or returns a line
    /// that says why it cannot. It runs on the manager's thread, one call at a time, when the
    /// preview is opened and after [`request_update`](Self::request_update).
    ///
    /// # Errors
    ///
    /// If the system gives no thread.
    pub fn new(
        options: ManagerOptions,
        generate: impl FnMut(&Hub) -> Result<(), String> + Send + 'static,
    ) -> io::Result<Self> {
        let history_bytes = options.server.history_bytes;
        let documents = Documents::new(HubOptions { history_bytes, ..HubOptions::default() });
        Self::with(documents, options, generate)
    }

    /// The same, for documents that exist already.
    ///
    /// # Errors
    ///
    /// As [`new`](Self::new).
    pub fn with(
        documents: Documents,
        options: ManagerOptions,
        generate: impl FnMut(&Hub) -> Result<(), String> + Send + 'static,
    ) -> io::Result<Self> {
        let shared = Arc::<Shared>::default();
        let (sender, status) = watch::channel(Status::closed());
        let worker = Worker {
            documents: documents.clone(),
            options,
            generate: Box::new(generate),
            status: sender,
            shared: Arc::clone(&shared),
            preview: None,
            had_viewers: false,
            failed: false,
        };
        let thread = thread::Builder::new()
            .name("sopwright-preview-manager".into())
            .spawn(move || worker.run())?;
        Ok(Self { documents, shared, status, thread: Some(thread) })
    }

    /// Opens the preview, makes the page, and opens a browser, unless a tab that was left open comes
    /// back by itself.
    pub fn open(&self) {
        self.shared.want(|wanted| (wanted.is_open, wanted.update) = (true, true));
    }

    /// Closes the preview. Tabs stay, say that they wait, and come back when it is opened again.
    pub fn close(&self) {
        self.shared.want(|wanted| wanted.is_open = false);
    }

    /// Opens the preview if it is closed, and closes it if it is open.
    pub fn toggle(&self) {
        self.shared.want(|wanted| {
            wanted.is_open = !wanted.is_open;
            wanted.update |= wanted.is_open;
        });
    }

    /// Says that something changed: the page is made again, at once or as soon as the one that is
    /// being made is done. While the preview is closed nothing is made.
    pub fn request_update(&self) {
        self.shared.want(|wanted| wanted.update = true);
    }

    /// Returns how the preview fares, now and whenever that changes.
    pub fn status(&self) -> watch::Receiver<Status> {
        self.status.clone()
    }

    /// Returns the documents.
    pub fn documents(&self) -> &Documents {
        &self.documents
    }
}

impl Drop for PreviewManager {
    fn drop(&mut self) {
        self.shared.want(|wanted| wanted.end = true);
        if let Some(thread) = self.thread.take() {
            // A panic there was printed by that thread.
            let _ = thread.join();
        }
    }
}

type Generate = Box<dyn FnMut(&Hub) -> Result<(), String> + Send>;

/// What the manager's thread has.
struct Worker {
    documents: Documents,
    options: ManagerOptions,
    generate: Generate,
    status: watch::Sender<Status>,
    shared: Arc<Shared>,
    preview: Option<Preview>,
    /// Whether there were viewers when the preview was closed.
    had_viewers: bool,
    /// Whether the newest page could not be made.
    failed: bool,
}

/// An open preview.
enum Preview {
    Server(Server),
    Files(FilePage),
}

/// What is to be done next.
enum Task {
    Open,
    Close,
    Update,
    End,
}

impl Worker {
    fn run(mut self) {
        loop {
            match self.next() {
                Task::Open => self.open(),
                Task::Close => self.close(),
                Task::Update => self.update(),
                Task::End => return self.close(),
            }
        }
    }

    fn next(&self) -> Task {
        let is_open = self.preview.is_some();
        let idle = |wanted: &mut Wanted| {
            !wanted.end && wanted.is_open == is_open && !(is_open && wanted.update)
        };
        let waited = self.shared.changed.wait_while(self.shared.wanted(), idle);
        let mut wanted = waited.unwrap_or_else(PoisonError::into_inner);
        if wanted.end {
            return Task::End;
        }
        match (is_open, wanted.is_open) {
            (false, true) => Task::Open,
            (true, false) => Task::Close,
            _ => {
                wanted.update = false;
                Task::Update
            }
        }
    }

    fn open(&mut self) {
        self.say(StatusKind::Working, "the preview is being opened");
        // Viewers come to a page, not to an empty one.
        self.shared.wanted().update = false;
        let generated = self.make();
        let (preview, url, warning) = match self.start() {
            Ok(opened) => opened,
            Err(why) => {
                self.shared.wanted().is_open = false;
                self.status.send_replace(Status {
                    kind: StatusKind::Error,
                    message: why,
                    ..Status::closed()
                });
                return;
            }
        };
        let transport = match &preview {
            Preview::Server(_) => Transport::Server,
            Preview::Files(_) => Transport::File,
        };
        self.preview = Some(preview);
        self.status.send_modify(|status| {
            (status.url, status.transport) = (Some(url.clone()), Some(transport));
        });
        let warning = self.show(&url).err().or(warning);
        match (generated, warning) {
            (Err(why), _) => self.say(StatusKind::Error, &why),
            (Ok(()), Some(warning)) => self.say(StatusKind::Warning, &warning),
            (Ok(()), None) => self.say(StatusKind::Ok, "the preview is open"),
        }
    }

    /// Returns what was opened, its address, and what the host should know about it.
    fn start(&mut self) -> Result<(Preview, String, Option<String>), String> {
        if !self.options.enabled {
            return Err("the preview is switched off in the configuration (`enabled`)".into());
        }
        if self.options.transport == Transport::File {
            return self.start_files(None);
        }
        match self.start_server() {
            Ok((server, warning)) => {
                let url = server.url();
                Ok((Preview::Server(server), url, warning))
            }
            Err(error) if self.options.fallback_on_failure => {
                self.start_files(Some(format!("{error}; the preview is shown from files")))
            }
            Err(error) => Err(error.to_string()),
        }
    }

    fn start_server(&mut self) -> Result<(Server, Option<String>), StartError> {
        let asked = self.options.server.clone();
        let status = self.status.clone();
        let started = Server::launch_blocking(self.documents.clone(), asked.clone(), status);
        let server = started?;
        let port = server.address().port();
        // From now on this port first, so that tabs that are left open come back to it.
        let (first, warning) = match asked.port {
            Port::FirstFree { from, tries } => {
                let warning = (from != port)
                    .then(|| format!("port {from} is in use; the preview is on port {port}"));
                (Port::Preferred { port, from, tries }, warning)
            }
            Port::Preferred { port: preferred, from, tries } => {
                let warning = (preferred != port).then(|| {
                    format!(
                        "port {preferred} is in use now; the preview is on port {port}, and tabs \
                         that are open do not find it there"
                    )
                });
                (Port::Preferred { port, from, tries }, warning)
            }
            Port::Exactly(_) => (Port::Exactly(port), None),
        };
        self.options.server.port = first;
        Ok((server, warning))
    }

    fn start_files(
        &self,
        warning: Option<String>,
    ) -> Result<(Preview, String, Option<String>), String> {
        let files = FilePage::open(self.documents.main().clone())
            .map_err(|error| format!("the preview can be neither served nor written: {error}"))?;
        let url = files.url();
        Ok((Preview::Files(files), url, warning))
    }

    /// Opens a browser, unless a viewer comes back.
    fn show(&mut self, url: &str) -> Result<(), String> {
        let Some(opener) = &self.options.opener else {
            return Ok(());
        };
        if self.had_viewers && self.comes_back() {
            return Ok(());
        }
        opener(url).map_err(|error| format!("cannot open a browser ({error}); open {url}"))
    }

    /// Waits for a viewer who was there before, who may have another try to connect soon.
    fn comes_back(&self) -> bool {
        let Ok(runtime) = runtime::Builder::new_current_thread().enable_time().build() else {
            return false;
        };
        let mut viewers = self.documents.audience().watch();
        let comes = viewers.wait_for(|&viewers| viewers > 0);
        // A timer must be made in a runtime.
        runtime
            .block_on(async { timeout(COMES_BACK_WITHIN, comes).await.is_ok_and(|it| it.is_ok()) })
    }

    fn close(&mut self) {
        if let Some(preview) = self.preview.take() {
            self.say(StatusKind::Working, "the preview is being closed");
            self.had_viewers = self.documents.viewers() > 0;
            match preview {
                Preview::Server(server) => server.stop_blocking(),
                Preview::Files(files) => drop(files),
            }
        }
        self.status.send_replace(Status::closed());
    }

    fn update(&mut self) {
        let before = self.status.borrow().clone();
        self.say(StatusKind::Working, "the page is being made");
        match self.make() {
            Ok(()) if before.kind == StatusKind::Error => {
                self.say(StatusKind::Ok, "the preview is open");
            }
            Ok(()) => self.say(before.kind, &before.message),
            Err(why) => self.say(StatusKind::Error, &why),
        }
    }

    /// Lets the host make the page. If it cannot, viewers keep the last good one and are told why.
    fn make(&mut self) -> Result<(), String> {
        let hub = self.documents.main();
        if self.failed {
            hub.set_diagnostics(Vec::new());
        }
        let generate = AssertUnwindSafe(|| (self.generate)(hub));
        let made = catch_unwind(generate).unwrap_or_else(|panic| {
            let text = panic.downcast_ref::<&str>().copied();
            let text = text.or(panic.downcast_ref::<String>().map(String::as_str));
            Err(format!("the page cannot be made: {}", text.unwrap_or("its maker panicked")))
        });
        self.failed = made.is_err();
        if let Err(why) = &made {
            hub.set_diagnostics(vec![Diagnostic {
                severity: Severity::Error,
                message: why.clone(),
                hint: Some("the page shows the last good state".into()),
                line: None,
                column: None,
            }]);
        }
        made
    }

    fn say(&self, kind: StatusKind, message: &str) {
        self.status.send_modify(|status| {
            status.kind = kind;
            message.clone_into(&mut status.message);
        });
    }
}
