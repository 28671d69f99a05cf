//! The requests that bring the target up to date: POST for new objects, PATCH or PUT for changed ones, DELETE for
//! removed ones.

use super::report::{Envelope, Reporter, identity};
use super::request::{Request, Requests};
use super::target_state::{MatchError, TargetState};
use super::{Input, Map, Operation};
use crate::cli::error::CliError;
use attrflow::bumpalo::Bump;
use attrflow::{
    Changed, FailedClause, Host, ObjectProgram, Outcome, RawRecord, RecordInput, RecordReader, Records, RunLimits,
    Slots, Span, Update, World, registry,
};
use serde_json::{Value as Json, value::RawValue};
use std::collections::HashMap;
use std::io::Read;

/// Runs the command.
pub(super) fn run(
    options: &Map,
    program: &ObjectProgram,
    world: &World,
    slots: &Slots,
    input: Input,
) -> Result<(), CliError> {
    let Input { records, course } = input;
    let mut reporter = Reporter::new(options, program, course)?;
    let previous = match &options.requests.previous {
        Some(path) => TargetState::read(path, program, &mut reporter)?,
        None => TargetState::default(),
    };
    let setting = world.setting("SkipOutOfScopeDeletions");
    let mut run = Run {
        options,
        program,
        world,
        previous,
        reporter,
        requests: Requests::new(options.requests.bulk, program.bulk_schema()),
        endpoint: program.endpoint(),
        skips_deletions: setting.is_some_and(|setting| setting.trim().eq_ignore_ascii_case("true")),
        seen: HashMap::new(),
        line: 0,
        counts: Counts::default(),
    };
    // Requests depend on those before them: a resumed run runs all records again.
    let done = run.records(slots, records).and_then(|()| run.reporter.end_of_records());
    if matches!(done, Err(CliError::Stopped(_))) && !run.reporter.course.can_resume() {
        run.requests.flush(&mut run.reporter.out)?;
    }
    let done = done.and_then(|()| run.leavers()).and_then(|()| run.requests.flush(&mut run.reporter.out));
    run.reporter.ended(done)?;
    let Run { reporter, counts, .. } = run;
    let Counts { created, changed, unchanged, disabled, deleted, held_back } = counts;
    let if_any = |count: u64, what: &str| if count > 0 { format!(", {count} {what}") } else { String::new() };
    let (disabled, held_back) = (if_any(disabled, "disabled"), if_any(held_back, "held back"));
    reporter.finish(&format!(
        "{created} created, {changed} changed, {unchanged} unchanged{disabled}, {deleted} deleted{held_back}"
    ))
}

#[derive(Default)]
struct Counts {
    created: u64,
    changed: u64,
    unchanged: u64,
    disabled: u64,
    deleted: u64,
    held_back: u64,
}

struct Run<'m> {
    options: &'m Map,
    program: &'m ObjectProgram,
    world: &'m World,
    previous: TargetState,
    reporter: Reporter<'m>,
    requests: Requests,
    endpoint: String,
    skips_deletions: bool,
    /// The line of the first record with a matching value, by the value.
    seen: HashMap<String, u64>,
    /// The line of the record that requests are written for.
    line: u64,
    counts: Counts,
}

impl<'m> Run<'m> {
    fn records(&mut self, slots: &Slots, mut records: Records<Box<dyn Read>>) -> Result<(), CliError> {
        let program: &'m ObjectProgram = self.program;
        let world: &'m World = self.world;
        let session = program.session(RunLimits::default());
        let mut reader = RecordReader::new(slots);
        let mut arena = Bump::new();
        while let Some(record) = records.next_record() {
            arena.reset();
            self.reporter.turn(record.as_ref().map_err(|refused| &**refused))?;
            let record = match record {
                Ok(record) => record,
                Err(refused) => {
                    self.reporter.refused(&refused)?;
                    continue;
                }
            };
            match RecordInput::read(record.shape, &mut reader, &session, &arena, world) {
                Ok(turn) => self.record(&record, &turn)?,
                Err(malformed) => {
                    let error = (None, malformed.diagnostic());
                    self.reporter.failed(record.location.line, identity(&record), &[error], None)?;
                }
            }
        }
        Ok(())
    }

