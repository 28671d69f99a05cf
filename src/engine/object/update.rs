//! The request for an object that exists: PATCH with what has changed, or PUT with the whole. Sends nothing.

use super::super::attributes::{AttributeError, Evaluated, RecordInput, Stage};
use super::{Address, ObjectProgram, Outcome, Previous};
use crate::diagnostic::EvalError;
use crate::mapping::{Allow, FailedClause, FlowRule};
use crate::scim::DesiredValue;
use crate::value::Value;
use serde_json::Value as Json;
use std::sync::Arc;

/// What became of a record whose object exists.
#[derive(Debug)]
pub enum Update {
    /// Something is to be sent.
    Changed(Box<Changed>),
    /// Nothing has changed.
    Unchanged {
        /// Attribute mappings that were skipped.
        skipped: Vec<usize>,
        /// References to objects that the target is not known to have.
        unresolved: Vec<AttributeError>,
    },
    /// It has left the scope; these clauses kept it out.
    OutOfScope(Vec<FailedClause>),
    /// It cannot be mapped.
    Failed(Vec<AttributeError>),
}

/// What is to be sent.
#[derive(Debug)]
pub struct Changed {
    /// The body of the request, as JSON text.
    pub body: Arc<str>,
    /// The payload that the object has then, as JSON text; nothing where [nobody asks](Previous::without_state) and it does
    /// not come by itself.
    pub state: Option<Arc<str>>,
    /// How the object is found.
    pub address: Address,
    /// Attribute mappings that were skipped.
    pub skipped: Vec<usize>,
    /// References to objects that the target is not known to have; they were left out.
    pub unresolved: Vec<AttributeError>,
}

/// What a request for an object that exists is: its changes, or all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Method {
    Patch,
    Put,
}

