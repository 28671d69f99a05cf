//! `attrflow migrate`: a mapping file moved to another connector.

use super::failure::Failure;
use super::{check, files, output};
use attrflow::Report;
use std::path::PathBuf;

/// Move a mapping to another connector: expressions, scopes and settings are kept, targets get the connector's names
///
/// The new file is of the same kind as the old one. What became of everything is told on standard error: what was carried
/// over, changed, dropped, added, and what has to be set by hand.
#[derive(Debug, clap::Args)]
pub(super) struct Migrate {
    /// The old mapping file; `-` reads standard input
    old: String,
    /// The connector that it is moved to
    #[arg(long, value_name = "CONNECTOR")]
    to: String,
    /// Where the new file goes; standard output without it
    #[arg(short, long)]
    output: Option<PathBuf>,
    /// Overwrite the output
    #[arg(long)]
    force: bool,
}

impl Migrate {
    pub(super) fn run(self) -> Result<(), Failure> {
        let connector = files::connector(&self.to)?;
        let (old, report) = files::mapping(&self.old)?;
        // Half a file would be moved without a word about the other half.
        if report.has_errors() {
            check::print_errors(&report)?;
            return Err(Failure::Findings);
        }
        let moved = attrflow::migrate(&old, connector);
        output::write_new(self.output.as_deref(), self.force, &moved.text)?;
        check::print_errors(&Report::new(report.source, moved.findings))?;
        eprint!("{}", moved.journal);
        Ok(())
    }
}
