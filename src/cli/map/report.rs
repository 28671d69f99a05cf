//! The outcome of each record: the output, envelopes, errors, and the summary. Does not decide what an outcome is.

use super::Map;
use super::alike::Alike;
use super::checkpointer::{CheckpointStep, Checkpointer, Files};
use super::continued::continued;
use super::journal::Counters;
use super::told;
use crate::cli::decoded;
use crate::cli::error::CliError;
use crate::cli::files;
use crate::cli::output::{self, Output};
use crate::cli::reports;
use crate::cli::say::say;
use crate::cli::write::{Claims, open_all};
use attrflow::Diagnostic;
use attrflow::tool::mappings::FailedClause;
use attrflow::tool::provision::Envelopes;
use attrflow::tool::render::printable;
use attrflow::tool::{AttributeError, Mapping, ObjectProgram, RawRecord, Records};
use attrflow::tool::{RejectedRecord, Unseen};
use attrflow::{Envelope, RecordError, Status};
use std::io::{Read, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// Writes the outcomes of a run.
pub(super) struct Reporter<'m> {
    options: &'m Map,
    pub program: &'m ObjectProgram,
    pub envelopes: Envelopes<'m>,
    pub out: Output,
    errors: Option<Output>,
    pub course: Checkpointer,
    claims: Claims,
    /// Whether records of an earlier run are run again: nothing is written for them.
    muted: bool,
    pub mapped: u64,
    pub out_of_scope: u64,
    pub failed: u64,
    /// The number of records that were skipped because they do not have what their object needs.
    pub skipped: u64,
    /// The number of records that were mapped with errors, and of errors about other files.
    pub with_errors: u64,
    alike: Alike,
}

/// The id of a record.
pub(super) fn identity(record: &RawRecord<'_>) -> Option<String> {
    record.identity().map(|(_, value)| value)
}

impl<'m> Reporter<'m> {
    pub fn new(
        options: &'m Map,
        program: &'m ObjectProgram,
        mapping: &'m Mapping,
        course: Checkpointer,
        claims: Claims,
    ) -> Result<Self, CliError> {
        let object = attrflow::tool::find_object(mapping, options.object.as_deref()).ok().map(|(_, object)| object);
        let envelopes = Envelopes::new(program, mapping, object);
        let muted = course.is_behind();
        let (out, errors) = (output::nowhere(), options.errors.is_some().then(output::nowhere));
        let (mapped, out_of_scope, failed, skipped, with_errors) = (0, 0, 0, 0, 0);
        let mut reporter = Self {
            options,
            program,
            envelopes,
            out,
            errors,
            course,
            claims,
            muted,
            mapped,
            out_of_scope,
            failed,
            skipped,
            with_errors,
            alike: Alike::default(),
        };
        if !muted {
            reporter.write_from_here()?;
        }
        Ok(reporter)
    }

    /// Opens the outputs, truncated to the last checkpoint of an earlier run.
    fn write_from_here(&mut self) -> Result<(), CliError> {
        let noted = *self.course.last_checkpoint();
        let file = |path: &'m Option<PathBuf>| path.as_deref().filter(|path| *path != Path::new("-"));
        let (output, errors) = (file(&self.options.output), file(&self.options.errors));
        // Nothing is cut before both are open and neither is an input.
        let opened = open_all([output, errors], &mut self.claims);
        let [out, error_out] = opened.inspect_err(|_| self.course.abandon())?;
        let (out, output) = continued(output, out, noted.output, self.options.threads())?;
        let (error_out, errors) = continued(errors, error_out, noted.errors, NonZeroUsize::MIN)?;
        self.out = out;
        self.errors = self.options.errors.as_ref().map(|_| error_out);
        self.muted = false;
        self.course.set_outputs(Files { output, errors });
        Ok(())
    }

    /// Skips the records that an earlier run has done.
    pub fn pass_over<R: Read>(&mut self, records: &mut Records<R>) -> Result<(), CliError> {
        while self.course.is_behind() {
            if self.course.caught_up()? {
                let Counters { mapped, out_of_scope, failed, skipped, with_errors, .. } =
                    *self.course.last_checkpoint();
                (self.mapped, self.out_of_scope, self.failed, self.skipped, self.with_errors) =
                    (mapped, out_of_scope, failed, skipped, with_errors);
                return self.write_from_here();
            }
            match records.next_record() {
                Some(record) => self.turn(record.as_ref().map_err(|refused| &**refused), None)?,
                None => break,
            }
        }
        Ok(())
    }

