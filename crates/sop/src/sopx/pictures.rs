//! The files that a project names, and figures made of them.
//!
//! Paths are as they were picked on somebody's machine: `C:/…`, relative to the folder that the
//! program was started in, addresses. Each file gets a place in `media/`, by its name; another file
//! of the same name gets another place.

use crate::link::{self, MediaKind};

/// A file to copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaFile {
    /// Where the project says that it is.
    pub from: String,
    /// Where the source expects it, below the folder of the source.
    pub to: String,
}

/// Where something to look at comes from.
pub(super) enum Origin {
    /// A file: its place in the source's folder.
    File(String),
    /// An address that stays.
    Web(String),
    /// Neither; why.
    Refused(&'static str),
}

/// All files of a project.
#[derive(Debug, Default)]
pub(super) struct Media {
    pub(super) files: Vec<MediaFile>,
}

/// Endings of files that are pictures, video or sound.
const ENDINGS: &[&str] = &[
    "jpg", "jpeg", "png", "gif", "webp", "svg", "bmp", "avif", "ico", "tif", "tiff", "mp4", "m4v",
    "webm", "ogv", "mov", "avi", "mp3", "m4a", "oga", "ogg", "opus", "wav", "flac",
];

/// Names longer than this are cut; file systems end at 255 bytes.
const LONGEST_NAME: usize = 100;

impl Media {
    /// Finds out what a value leads to, and makes a place for the file if it is one.
    pub(super) fn origin(&mut self, source: &str) -> Origin {
        let source = source.trim();
        let scheme = source.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
        match scheme.as_deref() {
            Some("http" | "https") => Origin::Web(source.into()),
            Some("data") => match link::image_source(source) {
                link::ImageSource::Data(address) => Origin::Web(address),
                _ => Origin::Refused("only pictures can stand in an address, and not SVG"),
            },
            _ => self.file(source),
        }
    }

    fn file(&mut self, source: &str) -> Origin {
        let name = source.rsplit(['/', '\\']).next().unwrap_or_default();
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        if !ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str())) {
            return Origin::Refused("not the name of a picture, video or sound");
        }
        // The other program reads both slashes alike, and so does Windows.
        let is_same = |file: &&MediaFile| file.from.replace('\\', "/") == source.replace('\\', "/");
        if let Some(file) = self.files.iter().find(is_same) {
            return Origin::File(file.to.clone());
        }
        let to = self.free_place(&safe_name(name));
        self.files.push(MediaFile { from: source.into(), to: to.clone() });
        Origin::File(to)
    }

    /// Some file systems take `A.png` and `a.png` for one file.
    fn free_place(&self, name: &str) -> String {
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
        let names = (2..).map(|number| format!("media/{stem}-{number}.{ending}"));
        let is_free = |place: &String| {
            let place = place.to_lowercase();
            self.files.iter().all(|file| file.to.to_lowercase() != place)
        };
        std::iter::once(format!("media/{name}"))
            .chain(names)
            .find(is_free)
            .expect("some number is not in a finite list")
    }
}

/// Returns a name that every file system takes and that needs no care in an address.
fn safe_name(name: &str) -> String {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let is_safe = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | '(' | ')');
    let stem: String =
        stem.chars().map(|c| if is_safe(c) { c } else { '-' }).take(LONGEST_NAME).collect();
    // A dot at the beginning hides a file.
    let stem = stem.trim_matches([' ', '.']);
    let stem = if stem.is_empty() { "file" } else { stem };
    format!("{stem}.{ending}")
}

/// Whether the ending of an address says that it is played, not shown.
pub(super) fn is_video(address: &str) -> bool {
    link::media_kind(address) == MediaKind::Video
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_one_name_are_kept_apart() {
        let mut media = Media::default();
        let mut place = |source: &str| match media.origin(source) {
            Origin::File(place) | Origin::Web(place) => place,
            Origin::Refused(why) => format!("- {why}"),
        };
        assert_eq!(place("C:\\a\\pump.png"), "media/pump.png");
        assert_eq!(place("C:/a/pump.png"), "media/pump.png");
        assert_eq!(place("b/Pump.png"), "media/Pump-2.png");
        assert_eq!(place("b/a#1?%20.png"), "media/a-1--20.png");
        assert_eq!(place("https://x/y.png"), "https://x/y.png");
        assert_eq!(place("b/.png"), "media/file.png");
        assert!(place("/etc/passwd").starts_with("- not the name"));
        assert!(place("data:text/html,x").starts_with("- only pictures"));
    }
}
