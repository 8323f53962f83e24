//! A folder with an SOP in it, and the ways in which programs save a file.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// A temporary folder that holds `sop.md` and whatever a test adds.
pub(crate) struct Folder {
    folder: TempDir,
}

impl Folder {
    pub(crate) fn with(source: &str) -> Self {
        let folder = Self { folder: tempfile::tempdir().unwrap() };
        folder.write("sop.md", source);
        folder
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn sop(&self) -> PathBuf {
        self.path("sop.md")
    }

    /// Truncates and writes, as most programs do.
    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    /// Saves the SOP by writing another file and renaming it into place, as VS Code does.
    pub(crate) fn replace(&self, source: &str) {
        self.write("sop.md.tmp", source);
        fs::rename(self.path("sop.md.tmp"), self.sop()).unwrap();
    }

    /// Saves the SOP as vim does with `backupcopy=no`: the old file is renamed, the new one made.
    pub(crate) fn replace_with_backup(&self, source: &str) {
        fs::rename(self.sop(), self.path("sop.md~")).unwrap();
        self.write("sop.md", source);
        fs::remove_file(self.path("sop.md~")).unwrap();
    }

    pub(crate) fn remove(&self, name: &str) {
        fs::remove_file(self.path(name)).unwrap();
    }
}

/// Returns the folder of the checkout.
pub(crate) fn checkout() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// Returns all Markdown files below a folder, in order.
pub(crate) fn markdown_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(markdown_files(&path));
        } else if path.extension().is_some_and(|name| name == "md" || name == "Rmd") {
            found.push(path);
        }
    }
    found.sort();
    found
}
