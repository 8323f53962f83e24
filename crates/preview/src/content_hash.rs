//! The hash by which a file, the theme and the client are named in their addresses, so that what
//! an address leads to never changes and may be cached for ever.
//!
//! SipHash-1-3 with 128 bits and a fixed key: it tells contents apart across restarts, quickly.
//! It is no proof against somebody who can choose the files, and need not be: they are the author's.

use std::fmt;
use std::hash::Hasher;
use std::io::{self, Read};

use siphasher::sip128::{Hasher128, SipHasher13};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ContentHash(u128);

impl ContentHash {
    pub(crate) fn of(content: &[u8]) -> Self {
        let mut hasher = SipHasher13::new();
        hasher.write(content);
        Self(hasher.finish128().into())
    }

    /// Reads all of `content`, piece by piece.
    pub(crate) fn of_reader(mut content: impl Read) -> io::Result<Self> {
        let mut hasher = SipHasher13::new();
        let mut piece = vec![0; 64 * 1024];
        loop {
            match content.read(&mut piece) {
                Ok(0) => return Ok(Self(hasher.finish128().into())),
                Ok(length) => hasher.write(&piece[..length]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}
