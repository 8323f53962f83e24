//! Errors, sorted by what the reader should do, and the exit codes they end in:
//! 0 done, 1 the SOP has errors (`check`), 2 the program could not go on.

use std::fmt::Display;
use std::path::Path;
use std::process::ExitCode;

/// Why a command could not go on: one line, and where there is a way out, a hint.
#[derive(Debug)]
pub(crate) struct Failure {
    message: String,
    hint: Option<String>,
}

impl Failure {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), hint: None }
    }

    /// A failure to do something with a file.
    pub(crate) fn of_file(doing: &str, path: &Path, error: impl Display) -> Self {
        Self::new(format!("cannot {doing} {}: {error}", path.display()))
    }

    #[must_use]
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Returns the line, with the way out.
    pub(crate) fn line(&self) -> String {
        match &self.hint {
            Some(hint) => format!("{}; {hint}", self.message),
            None => self.message.clone(),
        }
    }

    /// Returns what went wrong, without the way out.
    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    /// Returns the way out.
    pub(crate) fn way_out(&self) -> Option<&str> {
        self.hint.as_deref()
    }

    pub(crate) fn report(&self) -> ExitCode {
        eprintln!("error: {}", self.line());
        ExitCode::from(2)
    }
}
