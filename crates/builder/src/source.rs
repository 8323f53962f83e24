//! Reads the source of an SOP, and says in one line why a file is none.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;
use std::sync::Arc;

use sopwright_sop::Document;

use crate::change::Change;
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
    let (file, length) = open(path)?;
    let mut bytes = Vec::with_capacity(length + 1);
    let read = file.take(LARGEST + 1).read_to_end(&mut bytes);
    read.map_err(|error| cannot_read(path, &error))?;
    if bytes.len() as u64 > LARGEST {
        return Err(too_large(path, bytes.len() as u64));
    }
    if !looks_like_text(&bytes) {
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

/// Reads what has changed in a source that was `old`; `None` if nothing has.
///
/// # Errors
///
/// As [`read`].
pub(crate) fn read_change(path: &Path, old: &str) -> Result<Option<Change>, Failure> {
    let (file, length) = open(path)?;
    match Change::read(file, length, old) {
        Ok(change) if change.as_ref().is_none_or(|it| looks_like_text(it.with.as_bytes())) => {
            Ok(change)
        }
        // It is being written, or there is something wrong with it.
        _ => Ok(Change::between(old, &read(path)?)),
    }
}

/// Opens a source; returns how many bytes it has.
fn open(path: &Path) -> Result<(File, usize), Failure> {
    let metadata = fs::metadata(path).map_err(|error| cannot_read(path, &error))?;
    if metadata.is_dir() {
        return Err(Failure::new(format!("{} is a folder", path.display()))
            .hint("name the Markdown file in it"));
    }
    if metadata.len() > LARGEST {
        return Err(too_large(path, metadata.len()));
    }
    let file = File::open(path).map_err(|error| cannot_read(path, &error))?;
    Ok((file, metadata.len() as usize))
}

fn looks_like_text(bytes: &[u8]) -> bool {
    !bytes[..bytes.len().min(SNIFFED)].contains(&0)
}

/// Parses a source, with the files below its folder that it includes.
pub(crate) fn parse(path: &Path, source: &str, previous: Option<&Document>) -> Document {
    Document::parse_with(source, previous, &|included| part(path, included))
}

/// Makes the change in a source and its document.
pub(crate) fn update(
    path: &Path,
    source: &mut String,
    document: &mut Document,
    change: Option<Change>,
) {
    let files = &|included: &str| part(path, included);
    let has_includes = document.includes().next().is_some();
    if let Some(Change { range, with }) = change {
        if !has_includes {
            document.replace_range(range.clone(), &with, files);
        }
        source.replace_range(range, &with);
    }
    // The files that are included may have changed, too.
    if has_includes {
        document.update(source, files);
    }
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
