//! The commands: one module each.

pub(crate) mod build;
pub(crate) mod check;
pub(crate) mod convert;
pub(crate) mod preview;

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
