//! Every message between the preview server and a viewer, as `docs/protocol.md` describes them.
//!
//! This is the only file of the crate that derives serde. Each side is one tagged union:
//! [`FromViewer`] and [`ToViewer`]. A message to viewers is encoded once into a [`Frame`], which
//! all viewers then share. Both unions can be read as well as written, so that a viewer can be
//! written in Rust too (our tests do) and the files in `fixtures/messages/` are checked both ways.
//!
//! Integers stay far below 2^53, the largest that JavaScript counts to; what may exceed it
//! (epoch, digest) travels as text.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use serde::de::{Deserializer, Error};
use serde::ser::{SerializeMap, SerializeSeq, Serializer};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sopwright_html as html;
use sopwright_html::{Attribute, Content, Element, Name, Namespace, Node, Path};

use crate::http::websocket::framed;

/// A message from a viewer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum FromViewer {
    /// Names the page that the viewer shows; the first message, and again after a snapshot.
    Join {
        /// The epoch of that page.
        epoch: String,
        /// Its revision.
        revision: u64,
        /// Its digest.
        digest: String,
        /// Why it joins.
        #[serde(default, skip_serializing_if = "Why::is_opened")]
        why: Why,
    },
    /// A patch was painted.
    Ack {
        /// The revision that the viewer shows now.
        revision: u64,
        /// Milliseconds from the edit until the frame arrived, by the server's clock, if the viewer
        /// knows how that differs from its own.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        since: Option<f64>,
        /// Milliseconds from the arrival of the frame until its ops were done.
        applied: f64,
        /// Milliseconds from the arrival of the frame until it was painted.
        painted: f64,
        /// Milliseconds that a [`Ping`](Self::Ping) and its answer took lately.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        roundtrip: Option<f64>,
    },
    /// The reader clicked.
    Clicked {
        /// The `id` of the innermost element around the place that has one.
        block: String,
    },
    /// Asks for a [`ToViewer::Pong`].
    Ping,
}

/// Why a viewer joins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Why {
    /// The page was opened.
    #[default]
    Opened,
    /// The connection was lost before.
    Reconnected,
    /// The page had to be fetched again.
    Resynced,
}

impl Why {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
    fn is_opened(&self) -> bool {
        *self == Self::Opened
    }
}

/// The query of requests of a viewer that has no socket.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Asker {
    /// As in [`Poll`]; empty if it has no name.
    #[serde(default)]
    pub viewer: String,
    /// As in [`FromViewer::Join`], where the request begins a stream.
    #[serde(default)]
    pub why: Why,
}

/// What a viewer asks again and again that cannot be sent anything unasked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Poll {
    /// A name that the viewer drew for itself at random, up to 64 bytes.
    pub viewer: String,
    /// As in [`FromViewer::Join`].
    pub epoch: String,
    /// As in [`FromViewer::Join`].
    pub revision: u64,
    /// As in [`FromViewer::Join`].
    pub digest: String,
    /// As in [`FromViewer::Join`], the first time.
    #[serde(default, skip_serializing_if = "Why::is_opened")]
    pub why: Why,
    /// The field of the same name in the last answer; empty the first time.
    pub seen: String,
}

/// The answer to a [`Poll`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Polled {
    /// Names what the viewer has now beside the page.
    pub seen: String,
    /// What to do, in order.
    pub frames: Vec<ToViewer>,
}

/// A message to a viewer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum ToViewer {
    /// The viewer's page is this revision; patches follow if there are newer ones.
    Joined {
        /// The server's epoch.
        epoch: String,
        /// The revision that the viewer's page is.
        revision: u64,
    },
    /// Turns one revision into a newer one.
    Patch {
        /// The revision before.
        base: u64,
        /// The revision after.
        revision: u64,
        /// The digest of the revision after.
        digest: String,
        /// The digest of what the ops' addresses meet, see [`html::patch::shape`].
        shape: u32,
        /// When the edit came: microseconds on the server's clock.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        edited: Option<u64>,
        /// What to do, in order.
        ops: Vec<Op>,
    },
    /// The viewer is to fetch the page and join again.
    Snapshot {
        /// The server's epoch.
        epoch: String,
        /// The newest revision.
        revision: u64,
    },
    /// The style sheet to use.
    Theme {
        /// Its address, relative to the page's.
        href: String,
    },
    /// The style sheet to print by, after the theme.
    Paper {
        /// Its address, relative to the page's.
        href: String,
    },
    /// All findings about the source.
    Diagnostics {
        /// In place of those before.
        items: Vec<Diagnostic>,
    },
    /// Answers [`FromViewer::Ping`]; also sent unasked, as a sign of life.
    Pong {
        /// Microseconds on the server's clock, in an answer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        now: Option<u64>,
    },
    /// The server stops.
    Goodbye,
}

