//! Provisioning: from a record and the state of the target to what is to be done – create, change, disable, delete, hold
//! back – with the requests that do it.
//!
//! Decides; neither reads files nor sends anything.

mod action;
mod deletions;
mod duplicates;
mod envelope;
mod payloads;
mod record_id;
mod request;
mod rules;
mod state;
mod steps;
mod target_reader;

pub use action::{Action, Status};
pub use deletions::DeletionLimit;
pub use duplicates::Duplicates;
pub use envelope::{Envelope, Envelopes, MappingLocation, RecordError};
#[cfg(not(target_family = "wasm"))]
pub use payloads::PayloadStore;
pub use record_id::RecordId;
pub use request::Request;
pub use state::TargetState;
pub use steps::Step;
pub use target_reader::{TargetReader, Unusable};

use crate::diagnostic::registry;
use crate::engine::{ObjectProgram, Previous, RecordInput};
use crate::functions::Host;
use crate::text::Span;
use payloads::Window;
use rules::{Decision, Proposal, Rules, Sought};
use std::collections::HashMap;
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
    rules: Rules<P>,
    duplicates: Duplicates,
    /// The line of each object's record, and one more; 0 where it has none.
    records: Vec<u64>,
    /// Objects that cannot be distinguished from another one, with its line: neither must be changed.
    twins: HashMap<u32, u64>,
    /// Whether there was a record.
    any: bool,
    /// Why an object without a record may have one after all.
    doubt: Option<&'static str>,
    /// How many objects may be deleted, and how many were.
    limit: DeletionLimit,
    deleted: u64,
    /// How many objects the target has.
    total: u64,
    window: Window,
}

/// An object that belongs to no record.
pub struct Orphan {
    /// The line that described it.
    pub line: u64,
    /// The id of its record if an envelope has it, else the payload's own id.
    pub id: Option<String>,
    /// Whether it must not be changed, because a record matches it and another one alike.
    pub is_ambiguous: bool,
    /// What is to be done about it.
    pub action: Action,
}

/// Why an object is kept that would be one too many to delete.
const TOO_MANY: &str = "more objects would be deleted than the limit allows";

/// Why all objects are kept where there is no record at all: an export that failed looks like that.
const NO_RECORDS: &str = "there are no records";

impl<P: Deref<Target = ObjectProgram>> Provisioner<P> {
    /// For an object mapping in a job with these settings. `knows_target` says whether the [`TargetState`] is what the target
    /// has; without it nothing is looked up.
    pub fn new(program: P, operation: Operation, knows_target: bool, host: &dyn Host) -> Self {
        Self {
            rules: Rules::new(program, operation, knows_target, host),
            duplicates: Duplicates::default(),
            records: Vec::new(),
            twins: HashMap::new(),
            any: false,
            doubt: None,
            limit: DeletionLimit::default(),
            deleted: 0,
            total: 0,
            window: Window::default(),
        }
    }

    /// Another limit of how many objects may be deleted than [10 %](DeletionLimit).
    pub fn with_limit(self, limit: DeletionLimit) -> Self {
        Self { limit, ..self }
    }

    /// The same for somebody who only sends what is to be sent: no action says what the target has then.
    pub fn without_states(mut self) -> Self {
        self.rules.tells_state = false;
        self
    }

    /// What is to be done about a record. `line` is where it stands, for messages.
    pub fn step(&mut self, input: &RecordInput<'_>, id: &RecordId<'_>, line: u64, target: &TargetState) -> Action {
        let sought = self.rules.seek(input, id, target);
        self.take(sought, (line, target), |Self { rules, window, .. }, object| {
            rules.decide(input, id, (target, object), window)
        })
    }

    /// The same from what its thread proposes. The records come in their order.
    fn accept(&mut self, proposal: Proposal, line: u64, target: &TargetState) -> Action {
        let Proposal { sought, decision } = proposal;
        self.take(sought, (line, target), |_, _| decision)
    }

    fn take(
        &mut self,
        sought: Option<Sought>,
        (line, target): (u64, &TargetState),
        decide: impl FnOnce(&mut Self, Option<u32>) -> Decision,
    ) -> Action {
        (self.any, self.total) = (true, target.len());
        let action = match sought {
            None => Action::cancelled(None),
            Some(sought) => match self.claim(&sought, line, target) {
                Err(refused) => *refused,
                Ok(()) => {
                    let decision = decide(self, sought.found.object);
                    self.within_limit(decision, sought.found.object, target)
                }
            },
        };
        match action.status {
            // A record that is skipped may be the one of any object, too.
            Status::Error | Status::Skipped => self.failed(),
            Status::Deleted => self.deleted += 1,
            _ => {}
        }
        action
    }

