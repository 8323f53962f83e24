//! One port for everything: pages, the client, styles, media and WebSockets.
//!
//! | request | module |
//! |---|---|
//! | any | `guard`: is this server meant, does its own page ask; `access`: was it let in |
//! | `/`, `/NAME/` | `page` |
//! | `…/_preview.KEY` | `access` |
//! | `…/_preview/socket` | `socket`, by `websocket`, `lane` and `fanout` |
//! | `…/_preview/events/…`, `…/_preview/say` | `events` |
//! | `…/_preview/poll` | `poll` |
//! | `…/_preview/client.js` and its parts, `…/_preview/stretch.css`, `…/_preview/host.js`, `/favicon.ico` | `client` |
//! | `/_preview/documents/…`, `…/themes/…`, `…/files/…`, `…/host-events` | `host_api` |
//! | `/_preview/health`, `/_preview/metrics`, `/_preview/status/` | `status` |
//! | `…/_preview/theme/…`, `…/_preview/media/…` | `files` |
//!
//! What stands before `_preview`, or before the last slash, is the name of a document: `address`
//! takes it off, so that the routes are the same for each.
//!
//! Connections are accepted and owned here: when the server stops, those that are idle end at
//! once, viewers are told goodbye, and what has not ended after `GRACE` is cut.

mod access;
mod address;
mod bind;
mod client;
mod events;
mod fanout;
mod files;
mod guard;
mod host_api;
mod lane;
mod notice;
mod page;
mod poll;
mod socket;
pub(crate) mod status;
pub(crate) mod websocket;

use std::collections::HashMap;
use std::future::Future;
use std::io;
use std::net::IpAddr;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state, map_response_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;

use self::access::Access;
pub(crate) use self::access::{OPENING, without_key};
pub use self::bind::{BindError, Port, bind};
pub(crate) use self::fanout::Fanout;
use self::guard::Guard;
pub(crate) use self::host_api::Turns;
pub(crate) use self::page::Encoded;
pub(crate) use self::poll::Polling;
use crate::debug::DebugMode;
use crate::documents::{Documents, Shown};
use crate::key::Key;

const IMMUTABLE: &str = "public, max-age=31536000, immutable";
const REVALIDATED: &str = "no-cache";

/// How long requests may go on when the server stops.
const GRACE: Duration = Duration::from_millis(300);
/// How long viewers may take to say goodbye; each is limited to less than that itself.
const VIEWERS_GONE_WITHIN: Duration = Duration::from_millis(650);
/// How long a connection may take to say what it wants.
const REQUEST_WITHIN: Duration = Duration::from_secs(30);
/// How large the head of a request may be, in bytes.
const LARGEST_HEAD: usize = 64 * 1024;
/// How many connections one other machine may have. This machine's own proxies and browsers may
/// have as many as there are viewers.
const CONNECTIONS_PER_ADDRESS: usize = 128;

/// How pages are served.
#[derive(Clone, Debug)]
pub struct ServeOptions {
    /// Who has it is let in.
    pub key: Key,
    /// Whoever has this one may push pages by HTTP: see `docs/host-api.md`. Without it nobody may.
    pub host_key: Option<Key>,
    /// The `Content-Security-Policy` of pages. It must allow the server's own scripts, styles,
    /// images and connections (`'self'`). `{nonce}` stands for a nonce that is drawn for each
    /// answer and that the preview's own scripts carry (CSP Level 3 §2.3.1), `{socket}` for where
    /// sockets are opened if that is not the page's own port. Without a policy a
    /// page may do anything, but nobody else may frame it.
    pub content_security_policy: Option<String>,
    /// Whether pages are isolated from those of other sites, whose pictures they show without cookies.
    /// Browsers let isolated pages share memory with workers, by which a page that is shown in an
    /// application sees what comes for it before its turn: see `docs/design/key-to-paint.md`.
    pub is_isolated: bool,
    /// A module of the host's own, which every page loads beside the client.
    pub script: Option<&'static str>,
    /// What a program answers beside the preview.
    pub application: Option<Application>,
    /// Names that the server goes by beside `localhost` and the address it listens on.
    pub allowed_hosts: Vec<String>,
    /// How many viewers there may be at once, of all documents.
    pub max_viewers: usize,
    /// Whether messages and requests are logged; can be switched while the server runs.
    pub debug: DebugMode,
}

