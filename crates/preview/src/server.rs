//! A server that runs by itself, on threads of its own: for hosts that want a live page and nothing
//! to do with sockets, tasks or runtimes. Async hosts and plain threads use it alike.

use std::io;
use std::mem::take;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::Path;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC};
use sopwright_html::Document;
use tokio::runtime::{self, Runtime};
use tokio::sync::{oneshot, watch};
use tokio_util::sync::CancellationToken;

use crate::documents::Documents;
use crate::http::{self, BindError, Listeners, Port, ServeOptions, bind};
use crate::hub::HubOptions;
use crate::key::Key;
use crate::session::Published;
use crate::status::{Status, StatusKind, Transport};

/// How long file accesses that hang may hold up the end. They end by themselves later.
const BLOCKED: Duration = Duration::from_millis(100);

/// What is written as it is in the path of an address.
pub(crate) const IN_PATH: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-').remove(b'_').remove(b'~');

/// How a [`Server`] is set up.
#[derive(Clone, Debug)]
pub struct ServerOptions {
    /// The address to listen on. Any but this machine's own lets others in who have the key.
    pub host: IpAddr,
    /// The port to listen on.
    pub port: Port,
    /// A port of its own for WebSockets; 0 lets the system choose. `None` is the same port.
    pub socket_port: Option<u16>,
    /// How many bytes of patches are kept for viewers that are behind, for each document.
    pub history_bytes: usize,
    /// How pages are served, and to whom.
    pub serve: ServeOptions,
}

impl Default for ServerOptions {
    /// This machine alone, the first free port from 8080.
    fn default() -> Self {
        Self {
            host: Ipv4Addr::LOCALHOST.into(),
            port: Port::FirstFree { from: 8080, tries: 100 },
            socket_port: None,
            history_bytes: HubOptions::default().history_bytes,
            serve: ServeOptions::default(),
        }
    }
}

/// Why a server could not start.
#[derive(Debug)]
pub enum StartError {
    /// There is no port to listen on.
    Bind(BindError),
    /// The system gives no threads, or the options cannot be served by.
    Io(io::Error),
}

impl std::fmt::Display for StartError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Bind(error) => error.fmt(f),
            Self::Io(error) => write!(f, "the preview server cannot start: {error}"),
        }
    }
}

impl std::error::Error for StartError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Bind(error) => error.source(),
            Self::Io(error) => Some(error),
        }
    }
}

/// A preview server that listens. When it is dropped it stops, without waiting for that; see
/// [`stop`](Self::stop).
pub struct Server {
    documents: Documents,
    address: SocketAddr,
    url: String,
    status: watch::Receiver<Status>,
    stopping: CancellationToken,
    ended: oneshot::Receiver<()>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts a server, and returns when it listens.
    ///
    /// # Errors
    ///
    /// If no port can be listened on; the error names it and a way out.
    pub async fn start(options: ServerOptions) -> Result<Self, StartError> {
        let documents = documents_of(&options);
        Self::start_with(documents, options).await
    }

    /// The same, for a plain thread.
    ///
    /// # Errors
    ///
    /// As [`start`](Self::start).
    pub fn start_blocking(options: ServerOptions) -> Result<Self, StartError> {
        let documents = documents_of(&options);
        Self::start_blocking_with(documents, options)
    }

    /// Starts a server of documents that exist already, for instance those of one that was stopped:
    /// their viewers come back to it.
    ///
    /// # Errors
    ///
    /// As [`start`](Self::start).
    pub async fn start_with(
        documents: Documents,
        options: ServerOptions,
    ) -> Result<Self, StartError> {
        let status = watch::Sender::new(Status::closed());
        Self::launch(documents, options, status)?.await.unwrap_or_else(|_| Err(gone()))
    }

    /// The same, for a plain thread.
    ///
    /// # Errors
    ///
    /// As [`start`](Self::start).
    pub fn start_blocking_with(
        documents: Documents,
        options: ServerOptions,
    ) -> Result<Self, StartError> {
        Self::launch_blocking(documents, options, watch::Sender::new(Status::closed()))
    }

    /// The same, with a status that exists already.
    pub(crate) fn launch_blocking(
        documents: Documents,
        options: ServerOptions,
        status: watch::Sender<Status>,
    ) -> Result<Self, StartError> {
        Self::launch(documents, options, status)?.blocking_recv().unwrap_or_else(|_| Err(gone()))
    }

    /// Starts the thread that says how it went, and goes on as the server.
    fn launch(
        documents: Documents,
        options: ServerOptions,
        status: watch::Sender<Status>,
    ) -> Result<oneshot::Receiver<Result<Self, StartError>>, StartError> {
        let (started, starting) = oneshot::channel();
        let (own_handle, handle) = oneshot::channel();
        let thread = thread::Builder::new()
            .name("sopwright-preview".into())
            .spawn(move || run(documents, options, &status, started, handle))
            .map_err(StartError::Io)?;
        // It waits for this before it says that it started.
        let _ = own_handle.send(thread);
        Ok(starting)
    }

    /// Returns the address to open. It has the key in it: whoever sees it is let in. For other
    /// documents, and when the server listens on all addresses, see [`Status::url_of`].
    pub fn url(&self) -> String {
        self.url.clone()
    }

    /// Returns the address and port that pages are served on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns all documents. The one at `/` is the one that the methods here speak of.
    pub fn documents(&self) -> &Documents {
        &self.documents
    }

