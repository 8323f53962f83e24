//! Live preview of HTML from anyone: a program publishes pages, browsers show the newest. What
//! differs travels, and is changed in place: nothing else on the page is disturbed.
//!
//! ```no_run
//! use sopwright_preview::{Server, ServerOptions};
//!
//! # fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let server = Server::start_blocking(ServerOptions::default())?; // in async code: start(…).await
//! println!("{}", server.url()); // whoever opens this is let in
//! server.update("<h1>Rotor</h1>");
//! server.update("<h1>Rotor, rinsed</h1>"); // a patch of some hundred bytes, in every browser
//! server.stop_blocking();
//! # Ok(())
//! # }
//! ```
//!
//! What a host takes, from the top:
//!
//! - [`PreviewManager`], if it has a button: opens and closes the preview and a browser, makes the
//!   page when something changed, falls back to files, and says how it all fares.
//! - [`Server`], if it wants the server alone: `update`, `publish`, `set_theme`, `register_file`,
//!   `viewers`, `status`, `stop`. [`Documents`] has many pages, by path.
//! - [`bind`] and [`serve`], if it has a runtime of its own; [`Hub`] is one live page.
//! - [`Config`] is all settings as a struct, and as TOML.
//!
//! `examples/embed.rs` is a whole host. How the parts work together:
//!
//! | step | module | what it does |
//! |---|---|---|
//! | say | [`protocol`] | every message on the wire |
//! | remember | [`session`] | newest page, history of patches, who needs what; a pure state machine |
//! | publish | [`hub`], [`documents`] | the handles that a program holds; wake the viewers |
//! | keep | `progress` | what one viewer was sent, and so what comes next |
//! | allow | `media`, `file_urls` | the files that viewers may fetch |
//! | furnish | `delivery` | what the preview adds to a page |
//! | serve | [`http`] | page, client, theme, media, and three transports |
//! | do without | `file_page` | the same as files, where there is no port |
//! | measure | [`metrics`] | how long each stage takes, from the edit to the eye |
//! | tell | [`status`], [`debug`] | how the preview fares, and what goes over the wire |
//!
//! The crate takes any HTML and knows nothing of what it was made from.

mod audience;
pub mod config;
mod content_hash;
pub mod debug;
mod delivery;
pub mod documents;
mod file_page;
mod file_urls;
pub mod http;
pub mod hub;
mod key;
pub mod manager;
mod media;
pub mod metrics;
mod progress;
pub mod protocol;
pub mod server;
pub mod session;
pub mod status;

pub use config::{Config, ConfigError};
pub use debug::DebugMode;
pub use documents::{Documents, NameError};
pub use http::{Application, BindError, Listeners, Port, ServeOptions, bind, serve};
pub use hub::{Event, Happened, Hub, HubOptions};
pub use key::Key;
pub use manager::{ManagerOptions, Opener, PreviewManager};
pub use metrics::Edit;
pub use protocol::{Diagnostic, Severity};
pub use server::{Server, ServerOptions, StartError};
pub use session::{Epoch, Published, Revision, Session};
pub use status::{Status, StatusKind, Transport};
