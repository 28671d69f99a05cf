//! `attrflow completions` and `attrflow man`: files for shells and `man`, generated from the commands' declarations.
//! Knows no command by its name.

use super::Arguments;
use super::error::CliError;
use super::output::{self, plain};
use super::write;
use clap::CommandFactory;
use clap_complete::Shell;
use std::io::Write;
use std::path::PathBuf;

/// Print the completion script for a shell
#[derive(Debug, clap::Args)]
pub(super) struct Completions {
    /// Name of the shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Write the manual pages, one for each command
#[derive(Debug, clap::Args)]
pub(super) struct Man {
    /// The folder to write to
    folder: PathBuf,
}

impl Completions {
    pub(super) fn run(self) -> Result<(), CliError> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Arguments::command(), "attrflow", &mut script);
        let mut out = output::standard();
        out.write_all(&script)?;
        Ok(out.flush()?)
    }
}

impl Man {
    pub(super) fn run(self) -> Result<(), CliError> {
        std::fs::create_dir_all(&self.folder).map_err(|error| {
            CliError::usage(format!("`{}` cannot be written: {}", self.folder.display(), plain(&error)))
        })?;
        let mut whole = Arguments::command().disable_help_subcommand(true);
        whole.build();
        self.page(whole)
    }

    /// Writes the page of a command and those of the commands below it.
    fn page(&self, command: clap::Command) -> Result<(), CliError> {
        let below: Vec<clap::Command> =
            command.get_subcommands().filter(|below| !below.is_hide_set()).cloned().collect();
        below.into_iter().try_for_each(|below| self.page(below))?;
        let page = clap_mangen::Man::new(command);
        let mut text = Vec::new();
        page.render(&mut text)?;
        write::replace(&self.folder.join(page.get_filename()), &text)
    }
}
