//! A payload for every record.

use super::Map;
use super::report::{Envelope, Reporter, identity};
use crate::cli::failure::Failure;
use crate::cli::files;
use attrflow::{Mapped, ObjectProgram, Outcome, RawRecord, RunLimits, Slots, Stream, World};
use serde_json::value::RawValue;
use std::io::Write;

/// Runs the command.
pub(super) fn run(options: &Map, program: &ObjectProgram, world: &World, slots: &Slots) -> Result<(), Failure> {
    let mut reporter = Reporter::new(options, program)?;
    let mut records = files::records(&options.records)?;
    let mut mapped = 0_u64;
    let stream = Stream { program, slots, world, limits: RunLimits::default(), threads: options.threads() };
    stream.map(&mut records, |turn| {
        let Mapped { record, outcome, payload } = match turn {
            Ok(turn) => turn,
            Err(refused) => {
                return reporter.failed(refused.place.line, None, &[(None, refused.diagnostic.clone())], None);
            }
        };
        match outcome {
            Ok(outcome) => {
                mapped += u64::from(matches!(outcome, Outcome::Payload { .. }));
                report(&mut reporter, &record, outcome, payload)
            }
            Err(malformed) => {
                reporter.failed(record.place.line, identity(&record), &[(None, malformed.diagnostic())], None)
            }
        }
    })?;
    reporter.finish(&format!("{mapped} mapped"))
}

fn report(
    reporter: &mut Reporter<'_>,
    record: &RawRecord<'_>,
    outcome: Outcome,
    payload: &[u8],
) -> Result<(), Failure> {
    match outcome {
        Outcome::Payload { skipped, deferred, unresolved } => {
            let errors = if unresolved.is_empty() {
                Vec::new()
            } else {
                let id = identity(record);
                reporter.remarks(record.place.line, id.as_deref(), unresolved)?
            };
            if !reporter.has_envelopes() {
                reporter.out.write_all(payload)?;
                return Ok(reporter.out.write_all(b"\n")?);
            }
            let payload: &RawValue = serde_json::from_slice(payload).map_err(|_| Failure::Defect)?;
            let (skipped, deferred) = (reporter.targets(&skipped), reporter.targets(&deferred));
            let id = identity(record);
            reporter.envelope(&Envelope {
                id,
                status: "ok",
                payload: Some(payload),
                skipped,
                deferred,
                errors,
                ..Envelope::default()
            })
        }
        Outcome::OutOfScope(misses) => reporter.out_of_scope(record, &misses, None),
        Outcome::Faulty(faults) => reporter.faulty(record, faults, None),
    }
}
