//! Settings by file and by command line, and what debug mode logs.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::process::Stdio;
use std::sync::mpsc;
use std::thread;

use serde_json::{Value, json};

use crate::browser::Tab;
use crate::folder::Folder;
use crate::hosts::host;
use crate::program::{Preview, program, run};

fn error_of(folder: &Folder, config: &str, arguments: &[&str]) -> String {
    folder.write("preview.toml", config);
    let (sop, config) = (folder.sop(), folder.path("preview.toml"));
    let mut all = vec!["preview", "--no-open", "--config", config.to_str().unwrap()];
    all.extend(arguments);
    all.push(sop.to_str().unwrap());
    let output = run(&all);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn what_is_no_setting_is_named() {
    let folder = Folder::with("# Rinse\n");
    let unknown = error_of(&folder, "http_port = 0\nhtp_port = 1\n", &[]);
    assert!(unknown.contains("preview.toml: "), "{unknown}");
    assert!(unknown.contains("unknown field `htp_port`, expected one of `enabled`"), "{unknown}");
    assert!(unknown.contains("line 2"), "{unknown}");
    let wrong = error_of(&folder, "max_viewers = \"many\"\n", &[]);
    assert!(wrong.contains("line 1") && wrong.contains("expected usize"), "{wrong}");
    let large = error_of(&folder, "http_port = 70000\n", &[]);
    assert!(large.contains("line 1") && large.contains("70000"), "{large}");
    let missing = run(&["preview", "--config", "/no/such.toml", folder.sop().to_str().unwrap()]);
    let missing = String::from_utf8(missing.stderr).unwrap();
    assert!(missing.starts_with("error: cannot read /no/such.toml: "), "{missing}");
}

#[test]
fn a_preview_that_is_switched_off_says_so() {
    let folder = Folder::with("# Rinse\n");
    let off = error_of(&folder, "enabled = false\n", &[]);
    assert_eq!(off, "error: the preview is switched off in the configuration (`enabled`)\n");
}

#[test]
fn the_command_line_goes_before_the_file() {
    let folder = Folder::with("# Rinse\n\nonce\n");
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    folder.write("theme.css", "p { color: rgb(1, 2, 3) }");
    let theme = folder.path("theme.css");
    folder.write(
        "preview.toml",
        format!(
            "http_port = {port}\nws_port = 0\ntheme = {:?}\nmax_viewers = 1",
            theme.to_str().unwrap()
        ),
    );
    let config = folder.path("preview.toml");
    let arguments = ["--config", config.to_str().unwrap(), "--http-port", "0"];
    let preview = Preview::with(&folder.sop(), &arguments);
    assert_ne!(preview.port(), port.to_string());
    let tab = Tab::live(&preview.url);
    assert_eq!(tab.eval("getComputedStyle(document.querySelector('p')).color"), "rgb(1, 2, 3)");
    let socket_port = tab.eval("document.documentElement.dataset.previewSocketPort");
    assert_ne!(socket_port, preview.port().as_str(), "sockets have a port of their own");
    folder.write("sop.md", "# Rinse\n\ntwice\n");
    tab.wait("document.querySelector('main p').textContent === 'twice'");
}

#[test]
fn a_taken_port_is_an_error_or_a_page_of_files() {
    let folder = Folder::with("# Rinse\n\nonce\n");
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let config = format!("http_port = {port}\nfallback_on_failure = false\n");
    let error = error_of(&folder, &config, &[]);
    assert!(
        error.starts_with(&format!("error: port {port} on 127.0.0.1 is already in use")),
        "{error}"
    );

    let preview = Preview::with(&folder.sop(), &["--port", &port.to_string()]);
    assert!(preview.url.starts_with("file://"), "{}", preview.url);
    let tab = Tab::live(&preview.url);
    tab.run("window.mark = 1");
    folder.write("sop.md", "# Rinse\n\ntwice\n");
    tab.wait("document.querySelector('main p').textContent === 'twice'");
    assert_eq!(tab.eval("window.mark"), 1, "the page was loaded again");
    let page = preview.url.strip_prefix("file://").unwrap().to_owned();
    // A crash leaves the folder; the next preview of files removes it.
    preview.kill();
    assert!(fs::exists(&page).unwrap());
    let next = Preview::with(&folder.sop(), &["--port", &port.to_string()]);
    assert!(!fs::exists(&page).unwrap());
    let page = next.url.strip_prefix("file://").unwrap().to_owned();
    assert_eq!(next.stop(), Some(0));
    assert!(!fs::exists(&page).unwrap());
}

#[test]
fn debug_mode_logs_messages_and_requests_but_no_secrets() {
    let folder = Folder::with("# Rinse\n\nonce\n");
    let mut child = program()
        .args(["preview", "--no-open", "--json", "--http-port", "0", "--debug"])
        .arg(folder.sop())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    output.read_line(&mut first).unwrap();
    let listening: Value = serde_json::from_str(&first).unwrap();
    let url = listening["url"].as_str().unwrap();
    let key = url.rsplit("_preview.").next().unwrap().to_owned();
    // Ends with the program's output.
    let (sender, lines) = mpsc::channel();
    let log = BufReader::new(child.stderr.take().unwrap());
    thread::spawn(move || log.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
    let tab = Tab::live(url);
    folder.write("sop.md", "# Rinse\n\nthe secret of the rotor\n");
    tab.wait("document.querySelector('main p').textContent.includes('secret')");

    let mut all: Vec<Value> = Vec::new();
    let is_ack = |line: &Value| line["kind"] == "ack";
    while !all.iter().any(is_ack) {
        let line = lines.recv_timeout(std::time::Duration::from_secs(20)).unwrap();
        assert!(!line.contains(&key), "{line}");
        assert!(!line.contains("secret of"), "{line}");
        all.push(serde_json::from_str(&line).unwrap());
    }
    let find = |what: &dyn Fn(&Value) -> bool| all.iter().find(|line| what(line)).unwrap().clone();
    let opening = find(&|line| line["path"] == "/_preview.");
    assert_eq!((&opening["method"], &opening["status"]), (&json!("GET"), &json!(303)));
    let joined = find(&|line| line["kind"] == "join");
    assert_eq!(joined["direction"], "to-server");
    let patch = find(&|line| line["kind"] == "patch");
    assert_eq!((&patch["direction"], &patch["transport"]), (&json!("to-viewer"), &json!("socket")));
    assert_eq!(patch["revision"], 2);
    assert!(patch["bytes"].as_u64().unwrap() > 50);
    assert!(patch["timestamp"].as_str().unwrap().ends_with('Z'), "{patch}");
    drop(tab);
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn debug_mode_is_switched_while_a_host_runs() {
    let (mut host, listening) = host(&["--http-port", "0"]);
    assert_eq!(host.ask(1, json!({ "command": "debug", "on": true }))["on"], true);
    let tab = Tab::live(listening["url"].as_str().unwrap());
    host.ask(2, json!({ "command": "update", "html": "<p>one" }));
    tab.wait("document.body.textContent === 'one'");
    assert_eq!(host.ask(3, json!({ "command": "debug", "on": false }))["on"], false);
}

#[test]
fn other_devices_are_given_an_address_of_theirs() {
    let (host, listening) = host(&["--http-port", "0", "--lan"]);
    assert!(listening["url"].as_str().unwrap().starts_with("http://127.0.0.1:"), "{listening}");
    // A machine without a network has none.
    if let Some(url) = listening["lan_url"].as_str() {
        assert!(url.starts_with("http://") && url.contains("/_preview."), "{url}");
        assert!(!url.contains("127.0.0.1") && !url.contains("0.0.0.0"), "{url}");
        let tab = Tab::live(url);
        assert_eq!(tab.eval("document.documentElement.dataset.previewState"), "live");
    }
    assert_eq!(host.end(), Some(0));
}

#[cfg(unix)]
#[test]
fn the_key_is_kept_in_a_private_file() {
    use std::os::unix::fs::PermissionsExt as _;

    let kept = tempfile::tempdir().unwrap();
    let key_of_a_run = || {
        let mut child = program()
            .args(["host", "--http-port", "0"])
            .env("XDG_RUNTIME_DIR", kept.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
        child.wait().unwrap();
        let listening: Value = serde_json::from_str(&first).unwrap();
        listening["url"].as_str().unwrap().rsplit('.').next().unwrap().to_owned()
    };
    let first = key_of_a_run();
    let file = kept.path().join("sopwright/key");
    assert_eq!(fs::read_to_string(&file).unwrap().trim_end(), first);
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(key_of_a_run(), first);
    // What others may have read is not used again; nor is what is no key.
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    let second = key_of_a_run();
    assert_ne!(second, first);
    fs::write(&file, "not a key").unwrap();
    assert_ne!(key_of_a_run(), second);
}
