//! What is to be done about a record and its object, as far as neither depends on the records before it: any number of
//! threads may ask for it at once. Does not know which objects have a record already, nor how many were deleted.

use super::payloads::Window;
use super::state::Found;
use super::{Action, Operation, RecordId, Request, Status, TargetState};
use crate::engine::{AttributeError, Changed, MatchKey, ObjectProgram, Outcome, Previous, RecordInput, Update};
use crate::functions::Host;
use crate::mapping::FailedClause;
use crate::text::written_json;
use std::ops::Deref;
use std::sync::Arc;

/// What an object mapping and a job's settings say of each record.
#[derive(Clone)]
pub(super) struct Rules<P> {
    pub program: P,
    operation: Operation,
    /// Whether the state of the target is known; otherwise PUT requests replace whatever there is.
    knows_target: bool,
    /// Whether the job's settings forbid to deprovision objects that are out of scope.
    skips_deletions: bool,
    /// Whether actions say what the target has then.
    pub tells_state: bool,
}

/// The object of a record, and what it was looked for by.
#[derive(Clone, Copy)]
pub(super) struct Sought {
    pub found: Found,
    /// The first matching attribute that the record has a value for.
    pub matched: Option<(usize, MatchKey)>,
}

/// What is to be done about a record, if its object is its own.
pub(super) struct Decision {
    pub action: Action,
    /// Whether the object is deleted, if that is not one too many.
    pub deletes: bool,
}

/// What is to be done about a record, if no other has its object.
pub(super) struct Proposal {
    /// Nothing where the run was cancelled before the record.
    pub sought: Option<Sought>,
    pub decision: Decision,
}

impl From<Action> for Decision {
    fn from(action: Action) -> Self {
        Self { action, deletes: false }
    }
}

impl<P: Deref<Target = ObjectProgram>> Rules<P> {
    pub fn new(program: P, operation: Operation, knows_target: bool, host: &dyn Host) -> Self {
        // https://learn.microsoft.com/entra/identity/app-provisioning/skip-out-of-scope-deletions
        let setting = host.setting("SkipOutOfScopeDeletions");
        let skips_deletions = setting.is_some_and(|setting| setting.trim().eq_ignore_ascii_case("true"));
        Self { program, operation, knows_target, skips_deletions, tells_state: true }
    }

    /// What is to be done about a record, for [`Provisioner::accept`](super::Provisioner). `window` is the thread's own.
    pub fn propose(
        &self,
        input: &RecordInput<'_>,
        id: &RecordId<'_>,
        target: &TargetState,
        window: &mut Window,
    ) -> Proposal {
        let sought = self.seek(input, id, target);
        let decision = match &sought {
            // The others are refused, whatever there is to be done about them.
            Some(sought) if target.several(&sought.found).is_none() => {
                self.decide(input, id, (target, sought.found.object), window)
            }
            _ => Action::cancelled(None).into(),
        };
        Proposal { sought, decision }
    }

    /// The object of a record; nothing where the run is cancelled.
    pub fn seek(&self, input: &RecordInput<'_>, id: &RecordId<'_>, target: &TargetState) -> Option<Sought> {
        if input.host.is_cancelled() {
            return None;
        }
        let keys = self.program.match_keys(input);
        let found = target.find(&self.program, keys, id);
        Some(Sought { found, matched: self.program.first_match(keys) })
    }

    /// What is to be done about a record with this object.
    pub fn decide(
        &self,
        input: &RecordInput<'_>,
        id: &RecordId<'_>,
        (target, object): (&TargetState, Option<u32>),
        window: &mut Window,
    ) -> Decision {
        let text = match object.map(|object| target.payload(object, window)) {
            None => None,
            Some(Some(text)) => Some(text),
            // Whoever keeps it ends the run.
            Some(None) => return Action::cancelled(None).into(),
        };
        let decision = match text.map(|text| self.previous(text)) {
            Some(previous) => self.existing(input, id, &previous),
            None if self.operation == Operation::Replace && !self.knows_target => {
                self.updated(input, id, self.program.replace_whole(input), None)
            }
            None => self.new_object(input, id).into(),
        };
        // What is decided while values are given up may rest on some of them only.
        if input.host.is_cancelled() { Action::cancelled(self.state(text)).into() } else { decision }
    }