    /// Assigns a record its object; the action is that of one that cannot have it.
    fn claim(&mut self, sought: &Sought, line: u64, target: &TargetState) -> Result<(), Box<Action>> {
        let Sought { found, matched } = sought;
        if let Some(object) = found.object {
            let by = TargetState::target_of(&self.rules.program, found);
            let ambiguous = |first, second| {
                Err(Box::new(Action::rejected(registry::ambiguous_match(Span::default(), by, first, second), None)))
            };
            if let Some(several) = target.several(found) {
                let mut lines = several.iter().map(|object| target.line(*object));
                let [first, second] = [lines.next(), lines.next()].map(Option::unwrap_or_default);
                let twin = |object: &u32| (*object, if target.line(*object) == first { second } else { first });
                self.twins.extend(several.iter().map(twin));
                return ambiguous(first, second);
            }
            if let Some(first) = self.record_of(object) {
                let diagnostic = registry::duplicate_match(Span::default(), by, first);
                return Err(Box::new(Action::rejected(diagnostic, None)));
            }
            if let Some(twin) = self.twins.get(&object) {
                return ambiguous(target.line(object), *twin);
            }
            if self.records.is_empty() {
                self.records = vec![0; usize::try_from(target.len()).unwrap_or_default()];
            }
            if let Some(record) = self.records.get_mut(object as usize) {
                *record = line.saturating_add(1);
            }
        }
        if let (Some(matched), false) = (*matched, found.by_first)
            && let Err(diagnostic) = self.duplicates.add(&self.rules.program, matched, line)
        {
            let before = self.before(found.object, target);
            return Err(Box::new(Action::rejected(*diagnostic, before)));
        }
        Ok(())
    }

    /// The line of an object's record.
    fn record_of(&self, object: u32) -> Option<u64> {
        self.records.get(object as usize)?.checked_sub(1)
    }

    /// What an object is before its record.
    fn before(&mut self, object: Option<u32>, target: &TargetState) -> Option<Arc<str>> {
        self.rules.state(object.and_then(|object| target.payload(object, &mut self.window)))
    }

    fn within_limit(&mut self, decision: Decision, object: Option<u32>, target: &TargetState) -> Action {
        let Decision { action, deletes } = decision;
        if !deletes || self.deleted < self.limit.of(self.total) {
            return action;
        }
        Action { clauses: action.clauses, ..Action::held_back(TOO_MANY, self.before(object, target)) }
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

    /// What is to be done about the objects that belong to no record, in the order in which they were added. Call it after all
    /// records.
    ///
    /// They are deleted, unless a record failed that may be theirs, there was no record at all, or there are more than the limit
    /// allows: then none is. Where there was no record, only a limit of 100 % allows it.
    pub fn orphans<'t>(&'t self, target: &'t TargetState) -> impl Iterator<Item = Orphan> + 't {
        let too_many = self.too_many(target).is_some();
        let (deletable, mut window) = (self.doubt(target).is_none(), Window::default());
        self.without_record(target).map(move |object| {
            let id = target.id(object, &mut window);
            let is_ambiguous = self.twins.contains_key(&object);
            let text = target.payload(object, &mut window);
            let action = match (text, deletable && !is_ambiguous) {
                (Some(text), true) => self.orphan(text, id.as_deref(), too_many),
                _ => Action::new(Status::Kept, self.rules.state(text)),
            };
            Orphan { line: target.line(object), id, is_ambiguous, action }
        })
    }

    fn without_record(&self, target: &TargetState) -> impl Iterator<Item = u32> {
        let all = 0..u32::try_from(target.len()).unwrap_or(u32::MAX);
        all.filter(|object| self.record_of(*object).is_none())
    }

    fn orphan(&self, text: &str, id: Option<&str>, too_many: bool) -> Action {
        let no_records = self.has_no_records().then_some(NO_RECORDS);
        match self.rules.keeps_orphans().or(no_records).or(too_many.then_some(TOO_MANY)) {
            Some(reason) => Action::held_back(reason, self.rules.state(Some(text))),
            None => {
                let deleted = self.rules.deleted(|| id, &Previous::new(text));
                deleted.unwrap_or_else(|| Action::new(Status::Kept, self.rules.state(Some(text))))
            }
        }
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
        if self.doubt(target).is_some() || self.rules.keeps_orphans().is_some() {
            return 0;
        }
        self.without_record(target).filter(|object| !self.twins.contains_key(object)).count() as u64
    }

    /// The line of the first object without a record.
    pub fn first_orphan(&self, target: &TargetState) -> Option<u64> {
        self.without_record(target).next().map(|object| target.line(object))
    }
}
