//! `sopwright host`: shows pages that another program pushes. It is told what to do in JSON lines on
//! standard input ([`input`]) and answers in JSON lines on standard output: `docs/host-api.md`.
//!
//! A page that is pushed while an older one of the same document still waits takes its place, so a
//! host may push as fast as it likes.

mod input;

use std::collections::VecDeque;
use std::fs;
use std::io::{self, BufRead, BufReader};
use std::process::ExitCode;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;

use serde_json::{Value, json};
use sopwright_preview::{
    DebugMode, Documents, Hub, Key, PreviewManager, Status, StatusKind, Transport,
};
use tokio::sync::{oneshot, watch};

use self::input::{Command, Error, Input, Line};
use crate::cli::Host;
use crate::commands::{opened, print_events, until_asked_to_stop};
use crate::failure::Failure;
use crate::output;
use crate::settings::{lan_url, log_to_stderr, manager_options};

/// How much of standard input is read at once, in bytes. A line of 10 MB is read some ms sooner than
/// by 8 KiB at once, and no sooner by more.
const AT_ONCE: usize = 64 << 10;
/// How many commands may wait. When it is full, standard input is not read on.
const WAITING: usize = 1024;

pub(crate) fn run(arguments: &Host) -> Result<ExitCode, Failure> {
    let config = arguments.settings.config()?;
    log_to_stderr();
    let mut options = manager_options(&config);
    let secret = Key::random();
    options.server.serve.host_key = Some(secret.clone());
    let debug = options.server.serve.debug.clone();
    let opener = options.opener.take();
    if arguments.open {
        options.opener.clone_from(&opener);
    }
    let theme = match &config.theme {
        Some(path) => Some(
            fs::read_to_string(path)
                .map_err(|error| Failure::of_file("read", path.as_ref(), error))?,
        ),
        None => None,
    };
    let (runtime, stop) = until_asked_to_stop()?;
    let manager = PreviewManager::new(options, |_| Ok(()))
        .map_err(|error| Failure::new(format!("cannot start the server: {error}")))?;
    if let Some(css) = theme {
        manager.documents().main().set_theme(css);
    }
    manager.open();
    let status = runtime.block_on(opened(&manager))?;
    output::event(&json!({
        "event": "listening",
        "url": status.url,
        "lan_url": lan_url(&config, &status),
        "transport": transport(&status),
        "secret": secret.reveal(),
        "warning": (status.kind == StatusKind::Warning).then_some(&status.message),
    }));
    runtime.spawn(print_events(manager.documents().events()));

    let waiting = Arc::<Waiting>::default();
    // Reading may block for ever, and cannot be ended: the thread ends with the program.
    thread::spawn({
        let waiting = Arc::clone(&waiting);
        move || read(BufReader::with_capacity(AT_ONCE, io::stdin().lock()), &waiting)
    });
    let (ended, end) = oneshot::channel::<()>();
    let worker = thread::spawn({
        let (waiting, documents) = (Arc::clone(&waiting), manager.documents().clone());
        let status = manager.status();
        let open = opener.unwrap_or_else(|| Arc::new(|_| Ok(())));
        move || {
            let host = Performer { documents, status, debug, open };
            while let Some(line) = waiting.next() {
                host.perform(&line);
            }
            let _ = ended.send(());
        }
    });
    runtime.block_on(async {
        tokio::select! {
            () = stop => waiting.end(),
            _ = end => {}
        }
    });
    // A panic there was printed by that thread.
    let _ = worker.join();
    drop(manager);
    output::event(&json!({ "event": "closed" }));
    Ok(ExitCode::SUCCESS)
}

fn transport(status: &Status) -> &'static str {
    match status.transport {
        Some(Transport::File) => "file",
        Some(Transport::Server) | None => "server",
    }
}

/// The commands that are to be performed, in order.
#[derive(Default)]
struct Waiting {
    lines: Mutex<(VecDeque<Line>, bool)>,
    changed: Condvar,
}

impl Waiting {
    fn push(&self, line: Line) {
        let queue = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        let full = |(lines, ended): &mut (VecDeque<Line>, bool)| lines.len() >= WAITING && !*ended;
        let waited = self.changed.wait_while(queue, full);
        let (lines, _) = &mut *waited.unwrap_or_else(PoisonError::into_inner);
        if matches!(line.command, Command::Update { .. }) {
            let is_older = |older: &Line| {
                matches!(older.command, Command::Update { .. }) && older.document == line.document
            };
            if let Some(place) = lines.iter().position(is_older)
                && let Some(older) = lines.remove(place)
            {
                answer(&older, &json!({ "event": "updated", "superseded": true }));
            }
        }
        lines.push_back(line);
        self.changed.notify_all();
    }

