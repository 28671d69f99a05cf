//! One object mapping, compiled: from a record's values to a payload.

use super::{RunLimits, Session};
use crate::check::CheckedObject;
use crate::compile::compile;
use crate::diagnostic::{Fault, catalogue};
use crate::functions::{Host, Scope};
use crate::mapping::{Filter, Mapping, Miss, ObjectMapping, Rule, Verdict};
use crate::program::Program;
use crate::scim::Template;
use crate::text::Span;
use crate::value::Value;
use crate::vm::Observer;
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

/// Somebody who looks on while a record is mapped, one attribute mapping after the other.
pub trait Watcher: Observer {
    /// The attribute mapping of this number is computed next.
    fn begins(&mut self, attribute: usize);

    /// What it gave: the expression by itself, and the value with the default where there was none.
    fn gave(&mut self, attribute: usize, result: &Result<Value<'_>, Fault>, filled: Value<'_>);
}

/// Nobody.
impl Watcher for () {
    fn begins(&mut self, _: usize) {}
    fn gave(&mut self, _: usize, _: &Result<Value<'_>, Fault>, _: Value<'_>) {}
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

    /// The targets of all attribute mappings, in the file's order.
    pub fn targets(&self) -> impl ExactSizeIterator<Item = &str> {
        self.attributes.iter().map(|plan| &*plan.target)
    }

    /// What a created object gets in an attribute mapping's place when its expression gives nothing.
    pub fn default_of(&self, attribute: usize) -> Option<&str> {
        self.attributes.get(attribute)?.default.as_deref()
    }

    /// How payloads are written.
    pub fn template(&self) -> &Template {
        &self.template
    }

    /// Which records take part.
    pub fn filter(&self) -> &Filter {
        &self.filter
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
        self.create_watched(session, slots, record, arena, host, out, &mut ())
    }

    /// The same while somebody looks on.
    #[allow(clippy::too_many_arguments)]
    pub fn create_watched<'r>(
        &'r self,
        session: &'r Session<'_>,
        slots: &[Value<'r>],
        record: &'r str,
        arena: &'r Bump,
        host: &'r dyn Host,
        out: &mut Vec<u8>,
        watcher: &mut impl Watcher,
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
            match self.one(index, plan, session, slots, scope, watcher) {
                Ok(Value::Skip) => skipped.push(index),
                Ok(value) => *place = value,
                Err(fault) => faults.push(AttributeFault { attribute: Some(index), fault }),
            }
        }
        self.write(values, faults, skipped, out)
    }

    /// One attribute mapping's value for a record, whether or not the record takes part; absent where there is no such
    /// attribute mapping.
    pub fn attribute<'r>(
        &'r self,
        attribute: usize,
        session: &'r Session<'_>,
        slots: &[Value<'r>],
        scope: &'r Scope<'r>,
        watcher: &mut impl Watcher,
    ) -> Result<Value<'r>, Fault> {
        match self.attributes.get(attribute) {
            Some(plan) => self.one(attribute, plan, session, slots, scope, watcher),
            None => Ok(Value::Absent),
        }
    }

    fn one<'r>(
        &'r self,
        index: usize,
        plan: &'r AttributePlan,
        session: &'r Session<'_>,
        slots: &[Value<'r>],
        scope: &'r Scope<'r>,
        watcher: &mut impl Watcher,
    ) -> Result<Value<'r>, Fault> {
        watcher.begins(index);
        let result = match plan.entry {
            Some(entry) => session.value(entry, slots, scope, watcher),
            None => Ok(Value::Absent),
        };
        let filled = match &result {
            Ok(Value::Skip) => Value::Skip,
            Ok(value) => self.filled(plan, *value),
            Err(_) => Value::Absent,
        };
        watcher.gave(index, &result, filled);
        result?;
        if plan.required && filled.is_absent() {
            return Err(Box::new(catalogue::required_target_absent(Span::default(), &plan.target)));
        }
        Ok(filled)
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
