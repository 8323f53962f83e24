//! The server's side of WebSockets (RFC 6455), without the connection: the handshake, what frames to
//! clients are, and what is read out of those of clients.
//!
//! Thousands of viewers get the same frame, so a text is framed once, and written from the bytes that
//! all of them share.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use sha1::{Digest, Sha1};

/// Why a connection is closed (RFC 6455 §7.4.1).
pub(super) mod code {
    pub(in crate::http) const AWAY: u16 = 1001;
    pub(in crate::http) const PROTOCOL: u16 = 1002;
    pub(in crate::http) const UNSUPPORTED: u16 = 1003;
    pub(in crate::http) const INVALID: u16 = 1007;
    pub(in crate::http) const POLICY: u16 = 1008;
    pub(in crate::http) const SIZE: u16 = 1009;
}

const CONTINUATION: u8 = 0;
const TEXT: u8 = 1;
const BINARY: u8 = 2;
const CLOSE: u8 = 8;
const PING: u8 = 9;
const PONG: u8 = 10;

/// The last of a message's frames.
const FIN: u8 = 0x80;
/// The longest header that a server writes: without a mask.
const LONGEST_HEADER: usize = 10;
/// The longest payload of a frame that is no part of a message (§5.5).
const LONGEST_CONTROL: usize = 125;

/// What a client says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Message {
    Text(String),
    Binary,
    Ping(Vec<u8>),
    Pong,
    /// It closes the connection; with what is to be answered.
    Close(Vec<u8>),
}

/// Why nothing more can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// The connection is gone.
    Gone,
    /// What came is against the rules; the client is told so by this code.
    Broken(u16, &'static str),
}

