//! Hosts in other languages: the examples in `examples/hosts`, run as they are.

use std::env;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::browser::Tab;
use crate::folder::{Folder, checkout};
use crate::program;

/// How long a program may take to say something; two gigabytes of pages take their time.
const PATIENCE: Duration = Duration::from_secs(300);

/// A program that runs, whose lines are read as they come; it is ended when dropped.
pub(crate) struct Running {
    child: Child,
    input: Option<ChildStdin>,
    lines: Receiver<String>,
}

impl Running {
    fn start(command: &mut Command) -> Self {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let (sender, lines) = mpsc::channel();
        // Ends with the program's output.
        thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        Self { input: child.stdin.take(), child, lines }
    }

    fn say(&mut self, line: &str) {
        let input = self.input.as_mut().unwrap();
        writeln!(input, "{line}").unwrap();
        input.flush().unwrap();
    }

    fn line(&self) -> String {
        self.lines.recv_timeout(PATIENCE).expect("the program says something")
    }

    /// Says a command and returns the answer that has its number.
    pub(crate) fn ask(&mut self, id: u64, command: Value) -> Value {
        let mut command = command;
        command["id"] = id.into();
        self.say(&command.to_string());
        self.event(|event| event["id"] == id)
    }

    /// The same with a command that a body belongs to; `length` is what the line says of it.
    fn ask_with(&mut self, id: u64, mut command: Value, length: usize, body: &[u8]) -> Value {
        command["length"] = length.into();
        command["id"] = id.into();
        self.say(&command.to_string());
        self.input.as_mut().unwrap().write_all(body).unwrap();
        self.event(|event| event["id"] == id)
    }

    fn event(&self, is_it: impl Fn(&Value) -> bool) -> Value {
        loop {
            let event: Value = serde_json::from_str(&self.line()).unwrap();
            if is_it(&event) {
                return event;
            }
        }
    }

