//! The printed page as a PDF, made by a browser that is installed, without a window.
//!
//! The browser gets the page as a file in a folder of its own beside the PDF (some browsers are
//! shut out of the system's temporary folder), and a fresh profile. It is ended in every case: when
//! it has printed, when it takes too long, and when the program is told to stop.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use tokio::process::{Child, Command};

use crate::commands::asked_to_stop;
use crate::failure::Failure;

/// The environment variable that names the browser.
const VARIABLE: &str = "SOPWRIGHT_BROWSER";

/// The programs that can print without a window, best known first.
const NAMES: [&str; 9] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
    "brave-browser",
];

/// Where they are on systems that do not put them on the path.
const PLACES: [&str; 6] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
];

/// How long printing may take; a hundred pages take a few seconds.
const PRINTED_WITHIN: Duration = Duration::from_secs(120);

const PAGE: &str = "page.html";
const PRINTED: &str = "page.pdf";

/// Prints a page; returns the PDF. `folder` is where it is going to be.
///
/// # Errors
///
/// If there is no browser, or it does not print.
pub(crate) fn print(html: &str, folder: &Path) -> Result<Vec<u8>, Failure> {
    print_by(&browser()?, html, folder, PRINTED_WITHIN)
}

/// Finds the browser.
fn browser() -> Result<PathBuf, Failure> {
    if let Some(named) = env::var_os(VARIABLE).filter(|named| !named.is_empty()) {
        let found = Some(PathBuf::from(&named)).filter(|path| path.is_file());
        return found.or_else(|| on_path(Path::new(&named))).ok_or_else(|| {
            let named = named.to_string_lossy();
            Failure::new(format!("there is no browser {named}, which {VARIABLE} names"))
                .hint("name Chromium, Chrome or Edge, or unset it to have one found")
        });
    }
    let known = NAMES.iter().find_map(|name| on_path(Path::new(name)));
    let placed = || PLACES.iter().map(PathBuf::from).find(|path| path.is_file());
    known.or_else(placed).ok_or_else(|| {
        Failure::new("a PDF is printed by a browser, and none was found").hint(format!(
            "install Chromium, Chrome or Edge, or name one in {VARIABLE}, or build HTML and print \
             it by hand"
        ))
    })
}

fn on_path(name: &Path) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let files = env::split_paths(&path).map(|folder| folder.join(name));
    files.map(|file| with_suffix(&file)).find(|file| file.is_file())
}

/// Programs have an ending on some systems.
fn with_suffix(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    if file.extension().is_none() {
        name.push(env::consts::EXE_SUFFIX);
    }
    name.into()
}

fn print_by(
    browser: &Path,
    html: &str,
    folder: &Path,
    within: Duration,
) -> Result<Vec<u8>, Failure> {
    let fail = |error: std::io::Error| Failure::of_file("print in", folder, error);
    let beside = tempfile::Builder::new().prefix("sopwright-").tempdir_in(folder).map_err(fail)?;
    let profile = tempfile::tempdir().map_err(fail)?;
    fs::write(beside.path().join(PAGE), html).map_err(fail)?;

    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let ended = runtime.map_err(fail)?.block_on(async {
        let mut child = command(browser, beside.path(), profile.path())
            .spawn()
            .map_err(|error| Failure::of_file("start the browser", browser, error))?;
        let ended = wait(&mut child, browser, within).await;
        if ended.is_err() {
            end(&mut child).await;
        }
        ended
    })?;

    let printed = fs::read(beside.path().join(PRINTED)).unwrap_or_default();
    if printed.starts_with(b"%PDF-") {
        return Ok(printed);
    }
    Err(Failure::new(format!("{} wrote no PDF ({ended})", browser.display()))
        .hint(format!("see whether it starts by itself, or name another browser in {VARIABLE}")))
}

fn command(browser: &Path, folder: &Path, profile: &Path) -> Command {
    let mut command = Command::new(browser);
    command
        .args(["--headless", "--disable-gpu", "--disable-extensions", "--no-first-run"])
        .args(["--no-default-browser-check", "--disable-background-networking"])
        .args(["--disable-component-update", "--disable-sync"])
        .arg(format!("--user-data-dir={}", profile.display()))
        .args(["--no-pdf-header-footer", "--generate-pdf-document-outline"])
        // Both are found in the working folder, so its path may have any characters.
        .arg(format!("--print-to-pdf={PRINTED}"))
        .arg(PAGE)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true);
    #[cfg(unix)]
    {
        // A group of its own, so that its helpers can be ended with it.
        command.process_group(0);
        // Browsers refuse to run as root otherwise, as in containers.
        if rustix::process::geteuid().is_root() {
            command.arg("--no-sandbox");
        }
    }
    command
}

async fn wait(child: &mut Child, browser: &Path, within: Duration) -> Result<ExitStatus, Failure> {
    tokio::select! {
        ended = child.wait() => {
            ended.map_err(|error| Failure::of_file("wait for the browser", browser, error))
        }
        () = tokio::time::sleep(within) => {
            let seconds = within.as_secs();
            let browser = browser.display();
            Err(Failure::new(format!("{browser} did not print within {seconds} seconds"))
                .hint(format!("name another browser in {VARIABLE}, or print by hand")))
        }
        () = asked_to_stop() => Err(Failure::new("stopped before the PDF was written")),
    }
}

/// Ends a browser and its helpers. One that is gone already is as good.
async fn end(child: &mut Child) {
    #[cfg(unix)]
    if let Some(group) = child.id().and_then(|id| i32::try_from(id).ok()) {
        use rustix::process::{Pid, Signal, kill_process_group};
        let _ = Pid::from_raw(group).map(|group| kill_process_group(group, Signal::KILL));
    }
    let _ = child.kill().await;
}

#[cfg(all(test, unix))]
#[allow(clippy::unwrap_used, reason = "an unwrap that fails is a test that fails")]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;
    use std::time::Instant;

    use super::*;

    /// Prints by a script in place of a browser.
    fn print_by_script(script: &str, within: Duration) -> (tempfile::TempDir, String) {
        let folder = tempfile::tempdir().unwrap();
        let browser = folder.path().join("browser");
        fs::write(&browser, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&browser, fs::Permissions::from_mode(0o755)).unwrap();
        let failure = print_by(&browser, "<p>Rinse", folder.path(), within).unwrap_err();
        (folder, failure.line())
    }

    fn files(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
        let mut names: Vec<_> = entries.map(|name| name.into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_browser_that_hangs_is_ended_with_its_helpers() {
        let script = "tail -f /dev/null & echo $$ $! > ../ids; wait";
        let (folder, line) = print_by_script(script, Duration::from_secs(2));
        assert!(line.contains("did not print within 2 seconds"), "{line}");
        let ids = fs::read_to_string(folder.path().join("ids")).unwrap();
        // The system may take a moment to end what was killed.
        let begin = Instant::now();
        for id in ids.split_whitespace() {
            loop {
                let status = fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
                if status.is_empty() || status.contains("State:\tZ") {
                    break;
                }
                assert!(begin.elapsed() < Duration::from_secs(20), "{id} still runs: {status}");
                std::thread::yield_now();
            }
        }
        assert_eq!(files(folder.path()), ["browser", "ids"], "nothing is left behind");
    }

    #[test]
    fn a_browser_that_prints_nothing_is_named() {
        let (folder, line) = print_by_script("exit 7", Duration::from_secs(20));
        assert!(line.contains("/browser wrote no PDF (exit status: 7); see whether"), "{line}");
        assert_eq!(files(folder.path()), ["browser"]);
    }
}
