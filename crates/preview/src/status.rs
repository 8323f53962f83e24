//! How a preview fares, for the host to show: a message and its kind, where the preview is and how
//! it reaches its viewers.

use percent_encoding::utf8_percent_encode;

use crate::server::IN_PATH;

/// How a preview fares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// What to show, one line.
    pub message: String,
    /// How good or bad it is.
    pub kind: StatusKind,
    /// The address to open. It has the key in it: whoever sees it is let in. `None` while the preview
    /// is closed.
    pub url: Option<String>,
    /// How viewers are reached; `None` while the preview is closed.
    pub transport: Option<Transport>,
    /// How many viewers there are, as far as the transport can tell.
    pub viewers: usize,
}

/// What kind of status it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusKind {
    /// Viewers see the newest page.
    Ok,
    /// A page is being made, or the preview is being opened or closed.
    Working,
    /// It works, but not as it was asked to: over files, say, or on another port.
    Warning,
    /// Viewers do not see the newest page, or nobody can see any.
    Error,
    /// The preview is closed.
    Idle,
}

/// How viewers are reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    /// By a server.
    Server,
    /// By files that a browser opens and looks at again and again.
    File,
}

impl Status {
    /// Returns the address at which to open a document by its name; `None` while there is none.
    /// Files show the document at `/` alone, whose name is empty.
    pub fn url_of(&self, document: &str) -> Option<String> {
        let url = self.url.as_ref()?;
        if document.is_empty() {
            return Some(url.clone());
        }
        let (server, opening) = url.rsplit_once('/').filter(|_| url.starts_with("http"))?;
        let path = utf8_percent_encode(document, IN_PATH);
        Some(format!("{server}/{path}/{opening}"))
    }

    /// The preview is closed.
    pub(crate) fn closed() -> Self {
        Self {
            message: "the preview is closed".into(),
            kind: StatusKind::Idle,
            url: None,
            transport: None,
            viewers: 0,
        }
    }

    /// The preview is open.
    pub(crate) fn open(url: &str, transport: Transport) -> Self {
        Self {
            message: "the preview is open".into(),
            kind: StatusKind::Ok,
            url: Some(url.into()),
            transport: Some(transport),
            viewers: 0,
        }
    }
}