impl ObjectProgram {
    /// The PATCH request that brings an object from its earlier payload to what the record says now. The flow types of
    /// the attribute mappings decide what may change. See [`create`](Self::create) for the rest.
    pub fn patch<'r>(&'r self, input: &RecordInput<'r>, previous: &Previous<'_>) -> Update {
        self.update(&self.attributes.complete(input), (Stage::Update, Method::Patch), previous)
    }

    /// The PUT request that brings an object to what the record says now: the payload that [`patch`](Self::patch) leads
    /// to.
    pub fn replace<'r>(&'r self, input: &RecordInput<'r>, previous: &Previous<'_>) -> Update {
        self.update(&self.attributes.complete(input), (Stage::Update, Method::Put), previous)
    }

    /// The PATCH request that gives a new object its references, which the request that creates it does not have.
    pub fn patch_references<'r>(&'r self, input: &RecordInput<'r>) -> Update {
        let input = &self.attributes.complete(input);
        let Evaluated { values, .. } = self.attributes.evaluate(input, Stage::Create, &mut ());
        let sent = values.iter().enumerate().map(|(number, value)| match self.template.writes(number) {
            true => DesiredValue { value: *value, ..DesiredValue::default() },
            false => DesiredValue::default(),
        });
        // What the object was created with is what all its values change an empty one to: its payload is not read again.
        let created = self.template.difference(&[], &sent.collect::<Vec<_>>(), &self.template.empty());
        match (created, self.evaluated(input, Stage::References)) {
            (Ok(created), Ok(evaluated)) => {
                self.compared(input, evaluated, (Stage::References, Method::Patch), &created.state)
            }
            (Err(mismatches), _) => Update::Failed(self.misfits(mismatches).collect()),
            (_, Err(update)) => *update,
        }
    }

    /// The PATCH request that disables an object whose record has fallen out of scope: what depends on `IsSoftDeleted`, as
    /// the service works it out then, and nothing else. Nothing where no attribute mapping depends on it; the service
    /// deletes such an object.
    pub fn disable<'r>(&'r self, input: &RecordInput<'r>, previous: &Previous<'_>) -> Option<Update> {
        if !self.attributes.plans().iter().any(|plan| plan.takes_part(Stage::Disable)) {
            return None;
        }
        let input = self.attributes.complete(input);
        let values = input.arena.alloc_slice_copy(input.values);
        *values.get_mut(self.attributes.soft_deleted_slot()?)? = Value::Bool(true);
        Some(self.update(&RecordInput { values, ..input }, (Stage::Disable, Method::Patch), previous))
    }

    fn update<'r>(
        &'r self,
        input: &RecordInput<'r>,
        (stage, method): (Stage, Method),
        previous: &Previous<'_>,
    ) -> Update {
        let evaluated = match self.evaluated(input, stage) {
            Ok(evaluated) => evaluated,
            Err(update) => return *update,
        };
        if stage == Stage::Update && self.is_written_as(&evaluated, previous.text()) {
            return Update::Unchanged { skipped: evaluated.skipped, unresolved: evaluated.unresolved };
        }
        // The page's engine, which has to be small, compares all.
        if cfg!(not(target_family = "wasm"))
            && stage == Stage::Update
            && let Some(update) = self.at_a_glance(input, &evaluated, method, previous)
        {
            return update;
        }
        match previous.parts() {
            Some(parts) => self.compared(input, evaluated, (stage, method), parts),
            None => Update::Failed(vec![AttributeError::too_deep()]),
        }
    }

    /// The values of a record in scope.
    pub(super) fn evaluated<'r>(&'r self, input: &RecordInput<'r>, stage: Stage) -> Result<Evaluated<'r>, Box<Update>> {
        match self.in_scope(input.values) {
            Err(_) if stage == Stage::Disable => {}
            Err(Outcome::OutOfScope(misses)) => return Err(Box::new(Update::OutOfScope(misses))),
            Err(Outcome::Failed(errors)) => return Err(Box::new(Update::Failed(errors))),
            _ => {}
        }
        Ok(self.attributes.evaluate(input, stage, &mut ()))
    }

    /// Compares the values with the earlier payload, target by target.
    pub(super) fn compared<'r>(
        &'r self,
        input: &RecordInput<'r>,
        evaluated: Evaluated<'r>,
        (stage, method): (Stage, Method),
        previous: &Json,
    ) -> Update {
        let most = input.session.limits().largest_payload;
        let mut errors = evaluated.errors;
        // Comparing takes longer than adding up lengths: what is surely too large is not compared.
        if least_length(evaluated.values) > most {
            errors.push(AttributeError::too_large(most));
            return Update::Failed(errors);
        }
        let (wanted, mut rules) = self.wanted(input, evaluated.values, &evaluated.unresolved);
        match stage {
            Stage::Whole => rules.fill(FlowRule::default()),
            // What flows on creation only flows with the references of a new object.
            Stage::References => rules.iter_mut().for_each(|rule| rule.allow = Allow::Anything),
            Stage::Disable => {
                let others = self.attributes.plans().iter().zip(&mut rules).filter(|(plan, _)| !plan.takes_part(stage));
                others.for_each(|(_, rule)| rule.allow = Allow::Nothing);
            }
            Stage::Create | Stage::Update => {}
        }
        let difference = match self.template.difference(&rules, &wanted, previous) {
            Ok(difference) if errors.is_empty() => difference,
            found => {
                errors.extend(self.misfits(found.err().unwrap_or_default()));
                return Update::Failed(errors);
            }
        };
        let state: Arc<str> = difference.state.to_string().into();
        if state.len() > most {
            return Update::Failed(vec![AttributeError::too_large(most)]);
        }
        let Evaluated { skipped, unresolved, .. } = evaluated;
        let Some(body) = self.template.patch_body(&difference, &wanted, previous) else {
            return Update::Unchanged { skipped, unresolved };
        };
        let body = if method == Method::Put { state.clone() } else { body.to_string().into() };
        // An object of which nothing was known is found by what it becomes.
        let known = if stage == Stage::Whole { &difference.state } else { previous };
        let (address, state) = (self.address(known), Some(state));
        Update::Changed(Box::new(Changed { body, state, address, skipped, unresolved }))
    }

    pub(super) fn misfits(&self, mismatches: Vec<(usize, EvalError)>) -> impl Iterator<Item = AttributeError> {
        mismatches.into_iter().map(|(index, error)| self.attributes.misfit(index, error))
    }
}

/// How many bytes a payload with these values has at least.
fn least_length(values: &[Value<'_>]) -> usize {
    let each = values.iter().map(|value| match value {
        Value::Str(text) | Value::Number(text) => text.len(),
        // Blanks between its parts are not written.
        Value::Complex(json) => json.bytes().filter(|byte| !byte.is_ascii_whitespace()).count(),
        Value::Multi(values) => least_length(values),
        Value::Absent | Value::Skip | Value::Bool(_) | Value::Int(_) | Value::Typed(_) => 0,
    });
    each.fold(0, usize::saturating_add)
}
