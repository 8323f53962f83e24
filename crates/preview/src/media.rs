//! The files that a host allowed viewers to fetch, each known by the hash of its content.
//!
//! Nothing else is ever served: an address is looked up here, never turned into a path. A file
//! that changed since it was registered is not served under the old hash.

use std::collections::HashMap;
use std::fs::{self, File, Metadata};
use std::io;
use std::path::{self, Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::content_hash::ContentHash;

/// What is written as it is in a segment of an address; all else is percent-encoded.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'.').remove(b'-').remove(b'_');

/// The registered files by their absolute path. As many as the host registered, no more.
#[derive(Default)]
pub(crate) struct Media {
    files: Mutex<HashMap<PathBuf, Registration>>,
}

#[derive(Clone, Copy)]
struct Registration {
    hash: ContentHash,
    stamp: Stamp,
}

/// What tells without reading it that a file is still the same.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
    identity: u64,
}

impl Stamp {
    fn new(metadata: &Metadata) -> Self {
        Self {
            length: metadata.len(),
            modified: metadata.modified().ok(),
            identity: identity(metadata),
        }
    }
}

#[cfg(unix)]
fn identity(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> u64 {
    0
}

/// Where to read the content of an address.
pub(crate) struct RegisteredFile {
    pub(crate) path: PathBuf,
    stamp: Stamp,
}

impl RegisteredFile {
    /// Whether the file still is what was registered. Asks the file system.
    pub(crate) fn is_unchanged(&self) -> bool {
        regular(&self.path).is_ok_and(|metadata| Stamp::new(&metadata) == self.stamp)
    }
}

impl Media {
    pub(crate) fn register(&self, path: &Path) -> io::Result<String> {
        let path = path::absolute(path)?;
        let stamp = Stamp::new(&regular(&path)?);
        let known = self.files().get(&path).copied();
        let registration = match known {
            Some(known) if known.stamp == stamp => known,
            // Stamped before it is read: a change in between shows as a stamp that is too old,
            // and the file is read again when it is next registered.
            _ => Registration { hash: ContentHash::of_reader(File::open(&path)?)?, stamp },
        };
        let address = address(registration.hash, &path);
        self.files().insert(path, registration);
        Ok(address)
    }

    /// Returns the address of a file if it is registered, with its content as it is now.
    pub(crate) fn address_of(&self, path: &Path) -> Option<String> {
        let is_registered = self.files().contains_key(path);
        is_registered.then(|| self.register(path).ok()).flatten()
    }

    /// Returns the address and the path of each file.
    pub(crate) fn all(&self) -> Vec<(String, PathBuf)> {
        let files = self.files();
        files.iter().map(|(path, file)| (address(file.hash, path), path.clone())).collect()
    }

    pub(crate) fn find(&self, hash: &str, wanted: &str) -> Option<RegisteredFile> {
        let files = self.files();
        let mut files = files.iter();
        let (path, registration) = files.find(|(path, registration)| {
            registration.hash.to_string() == hash && name(path) == wanted
        })?;
        Some(RegisteredFile { path: path.clone(), stamp: registration.stamp })
    }

    fn files(&self) -> MutexGuard<'_, HashMap<PathBuf, Registration>> {
        // No insert or look-up can leave the map half done.
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Returns the metadata of a regular file: reading a pipe or a device might never end.
fn regular(path: &Path) -> io::Result<Metadata> {
    let metadata = fs::metadata(path)?;
    if !metadata.is_file() {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            format!("{} is no regular file; only those are served", path.display()),
        ));
    }
    Ok(metadata)
}

fn address(hash: ContentHash, path: &Path) -> String {
    format!("_preview/media/{hash}/{}", utf8_percent_encode(&name(path), ENCODED))
}

fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}
