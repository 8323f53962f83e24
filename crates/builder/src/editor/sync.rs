//! `GET /_builder/sync/NAME`: one author's WebSocket on one side, a desk on the other. It speaks the
//! protocol of `y-websocket`, so that any Yjs client can join; what is ours goes in frames of a type
//! that those do not know, and only to who asked for it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade, close_code};
use axum::extract::{Path, Query, State};
use axum::response::Response;
use bytes::Bytes;
use serde::Deserialize;
use tokio::sync::mpsc;
use tokio::task::spawn_blocking;
use tokio::time::{Instant, sleep_until, timeout};

use super::desk::{AuthorId, Desk, OUTBOX, Order, in_frame};
use super::routes::Shared;
use super::shared_text::frame;
use super::wire::ToAuthor;
use crate::failure::Failure;

/// The largest frame that is taken: a whole source, pasted.
const LARGEST: usize = 64 << 20;
/// After how long a silence an author is asked whether they are there: some proxies cut what is
/// silent for 10 s.
const SILENCE: Duration = Duration::from_secs(7);
/// How long they may take to answer.
const ANSWER_WITHIN: Duration = Duration::from_secs(30);
/// How long one frame may take to be taken off our hands.
const SEND_WITHIN: Duration = Duration::from_secs(30);
/// How long they may take to hang up when they are told that it is over.
const LEAVE_WITHIN: Duration = Duration::from_secs(2);

#[derive(Deserialize)]
pub(super) struct Asked {
    /// The life of the text that the author has already.
    life: Option<String>,
}

pub(super) async fn upgrade(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
    upgrade: WebSocketUpgrade,
) -> Response {
    let project = Arc::clone(&shared.project);
    let opened = spawn_blocking(move || project.desk(&name)).await;
    let opened = opened.unwrap_or_else(|_| Err(Failure::new("the document cannot be opened")));
    upgrade.protocols(["sopwright"]).max_message_size(LARGEST).max_frame_size(LARGEST).on_upgrade(
        async move |socket| match opened {
            Ok(desk) => serve(socket, desk, asked.life).await,
            Err(failure) => refuse(socket, &failure).await,
        },
    )
}

/// Says why there is no document: a browser does not tell its page why no socket was opened.
async fn refuse(mut socket: WebSocket, failure: &Failure) {
    let message = failure.line();
    let gone = frame(&in_frame(&ToAuthor::Gone { message: &message }));
    if put(&mut socket, Message::Binary(gone)).await {
        hang_up(socket).await;
    }
}

async fn serve(mut socket: WebSocket, desk: Desk, life: Option<String>) {
    static AUTHORS: AtomicU64 = AtomicU64::new(1);
    let author = AuthorId(AUTHORS.fetch_add(1, Ordering::Relaxed));
    // When it is full the desk lets go of the author, and the socket is closed.
    let (outbox, inbox) = mpsc::channel(OUTBOX);
    if desk.order(Order::Join { author, outbox, life }).await {
        converse(&mut socket, &desk, author, inbox).await;
        desk.order(Order::Leave { author }).await;
    }
    hang_up(socket).await;
}

async fn hang_up(mut socket: WebSocket) {
    let close = CloseFrame { code: close_code::AWAY, reason: "come back".into() };
    let _ = timeout(SEND_WITHIN, socket.send(Message::Close(Some(close)))).await;
    // Were it not heard to the end, the system would cut it off, and what was said last might be lost.
    let heard = async { while let Some(Ok(_)) = socket.recv().await {} };
    let _ = timeout(LEAVE_WITHIN, heard).await;
}

async fn converse(
    socket: &mut WebSocket,
    desk: &Desk,
    author: AuthorId,
    mut inbox: mpsc::Receiver<Bytes>,
) {
    let mut asked = false;
    let mut deadline = Instant::now() + SILENCE;
    loop {
        tokio::select! {
            frame = inbox.recv() => {
                let Some(frame) = frame else { return };
                if !put(socket, Message::Binary(frame)).await {
                    return;
                }
            }
            said = socket.recv() => {
                (asked, deadline) = (false, Instant::now() + SILENCE);
                match said {
                    Some(Ok(Message::Binary(frame))) => {
                        if !desk.order(Order::Hear { author, frame, at: std::time::Instant::now() }).await {
                            return;
                        }
                    }
                    Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Text(_))) => {}
                    Some(Ok(Message::Close(_)) | Err(_)) | None => return,
                }
            }
            () = sleep_until(deadline) => {
                if asked || !put(socket, Message::Ping(Bytes::new())).await {
                    return;
                }
                (asked, deadline) = (true, Instant::now() + ANSWER_WITHIN);
            }
        }
    }
}

async fn put(socket: &mut WebSocket, message: Message) -> bool {
    matches!(timeout(SEND_WITHIN, socket.send(message)).await, Ok(Ok(())))
}
