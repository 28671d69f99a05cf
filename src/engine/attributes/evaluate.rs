//! The values of a record's attribute mappings, for an object that is created and for one that exists.
//!
//! Knows nothing of payloads.

use super::Reference;
use super::plan::{AttributePlan, DirectMapping};
use super::{AttributeError, AttributeObserver, AttributeProgram, RecordInput, reference};
use crate::diagnostic::{EvalError, registry};
use crate::mapping::Allow;
use crate::text::Span;
use crate::value::Value;
use crate::vm::Machine;

/// What the values are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) enum Stage {
    /// A new object. References to other objects are not part of it.
    Create,
    /// An object that exists: attribute mappings that flow on creation only are not evaluated, and a default is used
    /// only where there is no expression.
    Update,
    /// An object whose record has left the scope: only attribute mappings that read `IsSoftDeleted` are evaluated.
    Disable,
    /// A new object's references.
    References,
    /// The whole of an object that exists, of which no earlier payload is known.
    Whole,
}

impl Stage {
    /// Whether the object has been created by an earlier run.
    fn is_update(self) -> bool {
        matches!(self, Stage::Update | Stage::Disable)
    }
}

/// The values of a record's attribute mappings.
pub(in crate::engine) struct Evaluated<'r> {
    /// In the order of the attribute mappings, as all numbers here.
    pub values: &'r mut [Value<'r>],
    pub errors: Vec<AttributeError>,
    /// Those that gave ignore flow.
    pub skipped: Vec<usize>,
    /// Those whose references a create request does not have.
    pub deferred: Vec<usize>,
    /// One for each reference to an object that the target does not have.
    pub unresolved: Vec<AttributeError>,
}

impl AttributeProgram {
    pub(in crate::engine) fn evaluate<'r>(
        &'r self,
        input: &RecordInput<'r>,
        stage: Stage,
        watcher: &mut impl AttributeObserver,
    ) -> Evaluated<'r> {
        let RecordInput { session, arena, host, .. } = *input;
        let scope = arena.alloc(session.scope(arena, host, input.text));
        let machine = session.machine(input.values, scope);
        let values = arena.alloc_slice_fill_copy(self.plans.len(), Value::Absent);
        let (mut errors, mut skipped, mut deferred, mut unresolved) = (vec![], vec![], vec![], vec![]);
        let is_large = machine.is_large();
        // About half of all attribute mappings, 12 of 23 in the measured mapping: a copy each, without the VM.
        for DirectMapping { attribute, slot } in &self.passed {
            if let (Some(location), Some(value)) = (values.get_mut(*attribute), input.values.get(*slot))
                && (stage == Stage::Create || self.takes_part(*attribute, stage))
            {
                *location = *value;
                watcher.on_start(*attribute);
                watcher.on_value(*attribute, &Ok(*value), *value);
            }
        }
        for index in &self.computed {
            let index = *index;
            let (Some(plan), Some(location)) = (self.plans.get(index), values.get_mut(index)) else { continue };
            if !plan.takes_part(stage) {
                continue;
            }
            // Only over a large record do instructions ask whether the run is cancelled, and only `value` makes them
            // ask.
            let result = match plan.plain.filter(|_| !is_large) {
                Some(start) => {
                    watcher.on_start(index);
                    let result = machine.start(start, watcher);
                    watcher.on_value(index, &result, *result.as_ref().unwrap_or(&Value::Absent));
                    result
                }
                None => plan.value((index, stage), &machine, watcher),
            };
            match result {
                Ok(Value::Skip) => {
                    skipped.push(index);
                    *location = Value::Skip;
                }
                Ok(value) => *location = value,
                Err(error) => errors.push(AttributeError { attribute: Some(index), error }),
            }
            match plan.refers {
                None => {}
                Some(Reference::One) if stage == Stage::Create => {
                    if !location.is_absent() {
                        deferred.push(index);
                    }
                    *location = Value::Absent;
                }
                Some(_) => {
                    let missing = reference::resolve(location, host, arena);
                    unresolved.extend(missing.into_iter().map(|id| {
                        let diagnostic = registry::unresolved_reference(Span::default(), &plan.target);
                        AttributeError { attribute: Some(index), error: Box::new(diagnostic.with_value(id)) }
                    }));
                }
            }
        }
        Evaluated { values, errors, skipped, deferred, unresolved }
    }

    fn takes_part(&self, attribute: usize, stage: Stage) -> bool {
        self.plans.get(attribute).is_some_and(|plan| plan.takes_part(stage))
    }
}

impl AttributePlan {
    pub fn takes_part(&self, stage: Stage) -> bool {
        match stage {
            Stage::Create | Stage::Whole => true,
            Stage::Update => self.rule.allow != Allow::Nothing,
            Stage::Disable => self.knows_deleted && self.rule.allow != Allow::Nothing,
            Stage::References => self.refers.is_some(),
        }
    }

    /// What the attribute mapping gives, defaults included. `index` is its number.
    pub fn value<'r>(
        &'r self,
        (index, stage): (usize, Stage),
        machine: &Machine<'_, 'r>,
        watcher: &mut impl AttributeObserver,
    ) -> Result<Value<'r>, EvalError> {
        watcher.on_start(index);
        let result = match self.entry {
            Some(entry) => machine.value(entry, watcher),
            None => Ok(Value::Absent),
        };
        let filled = match &result {
            Ok(Value::Skip) => Value::Skip,
            Ok(value) => self.filled(*value, stage),
            Err(_) => Value::Absent,
        };
        watcher.on_value(index, &result, filled);
        result?;
        if self.required && filled.is_empty() && is_sent(filled, stage) {
            let has_default = self.default.is_some();
            return Err(Box::new(registry::required_target_absent(Span::default(), &self.target, has_default)));
        }
        Ok(filled)
    }

    /// An expression's value, or the default where there is none. The empty string is a value.
    fn filled<'r>(&'r self, value: Value<'r>, stage: Stage) -> Value<'r> {
        match &self.default {
            Some(default) if value.is_absent() && (!stage.is_update() || self.entry.is_none()) => Value::Str(default),
            _ => value,
        }
    }
}

/// Whether an empty value would reach the target. An update that has no value leaves the one that is there; the empty string would
/// replace it.
#[cold]
fn is_sent(value: Value<'_>, stage: Stage) -> bool {
    match stage {
        Stage::Create | Stage::Whole => true,
        Stage::Update => matches!(value, Value::Str(_)),
        Stage::Disable | Stage::References => false,
    }
}