    fn previous<'t>(&self, text: &'t str) -> Previous<'t> {
        let previous = Previous::new(text);
        if self.tells_state { previous } else { previous.without_state() }
    }

    /// What an object is, to keep.
    pub fn state(&self, text: Option<&str>) -> Option<Arc<str>> {
        text.filter(|_| self.tells_state).map(Arc::from)
    }

    fn new_object(&self, input: &RecordInput<'_>, id: &RecordId<'_>) -> Action {
        let mut payload = Vec::with_capacity(ROOM);
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
        let payload = written_json(&payload);
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
                    (state, errors) = (changed.state.unwrap_or(state), changed.unresolved);
                }
                Update::Unchanged { unresolved, .. } => errors = unresolved,
                Update::Failed(errors) => return Action::failed(errors, None),
                Update::OutOfScope(_) => {}
            }
        }
        Action { requests, skipped, errors, ..Action::new(Status::Created, state) }
    }

    fn existing(&self, input: &RecordInput<'_>, id: &RecordId<'_>, previous: &Previous<'_>) -> Decision {
        let update = match self.operation {
            Operation::Replace => self.program.replace(input, previous),
            Operation::Create | Operation::Patch => self.program.patch(input, previous),
        };
        self.updated(input, id, update, Some(previous))
    }

    fn updated(
        &self,
        input: &RecordInput<'_>,
        id: &RecordId<'_>,
        update: Update,
        previous: Option<&Previous<'_>>,
    ) -> Decision {
        let before = || self.state(previous.map(Previous::text));
        let action = match update {
            Update::Failed(errors) => Action::failed(errors, before()),
            Update::OutOfScope(clauses) => return self.left_scope(input, id, clauses, previous),
            Update::Unchanged { skipped, unresolved: errors } => {
                Action { skipped, errors, ..Action::new(Status::Unchanged, before()) }
            }
            Update::Changed(_) if !self.program.flow_types().update => {
                Action::held_back("the object mapping changes no objects", before())
            }
            Update::Changed(changed) => self.changed(Status::Changed, *changed, id),
        };
        action.into()
    }

    /// A change of an object.
    fn changed(&self, status: Status, changed: Changed, id: &RecordId<'_>) -> Action {
        let Changed { body, state, address, skipped, unresolved: errors } = changed;
        // What disables an object is worked out as a PATCH request for both.
        let (method, body) = match self.operation {
            Operation::Replace => ("PUT", state.clone().unwrap_or(body)),
            Operation::Create | Operation::Patch => ("PATCH", body),
        };
        let requests = vec![Request::about(&self.program, method, address, || id.get(), Some(body))];
        Action { requests, skipped, errors, ..Action::new(status, state) }
    }

    /// A record that is no longer in scope: its object is disabled, or deleted if the mapping cannot disable it.
    fn left_scope(
        &self,
        input: &RecordInput<'_>,
        id: &RecordId<'_>,
        clauses: Vec<FailedClause>,
        previous: Option<&Previous<'_>>,
    ) -> Decision {
        let before = || self.state(previous.map(Previous::text));
        let Some(previous) = previous.filter(|_| self.program.deprovisions(&clauses)) else {
            return Self::out_of_scope(clauses, before()).into();
        };
        let decision = match (self.program.disable(input, previous), self.keeps_orphans()) {
            (None | Some(Update::Changed(_)), Some(reason)) => Action::held_back(reason, before()).into(),
            (None, None) => {
                let deleted = self.deleted(|| id.get(), previous);
                let action = deleted.unwrap_or_else(|| Action::failed(vec![AttributeError::too_deep()], before()));
                Decision { action, deletes: true }
            }
            (Some(Update::Changed(changed)), None) => self.changed(Status::Disabled, *changed, id).into(),
            (Some(update), _) => self.updated(input, id, update, Some(previous)),
        };
        Decision { action: Action { clauses, ..decision.action }, ..decision }
    }

    /// Nothing where the object nests too deep to be read.
    pub fn deleted<'d>(&self, id: impl FnOnce() -> Option<&'d str>, previous: &Previous<'_>) -> Option<Action> {
        let address = self.program.address(previous.parts()?);
        let requests = vec![Request::about(&self.program, "DELETE", address, id, None)];
        Some(Action { requests, ..Action::new(Status::Deleted, None) })
    }

    /// Why objects without a record in scope stay as they are.
    pub fn keeps_orphans(&self) -> Option<&'static str> {
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

/// The room for a payload, in bytes; most fit.
const ROOM: usize = 2 << 10;
