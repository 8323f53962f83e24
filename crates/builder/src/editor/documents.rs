//! New documents: from a template, as a copy, or imported.

use std::fs;
use std::path::Path as FilePath;
use std::sync::Arc;

use axum::Json as Body;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value as Json, json};
use sopwright_sop::rules::Settings;
use sopwright_sop::{Document, sopx};
use tokio::task::spawn_blocking;

use super::project::Project;
use super::routes::{Shared, answer, refuse};
use crate::commands::check::{findings, folder, today};
use crate::failure::Failure;
use crate::output::{self, Lines};
use crate::{save, source};

pub(super) use sopwright_sop::edit::TEMPLATES;

/// How much of a file is read to find its title.
const HEAD: usize = 16 << 10;

#[derive(Deserialize)]
pub(super) struct New {
    template: String,
    name: String,
    title: String,
}

/// `POST /_builder/documents`
pub(super) async fn new(State(shared): State<Arc<Shared>>, Body(new): Body<New>) -> Response {
    made(move || {
        let New { template, name, title } = new;
        let text = sopwright_sop::edit::template(&template, title.trim())
            .ok_or_else(|| Failure::new(format!("there is no template {template}")))?;
        let name = write(&shared.project, &name, &text)?;
        Ok(json!({ "name": name }))
    })
    .await
}

#[derive(Deserialize)]
pub(super) struct Copied {
    name: String,
}

/// `POST /_builder/copies/NAME`: the text as it is now, under another name.
pub(super) async fn copy(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    Body(copied): Body<Copied>,
) -> Response {
    let project = Arc::clone(&shared.project);
    let desk = {
        let name = name.clone();
        spawn_blocking(move || project.desk(&name)).await
    };
    let text = match desk {
        Ok(Ok(desk)) => desk.text().await,
        Ok(Err(failure)) => return refuse(&failure),
        Err(_) => None,
    };
    made(move || {
        let text = text.ok_or_else(|| Failure::new("the document was closed meanwhile"))?;
        let (from, to) = (shared.project.path(&name)?, shared.project.path(&copied.name)?);
        let name = write(&shared.project, &copied.name, &text)?;
        copy_media(&from, &to, &text)?;
        Ok(json!({ "name": name }))
    })
    .await
}

/// `GET /_builder/other/NAME`: the version of a conflict that is not in the text.
pub(super) async fn other(State(shared): State<Arc<Shared>>, Path(name): Path<String>) -> Response {
    let project = Arc::clone(&shared.project);
    let text = match spawn_blocking(move || project.desk(&name)).await {
        Ok(Ok(desk)) => desk.other_version().await,
        Ok(Err(failure)) => return refuse(&failure),
        Err(_) => None,
    };
    match text {
        Some(text) => answer(&json!({ "source": text })),
        None => refuse(&Failure::new("there is no other version of it any more")),
    }
}

/// A copy in another folder needs the files that it names there.
fn copy_media(from: &FilePath, to: &FilePath, text: &str) -> Result<(), Failure> {
    if folder(from) == folder(to) {
        return Ok(());
    }
    let document = Document::parse(text);
    for medium in document.media() {
        let is_below = !medium.path.starts_with('/') && !medium.path.contains("..");
        let (file, copy) = (folder(from).join(&*medium.path), folder(to).join(&*medium.path));
        if is_below && file.is_file() && !copy.exists() {
            fs::create_dir_all(folder(&copy))
                .map_err(|error| Failure::of_file("make the folder", folder(&copy), error))?;
            save::copy(&file, &copy)?;
        }
    }
    Ok(())
}

#[derive(Deserialize)]
pub(super) struct Imported {
    name: String,
}

