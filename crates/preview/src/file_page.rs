//! The page as files, for when there is no port to serve it on: a private folder with the page, all
//! that it names, and a small script with the newest patches, which the page looks at again and
//! again. So it is updated in place there too.
//!
//! ```text
//! sopwright-preview-4f2a1c/
//! ├ lock                      held while the preview is open
//! ├ index.html                the page, with the client in it
//! └ _preview/
//!   ├ updates.js              the newest patches, styles and findings
//!   ├ page.js                 the newest page, for who is too far behind
//!   └ theme/…, media/…        as a server would have them
//! ```
//!
//! Browsers refuse to fetch from `file:` addresses, but they run scripts from there: hence the two
//! scripts.

use std::collections::VecDeque;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use sopwright_html::element;
use tempfile::{NamedTempFile, TempDir};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::delivery::{self, Styles};
use crate::hub::{Hub, State};
use crate::protocol::Frame;
use crate::session::{Cursor, Step};

const CLIENT: &str = include_str!("../assets/file.js");

/// What the names of all such folders begin with.
const PREFIX: &str = "sopwright-preview-";
/// A folder that is younger may be one that is being made.
const LEFT_AFTER: Duration = Duration::from_secs(60);
/// How many bytes of patches the script may have; who is further behind takes the whole page.
const LARGEST_UPDATES: usize = 256 * 1024;

/// A page that is kept in files; they are removed when it is dropped.
pub(crate) struct FilePage {
    folder: TempDir,
    /// Held for as long as the folder is in use.
    _lock: File,
    stopping: CancellationToken,
    writer: Option<JoinHandle<()>>,
}

impl FilePage {
    /// Writes the files, and goes on writing what changes.
    ///
    /// # Errors
    ///
    /// If the temporary folder cannot be written to.
    pub(crate) fn open(hub: Hub) -> io::Result<Self> {
        remove_left();
        let folder = private_folder()?;
        let lock = File::create(folder.path().join("lock"))?;
        lock.lock()?;
        let state = hub.state();
        let mut files = Files::write(folder.path().to_owned(), &hub)?;
        let runtime = tokio::runtime::Builder::new_current_thread().build()?;
        let stopping = CancellationToken::new();
        let writer = thread::Builder::new().name("sopwright-preview-files".into()).spawn({
            let stopping = stopping.clone();
            move || runtime.block_on(follow(&mut files, hub, state, &stopping))
        })?;
        Ok(Self { folder, _lock: lock, stopping, writer: Some(writer) })
    }

    /// Returns the address to open.
    pub(crate) fn url(&self) -> String {
        file_url(&self.folder.path().join("index.html"))
    }
}

impl Drop for FilePage {
    fn drop(&mut self) {
        self.stopping.cancel();
        if let Some(writer) = self.writer.take() {
            // A panic there was printed by that thread.
            let _ = writer.join();
        }
    }
}

fn private_folder() -> io::Result<TempDir> {
    let mut folder = tempfile::Builder::new();
    folder.prefix(PREFIX);
    #[cfg(unix)]
    folder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    folder.tempdir()
}

fn file_url(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    let encoded = percent_encoding::utf8_percent_encode(&text, crate::server::IN_PATH).to_string();
    // `C:/…` needs the slash that begins other absolute paths, and its colon.
    match encoded.starts_with('/') {
        true => format!("file://{encoded}"),
        false => format!("file:///{}", encoded.replacen("%3A", ":", 1)),
    }
}

