//! A network between the browser and the server that can be cut and mended.

use std::io;
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// Hands bytes on, both ways, until it is cut.
pub(crate) struct Relay {
    pub(crate) url: String,
    wires: Arc<Mutex<Wires>>,
}

#[derive(Default)]
struct Wires {
    is_cut: bool,
    streams: Vec<TcpStream>,
}

impl Relay {
    /// Opens a port that leads to the one of an address.
    pub(crate) fn to(address: &str) -> Self {
        let authority = address.strip_prefix("http://").unwrap();
        let (target, path) = authority.split_once('/').unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/{path}", listener.local_addr().unwrap());
        let wires = Arc::<Mutex<Wires>>::default();
        let (target, shared) = (target.to_owned(), Arc::clone(&wires));
        // Ends with the test's process.
        thread::spawn(move || {
            for near in listener.incoming().map_while(Result::ok) {
                // While it is cut a connection is accepted and closed at once.
                let mut wires = shared.lock().unwrap();
                if !wires.is_cut
                    && let Ok(far) = TcpStream::connect(&target)
                {
                    wires.streams.extend([near.try_clone().unwrap(), far.try_clone().unwrap()]);
                    hand_on(near.try_clone().unwrap(), far.try_clone().unwrap());
                    hand_on(far, near);
                }
            }
        });
        Self { url, wires }
    }

    /// Breaks every connection, and all new ones until it is mended.
    pub(crate) fn cut(&self) {
        let mut wires = self.wires.lock().unwrap();
        wires.is_cut = true;
        for stream in wires.streams.drain(..) {
            // It may have ended by itself.
            let _ = stream.shutdown(Shutdown::Both);
        }
    }

    pub(crate) fn mend(&self) {
        self.wires.lock().unwrap().is_cut = false;
    }
}

fn hand_on(mut from: TcpStream, mut to: TcpStream) {
    thread::spawn(move || {
        // Both ends learn of the end of either.
        let _ = io::copy(&mut from, &mut to);
        let _ = to.shutdown(Shutdown::Both);
        let _ = from.shutdown(Shutdown::Both);
    });
}
