//! One port for everything: the page, the client, the theme, media and the WebSocket.
//!
//! | request | module |
//! |---|---|
//! | any | `guard`: is this server meant, does its own page ask |
//! | `/` | `page` |
//! | `/_preview/socket` | `socket` |
//! | `/_preview/client.js`, `/_preview/paper.js`, `/favicon.ico` | `client` |
//! | `/_preview/theme/…`, `/_preview/media/…` | `files` |
//!
//! Connections are accepted and owned here: when the server stops, those that are idle end at
//! once, viewers are told goodbye, and what has not ended after `GRACE` is cut.

mod bind;
mod client;
mod files;
mod guard;
mod page;
mod socket;

use std::future::Future;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::middleware::{from_fn_with_state, map_response};
use axum::response::Response;
use axum::routing::get;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

pub use self::bind::{BindError, Port, bind};
use self::guard::Guard;
use crate::hub::{self, Hub};

const IMMUTABLE: &str = "public, max-age=31536000, immutable";
const REVALIDATED: &str = "no-cache";

/// How long requests may go on when the server stops.
const GRACE: Duration = Duration::from_millis(300);
/// How long viewers may take to say goodbye; each is limited to less than that itself.
const VIEWERS_GONE_WITHIN: Duration = Duration::from_millis(650);
/// How long a connection may take to say what it wants.
const REQUEST_WITHIN: Duration = Duration::from_secs(30);

/// How a page is served.
#[derive(Clone, Debug, Default)]
pub struct ServeOptions {
    /// The `Content-Security-Policy` of the page. It must allow the server's own scripts, styles,
    /// images and connections (`'self'`).
    pub content_security_policy: Option<String>,
    /// A module of the host's own, which every page loads beside the client.
    pub script: Option<&'static str>,
    /// Names that the server goes by beside `localhost` and the address it listens on.
    pub allowed_hosts: Vec<String>,
}

/// What requests are answered from.
struct Server {
    hub: Hub,
    state: watch::Receiver<hub::State>,
    page: page::Encoded,
    content_security_policy: Option<HeaderValue>,
    script: Option<client::HostScript>,
    /// Told when the server stops.
    stopping: CancellationToken,
    /// The viewers' tasks.
    viewers: TaskTracker,
}

/// Serves the page until `shutdown` is done, and returns within a second after that. If it is
/// dropped earlier, connections end and viewers are told goodbye as well.
///
/// # Errors
///
/// If the listener has no address, or the content security policy is no header value.
pub async fn serve(
    listener: TcpListener,
    hub: Hub,
    options: ServeOptions,
    shutdown: impl Future<Output = ()>,
) -> io::Result<()> {
    let guard = Guard::new(listener.local_addr()?, options.allowed_hosts);
    let policy = options.content_security_policy.map(HeaderValue::try_from);
    let stopping = CancellationToken::new();
    let server = Arc::new(Server {
        state: hub.state(),
        hub,
        page: page::Encoded::default(),
        content_security_policy: policy.transpose().map_err(io::Error::other)?,
        script: options.script.map(client::HostScript::new),
        stopping: stopping.clone(),
        viewers: TaskTracker::new(),
    });
    let viewers = server.viewers.clone();
    let _stop_if_dropped = stopping.clone().drop_guard();

    // Each connection adds a task and takes it away when it ends; the system's limit of open
    // files bounds them.
    let mut connections = JoinSet::new();
    let router = router(server, guard);
    tokio::select! {
        never = accept(&listener, &router, &stopping, &mut connections) => match never {},
        () = shutdown => {}
    }
    drop(listener);
    stopping.cancel();
    viewers.close();
    tokio::join!(end(&mut connections), async {
        let _ = timeout(VIEWERS_GONE_WITHIN, viewers.wait()).await;
    });
    Ok(())
}

fn router(server: Arc<Server>, guard: Guard) -> Router {
    let guard = Arc::new(guard);
    let socket = get(socket::upgrade)
        .route_layer(from_fn_with_state(Arc::clone(&guard), guard::check_origin));
    Router::new()
        .route("/", get(page::get))
        .route("/_preview/socket", socket)
        .route("/_preview/client.js", get(client::get))
        .route("/_preview/paper.js", get(client::paper))
        .route("/_preview/host.js", get(client::host))
        .route("/favicon.ico", get(client::icon))
        .route("/_preview/theme/{name}", get(files::theme))
        .route("/_preview/media/{hash}/{name}", get(files::media))
        .fallback(unknown)
        .layer(from_fn_with_state(guard, guard::check_host))
        .layer(map_response(forbid_sniffing))
        .with_state(server)
}

async fn unknown(request: Request) -> Response {
    files::missing(&format!("there is nothing at {}; the page is at /", request.uri().path()))
}

/// Makes browsers take each answer for what it says it is.
async fn forbid_sniffing(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

/// Accepts connections for ever, each in a task of its own.
async fn accept(
    listener: &TcpListener,
    router: &Router,
    stopping: &CancellationToken,
    connections: &mut JoinSet<()>,
) -> std::convert::Infallible {
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(answer(stream, router.clone(), stopping.clone()));
                }
                // No more open files, most likely: the connection waits in the system's queue.
                Err(_) => sleep(Duration::from_millis(50)).await,
            },
            Some(_) = connections.join_next() => {}
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