    /// Ends its input and returns its exit code.
    pub(crate) fn end(mut self) -> Option<i32> {
        self.input = None;
        self.child.wait().unwrap().code()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Already ended is as good.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn example(name: &str) -> PathBuf {
    checkout().join("examples/hosts").join(name)
}

pub(crate) fn host(options: &[&str]) -> (Running, Value) {
    let running = Running::start(program::program().arg("host").args(options));
    let listening: Value = serde_json::from_str(&running.line()).unwrap();
    assert_eq!(listening["event"], "listening");
    (running, listening)
}

#[test]
fn a_host_is_told_what_happens() {
    let folder = Folder::with("");
    folder.write("media/lid.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>");
    let (mut host, listening) = host(&["--http-port", "0"]);
    assert_eq!(listening["transport"], "server");
    let picture = folder.path("media/lid.svg");
    let registered = host.ask(1, json!({ "command": "register_file", "path": picture }));
    let address = registered["url"].as_str().unwrap();
    let page = format!("<p id=rinse>one</p><img src='{address}'>");
    let updated = host.ask(2, json!({ "command": "update", "html": page }));
    assert_eq!((&updated["event"], &updated["revision"]), (&json!("updated"), &json!(1)));
    let tab = Tab::live(listening["url"].as_str().unwrap());
    assert_eq!(host.event(|event| event["event"] == "joined")["viewers"], 1);
    tab.wait("document.querySelector('img').naturalWidth === 9");
    host.ask(3, json!({ "command": "theme", "css": "p { color: rgb(0, 128, 128) }" }));
    tab.wait("getComputedStyle(document.querySelector('p')).color === 'rgb(0, 128, 128)'");
    host.ask(4, json!({ "command": "update", "html": page.replace("one", "two") }));
    tab.wait("document.querySelector('p').textContent === 'two'");
    let acked = host.event(|event| event["event"] == "acked");
    assert_eq!(acked["revision"], 2);
    assert!(acked["painted"].as_f64() >= acked["applied"].as_f64());
    tab.click("#rinse");
    assert_eq!(host.event(|event| event["event"] == "clicked")["block"], "rinse");

    // Another document has viewers of its own.
    let other = json!({ "command": "update", "document": "line 3/rotor", "html": "<p>other" });
    let updated = host.ask(5, other);
    let url = updated["url"].as_str().unwrap();
    assert!(url.contains("/line%203/rotor/_preview."), "{url}");
    let other = Tab::live(url);
    assert_eq!(other.eval("document.body.textContent"), "other");
    assert_eq!(host.event(|event| event["event"] == "joined")["document"], "line 3/rotor");
    host.ask(6, json!({ "command": "close", "document": "line 3/rotor" }));
    other.wait("document.documentElement.dataset.previewState === 'reconnecting'");
    assert_eq!(tab.eval("document.documentElement.dataset.previewState"), "live");
    drop(tab);
    host.event(|event| event["event"] == "left" && event["document"] == "");
    assert_eq!(host.end(), Some(0));
}

#[test]
fn what_a_host_gets_wrong_is_said_and_nothing_ends() {
    let (mut host, _) = host(&["--http-port", "0"]);
    for (line, why) in [
        ("{", "a line is no command: "),
        ("[1, 2]", "a line is no command: "),
        (r#"{"command": "paint"}"#, "a line is no command: unknown variant `paint`"),
        (
            r#"{"command": "update"}"#,
            "a page is either `html` or a body whose `length` the line says",
        ),
        (r#"{"command": "update", "html": "", "document": "a//b"}"#, "\"a//b\" is no name"),
        (
            r#"{"command": "register_file", "path": "/no/such/file"}"#,
            "cannot register /no/such/file: ",
        ),
        (r#"{"command": "theme"}"#, "a theme is either `css` or the `path` of a file"),
        (r#"{"command": "close", "document": "none"}"#, "there is no document \"none\""),
    ] {
        host.say(line);
        let error = host.event(|event| event["event"] == "error");
        let message = error["message"].as_str().unwrap();
        assert!(message.starts_with(why), "{line}: {message}");
    }
    assert_eq!(host.ask(1, json!({ "command": "update", "html": "<p>on" }))["revision"], 1);
    host.say(r#"{"command": "close"}"#);
    host.event(|event| event["event"] == "closed");
    assert_eq!(host.end(), Some(0));
}

#[test]
fn a_page_may_follow_its_line_as_it_is() {
    let (mut host, listening) = host(&["--http-port", "0"]);
    let update = || json!({ "command": "update" });
    let page = "<p>Über\n<p>{\"command\":\"close\"}\n<p id=end>one";
    assert_eq!(host.ask_with(1, update(), page.len(), page.as_bytes())["revision"], 1);
    let tab = Tab::live(listening["url"].as_str().unwrap());
    assert_eq!(
        tab.eval("document.querySelectorAll('p')[1].textContent.trim()"),
        "{\"command\":\"close\"}"
    );
    host.ask(2, json!({ "command": "update", "html": page.replace("one", "two") }));
    tab.wait("document.querySelector('#end').textContent === 'two'");

    // What is wrong with a body is said, and leaves the page and the next command alone.
    let both = json!({ "command": "update", "html": "<p>" });
    let too_long = vec![b'x'; (64 << 20) + 1];
    for (command, body, why) in [
        (update(), &b"<p>\xff"[..], "a body is no UTF-8 from its byte 3 on"),
        (update(), &too_long, "a body of 67108865 bytes is too long; the most is 64 MiB"),
        (both, b"<p>\n", "a page is either `html` or a body whose `length` the line says"),
        (json!({ "command": "paint" }), b"<p>\n", "a line is no command: unknown variant `paint`"),
    ] {
        let error = host.ask_with(3, command, body.len(), body);
        let message = error["message"].as_str().unwrap();
        assert!(error["event"] == "error" && message.starts_with(why), "{error}");
        assert_eq!(host.ask(4, json!({ "command": "debug", "on": false }))["event"], "debug");
    }
    let document = json!({ "command": "update", "document": "line 3" });
    assert_eq!(host.ask_with(5, document, 5, b"<p>on\n")["document"], "line 3");
    assert_eq!(host.ask_with(6, update(), page.len(), page.as_bytes())["revision"], 3);
    tab.wait("document.querySelector('#end').textContent === 'one'");

    let line = json!({ "id": 7, "command": "update", "length": 9 });
    host.say(&format!("{line}\n<p>"));
    host.input = None;
    let error = host.event(|event| event["id"] == 7);
    assert_eq!(error["message"], "the input ended after 4 of 9 bytes of a body");
    assert_eq!(host.end(), Some(0));
}

/// A program that was written for the plan's class: it starts, updates 200 times at 10 ms, and leaves
/// what the browser shows to whoever looks.
const DRIVER: &str = r#"
import importlib.util, sys, time
path, program, size, count = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
spec = importlib.util.spec_from_file_location("live_preview", path)
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
preview = module.LivePreviewServer("--http-port", "0", program=program)
filling = "<p>Rinse the rotor with water, then dry it.</p>\n" * (size // 47)
page = lambda number: f"<!DOCTYPE html><h1>update {number}</h1>{filling}<p id=end>update {number}"
preview.start_server(page(0))
print(preview.get_server_url(), flush=True)
print(preview.register_user_file(path), flush=True)
sys.stdin.readline()
for number in range(1, count + 1):
    preview.update_content(page(number))
    time.sleep(0.01)
print("done", flush=True)
sys.stdin.readline()
preview.stop_server()
"#;

/// Runs it with two browsers that look on; they must end with the newest page.
fn runs_of_the_plan(size: usize, count: usize) {
    let mut driver = Running::start(
        Command::new("python3")
            .args(["-c", DRIVER])
            .arg(example("live_preview.py"))
            .arg(program::path())
            .args([size.to_string(), count.to_string()])
            .env("XDG_RUNTIME_DIR", program::kept().path()),
    );
    let url = driver.line();
    assert!(driver.line().starts_with("_preview/media/"));
    let tabs = [Tab::live(&url), Tab::live(&url)];
    for tab in &tabs {
        tab.run("window.mark = 1");
    }
    driver.say("go");
    assert_eq!(driver.line(), "done");
    for tab in &tabs {
        tab.wait(&format!(
            "document.querySelector('h1')?.textContent === 'update {count}' &&
             document.querySelector('#end')?.textContent === 'update {count}'"
        ));
        assert_eq!(tab.eval("window.mark"), 1, "the page was loaded again");
    }
    driver.say("stop");
    assert_eq!(driver.end(), Some(0));
}

/// Once for each size. `SOPWRIGHT_RUNS` runs it oftener, and at 10 MB too, which a debug build takes
/// seconds to read.
#[test]
fn s01_p02_a_program_of_the_plan_ends_with_the_newest_page_in_every_browser() {
    let Ok(runs) = env::var("SOPWRIGHT_RUNS") else {
        runs_of_the_plan(10_000, 200);
        runs_of_the_plan(1_000_000, 200);
        return;
    };
    for size in [10_000, 1_000_000, 10_000_000] {
        for run in 1..=runs.parse::<usize>().unwrap() {
            runs_of_the_plan(size, 200);
            eprintln!("{size} bytes, run {run} ended with the newest page");
        }
    }
}

#[test]
fn the_example_for_node_shows_what_it_pushes() {
    let folder = Folder::with("");
    folder.write("media/a b.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>");
    let script = format!(
        "const {{ startPreview }} = await import({:?});
         const preview = await startPreview({{ program: {:?}, options: ['--http-port', '0'] }});
         const picture = await preview.registerFile({:?});
         await preview.update(`<p>one<img src='${{picture}}'>`);
         await preview.setTheme('p {{ color: rgb(0, 128, 128) }}');
         console.log(preview.url);
         process.stdin.once('data', async () => {{
             await preview.update('<p>two');
             process.stdin.once('end', () => preview.stop().then(code => process.exit(code)));
             process.stdin.resume();
         }});",
        example("live_preview.mjs"),
        program::path(),
        folder.path("media/a b.svg"),
    );
    let mut node = Running::start(
        Command::new("node")
            .args(["--input-type=module", "-e", &script])
            .env("XDG_RUNTIME_DIR", program::kept().path()),
    );
    let tab = Tab::live(&node.line());
    tab.wait("document.querySelector('img').naturalWidth === 9");
    tab.wait("getComputedStyle(document.querySelector('p')).color === 'rgb(0, 128, 128)'");
    node.say("go");
    tab.wait("document.querySelector('p').textContent === 'two'");
    assert_eq!(node.end(), Some(0));
}

#[test]
fn the_example_for_shells_shows_a_file_whenever_it_is_told() {
    let folder = Folder::with("");
    folder.write("page.html", "<p>one");
    let mut shell = Running::start(
        Command::new(example("live_preview.sh"))
            .arg(folder.path("page.html"))
            .args(["--http-port", "0"])
            .env("SOPWRIGHT", program::path())
            .env("XDG_RUNTIME_DIR", program::kept().path()),
    );
    let tab = Tab::live(&shell.line());
    tab.wait("document.querySelector('p')?.textContent === 'one'");
    fs::write(folder.path("page.html"), "<p>two").unwrap();
    shell.say("");
    tab.wait("document.querySelector('p').textContent === 'two'");
    assert_eq!(shell.end(), Some(0));
}
