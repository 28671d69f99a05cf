//! Provisioning: from a record and the state of the target to what is to be done – create, change, disable, delete, hold
//! back – with the requests that do it.
//!
//! Decides; neither reads files nor sends anything.

mod action;
mod deletions;
mod duplicates;
mod envelope;
mod record_id;
mod request;
mod state;
mod target_reader;

pub use action::{Action, Status};
pub use deletions::DeletionLimit;
pub use duplicates::Duplicates;
pub use envelope::{Envelope, Envelopes, MappingLocation, RecordError};
pub use record_id::RecordId;
pub use request::Request;
pub use state::{TargetObject, TargetState};
pub use target_reader::{TargetReader, Unusable};

use crate::engine::{AttributeError, Changed, ObjectProgram, Outcome, Previous, RecordInput, Update};
use crate::functions::Host;
use crate::mapping::FailedClause;
use std::ops::Deref;
use std::sync::Arc;

/// What to send for objects that exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// Nothing: every record is one of a new object.
    Create,
    /// PUT requests with whole payloads.
    Replace,
    /// PATCH requests with the changes.
    Patch,
}

impl Operation {
    /// All of them, with the words for them.
    pub const ALL: [(Operation, &'static str); 3] =
        [(Operation::Create, "create"), (Operation::Replace, "replace"), (Operation::Patch, "patch")];

    /// The operation of a word, for somebody who knows the state of the target or does not.
    ///
    /// # Errors
    /// Why it cannot be carried out. Without the state of the target, `patch` would create all objects once more; with it,
    /// `create` would change some.
    pub fn parse(word: &str, knows_target: bool) -> Result<Self, String> {
        let Some((operation, _)) = Self::ALL.into_iter().find(|(_, known)| *known == word) else {
            let known = Self::ALL.map(|(_, known)| known).join(", ");
            return Err(format!("there is no operation `{word}`, the operations are {known}"));
        };
        match (operation, knows_target) {
            (Operation::Patch, false) => {
                Err("`patch` needs the state of the target; it is empty for the first run".to_owned())
            }
            (Operation::Create, true) => Err("`create` takes no state of the target".to_owned()),
            _ => Ok(operation),
        }
    }
}

/// Decides what is to be done about the objects of records, one after the other.
///
/// `P` is a reference to a program, or an `Arc` of one.
pub struct Provisioner<P> {
    program: P,
    operation: Operation,
    /// Whether the state of the target is known; otherwise PUT requests replace whatever there is.
    knows_target: bool,
    /// Whether the job's settings forbid to deprovision objects that are out of scope.
    skips_deletions: bool,
    duplicates: Duplicates,
    /// Whether there was a record.
    any: bool,
    /// Why an object without a record may have one after all.
    doubt: Option<&'static str>,
    /// How many objects may be deleted, and how many were.
    limit: DeletionLimit,
    deleted: u64,
    /// How many objects the target has.
    total: u64,
}

/// What the target has of an object: its text to keep, and to look into.
type Held<'h> = (&'h Arc<str>, &'h Previous<'h>);

/// Why an object is kept that would be one too many to delete.
const TOO_MANY: &str = "more objects would be deleted than the limit allows";

/// Why all objects are kept where there is no record at all: an export that failed looks like that.
const NO_RECORDS: &str = "there are no records";

impl<P: Deref<Target = ObjectProgram>> Provisioner<P> {
    /// For an object mapping in a job with these settings. `knows_target` says whether the [`TargetState`] is what the target
    /// has; without it nothing is looked up.
    pub fn new(program: P, operation: Operation, knows_target: bool, host: &dyn Host) -> Self {
        // https://learn.microsoft.com/entra/identity/app-provisioning/skip-out-of-scope-deletions
        let setting = host.setting("SkipOutOfScopeDeletions");
        let skips_deletions = setting.is_some_and(|setting| setting.trim().eq_ignore_ascii_case("true"));
        let duplicates = Duplicates::default();
        let (doubt, limit, deleted, total) = (None, DeletionLimit::default(), 0, 0);
        let any = false;
        Self { program, operation, knows_target, skips_deletions, duplicates, any, doubt, limit, deleted, total }
    }

    /// Another limit of how many objects may be deleted than [10 %](DeletionLimit).
    pub fn with_limit(self, limit: DeletionLimit) -> Self {
        Self { limit, ..self }
    }

    /// What is to be done about a record. `line` is where it stands, for messages.
    pub fn step(&mut self, input: &RecordInput<'_>, id: &RecordId<'_>, line: u64, target: &mut TargetState) -> Action {
        (self.any, self.total) = (true, target.len());
        let action = match input.host.is_cancelled() {
            true => Action::cancelled(None),
            false => self.decide(input, id, line, target),
        };
        match action.status {
            // A record that is skipped may be the one of any object, too.
            Status::Error | Status::Skipped => self.failed(),
            Status::Deleted => self.deleted += 1,
            _ => {}
        }
        action
    }

