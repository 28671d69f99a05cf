//! Writes a payload for every record in scope, in the order of the records; several threads map them. Does not know
//! what the target has.

use super::report::{Reporter, identity};
use super::{Input, Map};
use crate::cli::error::CliError;
use attrflow::Status;
use attrflow::World;
use attrflow::tool::provision::Duplicates;
use attrflow::tool::{Mapped, Mapping, ObjectProgram, Outcome, RejectedRecord, RunLimits, Stream, Unseen};
use std::io::Write;

/// Runs the command.
pub(super) fn run(
    options: &Map,
    program: &ObjectProgram,
    mapping: &Mapping,
    world: &World,
    input: Input,
) -> Result<(), CliError> {
    let Input { mut records, course, claims } = input;
    let mut reporter = Reporter::new(options, program, mapping, course, claims)?;
    let mut duplicates = Duplicates::default();
    let matches = options.requests.operation.is_some();
    let unseen = Unseen::default();
    let (limits, threads) = (RunLimits::default(), options.threads());
    let digest = reporter.course.record_digest();
    let stream = Stream { program, world, limits, threads, matches, unseen: Some(&unseen), digest };
    // If records depend on those before them, these are run again.
    let depends = program.attributes().program().depends_on_order() || matches;
    let passed = if depends { Ok(()) } else { reporter.pass_over(&mut records) };
    let done = passed
        .and_then(|()| stream.map(&mut records, |turn| one(&mut reporter, &mut duplicates, &unseen, turn)))
        .and_then(|()| reporter.all_records(&records, &unseen, 0))
        .and_then(|()| reporter.end_of_records());
    reporter.ended(done)?;
    let skipped = if reporter.skipped > 0 { format!(", {} skipped", reporter.skipped) } else { String::new() };
    let summary = format!("{} mapped{skipped}", reporter.mapped);
    reporter.finish(&summary)
}

fn one(
    reporter: &mut Reporter<'_>,
    duplicates: &mut Duplicates,
    unseen: &Unseen,
    turn: Result<Mapped<'_>, &RejectedRecord>,
) -> Result<(), CliError> {
    let digest = turn.as_ref().ok().and_then(|mapped| mapped.digest);
    reporter.turn(turn.as_ref().map(|mapped| &mapped.record).map_err(|refused| *refused), digest)?;
    let Mapped { record, outcome, matched, payload, .. } = match turn {
        Ok(turn) => turn,
        Err(refused) => return reporter.refused(refused),
    };
    unseen.note(record.shape);
    let line = record.location.line;
    let outcome = match outcome {
        Ok(outcome) => outcome,
        Err(malformed) => return reporter.rejected(line, identity(&record), malformed.diagnostic()),
    };
    if let Outcome::Payload { fit, .. } = &outcome
        && let Some(why) = reporter.program.why_skipped(*fit)
    {
        return reporter.skipped(&record, why);
    }
    if let Some(matched) = matched
        && let Err(diagnostic) = duplicates.add(reporter.program, *matched, line)
    {
        return reporter.rejected(line, identity(&record), *diagnostic);
    }
    match outcome {
        Outcome::Payload { skipped, deferred, unresolved, .. } => {
            reporter.mapped += 1;
            if !reporter.has_envelopes() && unresolved.is_empty() {
                reporter.out.write_all(payload)?;
                return Ok(reporter.out.write_all(b"\n")?);
            }
            let id = identity(&record);
            let envelopes = reporter.envelopes;
            let errors = unresolved.iter().map(|error| envelopes.error(line, id.clone(), error)).collect();
            let envelope = envelopes.empty(id, Status::Ok, errors);
            reporter.errors("record", &envelope)?;
            if !reporter.has_envelopes() {
                reporter.out.write_all(payload)?;
                return Ok(reporter.out.write_all(b"\n")?);
            }
            let payload = String::from_utf8_lossy(payload);
            let (skipped, deferred) = (envelopes.targets(&skipped), envelopes.targets(&deferred));
            let mut envelope = envelope;
            (envelope.payload, envelope.skipped, envelope.deferred) = (Some(payload), skipped, deferred);
            reporter.envelope(&envelope)
        }
        Outcome::OutOfScope(clauses) => reporter.out_of_scope(&record, &clauses),
        Outcome::Failed(errors) => reporter.faulty(&record, &errors),
    }
}
