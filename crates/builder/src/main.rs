//! `sopwright`, the program: commands on the outside, the glue of the three libraries inside.
//!
//! | module | what it is for |
//! |---|---|
//! | `cli` | what may stand on the command line |
//! | `commands` | one module a command |
//! | `source` | reads the source, and says why it cannot |
//! | `media` | the files that a document names |
//! | `style` | the theme asked for, as one style sheet |
//! | `editor` | the SOP Builder's server: sources that several authors edit at once |
//! | `examples` | the SOPs that come with the program |
//! | `live` | the way of an edit: changed files → document → page → hub |
//! | `kept_key` | the key that lets browsers in, kept for the length of a login |
//! | `settings` | what the command line and the configuration file set |
//! | `watch` | which files changed, newest state only |
//! | `pdf` | the printed page, by a browser that is installed |
//! | `save` | files that appear whole or not at all |
//! | `output` | what people and programs read on standard output |
//! | `report` | findings with their lines, for people |
//! | `sarif` | findings for code hosts |
//! | `failure` | errors, sorted by what the reader should do |

mod change;
mod cli;
mod commands;
mod editor;
mod examples;
mod failure;
mod kept_key;
mod live;
mod media;
mod output;
mod pdf;
mod report;
mod sarif;
mod save;
mod settings;
mod source;
mod style;
mod watch;

use std::process::ExitCode;

use clap::Parser as _;

use crate::cli::{Cli, Command};

fn main() -> ExitCode {
    let cli = Cli::parse();
    let done = match &cli.command.unwrap_or_else(|| Command::Edit(cli::Edit::default())) {
        Command::Edit(arguments) => commands::edit::run(arguments),
        Command::Preview(arguments) => commands::preview::run(arguments),
        Command::Host(arguments) => commands::host::run(arguments),
        Command::Build(arguments) => commands::build::run(arguments),
        Command::Check(arguments) => commands::check::run(arguments),
        Command::Convert(arguments) => commands::convert::run(arguments),
    };
    done.unwrap_or_else(|failure| failure.report())
}
