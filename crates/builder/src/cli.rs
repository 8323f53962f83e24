//! What may stand on the command line. The doc comments are the help texts.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use sopwright_sop::rules::Profile;

/// Standard operating procedures, written with a live preview beside them.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100)]
pub(crate) struct Cli {
    /// Without one: `edit`.
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Write SOPs in the browser, with the live preview beside them.
    Edit(Edit),
    /// Show an SOP in the browser and keep it in step with the file.
    Preview(Preview),
    /// Show pages that another program pushes: JSON lines on standard input, events on standard
    /// output.
    Host(Host),
    /// Write an SOP as one self-contained HTML file, or as a PDF.
    Build(Build),
    /// List what is wrong with an SOP.
    Check(Check),
    /// Make an SOP of a project file (.sopx) of the SOP generator, or of another Markdown dialect.
    Convert(Convert),
}

#[derive(Debug, Default, Args)]
pub(crate) struct Edit {
    /// An SOP, or a folder of SOPs [default: this folder, or, if it has no SOPs, a new folder with
    /// the examples].
    pub(crate) file: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) settings: Settings,
    /// Do not open a browser.
    #[arg(long)]
    pub(crate) no_open: bool,
    /// Print one JSON object per event.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Preview {
    /// The SOP, a Markdown file.
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) settings: Settings,
    /// Do not open a browser.
    #[arg(long)]
    pub(crate) no_open: bool,
    /// Look at the files every quarter of a second, where changes are not announced: network
    /// drives, container mounts.
    #[arg(long)]
    pub(crate) poll: bool,
    /// Print one JSON object per event.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Host {
    #[command(flatten)]
    pub(crate) settings: Settings,
    /// Open a browser as soon as the preview can be seen.
    #[arg(long)]
    pub(crate) open: bool,
}

/// What a configuration file may say, too; what is said here goes first.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Settings")]
pub(crate) struct Settings {
    /// A TOML file with these settings, by the names of these options with underscores.
    #[arg(long, value_name = "FILE.toml")]
    pub(crate) config: Option<PathBuf>,
    /// The port to listen on [default: the first free one from 8080].
    #[arg(long, visible_alias = "port", value_name = "N")]
    pub(crate) http_port: Option<u16>,
    /// A port of its own for WebSockets [default: that of the pages].
    #[arg(long, value_name = "N")]
    pub(crate) ws_port: Option<u16>,
    /// The address to listen on; any but this machine's own lets others in who have the printed
    /// address [default: 127.0.0.1].
    #[arg(long, value_name = "ADDR")]
    pub(crate) host: Option<IpAddr>,
    /// Listen on all addresses of this machine, for other devices in its network.
    #[arg(long, conflicts_with = "host")]
    pub(crate) lan: bool,
    /// A name that the server goes by as well, for instance that of a proxy; may be repeated.
    #[arg(long, value_name = "NAME")]
    pub(crate) allowed_hosts: Vec<String>,
    /// A theme by name, or a style sheet that takes its place [default: what the SOP says, or calm].
    #[arg(long, value_name = "NAME|FILE.css")]
    pub(crate) theme: Option<String>,
    /// Whether there is a preview at all [default: true].
    #[arg(long, value_name = "BOOL")]
    pub(crate) enabled: Option<bool>,
    /// Whether the page is shown from files if no port can be had [default: true].
    #[arg(long, value_name = "BOOL")]
    pub(crate) fallback_on_failure: Option<bool>,
    /// Log each message and request to standard error, as JSON lines.
    #[arg(long, visible_alias = "debug")]
    pub(crate) debug_mode: bool,
    /// How many bytes of changes are kept for viewers that are behind [default: 1048576].
    #[arg(long, value_name = "N")]
    pub(crate) history_bytes: Option<usize>,
    /// How many viewers there may be at once [default: 1000].
    #[arg(long, value_name = "N")]
    pub(crate) max_viewers: Option<usize>,
}

#[derive(Debug, Args)]
pub(crate) struct Build {
    /// The SOP, a Markdown file.
    pub(crate) file: PathBuf,
    /// The file to write; one that ends in .pdf is a PDF.
    #[arg(short, long, value_name = "OUT.html|OUT.pdf")]
    pub(crate) output: PathBuf,
    /// Write a PDF, whatever the file is called. It is printed by Chromium, Chrome or Edge; the
    /// environment variable SOPWRIGHT_BROWSER may name which.
    #[arg(long)]
    pub(crate) pdf: bool,
    /// A theme by name, or a style sheet that takes its place [default: what the SOP says, or calm].
    #[arg(long, value_name = "NAME|FILE.css")]
    pub(crate) theme: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// The SOPs, Markdown files.
    #[arg(required_unless_present = "rules", value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Print one JSON object with all findings of a file.
    #[arg(long, conflicts_with = "sarif")]
    pub(crate) json: bool,
    /// Print all findings as SARIF 2.1.0, which code hosts understand.
    #[arg(long)]
    pub(crate) sarif: bool,
    /// Apply the fixes that are safe.
    #[arg(long)]
    pub(crate) fix: bool,
    /// Let warnings count as errors do.
    #[arg(long)]
    pub(crate) strict: bool,
    /// Check by these rules, whatever the SOP says: basic, epa, iso9001, ops.
    #[arg(long, value_name = "NAME", value_parser = profile)]
    pub(crate) profile: Option<Profile>,
    /// List all rules.
    #[arg(long, conflicts_with_all = ["files", "fix", "json", "sarif"])]
    pub(crate) rules: bool,
}

fn profile(name: &str) -> Result<Profile, String> {
    let names = Profile::ALL.map(Profile::name);
    Profile::named(name).ok_or_else(|| format!("say one of {}", names.join(", ")))
}

#[derive(Debug, Args)]
pub(crate) struct Convert {
    /// The project file, or a Markdown file.
    #[arg(value_name = "FILE.sopx|FILE.md")]
    pub(crate) file: PathBuf,
    /// The folder to write the SOP and its pictures to, which is made if it is not there; of
    /// Markdown, the file to write.
    #[arg(short, long, value_name = "DIR|OUT.md")]
    pub(crate) output: PathBuf,
    /// Write over files that are there.
    #[arg(long)]
    pub(crate) force: bool,
    /// Print one JSON object with all that could not be taken over as it was.
    #[arg(long)]
    pub(crate) json: bool,
}
