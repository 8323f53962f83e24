//! The builder as authors meet it, without a browser: the program on a folder, and clients that speak
//! the Yjs protocol over a WebSocket.

use std::collections::VecDeque;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;
use tungstenite::client::IntoClientRequest as _;
use tungstenite::{Message, WebSocket};
use yrs::sync::{Message as Sync, SyncMessage};
use yrs::updates::decoder::{Decode as _, DecoderV1};
use yrs::updates::encoder::Encode as _;
use yrs::{
    Doc, GetString as _, OffsetKind, Options, ReadTxn as _, Text as _, TextRef, Transact as _,
    Update,
};

use crate::program::program;

/// How long anything may take before the test fails.
const PATIENCE: Duration = Duration::from_secs(30);
/// The type of the builder's own frames.
const TAG: u8 = 100;

/// A running `sopwright edit`; it is killed when dropped.
pub(crate) struct Builder {
    child: Child,
    pub(crate) url: String,
    pub(crate) readers_url: String,
}

impl Builder {
    pub(crate) fn of(path: &Path) -> Self {
        Self::on_port(path, "0")
    }

    pub(crate) fn on_port(path: &Path, port: &str) -> Self {
        let mut command = program();
        command.args(["edit", "--no-open", "--json", "--port", port]).arg(path);
        Self::started(command)
    }

    /// The builder in a folder, and not told what to open.
    pub(crate) fn standing_in(folder: &Path) -> Self {
        let mut command = program();
        command.args(["edit", "--no-open", "--json", "--port", "0"]).current_dir(folder);
        Self::started(command)
    }

    fn started(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let event: Value = serde_json::from_str(&line).unwrap_or_else(|_| panic!("{line:?}"));
        let url = |key: &str| event[key].as_str().unwrap().to_owned();
        Self { child, url: url("url"), readers_url: url("readers_url") }
    }

    pub(crate) fn address(&self) -> &str {
        self.url.strip_prefix("http://").unwrap().split('/').next().unwrap()
    }

    pub(crate) fn port(&self) -> &str {
        self.address().rsplit(':').next().unwrap()
    }

    pub(crate) fn key(&self) -> &str {
        self.url.rsplit('.').next().unwrap()
    }

    /// Ends it as a power failure would.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Ends it as a user would.
    pub(crate) fn end(mut self) {
        let pid = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
        self.child.wait().unwrap();
    }

    /// Sends a request with the key of authors; returns its status and body.
    pub(crate) fn request(&self, method: &str, path: &str, body: &[u8]) -> (u16, Vec<u8>) {
        self.request_with(self.key(), method, path, body)
    }

    pub(crate) fn request_with(
        &self,
        key: &str,
        method: &str,
        path: &str,
        body: &[u8],
    ) -> (u16, Vec<u8>) {
        let mut stream = TcpStream::connect(self.address()).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let kind = if body.starts_with(b"{") { "application/json" } else { "text/plain" };
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {key}\r\n\
             Content-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            self.address(),
            body.len()
        );
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(body).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let end = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n").unwrap();
        let head = String::from_utf8_lossy(&answer[..end]).into_owned();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        let body = answer[end + 4..].to_vec();
        let is_chunked = head.to_ascii_lowercase().contains("transfer-encoding: chunked");
        (status, if is_chunked { unchunked(&body) } else { body })
    }

    pub(crate) fn json(&self, method: &str, path: &str, body: &[u8]) -> Value {
        let (status, body) = self.request(method, path, body);
        assert_eq!(status, 200, "{}", String::from_utf8_lossy(&body));
        serde_json::from_slice(&body).unwrap()
    }
}

impl Drop for Builder {
    fn drop(&mut self) {
        // It may have ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn unchunked(body: &[u8]) -> Vec<u8> {
    let (mut rest, mut whole) = (body, Vec::new());
    loop {
        let end = rest.windows(2).position(|bytes| bytes == b"\r\n").unwrap();
        let length = usize::from_str_radix(std::str::from_utf8(&rest[..end]).unwrap(), 16).unwrap();
        if length == 0 {
            return whole;
        }
        whole.extend_from_slice(&rest[end + 2..end + 2 + length]);
        rest = &rest[end + 4 + length..];
    }
}

/// A folder with one SOP.
pub(crate) struct Shelf(TempDir);

impl Shelf {
    pub(crate) fn with(source: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("sop.md"), source).unwrap();
        Self(folder)
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn sop(&self) -> PathBuf {
        self.path().join("sop.md")
    }

