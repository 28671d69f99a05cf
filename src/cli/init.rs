//! `attrflow init`: a mapping file to start from. It is a copy: nothing in it is filled in or left out.

use super::error::CliError;
use super::files;
use super::write::{self, Claims};
use crate::cli::say::say;
use std::path::PathBuf;

/// Write a mapping file to start from: a copy of a connector's file, with its comments
#[derive(Debug, clap::Args)]
pub(super) struct Init {
    /// The connector; `attrflow connectors` lists them
    #[arg(long, value_name = "CONNECTOR")]
    template: String,
    /// Output file; `-` is standard output [default: the connector's name with `.toml`]
    #[arg(short, long)]
    output: Option<PathBuf>,
    /// Overwrite the file
    #[arg(long)]
    force: bool,
}

impl Init {
    pub(super) fn run(self) -> Result<(), CliError> {
        let connector = files::connector(&self.template)?;
        let path = self.output.unwrap_or_else(|| PathBuf::from(format!("{}.toml", connector.name)));
        write::text(Some(&path), self.force, &mut Claims::default(), connector.text())?;
        if path.as_os_str() != "-" {
            say!("wrote `{}`", path.display());
        }
        Ok(())
    }
}