/// Answers a request for a WebSocket; `protocol` is agreed on if the client offers it.
///
/// # Errors
///
/// The answer to a request that asks for none, or for one of another version.
pub(super) fn accept(
    headers: &HeaderMap,
    protocol: &'static str,
) -> Result<Response, Box<Response>> {
    let says = |name, word: &str| {
        let values = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
        values.flat_map(|value| value.split(',')).any(|said| said.trim().eq_ignore_ascii_case(word))
    };
    let refused = |why: &'static str| Box::new((StatusCode::BAD_REQUEST, why).into_response());
    if !says(header::CONNECTION, "upgrade") || !says(header::UPGRADE, "websocket") {
        return Err(refused("this address is for WebSockets\n"));
    }
    if !says(header::SEC_WEBSOCKET_VERSION, "13") {
        let version = [(header::SEC_WEBSOCKET_VERSION, "13")];
        return Err(Box::new((StatusCode::UPGRADE_REQUIRED, version).into_response()));
    }
    let Some(key) = headers.get(header::SEC_WEBSOCKET_KEY) else {
        return Err(refused("the header sec-websocket-key is missing\n"));
    };
    let mut hasher = Sha1::new();
    hasher.update(key.as_bytes());
    hasher.update("258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
    let accepted = BASE64_STANDARD.encode(hasher.finalize());
    let mut answer = StatusCode::SWITCHING_PROTOCOLS.into_response();
    let answered = answer.headers_mut();
    answered.insert(header::CONNECTION, HeaderValue::from_static("upgrade"));
    answered.insert(header::UPGRADE, HeaderValue::from_static("websocket"));
    let accepted = HeaderValue::try_from(accepted).expect("base64 is a header value");
    answered.insert(header::SEC_WEBSOCKET_ACCEPT, accepted);
    if says(header::SEC_WEBSOCKET_PROTOCOL, protocol) {
        answered.insert(header::SEC_WEBSOCKET_PROTOCOL, HeaderValue::from_static(protocol));
    }
    Ok(answer)
}

/// Returns a text in the frame that carries it, and the text itself; both share their bytes.
/// `write` appends the text.
pub(crate) fn framed(write: impl FnOnce(&mut Vec<u8>)) -> (Bytes, Bytes) {
    let mut bytes = vec![0; LONGEST_HEADER];
    write(&mut bytes);
    let mut header = Vec::with_capacity(LONGEST_HEADER);
    push_header(&mut header, TEXT, bytes.len() - LONGEST_HEADER);
    let start = LONGEST_HEADER - header.len();
    bytes[start..LONGEST_HEADER].copy_from_slice(&header);
    let bytes = Bytes::from(bytes);
    (bytes.slice(start..), bytes.slice(LONGEST_HEADER..))
}

fn push_header(bytes: &mut Vec<u8>, opcode: u8, length: usize) {
    bytes.push(FIN | opcode);
    match (u8::try_from(length), u16::try_from(length)) {
        (Ok(length), _) if length < 126 => bytes.push(length),
        (_, Ok(length)) => {
            bytes.push(126);
            bytes.extend(length.to_be_bytes());
        }
        _ => {
            bytes.push(127);
            bytes.extend((length as u64).to_be_bytes());
        }
    }
}

fn control(opcode: u8, payload: &[u8]) -> Bytes {
    let payload = &payload[..payload.len().min(LONGEST_CONTROL)];
    let mut bytes = Vec::with_capacity(2 + payload.len());
    push_header(&mut bytes, opcode, payload.len());
    bytes.extend_from_slice(payload);
    bytes.into()
}

pub(super) fn ping() -> Bytes {
    control(PING, &[])
}

pub(super) fn pong(payload: &[u8]) -> Bytes {
    control(PONG, payload)
}

/// Says that the connection ends; with the payload of a [`Message::Close`], answers it.
pub(super) fn close(payload: &[u8]) -> Bytes {
    control(CLOSE, payload)
}

/// What a client sends, piece by piece. Holds a buffer only while a message is half read.
pub(super) struct Incoming {
    /// What came and was not yet understood.
    read: Vec<u8>,
    /// The message whose frames are coming.
    message: Option<(u8, Vec<u8>)>,
    /// The longest message that is taken, in bytes.
    longest: usize,
}

impl Incoming {
    pub(super) fn new(longest: usize) -> Self {
        Self { read: Vec::new(), message: None, longest }
    }

    /// More came.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.read.extend_from_slice(bytes);
    }

    /// Returns the next message of what came, if it is complete.
    pub(super) fn next(&mut self) -> Result<Option<Message>, Ended> {
        while let Some(frame) = self.next_frame()? {
            let ClientFrame { is_last, opcode, payload } = frame;
            match opcode {
                PING => return Ok(Some(Message::Ping(payload))),
                PONG => return Ok(Some(Message::Pong)),
                CLOSE => return Ok(Some(Message::Close(payload))),
                TEXT | BINARY if self.message.is_none() => self.message = Some((opcode, payload)),
                CONTINUATION if self.message.is_some() => {
                    let message = self.message.as_mut().map(|(_, message)| message);
                    message.into_iter().for_each(|message| message.extend_from_slice(&payload));
                }
                _ => return Err(Ended::Broken(code::PROTOCOL, "a frame is out of turn")),
            }
            if is_last && let Some((opcode, message)) = self.message.take() {
                return match String::from_utf8(message) {
                    _ if opcode == BINARY => Ok(Some(Message::Binary)),
                    Ok(text) => Ok(Some(Message::Text(text))),
                    Err(_) => Err(Ended::Broken(code::INVALID, "a text is not UTF-8")),
                };
            }
        }
        if self.read.is_empty() {
            // Gives back what it took.
            self.read = Vec::new();
        }
        Ok(None)
    }

    /// Returns the next frame of what came, if it is complete (§5.2).
    fn next_frame(&mut self) -> Result<Option<ClientFrame>, Ended> {
        let [first, second, ..] = self.read[..] else {
            return Ok(None);
        };
        let broken = |why| Err(Ended::Broken(code::PROTOCOL, why));
        if first & 0x70 != 0 {
            return broken("no extension was agreed on");
        }
        if second & 0x80 == 0 {
            return broken("frames of clients are masked");
        }
        let (is_last, opcode) = (first & FIN != 0, first & 0x0f);
        let (length, header) = match second & 0x7f {
            126 => match self.read.get(2..4) {
                Some(length) => (u64::from(length[0]) << 8 | u64::from(length[1]), 4),
                None => return Ok(None),
            },
            127 => match self.read.get(2..10).and_then(|length| length.try_into().ok()) {
                Some(length) => (u64::from_be_bytes(length), 10),
                None => return Ok(None),
            },
            length => (length.into(), 2),
        };
        if opcode >= CLOSE && (!is_last || length > LONGEST_CONTROL as u64) {
            return broken("a control frame is small and whole");
        }
        if !matches!(opcode, CONTINUATION | TEXT | BINARY | CLOSE | PING | PONG) {
            return broken("there is no such frame");
        }
        let before = self.message.as_ref().map_or(0, |(_, message)| message.len());
        if length > self.longest.saturating_sub(before) as u64 && opcode < CLOSE {
            return Err(Ended::Broken(code::SIZE, "a message is too long"));
        }
        let end = header + 4 + length as usize;
        let Some(frame) = self.read.get(header..end) else {
            return Ok(None);
        };
        let (mask, masked) = frame.split_at(4);
        let payload = masked.iter().zip(mask.iter().cycle()).map(|(byte, mask)| byte ^ mask);
        let payload = payload.collect();
        self.read.drain(..end);
        Ok(Some(ClientFrame { is_last, opcode, payload }))
    }
}