/// What a program answers on the port of the preview, for those alone who have a key of its own: the
/// pages of an editor, for instance, whose authors may do more than the readers of what they write.
/// Who has that key is let in as a reader as well.
#[derive(Clone, Debug)]
pub struct Application {
    /// Who has it is let in. The address that gives it to a browser is that of [`Key::opening`].
    pub key: Key,
    /// The routes, which go before those of documents. They are reached by those only who come
    /// through the same checks as readers of the preview: see `docs/host-api.md`.
    pub routes: Router,
}

impl Default for ServeOptions {
    /// A key of its own and none for hosts, no policy, no script, no more names, 1,000 viewers.
    fn default() -> Self {
        Self {
            key: Key::random(),
            host_key: None,
            content_security_policy: None,
            is_isolated: false,
            script: None,
            application: None,
            allowed_hosts: Vec::new(),
            max_viewers: 1_000,
            debug: DebugMode::default(),
        }
    }
}

impl ServeOptions {
    pub(crate) fn policy(&self) -> io::Result<String> {
        let policy = self.content_security_policy.as_deref().unwrap_or("frame-ancestors 'self'");
        HeaderValue::try_from(policy).map_err(|_| {
            let why = "the content security policy has a character that no header may have";
            io::Error::new(io::ErrorKind::InvalidInput, why)
        })?;
        Ok(policy.into())
    }
}

/// Where a server listens.
pub struct Listeners {
    /// For everything.
    pub pages: TcpListener,
    /// For the same, on a port of its own that pages open their WebSockets on. For hosts that
    /// promise their users two ports.
    pub sockets: Option<TcpListener>,
}

impl From<TcpListener> for Listeners {
    fn from(pages: TcpListener) -> Self {
        Self { pages, sockets: None }
    }
}

/// What requests are answered from.
struct Server {
    documents: Documents,
    /// The status page.
    status: Arc<Shown>,
    access: Access,
    content_security_policy: String,
    is_isolated: bool,
    script: Option<client::HostScript>,
    /// The port on which pages open their WebSockets, if it is not their own.
    socket_port: Option<u16>,
    max_viewers: usize,
    debug: DebugMode,
    /// Told when the server stops.
    stopping: CancellationToken,
    /// The viewers' tasks.
    viewers: TaskTracker,
    /// The tasks that write to viewers, one for each document.
    fanouts: TaskTracker,
}

impl Server {
    /// Returns what one viewer too many is told, if there are as many as there may be.
    fn full(&self) -> Option<Response> {
        // Those that have a socket but have not joined yet count as well.
        let viewers = self.viewers.len().max(self.documents.viewers());
        let why = format!("there are {} viewers already, and no more may join\n", self.max_viewers);
        let is_full = viewers >= self.max_viewers;
        is_full.then(|| (StatusCode::SERVICE_UNAVAILABLE, why).into_response())
    }
}

/// Serves pages until `shutdown` is done, and returns within a second after that. If it is
/// dropped earlier, connections end and viewers are told goodbye as well.
///
/// # Errors
///
/// If a listener has no address, or the content security policy is no header value.
pub async fn serve(
    listeners: impl Into<Listeners>,
    documents: impl Into<Documents>,
    options: ServeOptions,
    shutdown: impl Future<Output = ()>,
) -> io::Result<()> {
    let Listeners { pages, sockets } = listeners.into();
    let socket_port = sockets.as_ref().map(TcpListener::local_addr).transpose()?;
    let socket_port = socket_port.map(|address| address.port());
    let policy = options.policy()?;
    let guard = Guard::new(pages.local_addr()?, options.allowed_hosts);
    let stopping = CancellationToken::new();
    let server = Arc::new(Server {
        documents: documents.into(),
        status: status::shown(),
        access: Access {
            key: options.key,
            application_key: options.application.as_ref().map(|it| it.key.clone()),
            host_key: options.host_key,
            cookie: access::cookie(pages.local_addr()?.port()),
        },
        content_security_policy: policy,
        is_isolated: options.is_isolated,
        script: options.script.map(client::HostScript::new),
        socket_port,
        max_viewers: options.max_viewers,
        debug: options.debug,
        stopping: stopping.clone(),
        viewers: TaskTracker::new(),
        fanouts: TaskTracker::new(),
    });
    server.publish_status();
    let (viewers, fanouts) = (server.viewers.clone(), server.fanouts.clone());
    let _stop_if_dropped = stopping.clone().drop_guard();

    // Each connection adds a task and takes it away when it ends; the system's limit of open
    // files bounds them.
    let mut connections = JoinSet::new();
    let routes = options.application.map(|application| application.routes);
    let status = tokio::spawn(status::keep(Arc::clone(&server)));
    let router = router(server, guard, routes.unwrap_or_default());
    let counts = Counts::default();
    let mut accepting = Accepting { router, stopping: &stopping, counts };
    tokio::select! {
        never = accepting.run(&pages, sockets.as_ref(), &mut connections) => match never {},
        () = shutdown => {}
    }
    drop((pages, sockets));
    stopping.cancel();
    viewers.close();
    fanouts.close();
    tokio::join!(end(&mut connections), fanouts.wait(), async {
        let _ = timeout(VIEWERS_GONE_WITHIN, viewers.wait()).await;
    });
    // It was told to end before; a panic of it has been reported.
    let _ = status.await;
    Ok(())
}

