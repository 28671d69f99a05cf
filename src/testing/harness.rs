//! One mapping, ready to run the records of tests: the result of each attribute mapping, as in the payload.
//!
//! Knows nothing of expectations.

use super::file::{TestFile, TestRecord};
use crate::diagnostic::EvalError;
use crate::engine::{
    AttributeObserver, ExpressionRunner, ObjectProgram, Outcome, RecordInput, RunLimits, Runner, World, to_json,
};
use crate::program::Program;
use crate::record::{RecordBody, Slots};
use crate::scim::Takes;
use crate::text::Span;
use crate::value::{TargetType, Value};
use crate::vm::{Observer, Shown};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// The actual result of an attribute mapping or an expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Actual {
    /// A value; for a mapping as in the payload, for a table as a string of the language.
    Value(Json),
    /// No value.
    Absent,
    /// Ignore flow: the target stays as it is.
    Skip,
    /// An error, by code and message.
    Error(&'static str, String),
}

/// The result for a record.
#[derive(Debug, Default)]
pub(super) struct Mapped {
    /// The clauses that excluded the record.
    pub out_of_scope: Option<String>,
    /// The result of each attribute mapping; empty for a record out of scope.
    pub gave: Vec<Actual>,
    /// An error that does not belong to an attribute mapping.
    pub error: Option<Actual>,
    /// The payload, if there is one.
    pub payload: Option<Json>,
}

/// A compiled object mapping with the state that is reused between records.
pub(super) struct Harness<'p> {
    runner: Runner<'p>,
}

impl<'p> Harness<'p> {
    pub fn new(object: &'p ObjectProgram) -> Self {
        Self { runner: object.runner(RunLimits::default()) }
    }

    /// Maps a record.
    pub fn map(&mut self, record: &TestRecord, world: &World, watcher: &mut impl AttributeObserver) -> Mapped {
        let mapped =
            self.runner.with(RecordBody::Json(&record.json), world, |object, input| map(object, input, watcher));
        mapped.unwrap_or_else(|malformed| Mapped {
            error: Some(Actual::of_error(&malformed.diagnostic())),
            ..Mapped::default()
        })
    }

    /// The result of one attribute mapping for a record, as strings of the language.
    pub fn attribute(
        &mut self,
        index: usize,
        record: &TestRecord,
        world: &World,
        watcher: &mut impl AttributeObserver,
    ) -> Actual {
        let actual = self
            .runner
            .with(RecordBody::Json(&record.json), world, |object, input| attribute(object, index, input, watcher));
        actual.unwrap_or_else(|malformed| Actual::of_error(&malformed.diagnostic()))
    }
}

/// The results for a record that is read.
pub(super) fn map<'r>(
    object: &'r ObjectProgram,
    input: &RecordInput<'r>,
    watcher: &mut impl AttributeObserver,
) -> Mapped {
    let (mut out, mut mapped) = (Vec::new(), Mapped::default());
    let mut recorder = Recorder { object, gave: Vec::new(), next: watcher };
    let outcome = object.create_watched(input, &mut out, &mut recorder);
    mapped.gave = recorder.gave;
    match outcome {
        Outcome::Payload { .. } => mapped.payload = crate::text::from_json(&out),
        Outcome::OutOfScope(misses) => {
            let clauses: Vec<String> = misses.iter().map(|miss| object.describe(miss)).collect();
            mapped.out_of_scope = Some(clauses.join("; "));
        }
        Outcome::Failed(errors) => {
            for error in errors {
                let gave = Actual::of_error(&error.error);
                match error.attribute.map(|index| mapped.gave.get_mut(index)) {
                    Some(Some(slot)) => *slot = gave,
                    _ => mapped.error = Some(gave),
                }
            }
        }
    }
    mapped
}

/// The result of one attribute mapping for a record that is read.
pub(super) fn attribute<'r>(
    object: &'r ObjectProgram,
    index: usize,
    input: &RecordInput<'r>,
    watcher: &mut impl AttributeObserver,
) -> Actual {
    Actual::of(object.attributes().attribute(index, input, watcher))
}

/// A program's only expression, ready to run the records of tables.
pub(super) struct Evaluator<'p> {
    program: &'p Program,
    slots: Slots,
}

