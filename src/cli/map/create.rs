//! A payload for every record.

use super::report::{Envelope, Reporter, identity};
use super::{Input, Map};
use crate::cli::failure::Failure;
use attrflow::{Mapped, ObjectProgram, Outcome, RawRecord, Refused, RunLimits, Slots, Stream, World};
use serde_json::value::RawValue;
use std::io::Write;

/// Runs the command.
pub(super) fn run(
    options: &Map,
    program: &ObjectProgram,
    world: &World,
    slots: &Slots,
    input: Input,
) -> Result<(), Failure> {
    let Input { mut records, course } = input;
    let mut reporter = Reporter::new(options, program, course)?;
    let stream = Stream { program, slots, world, limits: RunLimits::default(), threads: options.threads() };
    // What depends on the records before it needs them to be run again.
    let passed = if program.program().depends_on_order() { Ok(()) } else { reporter.pass_over(&mut records) };
    let done = passed
        .and_then(|()| stream.map(&mut records, |turn| one(&mut reporter, turn)))
        .and_then(|()| reporter.end_of_records());
    reporter.ended(done)?;
    let mapped = reporter.mapped;
    reporter.finish(&format!("{mapped} mapped"))
}

fn one(reporter: &mut Reporter<'_>, turn: Result<Mapped<'_>, &Refused>) -> Result<(), Failure> {
    reporter.turn(turn.as_ref().map(|mapped| &mapped.record).map_err(|refused| *refused))?;
    let Mapped { record, outcome, payload } = match turn {
        Ok(turn) => turn,
        Err(refused) => return reporter.refused(refused),
    };
    match outcome {
        Ok(outcome) => {
            reporter.mapped += u64::from(matches!(outcome, Outcome::Payload { .. }));
            report(reporter, &record, outcome, payload)
        }
        Err(malformed) => {
            reporter.failed(record.place.line, identity(&record), &[(None, malformed.diagnostic())], None)
        }
    }
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
            let Ok(payload) = serde_json::from_slice::<&RawValue>(payload) else { return reporter.too_deep(record) };
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
