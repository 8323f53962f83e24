//! `sopwright build`: the page of the preview as one self-contained file. Pictures and style are
//! embedded, nothing is requested from anywhere, and the one script is ours. Or the same file, printed.

use std::path::Path;
use std::process::ExitCode;

use sopwright_html::{self as html, Element, Node, element};
use sopwright_sop::rules::Settings;
use sopwright_sop::{Renderer, paper};

use crate::cli::Build;
use crate::commands::check::{findings, folder, today};
use crate::failure::Failure;
use crate::output::Lines;
use crate::style::{PAGE_SCRIPT, Style};
use crate::{media, output, pdf, save, source};

pub(crate) fn run(arguments: &Build) -> Result<ExitCode, Failure> {
    let source = source::read(&arguments.file)?;
    let style = Style::asked(arguments.theme.as_deref())?;
    if save::is_same_file(&arguments.file, &arguments.output) {
        return Err(Failure::new(format!("{} is the SOP itself", arguments.output.display()))
            .hint("name another file to write"));
    }
    let html = html(&arguments.file, &source, &style)?;
    if is_pdf(arguments) {
        save::check_folder(&arguments.output)?;
        save::bytes(&arguments.output, &pdf::print(&html, folder(&arguments.output))?)?;
    } else {
        save::text(&arguments.output, &html)?;
    }

    let document = source::parse(&arguments.file, &source, None);
    let lines = Lines::of(&source);
    let settings = Settings { today: today(), profile: None };
    for finding in findings(&document, &source, folder(&arguments.file), &settings) {
        eprintln!("{}", output::finding(&arguments.file, &lines, &finding));
    }
    Ok(ExitCode::SUCCESS)
}

/// Returns the page of a source that is, or will be, in a file, with all that it needs in it.
///
/// # Errors
///
/// If the style cannot be read.
pub(crate) fn html(file: &Path, source: &str, style: &Style) -> Result<String, Failure> {
    let document = source::parse(file, source, None);
    let css = style.css(&document, folder(file))?;
    let page =
        Renderer::new().render(&document, &|reference| media::embedded(folder(file), reference));
    Ok(html::encode_document(&furnished(&page, &css, &paper::style(&document))))
}

fn is_pdf(arguments: &Build) -> bool {
    let ending = arguments.output.extension();
    arguments.pdf || ending.is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"))
}

/// Returns the page with its style sheets and our script at the end of its head.
fn furnished(page: &html::Document, css: &str, paper: &str) -> html::Document {
    let script = element("script").attribute("type", "module").text(PAGE_SCRIPT);
    let all: [Node; 3] =
        [style(css).into(), style(paper).attribute("media", "print").into(), script.into()];
    let in_head = |node: &Node| match node.as_element() {
        Some(head) if &**head.name() == "head" => head.clone().children_from(all.clone()).into(),
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
