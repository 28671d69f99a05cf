//! Runs both mappings over the same records. Does not compare the results, and prints none.

use super::Diff;
use crate::cli::error::CliError;
use crate::cli::fit::{self, Unreadable};
use crate::cli::{files, reports};
use attrflow::tool::comparison::{ChangeEffect as Outcome, Impact};
use attrflow::tool::{AttributeError, Mapping, ObjectProgram, RawRecord, RejectedRecord, RunLimits, Runner, Unseen};
use attrflow::{Flavor, Report, World};

/// The effect of the change from one mapping to the other on the records of a file, and how many errors the file has.
pub(super) fn impact(options: &Diff, (old, new): (&Mapping, &Mapping), path: &str) -> Result<(Impact, u64), CliError> {
    let (old_program, new_program) = (program(options, old)?, program(options, new)?);
    // Each side has its own evaluation context: a value that one side uses is still free for the other.
    let (old_world, new_world) = (world(options, old)?, world(options, new)?);
    let (mut old_side, mut new_side) = (Side::new(&old_program, &old_world), Side::new(&new_program, &new_world));
    let mut records = files::records(path)?;
    let mut impact = Impact::hiding(old_program.hidden_targets().chain(new_program.hidden_targets()));
    let (mut unreadable, unseen) = (Unreadable::default(), Unseen::default());
    while let Some(record) = records.next_record() {
        let record = match record {
            Ok(record) => record,
            Err(refused) => {
                unreadable.note(&refused);
                continue;
            }
        };
        unseen.note(record.shape);
        match (old_side.result(&record), new_side.result(&record)) {
            (Ok(old), Ok(new)) => impact.add(record.location.line, &old, &new),
            (Err(refused), _) | (_, Err(refused)) => unreadable.note(&refused),
        }
    }
    reports::print_errors(&files::about_records(path, &records));
    // What the old mapping reads and does not find, the new one may have mended.
    let unread = fit::unread(&unseen, &new_side.runner);
    let errors = fit::tell(path, unreadable.diagnostic().iter().chain(&unread).chain(&records.missing()));
    Ok((impact, errors))
}

fn program(options: &Diff, mapping: &Mapping) -> Result<ObjectProgram, CliError> {
    // The same wire format for both mappings, and one with every attribute: the service creates a group without its
    // members.
    let (program, diagnostics) =
        attrflow::tool::compile_object(mapping, options.object.as_deref(), options.dialect, Flavor::Rfc7644);
    let report = Report::new(mapping.source.clone(), diagnostics);
    if program.is_none() || report.has_errors() {
        reports::print_errors(&report);
    }
    program.ok_or(CliError::Diagnostics)
}

fn world(options: &Diff, mapping: &Mapping) -> Result<World, CliError> {
    let settings = mapping.settings.values();
    options.world.world(&settings)
}

/// One of the mappings, ready to run.
struct Side<'p> {
    runner: Runner<'p>,
    world: &'p World,
    payload: Vec<u8>,
}

impl<'p> Side<'p> {
    fn new(program: &'p ObjectProgram, world: &'p World) -> Self {
        Self { runner: program.runner(RunLimits::default()), world, payload: Vec::new() }
    }

    /// The outcome of a record.
    ///
    /// # Errors
    /// The record cannot be read.
    fn result(&mut self, record: &RawRecord<'_>) -> Result<Outcome<'_>, Box<RejectedRecord>> {
        self.payload.clear();
        let outcome = self.runner.create(record.shape, self.world, &mut self.payload);
        let outcome = outcome.map_err(|malformed| record.refuse(&malformed))?;
        Ok(match outcome {
            attrflow::tool::Outcome::Payload { .. } => Outcome::Payload(&self.payload),
            attrflow::tool::Outcome::OutOfScope(_) => Outcome::OutOfScope,
            attrflow::tool::Outcome::Failed(errors) => {
                let code = |AttributeError { attribute, error }: AttributeError| match attribute {
                    Some(index) => format!("{}: {}", self.runner.program().attributes().target(index), error.code()),
                    None => error.code().to_owned(),
                };
                Outcome::Failed(errors.into_iter().map(code).collect())
            }
        })
    }
}