    /// Shows the page that this HTML makes, whole or in part, well formed or not.
    pub fn update(&self, html: &str) -> Published {
        self.documents.main().update(html)
    }

    /// Shows a page that the host keeps as a tree. What two pages share as the same nodes is not
    /// looked at: see [`Hub::publish`](crate::Hub::publish).
    pub fn publish(&self, page: Document) -> Published {
        self.documents.main().publish(page)
    }

    /// Dresses the page in a style sheet.
    pub fn set_theme(&self, css: impl Into<String>) {
        self.documents.main().set_theme(css.into());
    }

    /// Allows viewers to fetch a file, and returns its address for use in the page: see
    /// [`Hub::register_file`](crate::Hub::register_file).
    ///
    /// # Errors
    ///
    /// If the file cannot be read or is no regular file.
    pub fn register_file(&self, path: impl AsRef<Path>) -> io::Result<String> {
        self.documents.main().register_file(path.as_ref())
    }

    /// Returns how many viewers there are, of all documents.
    pub fn viewers(&self) -> usize {
        self.documents.viewers()
    }

    /// Returns how the server fares, now and whenever that changes.
    pub fn status(&self) -> watch::Receiver<Status> {
        self.status.clone()
    }

    /// Stops: viewers are told, connections end, the port is free. Returns within a second, whatever
    /// connections do.
    pub async fn stop(mut self) {
        self.stopping.cancel();
        // The thread has nothing left to do once it says so, or when it panicked.
        let _ = (&mut self.ended).await;
        self.join();
    }

    /// The same, for a plain thread.
    pub fn stop_blocking(mut self) {
        self.stopping.cancel();
        self.join();
    }

    fn join(&mut self) {
        if let Some(thread) = self.thread.take() {
            // A panic there was printed by that thread.
            let _ = thread.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stopping.cancel();
    }
}

fn url(address: SocketAddr, key: &Key) -> String {
    // No browser can go to "all addresses"; of those, this machine's own is the nearest.
    let host: IpAddr = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    format!("http://{}/{}", SocketAddr::new(host, address.port()), key.opening())
}

fn documents_of(options: &ServerOptions) -> Documents {
    let history_bytes = options.history_bytes;
    Documents::new(HubOptions { history_bytes, ..HubOptions::default() })
}

fn gone() -> StartError {
    StartError::Io(io::Error::other("its thread ended"))
}

/// The life of the server's thread.
fn run(
    documents: Documents,
    options: ServerOptions,
    status: &watch::Sender<Status>,
    started: oneshot::Sender<Result<Server, StartError>>,
    handle: oneshot::Receiver<JoinHandle<()>>,
) {
    let runtime = match runtime() {
        Ok(runtime) => runtime,
        Err(error) => {
            let _ = started.send(Err(StartError::Io(error)));
            return;
        }
    };
    let (ended, ending) = oneshot::channel();
    runtime.block_on(async {
        let listeners = match listen(&options).await {
            Ok(listeners) => listeners,
            Err(error) => {
                let _ = started.send(Err(error));
                return;
            }
        };
        let Ok(address) = listeners.pages.local_addr() else {
            let _ = started.send(Err(gone()));
            return;
        };
        let stopping = CancellationToken::new();
        let url = url(address, &options.serve.key);
        status.send_modify(|status| {
            let open = Status::open(&url, Transport::Server);
            *status = match status.kind {
                // Whoever said so says when it is done.
                StatusKind::Working => {
                    Status { kind: status.kind, message: take(&mut status.message), ..open }
                }
                _ => open,
            };
        });
        let server = Server {
            documents: documents.clone(),
            address,
            url,
            status: status.subscribe(),
            stopping: stopping.clone(),
            ended: ending,
            thread: handle.await.ok(),
        };
        let counting = tokio::spawn(count(documents.clone(), status.clone()));
        let serving = http::serve(listeners, documents, options.serve, stopping.cancelled_owned());
        if started.send(Ok(server)).is_err() {
            // Whoever asked for it did not wait.
            counting.abort();
            return;
        }
        let served = serving.await;
        counting.abort();
        status.send_modify(|status| {
            *status = Status::closed();
            if let Err(error) = served {
                status.message = format!("the preview stopped: {error}");
            }
        });
    });
    runtime.shutdown_timeout(BLOCKED);
    let _ = ended.send(());
}

/// As many threads as are of use: viewers by the thousand need more than one.
fn runtime() -> io::Result<Runtime> {
    let threads = thread::available_parallelism().map_or(1, usize::from).min(4);
    runtime::Builder::new_multi_thread()
        .worker_threads(threads)
        .thread_name("sopwright-preview-worker")
        .enable_io()
        .enable_time()
        .build()
}

async fn listen(options: &ServerOptions) -> Result<Listeners, StartError> {
    options.serve.policy().map_err(StartError::Io)?;
    let pages = bind(options.host, options.port).await.map_err(StartError::Bind)?;
    let sockets = match options.socket_port {
        Some(port) => {
            Some(bind(options.host, Port::Exactly(port)).await.map_err(StartError::Bind)?)
        }
        None => None,
    };
    Ok(Listeners { pages, sockets })
}

/// Keeps the number of viewers in the status.
async fn count(documents: Documents, status: watch::Sender<Status>) {
    let mut viewers = documents.audience().watch();
    loop {
        let now = *viewers.borrow_and_update();
        status.send_modify(|status| status.viewers = now);
        if viewers.changed().await.is_err() {
            return;
        }
    }
}
