//! Style sheets of the project, which authors write beside their SOPs: what is written shows at once,
//! because a page is watched together with the sheet that it is dressed in.

use std::fs;
use std::io;
use std::sync::Arc;

use axum::Json as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;
use sopwright_sop::theme;
use tokio::task::spawn_blocking;

use super::routes::{Shared, answer, refuse};
use crate::failure::Failure;
use crate::save;

/// The largest style sheet, in bytes: with fonts in it, not with pictures.
const LARGEST: usize = 4 << 20;

#[derive(Deserialize)]
pub(super) struct New {
    name: String,
    /// What is in it; without that, what our theme of the other field has.
    css: Option<String>,
    theme: Option<String>,
}

/// `POST /_builder/styles`: a new style sheet. One of the same name and another content gets another
/// name.
pub(super) async fn new(State(shared): State<Arc<Shared>>, Body(new): Body<New>) -> Response {
    let made = spawn_blocking(move || {
        let theme = new.theme.as_deref().and_then(theme::find).unwrap_or(&theme::THEMES[0]);
        let css = new.css.unwrap_or_else(|| theme.css.to_owned());
        check_size(&css)?;
        let stem = new.name.strip_suffix(".css").unwrap_or(&new.name);
        for number in 1.. {
            let name =
                if number == 1 { format!("{stem}.css") } else { format!("{stem}-{number}.css") };
            let path = shared.project.style_sheet(&name)?;
            match fs::read_to_string(&path) {
                Ok(there) if there == css => return Ok(name),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    save::text(&path, &css)?;
                    return Ok(name);
                }
                _ => {}
            }
        }
        unreachable!("there are as many numbers as files")
    });
    match made.await {
        Ok(Ok(name)) => answer(&json!({ "name": name })),
        Ok(Err(failure)) => refuse(&failure),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// `GET /_builder/styles/NAME`
pub(super) async fn get(State(shared): State<Arc<Shared>>, Path(name): Path<String>) -> Response {
    let read = spawn_blocking(move || read(&shared, &name));
    match read.await {
        Ok(Ok(css)) => answer(&json!({ "css": css })),
        Ok(Err(failure)) => refuse(&failure),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

#[derive(Deserialize)]
pub(super) struct Written {
    css: String,
    /// What the author saw before: what somebody else wrote meanwhile is not written over.
    before: String,
}

/// `PUT /_builder/styles/NAME`: answers 409 with what the file has, if that is not what was seen.
pub(super) async fn put(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    Body(written): Body<Written>,
) -> Response {
    let saved = spawn_blocking(move || {
        check_size(&written.css)?;
        let there = read(&shared, &name)?;
        if there != written.before && there != written.css {
            return Ok(Some(there));
        }
        save::text(&shared.project.style_sheet(&name)?, &written.css)?;
        Ok(None)
    });
    match saved.await {
        Ok(Ok(None)) => StatusCode::NO_CONTENT.into_response(),
        Ok(Ok(Some(css))) => {
            let mut response = answer(&json!({ "css": css }));
            *response.status_mut() = StatusCode::CONFLICT;
            response
        }
        Ok(Err(failure)) => refuse(&failure),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn read(shared: &Shared, name: &str) -> Result<String, Failure> {
    let path = shared.project.style_sheet(name)?;
    fs::read_to_string(&path).map_err(|error| Failure::of_file("read", &path, error))
}

fn check_size(css: &str) -> Result<(), Failure> {
    if css.len() <= LARGEST {
        return Ok(());
    }
    Err(Failure::new(format!("the style sheet has more than {} MB", LARGEST >> 20))
        .hint("keep pictures out of it"))
}
