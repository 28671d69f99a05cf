//! The outcome of each record: the output, envelopes, errors, and the summary.

use super::Map;
use super::checkpointer::{CheckpointStep, Checkpointer, Files};
use super::journal::Counters;
use crate::cli::error::CliError;
use crate::cli::output::{self, Output};
use attrflow::{
    AttributeError, Diagnostic, FailedClause, ObjectProgram, RawRecord, Records, RejectedRecord, Span, registry,
};
use serde_json::{Value as Json, json, value::RawValue};
use std::io::{Read, Write};

/// The nesting limit of payloads that are read again: serde_json's own limit.
const DEEPEST: usize = 127;

/// Writes the outcomes of a run.
pub(super) struct Reporter<'m> {
    options: &'m Map,
    program: &'m ObjectProgram,
    pub out: Output,
    errors: Option<Output>,
    pub course: Checkpointer,
    /// Whether records of an earlier run are run again: nothing is written for them.
    muted: bool,
    pub mapped: u64,
    pub out_of_scope: u64,
    pub failed: u64,
    /// The number of records that were mapped with errors, and of errors about other files.
    pub with_errors: u64,
}

/// What `--envelope` prints for every record.
#[derive(Default, serde::Serialize)]
pub(super) struct Envelope<'e> {
    pub id: Option<String>,
    pub status: &'static str,
    /// The resulting state of the object in the target, as far as it is known.
    pub payload: Option<&'e RawValue>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub requests: Vec<Json>,
    /// Why a change is not sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<&'static str>,
    pub skipped: Vec<&'e str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub deferred: Vec<&'e str>,
    pub errors: Vec<Json>,
}

/// The id of a record.
pub(super) fn identity(record: &RawRecord<'_>) -> Option<String> {
    record.identity().map(|(_, value)| value)
}

/// An error with the target that it is about.
type Error<'p> = (Option<&'p str>, Diagnostic);

impl<'m> Reporter<'m> {
    pub fn new(options: &'m Map, program: &'m ObjectProgram, course: Checkpointer) -> Result<Self, CliError> {
        let muted = course.is_behind();
        let (out, errors) = (output::nowhere(), options.errors.is_some().then(output::nowhere));
        let (mapped, out_of_scope, failed, with_errors) = (0, 0, 0, 0);
        let mut reporter =
            Self { options, program, out, errors, course, muted, mapped, out_of_scope, failed, with_errors };
        if !muted {
            reporter.write_from_here()?;
        }
        Ok(reporter)
    }

    /// Opens the outputs, truncated to the last checkpoint of an earlier run.
    fn write_from_here(&mut self) -> Result<(), CliError> {
        let noted = *self.course.last_checkpoint();
        let keep = |length: u64| self.course.can_resume().then_some(length);
        let (out, output) = output::compressed(self.options.output.as_deref(), keep(noted.output))?;
        let errors = match self.options.errors.as_deref() {
            Some(path) => Some(output::compressed(Some(path), keep(noted.errors))?),
            None => None,
        };
        let (errors, error_file) = errors.map_or((None, None), |(errors, file)| (Some(errors), file));
        (self.out, self.errors, self.muted) = (out, errors, false);
        self.course.set_outputs(Files { output, errors: error_file });
        Ok(())
    }

    /// Skips the records that an earlier run has done.
    pub fn pass_over<R: Read>(&mut self, records: &mut Records<R>) -> Result<(), CliError> {
        while self.course.is_behind() {
            if self.course.caught_up()? {
                let Counters { mapped, out_of_scope, failed, with_errors, .. } = *self.course.last_checkpoint();
                (self.mapped, self.out_of_scope, self.failed, self.with_errors) =
                    (mapped, out_of_scope, failed, with_errors);
                return self.write_from_here();
            }
            match records.next_record() {
                Some(record) => self.turn(record.as_ref().map_err(|refused| &**refused))?,
                None => break,
            }
        }
        Ok(())
    }

    /// Goes to the next record: everything about those before it has been written.
    ///
    /// # Errors
    /// If the run has to stop.
    pub fn turn(&mut self, turn: Result<&RawRecord<'_>, &RejectedRecord>) -> Result<(), CliError> {
        let unreadable = turn.err().filter(|refused| refused.diagnostic.code() == "unreadable-input");
        match self.course.due()? {
            CheckpointStep::Write => self.write_from_here()?,
            CheckpointStep::Checkpoint => self.note()?,
            CheckpointStep::Nothing if unreadable.is_some() => self.note()?,
            CheckpointStep::Nothing => {}
        }
        match unreadable {
            Some(refused) => self.course.unreadable(refused)?,
            None => self.course.count(turn),
        }
        Ok(())
    }

