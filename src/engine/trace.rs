//! What every part of an expression gave in a run, as a tree: values, and the branches that were not taken.
//!
//! Knows nothing of how it is shown.

use super::to_json;
use crate::check::{Expr, ExprKind};
use crate::functions::Property;
use crate::text::Span;
use crate::value::{Value, ValueKind};
use crate::vm::{Observer, Shown};
use serde_json::Value as Json;
use std::collections::HashMap;

/// Looks on at a run and remembers what the parts of the expression gave, by their spans.
#[derive(Debug, Default)]
pub struct Trace {
    values: HashMap<Span, (TraceValue, Option<ValueKind>)>,
}

/// A part of an expression and what it gave.
#[derive(Clone, Debug, PartialEq)]
pub struct TraceNode {
    /// Where it is in the expression's text.
    pub span: Span,
    /// What it gave.
    pub given: TraceValue,
    /// As what it was taken by the call around it, in words, where that is not what it gave.
    pub taken_as: Option<&'static str>,
    /// The parts directly inside, empty slots left out.
    pub parts: Vec<TraceNode>,
    /// What kind of value it gave.
    kind: Option<ValueKind>,
}

/// What a part gave.
#[derive(Clone, Debug, PartialEq)]
pub enum TraceValue {
    /// A value.
    Value(Json),
    /// No value.
    Absent,
    /// Ignore flow: the target is left as it is.
    Skip,
    /// A value that `Redact` hides.
    Hidden,
    /// Nothing: it was not run, because its branch was not taken, or because there was an error before it.
    NotRun,
    /// Something that was computed when the expression was compiled.
    Folded,
}

impl TraceValue {
    /// What a value is to a trace.
    pub fn of(value: Value<'_>) -> Self {
        match value {
            Value::Skip => TraceValue::Skip,
            value if value.is_absent() => TraceValue::Absent,
            value => TraceValue::Value(to_json(value)),
        }
    }
}

impl Observer for Trace {
    fn value(&mut self, _: Shown, span: Span, value: Value<'_>) {
        self.values.insert(span, (TraceValue::of(value), kind_of(value)));
    }
}

impl Trace {
    /// The tree of an expression with what its parts gave. `result` is what the whole gave; none after an error.
    pub fn tree(&self, root: &Expr, result: Option<Value<'_>>) -> TraceNode {
        let mut whole = self.part(root);
        if let (Some(value), false) = (result, whole.given == TraceValue::Hidden) {
            whole.given = TraceValue::of(value);
        }
        whole
    }

    fn part(&self, part: &Expr) -> TraceNode {
        if is_redact(part) {
            return TraceNode {
                span: part.span,
                given: TraceValue::Hidden,
                taken_as: None,
                parts: Vec::new(),
                kind: None,
            };
        }
        let mut parts: Vec<TraceNode> = part
            .written_parts()
            .into_iter()
            .filter(|child| !child.is_empty_slot_of(part))
            .map(|child| self.part(child))
            .collect();
        if let ExprKind::Switch(_, pairs) = &part.node {
            light_keys(pairs, &mut parts);
        }
        let seen = self.values.get(&part.span);
        let ran_inside = parts.iter().any(|inner| inner.given != TraceValue::NotRun);
        let (given, kind) = match (seen, &part.node) {
            _ if part.hides() && (seen.is_some() || ran_inside) => (TraceValue::Hidden, None),
            (Some(seen), _) => seen.clone(),
            // A special form has no instruction of its own: it gives what the branch gave that was taken.
            (None, kind) if is_call(kind) => {
                let taken = parts.iter().rev().find(|inner| inner.given != TraceValue::NotRun);
                taken.map_or((TraceValue::NotRun, None), |taken| (taken.given.clone(), taken.kind))
            }
            (None, _) => (TraceValue::NotRun, None),
        };
        // What ran as one constant has nothing inside that ran.
        let is_whole = given != TraceValue::NotRun && !ran_inside;
        let is_lazy = matches!(part.node, ExprKind::Coalesce(_) | ExprKind::If(_) | ExprKind::Switch(..));
        if given != TraceValue::NotRun && (is_whole || !is_lazy) {
            parts.iter_mut().for_each(fold);
        }
        let mut whole = TraceNode { span: part.span, given, taken_as: None, parts, kind };
        coerce(part, &mut whole.parts);
        whole
    }
}

