//! Reads the source of an SOP, and says in one line why a file is none.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use sopwright_sop::Document;

use crate::commands::check::folder;
use crate::failure::Failure;

/// The largest source that is read, in bytes. A procedure of 1,000 pages of text has about 3 MB;
/// more than this is a log or a picture by mistake.
const LARGEST: u64 = 32 << 20;

/// How many bytes at the start are searched for NUL, which no text has.
const SNIFFED: usize = 8192;

/// Reads a whole source.
///
/// # Errors
///
/// If the file is missing, a folder, too large, binary or not UTF-8.
pub(crate) fn read(path: &Path) -> Result<String, Failure> {
    read_into(path, Vec::new())
}

/// Does the same, into memory that was used before: to get ten megabytes anew from the system takes
/// longer than to read them.
///
/// # Errors
///
/// As [`read`].
pub(crate) fn read_into(path: &Path, mut bytes: Vec<u8>) -> Result<String, Failure> {
    let metadata = fs::metadata(path).map_err(|error| cannot_read(path, &error))?;
    if metadata.is_dir() {
        return Err(Failure::new(format!("{} is a folder", path.display()))
            .hint("name the Markdown file in it"));
    }
    if metadata.len() > LARGEST {
        return Err(too_large(path, metadata.len()));
    }
    bytes.clear();
    bytes.reserve_exact(metadata.len() as usize + 1);
    let read = File::open(path).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes));
    read.map_err(|error| cannot_read(path, &error))?;
    if bytes.len() as u64 > LARGEST {
        return Err(too_large(path, bytes.len() as u64));
    }
    if bytes[..bytes.len().min(SNIFFED)].contains(&0) {
        return Err(Failure::new(format!("{} is not a text file", path.display()))
            .hint("an SOP is a Markdown file in UTF-8"));
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = 1 + valid.iter().filter(|&&byte| byte == b'\n').count();
        Failure::new(format!("{} is not UTF-8 text (line {line})", path.display()))
            .hint("save it as UTF-8 in your editor")
    })
}

/// Parses a source, with the files below its folder that it includes.
pub(crate) fn parse(path: &Path, source: &str, previous: Option<&Document>) -> Document {
    Document::parse_with(source, previous, &|included| part(path, included))
}

/// Makes the document of the source `before` that of a newer one.
pub(crate) fn update(path: &Path, before: &str, source: &str, document: &mut Document) {
    let files = &|included: &str| part(path, included);
    if document.includes().next().is_some() {
        // They may have changed, too.
        document.update(source, files);
    } else if let Some((range, with)) = difference(before, source) {
        document.replace_range(range, with, files);
    }
}

/// Returns the smallest edit that makes one text of another, if they differ.
fn difference<'t>(old: &str, new: &'t str) -> Option<(Range<usize>, &'t str)> {
    let mut start = common_prefix(old.as_bytes(), new.as_bytes());
    if start == old.len() && start == new.len() {
        return None;
    }
    while !old.is_char_boundary(start) || !new.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = common_suffix(&old.as_bytes()[start..], &new.as_bytes()[start..]);
    while !old.is_char_boundary(old.len() - end) || !new.is_char_boundary(new.len() - end) {
        end -= 1;
    }
    Some((start..old.len() - end, &new[start..new.len() - end]))
}

/// Texts are compared by so many bytes, which is much faster than one by one.
const COMPARED: usize = 4096;

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

/// Returns the text of a file that the source at `path` includes. A link may not lead out of the
/// folder either.
fn part(path: &Path, included: &str) -> Result<Arc<str>, String> {
    let folder = folder(path);
    let part = folder.join(included);
    let (Ok(real_folder), Ok(real_part)) = (folder.canonicalize(), part.canonicalize()) else {
        return Err("there is no such file".into());
    };
    if !real_part.starts_with(real_folder) {
        return Err("it leads out of the folder of the document".into());
    }
    if path.canonicalize().is_ok_and(|path| path == real_part) {
        return Err("it is the document itself".into());
    }
    read(&part).map(Arc::from).map_err(|failure| failure.line())
}

fn cannot_read(path: &Path, error: &io::Error) -> Failure {
    match error.kind() {
        io::ErrorKind::NotFound => {
            Failure::new(format!("{} does not exist", path.display())).hint("check the path")
        }
        _ => Failure::of_file("read", path, error),
    }
}

fn too_large(path: &Path, bytes: u64) -> Failure {
    let (size, limit) = (bytes >> 20, LARGEST >> 20);
    Failure::new(format!(
        "{} has {size} MB, more than the {limit} MB that an SOP may have",
        path.display()
    ))
    .hint("split it into several SOPs")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_the_smallest_edit() {
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
            let found = difference(old, new);
            assert_eq!(found, expected, "of {} bytes and {}", old.len(), new.len());
            let (range, with) = found.unwrap_or((0..0, ""));
            let mut edited = old.to_owned();
            edited.replace_range(range, with);
            assert_eq!(edited, new);
        }
    }
}
