//! Which files changed, newest state only.
//!
//! The folders are watched, not the files: editors that save by writing a new file and renaming it
//! leave a watch on the old one behind. Nothing is queued: an event only says "look again", and a
//! thousand of them before the look say no more than one.
//!
//! ```text
//!           written and closed, renamed into place
//! quiet ──────────────────────────────────────────────▶ due at once
//!   │                                                      ▲
//!   └── anything else: created, written, removed ──▶ due when nothing came for a while, or soon
//! ```

use std::collections::HashSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind, RenameMode};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::failure::Failure;

/// How long a file must be left alone when the system does not say that a write is complete. Linux
/// says so, but of programs that leave the file open; and to write some megabytes takes longer than
/// 10 ms: half of a document would be shown.
const SETTLE: Duration = Duration::from_millis(if cfg!(target_os = "linux") { 50 } else { 10 });

/// How long after a change was noticed somebody looks, however many come behind it: there are programs
/// that write without a pause.
const LATEST: Duration = Duration::from_millis(500);

/// Watches files, which need not exist.
pub(crate) struct Watch {
    watcher: RecommendedWatcher,
    followed: Vec<PathBuf>,
    folders: HashSet<PathBuf>,
    /// The names under which events may speak of the files.
    names: Arc<Mutex<HashSet<PathBuf>>>,
}

/// What a watch reports to: at most one change is ever pending.
#[derive(Clone, Default)]
pub(crate) struct Changes(Arc<Shared>);

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    woken: Condvar,
}

#[derive(Default)]
struct State {
    due: Option<Instant>,
    /// When the first change was noticed that nobody has looked at yet.
    noticed: Option<Instant>,
    stopped: bool,
}

/// Why [`Changes::wait`] returned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Woken {
    /// A file may have changed, as was noticed then.
    Changed { noticed: Instant },
    /// The time given is over.
    Time,
    /// The program ends.
    Stop,
}

impl Changes {
    /// Waits for a change, at most until `deadline` if there is one.
    pub(crate) fn wait(&self, deadline: Option<Instant>) -> Woken {
        let mut state = self.lock();
        loop {
            if state.stopped {
                return Woken::Stop;
            }
            let now = Instant::now();
            if state.due.is_some_and(|due| due <= now) {
                state.due = None;
                return Woken::Changed { noticed: state.noticed.take().unwrap_or(now) };
            }
            match state.due.into_iter().chain(deadline).min() {
                Some(next) if next <= now => return Woken::Time,
                Some(next) => {
                    let left = next - now;
                    let woken = self.0.woken.wait_timeout(state, left);
                    state = woken.unwrap_or_else(PoisonError::into_inner).0;
                }
                None => {
                    state = self.0.woken.wait(state).unwrap_or_else(PoisonError::into_inner);
                }
            }
        }
    }

    /// Ends every [`wait`](Self::wait), now and later.
    pub(crate) fn stop(&self) {
        self.lock().stopped = true;
        self.0.woken.notify_all();
    }

    fn announce(&self, due: Instant) {
        let mut state = self.lock();
        let now = Instant::now();
        let latest = *state.noticed.get_or_insert(now) + LATEST;
        // A look that is due is not put off by a change that comes before anybody had the time.
        let is_due = state.due.is_some_and(|due| due <= now);
        if !is_due {
            state.due = Some(due.min(latest));
        }
        drop(state);
        self.0.woken.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // The state is two plain values: whoever panicked left it whole.
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Watch {
    /// Starts to watch; say what with [`follow`](Self::follow).
    ///
    /// # Errors
    ///
    /// If the system gives no watch; the hint is to poll.
    pub(crate) fn start(changes: Changes) -> Result<Self, Failure> {
        let names = Arc::<Mutex<HashSet<PathBuf>>>::default();
        let handler = {
            let names = Arc::clone(&names);
            move |event: notify::Result<Event>| report(event, &names, &changes)
        };
        let watcher = notify::recommended_watcher(handler).map_err(|error| {
            Failure::new(format!("cannot watch files: {error}")).hint("try --poll")
        })?;
        Ok(Self { watcher, followed: Vec::new(), folders: HashSet::new(), names })
    }

    /// Watches these files from now on, in place of those before.
    ///
    /// # Errors
    ///
    /// If a folder cannot be watched; the others are.
    pub(crate) fn follow(&mut self, files: Vec<PathBuf>) -> Result<(), Failure> {
        if files == self.followed {
            return Ok(());
        }
        let names: HashSet<PathBuf> = files.iter().flat_map(|file| names(file)).collect();
        let folders: HashSet<PathBuf> =
            names.iter().filter_map(|name| name.parent()).map(Path::to_path_buf).collect();
        *self.names.lock().unwrap_or_else(PoisonError::into_inner) = names;
        for folder in self.folders.difference(&folders) {
            // A folder that is gone is no longer watched anyway.
            let _ = self.watcher.unwatch(folder);
        }
        let mut done = Ok(());
        for folder in folders.difference(&self.folders) {
            if let Err(error) = self.watcher.watch(folder, RecursiveMode::NonRecursive) {
                done = Err(Failure::of_file("watch", folder, error).hint("try --poll"));
            }
        }
        self.folders = folders;
        self.followed = files;
        done
    }

    /// Lets go of everything, so that the next [`follow`](Self::follow) begins anew: a folder that
    /// was removed and made again is another folder to the system.
    pub(crate) fn release(&mut self) {
        for folder in self.folders.drain() {
            let _ = self.watcher.unwatch(&folder);
        }
        self.followed.clear();
    }
}

/// Returns the names under which the system may speak of a file: in the folder given, and, if it is
/// a link, where it leads.
fn names(file: &Path) -> Vec<PathBuf> {
    let folder = file.parent().filter(|parent| *parent != Path::new("")).unwrap_or(Path::new("."));
    let name = file.file_name().unwrap_or(OsStr::new(""));
    let here = folder.canonicalize().ok().map(|folder| folder.join(name));
    let there = file.canonicalize().ok();
    here.into_iter().chain(there).collect()
}

fn report(event: notify::Result<Event>, names: &Mutex<HashSet<PathBuf>>, changes: &Changes) {
    // An error, such as an overflowing event queue, says that something may have been missed.
    let Ok(event) = event else {
        return changes.announce(Instant::now());
    };
    let names = names.lock().unwrap_or_else(PoisonError::into_inner);
    if !event.need_rescan() && !event.paths.iter().any(|path| names.contains(path)) {
        return;
    }
    match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write))
        | EventKind::Modify(ModifyKind::Name(RenameMode::To | RenameMode::Both)) => {
            changes.announce(Instant::now());
        }
        EventKind::Access(_) => {}
        _ => changes.announce(Instant::now() + SETTLE),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_writes_without_a_pause_is_seen_all_the_same() {
        let changes = Changes::default();
        let start = Instant::now();
        changes.announce(start + SETTLE);
        let latest = changes.lock().noticed.unwrap() + LATEST;
        changes.announce(start + 100 * LATEST);
        assert_eq!(changes.lock().due, Some(latest));
        // Of one that is complete, the next one changes nothing.
        changes.announce(start);
        changes.announce(start + SETTLE);
        assert_eq!(changes.lock().due, Some(start));
        assert!(matches!(changes.wait(None), Woken::Changed { .. }));
        assert_eq!(changes.wait(Some(start)), Woken::Time, "one look for all");
    }
}
