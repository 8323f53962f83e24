//! `sopwright convert`: makes an SOP of a project file of another program, copies the pictures that
//! it names, and says what could not be taken over; or writes the normalised form of Markdown.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::{Value, json};
use sopwright_sop::rules::Settings;
use sopwright_sop::sopx::{self, MediaFile, Outcome, Remark};

use crate::cli::Convert;
use crate::commands::check::{findings, folder, today};
use crate::failure::Failure;
use crate::output::Lines;
use crate::{output, save, source};

/// Values longer than this are cut where people read them.
const LONGEST_VALUE: usize = 80;

pub(crate) fn run(arguments: &Convert) -> Result<ExitCode, Failure> {
    let ending = arguments.file.extension().and_then(OsStr::to_str).unwrap_or_default();
    match ending.to_ascii_lowercase().as_str() {
        "md" | "markdown" | "rmd" | "qmd" => from_markdown(arguments),
        _ => from_project(arguments),
    }
}

/// Writes the normalised form of a Markdown file, and says what in it is not understood.
fn from_markdown(arguments: &Convert) -> Result<ExitCode, Failure> {
    let (from, to) = (&arguments.file, &arguments.output);
    let source = source::read(from)?;
    if to.is_dir() {
        return Err(Failure::new(format!("{} is a folder", to.display()))
            .hint("name the Markdown file to write"));
    }
    if to.exists() && !arguments.force {
        return Err(Failure::new(format!("{} is there already", to.display()))
            .hint("pass --force to write over it, or name another file"));
    }
    let written = sopwright_sop::normalised(&source);
    save::text(to, &written)?;
    let document = source::parse(from, &written, None);
    let settings = Settings { today: today(), profile: None };
    let findings = findings(&document, &written, folder(from), &settings);
    let lines = Lines::of(&written);
    if arguments.json {
        let items: Vec<Value> =
            findings.iter().map(|found| output::finding_json(&lines, found)).collect();
        output::event(&json!({ "file": to, "diagnostics": items }));
    } else {
        for found in &findings {
            output::line(&output::finding(to, &lines, found));
        }
        output::line(&format!("wrote {}", to.display()));
    }
    Ok(ExitCode::SUCCESS)
}

fn from_project(arguments: &Convert) -> Result<ExitCode, Failure> {
    let text = source::read(&arguments.file)?;
    let mut converted = sopx::convert(&text).map_err(|unreadable| {
        Failure::new(format!("{}: {}", arguments.file.display(), unreadable.message))
            .hint(unreadable.hint)
    })?;
    let mut name = arguments.file.file_stem().unwrap_or(OsStr::new("sop")).to_owned();
    name.push(".md");
    let sop = arguments.output.join(name);
    let copies = find_all(folder(&arguments.file), &arguments.output, &converted.media);
    converted.report.extend(copies.iter().filter_map(Copy::remark));

    if !arguments.force {
        refuse_to_overwrite(&sop, &copies)?;
    }
    make_folder(&arguments.output)?;
    for copy in &copies {
        copy.make()?;
    }
    save::text(&sop, &converted.source)?;
    if arguments.json {
        output::event(&report_json(arguments, &sop, &copies, &converted.report));
    } else {
        print_report(&sop, &copies, &converted.report);
    }
    Ok(ExitCode::SUCCESS)
}

/// A file to copy.
struct Copy<'a> {
    file: &'a MediaFile,
    found: Found,
    to: PathBuf,
}

/// Where a file is.
enum Found {
    /// Where the project says.
    There(PathBuf),
    /// Beside the project, below a shorter path: the project was moved here from another machine.
    Beside(PathBuf),
    Nowhere,
}

fn find_all<'a>(from: &Path, to: &Path, files: &'a [MediaFile]) -> Vec<Copy<'a>> {
    files
        .iter()
        .map(|file| Copy { file, found: find(from, &file.from), to: to.join(&file.to) })
        .collect()
}

/// Looks for a file: at its path, then below the folder of the project by ever shorter ends of the
/// path, so that `C:\Users\ann\Pictures\pump.png` is found as `Pictures/pump.png`.
fn find(folder: &Path, named: &str) -> Found {
    let path = named.replace('\\', "/");
    let path = path.strip_prefix("file://").unwrap_or(&path);
    // A path that begins at the root stays so; any other begins at the project.
    let there = folder.join(path);
    if there.is_file() {
        return Found::There(there);
    }
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    if parts.contains(&"..") {
        return Found::Nowhere;
    }
    (0..parts.len())
        .map(|start| folder.join(parts[start..].join("/")))
        .find(|path| path.is_file())
        .map_or(Found::Nowhere, Found::Beside)
}

