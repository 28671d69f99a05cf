//! Writes the requests that bring the target up to date, or envelopes with them.
//!
//! What is to be done about a record is decided by [`attrflow::provision`], as far as possible on all threads; here it is
//! counted and written.

use super::report::Reporter;
use super::request::Requests;
use super::target_state::{self, Target};
use super::{Input, Map, Operation};
use crate::cli::error::CliError;
use attrflow::Status;
use attrflow::tool::provision;
use attrflow::tool::provision::{Action, Provisioner, RecordId, Step};
use attrflow::tool::{Mapping, ObjectProgram, Records, RunLimits, Stream, Unseen, registry};
use attrflow::{Span, World};
use std::io::Read;

/// Runs the command.
pub(super) fn run(
    options: &Map,
    program: &ObjectProgram,
    mapping: &Mapping,
    world: &World,
    input: Input,
) -> Result<(), CliError> {
    let Input { records, course, claims } = input;
    let mut reporter = Reporter::new(options, program, mapping, course, claims)?;
    let target = match &options.requests.previous {
        Some(path) => target_state::read(path, program, &mut reporter)?,
        None => Target::unknown(),
    };
    let operation = match options.requests.operation() {
        Operation::Create => provision::Operation::Create,
        Operation::Replace => provision::Operation::Replace,
        Operation::Patch => provision::Operation::Patch,
    };
    let knows_target = options.requests.previous.is_some();
    let provisioner = Provisioner::new(program, operation, knows_target, world)
        .with_limit(options.requests.max_deletions.unwrap_or_default());
    let mut run = Run {
        provisioner: if options.envelope { provisioner } else { provisioner.without_states() },
        target,
        writer: Writer {
            options,
            program,
            reporter,
            requests: Requests::new(options.requests.bulk, program.bulk_schema()),
            counts: Vec::new(),
        },
    };
    // Requests depend on those before them: a resumed run runs all records again.
    let done = run.records(world, records).and_then(|()| run.writer.reporter.end_of_records());
    // Before a run is resumed, collected operations stay unwritten: its bulk requests have to be those of an
    // uninterrupted run.
    if matches!(done, Err(CliError::Stopped(_))) && !run.writer.reporter.course.can_resume() {
        run.writer.flush()?;
    }
    let done = done.and_then(|()| run.orphans()).and_then(|()| run.writer.flush());
    let mut writer = run.writer;
    writer.reporter.ended(done)?;
    let summary = writer.summary();
    writer.reporter.finish(&summary)
}

struct Run<'m> {
    provisioner: Provisioner<&'m ObjectProgram>,
    target: Target,
    writer: Writer<'m>,
}

impl Run<'_> {
    fn records(&mut self, world: &World, mut records: Records<Box<dyn Read>>) -> Result<(), CliError> {
        let unseen = Unseen::default();
        let Self { provisioner, target: Target { state: target, failure }, writer } = self;
        let (limits, threads) = (RunLimits::default(), writer.options.threads());
        let digest = writer.reporter.course.record_digest();
        let stream =
            Stream { program: writer.program, world, limits, threads, matches: false, unseen: Some(&unseen), digest };
        provisioner.steps(&stream, &mut records, target, |step| {
            let digest = step.as_ref().ok().and_then(|step| step.digest);
            // Where a signal ended the run within the record, it is not done.
            writer.reporter.turn(step.as_ref().map(|step| &step.record).map_err(|refused| *refused), digest)?;
            failure.check()?;
            match step {
                Err(refused) => writer.reporter.refused(refused),
                Ok(step) => {
                    unseen.note(step.record.shape);
                    writer.record(step)
                }
            }
        })?;
        if records.missing().is_some() {
            provisioner.incomplete();
        }
        let kept = provisioner.kept_without_records(target);
        writer.reporter.all_records(&records, &unseen, kept)
    }

    /// Objects that belong to no record.
    fn orphans(&mut self) -> Result<(), CliError> {
        let Self { provisioner, target: Target { state: target, failure }, writer } = self;
        let path = writer.options.requests.previous.clone().unwrap_or_default();
        let (what, mut kept) = (format!("{path}: line"), 0);
        let (too_many, doubt) = (provisioner.too_many(target), provisioner.doubt(target));
        let first = provisioner.first_orphan(target);
        for orphan in provisioner.orphans(target) {
            failure.check()?;
            kept += usize::from(orphan.action.status == Status::Kept && !orphan.is_ambiguous);
            writer.write(&orphan.action, || orphan.id, (&what, orphan.line))?;
        }
        if let Some(first) = first.filter(|_| kept > 0) {
            let why = doubt.unwrap_or("they cannot be told apart");
            let diagnostic = registry::deletions_held_back(Span::default(), kept, why);
            writer.reporter.report(&what, first, None, diagnostic)?;
        }
        if let (Some((count, limit)), Some(first)) = (too_many, first) {
            let diagnostic = registry::too_many_deletions(Span::default(), count, target.len(), limit);
            writer.reporter.report(&what, first, None, diagnostic)?;
        }
        Ok(())
    }
}

