//! `sopwright edit`: the SOP Builder, in the browser.
//!
//! The application, the pages of all SOPs and the sockets of authors share one port. Authors and
//! readers have keys of their own: who is given a page to read cannot write in it.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use serde_json::json;
use sopwright_preview::{Application, Documents, HubOptions, Server};

use crate::cli::Edit;
use crate::commands::check::folder;
use crate::commands::until_asked_to_stop;
use crate::editor::{Project, names_in, routes};
use crate::failure::Failure;
use crate::kept_key::{Of, kept_key};
use crate::settings::{log_to_stderr, manager_options};
use crate::style::{CONTENT_SECURITY_POLICY, PAGE_SCRIPT, Style};
use crate::{examples, output};

pub(crate) fn run(arguments: &Edit) -> Result<ExitCode, Failure> {
    let config = arguments.settings.config()?;
    log_to_stderr();
    let Opened { folder, first } = opened(arguments.file.as_deref())?;
    let style = Style::asked(config.theme.as_deref())?;
    let documents =
        Documents::new(HubOptions { history_bytes: config.history_bytes, ..HubOptions::default() });
    let project = Arc::new(Project::open(folder, documents.clone(), style)?);
    // What cannot be opened is said here, and not in a browser.
    let first = first.map(|first| project.desk(&first)).transpose()?;
    let first = first.map(|desk| desk.name().to_owned());

    let key = kept_key(Of::Authors);
    let manager = manager_options(&config);
    let mut options = manager.server;
    options.serve.content_security_policy = Some(CONTENT_SECURITY_POLICY.into());
    options.serve.is_isolated = true;
    options.serve.script = Some(PAGE_SCRIPT);
    options.serve.application =
        Some(Application { key: key.clone(), routes: routes(Arc::clone(&project), first) });
    let (runtime, stop) = until_asked_to_stop()?;
    let server = Server::start_blocking_with(documents, options)
        .map_err(|error| Failure::new(error.to_string()))?;
    let readers = server.url();
    let url = match readers.rsplit_once('/') {
        Some((address, _)) => format!("{address}/{}", key.opening()),
        None => readers.clone(),
    };
    if arguments.json {
        output::event(&json!({ "event": "listening", "url": url, "readers_url": readers }));
    } else {
        output::line(&format!("Builder: {url}"));
        output::line(&format!("For readers: {readers}"));
    }
    if !arguments.no_open
        && let Some(opener) = manager.opener
        && let Err(error) = opener(&url)
    {
        eprintln!("warning: cannot open a browser ({error}); open {url}");
    }
    runtime.block_on(stop);
    // Authors are told while their sockets are still there.
    project.close();
    server.stop_blocking();
    Ok(ExitCode::SUCCESS)
}

/// What is opened.
struct Opened {
    folder: PathBuf,
    /// The name of the SOP that is shown first.
    first: Option<String>,
}

fn opened(asked: Option<&Path>) -> Result<Opened, Failure> {
    let Some(path) = asked else {
        return here();
    };
    if path.is_dir() {
        return Ok(Opened { folder: path.to_path_buf(), first: None });
    }
    if !path.exists() {
        return Err(Failure::new(format!("{} does not exist", path.display()))
            .hint("name an SOP or a folder; new SOPs are made in the builder"));
    }
    let first = path.file_name().and_then(|name| name.to_str()).map(str::to_owned);
    Ok(Opened { folder: folder(path).to_path_buf(), first })
}

/// This folder, if it has SOPs; else a new one with the examples.
fn here() -> Result<Opened, Failure> {
    const EXAMPLES: &str = "sopwright-examples";
    let is_own = |name: &String| !Path::new(name).starts_with(EXAMPLES);
    if names_in(Path::new(".")).iter().any(is_own) {
        return Ok(Opened { folder: PathBuf::from("."), first: None });
    }
    let folder = PathBuf::from(EXAMPLES);
    if !folder.exists() {
        examples::copy(&folder)?;
        eprintln!("no SOPs here; the examples are in {EXAMPLES}");
    }
    Ok(Opened { folder, first: Some(examples::FIRST.into()) })
}
