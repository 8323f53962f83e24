//! `sopwright preview`: shows an SOP in the browser and keeps it in step with the file.
//!
//! Three things run until the program is told to stop: the server (on the runtime), the thread that
//! looks at the files, and, for `--json`, the task that prints what viewers do. This function owns
//! all three and waits for their end.

use std::process::ExitCode;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::json;
use sopwright_preview::{
    Documents, Edit, HubOptions, PreviewManager, Published, Status, StatusKind,
};

use crate::cli::Preview;
use crate::commands::{opened, print_events, until_asked_to_stop};
use crate::failure::Failure;
use crate::live::{Live, NotYet};
use crate::output;
use crate::settings::{lan_url, log_to_stderr, manager_options};
use crate::style::{CONTENT_SECURITY_POLICY, PAGE_SCRIPT, Style};
use crate::watch::{Changes, Watch, Woken};

/// How often files are looked at where changes are not announced.
const POLL: Duration = Duration::from_millis(250);

/// How long after a change nobody looks for findings: that takes longer than to publish, and the
/// browser, which may be on the same machine, is busy with the page.
const QUIET: Duration = Duration::from_millis(100);

/// How long findings may be those of an older page while changes keep coming.
const LATEST: Duration = Duration::from_secs(1);

/// How often a source that cannot be read is looked at, beside what the system announces.
const RETRY: Duration = Duration::from_secs(1);

pub(crate) fn run(arguments: &Preview) -> Result<ExitCode, Failure> {
    let config = arguments.settings.config()?;
    log_to_stderr();
    let style = Style::asked(config.theme.as_deref())?;
    let mut options = manager_options(&config);
    options.server.serve.content_security_policy = Some(CONTENT_SECURITY_POLICY.into());
    options.server.serve.script = Some(PAGE_SCRIPT);
    if arguments.no_open {
        options.opener = None;
    }
    let documents =
        Documents::new(HubOptions { history_bytes: config.history_bytes, ..HubOptions::default() });
    let live = Live::open(arguments.file.clone(), style, documents.main().clone())?;
    let changes = Changes::default();
    let watch = if arguments.poll { None } else { Some(Watch::start(changes.clone())?) };

    let (runtime, stop) = until_asked_to_stop()?;
    let events = documents.events();
    let manager = PreviewManager::with(documents, options, |_| Ok(()))
        .map_err(|error| Failure::new(format!("cannot start the server: {error}")))?;
    manager.open();
    let status = runtime.block_on(opened(&manager))?;

    let printer = if arguments.json { Printer::Json } else { Printer::Text };
    printer.listening(&status, lan_url(&config, &status).as_deref());
    printer.findings(&live);
    if printer == Printer::Json {
        runtime.spawn(print_events(events));
    }
    let follower = thread::spawn({
        let changes = changes.clone();
        move || follow(live, watch, &changes, printer)
    });
    runtime.block_on(stop);
    drop(manager);
    changes.stop();
    // A panic there was printed by that thread; nothing is left to do here.
    let _ = follower.join();
    Ok(ExitCode::SUCCESS)
}

/// Looks at the files whenever they may have changed, and for findings once they are left alone.
fn follow(mut live: Live, mut watch: Option<Watch>, changes: &Changes, printer: Printer) {
    // What changed before the watch began was not announced: the first look is at once.
    let mut next_look = Some(Instant::now());
    let mut next_check = None;
    // When there was the first look that no check followed.
    let mut unchecked = None;
    loop {
        if let Some(watch) = &mut watch
            && let Err(failure) = watch.follow(live.files())
        {
            eprintln!("warning: {}", failure.line());
        }
        let noticed = match changes.wait(next_look.into_iter().chain(next_check).min()) {
            Woken::Stop => return,
            Woken::Changed { noticed } => noticed,
            Woken::Time if next_look.is_some_and(|look| look <= Instant::now()) => Instant::now(),
            Woken::Time => {
                (next_check, unchecked) = (None, None);
                if live.check() {
                    printer.findings(&live);
                }
                continue;
            }
        };
        let pause = match live.look(Edit::at(noticed)) {
            Err(NotYet { again_in }) => Some(again_in),
            Ok(published) => {
                if let Some(published) = published {
                    printer.published(&published);
                }
                let now = Instant::now();
                let latest = *unchecked.get_or_insert(now) + LATEST;
                next_check = Some(latest.min(now + QUIET));
                match &mut watch {
                    None => Some(POLL),
                    Some(watch) if live.is_in_trouble() => {
                        watch.release();
                        Some(RETRY)
                    }
                    Some(_) => None,
                }
            }
        };
        next_look = pause.map(|pause| Instant::now() + pause);
    }
}

/// How standard output speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Printer {
    Text,
    Json,
}

impl Printer {
    fn listening(self, status: &Status, lan: Option<&str>) {
        let url = status.url.as_deref().unwrap_or_default();
        match self {
            Self::Text => {
                output::line(&format!("Preview: {url}"));
                if let Some(lan) = lan {
                    output::line(&format!("For other devices: {lan}"));
                }
            }
            Self::Json => {
                output::event(&json!({ "event": "listening", "url": url, "lan_url": lan }));
            }
        }
        if status.kind == StatusKind::Warning {
            eprintln!("warning: {}", status.message);
        }
    }

    fn published(self, published: &Published) {
        if self == Self::Json {
            output::event(&json!({
                "event": "published",
                "revision": published.revision.0,
                "ops": published.ops,
                "bytes": published.bytes,
            }));
        }
    }

    fn findings(self, live: &Live) {
        match self {
            Self::Text => live.finding_lines().iter().for_each(|line| eprintln!("{line}")),
            Self::Json => {
                let items = live.findings_json();
                output::event(&json!({ "event": "diagnostics", "items": items }));
            }
        }
    }
}