/// Removes the folders that crashed programs of this user left behind.
fn remove_left() {
    let entries = fs::read_dir(std::env::temp_dir()).into_iter().flatten().flatten();
    let ours = entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(PREFIX));
    for entry in ours {
        if is_left(&entry.path()) {
            // What cannot be removed is another user's.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

fn is_left(folder: &Path) -> bool {
    // Not through a link that somebody else may have put there.
    let Some(metadata) = fs::symlink_metadata(folder).ok().filter(fs::Metadata::is_dir) else {
        return false;
    };
    match File::open(folder.join("lock")) {
        Ok(lock) => lock.try_lock().is_ok(),
        Err(_) => {
            metadata.modified().is_ok_and(|made| made.elapsed().is_ok_and(|age| age > LEFT_AFTER))
        }
    }
}

async fn follow(
    files: &mut Files,
    hub: Hub,
    mut state: watch::Receiver<State>,
    stopping: &CancellationToken,
) {
    loop {
        tokio::select! {
            () = stopping.cancelled() => return,
            changed = state.changed() => if changed.is_err() { return },
        }
        drop(state.borrow_and_update());
        // A disk that is full may have room again at the next change; the page says nothing new
        // until then.
        let _ = files.update(&hub);
    }
}

/// The files, and what is in them.
struct Files {
    folder: PathBuf,
    cursor: Cursor,
    patches: VecDeque<(Cursor, Frame)>,
    styles: Styles,
}

impl Files {
    fn write(folder: PathBuf, hub: &Hub) -> io::Result<Self> {
        fs::create_dir_all(folder.join("_preview"))?;
        let (cursor, styles) = {
            let state = hub.state();
            let state = state.borrow();
            (state.session.at_newest(), Styles::of(&state))
        };
        let files = Self { folder, cursor, patches: VecDeque::new(), styles };
        files.bring_named(hub)?;
        files.write_page("index.html", &files.page(hub))?;
        files.write_scripts(hub)?;
        Ok(files)
    }

    fn update(&mut self, hub: &Hub) -> io::Result<()> {
        {
            let state = hub.state();
            let state = state.borrow();
            self.styles = Styles::of(&state);
            loop {
                match state.session.next(self.cursor) {
                    Step::UpToDate => break,
                    Step::Patch(frame, next) => {
                        self.patches.push_back((self.cursor, frame));
                        self.cursor = next;
                    }
                    Step::Snapshot => {
                        self.patches.clear();
                        self.cursor = state.session.at_newest();
                    }
                }
            }
        }
        let mut bytes: usize = self.patches.iter().map(|(_, frame)| frame.bytes().len()).sum();
        while bytes > LARGEST_UPDATES {
            let forgotten = self.patches.pop_front();
            bytes -= forgotten.map_or(bytes, |(_, frame)| frame.bytes().len());
        }
        self.bring_named(hub)?;
        self.write_scripts(hub)
    }

    /// Writes the style sheets and copies the files that the page may name.
    fn bring_named(&self, hub: &Hub) -> io::Result<()> {
        let styles = {
            let state = hub.state();
            let state = state.borrow();
            [state.theme.clone(), state.paper.clone()]
        };
        for style in styles.into_iter().flatten() {
            self.write_once(&style.href(), &style.css)?;
        }
        for (address, path) in hub.files() {
            let to = self
                .folder
                .join(percent_encoding::percent_decode_str(&address).decode_utf8_lossy().as_ref());
            if !to.exists()
                && let Some(parent) = to.parent()
            {
                fs::create_dir_all(parent)?;
                // A file that is gone is missing in the page, and no more.
                let _ = fs::copy(path, to);
            }
        }
        Ok(())
    }

    fn write_once(&self, address: &str, content: &[u8]) -> io::Result<()> {
        let to = self.folder.join(address);
        if to.exists() {
            return Ok(());
        }
        self.replace(&to, content)
    }

    /// Writes the page and then the patches that lead to it: who reads the second finds the first.
    fn write_scripts(&self, hub: &Hub) -> io::Result<()> {
        let page = serde_json::Value::String(self.page(hub));
        self.write_page("_preview/page.js", &format!("sopwrightPage({page})\n"))?;
        let state = hub.state();
        let state = state.borrow();
        let style = |style: &Option<crate::hub::Style>| style.as_ref().map(|s| s.frame.clone());
        let frames = [style(&state.theme), style(&state.paper), Some(state.diagnostics.clone())];
        let base = self.patches.front().map_or(self.cursor, |(base, _)| *base);
        let list = |frames: &mut dyn Iterator<Item = &Frame>| {
            let texts = frames.map(|frame| String::from_utf8_lossy(frame.bytes()).into_owned());
            format!("[{}]", texts.collect::<Vec<_>>().join(","))
        };
        let updates = format!(
            "sopwrightUpdates({{\"epoch\":\"{}\",\"base\":{},\"revision\":{},\n\"frames\":{},\n\"patches\":{}}})\n",
            state.session.epoch(),
            base.revision().0,
            self.cursor.revision().0,
            list(&mut frames.iter().flatten()),
            list(&mut self.patches.iter().map(|(_, frame)| frame)),
        );
        drop(state);
        self.write_page("_preview/updates.js", &updates)
    }

    fn page(&self, hub: &Hub) -> String {
        let state = hub.state();
        let state = state.borrow();
        let session = &state.session;
        let page = session.newest();
        let stretches = delivery::is_long(page).then(|| {
            element("style").attribute("data-preview", "stretches").text(delivery::STRETCH_STYLE)
        });
        let furniture = stretches.into_iter().chain([delivery::script().text(CLIENT)]);
        delivery::encode(session.epoch(), page, None, &self.styles, furniture)
    }

    fn write_page(&self, name: &str, text: &str) -> io::Result<()> {
        self.replace(&self.folder.join(name), text.as_bytes())
    }

    /// Writes a file that appears whole.
    fn replace(&self, to: &Path, content: &[u8]) -> io::Result<()> {
        let folder = to.parent().unwrap_or(&self.folder);
        fs::create_dir_all(folder)?;
        let mut file = NamedTempFile::new_in(folder)?;
        file.write_all(content)?;
        file.persist(to).map_err(|error| error.error)?;
        Ok(())
    }
}
