//! Provisioning: from a record and the state of the target to what is to be done – create, change, disable, delete, hold
//! back – with the requests that do it.
//!
//! Decides; neither reads files nor sends anything.

mod action;
mod deletions;
mod duplicates;
mod envelope;
mod request;
mod state;

pub use action::{Action, State, Status};
pub use deletions::DeletionLimit;
pub use duplicates::Duplicates;
pub use envelope::{Envelope, Envelopes, MappingLocation, RecordError};
pub use request::Request;
pub use state::{TargetObject, TargetState};

use crate::engine::{Changed, ObjectProgram, Outcome, RecordInput, Update};
use crate::functions::Host;
use crate::mapping::FailedClause;
use serde_json::{Value as Json, value::RawValue};
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
    /// Why an object without a record may have one after all.
    doubt: Option<&'static str>,
    /// Whether there was no record yet.
    is_empty: bool,
    /// How many objects may be deleted, and how many were.
    limit: DeletionLimit,
    deleted: u64,
    /// How many objects the target has.
    total: u64,
}

/// Why an object is kept that would be one too many to delete.
const TOO_MANY: &str = "more objects would be deleted than the limit allows";

impl<P: Deref<Target = ObjectProgram>> Provisioner<P> {
    /// For an object mapping in a job with these settings. `knows_target` says whether the [`TargetState`] is what the target
    /// has; without it nothing is looked up.
    pub fn new(program: P, operation: Operation, knows_target: bool, host: &dyn Host) -> Self {
        // https://learn.microsoft.com/entra/identity/app-provisioning/skip-out-of-scope-deletions
        let setting = host.setting("SkipOutOfScopeDeletions");
        let skips_deletions = setting.is_some_and(|setting| setting.trim().eq_ignore_ascii_case("true"));
        let duplicates = Duplicates::default();
        let (doubt, limit, deleted, total) = (None, DeletionLimit::default(), 0, 0);
        let is_empty = true;
        Self { program, operation, knows_target, skips_deletions, duplicates, doubt, is_empty, limit, deleted, total }
    }

    /// Another limit of how many objects may be deleted than [10 %](DeletionLimit).
    pub fn with_limit(self, limit: DeletionLimit) -> Self {
        Self { limit, ..self }
    }

    /// What is to be done about a record. `id` is what the record is known by, `line` where it stands, for messages.
    pub fn step(&mut self, input: &RecordInput<'_>, id: Option<&str>, line: u64, target: &mut TargetState) -> Action {
        (self.total, self.is_empty) = (target.len(), false);
        let action = match input.host.is_cancelled() {
            true => Action::cancelled(State::None),
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
        self.doubt.get_or_insert("other records failed");
    }

    /// The records are not all there: an object without a record may have it elsewhere, so none is deleted.
    pub fn incomplete(&mut self) {
        self.doubt.get_or_insert("the records are not all there");
    }

    /// What the target has is not all known: which object is whose is open, so none without a record is deleted.
    pub fn partly_known(&mut self) {
        self.doubt.get_or_insert("not all of what the target has could be read");
    }

    /// Why objects without a record are kept, if they are. Without any record the export rather than everybody is gone.
    pub fn doubt(&self) -> Option<&'static str> {
        self.doubt.or(self.is_empty.then_some("there is no record at all"))
    }

    fn decide(&mut self, input: &RecordInput<'_>, id: Option<&str>, line: u64, target: &mut TargetState) -> Action {
        let values = self.program.match_values(input);
        let found = match target.find(&self.program, &values, id, line) {
            Ok(found) => found,
            Err(diagnostic) => return Action::rejected(diagnostic, State::None),
        };
        let before = found.clone().map_or(State::None, State::Kept);
        if let Some(matched) = self.program.first_match(&values)
            && let Err(diagnostic) = self.duplicates.add(&self.program, matched, line)
        {
            return Action::rejected(*diagnostic, before);
        }
        let action = match found {
            Some(payload) => self.existing(input, id, payload),
            None if self.operation == Operation::Replace && !self.knows_target => {
                self.updated(input, id, self.program.replace(input, None), None)
            }
            None => self.new_object(input, id),
        };
        // What is decided while values are given up may rest on some of them only.
        if input.host.is_cancelled() { Action::cancelled(before) } else { action }
    }