/// `POST /_builder/import?name=FILE`: an SOP of a file that another program wrote.
pub(super) async fn import(
    State(shared): State<Arc<Shared>>,
    Query(imported): Query<Imported>,
    bytes: Bytes,
) -> Response {
    made(move || {
        let file = imported.name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        let text = String::from_utf8(bytes.into())
            .map_err(|_| Failure::new(format!("{file} is not UTF-8 text")))?;
        let (stem, ending) = file.rsplit_once('.').unwrap_or((&file, ""));
        let is_markdown =
            ["md", "markdown", "rmd", "qmd"].contains(&ending.to_ascii_lowercase().as_str());
        if is_markdown {
            import_markdown(&shared.project, stem, &text)
        } else {
            import_project(&shared.project, &file, stem, &text)
        }
    })
    .await
}

fn import_markdown(project: &Project, stem: &str, text: &str) -> Result<Json, Failure> {
    let written = sopwright_sop::normalised(text);
    let name = write_free(project, stem, &written)?;
    let path = project.path(&name)?;
    let document = source::parse(&path, &written, None);
    let settings = Settings { today: today(), profile: None };
    let found = findings(&document, &written, folder(&path), &settings);
    let lines = Lines::of(&written);
    let report = found.iter().map(|found| output::finding_json(&lines, found));
    Ok(json!({ "name": name, "report": report.collect::<Vec<_>>() }))
}

fn import_project(project: &Project, file: &str, stem: &str, text: &str) -> Result<Json, Failure> {
    let converted = sopx::convert(text).map_err(|unreadable| {
        Failure::new(format!("{file}: {}", unreadable.message)).hint(unreadable.hint)
    })?;
    let name = write_free(project, stem, &converted.source)?;
    let media = converted.media.iter().map(|medium| {
        // A browser hands over one file; pictures beside it are out of reach.
        let message = format!("the picture {} is to be put at {}", medium.from, medium.to);
        json!({ "severity": "warning", "message": message })
    });
    let remarks = converted.report.iter().map(|remark| {
        let severity = match remark.outcome {
            sopx::Outcome::Lost => "error",
            sopx::Outcome::Changed => "warning",
            sopx::Outcome::Unneeded => "info",
        };
        let message =
            format!("{}: {} {:?}: {}", remark.kind, remark.field, remark.value, remark.why);
        json!({ "severity": severity, "message": message })
    });
    let report: Vec<Json> = remarks.chain(media).collect();
    Ok(json!({ "name": name, "report": report }))
}

/// Does something that may take long, and answers with what came of it.
async fn made(make: impl FnOnce() -> Result<Json, Failure> + Send + 'static) -> Response {
    match spawn_blocking(make).await {
        Ok(Ok(json)) => answer(&json),
        Ok(Err(failure)) => refuse(&failure),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Writes a new file; returns its name.
fn write(project: &Project, name: &str, text: &str) -> Result<String, Failure> {
    let name = if name.contains('.') { name.to_owned() } else { format!("{name}.md") };
    let path = project.path(&name)?;
    if path.symlink_metadata().is_ok() {
        return Err(
            Failure::new(format!("there is a file {name} already")).hint("choose another name")
        );
    }
    fs::create_dir_all(folder(&path))
        .map_err(|error| Failure::of_file("make the folder", folder(&path), error))?;
    save::text(&path, text)?;
    Ok(name)
}

/// Writes a new file under this name or the next one that is free.
fn write_free(project: &Project, stem: &str, text: &str) -> Result<String, Failure> {
    let stem = if stem.is_empty() { "imported" } else { stem };
    let name = |number: usize| match number {
        1 => format!("{stem}.md"),
        number => format!("{stem} {number}.md"),
    };
    let is_free = |name: &String| project.path(name).is_ok_and(|path| !path.exists());
    let free = (1..1000).map(name).find(is_free);
    write(project, &free.unwrap_or_else(|| name(1)), text)
}

/// Returns the title of a document, read from the beginning of its file.
pub(super) fn title(project: &Project, name: &str) -> Option<String> {
    use std::io::Read as _;

    let path = project.path(name).ok()?;
    let mut head = Vec::new();
    fs::File::open(path).ok()?.take(HEAD as u64).read_to_end(&mut head).ok()?;
    let text = String::from_utf8_lossy(&head);
    Document::parse(&text).title()
}
