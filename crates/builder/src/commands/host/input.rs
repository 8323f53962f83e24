//! What a host says: JSON lines, and a body behind each that says the `length` of one.
//!
//! ```text
//! {"id":1,"command":"update","html":"<p>Rinse."}
//! {"id":2,"command":"update","length":9}
//! <p>Rinse.
//! {"id":3,"command":"open"}
//! ```
//!
//! A body belongs to its line whatever else is wrong with that, so that HTML is not taken for
//! commands. Only of a line that is no JSON, or whose `length` is no number, it cannot be known.
//!
//! A body is read into the memory that it stays in, and is not copied.

use std::io::{self, BufRead, Read as _};
use std::path::PathBuf;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// The longest line, in bytes: a page of 64 MiB with all that JSON escapes.
const LONGEST_LINE: u64 = 256 << 20;
/// The longest body, in bytes.
const LONGEST_BODY: u64 = 64 << 20;

/// A command, and what it is about.
#[derive(Debug)]
pub(super) struct Line {
    /// Comes back with the answer.
    pub(super) id: Value,
    /// The document, by its path; that at `/` if it is empty.
    pub(super) document: String,
    pub(super) command: Command,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "command", rename_all = "snake_case")]
pub(super) enum Command {
    /// Opens a browser.
    Open,
    /// Shows a page.
    Update { html: String },
    /// Dresses it.
    Theme { css: Option<String>, path: Option<PathBuf> },
    /// Allows viewers to fetch a file.
    RegisterFile { path: PathBuf },
    /// Switches debug mode.
    Debug { on: bool },
    /// Closes a document, or, without one, the preview.
    Close,
}

/// Why there is no command.
pub(super) enum Error {
    /// What was said is none. What comes next may be.
    Wrong { id: Value, message: String },
    /// Nothing can be read any more.
    Unreadable(io::Error),
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self::Unreadable(error)
    }
}

/// Reads commands.
pub(super) struct Input<R> {
    reader: R,
    line: Vec<u8>,
}

impl<R: BufRead> Input<R> {
    pub(super) fn new(reader: R) -> Self {
        Self { reader, line: Vec::new() }
    }

    /// Returns the next command; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Line>, Error> {
        loop {
            self.line.clear();
            match self.reader.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut self.line)? {
                0 => return Ok(None),
                _ if self.line.trim_ascii().is_empty() => {}
                _ => return self.command().map(Some),
            }
        }
    }

    /// Makes a command of the line that was read, and reads its body.
    fn command(&mut self) -> Result<Line, Error> {
        let mut fields: Map<String, Value> = serde_json::from_slice(&self.line)
            .map_err(|error| Error::Wrong { id: Value::Null, message: no_command(&error) })?;
        let id = fields.remove("id").unwrap_or_default();
        let body = match take(&mut fields, "length") {
            Ok(Some(length)) => self.body(length)?.map(Some),
            Ok(None) => Ok(None),
            Err(message) => Err(message),
        };
        match body.and_then(|body| with_body(fields, body)) {
            Ok((document, command)) => Ok(Line { id, document, command }),
            Err(message) => Err(Error::Wrong { id, message }),
        }
    }

    /// Reads a body, or what of it there is; returns its text, or what is wrong with it.
    fn body(&mut self, length: u64) -> io::Result<Result<String, String>> {
        let mut rest = self.reader.by_ref().take(length);
        if length > LONGEST_BODY {
            io::copy(&mut rest, &mut io::sink())?;
            return Ok(Err(format!("a body of {length} bytes is too long; the most is 64 MiB")));
        }
        let mut body = Vec::with_capacity(length as usize);
        rest.read_to_end(&mut body)?;
        if rest.limit() > 0 {
            let read = body.len();
            return Ok(Err(format!("the input ended after {read} of {length} bytes of a body")));
        }
        Ok(String::from_utf8(body).map_err(|error| {
            let from = error.utf8_error().valid_up_to();
            format!("a body is no UTF-8 from its byte {from} on; encode it so")
        }))
    }
}

/// Makes a command of the fields of a line; its body is the `html`.
fn with_body(
    mut fields: Map<String, Value>,
    body: Option<String>,
) -> Result<(String, Command), String> {
    let is_update = fields.get("command").is_some_and(|command| command == "update");
    if is_update && body.is_some() == fields.contains_key("html") {
        return Err("a page is either `html` or a body whose `length` the line says".into());
    }
    fields.extend(body.map(|body| ("html".into(), body.into())));
    let document = take(&mut fields, "document")?.unwrap_or_default();
    let command = serde_json::from_value(fields.into()).map_err(|error| no_command(&error))?;
    Ok((document, command))
}