fn router(server: Arc<Server>, guard: Guard, application: Router) -> Router {
    let guard = Arc::new(guard);
    let texts = Router::new()
        .route("/", get(page::get))
        .route("/_preview/delivered/{epoch}/{revision}", get(page::delivered))
        .route("/_preview/{script}", get(client::get))
        .route("/_preview/host.js", get(client::host))
        .route("/_preview/theme/{name}", get(files::theme))
        // The quickest there is: most readers are near.
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest));
    let of_document = texts
        .route("/_preview/socket", get(socket::upgrade))
        .route("/_preview/events/{epoch}/{revision}/{digest}", get(events::get))
        .route("/_preview/say", post(events::say))
        .route("/_preview/poll", post(poll::poll))
        .route("/_preview/media/{hash}/{name}", get(files::media))
        .fallback(unknown)
        .layer(DefaultBodyLimit::max(socket::LARGEST_MESSAGE))
        .with_state(Arc::clone(&server));
    let of_hosts = Router::new()
        .route("/_preview/documents", get(host_api::list))
        .route("/_preview/documents/", put(host_api::put))
        .route("/_preview/documents/{*name}", put(host_api::put).delete(host_api::close))
        .route("/_preview/themes/", put(host_api::theme))
        .route("/_preview/themes/{*name}", put(host_api::theme))
        .route("/_preview/files/", post(host_api::register))
        .route("/_preview/files/{*name}", post(host_api::register))
        .route("/_preview/host-events", get(host_api::events))
        .layer(DefaultBodyLimit::max(host_api::LARGEST_PAGE))
        .layer(from_fn_with_state(Arc::clone(&server), access::check_host_key))
        .with_state(Arc::clone(&server));
    let application =
        application.layer(from_fn_with_state(Arc::clone(&server), access::check_application_key));
    let of_server = Router::new()
        .route("/_preview/health", get(status::health))
        .route("/_preview/metrics", get(status::metrics))
        .with_state(Arc::clone(&server));
    application
        .merge(of_server)
        .merge(
            Router::new()
                .fallback(address::to_document)
                .with_state(address::Routes { server: Arc::clone(&server), of_document }),
        )
        .layer(from_fn_with_state(Arc::clone(&server), access::check))
        .merge(of_hosts)
        .route("/favicon.ico", get(client::icon))
        .layer(from_fn_with_state(Arc::clone(&guard), guard::check_origin))
        .layer(from_fn_with_state(guard, guard::check_host))
        .layer(from_fn(notice::as_page))
        .layer(map_response_with_state(Arc::clone(&server), with_care))
        .layer(from_fn_with_state(server, note))
}

/// Notes requests in debug mode.
async fn note(State(server): State<Arc<Server>>, request: Request, next: Next) -> Response {
    if !server.debug.is_on() {
        return next.run(request).await;
    }
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let begin = Instant::now();
    let response = next.run(request).await;
    server.debug.request(&method, &path, response.status(), begin.elapsed());
    response
}