    /// Returns the names of what is in the folder, in order, but for the builder's own folder.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.path()).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.filter(|name| name != ".sopwright").collect();
        names.sort();
        names
    }

    /// Returns the other versions that were kept of the SOP.
    pub(crate) fn versions(&self) -> Vec<String> {
        let Ok(entries) = fs::read_dir(self.path().join(".sopwright/versions/sop.md")) else {
            return Vec::new();
        };
        entries.map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap()).collect()
    }

    pub(crate) fn read(&self) -> String {
        fs::read_to_string(self.sop()).unwrap()
    }

    pub(crate) fn wait_for(&self, source: &str) {
        wait(|| self.read() == source, || format!("the file has {:?}", self.read()));
    }
}

/// Waits until something is so.
pub(crate) fn wait(is_so: impl Fn() -> bool, why: impl Fn() -> String) {
    let end = Instant::now() + PATIENCE;
    while !is_so() {
        assert!(Instant::now() < end, "{}", why());
        std::thread::yield_now();
    }
}

/// An author who has the text.
pub(crate) struct Author {
    socket: WebSocket<TcpStream>,
    doc: Doc,
    text: TextRef,
    told: VecDeque<Value>,
    asks: u64,
}

impl Author {
    /// Joins, and asks for blocks and all else as our application does.
    pub(crate) fn open(builder: &Builder) -> Self {
        Self::open_at(builder, "sop.md")
    }

    pub(crate) fn open_at(builder: &Builder, name: &str) -> Self {
        let mut author = Self::join_at(builder, name);
        author.say(&json!({ "type": "open" }));
        author
    }

    pub(crate) fn join_as(builder: &Builder, query: &str) -> Self {
        Self::join_at(builder, &format!("sop.md{query}"))
    }

    /// Joins at the source of this name.
    pub(crate) fn join_at(builder: &Builder, name: &str) -> Self {
        let url = format!("ws://{}/_builder/sync/{name}", builder.address());
        let mut request = url.into_client_request().unwrap();
        let bearer = format!("Bearer {}", builder.key());
        request.headers_mut().insert("authorization", bearer.parse().unwrap());
        let stream = TcpStream::connect(builder.address()).unwrap();
        // The builder asks after some seconds of silence, so this is not reached.
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let (socket, _) = tungstenite::client(request, stream).unwrap();
        let doc =
            Doc::with_options(Options { offset_kind: OffsetKind::Utf16, ..Options::default() });
        let text = doc.get_or_insert_text("source");
        let mut author = Self { socket, doc, text, told: VecDeque::new(), asks: 0 };
        let known = author.doc.transact().state_vector();
        author.send(&Sync::Sync(SyncMessage::SyncStep1(known)));
        author
    }

    /// Joins and waits for the text.
    pub(crate) fn with(builder: &Builder, text: &str) -> Self {
        let mut author = Self::open(builder);
        author.wait_for(text);
        author
    }

    fn send(&mut self, message: &Sync) {
        self.send_bytes(message.encode_v1());
    }

    pub(crate) fn send_bytes(&mut self, bytes: Vec<u8>) {
        self.socket.send(Message::Binary(bytes.into())).unwrap();
    }

    pub(crate) fn say(&mut self, message: &Value) {
        self.send(&Sync::Custom(TAG, serde_json::to_vec(message).unwrap()));
    }

    pub(crate) fn text(&self) -> String {
        self.text.get_string(&self.doc.transact())
    }

    /// Types something in the place of what stands between two offsets.
    pub(crate) fn type_at(&mut self, from: u32, to: u32, typed: &str) {
        let update = {
            let mut transaction = self.doc.transact_mut();
            if to > from {
                self.text.remove_range(&mut transaction, from, to - from);
            }
            self.text.insert(&mut transaction, from, typed);
            transaction.encode_update_v1()
        };
        self.send(&Sync::Sync(SyncMessage::Update(update)));
    }

