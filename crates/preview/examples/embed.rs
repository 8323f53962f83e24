//! A host in forty lines: a clock that every open browser shows.
//!
//! ```text
//! cargo run -p sopwright-preview --example embed
//! ```
//!
//! Open the address that it prints, select some text, scroll: nothing but the digits changes.

use std::error::Error;
use std::io::{Write as _, stdout};
use std::thread::sleep;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use sopwright_preview::{Server, ServerOptions};

fn main() -> Result<(), Box<dyn Error>> {
    // Returns when the server listens. `Server::start(…).await` does the same in async code.
    let server = Server::start_blocking(ServerOptions::default())?;
    server.set_theme("body { font: 2rem system-ui; margin: 3rem } time { color: teal }");

    // Any file may be shown once it is registered; its address goes into the page.
    let logo = server.register_file(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/icon.svg"))?;

    let status = server.status();
    writeln!(stdout(), "{}: {}", status.borrow().message, server.url())?;
    for _ in 0..3600 {
        let seconds = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
        let time =
            format!("{:02}:{:02}:{:02}", seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
        // The whole page each time; what travels is the difference, here about a hundred bytes.
        server.update(&format!(
            "<title>Clock</title><p><img src='{logo}' width=48 alt=''> It is <time>{time}</time> UTC,
             <p>and {} of you are watching.",
            server.viewers()
        ));
        sleep(Duration::from_secs(1));
    }
    server.stop_blocking();
    Ok(())
}
