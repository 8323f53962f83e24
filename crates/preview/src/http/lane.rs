//! The way of frames to one viewer.
//!
//! Two write here: the [fan-out](super::fanout), which has updates for all, and the viewer's own task,
//! which answers. Whoever has a frame to write takes the lane's lock for it and hands the frame to the
//! system, without waiting. If the system does not take all of it, the rest stays, and the lane is
//! *held*: from then on the viewer's task alone writes, until it has caught up.
//!
//! ```text
//!             fan-out or task                the viewer's task
//! free ── not all of a frame taken ──▶ held ── nothing left, nothing due ──▶ free
//! ```
//!
//! A lane has no queue. What is left of one frame is a part of the bytes that all viewers share, and
//! what comes after that follows from the viewer's [`Progress`] at the time.

use std::future::poll_fn;
use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use bytes::{Buf as _, Bytes};
use tokio::net::TcpStream;
use tokio::sync::Notify;
use tokio::time::timeout;

use crate::debug::{DebugMode, Direction};
use crate::hub::Hub;
use crate::progress::Progress;
use crate::protocol::Frame;
use crate::session::Revision;

/// How much is read at once, in bytes. What viewers say is mostly one short message.
const READ_AT_ONCE: usize = 1024;

/// See the [module](self).
pub(super) struct Lane {
    stream: TcpStream,
    outgoing: Mutex<Outgoing>,
    /// Told when the lane is held.
    held: Notify,
}

#[derive(Default)]
struct Outgoing {
    progress: Progress,
    /// What is left of the frame that is being written.
    left: Bytes,
    /// The message that it carries, if it is one.
    message: Option<Frame>,
    is_held: bool,
}

impl Outgoing {
    /// Writes what is left, as far as the system takes it.
    fn flush(&mut self, stream: &TcpStream, sent: &mut Sent<'_>) -> io::Result<()> {
        if self.left.has_remaining() {
            // Before it is: the system may let the viewer run first, before it comes back here.
            sent.at = Instant::now();
        }
        while self.left.has_remaining() {
            match stream.try_write(&self.left)? {
                0 => return Err(io::ErrorKind::WriteZero.into()),
                taken => self.left.advance(taken),
            }
        }
        self.left = Bytes::new();
        if let Some(message) = self.message.take() {
            sent.add(message);
        }
        Ok(())
    }

    /// Writes what is left and what is due, as far as the system takes it.
    fn go_on(&mut self, stream: &TcpStream, sent: &mut Sent<'_>) -> io::Result<()> {
        loop {
            self.flush(stream, sent)?;
            // The state is let go of at once: who publishes waits for no write.
            let Some(message) = self.progress.next(&sent.hub.look()) else {
                return Ok(());
            };
            self.left = message.websocket().clone();
            self.message = Some(message);
        }
    }
}

impl Lane {
    pub(super) fn new(stream: TcpStream) -> Self {
        Self { stream, outgoing: Mutex::default(), held: Notify::new() }
    }

    fn outgoing(&self) -> MutexGuard<'_, Outgoing> {
        self.outgoing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The viewer says which page it shows.
    pub(super) fn join(&self, hub: &Hub, epoch: &str, revision: Revision, digest: &str) {
        // First the lane and then the state, as everywhere: the other way around, a publisher that
        // waits between the two would never have its turn.
        let mut outgoing = self.outgoing();
        outgoing.progress.join(&hub.look(), epoch, revision, digest);
    }

    /// Writes what is due, unless the lane is held; then it is written later.
    pub(super) fn deliver(&self, sent: &mut Sent<'_>) {
        let mut outgoing = self.outgoing();
        // If the connection is broken, the viewer's task finds that out.
        if !outgoing.is_held && outgoing.go_on(&self.stream, sent).is_err() {
            outgoing.is_held = true;
            self.held.notify_one();
        }
    }

    // What follows is for the viewer's task alone.

    /// Waits until the task is to [catch up](Self::catch_up).
    pub(super) async fn held(&self) {
        self.held.notified().await;
    }

    /// Makes the viewer's task look whether anything is due.
    pub(super) fn hold(&self) {
        self.outgoing().is_held = true;
        self.held.notify_one();
    }

    /// Waits until all that is left and due is written; each frame may take as long as the limit.
    pub(super) async fn catch_up(&self, limit: Duration, sent: &mut Sent<'_>) -> io::Result<()> {
        loop {
            timeout(limit, self.flushed(sent)).await??;
            sent.note();
            let mut outgoing = self.outgoing();
            match outgoing.go_on(&self.stream, sent) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                ended => {
                    outgoing.is_held = false;
                    return ended;
                }
            }
        }
    }

    /// Writes a frame of the task's own, after what is left. The lane is held until the task has
    /// caught up. Where this is dropped while it waits, what is left is written first the next time.
    pub(super) async fn send(
        &self,
        bytes: Bytes,
        message: Option<Frame>,
        sent: &mut Sent<'_>,
    ) -> io::Result<()> {
        self.hold();
        self.flushed(sent).await?;
        {
            let mut outgoing = self.outgoing();
            outgoing.left = bytes;
            outgoing.message = message;
        }
        self.flushed(sent).await
    }

    async fn flushed(&self, sent: &mut Sent<'_>) -> io::Result<()> {
        loop {
            let flushed = self.outgoing().flush(&self.stream, sent);
            match flushed {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                done => return done,
            }
            poll_fn(|context| self.stream.poll_write_ready(context)).await?;
        }
    }

    /// Waits until something came, and gives it to `take`. Returns how many bytes it is; none at the
    /// end.
    pub(super) async fn read(&self, mut take: impl FnMut(&[u8])) -> io::Result<usize> {
        loop {
            poll_fn(|context| self.stream.poll_read_ready(context)).await?;
            match self.try_read(&mut take) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                done => return done,
            }
        }
    }

    /// The buffer lies on the stack, so that a viewer who says nothing has none.
    fn try_read(&self, take: &mut impl FnMut(&[u8])) -> io::Result<usize> {
        let mut bytes = [0; READ_AT_ONCE];
        let count = self.stream.try_read(&mut bytes)?;
        take(&bytes[..count]);
        Ok(count)
    }
}

