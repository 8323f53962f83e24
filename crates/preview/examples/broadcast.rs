//! The floor that fan-out is measured against: a server that does nothing but send each line of its
//! standard input to all viewers, as it is, from one loop.
//!
//! It speaks as much of the protocol as `viewers` needs to be none the wiser. What viewers say is
//! never read.

use std::error::Error;
use std::io::{BufRead as _, Read as _, Write as _, stdin, stdout};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

const PAGE: &str = r#"<html data-preview-epoch="floor" data-preview-revision="0" data-preview-digest="0000000000000000">"#;
const JOINED: &str = r#"{"type":"joined","epoch":"floor","revision":0}"#;

fn main() -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    writeln!(
        stdout(),
        r#"{{"event":"listening","url":"http://{}/_preview.none"}}"#,
        listener.local_addr()?
    )?;
    let viewers = Arc::<Mutex<Vec<TcpStream>>>::default();
    // Ends with the program.
    thread::spawn({
        let viewers = Arc::clone(&viewers);
        move || {
            for stream in listener.incoming().flatten() {
                if let Some(viewer) = answer(stream) {
                    viewers.lock().unwrap_or_else(PoisonError::into_inner).push(viewer);
                }
            }
        }
    });
    for line in stdin().lock().lines() {
        let frame = frame(&line?);
        let mut viewers = viewers.lock().unwrap_or_else(PoisonError::into_inner);
        viewers.retain_mut(|viewer| viewer.write_all(&frame).is_ok());
    }
    Ok(())
}

/// Answers a request, and returns the connection if it is a viewer's from now on.
fn answer(mut stream: TcpStream) -> Option<TcpStream> {
    let mut request = Vec::new();
    let mut chunk = [0; 4096];
    while !request.ends_with(b"\r\n\r\n") {
        let count = stream.read(&mut chunk).ok().filter(|&count| count > 0)?;
        request.extend_from_slice(&chunk[..count]);
    }
    let request = String::from_utf8(request).ok()?;
    let Some((_, rest)) = request.split_once("Sec-WebSocket-Key: ") else {
        let _ = write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{PAGE}", PAGE.len());
        return None;
    };
    let accept = derive_accept_key(rest.split("\r\n").next()?.as_bytes());
    stream.set_nodelay(true).ok()?;
    write!(
        stream,
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
         Sec-WebSocket-Accept: {accept}\r\n\r\n"
    )
    .ok()?;
    stream.write_all(&frame(JOINED)).ok()?;
    Some(stream)
}

/// A text frame, RFC 6455 §5.2.
fn frame(text: &str) -> Vec<u8> {
    let mut frame = vec![0x81];
    match text.len() {
        length @ 0..126 => frame.push(length as u8),
        length @ 126..0x1_0000 => {
            frame.push(126);
            frame.extend((length as u16).to_be_bytes());
        }
        length => {
            frame.push(127);
            frame.extend((length as u64).to_be_bytes());
        }
    }
    frame.extend(text.as_bytes());
    frame
}
