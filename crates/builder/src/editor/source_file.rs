//! The file of a source: who has it, what is in it, and how it is written.
//!
//! A run of the program locks the file itself, not only its folder: the same file can be reached
//! through nested folders, links and other names, and two texts that both follow it would each take
//! in what the other one wrote, for ever. Another inode in its place is locked as soon as it is seen,
//! and one of ours before it gets there.
//!
//! A save has steps, and the program may be killed between any two of them; so what is about to
//! happen is noted first, and the next run finds out how far it came ([`SourceFile::recover`]):
//!
//! ```text
//! prepare ─▶ on the disk ─▶ noted in the journal ─▶ put ─▶ what was there comes out, is looked at,
//!                                                    │     and once more a little later
//!                                                    └──▶ another program was faster: its version is
//!                                                         put back, twice; then it is taken in
//! ```

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tempfile::TempPath;

use super::on_disk::{OnDisk, digest};
use crate::commands::check::folder;
use crate::failure::Failure;
use crate::{save, source};

/// What the name of a file ends in that is prepared.
const PREPARED: &str = ".sopwright";
/// How often the version of another program is put back that keeps writing at this very moment.
const PUT_BACK: usize = 8;

/// See the [module](self).
pub(crate) struct SourceFile {
    path: PathBuf,
    /// Where files are prepared, if that is on the same disk.
    workshop: PathBuf,
    /// The file as it is open here: it is locked as long as that is.
    held: Option<File>,
    replaced: Option<Replaced>,
}

/// What stood in the place of a file that we wrote. Who had it open may write into it still.
struct Replaced {
    file: File,
    content: Arc<[u8]>,
}

impl Replaced {
    fn open(path: &Path) -> io::Result<Self> {
        let mut file = File::open(path)?;
        let mut content = Vec::new();
        file.read_to_end(&mut content)?;
        Ok(Self { file, content: content.into() })
    }
}

/// What is found when the file is looked at.
pub(crate) enum Found {
    Text(OnDisk),
    /// There is a file, and it is no text that could be taken in.
    Unreadable(Failure),
    Gone,
}

/// What is about to be put in the place of the file.
pub(crate) struct Prepared {
    file: File,
    path: TempPath,
    next: OnDisk,
    /// The file has other names, and is to stay one file.
    is_in_place: bool,
}

/// A save as it is noted before it is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Saving {
    /// The name of the file that was prepared.
    pub(crate) prepared: String,
    /// The digest of what is written.
    pub(crate) digest: String,
    /// What was there, if it is written over in its place: half of that may be done.
    pub(crate) in_place_of: Option<String>,
}

/// What came of it when the file was to be written.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Put {
    Done,
    /// Another program has written meanwhile; what it wrote is in the file.
    Overtaken,
    /// It is in the file, in the place of this, which another program had written meanwhile. If that
    /// cannot be taken in, it is to be [given back](SourceFile::give_back).
    Over(Vec<u8>),
}

/// How far a save came that the program did not live to see the end of.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Recovered {
    /// What was to be written is in the file, or was until another program wrote.
    Written,
    NotWritten,
    /// It was written, and another program wrote this into what it replaced. By now there is something
    /// else in the file.
    WrittenLate(Vec<u8>),
}