    /// Types something that the builder never hears of.
    pub(crate) fn type_unheard(&mut self, at: u32, typed: &str) {
        self.text.insert(&mut self.doc.transact_mut(), at, typed);
    }

    /// Types something at the beginning, for a builder that may have hung up.
    pub(crate) fn try_to_type(&mut self, typed: &str) {
        let update = {
            let mut transaction = self.doc.transact_mut();
            self.text.insert(&mut transaction, 0, typed);
            transaction.encode_update_v1()
        };
        let message = Sync::Sync(SyncMessage::Update(update));
        let _ = self.socket.send(Message::Binary(message.encode_v1().into()));
    }

    /// Types something at the end.
    pub(crate) fn type_on(&mut self, typed: &str) {
        let end = self.text.len(&self.doc.transact());
        self.type_at(end, end, typed);
    }

    /// Reads one frame.
    fn hear(&mut self) {
        let end = Instant::now() + PATIENCE;
        let frame = loop {
            assert!(Instant::now() < end, "nothing was said; the text is {:?}", self.text());
            match self.socket.read().expect("the builder says something") {
                Message::Binary(frame) => break frame,
                Message::Close(close) => panic!("the builder hung up: {close:?}"),
                _ => {}
            }
        };
        match Sync::decode(&mut DecoderV1::from(&frame[..])).unwrap() {
            Sync::Sync(SyncMessage::SyncStep1(known)) => {
                let missing = self.doc.transact().encode_state_as_update_v1(&known);
                self.send(&Sync::Sync(SyncMessage::SyncStep2(missing)));
            }
            Sync::Sync(SyncMessage::SyncStep2(update) | SyncMessage::Update(update)) => {
                let update = Update::decode_v1(&update).unwrap();
                self.doc.transact_mut().apply_update(update).unwrap();
            }
            Sync::Custom(TAG, json) => self.told.push_back(serde_json::from_slice(&json).unwrap()),
            _ => {}
        }
    }

    /// Waits until the text is so.
    pub(crate) fn wait_for(&mut self, text: &str) {
        self.wait_until(|now| now == text);
    }

    /// Waits until the text fits.
    pub(crate) fn wait_until(&mut self, fits: impl Fn(&str) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !fits(&self.text()) {
            assert!(Instant::now() < end, "the text is {:?}", self.text());
            self.hear();
        }
    }

    /// Waits for a message of this type; others before it are passed over.
    pub(crate) fn told(&mut self, kind: &str) -> Value {
        loop {
            while let Some(message) = self.told.pop_front() {
                if message["type"] == kind {
                    return message;
                }
                assert_ne!(message["type"], "gone", "{message}");
            }
            self.hear();
        }
    }

    /// Waits until the file fares so.
    pub(crate) fn wait_until_saved_is(&mut self, state: &str) -> Value {
        loop {
            let message = self.told("saved");
            if message["saved"]["state"] == state {
                return message["saved"].clone();
            }
        }
    }

    /// Asks for an edit by block and makes it; returns the answer.
    pub(crate) fn edit(&mut self, edit: &Value) -> Value {
        self.asks += 1;
        self.say(&json!({ "type": "edit", "ask": self.asks, "edit": edit }));
        loop {
            self.hear();
            let Some(at) = self.told.iter().position(|told| told["ask"] == self.asks) else {
                continue;
            };
            let answer = self.told.remove(at).unwrap();
            let edits = answer["edits"].as_array().cloned().unwrap_or_default();
            for edit in edits.iter().rev() {
                let (from, to) = (self.offset(&edit["from"]), self.offset(&edit["to"]));
                self.type_at(from, to, edit["insert"].as_str().unwrap());
            }
            return answer;
        }
    }

    fn offset(&self, place: &Value) -> u32 {
        let place: yrs::StickyIndex = serde_json::from_value(place.clone()).unwrap();
        place.get_offset(&self.doc.transact()).unwrap().index
    }
}
