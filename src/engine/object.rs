//! One object mapping, compiled: from a record's values to a payload.

use super::{RunLimits, Session};
use crate::check::CheckedObject;
use crate::compile::compile;
use crate::diagnostic::{Fault, catalogue};
use crate::functions::Host;
use crate::mapping::{Filter, Mapping, Miss, ObjectMapping, Rule, Verdict};
use crate::program::Program;
use crate::scim::Template;
use crate::text::Span;
use crate::value::Value;
use bumpalo::Bump;

/// An object mapping, compiled. One is made once and shared by all threads.
pub struct ObjectProgram {
    program: Program,
    template: Template,
    filter: Filter,
    /// The slots of the filter's attributes.
    filter_slots: Vec<usize>,
    attributes: Vec<AttributePlan>,
}

/// What one attribute mapping does.
#[derive(Debug)]
struct AttributePlan {
    target: Box<str>,
    /// The program's expression; nothing where there is only a default.
    entry: Option<usize>,
    /// What a created object gets when the expression gives nothing.
    default: Option<Box<str>>,
    required: bool,
}

/// What became of a record.
#[derive(Debug)]
pub enum Outcome {
    /// It has a payload, which was written. The attribute mappings that ordered to leave their target as it is are
    /// named by their numbers.
    Payload {
        /// Attribute mappings that were skipped.
        skipped: Vec<usize>,
    },
    /// It takes no part; these clauses kept it out.
    OutOfScope(Vec<Miss>),
    /// It cannot be mapped. Nothing was written.
    Faulty(Vec<AttributeFault>),
}

/// Why an attribute mapping gives no value.
#[derive(Debug)]
pub struct AttributeFault {
    /// The attribute mapping's number in the file's order; nothing where the scope could not be decided.
    pub attribute: Option<usize>,
    /// What is the matter; its span is in the expression's text, or in the target path.
    pub fault: Fault,
}

/// What one attribute mapping made of a record.
pub struct Made<'r> {
    /// Its value, the default put in; nothing where it is skipped or at fault.
    pub value: Value<'r>,
    /// Whether it ordered to leave its target as it is.
    pub skipped: bool,
    /// What stopped it.
    pub fault: Option<Fault>,
    /// The payload that it makes alone: JSON, empty where it makes none.
    pub alone: Vec<u8>,
}

impl ObjectProgram {
    /// Compiles a checked object mapping.
    pub fn new(mapping: &Mapping, rule: &Rule, object: &ObjectMapping, checked: CheckedObject) -> Self {
        let definition = mapping.target_definition(rule, object);
        let mut entries = 0;
        let attributes = object.attribute_mappings.iter().zip(&checked.expressions).map(|(attribute, expression)| {
            let known = definition.and_then(|object| object.attribute(&attribute.target.value));
            let fallback = known.filter(|known| known.required).and_then(|known| known.default.as_ref());
            let default = attribute.default.as_ref().or(fallback).map(|default| default.value.as_str());
            let entry = expression.is_some().then_some(entries);
            entries += usize::from(expression.is_some());
            AttributePlan {
                target: attribute.target.value.as_str().into(),
                entry,
                default: default.filter(|default| !default.is_empty()).map(Box::from),
                required: known.is_some_and(|known| known.required),
            }
        });
        let attributes: Vec<AttributePlan> = attributes.collect();
        let names = object.attribute_mappings.iter().map(|attribute| attribute.target.value.as_str());
        let expressions = names.zip(&checked.expressions).filter_map(|(name, checked)| Some((name, checked.as_ref()?)));
        let also = checked.filter.attributes().iter().map(String::as_str);
        let program = compile(checked.dialect, expressions, also);
        let slot_of =
            |name: &String| program.attributes().iter().position(|known| **known == **name).unwrap_or_default();
        let filter_slots = checked.filter.attributes().iter().map(slot_of).collect();
        Self { program, template: checked.template, filter: checked.filter, filter_slots, attributes }
    }

    /// The code.
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// The attributes that a record is read for; a sync engine fetches these and no others.
    pub fn referenced_attributes(&self) -> &[Box<str>] {
        self.program.attributes()
    }

    /// The target of an attribute mapping.
    pub fn target(&self, attribute: usize) -> &str {
        self.attributes.get(attribute).map_or("", |plan| &plan.target)
    }

    /// What a clause that kept a record out says.
    pub fn describe(&self, miss: &Miss) -> String {
        self.filter.describe(miss)
    }

