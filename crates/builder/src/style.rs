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
    worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

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

    /// Returns the style sheet on disk, if the style of a document is one. `folder` is that of the
    /// document.
    pub(crate) fn file(&self, document: &Document, folder: &Path) -> Option<PathBuf> {
        match self {
            Self::Theme(_) => None,
            Self::File(path) => Some(path.clone()),
            Self::OfDocument => {
                theme::sheet(document.front_matter()).map(|path| folder.join(&*path))
            }
        }
    }

    /// Returns the whole style sheet of a document. `folder` is that of the document.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub(crate) fn css(&self, document: &Document, folder: &Path) -> Result<String, Failure> {
        let rules = match (self, self.file(document, folder)) {
            (Self::Theme(theme), _) => theme.css.to_owned(),
            (_, Some(path)) => fs::read_to_string(&path)
                .map_err(|error| Failure::of_file("read the theme", &path, error))?,
            (_, None) => theme::of(document.front_matter()).css.to_owned(),
        };
        Ok(format!("{}\n{rules}", theme::BASE))
    }
}