    fn new_object(&self, input: &RecordInput<'_>, id: Option<&str>) -> Action {
        let mut payload = Vec::new();
        let (skipped, deferred, unresolved) = match self.program.create(input, &mut payload) {
            Outcome::Payload { skipped, deferred, unresolved, fit } => match self.program.why_skipped(fit) {
                Some(diagnostic) => return Action::skipped(diagnostic),
                None => (skipped, deferred, unresolved),
            },
            Outcome::OutOfScope(clauses) => return Self::out_of_scope(clauses, State::None),
            Outcome::Failed(errors) => return Action::failed(errors, State::None),
        };
        let is_update = self.operation != Operation::Create;
        if !self.program.flow_types().add {
            return Action::held_back("the object mapping creates no objects", State::None);
        }
        if is_update && self.program.attributes().is_soft_deleted(input.values) {
            return Action::held_back("the record is disabled in the source", State::None);
        }
        let Some(mut state) = crate::text::from_json::<Json>(&payload) else {
            return Action::rejected(too_deep(), State::None);
        };
        let mut requests = vec![Request::create(&self.program, state.clone())];
        let mut errors = unresolved;
        if is_update {
            match self.program.patch_references(input, &state) {
                Update::Changed(changed) => {
                    let Changed { body, state: with_references, unresolved, .. } = *changed;
                    requests.push(Request::about(&self.program, "PATCH", &state, id, Some(body)));
                    (state, errors) = (with_references, unresolved);
                }
                Update::Unchanged { unresolved, .. } => errors = unresolved,
                Update::Failed(errors) => return Action::failed(errors, State::None),
                Update::OutOfScope(_) => {}
            }
        }
        let deferred = if is_update { Vec::new() } else { deferred };
        Action { requests, skipped, deferred, errors, ..Action::new(Status::Created, State::Now(state)) }
    }

    fn existing(&self, input: &RecordInput<'_>, id: Option<&str>, payload: Arc<RawValue>) -> Action {
        let Ok(previous) = serde_json::from_str::<Json>(payload.get()) else {
            return Action::rejected(too_deep(), State::Kept(payload));
        };
        let update = match self.operation {
            Operation::Replace => self.program.replace(input, Some(&previous)),
            Operation::Create | Operation::Patch => self.program.patch(input, &previous),
        };
        self.updated(input, id, update, Some((payload, &previous)))
    }

    fn updated(
        &self,
        input: &RecordInput<'_>,
        id: Option<&str>,
        update: Update,
        previous: Option<(Arc<RawValue>, &Json)>,
    ) -> Action {
        let before = previous.as_ref().map_or(State::None, |(payload, _)| State::Kept(payload.clone()));
        match update {
            Update::Failed(errors) => Action::failed(errors, before),
            Update::OutOfScope(clauses) => self.left_scope(input, id, clauses, previous),
            Update::Unchanged { skipped, unresolved: errors } => {
                Action { skipped, errors, ..Action::new(Status::Unchanged, before) }
            }
            Update::Changed(_) if !self.program.flow_types().update => {
                Action::held_back("the object mapping changes no objects", before)
            }
            Update::Changed(changed) => {
                self.changed(Status::Changed, *changed, id, previous.map(|(_, previous)| previous))
            }
        }
    }

    /// A change of an object.
    fn changed(&self, status: Status, changed: Changed, id: Option<&str>, previous: Option<&Json>) -> Action {
        let Changed { body, state, skipped, unresolved: errors } = changed;
        let (method, body) = match self.operation {
            Operation::Replace => ("PUT", state.clone()),
            Operation::Create | Operation::Patch => ("PATCH", body),
        };
        let requests = vec![Request::about(&self.program, method, previous.unwrap_or(&state), id, Some(body))];
        Action { requests, skipped, errors, ..Action::new(status, State::Now(state)) }
    }

