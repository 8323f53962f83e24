//! Files that are written appear whole or not at all: a full disk never leaves half a page in the
//! place of a good one.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

use tempfile::NamedTempFile;

use crate::commands::check::folder;
use crate::failure::Failure;

/// Writes a text.
pub(crate) fn text(path: &Path, text: &str) -> Result<(), Failure> {
    bytes(path, text.as_bytes())
}

/// Writes anything.
pub(crate) fn bytes(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let mut file = beside(path)?;
    file.write_all(bytes).map_err(|error| cannot_write(path, &error))?;
    put(file, path)
}

/// Checks that a file can have a place, before anything that takes long.
pub(crate) fn check_folder(path: &Path) -> Result<(), Failure> {
    let folder = folder(path);
    if folder.is_dir() {
        return Ok(());
    }
    Err(Failure::new(format!("there is no folder {}", folder.display()))
        .hint(format!("make it, or write {} elsewhere", path.display())))
}

/// Copies a file.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    let mut source = File::open(from).map_err(|error| Failure::of_file("read", from, error))?;
    let mut file = beside(to)?;
    io::copy(&mut source, &mut file).map_err(|error| cannot_write(to, &error))?;
    put(file, to)
}

/// Whether two paths lead to one file, by whichever names and links.
pub(crate) fn is_same_file(a: &Path, b: &Path) -> bool {
    match (fs::metadata(a), fs::metadata(b)) {
        (Ok(a_file), Ok(b_file)) if cfg!(unix) => is_same_inode(&a_file, &b_file),
        _ => match (fs::canonicalize(a), fs::canonicalize(b)) {
            (Ok(a), Ok(b)) => a == b,
            _ => false,
        },
    }
}

/// Whether two files are one.
#[cfg(unix)]
pub(crate) fn is_same_inode(a: &fs::Metadata, b: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;

    (a.dev(), a.ino()) == (b.dev(), b.ino())
}

/// Whether two files are one, which the system does not tell.
#[cfg(not(unix))]
pub(crate) fn is_same_inode(_: &fs::Metadata, _: &fs::Metadata) -> bool {
    false
}

/// Opens a new file in the folder of another.
fn beside(path: &Path) -> Result<NamedTempFile, Failure> {
    check_folder(path)?;
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // As any new file: the system takes away what the user's mask says.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder(path)).map_err(|error| cannot_write(path, &error))
}

fn put(file: NamedTempFile, path: &Path) -> Result<(), Failure> {
    file.persist(path).map_err(|error| cannot_write(path, &error.error))?;
    Ok(())
}

fn cannot_write(path: &Path, error: &io::Error) -> Failure {
    Failure::of_file("write", path, error)
}
