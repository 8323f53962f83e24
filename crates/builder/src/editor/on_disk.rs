//! What stands in the file of a source, byte for byte, and the text of it.
//!
//! The shared text has `\n` at the end of each line, since browsers count lines so. What stands in
//! the file instead is put back line by line, so that everything in it that nobody edited stays as
//! it is.

use std::sync::{Arc, OnceLock};

use similar::{Algorithm, DiffOp, capture_diff_slices};
use siphasher::sip128::SipHasher13;

const MARK: char = '\u{feff}';

/// What is, was, or is to be in a file. Cloning gives another handle to the same content.
#[derive(Clone, Debug)]
pub(crate) struct OnDisk {
    raw: Arc<str>,
    text: Arc<str>,
    /// It is worked out when it is first asked for.
    digest: Arc<OnceLock<String>>,
}

impl PartialEq for OnDisk {
    fn eq(&self, other: &Self) -> bool {
        self.raw == other.raw
    }
}

impl OnDisk {
    /// Takes what is in a file.
    pub(crate) fn of(raw: String) -> Self {
        let raw: Arc<str> = raw.into();
        let text = raw.strip_prefix(MARK).unwrap_or(&raw);
        let text = if text.contains('\r') {
            let lines = lines(text);
            let lines = lines.map(|(line, end)| [line, if end.is_empty() { "" } else { "\n" }]);
            lines.flatten().collect::<String>().into()
        } else if text.len() < raw.len() {
            text.into()
        } else {
            Arc::clone(&raw)
        };
        Self { raw, text, digest: Arc::default() }
    }

    /// Returns the text, with `\n` at the end of each line and no byte order mark.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Returns the whole content.
    pub(crate) fn raw(&self) -> &str {
        &self.raw
    }

    /// Returns the same as bytes.
    pub(crate) fn bytes(&self) -> Arc<[u8]> {
        Arc::clone(&self.raw).into()
    }

    /// Returns the [`digest`] of the whole content.
    pub(crate) fn digest(&self) -> &str {
        self.digest.get_or_init(|| digest(self.raw.as_bytes()))
    }

    /// Returns what is to be in the file for the text to be `text`: lines that were there keep
    /// their ends, and new ones have the one that is most frequent.
    pub(crate) fn with(&self, text: &str) -> Self {
        let mark = if self.raw.starts_with(MARK) { "\u{feff}" } else { "" };
        let body = &self.raw[mark.len()..];
        let text: Arc<str> = text.into();
        let raw = if !body.contains('\r') {
            if mark.is_empty() { Arc::clone(&text) } else { format!("{mark}{text}").into() }
        } else {
            let usual = usual_end(body);
            let is_usual = lines(body).all(|(_, end)| end.is_empty() || end == usual);
            let body =
                if is_usual { text.replace('\n', usual) } else { with_ends(body, &text, usual) };
            format!("{mark}{body}").into()
        };
        Self { raw, text, digest: Arc::default() }
    }
}

/// Tells contents apart, in every run alike; it is no proof against somebody who can choose them.
pub(crate) fn digest(bytes: &[u8]) -> String {
    format!("{:032x}", SipHasher13::new().hash(bytes).as_u128())
}

/// Returns each line, and what ends it.
fn lines(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let (line, behind) = rest.split_at(length);
        let end = if behind.starts_with("\r\n") { 2 } else { behind.len().min(1) };
        rest = &behind[end..];
        Some((line, &behind[..end]))
    })
}

fn usual_end(text: &str) -> &'static str {
    let count = |wanted: &str| lines(text).filter(|(_, end)| *end == wanted).count();
    ["\n", "\r\n", "\r"].into_iter().max_by_key(|end| (count(end), *end == "\n")).unwrap_or("\n")
}

fn with_ends(old: &str, new: &str, usual: &str) -> String {
    let (old, new): (Vec<_>, Vec<_>) = (lines(old).collect(), lines(new).collect());
    let texts = |lines: &[(&str, &str)]| lines.iter().map(|line| line.0.to_owned()).collect();
    let (old_texts, new_texts): (Vec<String>, Vec<String>) = (texts(&old), texts(&new));
    let mut raw = String::new();
    let mut push = |(line, end): (&str, &str), kept: &str| {
        raw.push_str(line);
        if !end.is_empty() {
            raw.push_str(if kept.is_empty() { usual } else { kept });
        }
    };
    for op in capture_diff_slices(Algorithm::Myers, &old_texts, &new_texts) {
        match op {
            DiffOp::Equal { old_index, new_index, len } => {
                for at in 0..len {
                    push(new[new_index + at], old[old_index + at].1);
                }
            }
            op => new[op.new_range()].iter().for_each(|line| push(*line, "")),
        }
    }
    raw
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: &str, text: &str, edited: &str, expected: &str) {
        let on_disk = OnDisk::of(raw.into());
        assert_eq!(on_disk.text(), text);
        assert_eq!(on_disk.with(text).raw(), raw);
        let after = on_disk.with(edited);
        assert_eq!(after.raw(), expected);
        assert_eq!(OnDisk::of(expected.into()), after);
    }

    #[test]
    fn lines_keep_their_ends() {
        check("a\nb\n", "a\nb\n", "a\nc\nb", "a\nc\nb");
        check("a\r\nb", "a\nb", "a\nb\nc\n", "a\r\nb\r\nc\r\n");
        check("\u{feff}a\r\n", "a\n", "b\na\n", "\u{feff}b\r\na\r\n");
        check("a\rb\n\nc\r\nd\n", "a\nb\n\nc\nd\n", "a\nx\nb\n\nc\n", "a\rx\nb\n\nc\r\n");
        check("", "", "a\n", "a\n");
    }
}