impl SourceFile {
    /// Takes hold of a file. What is to be put in its place is prepared in the `workshop`, a folder of
    /// our own, or where that is on another disk, beside the file.
    ///
    /// # Errors
    ///
    /// If it is missing, or another run of the program has it, which is named as far as possible.
    pub(crate) fn open(path: PathBuf, workshop: PathBuf) -> Result<Self, Failure> {
        let mut file = Self { path, workshop, held: None, replaced: None };
        // A file that cannot be opened is spoken of by who reads it.
        if let Ok(opened) = File::open(&file.path) {
            file.hold(opened).map_err(|elsewhere| {
                elsewhere.hint("go on in its window, or end that program first")
            })?;
        }
        Ok(file)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Looks at the file.
    pub(crate) fn find(&self) -> Found {
        match source::read(&self.path) {
            Ok(raw) => Found::Text(OnDisk::of(raw)),
            Err(failure) if self.path.exists() => Found::Unreadable(failure),
            Err(_) => Found::Gone,
        }
    }

    /// Makes sure that the file is ours to write, whichever inode it is by now.
    ///
    /// # Errors
    ///
    /// If another run of the program has it.
    pub(crate) fn keep_hold(&mut self) -> Result<(), Failure> {
        let Ok(now) = fs::metadata(&self.path) else { return Ok(()) };
        let held = self.held.as_ref().and_then(|held| held.metadata().ok());
        if held.is_some_and(|held| save::is_same_inode(&held, &now)) {
            return Ok(());
        }
        File::open(&self.path).map_or(Ok(()), |opened| self.hold(opened))
    }

    fn hold(&mut self, opened: File) -> Result<(), Failure> {
        match lock(&opened) {
            Lock::Elsewhere => {
                self.held = None;
                let holder = holder(&opened).map(|holder| format!(" ({holder})"));
                Err(Failure::new(format!(
                    "{} is open in another run of the builder{}",
                    self.path.display(),
                    holder.unwrap_or_default()
                )))
            }
            Lock::Ours => {
                self.held = Some(opened);
                Ok(())
            }
        }
    }

    /// Writes what is to be in the file into another one, so that it is on the disk. A link stays a
    /// link.
    ///
    /// # Errors
    ///
    /// If the system refuses.
    pub(crate) fn prepare(&self, next: OnDisk) -> io::Result<Prepared> {
        let path = real(&self.path);
        let prepared_in = |place: &Path| {
            let mut builder = tempfile::Builder::new();
            builder.prefix(&prefix(&path)).suffix(PREPARED).tempfile_in(place)
        };
        let in_workshop = is_on_one_disk(&self.workshop, folder(&path))
            .then(|| prepared_in(&self.workshop).ok())
            .flatten();
        let mut prepared = in_workshop.map_or_else(|| prepared_in(folder(&path)), Ok)?;
        prepared.write_all(next.raw().as_bytes())?;
        match fs::metadata(&path) {
            Ok(old) => fs::set_permissions(prepared.path(), old.permissions())?,
            Err(_) => give_usual_permissions(prepared.path())?,
        }
        prepared.as_file().sync_data()?;
        let is_in_place = has_other_names(&path);
        let (file, path) = prepared.into_parts();
        Ok(Prepared { file, path, next, is_in_place })
    }

    /// Puts what was prepared in the place of the file, if there is still in it what was there
    /// `before`, or nothing where that is `None`. A reader sees the old content or the new one, also
    /// after a power failure; but a file that has other names (hard links) is written in its place,
    /// so that it stays one file.
    ///
    /// Who `insists` puts it there whatever another program has written meanwhile, if the two can be
    /// exchanged: one that writes without a pause would be faster every time.
    ///
    /// What was prepared is to be dropped when the journal knows that it was not put, or when what
    /// was [written late](Self::written_late) was looked at; the next run needs it until then.
    ///
    /// # Errors
    ///
    /// If the system refuses; then the file is as it was.
    pub(crate) fn put(
        &mut self,
        prepared: &Prepared,
        before: Option<&Arc<[u8]>>,
        insists: bool,
    ) -> io::Result<Put> {
        let path = real(&self.path);
        // To prepare took a while.
        let now = match fs::read(&path) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        let Prepared { file, path: new, next, is_in_place } = prepared;
        let is_overtaken = now.as_deref() != before.map(AsRef::as_ref);
        let may_insist = insists && before.is_some() && !is_in_place;
        if is_overtaken && (!may_insist || now.is_none_or(|now| now.is_empty())) {
            return Ok(Put::Overtaken);
        }
        // Before anybody can find it by the name.
        lock(file);
        let mut replaced = None;
        let put = match before {
            Some(before) if *is_in_place => {
                write_in_place(&path, next.raw().as_bytes(), before)?;
                return Ok(Put::Done);
            }
            Some(before) if exchange(new, &path) => {
                let taken = Replaced::open(new).inspect_err(|_| {
                    // As it was: what cannot be read cannot be taken in.
                    exchange(new, &path);
                })?;
                let is_new = taken.content != *before;
                if is_new && (!insists || taken.content.is_empty()) {
                    put_back(new, &path, next.raw().as_bytes())?;
                    return Ok(Put::Overtaken);
                }
                let done = if is_new { Put::Over(taken.content.to_vec()) } else { Put::Done };
                replaced = Some(taken);
                Ok(done)
            }
            // Without an exchange nobody can insist.
            Some(_) if is_overtaken => return Ok(Put::Overtaken),
            // Since that look there were some microseconds in which another program writes in vain.
            Some(_) => fs::rename(new, &path).map(|()| Put::Done),
            None => put_new(new, &path).map(|()| Put::Done),
        };
        match put.as_ref().map_err(io::Error::kind) {
            Err(io::ErrorKind::AlreadyExists) => return Ok(Put::Overtaken),
            // What looks like one disk may be two.
            Err(io::ErrorKind::CrossesDevices) => {
                self.workshop = folder(&path).to_path_buf();
                return Ok(Put::Overtaken);
            }
            _ => {}
        }
        let put = put?;
        (self.held, self.replaced) = (Some(file.try_clone()?), replaced);
        Ok(put)
    }

    /// Gives another program's version its place back, over which the last one was put.
    ///
    /// # Errors
    ///
    /// If the system refuses.
    pub(crate) fn give_back(&mut self, prepared: &Prepared) -> io::Result<()> {
        self.replaced = None;
        put_back(&prepared.path, &real(&self.path), prepared.next.raw().as_bytes())
    }

    /// Returns what a program wrote, since this was last asked, into the file that stood here before
    /// our last save, because it had it open; and what was in there before that.
    pub(crate) fn written_late(&mut self) -> Option<(OnDisk, Vec<u8>)> {
        let Replaced { file, content } = self.replaced.as_mut()?;
        let mut now = Vec::new();
        file.rewind().ok()?;
        file.read_to_end(&mut now).ok()?;
        // Who empties a file is about to write.
        if now == **content || now.is_empty() {
            return None;
        }
        let before = mem::replace(content, now.as_slice().into());
        // What was no text is kept as another version already.
        let before = String::from_utf8(before.to_vec()).map(OnDisk::of).ok()?;
        Some((before, now))
    }

    /// Looks at what was replaced no more.
    pub(crate) fn forget_replaced(&mut self) {
        self.replaced = None;
    }

    /// Whether something was replaced that was not looked at again.
    pub(crate) fn may_be_written_late(&self) -> bool {
        self.replaced.is_some()
    }

    /// Ends a save that an earlier run began, and finds out how far it came. `before` is the digest
    /// of what was in the file before it. Asked again, it finds the same, until what was prepared is
    /// [cleaned up](Self::clean_up).
    pub(crate) fn recover(&self, saving: &Saving, before: &str) -> Recovered {
        let path = real(&self.path);
        let places = [&self.workshop, folder(&path)].map(|place| place.join(&saving.prepared));
        // It is taken away when all is done.
        let Some(prepared) = places.into_iter().find(|path| path.exists()) else {
            return Recovered::Written;
        };
        match fs::read(&prepared).unwrap_or_default() {
            bytes if digest(&bytes) == saving.digest => match &saving.in_place_of {
                Some(old) => finish_in_place(&path, &bytes, old.as_bytes()),
                None => Recovered::NotWritten,
            },
            bytes if digest(&bytes) == before || bytes.is_empty() => Recovered::Written,
            // It was exchanged with what another program had just written, or went on to write.
            _ if fs::read(&path).is_ok_and(|now| digest(&now) == saving.digest)
                && exchange(&prepared, &path) =>
            {
                Recovered::NotWritten
            }
            bytes => Recovered::WrittenLate(bytes),
        }
    }

    /// Takes away what earlier runs prepared and did not live to put in the place of the file.
    pub(crate) fn clean_up(&self) {
        let path = real(&self.path);
        let prefix = prefix(&path);
        let entries =
            [&self.workshop, folder(&path)].into_iter().filter_map(|it| it.read_dir().ok());
        for entry in entries.flatten().filter_map(Result::ok) {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if name.starts_with(&prefix) && name.ends_with(PREPARED) {
                // What cannot be removed is in nobody's way.
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

impl Prepared {
    /// Returns what is to be noted before it is [put](SourceFile::put) where `before` is.
    pub(crate) fn saving(&self, before: Option<&Arc<[u8]>>) -> Saving {
        let prepared = self.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let in_place_of = before
            .filter(|_| self.is_in_place)
            .map(|before| String::from_utf8_lossy(before).into_owned());
        Saving { prepared, digest: self.next.digest().to_owned(), in_place_of }
    }

    /// Leaves it where it is, for the next run to find. Returns where that is.
    pub(crate) fn abandon(self) -> Option<PathBuf> {
        self.path.keep().ok()
    }
}

/// Returns where a path leads. A file that is not there yet is no link.
fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf())
}

/// Returns what the names of files begin with that are prepared for the one at this path.
fn prefix(path: &Path) -> String {
    format!(".{}.", digest(path.as_os_str().as_encoded_bytes()))
}

/// Whether a file in one folder can take the place of one in the other.
#[cfg(unix)]
fn is_on_one_disk(a: &Path, b: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;

    let disk = |path: &Path| fs::metadata(path).map(|metadata| metadata.dev()).ok();
    disk(a).is_some_and(|a| Some(a) == disk(b))
}

#[cfg(not(unix))]
fn is_on_one_disk(_: &Path, _: &Path) -> bool {
    false
}

/// Puts two files in each other's place, so that nothing is lost. Returns whether that was done: not
/// every system and file system can.
#[cfg(target_os = "linux")]
pub(super) fn exchange(new: &Path, old: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};

    // A folder could be exchanged as well.
    old.is_file() && renameat_with(CWD, new, CWD, old, RenameFlags::EXCHANGE).is_ok()
}

#[cfg(not(target_os = "linux"))]
pub(super) fn exchange(_: &Path, _: &Path) -> bool {
    false
}

/// Gives a file a name that is free.
fn put_new(new: &Path, path: &Path) -> io::Result<()> {
    fs::hard_link(new, path).or_else(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => Err(error),
        // Some file systems know no links.
        _ => fs::rename(new, path),
    })
}

/// Gives a file back its place, which has just been taken from what another program wrote. `taken` is
/// that; `ours` is what we put there.
fn put_back(taken: &Path, path: &Path, ours: &[u8]) -> io::Result<()> {
    let mut last_put = ours.to_vec();
    for _ in 0..PUT_BACK {
        let theirs = fs::read(taken)?;
        if !exchange(taken, path) {
            return Err(io::Error::other("what another program wrote cannot be put back"));
        }
        if fs::read(taken)? == last_put {
            break;
        }
        // It has written once more: what came out is newer than what was put back.
        last_put = theirs;
    }
    Ok(())
}

/// Writes over what is in a file; if that fails, what was there is written again.
fn write_in_place(path: &Path, next: &[u8], old: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).open(path)?;
    let mut write = |content: &[u8]| {
        file.rewind()?;
        file.write_all(content)?;
        file.set_len(content.len() as u64)?;
        file.sync_data()
    };
    write(next).inspect_err(|_| {
        // What failed is told.
        let _ = write(old);
    })
}

