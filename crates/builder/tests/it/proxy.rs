//! Behind a real reverse proxy: nginx, which ends TLS, serves below a path, takes queries away, and
//! cuts what is silent for ten seconds. Some of its paths let no WebSocket, or nothing but whole
//! answers, through.

use std::fs;
use std::io;
use std::net::{TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;

use sopwright_preview::{Event, Server};
use tempfile::TempDir;

use crate::browser::Tab;
use crate::host::Host;

/// A running nginx, ended when dropped.
struct Proxy {
    nginx: Child,
    url: String,
    /// The last part of the address that lets in.
    opening: String,
    _folder: TempDir,
}

impl Proxy {
    /// Starts nginx before a server.
    fn before(server: &Server) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        make_certificate(path);
        fs::write(path.join("nginx.conf"), configuration(path, server)).unwrap();
        let nginx = Command::new("nginx")
            .env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin:/usr/local/bin")
            .arg("-p")
            .arg(path)
            .args(["-c", "nginx.conf", "-e", "error.log"])
            .stdin(Stdio::null())
            .spawn()
            .expect("nginx is installed");
        let socket = path.join("nginx.sock");
        // nginx makes the socket when it listens.
        let mut nginx = nginx;
        while UnixStream::connect(&socket).is_err() {
            if let Some(ended) = nginx.try_wait().unwrap() {
                let log = fs::read_to_string(path.join("error.log")).unwrap_or_default();
                panic!("nginx ended with {ended}: {log}");
            }
            thread::yield_now();
        }
        let url = format!("https://{}", lead_to(&socket));
        let opening = server.url().rsplit('/').next().unwrap().to_owned();
        Self { nginx, url, opening, _folder: folder }
    }

    /// Opens a page below a path, as the printed address does.
    fn open(&self, path: &str) -> Tab {
        Tab::live(&format!("{}/{path}/{}", self.url, self.opening))
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        // Already ended is as good.
        let _ = self.nginx.kill();
        let _ = self.nginx.wait();
    }
}

fn make_certificate(folder: &Path) {
    let made = Command::new("openssl")
        .args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"])
        .args(["-nodes", "-days", "1", "-subj", "/CN=localhost", "-keyout", "key.pem"])
        .args(["-out", "cert.pem"])
        .current_dir(folder)
        .output()
        .expect("openssl is installed");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
}

fn configuration(folder: &Path, server: &Server) -> String {
    let folder = folder.display();
    let server = server.address();
    // The question mark at the end of a rewrite takes the query away.
    let location = |path: &str, more: &str| {
        format!(
            "location /{path}/ {{
                rewrite ^/{path}/(.*)$ /$1? break;
                proxy_pass http://{server};
                proxy_http_version 1.1;
                proxy_set_header Host $http_host;
                proxy_read_timeout 10s;
                proxy_send_timeout 10s;
                {more}
            }}"
        )
    };
    let sockets = location(
        "sockets",
        "proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection $connection_upgrade;",
    );
    let plain = location("team/plain", "");
    let whole = location("whole", "proxy_ignore_headers X-Accel-Buffering; proxy_buffering on;");
    format!(
        "daemon off; master_process off; pid nginx.pid; worker_processes 1;
        events {{ worker_connections 256; }}
        http {{
            access_log off;
            client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
            fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi;
            scgi_temp_path {folder}/scgi;
            map $http_upgrade $connection_upgrade {{ default upgrade; '' close; }}
            server {{
                listen unix:{folder}/nginx.sock ssl;
                ssl_certificate cert.pem; ssl_certificate_key key.pem;
                {sockets} {plain} {whole}
            }}
        }}"
    )
}

/// Opens a port that leads to a socket, so that nobody has to guess a free one for nginx.
fn lead_to(socket: &Path) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let socket = socket.to_owned();
    // Ends with the test's process.
    thread::spawn(move || {
        for near in listener.incoming().map_while(Result::ok) {
            if let Ok(far) = UnixStream::connect(&socket) {
                join(near, far);
            }
        }
    });
    address
}

