//! Thousands of viewers in one thread, to measure with: `viewers URL COUNT [--acks] [--quiet]`, where
//! the URL is the one that `sopwright` prints.
//!
//! They speak the protocol as the client in a browser does, check that each patch follows from what
//! they have, and draw nothing. Standard output has JSON lines; times are milliseconds since 1970:
//!
//! - `{"event":"joined"}` when all are;
//! - `{"event":"update","revision":…,"bytes":…,"first":…,"median":…,"p95":…,"last":…}` when a
//!   patch has reached all that are not stalled (not with `--quiet`);
//! - `{"event":"state",…}` in answer to the line `state`.
//!
//! Other lines on standard input: `stall N` lets the first N read no more, until `resume`; `churn N`
//! lets N viewers leave each second, and as many new ones come. The program ends with its input.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::error::Error;
use std::io::{self, BufRead as _, Write as _, stdin, stdout};
use std::net::SocketAddr;
use std::rc::Rc;
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use sopwright_preview::protocol::{FromViewer, ToViewer, Why};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::{Notify, Semaphore, mpsc};
use tokio::task::{JoinHandle, LocalSet, spawn_local};
use tokio::time::{interval, sleep};

/// How many connect at the same time.
const CONNECTING: usize = 64;
/// How much is read at once, in bytes.
const CHUNK: usize = 4096;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [url, count, flags @ ..] = &arguments[..] else {
        return Err("usage: viewers URL COUNT [--acks] [--quiet]".into());
    };
    let has = |flag: &str| flags.iter().any(|given| given == flag);
    let board = Board::new(Server::of(url)?, count.parse()?, has("--acks"), has("--quiet"));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(LocalSet::new().run_until(run(Rc::new(board))))?;
    // The thread that reads standard input may be in the middle of it.
    runtime.shutdown_background();
    Ok(())
}

/// Starts the viewers and does what standard input says.
async fn run(board: Rc<Board>) -> io::Result<()> {
    let page = board.server.fetch().await?;
    let start = |index| spawn_local(view(Rc::clone(&board), index));
    let mut viewers: Vec<JoinHandle<()>> = (0..board.count)
        .map(|index| {
            board.seats.borrow_mut()[index].page = Some(page.clone());
            start(index)
        })
        .collect();
    let mut churn = 0;
    let mut oldest = 0;
    let mut seconds = interval(Duration::from_secs(1));
    // A line at a time; when it is full, standard input is not read on.
    let (sender, mut lines) = mpsc::channel(1);
    thread::spawn(move || {
        for line in stdin().lock().lines().map_while(Result::ok) {
            if sender.blocking_send(line).is_err() {
                return;
            }
        }
    });
    loop {
        tokio::select! {
            line = lines.recv() => {
                let Some(line) = line else { return Ok(()) };
                let (command, number) = line.split_once(' ').unwrap_or((&line, "0"));
                let number = number.parse().map_err(io::Error::other)?;
                match command {
                    "state" => board.print_state(),
                    "stall" => board.stalled.set(number),
                    "resume" => {
                        board.stalled.set(0);
                        board.resumed.notify_waiters();
                    }
                    "churn" => churn = number,
                    _ => eprintln!("viewers: there is no command {command:?}"),
                }
            }
            _ = seconds.tick() => for _ in 0..churn {
                viewers[oldest].abort();
                board.seats.borrow_mut()[oldest] = Seat::default();
                viewers[oldest] = start(oldest);
                oldest = (oldest + 1) % board.count;
            },
        }
    }
}

/// A page, as far as the protocol names it.
#[derive(Clone, Debug, PartialEq)]
struct Version {
    epoch: String,
    revision: u64,
    digest: String,
}

/// Where a viewer is.
#[derive(Clone, Default)]
struct Seat {
    /// What it shows.
    page: Option<Version>,
    has_joined: bool,
}

