//! `sopwright build`: the page of the preview as one self-contained file. Pictures and style are
//! embedded, nothing is requested from anywhere, there is no script. Or the same file, printed.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use sopwright_html::{self as html, Element, Node, element};
use sopwright_sop::{Document, Renderer, paper};

use crate::cli::Build;
use crate::commands::check::{findings, folder};
use crate::failure::Failure;
use crate::output::Lines;
use crate::style::Style;
use crate::{media, output, pdf, source};

pub(crate) fn run(arguments: &Build) -> Result<ExitCode, Failure> {
    let source = source::read(&arguments.file)?;
    let css = Style::named(&arguments.theme)?.css()?;
    if is_same_file(&arguments.file, &arguments.output) {
        return Err(Failure::new(format!("{} is the SOP itself", arguments.output.display()))
            .hint("name another file to write"));
    }
    let document = Document::parse(&source);
    let folder_of_source = folder(&arguments.file);
    let page = Renderer::new()
        .render(&document, &|reference| media::embedded(folder_of_source, reference));
    let html = html::encode_document(&with_styles(&page, &css, &paper::style(&document)));
    check_folder(&arguments.output)?;
    if is_pdf(arguments) {
        write(&arguments.output, &pdf::print(&html, folder(&arguments.output))?)?;
    } else {
        write(&arguments.output, html.as_bytes())?;
    }

    let lines = Lines::of(&source);
    for finding in findings(&document, folder_of_source) {
        eprintln!("{}", output::finding(&arguments.file, &lines, &finding));
    }
    Ok(ExitCode::SUCCESS)
}

fn is_pdf(arguments: &Build) -> bool {
    let ending = arguments.output.extension();
    arguments.pdf || ending.is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"))
}

/// Returns the page with its style sheets at the end of its head, the one to print by last.
fn with_styles(page: &html::Document, css: &str, paper: &str) -> html::Document {
    let styles: [Node; 2] = [style(css).into(), style(paper).attribute("media", "print").into()];
    let in_head = |node: &Node| match node.as_element() {
        Some(head) if &**head.name() == "head" => head.clone().children_from(styles.clone()).into(),
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

fn style(css: &str) -> Element {
    // `</style` is the one thing that a style sheet cannot hold inside HTML (HTML §13.2.5.14); in
    // CSS a backslash before the slash changes nothing.
    element("style").text(css.replace("</style", "<\\/style"))
}

fn is_same_file(a: &Path, b: &Path) -> bool {
    match (fs::canonicalize(a), fs::canonicalize(b)) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    }
}

fn check_folder(path: &Path) -> Result<(), Failure> {
    let folder = folder(path);
    if folder.is_dir() {
        return Ok(());
    }
    Err(Failure::new(format!("there is no folder {}", folder.display()))
        .hint(format!("make it, or write {} elsewhere", path.display())))
}

/// Writes beside the target first, so that a full disk never leaves half a page in its place.
fn write(path: &Path, content: &[u8]) -> Result<(), Failure> {
    let fail = |error: &dyn std::fmt::Display| Failure::of_file("write", path, error);
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // As any new file: the system takes away what the user's mask says.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder(path)).map_err(|error| fail(&error))?;
    file.write_all(content).map_err(|error| fail(&error))?;
    file.persist(path).map_err(|error| fail(&error.error))?;
    Ok(())
}