async fn unknown(request: Request) -> Response {
    files::missing(&format!("there is nothing at {}; the page is at /", request.uri().path()))
}

/// Makes browsers take each answer for what it says it is, frame it in no other site's page, and tell
/// nobody where they read it.
async fn with_care(State(server): State<Arc<Server>>, mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // For browsers that do not know `frame-ancestors`.
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    if server.is_isolated {
        let (opener, embedder) = ("cross-origin-opener-policy", "cross-origin-embedder-policy");
        headers.insert(opener, HeaderValue::from_static("same-origin"));
        headers.insert(embedder, HeaderValue::from_static("credentialless"));
    }
    response
}

/// Accepts connections.
struct Accepting<'a> {
    router: Router,
    stopping: &'a CancellationToken,
    counts: Counts,
}

impl Accepting<'_> {
    /// Goes on for ever, with each connection in a task of its own.
    async fn run(
        &mut self,
        pages: &TcpListener,
        sockets: Option<&TcpListener>,
        connections: &mut JoinSet<()>,
    ) -> std::convert::Infallible {
        let of_sockets = async || match sockets {
            Some(sockets) => sockets.accept().await,
            None => std::future::pending().await,
        };
        loop {
            let accepted = tokio::select! {
                accepted = pages.accept() => accepted,
                accepted = of_sockets() => accepted,
                Some(_) = connections.join_next() => continue,
            };
            let Ok((stream, peer)) = accepted else {
                // No more open files, most likely: the connection waits in the system's queue.
                sleep(Duration::from_millis(50)).await;
                continue;
            };
            // One too many is closed without a word: it is no browser.
            if let Some(counted) = self.counts.count(peer.ip()) {
                let answer = answer(stream, self.router.clone(), self.stopping.clone());
                connections.spawn(async move {
                    answer.await;
                    drop(counted);
                });
            }
        }
    }
}

/// How many connections there are from each other machine.
#[derive(Clone, Default)]
struct Counts(Arc<Mutex<HashMap<IpAddr, usize>>>);

/// A connection that is counted until this is dropped.
struct CountedConnection {
    counts: Counts,
    peer: IpAddr,
}

impl Counts {
    /// Counts a connection, unless there are too many from that machine.
    fn count(&self, peer: IpAddr) -> Option<CountedConnection> {
        let counted = CountedConnection { counts: self.clone(), peer };
        if peer.is_loopback() {
            return Some(counted);
        }
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(peer).or_default();
        if *count >= CONNECTIONS_PER_ADDRESS {
            // Dropping it would take one off.
            std::mem::forget(counted);
            return None;
        }
        *count += 1;
        Some(counted)
    }
}

impl Drop for CountedConnection {
    fn drop(&mut self) {
        let mut counts = self.counts.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.peer) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.peer);
            }
        }
    }
}

/// Answers the requests of one connection.
async fn answer(stream: TcpStream, router: Router, stopping: CancellationToken) {
    // Patches are small and must not wait for each other. Where it fails they do, and still come.
    let _ = stream.set_nodelay(true);
    let mut connection = pin!(
        http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(REQUEST_WITHIN)
            .max_buf_size(LARGEST_HEAD)
            .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router))
            .with_upgrades()
    );
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = stopping.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    // A browser that goes away in the middle is no fault of ours, and nobody could mend it.
    let _ = ended;
}

/// Lets connections end, then ends them.
async fn end(connections: &mut JoinSet<()>) {
    let all_ended = async { while connections.join_next().await.is_some() {} };
    if timeout(GRACE, all_ended).await.is_err() {
        connections.shutdown().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_from_other_machines_are_counted() {
        let counts = Counts::default();
        let [one, other]: [IpAddr; 2] = [[192, 0, 2, 1].into(), [192, 0, 2, 2].into()];
        let mut held: Vec<_> =
            (0..CONNECTIONS_PER_ADDRESS).map(|_| counts.count(one).unwrap()).collect();
        assert!(counts.count(one).is_none(), "one too many");
        assert!(counts.count(other).is_some());
        assert!(counts.count([127, 0, 0, 1].into()).is_some());
        held.pop();
        assert!(counts.count(one).is_some(), "one has gone");
        drop(held);
        assert!(counts.0.lock().unwrap().is_empty());
    }
}