/// What all viewers share.
struct Board {
    server: Server,
    count: usize,
    acks: bool,
    quiet: bool,
    connecting: Semaphore,
    /// So many viewers, from the first, do not read.
    stalled: Cell<usize>,
    resumed: Notify,
    seats: RefCell<Vec<Seat>>,
    have_all_joined: Cell<bool>,
    /// When each patch arrived, at how many it has.
    arrivals: RefCell<BTreeMap<u64, Vec<f64>>>,
    /// The last frame, which most others equal, and what it says.
    last: RefCell<(Vec<u8>, Option<Rc<ToViewer>>)>,
    patches: Cell<u64>,
    snapshots: Cell<u64>,
    reconnects: Cell<u64>,
    /// Patches that did not follow from what the viewer had.
    misfits: Cell<u64>,
}

impl Board {
    fn new(server: Server, count: usize, acks: bool, quiet: bool) -> Self {
        Self {
            server,
            count,
            acks,
            quiet,
            connecting: Semaphore::new(CONNECTING),
            stalled: Cell::default(),
            resumed: Notify::new(),
            seats: RefCell::new(vec![Seat::default(); count]),
            have_all_joined: Cell::default(),
            arrivals: RefCell::default(),
            last: RefCell::default(),
            patches: Cell::default(),
            snapshots: Cell::default(),
            reconnects: Cell::default(),
            misfits: Cell::default(),
        }
    }

    /// Reads a frame, or finds that it is the same as the last one.
    fn understand(&self, frame: &[u8]) -> Option<Rc<ToViewer>> {
        let mut last = self.last.borrow_mut();
        if last.0 != frame {
            *last = (frame.to_vec(), serde_json::from_slice(frame).ok().map(Rc::new));
        }
        last.1.clone()
    }

    fn joined(&self, viewer: usize, joined_epoch: &str, joined_revision: u64) {
        let mut seats = self.seats.borrow_mut();
        let seat = &mut seats[viewer];
        seat.has_joined = true;
        if let Some(Version { epoch, revision, .. }) = &mut seat.page {
            joined_epoch.clone_into(epoch);
            *revision = joined_revision;
        }
        if !self.have_all_joined.get() && seats.iter().all(|seat| seat.has_joined) {
            self.have_all_joined.set(true);
            print(&serde_json::json!({ "event": "joined" }));
        }
    }

    /// A patch is applied, as far as the protocol names pages.
    fn patched(&self, viewer: usize, base: u64, new_revision: u64, new_digest: &str) {
        if let Some(Version { revision, digest, .. }) = &mut self.seats.borrow_mut()[viewer].page {
            if *revision != base {
                add_one(&self.misfits);
            }
            *revision = new_revision;
            new_digest.clone_into(digest);
        }
    }

    /// A patch has arrived at one more viewer.
    fn arrived(&self, revision: u64, bytes: usize) {
        add_one(&self.patches);
        if self.quiet {
            return;
        }
        let mut arrivals = self.arrivals.borrow_mut();
        let times = arrivals.entry(revision).or_default();
        times.push(now());
        if times.len() < self.count - self.stalled.get() {
            return;
        }
        let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
        print(&serde_json::json!({
            "event": "update", "revision": revision, "bytes": bytes,
            "first": at(0.0), "median": at(0.5), "p95": at(0.95), "last": at(1.0),
        }));
        arrivals.remove(&revision);
    }

    async fn fetch_for(&self, viewer: usize) -> io::Result<Version> {
        let page = self.server.fetch().await?;
        self.seats.borrow_mut()[viewer].page = Some(page.clone());
        Ok(page)
    }

    fn print_state(&self) {
        let seats = self.seats.borrow();
        let joined = || seats.iter().filter(|seat| seat.has_joined).flat_map(|seat| &seat.page);
        let newest = joined().max_by_key(|version| version.revision);
        print(&serde_json::json!({
            "event": "state",
            "viewers": self.count,
            "joined": joined().count(),
            "newest": newest.map(|newest| newest.revision),
            "at_newest": joined().filter(|version| Some(*version) == newest).count(),
            "patches": self.patches.get(),
            "snapshots": self.snapshots.get(),
            "reconnects": self.reconnects.get(),
            "misfits": self.misfits.get(),
        }));
    }
}