    /// A session for one thread.
    pub fn session(&self, limits: RunLimits) -> Session<'_> {
        Session::new(&self.program, limits)
    }

    /// Maps one record whose attributes' values are `slots`, and appends its payload to `out`. `record` is the
    /// record's text, for chance that repeats.
    pub fn create<'r>(
        &'r self,
        session: &'r Session<'_>,
        slots: &[Value<'r>],
        record: &'r str,
        arena: &'r Bump,
        host: &'r dyn Host,
        out: &mut Vec<u8>,
    ) -> Outcome {
        match self.verdict(slots) {
            Verdict::In => {}
            Verdict::Out(misses) => return Outcome::OutOfScope(misses),
            Verdict::Undecided(fault) => return Outcome::Faulty(vec![AttributeFault { attribute: None, fault }]),
        }
        let scope = arena.alloc(session.scope(arena, host, record));
        let mut faults = Vec::new();
        let mut skipped = Vec::new();
        let values = arena.alloc_slice_fill_copy(self.attributes.len(), Value::Absent);
        for ((index, plan), place) in self.attributes.iter().enumerate().zip(values.iter_mut()) {
            let value = match plan.entry {
                Some(entry) => session.value(entry, slots, scope, &mut ()),
                None => Ok(Value::Absent),
            };
            match value {
                Ok(Value::Skip) => skipped.push(index),
                Ok(value) => *place = self.filled(plan, value),
                Err(fault) => {
                    faults.push(AttributeFault { attribute: Some(index), fault });
                    continue;
                }
            }
            if plan.required && place.is_absent() {
                let fault = Box::new(catalogue::required_target_absent(Span::default(), &plan.target));
                faults.push(AttributeFault { attribute: Some(index), fault });
            }
        }
        self.write(values, faults, skipped, out)
    }

    /// What each attribute mapping makes of a record, in the file's order, whatever the scope says. For those who show
    /// which mapping made which part of a payload.
    pub fn explain<'r>(
        &'r self,
        session: &'r Session<'_>,
        slots: &[Value<'r>],
        record: &'r str,
        arena: &'r Bump,
        host: &'r dyn Host,
    ) -> Vec<Made<'r>> {
        let scope = arena.alloc(session.scope(arena, host, record));
        let mut places = vec![Value::Absent; self.attributes.len()];
        let made = self.attributes.iter().enumerate().map(|(index, plan)| {
            let given = plan.entry.map_or(Ok(Value::Absent), |entry| session.value(entry, slots, scope, &mut ()));
            let mut made = Made { value: Value::Absent, skipped: false, fault: None, alone: Vec::new() };
            match given {
                Ok(Value::Skip) => made.skipped = true,
                Ok(value) => made.value = self.filled(plan, value),
                Err(fault) => made.fault = Some(fault),
            }
            if !made.value.is_absent() {
                if let Some(place) = places.get_mut(index) {
                    *place = made.value;
                }
                let mut mismatches = Vec::new();
                self.template.write(&places, &mut made.alone, &mut mismatches);
                if let Some((_, fault)) = mismatches.into_iter().next() {
                    (made.fault, made.alone) = (Some(fault), Vec::new());
                }
                if let Some(place) = places.get_mut(index) {
                    *place = Value::Absent;
                }
            }
            made
        });
        made.collect()
    }

    /// An expression's value, or the default where there is none. The empty text is a value.
    fn filled<'r>(&'r self, plan: &'r AttributePlan, value: Value<'r>) -> Value<'r> {
        match &plan.default {
            Some(default) if value.is_absent() => Value::Text(default),
            _ => value,
        }
    }

    fn verdict(&self, slots: &[Value<'_>]) -> Verdict {
        if self.filter.lets_all_in() {
            return Verdict::In;
        }
        let slot = |index: usize| self.filter_slots.get(index).and_then(|slot| slots.get(*slot));
        self.filter.verdict_by_slot(|index| slot(index).copied().unwrap_or_default())
    }

    fn write(
        &self,
        values: &[Value<'_>],
        mut faults: Vec<AttributeFault>,
        skipped: Vec<usize>,
        out: &mut Vec<u8>,
    ) -> Outcome {
        let begin = out.len();
        let mut mismatches = Vec::new();
        self.template.write(values, out, &mut mismatches);
        let mismatches = mismatches.into_iter();
        faults.extend(mismatches.map(|(index, fault)| AttributeFault { attribute: Some(index), fault }));
        if faults.is_empty() {
            return Outcome::Payload { skipped };
        }
        out.truncate(begin);
        Outcome::Faulty(faults)
    }
}