    /// What waits is still performed, and nothing after it.
    fn end(&self) {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner).1 = true;
        self.changed.notify_all();
    }

    /// Waits for the next one; `None` at the end.
    fn next(&self) -> Option<Line> {
        let queue = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        let empty = |(lines, ended): &mut (VecDeque<Line>, bool)| lines.is_empty() && !*ended;
        let waited = self.changed.wait_while(queue, empty);
        let line = waited.unwrap_or_else(PoisonError::into_inner).0.pop_front();
        self.changed.notify_all();
        // To close the preview is to end.
        match line {
            Some(Line { command: Command::Close, document, .. }) if document.is_empty() => None,
            line => line,
        }
    }
}

/// Reads commands to the end of the input.
fn read(input: impl BufRead, waiting: &Waiting) {
    let mut input = Input::new(input);
    loop {
        match input.next() {
            Ok(Some(line)) => waiting.push(line),
            Ok(None) => break,
            Err(Error::Wrong { id, message }) => complain(&id, &message),
            Err(Error::Unreadable(error)) => {
                complain(&Value::Null, &format!("standard input cannot be read: {error}"));
                break;
            }
        }
    }
    waiting.end();
}

fn answer(line: &Line, event: &Value) {
    let mut event = event.clone();
    event["document"] = line.document.as_str().into();
    if !line.id.is_null() {
        event["id"] = line.id.clone();
    }
    output::event(&event);
}

fn complain(id: &Value, message: &str) {
    let mut event = json!({ "event": "error", "message": message });
    if !id.is_null() {
        event["id"] = id.clone();
    }
    output::event(&event);
}

/// What commands are performed on.
struct Performer {
    documents: Documents,
    status: watch::Receiver<Status>,
    debug: DebugMode,
    open: sopwright_preview::Opener,
}

impl Performer {
    fn perform(&self, line: &Line) {
        match self.try_perform(line) {
            Ok(event) => answer(line, &event),
            Err(message) => complain(&line.id, &message),
        }
    }

    fn try_perform(&self, line: &Line) -> Result<Value, String> {
        let hub = || -> Result<Hub, String> {
            self.documents.open(&line.document).map_err(|error| error.to_string())
        };
        match &line.command {
            Command::Open => {
                hub()?;
                let url = self.status.borrow().url_of(&line.document);
                let url = url.ok_or("only the first document is shown from files")?;
                (self.open)(&url).map_err(|error| {
                    format!("cannot open a browser ({error}); open {url} yourself")
                })?;
                Ok(json!({ "event": "opened", "url": url }))
            }
            Command::Update { html } => {
                let published = hub()?.update(html);
                Ok(json!({
                    "event": "updated",
                    "revision": published.revision.0,
                    "changed": published.changed,
                    "ops": published.ops,
                    "bytes": published.bytes,
                    "url": self.status.borrow().url_of(&line.document),
                }))
            }
            Command::Theme { css: Some(css), path: None } => {
                hub()?.set_theme(css.clone());
                Ok(json!({ "event": "themed" }))
            }
            Command::Theme { css: None, path: Some(path) } => {
                let css = fs::read_to_string(path)
                    .map_err(|error| format!("cannot read {}: {error}", path.display()))?;
                hub()?.set_theme(css);
                Ok(json!({ "event": "themed" }))
            }
            Command::Theme { .. } => Err("a theme is either `css` or the `path` of a file".into()),
            Command::RegisterFile { path } => {
                let url = hub()?
                    .register_file(path)
                    .map_err(|error| format!("cannot register {}: {error}", path.display()))?;
                Ok(json!({ "event": "registered", "path": path, "url": url }))
            }
            Command::Debug { on } => {
                self.debug.set(*on);
                Ok(json!({ "event": "debug", "on": on }))
            }
            Command::Close => match self.documents.close(&line.document) {
                true => Ok(json!({ "event": "closed" })),
                false => Err(format!("there is no document {:?}", line.document)),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_page_of_a_document_takes_the_place_of_those_that_wait() {
        let waiting = Waiting::default();
        let input = r#"{"command":"update","html":"one"}
            {"command":"update","length":3}
two{"command":"update","document":"a","length":5}
other{"command":"update","length":5}
three
            {"command":"update","document":"a"}
            {"command":"open"}"#;
        read(input.as_bytes(), &waiting);
        let next = || waiting.next().map(|line| format!("{:?} {:?}", line.document, line.command));
        assert_eq!(next().unwrap(), r#""a" Update { html: "other" }"#);
        assert_eq!(next().unwrap(), r#""" Update { html: "three" }"#);
        assert_eq!(next().unwrap(), r#""" Open"#);
        assert_eq!(next(), None);
    }
}
