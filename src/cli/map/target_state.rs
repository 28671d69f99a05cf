//! Reads the state of the target: the payloads or envelopes of an earlier run, a line each.

use super::report::Reporter;
use crate::cli::error::CliError;
use crate::cli::files;
use attrflow::tool::provision::TargetState;
use attrflow::tool::{ObjectProgram, RecordBody, registry};
use attrflow::{RecordFormat, Span};

/// Reads a file, and says whether all of it could be read. Lines that cannot be used are reported.
pub(super) fn read(
    path: &str,
    program: &ObjectProgram,
    reporter: &mut Reporter<'_>,
) -> Result<(TargetState, bool), CliError> {
    let mut state = TargetState::default();
    let no_payloads = || {
        CliError::with_help(
            format!("`{path}` does not hold payloads"),
            "give `--previous` the payloads or the envelopes of an earlier run, JSON lines",
        )
    };
    let mut records = files::records_in(path, Some(RecordFormat::Json), "the payloads of an earlier run")?;
    if matches!(files::format(path), Some(RecordFormat::Csv | RecordFormat::Ldif)) {
        return Err(no_payloads());
    }
    let what = format!("{path}: line");
    let (mut unusable, mut is_whole) = (0, true);
    while let Some(record) = records.next_record() {
        reporter.course.stop_if_told()?;
        let (line, id, diagnostic) = match record {
            Err(refused) => {
                is_whole = false;
                (refused.location.line, None, refused.diagnostic)
            }
            Ok(record) => match (record.shape.check(), record.shape) {
                (Err(malformed), _) => {
                    is_whole = false;
                    (record.location.line, None, malformed.diagnostic())
                }
                (Ok(()), RecordBody::Fields(_)) => return Err(no_payloads()),
                (Ok(()), RecordBody::Json(text)) => match state.add(program, text, record.location.line) {
                    Ok(()) => continue,
                    Err(id) => {
                        let diagnostic =
                            registry::previous_without_match(Span::default(), &TargetState::matched_by(program));
                        (record.location.line, id, diagnostic)
                    }
                },
            },
        };
        unusable += 1;
        reporter.report(&what, line, id, diagnostic)?;
    }
    if unusable > 0 && state.is_empty() {
        return Err(CliError::with_help(
            format!("`{path}` does not fit the mapping: no line has {}", TargetState::matched_by(program)),
            "pass the payloads or envelopes of an earlier run of the same mapping",
        ));
    }
    Ok((state, is_whole))
}
