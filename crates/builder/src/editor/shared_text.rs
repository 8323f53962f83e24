//! The one text that everybody edits: a CRDT (Yjs), so that whatever arrives in whatever order, all
//! end up with the same text and nobody's keystroke is lost.
//!
//! It holds the root type `source`, a Yjs text without formatting. What clients send is never
//! trusted: it is read through the text alone, and what is no text is taken out again. Offsets count
//! UTF-16 code units, as browsers do; [`Utf16`] translates.

use std::ops::Range;

use serde_json::Value;
use yrs::sync::{Awareness, AwarenessUpdate};
use yrs::updates::decoder::Decode as _;
use yrs::updates::encoder::Encode as _;
use yrs::{
    Assoc, ClientID, Doc, GetString as _, IndexedSequence as _, OffsetKind, Options, Out,
    ReadTxn as _, StateVector, StickyIndex, Text as _, TextRef, Transact as _, Update,
};

/// The name of the text in the shared document.
const ROOT: &str = "source";
/// An update that says nothing: no blocks, nothing deleted.
const NOTHING: [u8; 2] = [0, 0];

pub(crate) struct SharedText {
    awareness: Awareness,
    text: TextRef,
    /// The text as a string, if that is known: it is put together from all that was ever typed.
    string: Option<String>,
}

/// Why bytes that somebody sent were not taken.
#[derive(Debug)]
pub(crate) struct Unreadable(String);

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "an update that cannot be read: {}", self.0)
    }
}

/// A piece of text in the place of another, by UTF-16 offsets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Splice {
    pub(crate) range: Range<u32>,
    pub(crate) text: String,
}

impl SharedText {
    /// Starts without any text.
    pub(crate) fn new() -> Self {
        let options = Options { offset_kind: OffsetKind::Utf16, ..Options::default() };
        let doc = Doc::with_options(options);
        let text = doc.get_or_insert_text(ROOT);
        Self { awareness: Awareness::new(doc), text, string: None }
    }

    /// Returns the text as it is now.
    pub(crate) fn text(&self) -> String {
        self.string.clone().unwrap_or_else(|| self.text.get_string(&self.doc().transact()))
    }

    /// Returns all that ever happened, as one update.
    pub(crate) fn whole(&self) -> Vec<u8> {
        self.since(&StateVector::default())
    }

    /// Returns what somebody lacks who knows so much.
    pub(crate) fn since(&self, known: &StateVector) -> Vec<u8> {
        self.doc().transact().encode_state_as_update_v1(known)
    }

    /// Returns how much is known here.
    pub(crate) fn known(&self) -> StateVector {
        self.doc().transact().state_vector()
    }

    /// Whether something was taken in that builds on what never arrived.
    pub(crate) fn lacks_something(&self) -> bool {
        self.doc().transact().has_missing_updates()
    }

    /// Takes in what somebody else did. Returns what of it was new, as an update.
    ///
    /// # Errors
    ///
    /// If the bytes are no update.
    pub(crate) fn merge(&mut self, update: &[u8]) -> Result<Option<Vec<u8>>, Unreadable> {
        let unreadable = |error: &dyn ToString| Unreadable(error.to_string());
        let update = Update::decode_v1(update).map_err(|error| unreadable(&error))?;
        self.string = None;
        let mut transaction = self.awareness.doc().transact_mut();
        transaction.apply_update(update).map_err(|error| unreadable(&error))?;
        let string = self.text.get_string(&transaction);
        // Only what is no text counts without being in the string.
        if self.text.len(&transaction) as usize == utf16_len(&string) {
            self.string = Some(string);
        } else {
            clean(&self.text, &mut transaction);
        }
        let new = transaction.encode_update_v1();
        Ok((new != NOTHING).then_some(new))
    }

    /// Makes edits of the server's own, in the order of the text and without overlaps. Returns them
    /// as an update.
    pub(crate) fn splice(&mut self, splices: &[Splice]) -> Option<Vec<u8>> {
        self.string = None;
        let mut transaction = self.awareness.doc().transact_mut();
        for Splice { range, text } in splices.iter().rev() {
            let length = range.end - range.start;
            if length > 0 {
                self.text.remove_range(&mut transaction, range.start, length);
            }
            if !text.is_empty() {
                self.text.insert(&mut transaction, range.start, text);
            }
        }
        let new = transaction.encode_update_v1();
        (new != NOTHING).then_some(new)
    }

    /// Returns a place that stays where it is whatever is typed elsewhere, as Yjs writes it in JSON.
    pub(crate) fn place(&self, offset: u32, side: Side) -> Value {
        let side = match side {
            Side::Left => Assoc::Before,
            Side::Right => Assoc::After,
        };
        let transaction = self.doc().transact();
        // There is nothing to keep to at an end of the text but the text itself.
        let place = self.text.sticky_index(&transaction, offset, side);
        let place = place.unwrap_or_else(|| StickyIndex::from_type(&transaction, &self.text, side));
        serde_json::to_value(place).unwrap_or_default()
    }

