//! Writes the requests that bring the target up to date, or envelopes with them.
//!
//! What is to be done about a record is decided by [`attrflow::provision`]; here it is counted and written.

use super::report::Reporter;
use super::request::Requests;
use super::target_state;
use super::{Input, Map, Operation};
use crate::cli::error::CliError;
use attrflow::Status;
use attrflow::tool::provision;
use attrflow::tool::provision::{Action, Provisioner, RecordId, TargetObject, TargetState};
use attrflow::tool::{Mapping, ObjectProgram, RawRecord, Records, RunLimits, Unseen, registry};
use attrflow::{Span, World};
use std::collections::BTreeMap;
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
        None => TargetState::default(),
    };
    let operation = match options.requests.operation() {
        Operation::Create => provision::Operation::Create,
        Operation::Replace => provision::Operation::Replace,
        Operation::Patch => provision::Operation::Patch,
    };
    let knows_target = options.requests.previous.is_some();
    let mut run = Run {
        options,
        program,
        provisioner: Provisioner::new(program, operation, knows_target, world)
            .with_limit(options.requests.max_deletions.unwrap_or_default()),
        target,
        reporter,
        requests: Requests::new(options.requests.bulk, program.bulk_schema()),
        counts: BTreeMap::new(),
    };
    // Requests depend on those before them: a resumed run runs all records again.
    let done = run.records(world, records).and_then(|()| run.reporter.end_of_records());
    // Before a run is resumed, collected operations stay unwritten: its bulk requests have to be those of an
    // uninterrupted run.
    if matches!(done, Err(CliError::Stopped(_))) && !run.reporter.course.can_resume() {
        run.requests.flush(&mut run.reporter.out)?;
    }
    let done = done.and_then(|()| run.orphans()).and_then(|()| run.requests.flush(&mut run.reporter.out));
    run.reporter.ended(done)?;
    let summary = run.summary();
    run.reporter.finish(&summary)
}

struct Run<'m> {
    options: &'m Map,
    program: &'m ObjectProgram,
    provisioner: Provisioner<&'m ObjectProgram>,
    target: TargetState,
    reporter: Reporter<'m>,
    requests: Requests,
    /// How many records had each outcome, by its word.
    counts: BTreeMap<&'static str, u64>,
}

impl Run<'_> {
    fn records(&mut self, world: &World, mut records: Records<Box<dyn Read>>) -> Result<(), CliError> {
        let mut runner = self.program.runner(RunLimits::default());
        let unseen = Unseen::default();
        while let Some(record) = records.next_record() {
            let Self { provisioner, target, .. } = self;
            // Before the record counts: where a signal ends the run within it, it is not done.
            let step = record.as_ref().ok().map(|record| {
                let (id, line) = (RecordId::of(*record), record.location.line);
                let step = runner.with(record.shape, world, |_, input| provisioner.step(input, &id, line, target));
                (id, line, step)
            });
            self.reporter.turn(record.as_ref().map_err(|refused| &**refused), None)?;
            let (record, (id, line, step)) = match (record, step) {
                (Ok(record), Some(step)) => (record, step),
                (Err(refused), _) => {
                    self.provisioner.failed();
                    self.reporter.refused(&refused)?;
                    continue;
                }
                (Ok(_), None) => continue,
            };
            unseen.note(record.shape);
            match step {
                Ok(action) => self.record(&record, id, action)?,
                Err(malformed) => {
                    self.provisioner.failed();
                    self.reporter.rejected(line, id.take(), malformed.diagnostic())?;
                }
            }
        }
        if records.missing().is_some() {
            self.provisioner.incomplete();
        }
        unseen.add(&runner);
        let kept = self.provisioner.kept_without_records(&self.target);
        self.reporter.all_records(&records, &unseen, kept)
    }

    fn record(&mut self, record: &RawRecord<'_>, id: RecordId<'_>, action: Action) -> Result<(), CliError> {
        if !action.clauses.is_empty() {
            self.reporter.explain(record, &action.clauses);
        }
        self.reporter.out_of_scope += u64::from(action.status == Status::OutOfScope);
        self.write(&action, || id.take(), ("record", record.location.line))
    }

    /// Objects that belong to no record.
    fn orphans(&mut self) -> Result<(), CliError> {
        let target = std::mem::take(&mut self.target);
        let path = self.options.requests.previous.clone().unwrap_or_default();
        let (what, mut kept) = (format!("{path}: line"), Vec::new());
        let (too_many, doubt) = (self.provisioner.too_many(&target), self.provisioner.doubt(&target));
        let orphans: Vec<_> = self.provisioner.orphans(&target).collect();
        for (object, action) in orphans {
            if action.status == Status::Kept && !object.is_ambiguous() {
                kept.push(object.line);
            }
            let TargetObject { id, line, .. } = object;
            self.write(&action, || id.clone(), (&what, *line))?;
        }
        if let Some(first) = target.orphans().next().filter(|_| !kept.is_empty()) {
            let why = doubt.unwrap_or("they cannot be told apart");
            let diagnostic = registry::deletions_held_back(Span::default(), kept.len(), why);
            self.reporter.report(&what, first.line, None, diagnostic)?;
        }
        if let (Some((count, limit)), Some(first)) = (too_many, target.orphans().next()) {
            let diagnostic = registry::too_many_deletions(Span::default(), count, target.len(), limit);
            self.reporter.report(&what, first.line, None, diagnostic)?;
        }
        Ok(())
    }

    /// Counts an action, and writes its requests, or the envelope with them and the payload that they result in.
    fn write(
        &mut self,
        action: &Action,
        id: impl FnOnce() -> Option<String>,
        (what, line): (&str, u64),
    ) -> Result<(), CliError> {
        *self.counts.entry(action.status.word()).or_default() += 1;
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

    fn summary(&self) -> String {
        let count = |status: Status| self.counts.get(status.word()).copied().unwrap_or_default();
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
