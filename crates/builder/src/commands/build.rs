//! `sopwright build`: the page of the preview as one self-contained file. Pictures and style are
//! embedded, nothing is requested from anywhere, there is no script.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use sopwright_html::{self as html, Node, element};
use sopwright_sop::{Document, Renderer};

use crate::cli::Build;
use crate::commands::check::{findings, folder};
use crate::failure::Failure;
use crate::output::Lines;
use crate::style::Style;
use crate::{media, output, source};

pub(crate) fn run(arguments: &Build) -> Result<ExitCode, Failure> {
    let source = source::read(&arguments.file)?;
    let style = Style::asked(arguments.theme.as_deref())?;
    if is_same_file(&arguments.file, &arguments.output) {
        return Err(Failure::new(format!("{} is the SOP itself", arguments.output.display()))
            .hint("name another file to write"));
    }
    let document = Document::parse(&source);
    let css = style.css(&document)?;
    let folder = folder(&arguments.file);
    let page = Renderer::new().render(&document, &|reference| media::embedded(folder, reference));
    write(&arguments.output, &html::encode_document(&with_style(&page, &css)))?;

    let lines = Lines::of(&source);
    for finding in findings(&document, folder) {
        eprintln!("{}", output::finding(&arguments.file, &lines, &finding));
    }
    Ok(ExitCode::SUCCESS)
}

/// Returns the page with a `<style>` at the end of its head.
fn with_style(page: &html::Document, css: &str) -> html::Document {
    // `</style` is the one thing that a style sheet cannot hold inside HTML (HTML §13.2.5.14); in
    // CSS a backslash before the slash changes nothing.
    let style = element("style").text(css.replace("</style", "<\\/style"));
    let in_head = |node: &Node| match node.as_element() {
        Some(head) if &**head.name() == "head" => head.clone().child(style.clone()).into(),
        _ => node.clone(),
    };
    let in_root = |node: &Node| match node.as_element() {
        Some(root) => {
            let mut root = root.clone();
            root.set_children(node.children().iter().map(in_head));
            root.into()
        }
        None => node.clone(),
    };
    html::Document {
        doctype: page.doctype.clone(),
        nodes: page.nodes.iter().map(in_root).collect(),
    }
}

fn is_same_file(a: &Path, b: &Path) -> bool {
    match (fs::canonicalize(a), fs::canonicalize(b)) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    }
}

/// Writes beside the target first, so that a full disk never leaves half a page in its place.
fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let folder = folder(path);
    if !folder.is_dir() {
        return Err(Failure::new(format!("there is no folder {}", folder.display()))
            .hint(format!("make it, or write {} elsewhere", path.display())));
    }
    let fail = |error: &dyn std::fmt::Display| Failure::of_file("write", path, error);
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // As any new file: the system takes away what the user's mask says.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder).map_err(|error| fail(&error))?;
    file.write_all(text.as_bytes()).map_err(|error| fail(&error))?;
    file.persist(path).map_err(|error| fail(&error.error))?;
    Ok(())
}
