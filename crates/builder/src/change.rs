//! What has changed in a text, found by comparing it with what it was.

use std::io::{self, Read};
use std::ops::Range;

/// An edit that makes one text of another.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Change {
    /// The bytes that are replaced; whole characters.
    pub(crate) range: Range<usize>,
    pub(crate) with: String,
}

/// How many bytes are read before they are compared: the processor still has them at hand then.
const READ: usize = 128 << 10;
/// Texts are compared by so many bytes, which is much faster than one by one.
const COMPARED: usize = 4096;

impl Change {
    /// Returns the smallest change that makes one text of another, if they differ.
    pub(crate) fn between(old: &str, new: &str) -> Option<Self> {
        let start = common_prefix(old.as_bytes(), new.as_bytes());
        if start == old.len() && start == new.len() {
            return None;
        }
        let same = common_suffix(&old.as_bytes()[start..], &new.as_bytes()[start..]);
        let new = new.as_bytes()[start..new.len() - same].to_vec();
        let change = Differing { start, new, same }.into_change(old);
        Some(change.expect("it is whole characters of a text"))
    }

    /// Does the same with a new text that is read, of so many bytes. To read, compare and forget it
    /// piece by piece takes half as long as to read and then compare it.
    ///
    /// # Errors
    ///
    /// If it cannot be read, is longer or shorter, or has something new that is not UTF-8.
    pub(crate) fn read(new: impl Read, length: usize, old: &str) -> io::Result<Option<Self>> {
        let differing = Differing::read(new, length, old.as_bytes(), &mut vec![0; READ])?;
        let change = differing.map(|differing| differing.into_change(old)).transpose();
        change.map_err(|_| io::ErrorKind::InvalidData.into())
    }

    /// Whether nothing is left of a text.
    pub(crate) fn is_all_gone(&self, old: &str) -> bool {
        self.with.is_empty() && self.range.len() == old.len()
    }
}

/// Where a new text differs from an old one.
struct Differing {
    /// How many bytes are the same in front.
    start: usize,
    /// The new bytes between.
    new: Vec<u8>,
    /// How many bytes are known to be the same at the end.
    same: usize,
}

impl Differing {
    fn read(
        mut from: impl Read,
        length: usize,
        old: &[u8],
        buffer: &mut [u8],
    ) -> io::Result<Option<Self>> {
        let mut found: Option<(usize, Vec<u8>)> = None;
        // What is behind all changes stands so many bytes from the end, in both.
        let in_old = |at: usize| (at + old.len()).checked_sub(length);
        let mut at = 0;
        loop {
            let count = fill(&mut from, buffer)?;
            if count == 0 {
                break;
            }
            if at + count > length {
                return Err(io::ErrorKind::InvalidData.into());
            }
            let mut piece = &buffer[..count];
            if found.is_none() {
                let same = common_prefix(&old[at.min(old.len())..], piece);
                piece = &piece[same..];
                at += same;
            }
            if piece.is_empty() {
                continue;
            }
            let (start, new) = found.get_or_insert_with(|| (at, Vec::new()));
            let counterpart = in_old(at).filter(|&place| place >= *start);
            let is_same = counterpart.is_some_and(|place| old[place..].starts_with(piece));
            if !is_same {
                // What seemed to be behind all changes is between two.
                if let (Some(from), Some(to)) = (in_old(*start + new.len()), counterpart) {
                    new.extend_from_slice(&old[from..to]);
                }
                new.extend_from_slice(piece);
            }
            at += piece.len();
        }
        if at < length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let (start, new) = match found {
            None if length == old.len() => return Ok(None),
            None => (length, Vec::new()),
            Some(found) => found,
        };
        Ok(Some(Self { start, same: length - start - new.len(), new }))
    }