/// Counts and writes actions.
struct Writer<'m> {
    options: &'m Map,
    program: &'m ObjectProgram,
    reporter: Reporter<'m>,
    requests: Requests,
    /// How many records had each outcome.
    counts: Vec<(Status, u64)>,
}

impl Writer<'_> {
    fn record(&mut self, Step { record, action, .. }: Step<'_>) -> Result<(), CliError> {
        let (id, line) = (RecordId::of(record), record.location.line);
        let action = match action {
            Ok(action) => action,
            Err(malformed) => return self.reporter.rejected(line, id.take(), malformed.diagnostic()),
        };
        if !action.clauses.is_empty() {
            self.reporter.explain(&record, &action.clauses);
        }
        self.reporter.out_of_scope += u64::from(action.status == Status::OutOfScope);
        self.write(&action, || id.take(), ("record", line))
    }

    /// Counts an action, and writes its requests, or the envelope with them and the payload that they result in.
    fn write(
        &mut self,
        action: &Action,
        id: impl FnOnce() -> Option<String>,
        (what, line): (&str, u64),
    ) -> Result<(), CliError> {
        match self.counts.iter_mut().find(|(status, _)| *status == action.status) {
            Some((_, count)) => *count += 1,
            None => self.counts.push((action.status, 1)),
        }
        if self.options.envelope || !action.errors.is_empty() {
            let id = id();
            let envelope = self.reporter.envelopes.of(id, line, action);
            self.reporter.errors(what, &envelope)?;
            if self.options.envelope {
                return self.reporter.envelope(&envelope);
            }
            let id = envelope.id;
            return self.requests(action, || id, (what, line));
        }
        self.requests(action, id, (what, line))
    }

    fn requests(
        &mut self,
        action: &Action,
        id: impl FnOnce() -> Option<String>,
        (what, line): (&str, u64),
    ) -> Result<(), CliError> {
        if !self.requests.write(&action.requests, &mut self.reporter.out)? {
            let attribute =
                self.program.matching().first().map_or("id", |index| self.program.attributes().target(*index));
            self.reporter.report(what, line, id(), registry::bulk_without_id(Span::default(), attribute))?;
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), CliError> {
        self.requests.flush(&mut self.reporter.out)
    }

    fn summary(&self) -> String {
        let count = |wanted: Status| self.counts.iter().find(|(status, _)| *status == wanted).map_or(0, |it| it.1);
        let always = [(Status::Created, "created"), (Status::Changed, "changed"), (Status::Unchanged, "unchanged")];
        let mut parts: Vec<String> = always.map(|(status, word)| format!("{} {word}", count(status))).into();
        let if_any =
            |status, word: &str| Some(count(status)).filter(|count| *count > 0).map(|it| format!("{it} {word}"));
        parts.extend(if_any(Status::Disabled, "disabled"));
        parts.push(format!("{} deleted", count(Status::Deleted)));
        parts.extend(if_any(Status::HeldBack, "held back"));
        parts.extend(if_any(Status::Skipped, "skipped"));
        parts.join(", ")
    }
}
