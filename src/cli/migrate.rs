//! `attrflow migrate`: moves a mapping file to another connector. What is carried over is decided by the library.

use super::error::CliError;
use super::write::{self, Claims};
use super::{files, reports, say};
use attrflow::tool::{MappingFormat, conversion};
use attrflow::{Diagnostic, Report, Source};
use std::path::PathBuf;

/// Move a mapping to another connector: expressions, scopes and settings are kept, targets get the connector's names
///
/// The new file has the format of its extension, else that of the old one. A journal of the changes is printed to
/// standard error: what was carried over, changed, dropped and added, and what has to be set by hand. Nothing is dropped
/// that `--leave-out` does not name.
#[derive(Debug, clap::Args)]
pub(super) struct Migrate {
    /// Old mapping file; `-` is standard input
    old: String,
    /// Connector to move the mapping to
    #[arg(long, value_name = "CONNECTOR")]
    to: String,
    /// Connector that the old mapping was made for: with it, customised attributes are detected, and attributes that
    /// were removed from its defaults are left out again
    #[arg(long, value_name = "CONNECTOR")]
    from: Option<String>,
    /// Object or target attribute of the old file that the connector does not have, and that is left out; repeat the option
    /// for several. Without it, nothing is written where something would be lost
    #[arg(long, value_name = "NAME")]
    leave_out: Vec<String>,
    /// Output file [default: standard output]
    #[arg(short, long)]
    output: Option<PathBuf>,
    /// Overwrite the output
    #[arg(long)]
    force: bool,
}

impl Migrate {
    pub(super) fn run(self) -> Result<(), CliError> {
        let connector = files::connector(&self.to)?;
        let from = self.from.as_deref().map(files::connector).transpose()?;
        let (old, report) = files::mapping(&self.old)?;
        // Otherwise a part of the file would be lost without a message.
        if report.has_errors() {
            reports::print_errors(&report);
            return Err(CliError::Diagnostics);
        }
        let named = self.output.as_deref().and_then(super::convert::format_of);
        let moved = conversion::migrate(&old, connector, from, named);
        let unknown = |name: &&String| !moved.dropped.iter().any(|(dropped, _)| dropped == *name);
        if let Some(name) = self.leave_out.iter().find(unknown) {
            let message = format!("there is no `{name}` to leave out: `{}` has it, or `{}` has not", self.to, self.old);
            return Err(CliError::with_help(message, "name what the command without the option cannot migrate"));
        }
        let is_lost = |(name, _): &(String, _)| moved.is_all_dropped || !self.leave_out.contains(name);
        let lost: Vec<Diagnostic> =
            moved.dropped.into_iter().filter(is_lost).map(|(_, diagnostic)| diagnostic).collect();
        if moved.is_all_dropped {
            reports::print_errors(&Report::new(report.source, lost));
            let message = format!("nothing of `{}` fits the connector `{}`", self.old, self.to);
            return Err(CliError::with_help(message, "name the target object as the connector does, such as `User`"));
        }
        if !lost.is_empty() {
            reports::print_errors(&Report::new(report.source, lost));
            say::line("nothing is written: a mapping would be lost");
            return Err(CliError::Diagnostics);
        }
        write::text(self.output.as_deref(), self.force, &mut Claims::of([self.old.as_str()]), &moved.text)?;
        reports::print_errors(&Report::new(report.source, moved.diagnostics));
        say::line(moved.journal.to_string().trim_end_matches('\n'));
        let name = self.output.as_deref().map_or("the new file".into(), |path| path.to_string_lossy());
        let report = wrong_in(&name, &moved.text, named.unwrap_or(old.format));
        let is_sound = report.diagnostics.is_empty();
        reports::print_errors(&report);
        if named.unwrap_or(old.format) == MappingFormat::Graph {
            reports::print_errors(&super::convert::erased(self.output.as_deref(), &moved.text));
        }
        if is_sound { Ok(()) } else { Err(CliError::Diagnostics) }
    }
}

/// The errors of the new file: results of the old expressions may not fit the new targets.
fn wrong_in(name: &str, text: &str, format: MappingFormat) -> Report {
    let ending = match format {
        MappingFormat::Graph => ".json",
        MappingFormat::Toml => ".toml",
    };
    let name = if name.ends_with(ending) { name.to_owned() } else { format!("{name}{ending}") };
    let source = Source::new(name, text);
    let (mapping, read) = attrflow::tool::read_mapping(&source);
    let checked = attrflow::tool::check_mapping(&mapping, None, None);
    Report::new(source, read.into_iter().chain(checked).filter(Diagnostic::is_error).collect())
}
