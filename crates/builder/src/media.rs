//! The files that a document names: where they are, and which kinds we hand out.
//!
//! A reference is relative to the folder of the source. Only pictures, sound, film and documents of
//! office programs are given out: an SOP from a stranger must not be able to name a key file and
//! have it served, or built into a page that is passed on.

use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sopwright_sop::Resolved;

/// Returns the file that a reference names, whether it exists or not; `None` if it is of a kind
/// that we do not hand out. A path that begins with `/` is looked for from the root of the system,
/// and then, as site generators mean it, from each folder around the source.
pub(crate) fn locate(folder: &Path, reference: &str) -> Option<PathBuf> {
    let path = folder.join(reference);
    kind(&path)?;
    let of_site = reference.strip_prefix('/').filter(|_| !path.exists());
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
    let found = of_site.and_then(|reference| {
        folder.ancestors().map(|folder| folder.join(reference)).find(|path| path.is_file())
    });
    Some(found.unwrap_or(path))
}

/// Endings of files that may be attached.
const ATTACHMENTS: &[&str] =
    &["pdf", "csv", "tsv", "xlsx", "docx", "pptx", "odt", "ods", "odp", "rtf"];

/// Returns the media type of a file of a kind that we hand out.
fn kind(path: &Path) -> Option<mime_guess::Mime> {
    let kind = mime_guess::from_path(path).first()?;
    let is_medium = matches!(kind.type_().as_str(), "image" | "audio" | "video");
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let is_attachment = ATTACHMENTS.contains(&ending.to_ascii_lowercase().as_str());
    (is_medium || is_attachment).then_some(kind)
}

/// Whether we hand out files of this kind.
pub(crate) fn is_handed_out(path: &Path) -> bool {
    kind(path).is_some()
}

/// Resolves references to `data:` URLs, for a page that stands alone.
pub(crate) fn embedded(folder: &Path, reference: &str) -> Resolved {
    let embed = || {
        let path = locate(folder, reference)?;
        let kind = kind(&path)?;
        let bytes = fs::read(&path).ok()?;
        Some(format!("data:{kind};base64,{}", STANDARD.encode(bytes)))
    };
    embed().map_or(Resolved::Missing, Resolved::Url)
}

/// Whether a reference leads to a file that we hand out.
pub(crate) fn is_missing(folder: &Path, reference: &str) -> bool {
    !locate(folder, reference).is_some_and(|path| path.is_file())
}
