//! The file of a source: read and written such that everything in it that nobody edited stays as it
//! is, byte for byte, with its line ends, its byte order mark and its permissions.
//!
//! The shared text has `\n` at the end of each line, since browsers count lines so. What stands in
//! the file instead is put back line by line.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use similar::{Algorithm, DiffOp, capture_diff_slices};
use tempfile::NamedTempFile;

use crate::commands::check::folder;
use crate::failure::Failure;
use crate::source;

const MARK: char = '\u{feff}';

/// What was in the file when it was last read or written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OnDisk {
    raw: String,
    text: String,
}

impl OnDisk {
    /// Reads a file.
    ///
    /// # Errors
    ///
    /// If it is missing, no text, or too large.
    pub(crate) fn read(path: &Path) -> Result<Self, Failure> {
        source::read(path).map(Self::of)
    }

    /// Takes what is in a file.
    pub(crate) fn of(raw: String) -> Self {
        let text = raw.strip_prefix(MARK).unwrap_or(&raw);
        if !text.contains('\r') {
            let text = text.to_owned();
            return Self { raw, text };
        }
        let text = lines(text).map(|(line, end)| [line, if end.is_empty() { "" } else { "\n" }]);
        let text = text.flatten().collect();
        Self { raw, text }
    }

    /// Returns the text, with `\n` at the end of each line and no byte order mark.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Returns the whole content.
    pub(crate) fn raw(&self) -> &str {
        &self.raw
    }

    /// Returns what is to be in the file for the text to be `text`: lines that were there keep
    /// their ends, and new ones have the one that is most frequent.
    pub(crate) fn with(&self, text: &str) -> Self {
        let mark = if self.raw.starts_with(MARK) { "\u{feff}" } else { "" };
        let body = &self.raw[mark.len()..];
        if !body.contains('\r') {
            return Self { raw: format!("{mark}{text}"), text: text.to_owned() };
        }
        let usual = usual_end(body);
        let raw = if lines(body).all(|(_, end)| end.is_empty() || end == usual) {
            format!("{mark}{}", text.replace('\n', usual))
        } else {
            format!("{mark}{}", with_ends(body, text, usual))
        };
        Self { raw, text: text.to_owned() }
    }

    /// Writes the file: a reader sees the old content or the new one, also after a power failure. A
    /// link stays a link. Nothing is written if the file has become another one than it was `before`.
    ///
    /// # Errors
    ///
    /// If the system refuses.
    pub(crate) fn write(&self, path: &Path, before: &Self) -> io::Result<Written> {
        // A file that is not there yet is no link.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        let mut new = NamedTempFile::new_in(folder(&path))?;
        new.write_all(self.raw.as_bytes())?;
        match fs::metadata(&path) {
            Ok(old) => fs::set_permissions(new.path(), old.permissions())?,
            Err(_) => give_usual_permissions(new.path())?,
        }
        new.as_file().sync_data()?;
        // That took a while.
        if fs::read(&path).is_ok_and(|now| now != before.raw.as_bytes()) {
            return Ok(Written::Nothing);
        }
        if !exchange(new.path(), &path) {
            // Since that look there were some microseconds in which another program writes in vain.
            new.persist(&path)?;
            return Ok(Written::All);
        }
        match Self::read(new.path()) {
            // Nothing can be learned from a file that is only emptied yet.
            Ok(theirs) if theirs.raw != before.raw && !theirs.raw.is_empty() => {
                Ok(Written::Over(theirs))
            }
            _ => Ok(Written::All),
        }
    }
}

/// What came of writing a file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Written {
    /// It is there.
    All,
    /// Another program has written meanwhile: nothing was done.
    Nothing,
    /// It is there, and in the last moment another program had written this.
    Over(OnDisk),
}

/// Puts two files in each other's place, so that nothing is lost. Returns whether that was done: not
/// every system and file system can.
#[cfg(target_os = "linux")]
fn exchange(new: &Path, old: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};

    // A folder could be exchanged as well.
    old.is_file() && renameat_with(CWD, new, CWD, old, RenameFlags::EXCHANGE).is_ok()
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> bool {
    false
}

/// Temporary files are private; a file of the user's is what the user's mask says, and that cannot
/// be asked for without changing it.
#[cfg(unix)]
fn give_usual_permissions(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;

    fs::set_permissions(path, fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn give_usual_permissions(_: &Path) -> io::Result<()> {
    Ok(())
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

    #[cfg(unix)]
    #[test]
    fn a_file_stays_what_it_is() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};

        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("a.md"), folder.path().join("b.md"));
        fs::write(&file, "one\r\n").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&file, &link).unwrap();
        let before = OnDisk::read(&link).unwrap();
        assert_eq!(before.with("two\n").write(&link, &before).unwrap(), Written::All);
        let again = before.with("three\n").write(&link, &before).unwrap();
        assert_eq!(again, Written::Nothing, "it is another one now");
        assert_eq!(fs::read_to_string(&file).unwrap(), "two\r\n");
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    }
}
