//! A host: a program that pushes HTML of its own through the preview crate, here inside the tests.

use sopwright_html::parse_settled;
use sopwright_preview::{Port, Published, Server, ServerOptions};

/// A preview server with pages of our own; it stops when dropped.
pub(crate) struct Host {
    pub(crate) server: Server,
    pub(crate) url: String,
}

impl Host {
    /// Serves a page with this body.
    pub(crate) fn of(body: &str) -> Self {
        let options = ServerOptions { port: Port::Exactly(0), ..ServerOptions::default() };
        let server = Server::start_blocking(options).unwrap();
        let host = Self { url: server.url(), server };
        host.publish(body);
        host
    }

    /// Publishes a page with another body.
    pub(crate) fn publish(&self, body: &str) -> Published {
        let head = "<!DOCTYPE html><html lang=en><head><title>Test</title></head><body>";
        self.server.publish(parse_settled(&format!("{head}{body}")))
    }
}