/// A finding about the source that a page was made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, one line.
    pub message: String,
    /// What to do about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// The line in the source, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// The character in that line, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
}

/// How bad a [`Diagnostic`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Something the author may want to know.
    Info,
    /// The page shows something else than the author will have meant.
    Warning,
    /// A part of the source could not be used.
    Error,
}

/// An [`html::Op`] as it is written in a [`ToViewer::Patch`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "op", rename_all = "lowercase")]
#[expect(missing_docs, reason = "the fields are those of html::Op")]
pub enum Op {
    /// [`html::Op::SetText`].
    Text { at: Path, text: Box<str> },
    /// [`html::Op::Splice`].
    Splice { at: Path, offset: u32, remove: u32, insert: Box<str> },
    /// [`html::Op::SetAttribute`].
    Set { at: Path, name: Box<str>, value: Box<str> },
    /// [`html::Op::RemoveAttribute`].
    Unset { at: Path, name: Box<str> },
    /// [`html::Op::Insert`].
    Insert {
        at: Path,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<u32>,
        nodes: Vec<Inserted>,
    },
    /// [`html::Op::Remove`].
    Remove {
        at: Path,
        index: u32,
        #[serde(default = "one", skip_serializing_if = "is_one")]
        count: u32,
    },
    /// [`html::Op::Move`].
    Move {
        at: Path,
        index: u32,
        #[serde(default = "one", skip_serializing_if = "is_one")]
        count: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<u32>,
    },
}

fn one() -> u32 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_one(count: &u32) -> bool {
    *count == 1
}

impl From<&html::Op> for Op {
    fn from(op: &html::Op) -> Self {
        let boxed = |name: &Name| Box::from(&**name);
        match op.clone() {
            html::Op::SetText { at, text } => Self::Text { at, text },
            html::Op::Splice { at, offset, remove, insert } => {
                Self::Splice { at, offset, remove, insert }
            }
            html::Op::SetAttribute { at, name, value } => {
                Self::Set { at, name: boxed(&name), value }
            }
            html::Op::RemoveAttribute { at, name } => Self::Unset { at, name: boxed(&name) },
            html::Op::Insert { at, before, nodes } => {
                let nodes = nodes.into_iter().map(Inserted).collect();
                Self::Insert { at, before, nodes }
            }
            html::Op::Remove { at, index, count } => Self::Remove { at, index, count },
            html::Op::Move { at, index, count, before } => Self::Move { at, index, count, before },
        }
    }
}

impl From<Op> for html::Op {
    fn from(op: Op) -> Self {
        match op {
            Op::Text { at, text } => Self::SetText { at, text },
            Op::Splice { at, offset, remove, insert } => {
                Self::Splice { at, offset, remove, insert }
            }
            Op::Set { at, name, value } => {
                Self::SetAttribute { at, name: Name::from(&*name), value }
            }
            Op::Unset { at, name } => Self::RemoveAttribute { at, name: Name::from(&*name) },
            Op::Insert { at, before, nodes } => {
                let nodes = nodes.into_iter().map(|Inserted(node)| node).collect();
                Self::Insert { at, before, nodes }
            }
            Op::Remove { at, index, count } => Self::Remove { at, index, count },
            Op::Move { at, index, count, before } => Self::Move { at, index, count, before },
        }
    }
}

/// A node of an `insert`: `"text"`, `["p", {"class": "x"}, …]` or `{"comment": "…"}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inserted(pub Node);

impl Serialize for Inserted {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.content() {
            Content::Text(text) => serializer.serialize_str(text),
            Content::Comment(text) => {
                let mut comment = serializer.serialize_map(Some(1))?;
                comment.serialize_entry("comment", text)?;
                comment.end()
            }
            Content::Element(element) => serialize_element(element, serializer),
        }
    }
}

