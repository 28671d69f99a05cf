//! Compares expectations with the actual results. Runs nothing.

use super::file::{Case, Expected, Row};
use super::harness::{Actual, Mapped};
use super::outcome::{Failure, TestResult, lines_of};
use super::subject::indexes;
use crate::engine::ObjectProgram;
use crate::scim::{HIDDEN, change_values, overlaps};
use crate::text::Span;
use serde_json::Value as Json;
use std::collections::HashSet;

/// The expectations of a case that failed.
pub(super) fn check_expectations(case: &Case, program: &ObjectProgram, mapped: Mapped) -> TestResult {
    let mut failures = Vec::new();
    let in_scope = mapped.out_of_scope.is_none();
    match (&case.scope, &mapped.out_of_scope) {
        (Some((true, span)), Some(why)) => failures.push(Failure::new(*span, "scope", "in", format!("out: {why}"))),
        (Some((false, span)), None) => failures.push(Failure::new(*span, "scope", "out", "in")),
        (None, Some(why)) => failures.push(Failure::new(case.span, "scope", "in", format!("out: {why}"))),
        _ => {}
    }
    if let Some(error) = &mapped.error {
        failures.push(Failure::new(case.span, "", "no error", error));
    }
    let (indexes, mut expected_errors) = (indexes(program), HashSet::new());
    for expectation in case.expectations.iter().filter(|_| in_scope) {
        let index = indexes.get(expectation.target.value.as_str()).copied();
        if let Expected::Error(_) = &expectation.wanted {
            expected_errors.extend(index);
        }
        let Some(gave) = index.and_then(|index| mapped.gave.get(index)) else { continue };
        if !expectation.wanted.is(gave) {
            // Reported here once, and not again as an unexpected error.
            expected_errors.extend(index);
            let hides = index.is_some_and(|index| program.hides(index));
            let failure = Failure::new(expectation.span, &expectation.target.value, &expectation.wanted, gave);
            failures.push(if hides { failure.hidden(&expectation.wanted, gave) } else { failure });
        }
    }
    for (index, gave) in mapped.gave.iter().enumerate().filter(|(index, _)| !expected_errors.contains(index)) {
        if let Actual::Error(..) = gave {
            failures.push(Failure::new(case.span, program.attributes().target(index), "no error", gave));
        }
    }
    if let Some(snapshot) = case.payload.as_ref().filter(|_| in_scope) {
        let none = || Json::from("(no payload)");
        let (wanted, actual) =
            (snapshot.payload.clone().unwrap_or_else(none), mapped.payload.clone().unwrap_or_else(none));
        if wanted != actual {
            let (wanted, actual) = hidden(program, wanted, actual);
            let (expected, actual) = (lines_of(&wanted), lines_of(&actual));
            let subject = "payload".to_owned();
            failures.push(Failure { span: snapshot.literal, subject, expected, actual, lines: true });
        }
    }
    TestResult { name: case.name.clone(), span: case.span, failures, payload: mapped.payload }
}

impl Expected {
    /// Whether it equals the actual result.
    pub(super) fn is(&self, gave: &Actual) -> bool {
        match (self, gave) {
            (Expected::Value(wanted), Actual::Value(actual)) => alone(wanted) == alone(actual),
            (Expected::Absent, Actual::Absent) | (Expected::Skip, Actual::Skip) => true,
            (Expected::Error(wanted), Actual::Error(code, _)) => wanted == code,
            _ => false,
        }
    }
}

/// Two payloads without the values that `Redact` hides. That they differ stays visible.
fn hidden(program: &ObjectProgram, mut wanted: Json, mut actual: Json) -> (Json, Json) {
    let targets: Vec<&str> = program.hidden_targets().collect();
    let is_hidden = |path: &str| targets.iter().any(|target| overlaps(target, path));
    if !targets.is_empty() {
        let (mut old, mut new) = (Vec::new(), Vec::new());
        change_values(&mut wanted, &is_hidden, &mut |value| old.push(std::mem::replace(value, HIDDEN.into())));
        change_values(&mut actual, &is_hidden, &mut |value| new.push(std::mem::replace(value, HIDDEN.into())));
        if old != new {
            change_values(&mut actual, &is_hidden, &mut |value| *value = format!("{HIDDEN}, another value").into());
        }
    }
    (wanted, actual)
}

impl Failure {
    /// The failure of a row, if it failed; without values where `Redact` hides them.
    pub(super) fn of_row(wanted: &Expected, gave: &Actual, span: Span, hides: bool) -> Option<Self> {
        let failure = || Failure::new(span, "", wanted, gave);
        let shown = || if hides { failure().hidden(wanted, gave) } else { failure() };
        (!holds(wanted, gave)).then(shown)
    }

    fn hidden(mut self, wanted: &Expected, gave: &Actual) -> Self {
        if let Expected::Value(_) = wanted {
            self.expected = HIDDEN.to_owned();
        }
        if let Actual::Value(_) = gave {
            self.actual =
                if let Expected::Value(_) = wanted { format!("{HIDDEN}, another value") } else { HIDDEN.into() };
        }
        self
    }
}

impl Row {
    /// What the row sees of a result. JSON has one word for both: nothing flows.
    pub(super) fn seen(&self, gave: Actual) -> Actual {
        if self.literal.is_some() && gave == Actual::Skip { Actual::Absent } else { gave }
    }

    /// Whether the result is the expected one.
    pub(super) fn passes(&self, gave: Actual) -> bool {
        holds(&self.wanted, &self.seen(gave))
    }
}

/// Whether the result is what a row expects. Tables use the language's own values, where everything is a string.
pub(super) fn holds(wanted: &Expected, gave: &Actual) -> bool {
    match (wanted, gave) {
        (Expected::Value(wanted), Actual::Value(actual)) => alone(&as_texts(wanted)) == alone(&as_texts(actual)),
        (wanted, gave) => wanted.is(gave),
    }
}

/// A single value, also if it is the only one of a list.
fn alone(json: &Json) -> &Json {
    match json {
        Json::Array(items) => match items.as_slice() {
            [only] => only,
            _ => json,
        },
        other => other,
    }
}

fn as_texts(json: &Json) -> Json {
    match json {
        Json::Bool(flag) => Json::from(if *flag { "True" } else { "False" }),
        Json::Number(number) => Json::from(number.to_string()),
        Json::Array(items) => Json::Array(items.iter().map(as_texts).collect()),
        other => other.clone(),
    }
}
