//! What every page brings along: our script, and the theme asked for as one style sheet, which is
//! the base, then a theme of ours or a file's own rules.

use std::fs;
use std::path::{Path, PathBuf};

use sopwright_sop::{Document, theme};

use crate::failure::Failure;

/// The script of every page, built from `web/page`: copied steps keep their numbers.
pub(crate) const PAGE_SCRIPT: &str = include_str!("../assets/page.js");

/// What a page of ours may do: show its own pictures and those that its author names, use our style
/// sheet and our client, and talk to this server. Nothing in a document can run or send.
pub(crate) const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; \
    script-src 'nonce-{nonce}' 'strict-dynamic'; style-src 'self'; \
    img-src 'self' data: http: https:; media-src 'self' http: https:; connect-src 'self' {socket}; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/// Where the style of a page comes from.
#[derive(Clone, Debug)]
pub(crate) enum Style {
    /// A theme of ours.
    Theme(&'static theme::Theme),
    /// A style sheet on disk.
    File(PathBuf),
    /// The theme that the SOP names itself.
    OfDocument,
}

impl Style {
    /// Finds the style that `--theme` names: a theme of ours, else a file; without it, the SOP
    /// chooses.
    ///
    /// # Errors
    ///
    /// If there is neither; the hint lists the themes.
    pub(crate) fn asked(name: Option<&str>) -> Result<Self, Failure> {
        let Some(name) = name else {
            return Ok(Self::OfDocument);
        };
        if let Some(theme) = theme::find(name) {
            return Ok(Self::Theme(theme));
        }
        if Path::new(name).is_file() {
            return Ok(Self::File(name.into()));
        }
        let names: Vec<_> = theme::THEMES.iter().map(|theme| theme.name).collect();
        Err(Failure::new(format!("there is no theme or file {name}"))
            .hint(format!("themes: {}; or name a .css file", names.join(", "))))
    }

    /// Returns the file, if the style is one.
    pub(crate) fn file(&self) -> Option<&Path> {
        match self {
            Self::Theme(_) | Self::OfDocument => None,
            Self::File(path) => Some(path),
        }
    }

    /// Returns the whole style sheet of a document.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub(crate) fn css(&self, document: &Document) -> Result<String, Failure> {
        let rules = match self {
            Self::Theme(theme) => theme.css.to_owned(),
            Self::OfDocument => theme::of(document.front_matter()).css.to_owned(),
            Self::File(path) => fs::read_to_string(path)
                .map_err(|error| Failure::of_file("read the theme", path, error))?,
        };
        Ok(format!("{}\n{rules}", theme::BASE))
    }
}
