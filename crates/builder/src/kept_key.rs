//! The keys of this user's previews, one for readers and one for authors, kept for the length of a
//! login: a page that was left open is still let in when the program is started again.
//!
//! It lies in a private file of the user's. Whoever can read that can read the SOPs as well.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use sopwright_preview::Key;

/// Whom a key lets in.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Of {
    /// Who may read.
    Readers,
    /// Who may write as well.
    Authors,
}

/// Returns the key that is kept, or draws one and keeps it. Where nothing can be kept, the key is
/// for this run alone.
pub(crate) fn kept_key(of: Of) -> Key {
    let Some(folder) = folder() else {
        return Key::random();
    };
    let file = folder.join(match of {
        Of::Readers => "key",
        Of::Authors => "authors-key",
    });
    read(&file).or_else(|| keep(&folder, &file).ok()).unwrap_or_else(Key::random)
}

/// A folder that is emptied when the user logs out, or, where the system has none, one for what a
/// program remembers.
fn folder() -> Option<PathBuf> {
    let folder = dirs::runtime_dir().or_else(dirs::state_dir).or_else(dirs::data_local_dir);
    Some(folder?.join("sopwright"))
}

fn read(file: &Path) -> Option<Key> {
    is_private(file)
        .then(|| fs::read_to_string(file).ok())
        .flatten()
        .and_then(|text| Key::from_text(text.trim_end()))
}

#[cfg(unix)]
fn is_private(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;

    fs::metadata(file).is_ok_and(|metadata| metadata.permissions().mode() & 0o077 == 0)
}

/// Folders of a user's own are private there.
#[cfg(not(unix))]
fn is_private(_: &Path) -> bool {
    true
}

/// Draws a key and keeps it, unless another run has just kept one.
fn keep(folder: &Path, file: &Path) -> io::Result<Key> {
    fs::create_dir_all(folder)?;
    // Temporary files are private to their owner.
    let mut written = tempfile::NamedTempFile::new_in(folder)?;
    let key = Key::random();
    writeln!(written, "{}", key.reveal())?;
    match written.persist_noclobber(file) {
        Ok(_) => Ok(key),
        Err(refused) => match read(file) {
            Some(kept) => Ok(kept),
            // What is there is no key, or others can read it.
            None => refused.file.persist(file).map(|_| key).map_err(|error| error.error),
        },
    }
}