/// The key of a `Switch` whose value was taken is no instruction of its own.
fn light_keys(pairs: &[(Expr, Expr)], parts: &mut [TraceNode]) {
    for (key, value) in pairs {
        let ran = |one: &TraceNode| one.span == value.span && one.given != TraceValue::NotRun;
        let taken = parts.iter().any(ran);
        let Some(part) = parts.iter_mut().find(|part| part.span == key.span) else { continue };
        if let (true, TraceValue::NotRun, Some(text)) = (taken, &part.given, key.text()) {
            part.given = TraceValue::Value(Json::from(text));
        }
    }
}

/// Marks the arguments that a call reads as something else than what they gave: a string as a number, a Boolean as a
/// string.
fn coerce(part: &Expr, parts: &mut [TraceNode]) {
    let taken: Vec<(Span, ValueKind)> = match &part.node {
        ExprKind::Call(function, arguments) => {
            let kind = |slot| Some(function.parameter_of(slot, arguments.len())?.ty.kind);
            let slots = arguments.iter().enumerate();
            slots.filter_map(|(slot, one)| Some((one.span, kind(slot)?))).collect()
        }
        // A condition and what keys are compared with are read by the choice itself.
        ExprKind::If(choice) => vec![(choice[0].span, ValueKind::Boolean)],
        ExprKind::Switch(ends, _) => vec![(ends[0].span, ValueKind::Str)],
        // What is compared is compared as strings, and what is joined becomes one.
        ExprKind::Operate(left, rest) => {
            let sides = std::iter::once(left.span).chain(rest.iter().map(|(_, side)| side.span));
            sides.map(|side| (side, ValueKind::Str)).collect()
        }
        _ => return,
    };
    for part in parts {
        let kind = taken.iter().find(|(span, _)| *span == part.span).map(|(_, kind)| *kind);
        part.taken_as = match (kind, part.kind) {
            (Some(ValueKind::Integer), Some(ValueKind::Str | ValueKind::Boolean))
            | (
                Some(ValueKind::Str | ValueKind::Date | ValueKind::Pattern),
                Some(ValueKind::Integer | ValueKind::Boolean),
            )
            | (Some(ValueKind::Boolean), Some(ValueKind::Str | ValueKind::Integer)) => kind.map(ValueKind::name),
            _ => None,
        };
    }
}

/// The kind of a single value.
fn kind_of(value: Value<'_>) -> Option<ValueKind> {
    match value {
        Value::Str(_) => Some(ValueKind::Str),
        Value::Int(_) | Value::Number(_) => Some(ValueKind::Integer),
        Value::Bool(_) => Some(ValueKind::Boolean),
        _ => None,
    }
}

/// Marks what has no value of its own inside a part that was computed.
fn fold(part: &mut TraceNode) {
    if part.given == TraceValue::NotRun {
        part.given = TraceValue::Folded;
        part.parts.iter_mut().for_each(fold);
    }
}

fn is_call(kind: &ExprKind) -> bool {
    use ExprKind::{Call, Coalesce, If, Switch, Unavailable};
    matches!(kind, Call(..) | Coalesce(_) | If(_) | Switch(..) | Unavailable(..))
}