    /// Leaves no more than differs, in whole characters; fails if that is no text.
    fn into_change(mut self, old: &str) -> Result<Change, std::string::FromUtf8Error> {
        let bytes = old.as_bytes();
        let (start, end) = (self.start, old.len() - self.same);
        let same = common_suffix(&bytes[start..end], &self.new);
        self.new.truncate(self.new.len() - same);
        let mut range = start..end - same;
        while !old.is_char_boundary(range.start) {
            range.start -= 1;
        }
        while !old.is_char_boundary(range.end) {
            range.end += 1;
        }
        self.new.splice(..0, bytes[range.start..start].iter().copied());
        self.new.extend_from_slice(&bytes[end - same..range.end]);
        Ok(Change { range, with: String::from_utf8(self.new)? })
    }
}

/// Fills a buffer as far as there is something to read; returns with how many bytes.
fn fill(from: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match from.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

fn common_prefix(a: &[u8], b: &[u8]) -> usize {
    let mut chunks = a.chunks(COMPARED).zip(b.chunks(COMPARED));
    let same = chunks.by_ref().take_while(|(a, b)| a == b).map(|(a, _)| a.len()).sum::<usize>();
    same + a[same..].iter().zip(&b[same..]).take_while(|(a, b)| a == b).count()
}

fn common_suffix(a: &[u8], b: &[u8]) -> usize {
    let mut chunks = a.rchunks(COMPARED).zip(b.rchunks(COMPARED));
    let same = chunks.by_ref().take_while(|(a, b)| a == b).map(|(a, _)| a.len()).sum::<usize>();
    let (a, b) = (&a[..a.len() - same], &b[..b.len() - same]);
    same + a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_change_is_the_smallest_one() {
        let long = "Rinse it twice. ".repeat(1_000);
        let longer = format!("{long}Dry it.\n{long}");
        let cases = [
            ("Rinse.", "Rinse.", None),
            ("", "Rinse.", Some((0..0, "Rinse."))),
            ("Rinse twice.", "Rinse.", Some((5..11, ""))),
            ("aaa", "aa", Some((2..3, ""))),
            // The first bytes of both, and the last ones, are the same.
            ("à é", "à è", Some((3..5, "è"))),
            ("Ā", "ƀ", Some((0..2, "ƀ"))),
            (&*long, &*longer, Some((16_000..16_000, &longer[16_000..]))),
            (&*longer, &*long, Some((16_000..32_008, ""))),
        ];
        for (old, new, expected) in cases {
            let expected = expected.map(|(range, with)| Change { range, with: with.into() });
            assert_eq!(Change::between(old, new), expected, "of {} bytes", old.len());
            let read = Change::read(new.as_bytes(), new.len(), old).unwrap();
            assert_eq!(read, expected, "of {} bytes", old.len());
        }
    }

    #[test]
    fn what_is_not_as_long_as_it_was_said_to_be_is_refused() {
        for length in [5, 7] {
            assert!(Change::read("Rinse.".as_bytes(), length, "Dry.").is_err());
            assert!(Change::read("Rinse.".as_bytes(), length, "Rinse.").is_err());
        }
    }

    #[test]
    fn what_is_not_utf_8_is_refused() {
        assert!(Change::read(&b"Rinse \xe9."[..], 8, "Rinse it.").is_err());
        assert!(Change::read(&b"\xc3"[..], 1, "\u{e9}").is_err());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn a_change_makes_the_new_text(
            pieces in prop::collection::vec(("[aé\u{e8}😀]{0,5}", 0..3_usize), 0..6),
            at_once in 1..12_usize,
        ) {
            let old: String = pieces.iter().map(|(piece, _)| piece.as_str()).collect();
            let new: String = pieces.iter().map(|(piece, count)| piece.repeat(*count)).collect();
            let mut buffer = vec![0; at_once];
            let differing = Differing::read(new.as_bytes(), new.len(), old.as_bytes(), &mut buffer);
            let read = differing.unwrap().map(|differing| differing.into_change(&old).unwrap());
            let is_changed = read.is_some();
            prop_assert_eq!(is_changed, old != new);
            if let Some(Change { range, with }) = read {
                let mut edited = old.clone();
                edited.replace_range(range.clone(), &with);
                prop_assert_eq!(&edited, &new);
                let between = Change::between(&old, &new).unwrap();
                prop_assert_eq!(Change { range, with }, between);
            }
        }
    }
}
