//! Reads the state of the target: the payloads or envelopes of an earlier run, one per line. Does not decide what
//! happens to its objects.

use super::report::Reporter;
use crate::cli::error::CliError;
use crate::cli::files;
use crate::cli::write::{Spool, SpoolFailure};
use attrflow::RecordFormat;
use attrflow::tool::ObjectProgram;
use attrflow::tool::provision::{TargetReader, TargetState};

/// What the target has.
pub(super) struct Target {
    pub state: TargetState,
    /// Why its payloads cannot be read any more.
    pub failure: SpoolFailure,
}

impl Target {
    /// Nothing is known of it.
    pub fn unknown() -> Self {
        Self { state: TargetState::unknown(), failure: SpoolFailure::default() }
    }
}

/// Reads a file. Lines that cannot be used are reported.
pub(super) fn read(path: &str, program: &ObjectProgram, reporter: &mut Reporter<'_>) -> Result<Target, CliError> {
    let no_payloads = || {
        CliError::with_help(
            format!("`{path}` does not hold payloads"),
            "give `--previous` the payloads or the envelopes of an earlier run, JSON lines",
        )
    };
    // How large an object may be is not limited: it is what an earlier run has sent.
    let mut records = files::records_in(path, Some(RecordFormat::Json), files::PAYLOADS, usize::MAX)?;
    if matches!(files::format(path), Some(RecordFormat::Csv | RecordFormat::Ldif)) {
        return Err(no_payloads());
    }
    let what = format!("{path}: line");
    let spool = Spool::new();
    let failure = spool.failure.clone();
    let (mut reader, mut unusable) = (TargetReader::with_store(program, Box::new(spool)), 0);
    while let Some(record) = records.next_record() {
        reporter.course.stop_if_told()?;
        if let Err(line) = reader.add(record) {
            unusable += 1;
            reporter.report(&what, line.line, line.id, line.diagnostic)?;
        }
        failure.check()?;
    }
    if unusable > 0 && reader.is_empty() {
        return Err(CliError::with_help(
            format!("`{path}` does not fit the mapping: no line has {}", TargetState::matched_by(program)),
            "pass the payloads or envelopes of an earlier run of the same mapping",
        ));
    }
    Ok(Target { state: reader.finish(), failure })
}