fn is_redact(part: &Expr) -> bool {
    matches!(part.node, ExprKind::Call(function, _) if function.is(Property::Hides))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Context;
    use crate::dotnet::datetime::DateTime;
    use crate::engine::{Expression as Compiled, RunLimits, Session, World};
    use bumpalo::Bump;

    /// The trace of an expression whose only attribute has this value.
    fn tree(text: &str, value: Value<'_>) -> TraceNode {
        let compiled = Compiled::new(text, Context::default()).unwrap();
        let (arena, world) = (Bump::new(), World::at(DateTime::default()));
        let session = Session::new(compiled.program(), RunLimits::default());
        let scope = session.scope(&arena, &world, "");
        let mut trace = Trace::default();
        let result = session.value(0, &[value], &scope, &mut trace);
        trace.tree(compiled.checked().root(), result.ok())
    }

    /// Every part with what it gave, where the only attribute has this value.
    fn shown(text: &str, value: Value<'_>) -> Vec<(String, TraceValue)> {
        let tree = tree(text, value);
        let (mut found, mut waiting) = (Vec::new(), vec![&tree]);
        while let Some(part) = waiting.pop() {
            found.push((part.span.of(text).to_owned(), part.given.clone()));
            waiting.extend(part.parts.iter().rev());
        }
        found
    }

    fn given(parts: &[(String, TraceValue)], text: &str) -> TraceValue {
        parts.iter().find(|(known, _)| known == text).unwrap().1.clone()
    }

    #[test]
    fn the_arm_that_was_not_taken_did_not_run() {
        let parts = shown(r#"IIF([a]="x","yes",ToUpper([a]))"#, Value::Str("x"));
        assert_eq!(given(&parts, r#"IIF([a]="x","yes",ToUpper([a]))"#), TraceValue::Value("yes".into()));
        assert_eq!(given(&parts, r#""yes""#), TraceValue::Value("yes".into()));
        assert_eq!(given(&parts, "ToUpper([a])"), TraceValue::NotRun);
    }

    #[test]
    fn the_key_of_the_value_taken_is_lit() {
        let parts = shown(r#"Switch([a],"none","p","one","q","two")"#, Value::Str("q"));
        assert_eq!(given(&parts, "[a]"), TraceValue::Value("q".into()));
        assert_eq!(given(&parts, r#""q""#), TraceValue::Value("q".into()));
        assert_eq!(given(&parts, r#""two""#), TraceValue::Value("two".into()));
        assert_eq!(given(&parts, r#""p""#), TraceValue::NotRun);
        assert_eq!(given(&parts, r#""none""#), TraceValue::NotRun);
    }

    #[test]
    fn what_is_read_as_something_else_says_as_what() {
        let taken = |text: &str, value: Value<'_>, part: &str| {
            let tree = tree(text, value);
            let mut waiting = vec![&tree];
            while let Some(one) = waiting.pop() {
                if one.span.of(text) == part {
                    return one.taken_as;
                }
                waiting.extend(&one.parts);
            }
            None
        };
        assert_eq!(taken(r#"Left("abc",[n])"#, Value::Str("2"), "[n]"), Some("integer"));
        assert_eq!(taken(r#"Left("abc",[n])"#, Value::Int(2), "[n]"), None);
        assert_eq!(taken(r#"ToUpper([a])"#, Value::Bool(true), "[a]"), Some("string"));
        assert_eq!(taken(r#"ToUpper([a])"#, Value::Str("x"), "[a]"), None);
        assert_eq!(taken(r#"IIF([a]="True","x","y")"#, Value::Bool(true), "[a]"), Some("string"));
    }

    #[test]
    fn what_redact_hides_stays_hidden() {
        let parts = shown(r#"Append(Redact([a]),"x")"#, Value::Str("secret"));
        assert!(!format!("{parts:?}").contains("secret"), "{parts:?}");
    }

    #[test]
    fn constants_are_folded_and_a_bare_attribute_is_its_value() {
        let parts = shown(r#"Append([a],ToUpper("x"))"#, Value::Str("v"));
        assert_eq!(given(&parts, r#"ToUpper("x")"#), TraceValue::Value("X".into()));
        assert_eq!(given(&parts, r#""x""#), TraceValue::Folded);
        assert_eq!(shown("[a]", Value::Str("v")), [("[a]".to_owned(), TraceValue::Value("v".into()))]);
        assert_eq!(shown("[a]", Value::Absent), [("[a]".to_owned(), TraceValue::Absent)]);
    }
}
