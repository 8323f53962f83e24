//! What the builder answers by HTTP: the application itself, the project, and everything that is a
//! file: media, imports, exports. All of it passes the checks of the preview server, and asks for
//! the key of authors.

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::{Value as Json, json};
use sopwright_sop::edit::catalogue::{self, Field};
use sopwright_sop::theme;
use tokio::task::spawn_blocking;

use super::project::Project;
use super::{assets, documents, export, files, styles, sync};
use crate::failure::Failure;

/// The largest file that may be sent: a video of some minutes.
const LARGEST_FILE: usize = 256 << 20;

/// What all requests are answered from.
pub(crate) struct Shared {
    pub(super) project: Arc<Project>,
    /// The source that the application shows first.
    pub(super) first: Option<String>,
}

/// Returns the routes of the builder.
pub(crate) fn routes(project: Arc<Project>, first: Option<String>) -> Router {
    Router::new()
        .route("/", get(assets::index))
        .route("/_builder/{asset}", get(assets::get))
        .route("/_builder/project.json", get(project_json))
        .route("/_builder/catalogue.json", get(catalogue_json))
        .route("/_builder/sync/{*name}", get(sync::upgrade))
        .route("/_builder/documents", post(documents::new))
        .route("/_builder/copies/{*name}", post(documents::copy))
        .route("/_builder/other/{*name}", get(documents::other))
        .route("/_builder/import", post(documents::import))
        .route("/_builder/export/{*name}", get(export::get))
        .route("/_builder/styles", post(styles::new))
        .route("/_builder/styles/{*name}", get(styles::get).put(styles::put))
        .route("/_builder/media/{*name}", post(files::put))
        .route("/_builder/file/{*name}", get(files::get))
        .layer(DefaultBodyLimit::max(LARGEST_FILE))
        .with_state(Arc::new(Shared { project, first }))
}

/// `GET /_builder/project.json`
async fn project_json(State(shared): State<Arc<Shared>>) -> Response {
    let project = Arc::clone(&shared.project);
    let listed = spawn_blocking(move || {
        let titled = |name: String| {
            let title = documents::title(&project, &name);
            json!({ "name": name, "title": title })
        };
        let documents = project.names().into_iter().map(titled).collect::<Vec<_>>();
        (documents, project.style_sheets())
    });
    let (documents, styles) = listed.await.unwrap_or_default();
    let folder = shared.project.folder().display().to_string();
    answer(&json!({
        "folder": folder, "open": shared.first, "documents": documents, "styles": styles,
    }))
}

/// `GET /_builder/catalogue.json`
async fn catalogue_json() -> Response {
    let groups: Vec<Json> = catalogue::groups()
        .iter()
        .map(|group| json!({ "name": group.name, "entries": group.entries }))
        .collect();
    let kinds: serde_json::Map<String, Json> = catalogue::kinds()
        .iter()
        .map(|kind| {
            let fields: Vec<Json> = kind.fields.iter().map(field_json).collect();
            let json =
                json!({ "fields": fields, "holds": kind.holds.name(), "text": kind.has_text });
            (kind.name.to_owned(), json)
        })
        .collect();
    let front_matter: Vec<Json> = catalogue::front_matter_fields().iter().map(field_json).collect();
    let themes: Vec<&str> = theme::THEMES.iter().map(|theme| theme.name).collect();
    answer(&json!({
        "groups": groups, "kinds": kinds, "front_matter": front_matter,
        "themes": themes, "templates": documents::TEMPLATES,
    }))
}

fn field_json(field: &Field) -> Json {
    json!({
        "name": field.name, "control": field.control.name(), "options": field.options,
        "unit": field.unit, "rows": field.rows.iter().map(field_json).collect::<Vec<_>>(),
    })
}

/// Answers in JSON.
pub(super) fn answer(json: &Json) -> Response {
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    (headers, format!("{json}\n")).into_response()
}

/// Says why something cannot be done.
pub(super) fn refuse(failure: &Failure) -> Response {
    let mut response = answer(&json!({ "error": failure.message(), "hint": failure.way_out() }));
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    response
}
