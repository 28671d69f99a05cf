//! Writes a payload for every record.

use super::report::{Envelope, Reporter, identity};
use super::{Input, Map};
use crate::cli::error::CliError;
use attrflow::{
    Diagnostic, Mapped, ObjectProgram, Outcome, RawRecord, RejectedRecord, RunLimits, Span, Stream, World, registry,
};
use serde_json::{Value as Json, value::RawValue};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io::Write;

/// Runs the command.
pub(super) fn run(options: &Map, program: &ObjectProgram, world: &World, input: Input) -> Result<(), CliError> {
    let Input { mut records, course } = input;
    let mut reporter = Reporter::new(options, program, course)?;
    let mut matched = Matched { program, wanted: options.requests.operation.is_some(), lines: HashMap::new() };
    let stream = Stream { program, world, limits: RunLimits::default(), threads: options.threads() };
    // If records depend on those before them, these are run again.
    let depends = program.program().depends_on_order() || matched.wanted;
    let passed = if depends { Ok(()) } else { reporter.pass_over(&mut records) };
    let done = passed
        .and_then(|()| stream.map(&mut records, |turn| one(&mut reporter, &mut matched, turn)))
        .and_then(|()| reporter.end_of_records());
    reporter.ended(done)?;
    let mapped = reporter.mapped;
    reporter.finish(&format!("{mapped} mapped"))
}

fn one(
    reporter: &mut Reporter<'_>,
    matched: &mut Matched<'_>,
    turn: Result<Mapped<'_>, &RejectedRecord>,
) -> Result<(), CliError> {
    reporter.turn(turn.as_ref().map(|mapped| &mapped.record).map_err(|refused| *refused))?;
    let Mapped { record, outcome, payload } = match turn {
        Ok(turn) => turn,
        Err(refused) => return reporter.refused(refused),
    };
    match outcome {
        Ok(outcome) => {
            let line = record.location.line;
            if let (Outcome::Payload { .. }, Some(diagnostic)) = (&outcome, matched.same(payload, line)) {
                return reporter.failed(line, identity(&record), &[(None, diagnostic)], None);
            }
            reporter.mapped += u64::from(matches!(outcome, Outcome::Payload { .. }));
            report(reporter, &record, outcome, payload)
        }
        Err(malformed) => {
            reporter.failed(record.location.line, identity(&record), &[(None, malformed.diagnostic())], None)
        }
    }
}

fn report(
    reporter: &mut Reporter<'_>,
    record: &RawRecord<'_>,
    outcome: Outcome,
    payload: &[u8],
) -> Result<(), CliError> {
    match outcome {
        Outcome::Payload { skipped, deferred, unresolved } => {
            let errors = if unresolved.is_empty() {
                Vec::new()
            } else {
                let id = identity(record);
                reporter.unresolved(record.location.line, id.as_deref(), unresolved)?
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
        Outcome::Failed(errors) => reporter.faulty(record, errors, None),
    }
}

/// The matching values of the payloads so far, to find duplicates if `--operation` is given.
struct Matched<'p> {
    program: &'p ObjectProgram,
    wanted: bool,
    /// The line of the record by its matching attribute and value.
    lines: HashMap<(usize, String), u64>,
}

impl Matched<'_> {
    /// A diagnostic if an earlier record has the same matching value.
    fn same(&mut self, payload: &[u8], line: u64) -> Option<Diagnostic> {
        if !self.wanted {
            return None;
        }
        let payload: Json = serde_json::from_slice(payload).ok()?;
        let value = |attribute: &usize| Some((*attribute, self.program.match_value_in(*attribute, &payload)?));
        let (attribute, value) = self.program.matching().iter().find_map(value)?;
        match self.lines.entry((attribute, self.program.match_key(attribute, &value))) {
            Entry::Occupied(first) => {
                Some(registry::duplicate_match(Span::default(), self.program.target(attribute), *first.get()))
            }
            Entry::Vacant(location) => {
                location.insert(line);
                None
            }
        }
    }
}
