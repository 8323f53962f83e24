//! Files of a document: what it names may be fetched, and authors may add to its `media` folder.

use std::fs;
use std::io;
use std::path::{Path as FilePath, PathBuf};
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, Query, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;
use tokio::task::spawn_blocking;
use tower_http::services::ServeFile;

use super::routes::{Shared, answer, refuse};
use crate::commands::check::folder;
use crate::failure::Failure;
use crate::{media, save};

/// As the preview serves them: data, and nothing that can act.
const DATA_ONLY: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'";
/// The longest name of a file that is kept, in bytes, without its ending.
const LONGEST_STEM: usize = 80;

#[derive(Deserialize)]
pub(super) struct Asked {
    path: String,
}

/// `GET /_builder/file/NAME?path=PATH`: a file of a kind that documents may name, at or below the
/// folder of the document.
pub(super) async fn get(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
    request: Request,
) -> Response {
    let found = spawn_blocking(move || {
        let document = shared.project.path(&name)?;
        let path = media::locate(folder(&document), &asked.path);
        let root = fs::canonicalize(shared.project.folder());
        let real = path.and_then(|path| fs::canonicalize(path).ok());
        match (real, root) {
            (Some(real), Ok(root)) if real.starts_with(&root) && real.is_file() => Ok(real),
            _ => Err(Failure::new(format!("there is no picture or other medium {}", asked.path))),
        }
    });
    match found.await {
        Ok(Ok(path)) => match ServeFile::new(path).try_call(request).await {
            Ok(response) => {
                let mut response = response.map(axum::body::Body::new);
                let headers = response.headers_mut();
                let policy = HeaderValue::from_static(DATA_ONLY);
                headers.insert(header::CONTENT_SECURITY_POLICY, policy);
                headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
                response
            }
            Err(_) => StatusCode::NOT_FOUND.into_response(),
        },
        Ok(Err(failure)) => {
            let mut response = refuse(&failure);
            *response.status_mut() = StatusCode::NOT_FOUND;
            response
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

#[derive(Deserialize)]
pub(super) struct Sent {
    file: String,
}

/// `POST /_builder/media/NAME?file=FILENAME`: puts a file into the `media` folder beside the
/// document. One of the same name and another content gets another name.
pub(super) async fn put(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    Query(sent): Query<Sent>,
    bytes: Bytes,
) -> Response {
    let kept = spawn_blocking(move || {
        let document = shared.project.path(&name)?;
        keep(&folder(&document).join("media"), &sent.file, &bytes)
    });
    match kept.await {
        Ok(Ok(file)) => answer(&json!({ "path": format!("media/{file}") })),
        Ok(Err(failure)) => refuse(&failure),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Keeps a file in a folder; returns the name that it has there.
pub(super) fn keep(folder: &FilePath, named: &str, bytes: &[u8]) -> Result<String, Failure> {
    let (stem, ending) = plain_name(named);
    let name = |number: usize| match number {
        0 => format!("{stem}.{ending}"),
        number => format!("{stem}-{}.{ending}", number + 1),
    };
    if !media::is_handed_out(FilePath::new(&name(0))) {
        return Err(Failure::new(format!("{named} is of a kind that documents cannot show"))
            .hint("pictures, sound, video, PDF and office documents can be added"));
    }
    fs::create_dir_all(folder)
        .map_err(|error| Failure::of_file("make the folder", folder, error))?;
    for number in 0.. {
        let path: PathBuf = folder.join(name(number));
        match fs::read(&path) {
            Ok(there) if there == bytes => return Ok(name(number)),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                save::bytes(&path, bytes)?;
                return Ok(name(number));
            }
            Err(error) => return Err(Failure::of_file("read", &path, error)),
        }
    }
    unreachable!("there are as many numbers as files")
}

/// Returns the stem and the ending of a name that is safe in a path, in Markdown and on any system.
fn plain_name(named: &str) -> (String, String) {
    let last = named.rsplit(['/', '\\']).next().unwrap_or_default();
    let (stem, ending) = last.rsplit_once('.').unwrap_or((last, ""));
    let plain = |text: &str| {
        let mut plain = String::new();
        for c in text.chars() {
            match c {
                c if c.is_alphanumeric() || c == '_' => plain.push(c),
                _ if plain.ends_with('-') || plain.is_empty() => {}
                _ => plain.push('-'),
            }
        }
        plain.trim_end_matches('-').to_owned()
    };
    let mut stem = plain(stem);
    while stem.len() > LONGEST_STEM {
        stem.pop();
    }
    let stem = if stem.is_empty() { "file".to_owned() } else { stem };
    (stem, plain(ending).to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_plain() {
        for (named, stem, ending) in [
            ("Rotor (von oben).PNG", "Rotor-von-oben", "png"),
            ("../../etc/pass wd.svg", "pass-wd", "svg"),
            ("C:\\pictures\\泵.jpg", "泵", "jpg"),
            ("...png", "file", "png"),
        ] {
            assert_eq!(plain_name(named), (stem.into(), ending.into()), "{named}");
        }
    }

    #[test]
    fn another_content_gets_another_name() {
        let folder = tempfile::tempdir().unwrap();
        let media = folder.path().join("media");
        assert_eq!(keep(&media, "a.png", b"one").unwrap(), "a.png");
        assert_eq!(keep(&media, "a.png", b"two").unwrap(), "a-2.png");
        assert_eq!(keep(&media, "a.png", b"one").unwrap(), "a.png");
        assert!(keep(&media, "a.exe", b"one").is_err());
        assert_eq!(fs::read_dir(media).unwrap().count(), 2);
    }
}