impl<'p> Evaluator<'p> {
    pub fn new(program: &'p Program) -> Self {
        Self { program, slots: Slots::new(program.attributes().iter().map(|name| &**name)) }
    }

    /// The result of the expression for a record.
    pub fn value(&self, record: &TestRecord, world: &World, observer: &mut impl Observer) -> Actual {
        let mut runner = ExpressionRunner::new(self.program, &self.slots, RunLimits::default());
        let actual = runner.value(RecordBody::Json(&record.json), world, observer, |value, _| Actual::of(value));
        actual.unwrap_or_else(|malformed| Actual::of_error(&malformed.diagnostic()))
    }
}

/// The result of a program's only expression for one record.
pub(super) fn evaluate(program: &Program, record: &TestRecord, world: &World, observer: &mut impl Observer) -> Actual {
    Evaluator::new(program).value(record, world, observer)
}

/// The evaluation context of a test; each test has its own, so that no value is in use because of an earlier test.
pub(super) fn world(file: &TestFile, of_mapping: &BTreeMap<String, String>) -> World {
    let mut world = World::at(file.now).with_seed(file.seed).with_taken(&file.taken);
    for (name, value) in of_mapping.iter().chain(file.settings.iter().map(|(name, value)| (name, value))) {
        world = world.with_setting(name, value);
    }
    world
}

impl Actual {
    fn of(result: Result<Value<'_>, EvalError>) -> Self {
        match result {
            Ok(Value::Skip) => Actual::Skip,
            Ok(value) if value.is_absent() || value.is_clear() => Actual::Absent,
            Ok(value) => Actual::Value(to_json(value)),
            Err(error) => Actual::of_error(&error),
        }
    }

    /// The value as JSON, where it is one or none.
    pub(super) fn json(&self) -> Option<Json> {
        match self {
            Actual::Value(json) => Some(json.clone()),
            Actual::Absent => Some(Json::Null),
            Actual::Skip | Actual::Error(..) => None,
        }
    }

    pub(super) fn of_error(error: &crate::diagnostic::Diagnostic) -> Self {
        Actual::Error(error.code(), error.message.clone())
    }
}

impl std::fmt::Display for Actual {
    /// In the form of a table's cell; an error with its message.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Actual::Value(value) => write!(out, "{value}"),
            Actual::Absent => out.write_str("(no value)"),
            Actual::Skip => out.write_str("(skipped)"),
            Actual::Error(code, message) => write!(out, "(error {code}): {message}"),
        }
    }
}

/// Records the results of attribute mappings, in the types of their targets, and passes them on to another observer.
struct Recorder<'w, W> {
    object: &'w ObjectProgram,
    gave: Vec<Actual>,
    next: &'w mut W,
}

impl<W: AttributeObserver> Observer for Recorder<'_, W> {
    const ENABLED: bool = W::ENABLED;

    fn value(&mut self, shown: Shown, span: Span, value: Value<'_>) {
        self.next.value(shown, span, value);
    }
}

impl<W: AttributeObserver> AttributeObserver for Recorder<'_, W> {
    fn on_start(&mut self, attribute: usize) {
        self.next.on_start(attribute);
    }

    fn on_value(&mut self, attribute: usize, result: &Result<Value<'_>, EvalError>, filled: Value<'_>) {
        let kind = self.object.template().targets().get(attribute).map_or(TargetType::String, |target| target.kind);
        let gave = match result {
            Err(error) => Actual::of_error(error),
            Ok(_) if filled == Value::Skip => Actual::Skip,
            Ok(_) if filled.is_absent() => Actual::Absent,
            Ok(_) => Actual::Value(typed(kind, filled)),
        };
        self.gave.resize(self.object.attributes().targets().len(), Actual::Absent);
        self.gave.get_mut(attribute).into_iter().for_each(|location| *location = gave.clone());
        self.next.on_value(attribute, result, filled);
    }
}

/// A value as JSON of its target's type. A value of the wrong type is an error that the payload's writer reports.
fn typed(kind: TargetType, value: Value<'_>) -> Json {
    if let Value::Multi(values @ [_, _, ..]) = value {
        return Json::Array(values.iter().map(|value| typed(kind, *value)).collect());
    }
    let mut out = Vec::new();
    match (Takes { kind, complex: true }).write(value, &mut out) {
        Ok(true) => crate::text::from_json(&out).unwrap_or_default(),
        _ => to_json(value),
    }
}