impl Copy<'_> {
    fn path(&self) -> Option<&Path> {
        match &self.found {
            Found::There(path) | Found::Beside(path) => Some(path),
            Found::Nowhere => None,
        }
    }

    /// Whether there is nothing to do because the file is in its place already.
    fn is_in_place(&self) -> bool {
        self.path().is_some_and(|path| save::is_same_file(path, &self.to))
    }

    fn make(&self) -> Result<(), Failure> {
        let Some(path) = self.path().filter(|_| !self.is_in_place()) else {
            return Ok(());
        };
        make_folder(folder(&self.to))?;
        save::copy(path, &self.to)
    }

    fn remark(&self) -> Option<Remark> {
        let (outcome, why) = match &self.found {
            Found::There(_) => return None,
            Found::Beside(path) => {
                (Outcome::Changed, format!("not there; taken from {}", path.display()))
            }
            Found::Nowhere => {
                (Outcome::Lost, format!("no such file; put it at {}", self.to.display()))
            }
        };
        Some(Remark {
            outcome,
            module: String::new(),
            kind: "file".into(),
            field: self.file.to.clone(),
            value: self.file.from.clone(),
            why,
        })
    }
}

fn refuse_to_overwrite(sop: &Path, copies: &[Copy<'_>]) -> Result<(), Failure> {
    let copied = copies.iter().filter(|copy| copy.path().is_some() && !copy.is_in_place());
    let mut written = std::iter::once(sop).chain(copied.map(|copy| &*copy.to));
    match written.find(|path| path.symlink_metadata().is_ok()) {
        Some(path) => Err(Failure::new(format!("{} is there already", path.display()))
            .hint("name another folder, or write over it with --force")),
        None => Ok(()),
    }
}

fn make_folder(folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(|error| Failure::of_file("make the folder", folder, error))
}

fn print_report(sop: &Path, copies: &[Copy<'_>], report: &[Remark]) {
    let files = copies.iter().filter(|copy| copy.path().is_some()).count();
    let files = match files {
        0 => String::new(),
        1 => " and 1 file".into(),
        files => format!(" and {files} files"),
    };
    output::line(&format!("wrote {}{files}", sop.display()));
    for remark in report.iter().filter(|remark| remark.outcome != Outcome::Unneeded) {
        output::line(&remark_line(remark));
    }
    let count = |outcome| report.iter().filter(|remark| remark.outcome == outcome).count();
    output::line(&format!(
        "{} lost, {} changed; {} that say nothing to a reader are left out (--json lists them)",
        count(Outcome::Lost),
        count(Outcome::Changed),
        count(Outcome::Unneeded),
    ));
}

/// Returns a remark as a line: `lost: media 1a2b3c4d: max_width "90%": only widths in pixels …`.
fn remark_line(remark: &Remark) -> String {
    let Remark { outcome, module, kind, field, value, why } = remark;
    // The beginning of a UUID tells modules apart.
    let module: String = module.chars().take(8).collect();
    let place: Vec<&str> = [kind, &*module].into_iter().filter(|part| !part.is_empty()).collect();
    let place = if place.is_empty() { "project".into() } else { place.join(" ") };
    let value = shortened(value);
    format!("{}: {place}: {field} {value}: {why}", outcome.name())
}

fn shortened(value: &str) -> String {
    match value.char_indices().nth(LONGEST_VALUE) {
        Some((end, _)) => format!("{:?}…", &value[..end]),
        None => format!("{value:?}"),
    }
}

fn report_json(arguments: &Convert, sop: &Path, copies: &[Copy<'_>], report: &[Remark]) -> Value {
    let media: Vec<Value> = copies
        .iter()
        .map(|copy| json!({ "from": copy.file.from, "found": copy.path(), "to": copy.to }))
        .collect();
    let report: Vec<Value> = report
        .iter()
        .map(|remark| {
            json!({
                "outcome": remark.outcome.name(),
                "module": remark.module,
                "type": remark.kind,
                "field": remark.field,
                "value": remark.value,
                "why": remark.why,
            })
        })
        .collect();
    json!({ "file": arguments.file, "sop": sop, "media": media, "report": report })
}
