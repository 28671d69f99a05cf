//! `attrflow convert`: a mapping file of the other kind.

use super::error::CliError;
use super::{check, files, output};
use attrflow::{MappingFormat, Report};
use clap::ValueEnum;
use std::path::{Path, PathBuf};

/// Turn synchronizationSchema JSON into a TOML file that is easy to edit, and back, without loss
#[derive(Debug, clap::Args)]
pub(super) struct Convert {
    /// The mapping file, or a connector; `-` reads standard input
    mapping: String,
    /// Where the new file goes; standard output without it
    #[arg(short, long)]
    output: Option<PathBuf>,
    /// What the new file is; without it, what the output's name says, else the other kind. A file of the same kind is
    /// printed canonically
    #[arg(long, value_enum)]
    to: Option<InputKind>,
    /// Overwrite the output
    #[arg(long)]
    force: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum InputKind {
    /// synchronizationSchema JSON, as Microsoft Graph takes it
    Graph,
    /// attrflow's own mapping file
    Toml,
}

impl Convert {
    pub(super) fn run(self) -> Result<(), CliError> {
        let (mapping, report) = files::mapping(&self.mapping)?;
        let to = self.to.or_else(|| kind_of(self.output.as_deref()?)).unwrap_or(match mapping.format {
            MappingFormat::Graph => InputKind::Toml,
            MappingFormat::Toml => InputKind::Graph,
        });
        let format = match to {
            InputKind::Graph => MappingFormat::Graph,
            InputKind::Toml => MappingFormat::Toml,
        };
        match attrflow::convert(&mapping, &report.diagnostics, format) {
            Ok(text) => output::write_new(self.output.as_deref(), self.force, &text),
            Err(diagnostics) => {
                check::print_errors(&Report::new(report.source, diagnostics))?;
                Err(CliError::Diagnostics)
            }
        }
    }
}

/// What a file's name says.
fn kind_of(path: &Path) -> Option<InputKind> {
    match path.extension()?.to_str()? {
        "json" => Some(InputKind::Graph),
        "toml" => Some(InputKind::Toml),
        _ => None,
    }
}
