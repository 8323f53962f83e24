//! `sopwright preview`: shows an SOP in the browser and keeps it in step with the file.
//!
//! Three things run until the program is told to stop: the server (on the runtime), the thread that
//! looks at the files, and, for `--json`, the task that prints what viewers do. This function owns
//! all three and waits for their end.

use std::process::ExitCode;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::json;
use sopwright_preview::{self as preview, Event, Hub, HubOptions, Port, Published, ServeOptions};
use tokio::runtime::Runtime;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use crate::cli::Preview;
use crate::commands::asked_to_stop;
use crate::failure::Failure;
use crate::live::{Live, NotYet};
use crate::output;
use crate::style::{PAGE_SCRIPT, Style};
use crate::watch::{Changes, Watch, Woken};

/// How often files are looked at where changes are not announced.
const POLL: Duration = Duration::from_millis(250);

/// How often a source that cannot be read is looked at, beside what the system announces.
const RETRY: Duration = Duration::from_secs(1);

/// What a page of ours may do: show its own pictures and those that its author names, use our style
/// sheet and our client, and talk to this server. Nothing in a document can run or send.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data: http: https:; media-src 'self' http: https:; connect-src 'self'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

pub(crate) fn run(arguments: &Preview) -> Result<ExitCode, Failure> {
    let style = Style::asked(arguments.theme.as_deref())?;
    let hub = Hub::new(HubOptions::default());
    let live = Live::open(arguments.file.clone(), style, hub.clone())?;
    let changes = Changes::default();
    let watch = if arguments.poll { None } else { Some(Watch::start(changes.clone())?) };

    let runtime = Runtime::new()
        .map_err(|error| Failure::new(format!("cannot start the server: {error}")))?;
    let port = arguments.port.map_or(Port::FirstFree { from: 8080, tries: 100 }, Port::Exactly);
    // Whoever reads the line with the address may ask at once.
    let stop = {
        let _entered = runtime.enter();
        asked_to_stop()
    };
    let listener = runtime
        .block_on(preview::bind(arguments.host, port))
        .map_err(|error| Failure::new(error.to_string()))?;
    let address = listener.local_addr().map_err(|error| Failure::new(error.to_string()))?;
    let url = format!("http://{address}/");

    let printer = if arguments.json { Printer::Json } else { Printer::Text };
    printer.listening(&url);
    printer.findings(&live);
    if !arguments.no_open
        && let Err(error) = open::that_detached(&url)
    {
        eprintln!("warning: cannot open a browser ({error}); open {url} yourself");
    }
    if printer == Printer::Json {
        runtime.spawn(print_events(hub.events()));
    }
    let follower = thread::spawn({
        let changes = changes.clone();
        move || follow(live, watch, &changes, printer)
    });

    let options = ServeOptions {
        content_security_policy: Some(CONTENT_SECURITY_POLICY.into()),
        script: Some(PAGE_SCRIPT),
        ..ServeOptions::default()
    };
    let served = runtime.block_on(preview::serve(listener, hub, options, stop));
    changes.stop();
    // A panic there was printed by that thread; nothing is left to do here.
    let _ = follower.join();
    served.map_err(|error| Failure::new(format!("the server stopped: {error}")))?;
    Ok(ExitCode::SUCCESS)
}

/// Looks at the files whenever they may have changed.
fn follow(mut live: Live, mut watch: Option<Watch>, changes: &Changes, printer: Printer) {
    // What changed before the watch began was not announced: the first look is at once.
    let mut next_look = Some(Instant::now());
    loop {
        if let Some(watch) = &mut watch
            && let Err(failure) = watch.follow(live.files())
        {
            eprintln!("warning: {}", failure.line());
        }
        if changes.wait(next_look) == Woken::Stop {
            return;
        }
        let pause = match live.look() {
            Err(NotYet { again_in }) => Some(again_in),
            Ok(published) => {
                if let Some(published) = published {
                    printer.published(&published);
                }
                if live.check() {
                    printer.findings(&live);
                }
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
    fn listening(self, url: &str) {
        match self {
            Self::Text => output::line(&format!("Preview: {url}")),
            Self::Json => output::event(&json!({ "event": "listening", "url": url })),
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

/// Prints what viewers do, until the hub is gone.
async fn print_events(mut events: Receiver<Event>) {
    loop {
        match events.recv().await {
            Ok(event) => output::event(&event_json(&event)),
            Err(RecvError::Lagged(missed)) => {
                output::event(&json!({ "event": "missed", "count": missed }));
            }
            Err(RecvError::Closed) => return,
        }
    }
}

fn event_json(event: &Event) -> serde_json::Value {
    match event {
        Event::ViewerJoined { viewers } => json!({ "event": "joined", "viewers": viewers }),
        Event::ViewerLeft { viewers } => json!({ "event": "left", "viewers": viewers }),
        Event::Acked { revision, applied, painted } => json!({
            "event": "acked", "revision": revision.0, "applied": applied, "painted": painted,
        }),
        Event::MessageIgnored { reason } => json!({ "event": "ignored", "reason": reason }),
    }
}
