//! What is to be done about a record's object, and why.

use super::Request;
use crate::diagnostic::Diagnostic;
use crate::engine::AttributeError;
use crate::mapping::FailedClause;
use serde::{Serialize, Serializer};
use std::sync::Arc;

/// The outcome of a record, in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Status {
    /// The record has a payload; the state of the target was not asked for.
    Ok,
    /// The object is created.
    Created,
    /// The object is changed.
    Changed,
    /// The object is as the record says.
    Unchanged,
    /// The record left the scope, and the object is disabled.
    Disabled,
    /// The record left the scope or is gone, and the object is deleted.
    Deleted,
    /// Something would change, but the mapping or its settings do not let it.
    HeldBack,
    /// The record has nothing that finds its object, or nothing that flows.
    Skipped,
    /// The record is not in scope, and has no object.
    OutOfScope,
    /// An object without a record that is not deleted, because the record may be one that failed.
    Kept,
    /// The record cannot be mapped.
    Error,
}

impl Status {
    /// The word, as envelopes have it: `held-back`.
    pub fn word(self) -> &'static str {
        match self {
            Status::Ok => "ok",
            Status::Created => "created",
            Status::Changed => "changed",
            Status::Unchanged => "unchanged",
            Status::Disabled => "disabled",
            Status::Deleted => "deleted",
            Status::HeldBack => "held-back",
            Status::Skipped => "skipped",
            Status::OutOfScope => "out-of-scope",
            Status::Kept => "kept",
            Status::Error => "error",
        }
    }
}

impl Serialize for Status {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.word())
    }
}

/// What is to be done about a record's object.
#[derive(Debug)]
#[non_exhaustive]
pub struct Action {
    /// The outcome in a word.
    pub status: Status,
    /// What to send, in this order.
    pub requests: Vec<Request>,
    /// What the target has of the object when that is done, as JSON text; nothing where there is no object.
    pub state: Option<Arc<str>>,
    /// Why a change is held back.
    pub reason: Option<&'static str>,
    /// The clauses that keep the record out of scope.
    pub clauses: Vec<FailedClause>,
    /// Attribute mappings that leave their target as it is.
    pub skipped: Vec<usize>,
    /// Attribute mappings whose references have to be sent once the object exists.
    pub deferred: Vec<usize>,
    /// Why the record cannot be mapped, or which references were left out.
    pub errors: Vec<AttributeError>,
}

impl Action {
    /// An action without requests.
    pub(super) fn new(status: Status, state: impl Into<Option<Arc<str>>>) -> Self {
        Self {
            status,
            requests: Vec::new(),
            state: state.into(),
            reason: None,
            clauses: Vec::new(),
            skipped: Vec::new(),
            deferred: Vec::new(),
            errors: Vec::new(),
        }
    }

    /// A record that cannot be mapped.
    pub(super) fn failed(errors: Vec<AttributeError>, state: Option<Arc<str>>) -> Self {
        Self { errors, ..Self::new(Status::Error, state) }
    }

    /// A record that the service skips.
    pub(super) fn skipped(why: Diagnostic) -> Self {
        let errors = vec![AttributeError { attribute: None, error: Box::new(why) }];
        Self { errors, ..Self::new(Status::Skipped, None) }
    }

    /// A record at fault as a whole.
    pub(crate) fn rejected(diagnostic: Diagnostic, state: Option<Arc<str>>) -> Self {
        Self::failed(vec![AttributeError { attribute: None, error: Box::new(diagnostic) }], state)
    }

    /// A record that is not run any more; its object stays as it was.
    pub(super) fn cancelled(state: Option<Arc<str>>) -> Self {
        Self::failed(vec![AttributeError::cancelled()], state)
    }

    /// A change that is not made.
    pub(super) fn held_back(reason: &'static str, state: Option<Arc<str>>) -> Self {
        Self { reason: Some(reason), ..Self::new(Status::HeldBack, state) }
    }
}
