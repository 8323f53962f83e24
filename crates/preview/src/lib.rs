//! Live preview of HTML from anyone: a program publishes pages, browsers show the newest.
//!
//! | step | module | what it does |
//! |---|---|---|
//! | say | [`protocol`] | every message on the wire; the only serde types |
//! | remember | [`session`] | newest page, history of patches, who needs what; a pure state machine |
//! | publish | [`hub`] | the handle that a program holds; wakes the viewers |
//! | keep | `progress` | what one viewer was sent, and so what comes next |
//! | allow | `media` | the files that viewers may fetch |
//! | serve | [`http`] | one port: page, client, theme, media, WebSocket |
//!
//! The crate takes any HTML tree and knows nothing of what it was made from.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use sopwright_preview::{Hub, HubOptions, Port, ServeOptions, bind, serve};
//!
//! let hub = Hub::new(HubOptions::default());
//! hub.publish(sopwright_html::parse_document("<p>Rinse the rotor."));
//! let listener = bind([127, 0, 0, 1].into(), Port::FirstFree { from: 8080, tries: 100 }).await?;
//! println!("http://{}/", listener.local_addr()?);
//! serve(listener, hub, ServeOptions::default(), std::future::pending()).await?;
//! # Ok(())
//! # }
//! ```

mod content_hash;
pub mod http;
pub mod hub;
mod media;
mod progress;
pub mod protocol;
pub mod session;

pub use http::{BindError, Port, ServeOptions, bind, serve};
pub use hub::{Event, Hub, HubOptions};
pub use protocol::{Diagnostic, Severity};
pub use session::{Epoch, Published, Revision, Session};