    fn record(&mut self, record: &RawRecord<'_>, turn: &RecordInput<'_>) -> Result<(), CliError> {
        let (line, id) = (record.location.line, identity(record));
        self.line = line;
        let matching = self.program.match_values(turn);
        let found = self.previous.find(self.program, &matching, id.as_deref(), line);
        let earlier = match found {
            Ok(entry) => entry.map(|entry| entry.payload.clone()),
            Err(MatchError::Ambiguous(diagnostic) | MatchError::Taken(diagnostic)) => {
                return self.reporter.failed(line, id, &[(None, diagnostic)], None);
            }
        };
        if let (Some(attribute), Some(value)) = (self.program.matching().first(), matching.iter().flatten().next()) {
            let key = self.program.match_key(*attribute, value);
            if let Some(first) = self.seen.get(&key) {
                let diagnostic = registry::duplicate_match(Span::default(), self.program.target(*attribute), *first);
                return self.reporter.failed(line, id, &[(None, diagnostic)], earlier.as_deref());
            }
            self.seen.insert(key, line);
        }
        match earlier {
            Some(payload) => self.existing(record, turn, &payload),
            None => self.new_object(record, turn),
        }
    }

    fn new_object(&mut self, record: &RawRecord<'_>, turn: &RecordInput<'_>) -> Result<(), CliError> {
        if self.options.requests.operation() == Operation::Replace && self.options.requests.previous.is_none() {
            let update = self.program.replace(turn, None);
            return self.updated(record, turn, update, None);
        }
        let mut payload = Vec::new();
        let (skipped, deferred, unresolved) = match self.program.create(turn, &mut payload) {
            Outcome::Payload { skipped, deferred, unresolved } => (skipped, deferred, unresolved),
            Outcome::OutOfScope(misses) => return self.reporter.out_of_scope(record, &misses, None),
            Outcome::Failed(errors) => return self.reporter.faulty(record, errors, None),
        };
        let is_update = self.options.requests.operation() != Operation::Create;
        let held_back = match () {
            () if !self.program.flow_types().add => Some("the object mapping creates no objects"),
            () if is_update && self.program.is_soft_deleted(turn.values) => {
                Some("the record is disabled in the source")
            }
            () => None,
        };
        if let Some(reason) = held_back {
            return self.hold_back(identity(record), reason, None);
        }
        let Ok(mut state) = serde_json::from_slice::<Json>(&payload) else { return self.reporter.too_deep(record) };
        let mut requests = vec![self.request("POST", None, Some(state.clone()))];
        let mut unresolved = unresolved;
        if is_update {
            let update = self.program.patch_references(turn, &state);
            match update {
                Update::Changed(changed) => {
                    let Changed { body, state: with_references, unresolved: missing, .. } = *changed;
                    requests.push(self.request("PATCH", Some(&state), Some(body)));
                    state = with_references;
                    unresolved = missing;
                }
                Update::Unchanged { unresolved: missing, .. } => unresolved = missing,
                Update::Failed(errors) => return self.reporter.faulty(record, errors, None),
                Update::OutOfScope(_) => {}
            }
        }
        self.counts.created += 1;
        let id = identity(record);
        let errors = self.reporter.unresolved(record.location.line, id.as_deref(), unresolved)?;
        let (skipped, deferred) = (self.reporter.targets(&skipped), self.reporter.targets(&deferred));
        let deferred = if is_update { Vec::new() } else { deferred };
        let envelope = Envelope { id, status: "created", skipped, deferred, errors, ..Envelope::default() };
        self.send(requests, &state, envelope)
    }

    fn existing(&mut self, record: &RawRecord<'_>, turn: &RecordInput<'_>, payload: &RawValue) -> Result<(), CliError> {
        let previous: Json = serde_json::from_str(payload.get()).map_err(|_| CliError::Defect)?;
        let update = if self.options.requests.operation() == Operation::Replace {
            self.program.replace(turn, Some(&previous))
        } else {
            self.program.patch(turn, &previous)
        };
        self.updated(record, turn, update, Some((payload, &previous)))
    }

