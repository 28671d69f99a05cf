//! What the VM does in a language with types: operators that convert nothing, conditions, loops over multiple values, and
//! attributes whose values get the type that the directory gives them.
//!
//! Each decision about what the documents leave open is one function, with its letter in the guide.

use super::{Machine, Observer, placed, truth};
use crate::diagnostic::{Diagnostic, EvalError, registry};
use crate::dotnet::encoding;
use crate::functions::{Operand, Scope};
use crate::program::{Collects, Op, Program, TypedOperator};
use crate::text::Span;
use crate::value::{Comparison, TargetType, Typed, Value};
use bumpalo::Bump;
use std::cmp::Ordering;

/// What a turn of a loop costs, in steps of patterns.
const TURN: u64 = 64;
/// After how many turns it is asked whether to go on.
const ASK: usize = 1024;

/// A condition in any language: where there are types, it is a Boolean. Like all that the loop of the VM calls here, it stays out
/// of that loop, whose registers are for the other languages.
#[inline(never)]
pub(super) fn condition(program: &Program, value: Value<'_>, span: Span) -> Result<bool, EvalError> {
    if program.language().types.is_none() {
        return truth(value).ok_or_else(|| Box::new(registry::not_a_condition(span)));
    }
    match value.single() {
        Value::Bool(flag) => Ok(flag),
        // Decision N4.
        Value::Absent => Ok(false),
        Value::Multi(_) => Err(Box::new(registry::several_conditions(span))),
        other => {
            let help = "compare it, or use `CBool(…)`";
            Err(Box::new(registry::not_boolean(span, &other.describe(), help)))
        }
    }
}

/// Two values joined by an operator.
#[inline(never)]
pub(super) fn operate<'r>(
    operator: TypedOperator,
    left: Value<'r>,
    right: Value<'r>,
    scope: &'r Scope<'r>,
) -> Result<Value<'r>, EvalError> {
    let (left, right) = (left.single(), right.single());
    if let (Value::Multi(_), _) | (_, Value::Multi(_)) = (left, right) {
        return Err(Box::new(registry::several_values_compared(Span::default())));
    }
    match operator {
        TypedOperator::Compare(comparison) => compare(comparison, left, right).map(Value::Bool),
        TypedOperator::Concatenate => concatenate(left, right, scope),
        TypedOperator::Add if matches!((left, right), (Value::Str(_), _) | (_, Value::Str(_))) => {
            add_strings(left, right, scope)
        }
        TypedOperator::Add => calculate("+", left, right, i64::checked_add),
        TypedOperator::Subtract => calculate("-", left, right, i64::checked_sub),
        TypedOperator::Multiply => calculate("*", left, right, i64::checked_mul),
    }
}

/// A comparison. One with no value is false, `<>` too (decision N3); texts with case, dates as points in time, bytes by bytes,
/// references without case (C1); values of different types are an error (T3).
fn compare(comparison: Comparison, left: Value<'_>, right: Value<'_>) -> Result<bool, EvalError> {
    if left.is_absent() || right.is_absent() {
        return Ok(false);
    }
    let is_equality = matches!(comparison, Comparison::Equal | Comparison::NotEqual);
    let ordering = match (left, right) {
        (Value::Str(left), Value::Str(right)) => by_units(left, right),
        (Value::Int(left), Value::Int(right)) => left.cmp(&right),
        (Value::Bool(left), Value::Bool(right)) if is_equality => left.cmp(&right),
        (Value::Typed(Typed::Date(left)), Value::Typed(Typed::Date(right))) => left.ticks().cmp(&right.ticks()),
        (Value::Typed(Typed::Bytes(left)), Value::Typed(Typed::Bytes(right))) => left.cmp(right),
        (Value::Typed(Typed::Reference(left)), Value::Typed(Typed::Reference(right))) => {
            left.to_lowercase().cmp(&right.to_lowercase())
        }
        (left, right) => {
            let help =
                matches!(left, Value::Bool(_)).then_some("Booleans have no order, and are compared only with Booleans");
            return Err(Box::new(registry::types_compared(Span::default(), &left.describe(), &right.describe(), help)));
        }
    };
    Ok(comparison.holds(ordering))
}

/// The order of .NET's ordinal comparison: by UTF-16 code units.
fn by_units(left: &str, right: &str) -> Ordering {
    if left.is_ascii() && right.is_ascii() { left.cmp(right) } else { left.encode_utf16().cmp(right.encode_utf16()) }
}