/// One viewer, for ever.
async fn view(board: Rc<Board>, viewer: usize) {
    let mut why = Why::Opened;
    loop {
        if let Err(error) = follow(&board, viewer, why).await
            && !board.have_all_joined.get()
        {
            eprintln!("viewers: {error}");
        }
        board.seats.borrow_mut()[viewer].has_joined = false;
        add_one(&board.reconnects);
        why = Why::Reconnected;
        // As browsers do, so that a server that refuses is not asked again and again at once.
        sleep(Duration::from_millis(500)).await;
    }
}

/// Joins with the page that it has, or, as a browser that is opened, fetches it; and follows, until
/// the connection ends.
async fn follow(board: &Board, viewer: usize, why: Why) -> io::Result<()> {
    let permit = board.connecting.acquire().await.map_err(io::Error::other)?;
    let page = board.seats.borrow()[viewer].page.clone();
    let page = match page {
        Some(page) => page,
        None => board.fetch_for(viewer).await?,
    };
    let mut connection = Connection::open(&board.server).await?;
    drop(permit);
    connection.say(&join(page, why)).await?;
    loop {
        let frame = connection.next(board, viewer).await?;
        match board.understand(frame).as_deref() {
            Some(ToViewer::Joined { epoch, revision }) => board.joined(viewer, epoch, *revision),
            Some(ToViewer::Patch { base, revision, digest, .. }) => {
                board.arrived(*revision, frame.len());
                board.patched(viewer, *base, *revision, digest);
                if board.acks {
                    connection.say(&ack(*revision)).await?;
                }
            }
            Some(ToViewer::Snapshot { .. }) => {
                add_one(&board.snapshots);
                let page = board.fetch_for(viewer).await?;
                connection.say(&join(page, Why::Resynced)).await?;
            }
            _ => {}
        }
    }
}

fn ack(revision: u64) -> FromViewer {
    FromViewer::Ack { revision, since: None, applied: 0.1, painted: 8.0, roundtrip: None }
}

fn join(Version { epoch, revision, digest }: Version, why: Why) -> FromViewer {
    FromViewer::Join { epoch, revision, digest, why }
}

struct Server {
    address: SocketAddr,
    key: String,
}

impl Server {
    /// Takes an address like `http://127.0.0.1:8080/_preview.KEY`.
    fn of(url: &str) -> Result<Self, Box<dyn Error>> {
        let (address, key) = url
            .strip_prefix("http://")
            .and_then(|rest| rest.split_once("/_preview."))
            .ok_or("the URL must be one that the server has printed")?;
        Ok(Self { address: address.parse()?, key: key.to_owned() })
    }

