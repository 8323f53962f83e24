//! What the address of a link or an image may lead to.
//!
//! An address is judged as a browser reads it: white space and control characters around it and
//! line ends and tabs within it do not count (URL standard, "basic URL parser", steps 1 to 3), so
//! that `java&#10;script:` cannot hide.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// What a link may lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Destination {
    /// A place on this page, or a file beside the document.
    Local(String),
    /// Another host, by the web.
    Web(String),
    /// A person: mail or telephone.
    Contact(String),
    /// Anything else; the scheme is named.
    Refused(String),
}

/// What an image may be loaded from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ImageSource {
    /// A file, by its path: percent-decoded, with forward slashes.
    File(String),
    /// Another host, which the author named.
    Web(String),
    /// The picture itself, in the address.
    Data(String),
    /// Anything else; the scheme is named.
    Refused(String),
}

/// Judges the address of a link.
pub(crate) fn destination(url: &str) -> Destination {
    let url = as_browsers_read(url);
    match scheme(&url).as_deref() {
        None if url.starts_with("//") || url.starts_with("\\\\") => Destination::Web(url),
        None => Destination::Local(url),
        Some("http" | "https") => Destination::Web(url),
        Some("mailto" | "tel") => Destination::Contact(url),
        Some(scheme) => Destination::Refused(scheme.into()),
    }
}

/// Judges the address of an image.
pub(crate) fn image_source(url: &str) -> ImageSource {
    let url = as_browsers_read(url);
    match scheme(&url).as_deref() {
        None if url.starts_with("//") => ImageSource::Web(url),
        None => ImageSource::File(path(&url)),
        Some("http" | "https") => ImageSource::Web(url),
        Some("data") if is_picture(&url) => ImageSource::Data(url),
        // `C:\pictures\x.png`: a drive, not a scheme.
        Some(drive) if drive.len() == 1 => ImageSource::File(path(&url)),
        Some(scheme) => ImageSource::Refused(scheme.into()),
    }
}

/// Returns the path of the file that an image needs, if it needs one.
pub(crate) fn media_path(url: &str) -> Option<String> {
    match image_source(url) {
        ImageSource::File(path) if !path.is_empty() => Some(path),
        _ => None,
    }
}

/// What a file shows or plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MediaKind {
    /// A picture.
    Picture,
    /// Moving pictures.
    Video,
    /// A sound.
    Audio,
}

/// Tells by the ending of an address what is there.
pub(crate) fn media_kind(url: &str) -> MediaKind {
    let path = path(url).to_ascii_lowercase();
    match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("mp4" | "m4v" | "webm" | "ogv" | "mov") => MediaKind::Video,
        Some("mp3" | "m4a" | "oga" | "ogg" | "opus" | "wav" | "flac") => MediaKind::Audio,
        _ => MediaKind::Picture,
    }
}

fn as_browsers_read(url: &str) -> String {
    url.trim_matches(|c: char| c <= ' ')
        .chars()
        .filter(|c| !matches!(c, '\t' | '\n' | '\r'))
        .collect()
}

fn scheme(url: &str) -> Option<String> {
    let (scheme, _) = url.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    is_scheme.then(|| scheme.to_ascii_lowercase())
}

/// SVG may hold script and is left out; as an image it would not run, but the address can be opened.
fn is_picture(url: &str) -> bool {
    let url = url.to_ascii_lowercase();
    url.strip_prefix("data:image/").is_some_and(|rest| !rest.starts_with("svg"))
}

fn path(url: &str) -> String {
    let end = url.find(['?', '#']).unwrap_or(url.len());
    let decoded: Cow<'_, str> = percent_decode_str(&url[..end]).decode_utf8_lossy();
    decoded.replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_judged_as_browsers_read_them() {
        let refused = |scheme: &str| Destination::Refused(scheme.into());
        assert_eq!(destination("#top"), Destination::Local("#top".into()));
        assert_eq!(destination("a/b.md"), Destination::Local("a/b.md".into()));
        assert_eq!(destination("HTTPS://x"), Destination::Web("HTTPS://x".into()));
        assert_eq!(destination("//x"), Destination::Web("//x".into()));
        assert_eq!(destination("tel:1"), Destination::Contact("tel:1".into()));
        assert_eq!(destination("JavaScript:x"), refused("javascript"));
        assert_eq!(destination("\u{1} java\nscript:x"), refused("javascript"));
        assert_eq!(destination("data:text/html,x"), refused("data"));
        assert_eq!(destination("vbscript:x"), refused("vbscript"));
    }

    #[test]
    fn images_are_files_unless_they_say_otherwise() {
        let file = |path: &str| ImageSource::File(path.into());
        assert_eq!(image_source("img/a%20b.png?v=1#x"), file("img/a b.png"));
        assert_eq!(image_source("..\\img\\a.png"), file("../img/a.png"));
        assert_eq!(image_source("C:\\img\\a.png"), file("C:/img/a.png"));
        assert_eq!(image_source("/img/a.png"), file("/img/a.png"));
        assert!(matches!(image_source("http://x/a.png"), ImageSource::Web(_)));
        assert!(matches!(image_source("data:image/png;base64,AA"), ImageSource::Data(_)));
        assert!(matches!(image_source("data:image/svg+xml,x"), ImageSource::Refused(_)));
        assert!(matches!(image_source("file:///x.png"), ImageSource::Refused(_)));
    }
}