fn serialize_element<S: Serializer>(element: &Element, serializer: S) -> Result<S::Ok, S::Error> {
    let mut items = serializer.serialize_seq(None)?;
    match element.namespace() {
        Namespace::Html => {}
        Namespace::Svg => items.serialize_element(&1)?,
        Namespace::MathMl => items.serialize_element(&2)?,
    }
    items.serialize_element(&**element.name())?;
    if !element.attributes().is_empty() || begins_with_comment(element) {
        items.serialize_element(&Attributes(element.attributes()))?;
    }
    for child in element.children() {
        items.serialize_element(&Inserted(child.clone()))?;
    }
    items.end()
}

/// Whether the first child would be taken for the attributes if these were left out.
fn begins_with_comment(element: &Element) -> bool {
    let first = element.children().first().map(Node::content);
    matches!(first, Some(Content::Comment(_)))
}

struct Attributes<'a>(&'a [Attribute]);

impl Serialize for Attributes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let pairs = self.0.iter();
        serializer.collect_map(pairs.map(|Attribute { name, value }| (&**name, value)))
    }
}

impl<'de> Deserialize<'de> for Inserted {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let node = node_from(&value).ok_or_else(|| D::Error::custom("this is no node"))?;
        Ok(Self(node))
    }
}

fn node_from(value: &Value) -> Option<Node> {
    match value {
        Value::String(text) => Some(html::text(text.as_str())),
        Value::Object(comment) => Some(Node::comment(comment.get("comment")?.as_str()?)),
        Value::Array(items) => element_from(items),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

fn element_from(items: &[Value]) -> Option<Node> {
    let (namespace, items) = match items.first()?.as_u64() {
        None => (Namespace::Html, items),
        Some(1) => (Namespace::Svg, &items[1..]),
        Some(2) => (Namespace::MathMl, &items[1..]),
        Some(_) => return None,
    };
    let (name, items) = items.split_first()?;
    let mut element = Element::new(namespace, Name::from(name.as_str()?));
    let children = match items.split_first() {
        Some((Value::Object(attributes), children)) => {
            for (name, value) in attributes {
                element = element.attribute(name, value.as_str()?);
            }
            children
        }
        _ => items,
    };
    let children = children.iter().map(node_from).collect::<Option<Vec<_>>>()?;
    Some(element.children_from(children).into())
}

/// A message to viewers in its encoded form. Cloning shares the bytes.
#[derive(Clone)]
pub struct Frame(Arc<Encoded>);

struct Encoded {
    bytes: Bytes,
    /// The same bytes behind the header of a WebSocket's frame, for all viewers.
    websocket: Bytes,
    /// When the edit came that it tells of, if it does.
    edited: Option<u64>,
    is_snapshot: bool,
}

impl Frame {
    /// Encodes a message.
    pub fn new(message: &ToViewer) -> Self {
        let (websocket, bytes) = framed(|bytes| {
            serde_json::to_writer(bytes, message).expect("the keys of every message are strings");
        });
        let edited = match message {
            ToViewer::Patch { edited, .. } => *edited,
            _ => None,
        };
        let is_snapshot = matches!(message, ToViewer::Snapshot { .. });
        Self(Arc::new(Encoded { bytes, websocket, edited, is_snapshot }))
    }

    /// Whether it asks a viewer to fetch the page.
    pub fn is_snapshot(&self) -> bool {
        self.0.is_snapshot
    }

    /// Returns when the edit came that it tells of, if it does: microseconds on the server's clock.
    pub fn edited(&self) -> Option<u64> {
        self.0.edited
    }

    /// Returns the frame of a WebSocket that carries the text.
    pub(crate) fn websocket(&self) -> &Bytes {
        &self.0.websocket
    }

    /// Returns the JSON text, as UTF-8.
    pub fn bytes(&self) -> &Bytes {
        &self.0.bytes
    }
}

impl PartialEq for Frame {
    fn eq(&self, other: &Self) -> bool {
        // Asked for each viewer at each update; nearly always it is the very same one.
        Arc::ptr_eq(&self.0, &other.0) || self.bytes() == other.bytes()
    }
}

impl Eq for Frame {}

impl fmt::Debug for Frame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from_utf8_lossy(self.bytes()))
    }
}
