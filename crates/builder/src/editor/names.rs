//! Names of the files in a project: their paths from its folder on, with forward slashes. A name from
//! a request leads nowhere else.

use std::fs;
use std::path::{Component, Path, PathBuf};

use sopwright_sop::theme;

use crate::failure::Failure;
use crate::style::Style;

/// How deep folders are looked through, and how many files are listed.
const DEEPEST: usize = 8;
const MOST: usize = 2000;

/// Returns the names of all SOPs in a folder, in order: they are Markdown files.
pub(crate) fn names_in(folder: &Path) -> Vec<String> {
    listed(folder, &is_markdown)
}

/// Returns the names of all style sheets in a folder, in order.
pub(super) fn style_sheets_in(folder: &Path) -> Vec<String> {
    listed(folder, &is_style_sheet)
}

/// Returns the file of an SOP.
///
/// # Errors
///
/// If the name leads out of the folder, or is that of no SOP.
pub(super) fn sop(folder: &Path, name: &str) -> Result<PathBuf, Failure> {
    let path = below(folder, name)?;
    if is_markdown(&path) {
        return Ok(path);
    }
    Err(Failure::new(format!("{name} is no Markdown file")).hint("the name of an SOP ends in .md"))
}

/// Returns the file of a style sheet.
///
/// # Errors
///
/// If the name leads out of the folder, or is that of no style sheet.
pub(super) fn style_sheet(folder: &Path, name: &str) -> Result<PathBuf, Failure> {
    let path = below(folder, name)?;
    if is_style_sheet(&path) {
        return Ok(path);
    }
    Err(Failure::new(format!("{name} is no style sheet"))
        .hint("the name of a style sheet ends in .css"))
}

/// Returns the style that a name is of: a theme of ours or a style sheet; without a name, the SOP
/// chooses.
///
/// # Errors
///
/// If there is neither, or the name leads out of the folder.
pub(super) fn style(folder: &Path, name: Option<&str>) -> Result<Style, Failure> {
    match name.map(|name| (theme::find(name), name)) {
        None => Ok(Style::OfDocument),
        Some((Some(theme), _)) => Ok(Style::Theme(theme)),
        Some((None, name)) => style_sheet(folder, name).map(Style::File),
    }
}

fn below(folder: &Path, name: &str) -> Result<PathBuf, Failure> {
    let path = Path::new(name);
    let is_plain = path.components().all(|part| matches!(part, Component::Normal(_)));
    let is_hidden = name.split('/').any(|part| part.starts_with('.'));
    if name.is_empty() || !is_plain || is_hidden || name.contains('\\') {
        return Err(Failure::new(format!("{name:?} is no name of a file of the project"))
            .hint("name a file below its folder"));
    }
    Ok(folder.join(path))
}

fn is_markdown(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    ["md", "markdown", "rmd", "qmd"].contains(&ending.to_ascii_lowercase().as_str())
}

fn is_style_sheet(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("css"))
}

fn listed(folder: &Path, is_meant: &dyn Fn(&Path) -> bool) -> Vec<String> {
    let mut names = Vec::new();
    list(folder, "", DEEPEST, is_meant, &mut names);
    names.sort();
    names
}

fn list(
    folder: &Path,
    before: &str,
    deeper: usize,
    is_meant: &dyn Fn(&Path) -> bool,
    names: &mut Vec<String>,
) {
    // What cannot be read has nothing for us.
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.filter_map(Result::ok) {
        let Ok(name) = entry.file_name().into_string() else { continue };
        let is_ours = !name.starts_with('.') && !["node_modules", "target"].contains(&&*name);
        if !is_ours || names.len() >= MOST {
            continue;
        }
        let path = entry.path();
        // Not by way of links, which may lead anywhere.
        let Ok(kind) = entry.file_type() else { continue };
        if kind.is_dir() && deeper > 0 {
            list(&path, &format!("{before}{name}/"), deeper - 1, is_meant, names);
        } else if kind.is_file() && is_meant(&path) {
            names.push(format!("{before}{name}"));
        }
    }
}