    /// To be called after the last record.
    pub fn end_of_records(&mut self) -> Result<(), CliError> {
        match self.course.end_of_records()? {
            CheckpointStep::Write => self.write_from_here(),
            CheckpointStep::Checkpoint | CheckpointStep::Nothing => Ok(()),
        }
    }

    fn flush(&mut self) -> Result<(), CliError> {
        self.out.flush()?;
        Ok(self.errors.as_mut().map_or(Ok(()), Write::flush)?)
    }

    /// If the run can be resumed, flushes the outputs and writes a checkpoint.
    fn note(&mut self) -> Result<(), CliError> {
        if !self.course.can_resume() {
            return Ok(());
        }
        self.flush()?;
        let Self { mapped, out_of_scope, failed, with_errors, .. } = *self;
        let done = Counters { mapped, out_of_scope, failed, with_errors, ..self.course.progress_made };
        Ok(self.course.checkpoint(done)?)
    }

    /// If the run was stopped, leaves whole records in the output and reports how to resume.
    pub fn ended(&mut self, result: Result<(), CliError>) -> Result<(), CliError> {
        if result.is_err() {
            self.course.progress.end();
        }
        match result {
            Err(CliError::Stopped(signal)) => {
                let stopped = self.stopped();
                stopped.map_or_else(|failure| self.ended(Err(failure)), |()| Err(CliError::Stopped(signal)))
            }
            Err(CliError::Write(error)) if self.course.can_resume() => {
                drop(std::mem::replace(&mut self.out, output::nowhere()).into_parts());
                self.errors = None;
                self.course.cut_back()?;
                let records = self.course.last_checkpoint().records;
                let help =
                    format!("the output holds the results of the first {records} records; `--resume` continues there");
                Err(CliError::Interrupted { error, help })
            }
            other => other,
        }
    }

    fn stopped(&mut self) -> Result<(), CliError> {
        self.flush()?;
        let behind = self.course.is_behind();
        let (message, help) = match () {
            () if behind => (
                "stopped before reaching the record where the last run stopped".to_owned(),
                "`--resume` with the same options continues where the last run stopped".to_owned(),
            ),
            () => {
                self.note()?;
                let Counters { records, line, .. } = self.course.progress_made;
                let help = match self.course.can_resume() {
                    true => "`--resume` with the same options continues from there",
                    false => "with `-o FILE` a run can be resumed",
                };
                (
                    format!("stopped after record {records}, line {line}; the output is complete up to there"),
                    help.to_owned(),
                )
            }
        };
        eprintln!("{message}\n  help: {help}");
        Ok(())
    }

    /// Writes what is left and prints the summary.
    pub fn finish(mut self, done: &str) -> Result<(), CliError> {
        let flushed = self.flush();
        self.ended(flushed)?;
        self.course.progress.end();
        self.course.end()?;
        if !self.options.quiet {
            eprintln!("{done}, {} out of scope, {} failed", self.out_of_scope, self.failed);
        }
        if self.failed > 0 || self.with_errors > 0 { Err(CliError::Diagnostics) } else { Ok(()) }
    }

    /// Reports a record that could not be read.
    pub fn refused(&mut self, refused: &RejectedRecord) -> Result<(), CliError> {
        let mut diagnostic = refused.diagnostic.clone();
        if self.course.broken {
            let records = self.course.progress_made.records;
            let resume =
                if self.course.can_resume() { "; with the whole input `--resume` continues from there" } else { "" };
            diagnostic.help = Some(format!("the output holds the results of the {records} records before{resume}"));
        }
        self.failed(refused.location.line, None, &[(None, diagnostic)], None)
    }

    pub fn has_envelopes(&self) -> bool {
        self.options.envelope
    }

