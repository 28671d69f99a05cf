//! Runs both mappings over the same records. Does not compare the results, and prints none.

use super::Diff;
use crate::cli::error::CliError;
use crate::cli::say::say;
use crate::cli::{files, reports};
use attrflow::tool::comparison::{ChangeEffect as Outcome, Impact};
use attrflow::tool::{AttributeError, Mapping, ObjectProgram, RawRecord, RunLimits, Runner};
use attrflow::{Flavor, Report, World};

/// The effect of the change from one mapping to the other on the records of a file.
pub(super) fn impact(options: &Diff, (old, new): (&Mapping, &Mapping), path: &str) -> Result<Impact, CliError> {
    let (old_program, new_program) = (program(options, old)?, program(options, new)?);
    // Each side has its own evaluation context: a value that one side uses is still free for the other.
    let (old_world, new_world) = (world(options, old)?, world(options, new)?);
    let (mut old_side, mut new_side) = (Side::new(&old_program, &old_world), Side::new(&new_program, &new_world));
    let mut records = files::records(path)?;
    let mut impact = Impact::hiding(old_program.hidden_targets().chain(new_program.hidden_targets()));
    let mut unreadable = 0_u64;
    while let Some(record) = records.next_record() {
        match record {
            Ok(record) => impact.add(record.location.line, &old_side.result(&record), &new_side.result(&record)),
            Err(_) => unreadable += 1,
        }
    }
    reports::print_errors(&files::about_records(path, &records));
    if unreadable > 0 {
        say!("{unreadable} records cannot be read and are left out; `attrflow map` shows why");
    }
    Ok(impact)
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
    fn result(&mut self, record: &RawRecord<'_>) -> Outcome<'_> {
        self.payload.clear();
        let outcome = match self.runner.create(record.shape, self.world, &mut self.payload) {
            Ok(outcome) => outcome,
            Err(malformed) => return Outcome::Failed(vec![malformed.diagnostic().code().to_owned()]),
        };
        match outcome {
            attrflow::tool::Outcome::Payload { .. } => Outcome::Payload(&self.payload),
            attrflow::tool::Outcome::OutOfScope(_) => Outcome::OutOfScope,
            attrflow::tool::Outcome::Failed(errors) => {
                let code = |AttributeError { attribute, error }: AttributeError| match attribute {
                    Some(index) => format!("{}: {}", self.runner.program().attributes().target(index), error.code()),
                    None => error.code().to_owned(),
                };
                Outcome::Failed(errors.into_iter().map(code).collect())
            }
        }
    }
}