/// Messages to viewers of a document that the system has taken, and for how many of them each, until
/// they are noted: once for many viewers, since nearly all get the same.
pub(super) struct Sent<'a> {
    hub: &'a Hub,
    debug: &'a DebugMode,
    /// When the last frame was handed over.
    at: Instant,
    messages: Vec<(Frame, u64, Instant)>,
}

impl<'a> Sent<'a> {
    pub(super) fn new(hub: &'a Hub, debug: &'a DebugMode) -> Self {
        Self { hub, debug, at: Instant::now(), messages: Vec::new() }
    }

    fn add(&mut self, message: Frame) {
        match self.messages.last_mut() {
            Some((last, viewers, at)) if *last == message => {
                *viewers += 1;
                *at = self.at;
            }
            _ => self.messages.push((message, 1, self.at)),
        }
    }

    /// Takes them into the figures and the debug log.
    pub(super) fn note(&mut self) {
        for (message, viewers, at) in self.messages.drain(..) {
            self.hub.metrics().sent(&message, viewers, at);
            for _ in 0..viewers {
                let document = self.hub.document();
                self.debug.message(Direction::ToViewer, "socket", document, message.bytes());
            }
        }
    }
}

impl Drop for Sent<'_> {
    fn drop(&mut self) {
        self.note();
    }
}

#[cfg(test)]
mod tests {
    use std::future::ready;

    use tokio::io::AsyncReadExt as _;
    use tokio::net::{TcpListener, TcpSocket};

    use super::*;
    use crate::HubOptions;
    use crate::http::websocket::pong;
    use crate::protocol::{Diagnostic, Severity, ToViewer};

    const LIMIT: Duration = Duration::from_secs(20);

    /// A lane, and the viewer's end of it, which holds little.
    async fn connected() -> (Lane, TcpStream) {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_recv_buffer_size(4096).unwrap();
        let theirs = socket.connect(listener.local_addr().unwrap()).await.unwrap();
        let (ours, _) = listener.accept().await.unwrap();
        ours.writable().await.unwrap();
        (Lane::new(ours), theirs)
    }

    /// Findings as long as that.
    fn findings(length: usize) -> Vec<Diagnostic> {
        let message = "x".repeat(length);
        vec![Diagnostic {
            severity: Severity::Error,
            message,
            hint: None,
            line: None,
            column: None,
        }]
    }

    #[tokio::test]
    async fn half_a_frame_is_finished_before_another_begins() {
        let (lane, mut theirs) = connected().await;
        let hub = Hub::new(HubOptions::default());
        let debug = DebugMode::default();
        let mut sent = Sent::new(&hub, &debug);
        let epoch = hub.epoch().to_string();
        let digest = hub.look().session.newest().digest().to_string();
        lane.join(&hub, &epoch, Revision(0), &digest);
        // More than the buffers on the way hold.
        let [large, small] = [findings(8 << 20), findings(1)];
        hub.set_diagnostics(large.clone());
        lane.deliver(&mut sent);
        assert!(lane.outgoing().is_held, "the system does not take it whole");
        hub.set_diagnostics(small.clone());
        lane.deliver(&mut sent);
        tokio::select! {
            biased;
            _ = lane.send(pong(b"dropped before its turn came"), None, &mut sent) => {
                panic!("nobody reads")
            }
            () = ready(()) => {}
        }
        let mut all = Vec::new();
        let writing = async {
            lane.send(pong(b"?"), None, &mut sent).await.unwrap();
            lane.catch_up(LIMIT, &mut sent).await.unwrap();
            assert!(!lane.outgoing().is_held, "it has caught up");
            drop(lane);
        };
        tokio::join!(writing, async { theirs.read_to_end(&mut all).await.unwrap() });

        let joined = Frame::new(&ToViewer::Joined { epoch, revision: 0 });
        let [large, small] =
            [large, small].map(|items| Frame::new(&ToViewer::Diagnostics { items }));
        let answer = pong(b"?");
        let frames = [joined.websocket(), large.websocket(), &answer, small.websocket()];
        assert!(all == frames.map(|it| &**it).concat(), "{} bytes came", all.len());
        drop(sent);
        let noted = hub.metrics().look(|recorded| recorded.counts.sent_bytes);
        let messages = [joined, large, small].map(|message| message.bytes().len() as u64);
        assert_eq!(noted, messages.iter().sum::<u64>(), "each is noted once");
    }
}