    fn updated(
        &mut self,
        record: &RawRecord<'_>,
        turn: &RecordInput<'_>,
        update: Update,
        previous: Option<(&RawValue, &Json)>,
    ) -> Result<(), CliError> {
        let (id, line) = (identity(record), record.location.line);
        let payload = previous.map(|(payload, _)| payload);
        match update {
            Update::Failed(errors) => self.reporter.faulty(record, errors, payload),
            Update::OutOfScope(misses) => self.fell_out(record, turn, &misses, previous),
            Update::Unchanged { skipped, unresolved } => {
                self.counts.unchanged += 1;
                let errors = self.reporter.unresolved(line, id.as_deref(), unresolved)?;
                let skipped = self.reporter.targets(&skipped);
                self.envelope(Envelope { id, status: "unchanged", payload, skipped, errors, ..Envelope::default() })
            }
            Update::Changed(_) if !self.program.flow_types().update => {
                self.hold_back(id, "the object mapping changes no objects", payload)
            }
            Update::Changed(changed) => {
                self.counts.changed += 1;
                self.changed(record, "changed", *changed, previous.map(|(_, previous)| previous))
            }
        }
    }

    /// Sends the changes of an object.
    fn changed(
        &mut self,
        record: &RawRecord<'_>,
        status: &'static str,
        changed: Changed,
        previous: Option<&Json>,
    ) -> Result<(), CliError> {
        let Changed { body, state, skipped, unresolved } = changed;
        let id = identity(record);
        let errors = self.reporter.unresolved(record.location.line, id.as_deref(), unresolved)?;
        let skipped = self.reporter.targets(&skipped);
        let is_whole = self.options.requests.operation() == Operation::Replace;
        let (method, body) = if is_whole { ("PUT", state.clone()) } else { ("PATCH", body) };
        let requests = vec![self.addressed(method, previous.unwrap_or(&state), id.as_deref(), Some(body))];
        self.send(requests, &state, Envelope { id, status, skipped, errors, ..Envelope::default() })
    }

    /// A record that is no longer in scope: its object is disabled, or deleted if the mapping cannot disable it.
    fn fell_out(
        &mut self,
        record: &RawRecord<'_>,
        turn: &RecordInput<'_>,
        misses: &[FailedClause],
        previous: Option<(&RawValue, &Json)>,
    ) -> Result<(), CliError> {
        let Some((payload, previous)) = previous.filter(|_| self.program.deprovisions(misses)) else {
            return self.reporter.out_of_scope(record, misses, previous.map(|(payload, _)| payload));
        };
        self.reporter.explain(record, misses);
        match self.program.disable(turn, previous) {
            None => self.delete(identity(record), payload, previous),
            Some(Update::Changed(changed)) => match self.keeps_leavers() {
                Some(reason) => self.hold_back(identity(record), reason, Some(payload)),
                None => {
                    self.counts.disabled += 1;
                    self.changed(record, "disabled", *changed, Some(previous))
                }
            },
            Some(update) => self.updated(record, turn, update, Some((payload, previous))),
        }
    }

    /// Deletes the orphans: objects that belong to no record, unless a record failed that may be theirs.
    fn leavers(&mut self) -> Result<(), CliError> {
        let previous = std::mem::take(&mut self.previous);
        let is_safe = self.reporter.failed == 0;
        let mut kept = 0;
        for entry in previous.left() {
            if !is_safe || entry.doubtful {
                kept += usize::from(!entry.doubtful);
                let (id, payload) = (entry.id.clone(), Some(&*entry.payload));
                self.envelope(Envelope { id, status: "kept", payload, ..Envelope::default() })?;
                continue;
            }
            let payload: Json = serde_json::from_str(entry.payload.get()).map_err(|_| CliError::Defect)?;
            self.line = entry.line;
            self.delete(entry.id.clone(), &entry.payload, &payload)?;
        }
        if kept > 0 {
            let path = self.options.requests.previous.as_deref().unwrap_or_default();
            let line = previous.left().map(|entry| entry.line).next().unwrap_or_default();
            self.reporter.report(
                &format!("{path}: line"),
                line,
                None,
                registry::deletions_held_back(Span::default(), kept),
            )?;
        }
        Ok(())
    }