    /// A record that could not be read: it may be the one of any object, so none is deleted after it.
    pub fn failed(&mut self) {
        self.any = true;
        self.doubt.get_or_insert("other records failed");
    }

    /// The records are not all there: an object without a record may have it elsewhere, so none is deleted.
    pub fn incomplete(&mut self) {
        self.doubt.get_or_insert("the records are not all there");
    }

    /// Why objects without a record are kept, if they are.
    pub fn doubt(&self, target: &TargetState) -> Option<&'static str> {
        // Which object is whose is open as well where a line of the target's state could not be read.
        self.doubt.or(target.is_partial().then_some("not all of what the target has could be read"))
    }

    fn decide(&mut self, input: &RecordInput<'_>, id: &RecordId<'_>, line: u64, target: &mut TargetState) -> Action {
        let keys = self.program.match_keys(input);
        let found = match target.find(&self.program, &keys, id, line) {
            Ok(found) => found,
            Err(diagnostic) => return Action::rejected(diagnostic, None),
        };
        let by_first = found.as_ref().is_some_and(|found| found.by_first);
        let found = found.map(|found| found.payload);
        let before = found.clone();
        if let Some(matched) = self.program.first_match(keys).filter(|_| !by_first)
            && let Err(diagnostic) = self.duplicates.add(&self.program, matched, line)
        {
            return Action::rejected(*diagnostic, before);
        }
        let action = match found {
            Some(payload) => self.existing(input, id, payload),
            None if self.operation == Operation::Replace && !self.knows_target => {
                self.updated(input, id, self.program.replace_whole(input), None)
            }
            None => self.new_object(input, id),
        };
        // What is decided while values are given up may rest on some of them only.
        if input.host.is_cancelled() { Action::cancelled(before) } else { action }
    }

    fn new_object(&self, input: &RecordInput<'_>, id: &RecordId<'_>) -> Action {
        let mut payload = Vec::new();
        let (skipped, deferred, unresolved) = match self.program.create(input, &mut payload) {
            Outcome::Payload { skipped, deferred, unresolved, fit } => match self.program.why_skipped(fit) {
                Some(diagnostic) => return Action::skipped(diagnostic),
                None => (skipped, deferred, unresolved),
            },
            Outcome::OutOfScope(clauses) => return Self::out_of_scope(clauses, None),
            Outcome::Failed(errors) => return Action::failed(errors, None),
        };
        let is_update = self.operation != Operation::Create;
        if !self.program.flow_types().add {
            return Action::held_back("the object mapping creates no objects", None);
        }
        if is_update && self.program.attributes().is_soft_deleted(input.values) {
            return Action::held_back("the record is disabled in the source", None);
        }
        let payload: Arc<str> = String::from_utf8_lossy(&payload).into();
        let mut requests = vec![Request::create(&self.program, payload.clone())];
        if !is_update {
            return Action { requests, skipped, deferred, errors: unresolved, ..Action::new(Status::Created, payload) };
        }
        let (mut state, mut errors) = (payload, unresolved);
        if self.program.attributes().refers() {
            match self.program.patch_references(input) {
                Update::Changed(changed) => {
                    requests.push(Request::about(
                        &self.program,
                        "PATCH",
                        changed.address,
                        || id.get(),
                        Some(changed.body),
                    ));
                    (state, errors) = (changed.state, changed.unresolved);
                }
                Update::Unchanged { unresolved, .. } => errors = unresolved,
                Update::Failed(errors) => return Action::failed(errors, None),
                Update::OutOfScope(_) => {}
            }
        }
        Action { requests, skipped, errors, ..Action::new(Status::Created, state) }
    }

    fn existing(&self, input: &RecordInput<'_>, id: &RecordId<'_>, payload: Arc<str>) -> Action {
        let previous = Previous::new(&payload);
        let update = match self.operation {
            Operation::Replace => self.program.replace(input, &previous),
            Operation::Create | Operation::Patch => self.program.patch(input, &previous),
        };
        self.updated(input, id, update, Some((&payload, &previous)))
    }

    fn updated(
        &self,
        input: &RecordInput<'_>,
        id: &RecordId<'_>,
        update: Update,
        previous: Option<Held<'_>>,
    ) -> Action {
        let before = previous.map(|(payload, _)| payload.clone());
        match update {
            Update::Failed(errors) => Action::failed(errors, before),
            Update::OutOfScope(clauses) => self.left_scope(input, id, clauses, previous),
            Update::Unchanged { skipped, unresolved: errors } => {
                Action { skipped, errors, ..Action::new(Status::Unchanged, before) }
            }
            Update::Changed(_) if !self.program.flow_types().update => {
                Action::held_back("the object mapping changes no objects", before)
            }
            Update::Changed(changed) => self.changed(Status::Changed, *changed, id),
        }
    }

