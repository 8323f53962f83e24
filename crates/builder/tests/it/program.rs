//! The program itself, run as users run it.

use std::env;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

/// How long an event may take before the test fails.
const PATIENCE: Duration = Duration::from_secs(20);

/// Runs a command to its end.
pub(crate) fn run(arguments: &[&str]) -> Output {
    program().args(arguments).output().unwrap()
}

/// Runs a command to its end with other environment variables.
pub(crate) fn run_with(environment: &[(&str, &str)], arguments: &[&str]) -> Output {
    program().envs(environment.iter().copied()).args(arguments).output().unwrap()
}

/// The program of this build, or the one that the environment variable `SOPWRIGHT_PROGRAM` names.
pub(crate) fn path() -> PathBuf {
    env::var_os("SOPWRIGHT_PROGRAM").unwrap_or(env!("CARGO_BIN_EXE_sopwright").into()).into()
}

pub(crate) fn program() -> Command {
    let mut command = Command::new(path());
    command.stdin(Stdio::null()).env("XDG_RUNTIME_DIR", kept().path());
    command
}

/// Where the programs of this run keep what they remember of each other.
pub(crate) fn kept() -> &'static TempDir {
    static KEPT: OnceLock<TempDir> = OnceLock::new();
    KEPT.get_or_init(|| tempfile::tempdir().unwrap())
}

/// A running `sopwright preview --json`; it is ended when dropped.
pub(crate) struct Preview {
    child: Child,
    events: Receiver<Value>,
    pub(crate) url: String,
}

impl Preview {
    /// Starts a preview on a free port.
    pub(crate) fn of(file: &Path) -> Self {
        Self::with(file, &["--port", "0"])
    }

    /// Starts a preview with more arguments and waits until it listens.
    pub(crate) fn with(file: &Path, arguments: &[&str]) -> Self {
        let mut child = program()
            .args(["preview", "--no-open", "--json"])
            .args(arguments)
            .arg(file)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let (sender, events) = mpsc::channel();
        // Ends with the program's output.
        thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                let event = serde_json::from_str(&line).unwrap_or(Value::String(line));
                if sender.send(event).is_err() {
                    return;
                }
            }
        });
        let mut preview = Self { child, events, url: String::new() };
        let first = preview.events.recv_timeout(PATIENCE).unwrap();
        assert_eq!(first["event"], "listening", "the first line is the address: {first}");
        preview.url = first["url"].as_str().unwrap().to_owned();
        preview
    }

    pub(crate) fn port(&self) -> String {
        let (_, rest) = self.url.rsplit_once(':').unwrap();
        rest.split('/').next().unwrap().to_owned()
    }

    /// Waits for the next event of a kind; others before it are passed over.
    pub(crate) fn event(&self, kind: &str) -> Value {
        loop {
            match self.events.recv_timeout(PATIENCE) {
                Ok(event) if event["event"] == kind => return event,
                Ok(_) => {}
                Err(error) => panic!("no event '{kind}' came: {error}"),
            }
        }
    }

    /// Waits for the next event of each kind: of two that come from different threads, either may be
    /// the first.
    pub(crate) fn events<const COUNT: usize>(&self, kinds: [&str; COUNT]) -> [Value; COUNT] {
        let mut found = kinds.map(|_| None);
        while let Some(missing) = found.iter().position(Option::is_none) {
            let event = self.events.recv_timeout(PATIENCE).unwrap_or_else(|error| {
                panic!("no event '{}' came: {error}", kinds[missing]);
            });
            if let Some(place) = kinds.iter().position(|kind| event["event"] == *kind) {
                found[place].get_or_insert(event);
            }
        }
        found.map(Option::unwrap)
    }

    /// Waits until the newest page is published and returns its revision.
    pub(crate) fn published(&self) -> u64 {
        self.event("published")["revision"].as_u64().unwrap()
    }

    /// Ends the program at once, as a crash would.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks the program to stop, as Ctrl-C or a service manager does, and returns its exit code.
    pub(crate) fn stop(mut self) -> Option<i32> {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        // Already ended is as good.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