    fn delete(&mut self, id: Option<String>, payload: &RawValue, previous: &Json) -> Result<(), CliError> {
        if let Some(reason) = self.keeps_leavers() {
            return self.hold_back(id, reason, Some(payload));
        }
        self.counts.deleted += 1;
        let requests = vec![self.addressed("DELETE", previous, id.as_deref(), None)];
        self.send(requests, &Json::Null, Envelope { id, status: "deleted", ..Envelope::default() })
    }

    /// Why objects of removed records stay as they are.
    fn keeps_leavers(&self) -> Option<&'static str> {
        match () {
            () if self.skips_deletions => Some("SkipOutOfScopeDeletions"),
            () if !self.program.flow_types().delete => Some("the object mapping deletes no objects"),
            () => None,
        }
    }

    fn hold_back(
        &mut self,
        id: Option<String>,
        reason: &'static str,
        payload: Option<&RawValue>,
    ) -> Result<(), CliError> {
        self.counts.held_back += 1;
        let status = "held-back";
        self.envelope(Envelope { id, status, payload, reason: Some(reason), ..Envelope::default() })
    }

    /// A request about an object with this payload. Without matching attributes the record's own id is the object's.
    fn addressed(&self, method: &'static str, payload: &Json, id: Option<&str>, body: Option<Json>) -> Request {
        let request = self.request(method, Some(payload), body);
        match id.filter(|_| self.program.matching().is_empty() && payload.get("id").is_none()) {
            Some(id) => Request { path: format!("{}/{}", self.endpoint, segment(id)), filter: None, ..request },
            None => request,
        }
    }

    /// A request about an object with this payload, or without an object.
    fn request(&self, method: &'static str, payload: Option<&Json>, body: Option<Json>) -> Request {
        let id = payload.and_then(|payload| payload.get("id")?.as_str());
        let path = match id {
            Some(id) => format!("{}/{}", self.endpoint, segment(id)),
            None => self.endpoint.clone(),
        };
        let filter = payload.filter(|_| id.is_none()).and_then(|payload| self.program.match_filter(payload));
        Request { method, path, filter, body }
    }

    fn envelope(&mut self, envelope: Envelope<'_>) -> Result<(), CliError> {
        if self.options.envelope { self.reporter.envelope(&envelope) } else { Ok(()) }
    }

    /// Writes requests, or the envelope with them and the payload that they result in.
    fn send(&mut self, requests: Vec<Request>, state: &Json, envelope: Envelope<'_>) -> Result<(), CliError> {
        if self.options.envelope {
            let payload = serde_json::value::to_raw_value(state).map_err(|_| CliError::Defect)?;
            let payload = Some(&*payload).filter(|_| !state.is_null());
            let requests: Result<Vec<Json>, _> = requests.iter().map(serde_json::to_value).collect();
            let requests = requests.map_err(|_| CliError::Defect)?;
            return self.reporter.envelope(&Envelope { payload, requests, ..envelope });
        }
        if !self.requests.write(&requests, &mut self.reporter.out)? {
            let attribute = self.program.matching().first().map_or("id", |index| self.program.target(*index));
            let id = envelope.id.as_deref();
            let what = match (requests.first().map(|request| request.method), &self.options.requests.previous) {
                (Some("DELETE"), Some(path)) => format!("{path}: line"),
                _ => "record".to_owned(),
            };
            self.reporter.report(&what, self.line, id, registry::bulk_without_id(Span::default(), attribute))?;
        }
        Ok(())
    }
}

/// An id as a segment of a path.
fn segment(id: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~@:!$&'()*+,;=".contains(&byte);
    let each = id.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") });
    each.collect()
}
