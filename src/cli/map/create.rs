//! A payload for every record.

use super::Map;
use super::report::{Envelope, Reporter, identity};
use crate::cli::failure::Failure;
use crate::cli::files;
use attrflow::bumpalo::Bump;
use attrflow::{Host, ObjectProgram, Outcome, RawRecord, Reader, RunLimits, Slots, World};
use serde_json::value::RawValue;
use std::io::Write;

/// Runs the command.
pub(super) fn run(options: &Map, program: &ObjectProgram, world: &World, slots: &Slots) -> Result<(), Failure> {
    let session = program.session(RunLimits::default());
    let mut reporter = Reporter::new(options, program)?;
    let mut records = files::records(&options.records)?;
    let mut reader = Reader::new(slots);
    let mut arena = Bump::new();
    let mut payload = Vec::new();
    let mut mapped = 0_u64;
    while let Some(record) = records.next_record() {
        arena.reset();
        let record = match record {
            Ok(record) => record,
            Err(refused) => {
                reporter.failed(refused.place.line, None, &[(None, refused.diagnostic)], None)?;
                continue;
            }
        };
        let values = reader.room(&arena);
        if let Err(malformed) = reader.read_shape(record.shape, &arena, values) {
            reporter.failed(record.place.line, identity(&record), &[(None, malformed.diagnostic())], None)?;
            continue;
        }
        payload.clear();
        let text = if program.program().is_pure() { "" } else { record.shape.text(&arena) };
        let host: &dyn Host = world;
        let outcome = program.create(&session, values, text, &arena, host, &mut payload);
        mapped += u64::from(matches!(outcome, Outcome::Payload { .. }));
        report(&mut reporter, &record, outcome, &payload)?;
    }
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
