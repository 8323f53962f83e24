//! Other versions: what another program wrote, or an author, where both changed the same words and
//! one of them was chosen. They lie together in the project's own folder, one for each conflict.

use std::fs;
use std::path::{Path, PathBuf};

use time::OffsetDateTime;

use super::on_disk::OnDisk;
use crate::failure::Failure;
use crate::{save, source};

/// How many are kept of one source; the oldest ones go first.
const MOST: usize = 50;

/// The other versions of one source.
pub(crate) struct Versions {
    /// The folder of the project.
    project: PathBuf,
    /// Where in it they are kept.
    folder: PathBuf,
    ending: String,
}

impl Versions {
    /// The versions of the source of this name, in the folder of that name below `own`, a folder in
    /// that of the project.
    pub(crate) fn of(project: &Path, own: &str, name: &str) -> Self {
        let ending = Path::new(name).extension().unwrap_or_default().to_string_lossy().into_owned();
        let folder = Path::new(own).join("versions").join(name);
        Self { project: project.to_path_buf(), folder, ending }
    }

    /// Keeps a version. Returns its path in the project, with slashes.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub(crate) fn keep(&self, version: &[u8]) -> Result<String, Failure> {
        let folder = self.project.join(&self.folder);
        fs::create_dir_all(&folder)
            .map_err(|error| Failure::of_file("make the folder", &folder, error))?;
        let time = OffsetDateTime::now_utc();
        let day = format!("{}-{:02}-{:02}", time.year(), u8::from(time.month()), time.day());
        let stem = format!("{day} {:02}.{:02}.{:02}", time.hour(), time.minute(), time.second());
        let name = |number: usize| match number {
            1 => format!("{stem}.{}", self.ending),
            number => format!("{stem} {number}.{}", self.ending),
        };
        let free = (1..).map(name).find(|name| !folder.join(name).exists());
        let path = self.folder.join(free.unwrap_or(stem));
        save::bytes(&self.project.join(&path), version)?;
        forget_oldest(&folder);
        Ok(path.to_string_lossy().replace('\\', "/"))
    }

    /// Puts another one in the place of a version.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub(crate) fn exchange(&self, path: &str, version: &[u8]) -> Result<(), Failure> {
        save::bytes(&self.project.join(path), version)
    }

    /// Returns a version.
    ///
    /// # Errors
    ///
    /// If it is no longer there, or no text.
    pub(crate) fn read(&self, path: &str) -> Result<OnDisk, Failure> {
        source::read(&self.project.join(path)).map(OnDisk::of)
    }
}

fn forget_oldest(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut kept: Vec<_> = entries
        .filter_map(Result::ok)
        .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())))
        .collect();
    kept.sort();
    let too_many = kept.len().saturating_sub(MOST);
    for (_, path) in &kept[..too_many] {
        // One that stays is one more.
        let _ = fs::remove_file(path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_kept_in_one_place_and_not_without_end() {
        let project = tempfile::tempdir().unwrap();
        let versions = Versions::of(project.path(), ".own", "line 3/a.md");
        let paths: Vec<String> = (0..MOST + 3)
            .map(|number| versions.keep(number.to_string().as_bytes()).unwrap())
            .collect();
        assert!(paths[0].starts_with(".own/versions/line 3/a.md/2"), "{}", paths[0]);
        let last = paths.last().unwrap();
        assert_eq!(versions.read(last).unwrap().text(), (MOST + 2).to_string());
        versions.exchange(last, b"other").unwrap();
        assert_eq!(versions.read(last).unwrap().text(), "other");
        let folder = project.path().join(".own/versions/line 3/a.md");
        assert_eq!(fs::read_dir(folder).unwrap().count(), MOST);
        assert!(versions.read(".own/versions/none.md").is_err());
    }
}