/// Takes a field that may be left out.
fn take<T: DeserializeOwned>(
    fields: &mut Map<String, Value>,
    name: &str,
) -> Result<Option<T>, String> {
    let field = fields.remove(name).map(serde_json::from_value).transpose();
    field.map_err(|error| format!("`{name}` is not as it should be: {error}"))
}

fn no_command(error: &serde_json::Error) -> String {
    format!("a line is no command: {error}")
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::io::BufReader;

    use super::*;

    /// Reads it all, through a buffer that is smaller than most of what it reads.
    fn said(input: impl io::Read) -> String {
        let mut input = Input::new(BufReader::with_capacity(8, input));
        let mut said = String::new();
        loop {
            match input.next() {
                Ok(Some(Line { id, document, command })) => {
                    writeln!(said, "{id} {document:?} {command:?}").unwrap();
                }
                Ok(None) => return said,
                Err(Error::Wrong { id, message }) => writeln!(said, "{id}: {message}").unwrap(),
                Err(Error::Unreadable(error)) => return format!("{said}{error}"),
            }
        }
    }

    #[track_caller]
    fn check(input: impl AsRef<[u8]>, expected: &str) {
        assert_eq!(said(input.as_ref()), expected);
    }

    #[test]
    fn bodies_stand_between_lines() {
        let update = |id: u32, html: &str| {
            let length = html.len();
            format!("{{\"id\":{id},\"command\":\"update\",\"length\":{length}}}\n{html}")
        };
        let close = "{\"id\":9,\"document\":\"a\",\"command\":\"close\"}";
        for between in ["", "\n", "\r\n", "\n\n"] {
            let html = "<p>Über\n{\"command\":\"open\"}\n";
            let pages = [update(1, html), update(2, ""), update(3, "<p>")];
            check(
                format!("{}{between}{close}", pages.join(between)),
                &format!(
                    "1 \"\" Update {{ html: {html:?} }}\n2 \"\" Update {{ html: \"\" }}\n\
                     3 \"\" Update {{ html: \"<p>\" }}\n9 \"a\" Close\n"
                ),
            );
        }
    }

    #[test]
    fn a_body_is_skipped_whatever_is_wrong() {
        let neither_or_both = "a page is either `html` or a body whose `length` the line says";
        for (line, body, expected) in [
            (r#"{"id":1,"command":"update"}"#, "", neither_or_both),
            (r#"{"id":1,"command":"update","html":"","length":4}"#, "<p>\n", neither_or_both),
            (
                r#"{"id":1,"command":"paint","length":4}"#,
                "<p>\n",
                "a line is no command: unknown variant `paint`, expected one of `open`, `update`, \
                 `theme`, `register_file`, `debug`, `close`",
            ),
            (
                r#"{"id":1,"command":"update","document":2,"length":4}"#,
                "<p>\n",
                "`document` is not as it should be: invalid type: integer `2`, expected a string",
            ),
            (
                r#"{"id":1,"command":"update","length":-4}"#,
                "",
                "`length` is not as it should be: invalid value: integer `-4`, expected u64",
            ),
        ] {
            check(
                format!("{line}\n{body}{{\"id\":2,\"command\":\"open\"}}\n"),
                &format!("1: {expected}\n2 \"\" Open\n"),
            );
        }
    }

    #[test]
    fn a_body_that_cannot_be_a_page_is_said_so() {
        check(
            b"{\"id\":1,\"command\":\"update\",\"length\":5}\n<p>\xff\n{\"command\":\"open\"}",
            "1: a body is no UTF-8 from its byte 3 on; encode it so\nnull \"\" Open\n",
        );
        check(
            "{\"id\":1,\"command\":\"update\",\"length\":5}\n<p>",
            "1: the input ended after 3 of 5 bytes of a body\n",
        );
        let length = LONGEST_BODY + 1;
        let line = format!("{{\"id\":1,\"command\":\"update\",\"length\":{length}}}\n");
        let body = io::repeat(b'x').take(length);
        let input = line.as_bytes().chain(body).chain(&b"{\"command\":\"open\"}"[..]);
        assert_eq!(
            said(input),
            "1: a body of 67108865 bytes is too long; the most is 64 MiB\nnull \"\" Open\n"
        );
    }
}