    /// Goes to the next record: everything about those before it has been written. The record's digest is computed
    /// here, where it is needed, unless it is known already.
    ///
    /// # Errors
    /// If the run has to stop.
    pub fn turn(&mut self, turn: Result<&RawRecord<'_>, &RejectedRecord>, digest: Option<u32>) -> Result<(), CliError> {
        let unreadable = turn.err().filter(|refused| refused.diagnostic.code() == "unreadable-input");
        match self.course.due()? {
            CheckpointStep::Write => self.write_from_here()?,
            CheckpointStep::Checkpoint => self.note()?,
            CheckpointStep::Nothing if unreadable.is_some() => self.note()?,
            CheckpointStep::Nothing => {}
        }
        match unreadable {
            Some(refused) => self.course.unreadable(refused)?,
            None => self.course.count(turn, digest),
        }
        let told = self.alike.turn();
        self.tell(told);
        Ok(())
    }

    /// What there is to say once all records were seen: names that did not fit, a page taken for the whole, and that there was
    /// none. `kept` is how many objects are kept for that.
    pub fn all_records<R: Read>(&mut self, records: &Records<R>, unseen: &Unseen, kept: u64) -> Result<(), CliError> {
        // What the records of an earlier run had is not known.
        if self.course.has_resumed {
            let told = self.alike.each();
            self.tell(told);
            return Ok(());
        }
        let page = records.missing();
        let unread = self.program.attributes().unread(unseen);
        let told = self.alike.end();
        // Nothing else is wrong with records that were split at the wrong character.
        if !unread.iter().any(|found| found.code() == "one-column") {
            self.tell(told);
        }
        for diagnostic in unread.into_iter().chain(page) {
            self.about_all(&diagnostic);
            self.with_errors += u64::from(diagnostic.is_error());
        }
        if let Some(diagnostic) = files::no_records(&self.options.records, records, kept)
            && (kept > 0 || !self.options.quiet)
        {
            self.with_errors += kept;
            self.course.progress.say(&reports::in_words(&diagnostic, false));
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
        let Self { mapped, out_of_scope, failed, skipped, with_errors, .. } = *self;
        let done = Counters { mapped, out_of_scope, failed, skipped, with_errors, ..self.course.progress_made };
        Ok(self.course.checkpoint(done)?)
    }

    /// If the run was stopped, leaves whole records in the output and reports how to resume.
    pub fn ended(&mut self, result: Result<(), CliError>) -> Result<(), CliError> {
        if result.is_err() {
            let told = self.alike.each();
            self.tell(told);
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
        say!("{message}\n  help: {help}");
        Ok(())
    }

    /// Writes what is left and prints the summary.
    pub fn finish(mut self, done: &str) -> Result<(), CliError> {
        let flushed = self.flush();
        self.ended(flushed)?;
        self.course.progress.end();
        self.course.end()?;
        if !self.options.quiet {
            let form = told::form(self.program.template().flavor(), self.options.requests.flavor.is_some());
            say!("{done}, {} out of scope, {} failed ({form})", self.out_of_scope, self.failed);
        }
        if self.failed > 0 || self.skipped > 0 || self.with_errors > 0 { Err(CliError::Diagnostics) } else { Ok(()) }
    }

    /// Reports a record that could not be read.
    pub fn refused(&mut self, refused: &RejectedRecord) -> Result<(), CliError> {
        let mut diagnostic = decoded::said_of(refused.diagnostic.clone(), self.options.encoding);
        if self.course.broken {
            let records = self.course.progress_made.records;
            let resume =
                if self.course.can_resume() { "; with the whole input `--resume` continues from there" } else { "" };
            diagnostic.help = Some(format!("the output holds the results of the {records} records before{resume}"));
        }
        self.rejected(refused.location.line, None, diagnostic)
    }

    pub fn has_envelopes(&self) -> bool {
        self.options.envelope
    }

    pub fn envelope(&mut self, envelope: &Envelope<'_>) -> Result<(), CliError> {
        serde_json::to_writer(&mut self.out, envelope).map_err(std::io::Error::from)?;
        Ok(self.out.write_all(b"\n")?)
    }

    /// A record that is out of scope.
    pub fn out_of_scope(&mut self, record: &RawRecord<'_>, clauses: &[FailedClause]) -> Result<(), CliError> {
        self.out_of_scope += 1;
        self.explain(record, clauses);
        if self.options.envelope {
            let envelope = self.envelopes.empty(identity(record), Status::OutOfScope, Vec::new());
            self.envelope(&envelope)?;
        }
        Ok(())
    }

    /// Prints which clauses excluded a record, if `--explain-scope` is given.
    pub fn explain(&self, record: &RawRecord<'_>, misses: &[FailedClause]) {
        if self.options.explain_scope && !self.muted {
            let clauses: Vec<String> = misses.iter().map(|miss| self.program.describe(miss)).collect();
            let (id, clauses) = (told::in_brackets(identity(record).as_deref()), clauses.join("; "));
            let line = record.location.line;
            let said = format!("record {line}{id} is out of scope: {}", printable::line(&clauses));
            self.course.progress.say(&said);
        }
    }

    /// A record with attribute mappings that failed.
    pub fn faulty(&mut self, record: &RawRecord<'_>, errors: &[AttributeError]) -> Result<(), CliError> {
        let (line, id) = (record.location.line, identity(record));
        let errors = errors.iter().map(|error| self.envelopes.error(line, id.clone(), error)).collect();
        self.failed(id, errors)
    }

    /// A record that does not have what its object needs.
    pub fn skipped(&mut self, record: &RawRecord<'_>, why: Diagnostic) -> Result<(), CliError> {
        let (line, id) = (record.location.line, identity(record));
        let error = self.about_record(line, id.clone(), why);
        let envelope = self.envelopes.empty(id, Status::Skipped, vec![error]);
        self.errors("record", &envelope)?;
        if self.options.envelope { self.envelope(&envelope) } else { Ok(()) }
    }

    /// A record with an error of its own.
    pub fn rejected(&mut self, line: u64, id: Option<String>, diagnostic: Diagnostic) -> Result<(), CliError> {
        let error = self.about_record(line, id.clone(), diagnostic);
        self.failed(id, vec![error])
    }

    fn failed(&mut self, id: Option<String>, errors: Vec<RecordError<'m>>) -> Result<(), CliError> {
        let envelope = self.envelopes.empty(id, Status::Error, errors);
        self.errors("record", &envelope)?;
        if self.options.envelope { self.envelope(&envelope) } else { Ok(()) }
    }

    /// Counts and reports the errors of an envelope.
    pub fn errors(&mut self, what: &str, envelope: &Envelope<'_>) -> Result<(), CliError> {
        match envelope.status {
            Status::Error => self.failed += 1,
            Status::Skipped => self.skipped += 1,
            _ => self.with_errors += u64::from(!envelope.errors.is_empty()),
        }
        self.write_errors(what, &envelope.errors)
    }

    /// Reports a diagnostic about something that is not a record of the input.
    pub fn report(
        &mut self,
        what: &str,
        line: u64,
        id: Option<String>,
        diagnostic: Diagnostic,
    ) -> Result<(), CliError> {
        self.with_errors += u64::from(diagnostic.is_error());
        let errors = [self.about_record(line, id, diagnostic)];
        if self.errors.is_none() && self.options.envelope {
            // It has no envelope of its own.
            errors.iter().for_each(|error| self.print(what, error));
        }
        self.write_errors(what, &errors)
    }

    /// Prints what is about all records, unless only errors are wanted.
    fn about_all(&self, diagnostic: &Diagnostic) {
        if self.options.quiet && !diagnostic.is_error() {
            return;
        }
        self.course.progress.say(&reports::in_words(diagnostic, false));
    }

    fn about_record(&self, line: u64, id: Option<String>, diagnostic: Diagnostic) -> RecordError<'m> {
        self.envelopes.error(line, id, &AttributeError { attribute: None, error: Box::new(diagnostic) })
    }

    fn write_errors(&mut self, what: &str, errors: &[RecordError<'_>]) -> Result<(), CliError> {
        if let Some(file) = &mut self.errors {
            for error in errors {
                serde_json::to_writer(&mut *file, error).map_err(std::io::Error::from)?;
                file.write_all(b"\n")?;
            }
        } else if !self.options.envelope && !errors.is_empty() {
            let told = errors.iter().map(|error| told::error(what, error, self.options.show_values));
            let told = told.collect::<Vec<_>>().join("\n");
            let told = if what == "record" { self.alike.error(&told::shared(errors), told) } else { vec![told] };
            self.tell(told);
        }
        Ok(())
    }

    fn tell(&self, told: Vec<String>) {
        if !self.muted {
            told.iter().for_each(|told| self.course.progress.say(told));
        }
    }

    fn print(&self, what: &str, error: &RecordError<'_>) {
        if !self.muted {
            self.course.progress.say(&told::error(what, error, self.options.show_values));
        }
    }
}
