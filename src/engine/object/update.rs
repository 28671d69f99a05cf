//! The request for an object that exists: PATCH with what has changed, or PUT with the whole. Sends nothing.

use super::super::attributes::{AttributeError, Evaluated, RecordInput, Stage};
use super::{ObjectProgram, Outcome};
use crate::mapping::{Allow, FailedClause, FlowRule};

use crate::value::Value;
use serde_json::Value as Json;

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
    /// The body of the request.
    pub body: Json,
    /// The payload that the object has then.
    pub state: Json,
    /// Attribute mappings that were skipped.
    pub skipped: Vec<usize>,
    /// References to objects that the target is not known to have; they were left out.
    pub unresolved: Vec<AttributeError>,
}

impl ObjectProgram {
    /// The PATCH request that brings an object from its earlier payload to what the record says now. The flow types of
    /// the attribute mappings decide what may change. See [`create`](Self::create) for the rest.
    pub fn patch<'r>(&'r self, turn: &RecordInput<'r>, previous: &Json) -> Update {
        self.update(&self.attributes.complete(turn), Stage::Update, previous)
    }

    /// The PATCH request that gives a new object its references, `created` being the payload that it was created with.
    pub fn patch_references<'r>(&'r self, turn: &RecordInput<'r>, created: &Json) -> Update {
        self.update(&self.attributes.complete(turn), Stage::References, created)
    }

    /// The PUT request that brings an object to what the record says now: the payload that [`patch`](Self::patch) leads
    /// to. Without an earlier payload it is everything that the record says, references included.
    pub fn replace<'r>(&'r self, turn: &RecordInput<'r>, previous: Option<&Json>) -> Update {
        let turn = &self.attributes.complete(turn);
        let stage = if previous.is_some() { Stage::Update } else { Stage::Whole };
        let empty = self.template.empty();
        match self.update(turn, stage, previous.unwrap_or(&empty)) {
            Update::Changed(changed) => Update::Changed(Box::new(Changed { body: changed.state.clone(), ..*changed })),
            other => other,
        }
    }

    /// The PATCH request that disables an object whose record has fallen out of scope: what depends on `IsSoftDeleted`,
    /// as the service works it out then, and nothing else. Nothing where no attribute mapping depends on it; the
    /// service deletes such an object.
    pub fn disable<'r>(&'r self, turn: &RecordInput<'r>, previous: &Json) -> Option<Update> {
        if !self.attributes.plans().iter().any(|plan| plan.takes_part(Stage::Disable)) {
            return None;
        }
        let turn = self.attributes.complete(turn);
        let values = turn.arena.alloc_slice_copy(turn.values);
        *values.get_mut(self.attributes.soft_deleted_slot()?)? = Value::Bool(true);
        Some(self.update(&RecordInput { values, ..turn }, Stage::Disable, previous))
    }

    fn update<'r>(&'r self, turn: &RecordInput<'r>, stage: Stage, previous: &Json) -> Update {
        match self.in_scope(turn.values) {
            Err(_) if stage == Stage::Disable => {}
            Err(Outcome::OutOfScope(misses)) => return Update::OutOfScope(misses),
            Err(Outcome::Failed(errors)) => return Update::Failed(errors),
            _ => {}
        }
        let mut evaluated = self.attributes.evaluate(turn, stage, &mut ());
        let most = turn.session.limits().largest_payload;
        // Comparing takes longer than adding up lengths: what is surely too large is not compared.
        if least_length(evaluated.values) > most {
            evaluated.errors.push(AttributeError::too_large(most));
            return Update::Failed(evaluated.errors);
        }
        let (wanted, mut rules) = self.wanted(turn, &evaluated);
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
        let Evaluated { mut errors, skipped, unresolved, .. } = evaluated;
        let difference = match self.template.difference(&rules, &wanted, previous) {
            Ok(difference) if errors.is_empty() => difference,
            found => {
                let mismatches = found.err().unwrap_or_default().into_iter();
                errors.extend(mismatches.map(|(index, error)| self.attributes.misfit(index, error)));
                return Update::Failed(errors);
            }
        };
        if difference.state.to_string().len() > most {
            return Update::Failed(vec![AttributeError::too_large(most)]);
        }
        let Some(body) = self.template.patch_body(&difference, &wanted, previous) else {
            return Update::Unchanged { skipped, unresolved };
        };
        Update::Changed(Box::new(Changed { body, state: difference.state, skipped, unresolved }))
    }
}

/// How many bytes a payload with these values has at least.
fn least_length(values: &[Value<'_>]) -> usize {
    let each = values.iter().map(|value| match value {
        Value::Str(text) | Value::Number(text) => text.len(),
        // Blanks between its parts are not written.
        Value::Complex(json) => json.bytes().filter(|byte| !byte.is_ascii_whitespace()).count(),
        Value::Multi(values) => least_length(values),
        Value::Absent | Value::Skip | Value::Bool(_) | Value::Int(_) => 0,
    });
    each.fold(0, usize::saturating_add)
}