    /// A record that is no longer in scope: its object is disabled, or deleted if the mapping cannot disable it.
    fn left_scope(
        &self,
        input: &RecordInput<'_>,
        id: Option<&str>,
        clauses: Vec<FailedClause>,
        previous: Option<(Arc<RawValue>, &Json)>,
    ) -> Action {
        let before = previous.as_ref().map_or(State::None, |(payload, _)| State::Kept(payload.clone()));
        let Some((payload, previous)) = previous.filter(|_| self.program.deprovisions(&clauses)) else {
            return Self::out_of_scope(clauses, before);
        };
        let action = match (self.program.disable(input, previous), self.keeps_orphans()) {
            (None | Some(Update::Changed(_)), Some(reason)) => Action::held_back(reason, before),
            (None, None) if self.deleted >= self.limit.of(self.total) => Action::held_back(TOO_MANY, before),
            (None, None) => self.deleted(id, previous),
            (Some(Update::Changed(changed)), None) => self.changed(Status::Disabled, *changed, id, Some(previous)),
            (Some(update), _) => self.updated(input, id, update, Some((payload, previous))),
        };
        Action { clauses, ..action }
    }

    /// What is to be done about the objects that belong to no record. Call it after all records.
    ///
    /// They are deleted, unless a record failed that may be theirs, or there are more than the limit allows: then none is.
    pub fn orphans<'t>(&self, target: &'t TargetState) -> impl Iterator<Item = (&'t TargetObject, Action)> {
        let too_many = self.too_many(target).is_some();
        target.orphans().map(move |object| (object, self.orphan(object, too_many)))
    }

    /// How many objects would be deleted and how many may be, if they are too many.
    pub fn too_many(&self, target: &TargetState) -> Option<(u64, u64)> {
        if self.doubt().is_some() || self.keeps_orphans().is_some() {
            return None;
        }
        let deletable = target.orphans().filter(|object| !object.is_ambiguous()).count() as u64;
        let (count, limit) = (self.deleted + deletable, self.limit.of(target.len()));
        (count > limit && deletable > 0).then_some((count, limit))
    }

    fn orphan(&self, object: &TargetObject, too_many: bool) -> Action {
        let before = State::Kept(object.payload.clone());
        if self.doubt().is_some() || object.is_ambiguous() {
            return Action::new(Status::Kept, before);
        }
        let Ok(previous) = serde_json::from_str::<Json>(object.payload.get()) else {
            return Action::new(Status::Kept, before);
        };
        match self.keeps_orphans().or(too_many.then_some(TOO_MANY)) {
            Some(reason) => Action::held_back(reason, before),
            None => self.deleted(object.id.as_deref(), &previous),
        }
    }

    fn deleted(&self, id: Option<&str>, previous: &Json) -> Action {
        let requests = vec![Request::about(&self.program, "DELETE", previous, id, None)];
        Action { requests, ..Action::new(Status::Deleted, State::None) }
    }

    /// Why objects without a record in scope stay as they are.
    fn keeps_orphans(&self) -> Option<&'static str> {
        match () {
            () if self.skips_deletions => Some("SkipOutOfScopeDeletions"),
            () if !self.program.flow_types().delete => Some("the object mapping deletes no objects"),
            () => None,
        }
    }

    fn out_of_scope(clauses: Vec<FailedClause>, state: State) -> Action {
        Action { clauses, ..Action::new(Status::OutOfScope, state) }
    }
}

/// How deep payloads may nest that are handed over as JSON: serde_json's own limit.
pub(crate) const DEEPEST: usize = 127;

/// A record whose payload nests deeper than JSON is read.
pub fn too_deep() -> crate::diagnostic::Diagnostic {
    crate::diagnostic::registry::record_nested_too_deep(crate::text::Span::default(), DEEPEST)
}