/// Finishes writing a file in its place, if that had begun.
fn finish_in_place(path: &Path, next: &[u8], old: &[u8]) -> Recovered {
    let Ok(now) = fs::read(path) else { return Recovered::NotWritten };
    let same = now.iter().zip(next).take_while(|(a, b)| a == b).count();
    let is_torn = now != old && now[same..] == *old.get(same..).unwrap_or_default();
    if now == next || is_torn && write_in_place(path, next, old).is_ok() {
        return Recovered::Written;
    }
    Recovered::NotWritten
}

#[cfg(unix)]
fn has_other_names(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;

    fs::metadata(path).is_ok_and(|metadata| metadata.nlink() > 1)
}

#[cfg(not(unix))]
fn has_other_names(_: &Path) -> bool {
    false
}

/// Temporary files are private; a file of the user's is what the user's mask says, and that cannot
/// be asked for without changing it.
#[cfg(unix)]
fn give_usual_permissions(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;

    fs::set_permissions(path, fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn give_usual_permissions(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Whose a file is, as locks tell.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Lock {
    Ours,
    Elsewhere,
}

/// Locks a file as long as it is open. On a file system without locks, it is ours.
#[cfg(unix)]
pub(super) fn lock(file: &File) -> Lock {
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => Lock::Elsewhere,
        Ok(()) | Err(TryLockError::Error(_)) => Lock::Ours,
    }
}

/// Elsewhere a lock would keep other editors from the file.
#[cfg(not(unix))]
pub(super) fn lock(_: &File) -> Lock {
    Lock::Ours
}

/// Returns which process has locked a file, where the system tells: its number and its command.
#[cfg(target_os = "linux")]
pub(super) fn holder(file: &File) -> Option<String> {
    use std::os::unix::fs::MetadataExt as _;

    let inode = file.metadata().ok()?.ino().to_string();
    let locks = fs::read_to_string("/proc/locks").ok()?;
    // «1: FLOCK ADVISORY WRITE 4711 fe:01:1234 0 EOF», see proc(5). The device is another one there
    // than that of the file on some file systems.
    let process = locks.lines().find_map(|line| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let is_it = fields.get(1) == Some(&"FLOCK")
            && fields.get(5)?.rsplit(':').next() == Some(inode.as_str());
        is_it.then(|| fields[4].to_owned())
    })?;
    let command = fs::read(format!("/proc/{process}/cmdline")).ok()?;
    let words = command.split(|byte| *byte == 0).filter(|word| !word.is_empty());
    let words: Vec<_> = words.map(String::from_utf8_lossy).collect();
    Some(format!("process {process}: {}", words.join(" ")))
}

#[cfg(not(target_os = "linux"))]
pub(super) fn holder(_: &File) -> Option<String> {
    None
}

#[cfg(target_os = "linux")]
#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;

    fn of(text: &str) -> OnDisk {
        OnDisk::of(text.into())
    }

    fn write(file: &mut SourceFile, next: &OnDisk, before: Option<&str>) -> Put {
        let prepared = file.prepare(next.clone()).unwrap();
        file.put(&prepared, before.map(|text| of(text).bytes()).as_ref(), false).unwrap()
    }

    fn open(path: &Path) -> Result<SourceFile, Failure> {
        SourceFile::open(path.to_path_buf(), folder(path).join("workshop"))
    }

    /// A folder with a file that has a text.
    fn shelf(text: &str) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        fs::write(&path, text).unwrap();
        (folder, path)
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_stays_what_it_is() {
        let (folder, path) = shelf("one\r\n");
        let link = folder.path().join("b.md");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&path, &link).unwrap();
        let mut file = open(&link).unwrap();
        let before = of("one\r\n");
        assert_eq!(write(&mut file, &before.with("two\n"), Some(before.raw())), Put::Done);
        let again = write(&mut file, &before.with("three\n"), Some(before.raw()));
        assert_eq!(again, Put::Overtaken, "it is another one now");
        assert_eq!(fs::read_to_string(&path).unwrap(), "two\r\n");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(names(folder.path()), ["a.md", "b.md"]);
    }

    #[test]
    fn a_file_with_two_names_stays_one() {
        let (folder, path) = shelf("one, and much more");
        let other = folder.path().join("b.md");
        fs::hard_link(&path, &other).unwrap();
        let mut file = open(&path).unwrap();
        let before = of("one, and much more");
        assert_eq!(write(&mut file, &of("two"), Some(before.raw())), Put::Done);
        assert_eq!(fs::read_to_string(&other).unwrap(), "two");
    }

    #[test]
    fn a_file_that_is_gone_is_made_and_one_that_came_back_is_left_alone() {
        let (folder, path) = shelf("one");
        let mut file = open(&path).unwrap();
        fs::remove_file(&path).unwrap();
        assert_eq!(write(&mut file, &of("two"), None), Put::Done);
        assert_eq!(write(&mut file, &of("three"), None), Put::Overtaken);
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
        assert_eq!(names(folder.path()), ["a.md"]);
    }

    /// A program that has the file open when it is replaced writes into what was replaced.
    #[test]
    fn what_is_written_late_is_found() {
        let (_folder, path) = shelf("one\n");
        let mut file = open(&path).unwrap();
        let mut other = OpenOptions::new().append(true).open(&path).unwrap();
        let before = of("one\n");
        write(&mut file, &of("one\ntwo\n"), Some(before.raw()));
        other.write_all(b"three\n").unwrap();
        assert_eq!(file.written_late(), Some((before, b"one\nthree\n".into())));
        assert_eq!(file.written_late(), None, "once");
        other.write_all(b"four\n").unwrap();
        let more = b"one\nthree\nfour\n".to_vec();
        assert_eq!(file.written_late(), Some((of("one\nthree\n"), more)));
        file.forget_replaced();
        assert!(!file.may_be_written_late());
    }

    #[test]
    fn the_version_of_another_program_is_put_back() {
        let (folder, path) = shelf("theirs");
        let new = folder.path().join("new");
        fs::write(&new, "ours").unwrap();
        assert!(exchange(&new, &path));
        put_back(&new, &path, b"ours").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "theirs");
        assert_eq!(fs::read_to_string(&new).unwrap(), "ours");
        // It wrote over ours as well, in the same moment.
        assert!(exchange(&new, &path));
        fs::write(&path, "newest").unwrap();
        put_back(&new, &path, b"ours").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "newest");
    }

    #[test]
    fn who_insists_is_not_overtaken() {
        let (folder, path) = shelf("before");
        let mut file = open(&path).unwrap();
        let before = of("before").bytes();
        fs::write(&path, "theirs").unwrap();
        let prepared = file.prepare(of("ours")).unwrap();
        assert_eq!(file.put(&prepared, Some(&before), false).unwrap(), Put::Overtaken);
        assert_eq!(fs::read_to_string(&path).unwrap(), "theirs");
        let over = file.put(&prepared, Some(&before), true).unwrap();
        assert_eq!(over, Put::Over(b"theirs".into()));
        assert_eq!(fs::read_to_string(&path).unwrap(), "ours");
        file.give_back(&prepared).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "theirs");
        // Who is about to write is let go first.
        fs::write(&path, "").unwrap();
        assert_eq!(file.put(&prepared, Some(&before), true).unwrap(), Put::Overtaken);
        drop(prepared);
        assert_eq!(names(folder.path()), ["a.md"]);
    }

    #[test]
    fn one_run_has_a_file_whatever_it_is_called() {
        let (folder, path) = shelf("one");
        let (hard, soft) = (folder.path().join("b.md"), folder.path().join("c.md"));
        fs::hard_link(&path, &hard).unwrap();
        symlink(&path, &soft).unwrap();
        let mut file = open(&path).unwrap();
        for name in [&path, &hard, &soft] {
            let refused = open(name).err().unwrap().line();
            assert!(
                refused.contains("is open in another run of the builder (process"),
                "{refused}"
            );
        }
        fs::remove_file(&hard).unwrap();
        write(&mut file, &of("two"), Some("one"));
        assert!(open(&path).is_err(), "also when it is another inode");
        // Another editor puts a new one in its place.
        fs::write(folder.path().join("new"), "three").unwrap();
        fs::rename(folder.path().join("new"), &path).unwrap();
        file.keep_hold().unwrap();
        assert!(open(&path).is_err());
        drop(file);
        assert!(open(&path).is_ok());
    }

    /// What is left behind by a kill after each step, and what the next run makes of it.
    #[test]
    fn a_save_that_was_broken_off_is_ended() {
        let (before, next) = (of("before"), of("next"));
        for (step, expected, left) in [
            ("prepared", Recovered::NotWritten, "before"),
            ("exchanged", Recovered::Written, "next"),
            ("put", Recovered::Written, "next"),
            ("exchanged, and another program wrote before", Recovered::NotWritten, "theirs"),
            (
                "exchanged, and another program wrote before and after",
                Recovered::WrittenLate(b"theirs".into()),
                "newest",
            ),
        ] {
            let (folder, path) = shelf("before");
            let mut file = open(&path).unwrap();
            let prepared = file.prepare(next.clone()).unwrap();
            let saving = prepared.saving(Some(&before.bytes()));
            if step == "put" {
                file.put(&prepared, Some(&before.bytes()), false).unwrap();
                drop(prepared);
            } else {
                let new = prepared.abandon().unwrap();
                if step.contains("wrote before") {
                    fs::write(&path, "theirs").unwrap();
                }
                assert!(step == "prepared" || exchange(&new, &path));
                if step.ends_with("after") {
                    fs::write(&path, "newest").unwrap();
                }
            }
            for _ in 0..2 {
                assert_eq!(file.recover(&saving, before.digest()), expected, "{step}");
                assert_eq!(fs::read_to_string(&path).unwrap(), left, "{step}");
            }
            file.clean_up();
            assert_eq!(names(folder.path()), ["a.md"], "{step}");
        }
    }

    #[test]
    fn half_a_save_in_place_is_finished() {
        let (before, next) = (of("the text before"), of("next, which is a longer one"));
        for (now, expected) in [
            ("the text before", Recovered::NotWritten),
            ("next,ext before", Recovered::Written),
            ("next, which is a", Recovered::Written),
            ("next, which is a longer one", Recovered::Written),
            ("of another program", Recovered::NotWritten),
        ] {
            let (folder, path) = shelf("the text before");
            fs::hard_link(&path, folder.path().join("b.md")).unwrap();
            let file = open(&path).unwrap();
            let prepared = file.prepare(next.clone()).unwrap();
            let saving = prepared.saving(Some(&before.bytes()));
            prepared.abandon();
            fs::write(&path, now).unwrap();
            let left = if expected == Recovered::Written { next.raw() } else { now };
            assert_eq!(file.recover(&saving, before.digest()), expected, "{now}");
            assert_eq!(fs::read_to_string(&path).unwrap(), left);
        }
    }

    #[test]
    fn what_earlier_runs_left_is_taken_away() {
        let (folder, path) = shelf("one");
        fs::write(folder.path().join("b.md"), "").unwrap();
        let other = open(&folder.path().join("b.md")).unwrap();
        let file = open(&path).unwrap();
        file.prepare(of("two")).unwrap().abandon();
        let others = other.prepare(of("two")).unwrap();
        file.clean_up();
        assert_eq!(names(folder.path()).len(), 3, "but nothing of others");
        drop(others);
    }
}
