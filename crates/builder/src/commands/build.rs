//! `sopwright build`: the page of the preview as one self-contained file. Pictures and style are
//! embedded, nothing is requested from anywhere, there is no script.

use std::process::ExitCode;

use sopwright_html::{self as html, Node, element};
use sopwright_sop::Renderer;

use crate::cli::Build;
use crate::commands::check::{findings, folder};
use crate::failure::Failure;
use crate::output::Lines;
use crate::style::Style;
use crate::{media, output, save, source};

pub(crate) fn run(arguments: &Build) -> Result<ExitCode, Failure> {
    let source = source::read(&arguments.file)?;
    let css = Style::named(&arguments.theme)?.css()?;
    if save::is_same_file(&arguments.file, &arguments.output) {
        return Err(Failure::new(format!("{} is the SOP itself", arguments.output.display()))
            .hint("name another file to write"));
    }
    let document = source::parse(&arguments.file, &source, None);
    let folder = folder(&arguments.file);
    let page = Renderer::new().render(&document, &|reference| media::embedded(folder, reference));
    save::text(&arguments.output, &html::encode_document(&with_style(&page, &css)))?;

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
