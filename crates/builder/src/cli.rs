//! What may stand on the command line. The doc comments are the help texts.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Standard operating procedures, written with a live preview beside them.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Show an SOP in the browser and keep it in step with the file.
    Preview(Preview),
    /// Write an SOP as one self-contained HTML file.
    Build(Build),
    /// List what is wrong with an SOP.
    Check(Check),
}

#[derive(Debug, Args)]
pub(crate) struct Preview {
    /// The SOP, a Markdown file.
    pub(crate) file: PathBuf,
    /// The port to listen on [default: the first free one from 8080].
    #[arg(long, value_name = "N")]
    pub(crate) port: Option<u16>,
    /// The address to listen on; any but this machine's own lets others read the SOP.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1")]
    pub(crate) host: IpAddr,
    /// Do not open a browser.
    #[arg(long)]
    pub(crate) no_open: bool,
    /// A theme by name, or a style sheet that takes its place [default: what the SOP says, or calm].
    #[arg(long, value_name = "NAME|FILE.css")]
    pub(crate) theme: Option<String>,
    /// Look at the files every quarter of a second, where changes are not announced: network
    /// drives, container mounts.
    #[arg(long)]
    pub(crate) poll: bool,
    /// Print one JSON object per event.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Build {
    /// The SOP, a Markdown file.
    pub(crate) file: PathBuf,
    /// The HTML file to write.
    #[arg(short, long, value_name = "OUT.html")]
    pub(crate) output: PathBuf,
    /// A theme by name, or a style sheet that takes its place [default: what the SOP says, or calm].
    #[arg(long, value_name = "NAME|FILE.css")]
    pub(crate) theme: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// The SOP, a Markdown file.
    pub(crate) file: PathBuf,
    /// Print one JSON object with all findings.
    #[arg(long)]
    pub(crate) json: bool,
}