fn join(near: TcpStream, far: UnixStream) {
    let (mut near_in, mut far_in) = (near.try_clone().unwrap(), far.try_clone().unwrap());
    let (mut near_out, mut far_out) = (near, far);
    // Each end learns of the end of the other.
    thread::spawn(move || {
        let _ = io::copy(&mut near_in, &mut far_out);
        let _ = far_out.shutdown(std::net::Shutdown::Write);
    });
    thread::spawn(move || {
        let _ = io::copy(&mut far_in, &mut near_out);
        let _ = near_out.shutdown(std::net::Shutdown::Write);
    });
}

const TRANSPORT: &str = "document.documentElement.dataset.previewTransport";
const LIVE: &str = "document.documentElement.dataset.previewState === 'live'";
const TEXT: &str = "document.querySelector('p').textContent";

/// Returns the tab that uses a transport, once it does.
fn on(proxy: &Proxy, path: &str, transport: Option<&str>) -> Tab {
    let tab = proxy.open(path);
    let expected = transport.map_or("undefined".into(), |transport| format!("'{transport}'"));
    tab.wait(&format!("{TRANSPORT} === {expected} && {LIVE}"));
    tab
}

#[test]
fn every_rung_lives_through_a_proxy_and_its_silence() {
    let host = Host::of("<p>one<input>");
    host.server.set_theme("p { color: rgb(0, 128, 128) }");
    let proxy = Proxy::before(&host.server);
    let tabs = [
        on(&proxy, "sockets", None),
        on(&proxy, "team/plain", Some("events")),
        on(&proxy, "whole", Some("poll")),
    ];
    assert_eq!(host.server.viewers(), 3);
    let mut events = host.server.documents().main().events();
    for tab in &tabs {
        tab.run("window.mark = 1; window.begin = performance.now()");
        tab.run("document.querySelector('input').value = 'typed'");
        assert_eq!(
            tab.eval("getComputedStyle(document.querySelector('p')).color"),
            "rgb(0, 128, 128)"
        );
    }
    // Longer than the proxy lets a connection be silent.
    tabs[0].wait("performance.now() > window.begin + 11000");
    host.publish("<p>two<input>");
    host.server.set_theme("p { color: rgb(0, 0, 128) }");
    for tab in &tabs {
        tab.wait(&format!("{TEXT} === 'two'"));
        tab.wait("getComputedStyle(document.querySelector('p')).color === 'rgb(0, 0, 128)'");
        assert_eq!(tab.eval("document.querySelector('input').value"), "typed");
        assert_eq!(tab.eval("window.mark"), 1, "the page was loaded again");
        assert_eq!(tab.eval("location.search"), "");
    }
    let left = std::iter::from_fn(|| events.try_recv().ok());
    let left = left.filter(|event| matches!(event.event, Event::ViewerLeft { .. })).count();
    assert_eq!(left, 0, "no connection was cut");
}

#[test]
fn a_rung_is_remembered_and_left_again() {
    let host = Host::of("<p>one");
    let proxy = Proxy::before(&host.server);
    let tab = on(&proxy, "team/plain", Some("events"));
    tab.goto(&format!("{}/team/plain/", proxy.url));
    tab.wait(&format!("{TRANSPORT} === 'events' && {LIVE}"));
    assert_eq!(tab.eval("localStorage.getItem('sopwright-rung')"), "events");
    host.publish("<p>two");
    tab.wait(&format!("{TEXT} === 'two'"));
    // The same browser in another network.
    tab.goto(&format!("{}/sockets/{}", proxy.url, proxy.opening));
    tab.wait(&format!(
        "{TRANSPORT} === undefined && {LIVE} && !localStorage.getItem('sopwright-rung')"
    ));
    host.publish("<p>three");
    tab.wait(&format!("{TEXT} === 'three'"));
}