    /// Fetches the page, and returns which it is.
    async fn fetch(&self) -> io::Result<Version> {
        let mut stream = TcpStream::connect(self.address).await?;
        let Self { address, key } = self;
        let request = format!(
            "GET / HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {key}\r\nConnection: close\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).await?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await?;
        let answer = String::from_utf8_lossy(&answer);
        let said = |name: &str| {
            let (_, rest) = answer.split_once(&format!("data-preview-{name}=\""))?;
            rest.split('"').next()
        };
        let version = || {
            Some(Version {
                epoch: said("epoch")?.to_owned(),
                revision: said("revision")?.parse().ok()?,
                digest: said("digest")?.to_owned(),
            })
        };
        version().ok_or_else(|| {
            let status = answer.lines().next().unwrap_or_default();
            io::Error::other(format!("no page of a preview was delivered: {status}"))
        })
    }
}

/// A WebSocket, no more than viewers need of it: whole text frames, and pings.
struct Connection {
    stream: TcpStream,
    /// What was read; empty while nothing is half read, so that it takes no memory.
    buffer: Vec<u8>,
    /// How much of it belongs to the last frame.
    used: usize,
}

impl Connection {
    async fn open(server: &Server) -> io::Result<Self> {
        let mut stream = TcpStream::connect(server.address).await?;
        stream.set_nodelay(true)?;
        let Server { address, key } = server;
        let request = format!(
            "GET /_preview/socket HTTP/1.1\r\nHost: {address}\r\nConnection: Upgrade\r\n\
             Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\
             Sec-WebSocket-Protocol: sopwright, sopwright.key.{key}\r\n\
             Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).await?;
        let mut buffer = Vec::new();
        let used = loop {
            if let Some(end) = buffer.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
                break end + 4;
            }
            if stream.read_buf(&mut buffer).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        };
        if !buffer.starts_with(b"HTTP/1.1 101") {
            let answer = String::from_utf8_lossy(&buffer);
            let status = answer.lines().next().unwrap_or_default();
            return Err(io::Error::other(format!("no WebSocket was opened: {status}")));
        }
        Ok(Self { stream, buffer, used })
    }

    async fn say(&mut self, message: &FromViewer) -> io::Result<()> {
        let text = serde_json::to_vec(message)?;
        self.stream.write_all(&masked(0x81, &text)).await
    }

    /// Waits for the next text.
    async fn next(&mut self, board: &Board, viewer: usize) -> io::Result<&[u8]> {
        self.buffer.drain(..self.used);
        self.used = 0;
        loop {
            match parsed(&self.buffer) {
                Some((0x81, start, end)) => {
                    self.used = end;
                    return Ok(&self.buffer[start..end]);
                }
                Some((0x89, start, end)) => {
                    let pong = masked(0x8A, &self.buffer[start..end]);
                    self.buffer.drain(..end);
                    self.stream.write_all(&pong).await?;
                }
                Some((opcode, ..)) => {
                    return Err(io::Error::other(format!("a frame of type {opcode:#x} came")));
                }
                None => self.read(board, viewer).await?,
            }
        }
    }

    async fn read(&mut self, board: &Board, viewer: usize) -> io::Result<()> {
        if self.buffer.is_empty() {
            self.buffer = Vec::new();
        }
        loop {
            self.stream.readable().await?;
            while viewer < board.stalled.get() {
                board.resumed.notified().await;
            }
            self.buffer.reserve(CHUNK);
            match self.stream.try_read_buf(&mut self.buffer) {
                Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
                Ok(_) => return Ok(()),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) => return Err(error),
            }
        }
    }
}

/// Finds the first frame: its first byte, and where its payload starts and ends.
fn parsed(bytes: &[u8]) -> Option<(u8, usize, usize)> {
    let (&[first, length], rest) = bytes.split_first_chunk()?;
    let (start, length) = match length {
        126 => (4, u16::from_be_bytes(*rest.first_chunk()?).into()),
        127 => (10, usize::try_from(u64::from_be_bytes(*rest.first_chunk()?)).ok()?),
        length => (2, length.into()),
    };
    (bytes.len() >= start + length).then_some((first, start, start + length))
}

/// A short frame of a client. The mask is zero: it protects proxies, and there is none.
fn masked(first: u8, payload: &[u8]) -> Vec<u8> {
    let mut frame = vec![first];
    match payload.len() {
        length @ 0..126 => frame.push(0x80 | length as u8),
        length => {
            frame.push(0x80 | 126);
            frame.extend((length as u16).to_be_bytes());
        }
    }
    frame.extend([0; 4]);
    frame.extend(payload);
    frame
}

fn now() -> f64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0.0, |since| since.as_secs_f64() * 1e3)
}

fn add_one(count: &Cell<u64>) {
    count.set(count.get() + 1);
}

fn print(event: &serde_json::Value) {
    // Who reads may be gone; the input then ends, too.
    let _ = writeln!(stdout(), "{event}");
}
