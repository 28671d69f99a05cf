//! `attrflow convert`: converts a mapping file to the other format. What a format can express is known to the library.

use super::error::CliError;
use super::write::{self, Claims};
use super::{files, reports};
use attrflow::tool::{MappingFormat, conversion};
use attrflow::{Report, Source};
use clap::ValueEnum;
use std::path::{Path, PathBuf};

/// Convert synchronizationSchema JSON to a TOML file that is easy to edit, and back, without loss
#[derive(Debug, clap::Args)]
pub(super) struct Convert {
    /// Mapping file or name of a connector; `-` is standard input
    mapping: String,
    /// Output file [default: standard output]
    #[arg(short, long)]
    output: Option<PathBuf>,
    /// Format of the output; if it is that of the input, the file is printed in canonical form [default: by the output
    /// file's extension, else the other format]
    #[arg(long, value_enum)]
    to: Option<OutputFormat>,
    /// Overwrite the output
    #[arg(long)]
    force: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum OutputFormat {
    /// synchronizationSchema JSON, as Microsoft Graph accepts it
    Graph,
    /// attrflow's own mapping file
    Toml,
}

impl Convert {
    pub(super) fn run(self) -> Result<(), CliError> {
        let (mapping, report) = files::mapping(&self.mapping)?;
        let asked = self.to.map(|to| match to {
            OutputFormat::Graph => MappingFormat::Graph,
            OutputFormat::Toml => MappingFormat::Toml,
        });
        let format = asked.or_else(|| format_of(self.output.as_deref()?)).unwrap_or(match mapping.format {
            MappingFormat::Graph => MappingFormat::Toml,
            MappingFormat::Toml => MappingFormat::Graph,
        });
        let mut claims = Claims::of([self.mapping.as_str()]);
        match conversion::convert(&mapping, &report.diagnostics, format) {
            Ok(text) => {
                write::text(self.output.as_deref(), self.force, &mut claims, &text)?;
                // What could not be read is kept as it is, and maps nothing in the new file either.
                let errors: Vec<_> = report.diagnostics.into_iter().filter(attrflow::Diagnostic::is_error).collect();
                let is_whole = errors.is_empty();
                reports::print_errors(&Report::new(report.source, errors));
                if format == MappingFormat::Graph {
                    reports::print_errors(&erased(self.output.as_deref(), &text));
                }
                if is_whole { Ok(()) } else { Err(CliError::Diagnostics) }
            }
            Err(diagnostics) => {
                reports::print_errors(&Report::new(report.source, diagnostics));
                Err(CliError::Diagnostics)
            }
        }
    }
}

/// What a PUT of a new file in JSON would erase.
pub(super) fn erased(name: Option<&Path>, text: &str) -> Report {
    let name = name.map_or("the new file".into(), Path::to_string_lossy);
    let (mapping, _) = attrflow::tool::read_mapping(&Source::new(format!("{name}.json"), text));
    let mut found = attrflow::tool::check_mapping(&mapping, None, None);
    found.retain(|diagnostic| matches!(diagnostic.code(), "missing-directories" | "empty-directories"));
    Report::new(Source::new(name, text), found)
}

/// The format of a file's extension.
pub(super) fn format_of(path: &Path) -> Option<MappingFormat> {
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "json" => Some(MappingFormat::Graph),
        "toml" => Some(MappingFormat::Toml),
        _ => None,
    }
}