    /// The targets of attribute mappings.
    pub fn targets(&self, attributes: &[usize]) -> Vec<&'m str> {
        attributes.iter().map(|index| self.program.target(*index)).collect()
    }

    pub fn envelope(&mut self, envelope: &Envelope<'_>) -> Result<(), CliError> {
        serde_json::to_writer(&mut self.out, envelope).map_err(std::io::Error::from)?;
        Ok(self.out.write_all(b"\n")?)
    }

    /// A record that is out of scope.
    pub fn out_of_scope(
        &mut self,
        record: &RawRecord<'_>,
        misses: &[FailedClause],
        payload: Option<&RawValue>,
    ) -> Result<(), CliError> {
        self.out_of_scope += 1;
        self.explain(record, misses);
        if self.options.envelope {
            let id = identity(record);
            self.envelope(&Envelope { id, status: "out-of-scope", payload, ..Envelope::default() })?;
        }
        Ok(())
    }

    /// Prints which clauses excluded a record, if `--explain-scope` is given.
    pub fn explain(&self, record: &RawRecord<'_>, misses: &[FailedClause]) {
        if self.options.explain_scope && !self.muted {
            let clauses: Vec<String> = misses.iter().map(|miss| self.program.describe(miss)).collect();
            let id = identity(record).map(|id| format!(" ({id})")).unwrap_or_default();
            let line = record.location.line;
            self.course.progress.say(&format!("record {line}{id} is out of scope: {}", clauses.join("; ")));
        }
    }

    /// A record with attribute mappings that failed.
    pub fn faulty(
        &mut self,
        record: &RawRecord<'_>,
        errors: Vec<AttributeError>,
        payload: Option<&RawValue>,
    ) -> Result<(), CliError> {
        let errors = self.named(errors);
        self.failed(record.location.line, identity(record), &errors, payload)
    }

    /// A record with a value that is nested too deeply to read its payload again.
    pub fn too_deep(&mut self, record: &RawRecord<'_>) -> Result<(), CliError> {
        let diagnostic = registry::record_nested_too_deep(Span::default(), DEEPEST);
        self.failed(record.location.line, identity(record), &[(None, diagnostic)], None)
    }

    fn named(&self, errors: Vec<AttributeError>) -> Vec<Error<'m>> {
        let named = |AttributeError { attribute, error }| (attribute.map(|it| self.program.target(it)), *error);
        errors.into_iter().map(named).collect()
    }

    /// Reports a record that could not be mapped; `payload` is the state of its object in the target.
    pub fn failed(
        &mut self,
        line: u64,
        id: Option<String>,
        errors: &[Error<'_>],
        payload: Option<&RawValue>,
    ) -> Result<(), CliError> {
        self.failed += 1;
        let errors = self.diagnostics("record", line, id.as_deref(), errors)?;
        if self.options.envelope {
            self.envelope(&Envelope { id, status: "error", payload, errors, ..Envelope::default() })?;
        }
        Ok(())
    }

    /// Reports the errors of a record that is mapped anyway, and returns them for the envelope.
    pub fn unresolved(
        &mut self,
        line: u64,
        id: Option<&str>,
        errors: Vec<AttributeError>,
    ) -> Result<Vec<Json>, CliError> {
        self.with_errors += u64::from(!errors.is_empty());
        let errors = self.named(errors);
        self.diagnostics("record", line, id, &errors)
    }

    /// Reports a diagnostic about something that is not a record of the input.
    pub fn report(&mut self, what: &str, line: u64, id: Option<&str>, diagnostic: Diagnostic) -> Result<(), CliError> {
        self.with_errors += u64::from(diagnostic.is_error());
        let errors = [(None, diagnostic)];
        let as_json = self.as_json(line, id, &errors);
        if self.errors.is_none() && self.options.envelope {
            // It has no envelope of its own.
            self.print_all(what, line, id, &errors);
        }
        self.write_errors(&as_json, what, line, id, &errors)
    }

    fn as_json(&self, line: u64, id: Option<&str>, errors: &[Error<'_>]) -> Vec<Json> {
        let error = |(attribute, diagnostic): &Error<'_>| json!({"line": line, "id": id, "attribute": attribute, "code": diagnostic.code(), "message": diagnostic.message});
        errors.iter().map(error).collect()
    }

    fn diagnostics(
        &mut self,
        what: &str,
        line: u64,
        id: Option<&str>,
        errors: &[Error<'_>],
    ) -> Result<Vec<Json>, CliError> {
        let as_json = self.as_json(line, id, errors);
        self.write_errors(&as_json, what, line, id, errors)?;
        Ok(as_json)
    }

    fn write_errors(
        &mut self,
        as_json: &[Json],
        what: &str,
        line: u64,
        id: Option<&str>,
        errors: &[Error<'_>],
    ) -> Result<(), CliError> {
        if let Some(file) = &mut self.errors {
            as_json.iter().try_for_each(|error| writeln!(file, "{error}"))?;
        } else if !self.options.envelope {
            self.print_all(what, line, id, errors);
        }
        Ok(())
    }

    fn print_all(&self, what: &str, line: u64, id: Option<&str>, errors: &[Error<'_>]) {
        errors.iter().for_each(|(attribute, diagnostic)| self.print(what, line, id, *attribute, diagnostic));
    }

    fn print(&self, what: &str, line: u64, id: Option<&str>, attribute: Option<&str>, diagnostic: &Diagnostic) {
        if self.muted {
            return;
        }
        let id = id.map(|id| format!(" ({id})")).unwrap_or_default();
        let attribute = attribute.map(|attribute| format!(", `{attribute}`")).unwrap_or_default();
        let (severity, code) = (diagnostic.severity(), diagnostic.code());
        let mut said = format!("{what} {line}{id}{attribute}: {severity}[{code}]: {}", diagnostic.message);
        if let Some(value) = diagnostic.value.as_ref().filter(|_| self.options.show_values) {
            said += &format!("\n  value: {value}");
        }
        if let Some(help) = &diagnostic.help {
            said += &format!("\n  help: {help}");
        }
        self.course.progress.say(&said);
    }
}