struct ClientFrame {
    is_last: bool,
    opcode: u8,
    payload: Vec<u8>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(first: u8, payload: &[u8]) -> Vec<u8> {
        let mut frame = Vec::new();
        push_header(&mut frame, 0, payload.len());
        frame[0] = first;
        frame[1] |= 0x80;
        let mask = [1, 2, 3, 4];
        frame.extend(mask);
        frame.extend(payload.iter().zip(mask.iter().cycle()).map(|(byte, mask)| byte ^ mask));
        frame
    }

    /// Reads what a client sends, which arrives in pieces of `size` bytes.
    fn read(bytes: &[u8], size: usize) -> (Vec<Message>, Option<Ended>) {
        let mut incoming = Incoming::new(300);
        let mut messages = Vec::new();
        for piece in bytes.chunks(size) {
            incoming.push(piece);
            loop {
                match incoming.next() {
                    Ok(Some(message)) => messages.push(message),
                    Ok(None) => break,
                    Err(ended) => return (messages, Some(ended)),
                }
            }
        }
        assert!(!incoming.read.is_empty() || incoming.read.capacity() == 0, "nothing is held");
        (messages, None)
    }

    #[test]
    fn messages_are_read_however_they_arrive() {
        let long = "é".repeat(120);
        let bytes = [
            masked(FIN | TEXT, b"one"),
            masked(TEXT, &long.as_bytes()[..5]),
            masked(FIN | PING, b"?"),
            masked(CONTINUATION, &long.as_bytes()[5..100]),
            masked(FIN | CONTINUATION, &long.as_bytes()[100..]),
            masked(FIN | BINARY, &[0; 126]),
            masked(FIN | PONG, b""),
            masked(FIN | CLOSE, &[3, 232]),
        ];
        for size in [1, 2, 7, 1000] {
            let (messages, ended) = read(&bytes.concat(), size);
            let expected = [
                Message::Text("one".into()),
                Message::Ping(b"?".to_vec()),
                Message::Text(long.clone()),
                Message::Binary,
                Message::Pong,
                Message::Close(vec![3, 232]),
            ];
            assert_eq!((&messages[..], ended), (&expected[..], None), "in pieces of {size}");
        }
    }

    #[test]
    fn what_is_against_the_rules_ends_the_connection() {
        let unmasked = vec![FIN | TEXT, 1, b'a'];
        let huge = vec![FIN | TEXT, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
        let too_long = [masked(TEXT, &[b'a'; 200]), masked(FIN | CONTINUATION, &[b'a'; 200])];
        for (bytes, code) in [
            (unmasked, code::PROTOCOL),
            (huge, code::SIZE),
            (too_long.concat(), code::SIZE),
            (masked(FIN | 0x40 | TEXT, b"a"), code::PROTOCOL),
            (masked(FIN | CONTINUATION, b"a"), code::PROTOCOL),
            ([masked(TEXT, b"a"), masked(FIN | TEXT, b"b")].concat(), code::PROTOCOL),
            (masked(PING, b"a"), code::PROTOCOL),
            (masked(FIN | PING, &[0; 126]), code::PROTOCOL),
            (masked(FIN | 3, b"a"), code::PROTOCOL),
            (masked(FIN | TEXT, &[0xff]), code::INVALID),
        ] {
            let ended = read(&bytes, 1000).1;
            let found = ended.map(|ended| match ended {
                Ended::Broken(code, _) => code,
                Ended::Gone => 0,
            });
            assert_eq!(found, Some(code), "{bytes:?}");
        }
    }
}