/// `&` (decisions T4 and N5): strings and numbers, or bytes; no value is the other side.
fn concatenate<'r>(left: Value<'r>, right: Value<'r>, scope: &'r Scope<'r>) -> Result<Value<'r>, EvalError> {
    if let (Value::Typed(Typed::Bytes(left)), Value::Typed(Typed::Bytes(right))) = (left, right) {
        scope.allow(left.len().saturating_add(right.len()))?;
        let both = scope.arena.alloc_slice_copy(&[*left, *right].concat());
        return Ok(Value::Typed(scope.arena.alloc(Typed::Bytes(both))));
    }
    let text = |value: Value<'r>| match value {
        Value::Absent => Ok(None),
        Value::Str(_) | Value::Int(_) => Ok(value.text(scope.arena)),
        Value::Typed(Typed::Bytes(_)) if left.is_absent() || right.is_absent() => Ok(None),
        other => Err(wrong_operand("&", other)),
    };
    match (text(left)?, text(right)?) {
        (Some(left), Some(right)) => scope.concat(&[left, right]).map(Value::Str),
        (Some(one), None) | (None, Some(one)) => Ok(Value::Str(one)),
        (None, None) if left.is_absent() => Ok(right),
        (None, None) => Ok(left),
    }
}

/// `+` between strings puts them together, as in Visual Basic; a string and a number are an error (decision L4).
fn add_strings<'r>(left: Value<'r>, right: Value<'r>, scope: &'r Scope<'r>) -> Result<Value<'r>, EvalError> {
    match (left, right) {
        (Value::Str(left), Value::Str(right)) => scope.concat(&[left, right]).map(Value::Str),
        (Value::Str(one), Value::Absent) | (Value::Absent, Value::Str(one)) => Ok(Value::Str(one)),
        (Value::Str(_), other) | (other, _) => Err(wrong_operand("+", other)),
    }
}

/// Arithmetic of 64-bit numbers; no value on a side gives no value (decision N8).
fn calculate<'r>(
    sign: &str,
    left: Value<'r>,
    right: Value<'r>,
    with: fn(i64, i64) -> Option<i64>,
) -> Result<Value<'r>, EvalError> {
    match (left, right) {
        (Value::Int(left), Value::Int(right)) => {
            with(left, right).map(Value::Int).ok_or_else(|| Box::new(registry::arithmetic_overflow(Span::default())))
        }
        (Value::Absent, Value::Int(_) | Value::Absent) | (Value::Int(_), Value::Absent) => Ok(Value::Absent),
        (Value::Int(_) | Value::Absent, other) | (other, _) => Err(wrong_operand(sign, other)),
    }
}

#[cold]
fn wrong_operand(sign: &str, value: Value<'_>) -> Box<Diagnostic> {
    Box::new(registry::wrong_operand(Span::default(), sign, &value.describe(), None))
}

/// The values of a program's attributes with the types that the directory gives them (decision T2). What is not of its type
/// stays a string.
#[inline(never)]
pub(super) fn with_types<'s, 'r: 's>(program: &Program, slots: &'s [Value<'r>], arena: &'r Bump) -> &'s [Value<'r>] {
    if program.types().iter().all(Option::is_none) {
        return slots;
    }
    let types = program.types().iter().copied().chain(std::iter::repeat(None));
    let typed: Vec<Value<'r>> = slots.iter().zip(types).map(|(value, kind)| with_type(*value, kind, arena)).collect();
    arena.alloc_slice_copy(&typed)
}

fn with_type<'r>(value: Value<'r>, kind: Option<TargetType>, arena: &'r Bump) -> Value<'r> {
    let Some(kind) = kind else { return value };
    match (kind, value) {
        (_, Value::Multi(values)) => {
            let typed: Vec<Value<'r>> = values.iter().map(|value| with_type(*value, Some(kind), arena)).collect();
            Value::Multi(arena.alloc_slice_copy(&typed))
        }
        (TargetType::Binary, Value::Str(text)) => match encoding::bytes_of_base64(text) {
            Some(bytes) => Value::Typed(arena.alloc(Typed::Bytes(arena.alloc_slice_copy(&bytes)))),
            None => value,
        },
        (TargetType::Reference, Value::Str(name)) => Value::Typed(arena.alloc(Typed::Reference(name))),
        (TargetType::Integer, Value::Str(text)) => encoding::parse_integer(text).map_or(value, Value::Int),
        (TargetType::Boolean, Value::Str(text)) => encoding::parse_boolean(text).map_or(value, Value::Bool),
        (TargetType::String, Value::Int(_) | Value::Bool(_) | Value::Number(_)) => {
            value.text(arena).map_or(value, Value::Str)
        }
        _ => value,
    }
}

