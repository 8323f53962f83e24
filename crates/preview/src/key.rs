//! The key of a server: whoever has it is let in.
//!
//! It travels in the address that a host prints or opens, once; from then on in a cookie. Programs
//! send it in a header. It is never logged: [`Debug`](fmt::Debug) does not show it.

use std::fmt;
use std::sync::Arc;

use subtle::ConstantTimeEq;

use crate::http;

/// How many hexadecimal digits a key has; they stand for 128 random bits.
const DIGITS: usize = 32;

/// A secret of 128 random bits, written as 32 hexadecimal digits.
#[derive(Clone)]
pub struct Key(Arc<str>);

impl Key {
    /// Draws a key from the system's random numbers.
    ///
    /// # Panics
    ///
    /// If the system has none, which no system that we know of does once it has started.
    pub fn random() -> Self {
        let mut bytes = [0; DIGITS / 2];
        getrandom::fill(&mut bytes).expect("the system gives random numbers");
        Self(bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>().into())
    }

    /// Takes a key that was drawn before, for instance by an earlier run of the host, so that the
    /// pages it left open are still let in. `None` if the text is not 32 hexadecimal digits.
    pub fn from_text(text: &str) -> Option<Self> {
        let is_key = text.len() == DIGITS && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_key.then(|| Self(text.to_ascii_lowercase().into()))
    }

    /// Returns the digits. Whoever sees them is let in.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Returns the last part of the address that gives the key to a browser, behind the slash that
    /// an address of the document ends in. Whoever sees it is let in.
    pub fn opening(&self) -> String {
        format!("{}{}", &http::OPENING[1..], self.0)
    }

    /// Whether somebody has the key. Takes the same time wherever a wrong one differs.
    pub(crate) fn is(&self, said: &str) -> bool {
        self.0.as_bytes().ct_eq(said.as_bytes()).into()
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_differ_and_are_read_back() {
        let (one, other) = (Key::random(), Key::random());
        assert!(!one.is(other.reveal()));
        let read = Key::from_text(&one.reveal().to_ascii_uppercase());
        assert!(read.is_some_and(|read| one.is(read.reveal())));
        assert!(!one.is(""));
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for text in ["", "0123", "0123456789abcdef0123456789abcdeg", "é", &"0".repeat(33)] {
            assert!(Key::from_text(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_key_is_not_shown() {
        let key = Key::random();
        assert!(!format!("{key:?}").contains(key.reveal()));
    }
}
