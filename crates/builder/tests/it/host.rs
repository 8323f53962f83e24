//! A host: a program that pushes HTML of its own through the preview crate, here inside the tests.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::OnceLock;

use sopwright_html::{encode_document, parse_document};
use sopwright_preview::{Hub, HubOptions, Port, Published, ServeOptions, bind, serve};
use tokio::runtime::Runtime;
use tokio::sync::oneshot;

/// A preview server with pages of our own; it stops when dropped.
pub(crate) struct Host {
    hub: Hub,
    pub(crate) url: String,
    stop: Option<oneshot::Sender<()>>,
}

fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| Runtime::new().unwrap())
}

impl Host {
    /// Serves a page with this body.
    pub(crate) fn of(body: &str) -> Self {
        let hub = Hub::new(HubOptions::default());
        let listener =
            runtime().block_on(bind(IpAddr::V4(Ipv4Addr::LOCALHOST), Port::Exactly(0))).unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        let (stop, stopped) = oneshot::channel();
        let host = Self { hub: hub.clone(), url, stop: Some(stop) };
        host.publish(body);
        let stopped = async {
            let _ = stopped.await;
        };
        runtime().spawn(serve(listener, hub, ServeOptions::default(), stopped));
        host
    }

    /// Publishes a page with another body.
    pub(crate) fn publish(&self, body: &str) -> Published {
        let head = "<!DOCTYPE html><html lang=en><head><title>Test</title></head><body>";
        self.hub.publish(as_parsed(&format!("{head}{body}")))
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
    }
}

/// Parses until the tree is the one that its own text gives: so a browser has the same.
fn as_parsed(source: &str) -> sopwright_html::Document {
    let mut document = parse_document(source);
    for _ in 0..8 {
        document = parse_document(&encode_document(&document));
    }
    document
}
