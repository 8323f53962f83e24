//! The commands: one module each.

pub(crate) mod build;
pub(crate) mod check;
pub(crate) mod convert;
pub(crate) mod edit;
pub(crate) mod host;
pub(crate) mod preview;

use serde_json::json;
use sopwright_preview::{Happened, PreviewManager, Status, StatusKind};
use tokio::runtime::{self, Runtime};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use crate::failure::Failure;
use crate::output;

/// Returns the runtime of a command that goes on until it is asked to stop, and the wait for that,
/// which counts from now on: whoever reads the first line of output may ask at once.
///
/// # Errors
///
/// If the system gives none.
pub(crate) fn until_asked_to_stop() -> Result<(Runtime, impl Future<Output = ()>), Failure> {
    let runtime = runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::new(format!("cannot start the server: {error}")))?;
    let stop = {
        let _entered = runtime.enter();
        asked_to_stop()
    };
    Ok((runtime, stop))
}

/// Waits until a preview that is being opened is open, and returns how it fares.
///
/// # Errors
///
/// If it could not be opened.
pub(crate) async fn opened(manager: &PreviewManager) -> Result<Status, Failure> {
    let mut status = manager.status();
    let is_done = |status: &Status| match status.kind {
        StatusKind::Error => true,
        StatusKind::Working | StatusKind::Idle => false,
        StatusKind::Ok | StatusKind::Warning => true,
    };
    let Ok(status) = status.wait_for(is_done).await else {
        return Err(Failure::new("the preview could not be opened"));
    };
    match &status.url {
        Some(_) => Ok(status.clone()),
        None => Err(Failure::new(status.message.clone())),
    }
}

/// Waits until the user or the system asks the program to stop. A request counts from this call on,
/// not only from where it is awaited; the call must be made in a runtime.
#[cfg(unix)]
pub(crate) fn asked_to_stop() -> impl Future<Output = ()> {
    use tokio::signal::unix::{SignalKind, signal};

    let signals = (signal(SignalKind::interrupt()), signal(SignalKind::terminate()));
    async move {
        // Without a handler the system ends the program itself.
        let (Ok(mut interrupt), Ok(mut terminate)) = signals else {
            return std::future::pending().await;
        };
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    }
}

/// Waits until the user asks the program to stop.
#[cfg(not(unix))]
pub(crate) async fn asked_to_stop() {
    // Without a handler the system ends the program itself.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

/// Prints what viewers do, until the documents are gone.
pub(crate) async fn print_events(mut events: Receiver<Happened>) {
    loop {
        match events.recv().await {
            Ok(happened) => output::event(&happened.json()),
            Err(RecvError::Lagged(missed)) => {
                output::event(&json!({ "event": "missed", "count": missed }));
            }
            Err(RecvError::Closed) => return,
        }
    }
}