    /// A change of an object.
    fn changed(&self, status: Status, changed: Changed, id: &RecordId<'_>) -> Action {
        let Changed { body, state, address, skipped, unresolved: errors } = changed;
        let method = if self.operation == Operation::Replace { "PUT" } else { "PATCH" };
        let body = if self.operation == Operation::Replace { state.clone() } else { body };
        let requests = vec![Request::about(&self.program, method, address, || id.get(), Some(body))];
        Action { requests, skipped, errors, ..Action::new(status, state) }
    }

    /// A record that is no longer in scope: its object is disabled, or deleted if the mapping cannot disable it.
    fn left_scope(
        &self,
        input: &RecordInput<'_>,
        id: &RecordId<'_>,
        clauses: Vec<FailedClause>,
        previous: Option<Held<'_>>,
    ) -> Action {
        let before = previous.map(|(payload, _)| payload.clone());
        let Some((payload, previous)) = previous.filter(|_| self.program.deprovisions(&clauses)) else {
            return Self::out_of_scope(clauses, before);
        };
        let action = match (self.program.disable(input, previous), self.keeps_orphans()) {
            (None | Some(Update::Changed(_)), Some(reason)) => Action::held_back(reason, before),
            (None, None) if self.deleted >= self.limit.of(self.total) => Action::held_back(TOO_MANY, before),
            (None, None) => self
                .deleted(|| id.get(), previous)
                .unwrap_or_else(|| Action::failed(vec![AttributeError::too_deep()], before)),
            (Some(Update::Changed(changed)), None) => self.changed(Status::Disabled, *changed, id),
            (Some(update), _) => self.updated(input, id, update, Some((payload, previous))),
        };
        Action { clauses, ..action }
    }

    /// What is to be done about the objects that belong to no record. Call it after all records.
    ///
    /// They are deleted, unless a record failed that may be theirs, there was no record at all, or there are more than the limit
    /// allows: then none is. Where there was no record, only a limit of 100 % allows it.
    pub fn orphans<'t>(&self, target: &'t TargetState) -> impl Iterator<Item = (&'t TargetObject, Action)> {
        let too_many = self.too_many(target).is_some();
        target.orphans().map(move |object| (object, self.orphan(object, target, too_many)))
    }

    /// How many objects would be deleted and how many may be, if they are too many.
    pub fn too_many(&self, target: &TargetState) -> Option<(u64, u64)> {
        let (count, limit) = (self.deleted + self.deletable(target), self.limit.of(target.len()));
        (!self.has_no_records() && count > limit && count > self.deleted).then_some((count, limit))
    }

    /// How many objects are kept only because there are no records.
    pub fn kept_without_records(&self, target: &TargetState) -> u64 {
        if self.has_no_records() { self.deletable(target) } else { 0 }
    }

    /// Whether there were no records, and nobody has said that every object may be deleted.
    fn has_no_records(&self) -> bool {
        !self.any && !self.limit.is_all()
    }

    /// How many objects without a record there are that nothing else keeps.
    fn deletable(&self, target: &TargetState) -> u64 {
        if self.doubt(target).is_some() || self.keeps_orphans().is_some() {
            return 0;
        }
        target.orphans().filter(|object| !object.is_ambiguous()).count() as u64
    }

    fn orphan(&self, object: &TargetObject, target: &TargetState, too_many: bool) -> Action {
        let before = object.payload.clone();
        if self.doubt(target).is_some() || object.is_ambiguous() {
            return Action::new(Status::Kept, before);
        }
        let no_records = self.has_no_records().then_some(NO_RECORDS);
        match self.keeps_orphans().or(no_records).or(too_many.then_some(TOO_MANY)) {
            Some(reason) => Action::held_back(reason, Some(before)),
            None => {
                let deleted = self.deleted(|| object.id.as_deref(), &Previous::new(&object.payload));
                deleted.unwrap_or_else(|| Action::new(Status::Kept, before))
            }
        }
    }

    /// Nothing where the object nests too deep to be read.
    fn deleted<'d>(&self, id: impl FnOnce() -> Option<&'d str>, previous: &Previous<'_>) -> Option<Action> {
        let address = self.program.address(previous.parts()?);
        let requests = vec![Request::about(&self.program, "DELETE", address, id, None)];
        Some(Action { requests, ..Action::new(Status::Deleted, None) })
    }

    /// Why objects without a record in scope stay as they are.
    fn keeps_orphans(&self) -> Option<&'static str> {
        match () {
            () if self.skips_deletions => Some("SkipOutOfScopeDeletions"),
            () if !self.program.flow_types().delete => Some("the object mapping deletes no objects"),
            () => None,
        }
    }

    fn out_of_scope(clauses: Vec<FailedClause>, state: Option<Arc<str>>) -> Action {
        Action { clauses, ..Action::new(Status::OutOfScope, state) }
    }
}