/// A loop instruction without its index.
pub(super) struct Loop<'r> {
    collects: Collects,
    values: &'r [Value<'r>],
    register: u32,
    result: u32,
    end: u32,
}

impl<'s, 'r: 's> Machine<'s, 'r> {
    /// Runs a loop whose instruction is `at`, and returns the index of the next instruction: that behind the loop, or the first
    /// of its body if there is nothing to loop over.
    #[inline(never)]
    pub(super) fn each<O: Observer>(&self, at: usize, observer: &mut O) -> Result<usize, EvalError> {
        let Some(Op::Each { collects, sources, local, result, end }) = self.program.op(at).copied() else {
            return Ok(at + 1);
        };
        let mut several: Option<(u32, &'r [Value<'r>])> = None;
        for (register, source) in (local..).zip(self.program.operands(sources)) {
            let value = self.frame.get(*source);
            let values = match (collects.is_mapped(), value) {
                (false, value) => value.values(self.scope.arena),
                (true, Value::Multi(values @ [_, ..])) => values,
                (true, value) => {
                    self.frame.set(register, value.single());
                    continue;
                }
            };
            self.frame.set(register, value.single());
            match several {
                Some((_, known)) if known.len() > 1 && values.len() > 1 => {
                    return Err(self.at(at, registry::two_multi_valued));
                }
                // One that is a list of one is a single value beside another.
                Some((_, known)) if known.len() > 1 || values.len() < 2 => {}
                _ => several = Some((register, values)),
            }
        }
        let Some((register, values)) = several else { return Ok(at + 1) };
        match (collects, values.len()) {
            (Collects::Condition, 2..) => return Err(self.at(at, registry::several_conditions)),
            (Collects::Condition, _) => return Ok(at + 1),
            _ => {}
        }
        let turns = Loop { collects, values, register, result, end };
        let collected = self.collected(&turns, at, observer)?;
        self.frame.set(result, collected);
        Ok(end as usize)
    }

    /// What the turns of a loop give together.
    fn collected<O: Observer>(&self, turns: &Loop<'r>, at: usize, observer: &mut O) -> Result<Value<'r>, EvalError> {
        let scope = self.scope;
        let body = self.program.code().get(..turns.end as usize).unwrap_or_default();
        let mut collected = bumpalo::collections::Vec::new_in(scope.arena);
        for (number, value) in turns.values.iter().enumerate() {
            scope.steps.spend(TURN);
            if scope.steps.left() == 0 {
                return Err(self.at(at, registry::too_many_turns));
            }
            if number % ASK == ASK - 1 && scope.host.is_cancelled() {
                return Err(self.at(at, registry::run_cancelled));
            }
            self.frame.set(turns.register, *value);
            self.run(body, at + 1, observer)?;
            let given = self.frame.get(Operand::Register(turns.result));
            if turns.collects == Collects::Mapped && turns.values.len() == 1 {
                // A list of one is a single value, and stays a list if its result is one value.
                return Ok(match given.single() {
                    Value::Absent => Value::Absent,
                    one @ (Value::Skip | Value::Multi(_) | Value::Typed(Typed::Clear)) => one,
                    one => Value::Multi(scope.arena.alloc([one])),
                });
            }
            match (turns.collects, given.single()) {
                (Collects::Kept, given) => {
                    if condition(self.program, given, self.program.span(at))? {
                        collected.push(*value);
                    }
                }
                // What has no value is left out (decision F2).
                (_, Value::Absent) => {}
                (_, Value::Skip | Value::Typed(Typed::Clear)) => return Err(self.at(at, registry::result_of_one)),
                (_, Value::Multi(_)) => return Err(self.at(at, registry::two_multi_valued)),
                (_, one) => collected.push(one),
            }
        }
        scope
            .allow(collected.len().saturating_mul(size_of::<Value<'r>>()))
            .map_err(|error| placed(error, self.program.span(at)))?;
        let collected = collected.into_bump_slice();
        Ok(if collected.is_empty() { Value::Absent } else { Value::Multi(collected) })
    }

    #[cold]
    fn at(&self, at: usize, diagnostic: fn(Span) -> Diagnostic) -> EvalError {
        Box::new(diagnostic(self.program.span(at)))
    }
}