    /// Takes in who is where. Returns what of it is to be passed on, and of whom it speaks.
    pub(crate) fn meet(
        &mut self,
        update: AwarenessUpdate,
    ) -> Option<(AwarenessUpdate, Vec<ClientID>)> {
        let summary = self.awareness.apply_update_summary(update).ok()??;
        let clients = summary.all_changes();
        let news = self.awareness.update_with_clients(clients.iter().copied()).ok()?;
        Some((news, clients))
    }

    /// Returns who is where.
    pub(crate) fn present(&self) -> Option<AwarenessUpdate> {
        self.awareness.update().ok().filter(|update| !update.clients.is_empty())
    }

    /// Notes that clients are gone. Returns what tells the others.
    pub(crate) fn part(&mut self, clients: &[ClientID]) -> Option<AwarenessUpdate> {
        clients.iter().for_each(|client| self.awareness.remove_state(*client));
        self.awareness.update_with_clients(clients.iter().copied()).ok()
    }

    fn doc(&self) -> &Doc {
        self.awareness.doc()
    }
}

/// To which of its neighbours a place keeps.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Side {
    /// The character before it.
    Left,
    /// The character behind it.
    Right,
}

/// Takes out all that is no text.
fn clean(text: &TextRef, transaction: &mut yrs::TransactionMut<'_>) {
    let mut at = 0;
    for piece in text.diff(&*transaction, |_| ()) {
        match piece.insert {
            Out::Any(yrs::Any::String(string)) => at += utf16_len(&string) as u32,
            _ => text.remove_range(transaction, at, 1),
        }
    }
}

fn utf16_len(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.encode_utf16().count() }
}

/// Translates places of one text between bytes and UTF-16 code units. Asked for ever later places,
/// it looks at each byte once.
pub(crate) struct Utf16<'a> {
    text: &'a str,
    is_ascii: bool,
    at: (usize, u32),
}

impl<'a> Utf16<'a> {
    pub(crate) fn of(text: &'a str) -> Self {
        Self { text, is_ascii: text.is_ascii(), at: (0, 0) }
    }

    /// Returns the UTF-16 offset of a byte, which is the first one of a character.
    pub(crate) fn offset(&mut self, byte: usize) -> u32 {
        let byte = byte.min(self.text.len());
        if self.is_ascii {
            return byte as u32;
        }
        if byte < self.at.0 {
            self.at = (0, 0);
        }
        let between = self.text.get(self.at.0..byte).unwrap_or_default();
        self.at = (byte, self.at.1 + utf16_len(between) as u32);
        self.at.1
    }
}

/// Returns a message of the sync protocol as the bytes of a frame.
pub(crate) fn frame(message: &yrs::sync::Message) -> bytes::Bytes {
    message.encode_v1().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shared(text: &str) -> SharedText {
        let mut shared = SharedText::new();
        shared.splice(&[Splice { range: 0..0, text: text.into() }]);
        shared
    }

    #[test]
    fn two_texts_end_up_the_same() {
        let mut one = shared("Rinse 🧪 twice.");
        let mut two = SharedText::new();
        two.merge(&one.whole()).unwrap();
        let from_one = one.splice(&[Splice { range: 6..8, text: "the flask".into() }]).unwrap();
        let from_two = two.splice(&[Splice { range: 14..15, text: "!".into() }]).unwrap();
        assert_eq!(one.merge(&from_two).unwrap().as_deref(), Some(&*from_two));
        assert!(two.merge(&from_one).unwrap().is_some());
        assert_eq!(one.text(), "Rinse the flask twice!");
        assert_eq!(two.text(), one.text());
        assert_eq!(two.merge(&from_one).unwrap(), None, "it is no news");
    }

    #[test]
    fn what_is_no_text_is_taken_out() {
        let mut stranger = SharedText::new();
        {
            let mut transaction = stranger.awareness.doc().transact_mut();
            stranger.text.insert(&mut transaction, 0, "ab");
            stranger.text.insert_embed(&mut transaction, 1, yrs::Any::from(true));
        }
        let mut own = SharedText::new();
        let new = own.merge(&stranger.whole()).unwrap().unwrap();
        assert_eq!((own.text(), own.text.len(&own.doc().transact())), ("ab".into(), 2));
        stranger.merge(&new).unwrap();
        assert_eq!(stranger.text.len(&stranger.doc().transact()), 2, "the stranger learns of it");
    }

    #[test]
    fn what_is_no_update_is_refused() {
        for bytes in [&[][..], &[1], b"hello", &[255; 40]] {
            assert!(shared("a").merge(bytes).is_err(), "{bytes:?}");
        }
    }

    #[test]
    fn places_are_translated() {
        let text = "a🧪é\nb";
        let mut utf16 = Utf16::of(text);
        for (byte, offset) in [(0, 0), (1, 1), (5, 3), (7, 4), (8, 5), (9, 6), (1, 1), (99, 6)] {
            assert_eq!(utf16.offset(byte), offset);
        }
    }
}
