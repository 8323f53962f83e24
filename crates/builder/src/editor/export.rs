//! `GET /_builder/export/NAME?as=…`: a document as one file: HTML, PDF, normalised Markdown, or the
//! JSON of its blocks. It is made of the text as it is now, saved or not.

use std::path::Path as FilePath;
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use tokio::task::spawn_blocking;

use super::routes::{Shared, refuse};
use super::{model, names};
use crate::commands::build;
use crate::failure::Failure;
use crate::{pdf, source};

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(rename = "as")]
    format: Format,
    theme: Option<String>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Format {
    Html,
    Pdf,
    Md,
    Json,
}

impl Format {
    fn ending_and_type(self) -> (&'static str, &'static str) {
        match self {
            Self::Html => ("html", "text/html; charset=utf-8"),
            Self::Pdf => ("pdf", "application/pdf"),
            Self::Md => ("md", "text/markdown; charset=utf-8"),
            Self::Json => ("json", "application/json"),
        }
    }
}

pub(super) async fn get(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
) -> Response {
    let (ending, kind) = asked.format.ending_and_type();
    let stem = FilePath::new(&name).file_stem().unwrap_or_default().to_string_lossy().into_owned();
    match export(&shared, name, asked).await {
        Ok(bytes) => {
            // RFC 6266 §4.3 and RFC 8187: names in other scripts, too.
            let named =
                percent_encoding::utf8_percent_encode(&stem, percent_encoding::NON_ALPHANUMERIC);
            let disposition = format!("attachment; filename*=UTF-8''{named}.{ending}");
            let headers = [
                (header::CONTENT_TYPE, kind),
                (header::CONTENT_DISPOSITION, &disposition),
                (header::CACHE_CONTROL, "no-store"),
            ];
            (headers, bytes).into_response()
        }
        Err(failure) => refuse(&failure),
    }
}

async fn export(shared: &Shared, name: String, asked: Asked) -> Result<Vec<u8>, Failure> {
    let project = Arc::clone(&shared.project);
    let folder = project.folder().to_owned();
    let path = project.path(&name)?;
    let gone = || Failure::new("the document was closed meanwhile");
    let opened = spawn_blocking(move || project.desk(&name)).await;
    let text = opened.map_err(|_| gone())??.text().await.ok_or_else(gone)?;
    let write = move || write(&folder, &path, &text, &asked);
    spawn_blocking(write).await.map_err(|_| gone())?
}

fn write(
    project: &FilePath,
    path: &FilePath,
    text: &str,
    asked: &Asked,
) -> Result<Vec<u8>, Failure> {
    let html = || {
        let style = names::style(project, asked.theme.as_deref())?;
        build::html(path, text, &style)
    };
    Ok(match asked.format {
        Format::Html => html()?.into_bytes(),
        Format::Pdf => {
            let folder = tempfile::tempdir()
                .map_err(|error| Failure::new(format!("no temporary folder: {error}")))?;
            pdf::print(&html()?, folder.path())?
        }
        Format::Md => sopwright_sop::normalised(text).into_bytes(),
        Format::Json => {
            let document = source::parse(path, text, None);
            let json = model::whole(text, &document);
            serde_json::to_vec_pretty(&json).map_err(|error| Failure::new(error.to_string()))?
        }
    })
}
