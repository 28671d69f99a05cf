//! The part of the reference interpreter for a language with types: operators, conditions, locals and loops, as the guide
//! describes them. Like the rest of it, it is slow and simple on purpose.

use super::reference_interpreter::Walker;
use crate::check::{Each, Expr, Form};
use crate::diagnostic::{EvalError, registry};
use crate::dotnet::encoding;
use crate::functions::Scope;
use crate::language::Language;
use crate::program::Collects;
use crate::syntax::Operator;
use crate::text::Span;
use crate::value::{TargetType, Typed, Value};
use bumpalo::Bump;

type Evaluated<'r> = Result<Value<'r>, EvalError>;

/// The values with the types of their attributes.
pub fn with_types<'r>(
    names: &[Box<str>],
    values: &'r [Value<'r>],
    language: &Language,
    arena: &'r Bump,
) -> &'r [Value<'r>] {
    let Some(type_of) = language.types else { return values };
    let typed = names.iter().zip(values).map(|(name, value)| match type_of(name) {
        Some((kind, _)) => with_type(*value, kind, arena),
        None => *value,
    });
    arena.alloc_slice_copy(&typed.collect::<Vec<_>>())
}

fn with_type<'r>(value: Value<'r>, kind: TargetType, arena: &'r Bump) -> Value<'r> {
    match value {
        Value::Multi(values) => {
            let typed: Vec<_> = values.iter().map(|value| with_type(*value, kind, arena)).collect();
            Value::Multi(arena.alloc_slice_copy(&typed))
        }
        Value::Str(text) => match kind {
            TargetType::Binary => encoding::bytes_of_base64(text)
                .map_or(value, |bytes| Value::Typed(arena.alloc(Typed::Bytes(arena.alloc_slice_copy(&bytes))))),
            TargetType::Reference => Value::Typed(arena.alloc(Typed::Reference(text))),
            TargetType::Integer => encoding::parse_integer(text).map_or(value, Value::Int),
            TargetType::Boolean => encoding::parse_boolean(text).map_or(value, Value::Bool),
            _ => value,
        },
        Value::Int(_) | Value::Bool(_) | Value::Number(_) if kind == TargetType::String => {
            Value::Str(value.text(arena).unwrap_or_default())
        }
        other => other,
    }
}

/// The result of a condition.
pub fn holds(value: Value<'_>, span: Span) -> Result<bool, EvalError> {
    match value.single() {
        Value::Bool(flag) => Ok(flag),
        Value::Absent => Ok(false),
        Value::Multi(_) => Err(Box::new(registry::several_conditions(span))),
        other => Err(Box::new(registry::not_boolean(span, &other.describe(), ""))),
    }
}

/// The result of an operator, but for `&&` and `||`.
pub fn operate<'r>(operator: Operator, left: Value<'r>, right: Value<'r>, scope: &'r Scope<'r>) -> Evaluated<'r> {
    let nowhere = Span::default();
    let (left, right) = (left.single(), right.single());
    let is_list = |value| matches!(value, Value::Multi(_));
    if is_list(left) || is_list(right) {
        return Err(Box::new(registry::several_values_compared(nowhere)));
    }
    let wrong = |value: Value<'_>| {
        let found = value.describe();
        Err(EvalError::from(Box::new(registry::wrong_operand(nowhere, operator.sign(), &found, None))))
    };
    let is_nothing = |value| matches!(value, Value::Absent);
    match operator {
        Operator::Compare(comparison) => {
            use crate::value::Comparison::{Equal, NotEqual};
            if is_nothing(left) || is_nothing(right) || left == Value::Skip || right == Value::Skip {
                return Ok(Value::Bool(false));
            }
            let ordering = match (left, right) {
                (Value::Str(left), Value::Str(right)) => {
                    Some(left.encode_utf16().collect::<Vec<_>>().cmp(&right.encode_utf16().collect::<Vec<_>>()))
                }
                (Value::Int(left), Value::Int(right)) => Some(left.cmp(&right)),
                (Value::Bool(left), Value::Bool(right)) if matches!(comparison, Equal | NotEqual) => {
                    Some(left.cmp(&right))
                }
                (Value::Typed(left), Value::Typed(right)) => match (left, right) {
                    (Typed::Date(left), Typed::Date(right)) => Some(left.ticks().cmp(&right.ticks())),
                    (Typed::Bytes(left), Typed::Bytes(right)) => Some(left.cmp(right)),
                    (Typed::Reference(left), Typed::Reference(right)) => {
                        Some(left.to_lowercase().cmp(&right.to_lowercase()))
                    }
                    _ => None,
                },
                _ => None,
            };
            match ordering {
                Some(ordering) => Ok(Value::Bool(comparison.holds(ordering))),
                None => {
                    let (left, right) = (left.describe(), right.describe());
                    Err(Box::new(registry::types_compared(nowhere, &left, &right, None)))
                }
            }
        }
        Operator::Concatenate => match (left, right) {
            (Value::Absent, Value::Absent) => Ok(Value::Absent),
            (Value::Typed(Typed::Bytes(_)), Value::Absent) => Ok(left),
            (Value::Absent, Value::Typed(Typed::Bytes(_))) => Ok(right),
            (Value::Typed(Typed::Bytes(left)), Value::Typed(Typed::Bytes(right))) => {
                let both = scope.arena.alloc_slice_copy(&[*left, *right].concat());
                Ok(Value::Typed(scope.arena.alloc(Typed::Bytes(both))))
            }
            (Value::Str(_) | Value::Int(_) | Value::Absent, Value::Str(_) | Value::Int(_) | Value::Absent) => {
                let text = |value: Value<'r>| value.text(scope.arena).unwrap_or_default();
                Ok(Value::Str(scope.make(&format!("{}{}", text(left), text(right)))?))
            }
            (Value::Str(_) | Value::Int(_) | Value::Absent, other) | (other, _) => wrong(other),
        },
        Operator::Add | Operator::Subtract | Operator::Multiply => match (operator, left, right) {
            (Operator::Add, Value::Str(left), Value::Str(right)) => {
                Ok(Value::Str(scope.make(&format!("{left}{right}"))?))
            }
            (Operator::Add, Value::Str(one), Value::Absent) | (Operator::Add, Value::Absent, Value::Str(one)) => {
                Ok(Value::Str(one))
            }
            (_, Value::Int(left), Value::Int(right)) => {
                let (left, right) = (i128::from(left), i128::from(right));
                let result = match operator {
                    Operator::Add => left + right,
                    Operator::Subtract => left - right,
                    _ => left * right,
                };
                let overflow = |_| EvalError::from(Box::new(registry::arithmetic_overflow(nowhere)));
                i64::try_from(result).map(Value::Int).map_err(overflow)
            }
            (_, Value::Int(_) | Value::Absent, Value::Int(_) | Value::Absent) => Ok(Value::Absent),
            (Operator::Add, Value::Str(_), other) | (Operator::Add, other, Value::Str(_)) => wrong(other),
            (_, Value::Int(_) | Value::Absent, other) | (_, other, _) => wrong(other),
        },
        Operator::And | Operator::Or | Operator::Divide => unreachable!("not an operator with two values"),
    }
}

impl<'r> Walker<'r> {
    /// The value of a form.
    pub(super) fn form(self, form: &'r Form, span: Span) -> Evaluated<'r> {
        match form {
            Form::Clear => Ok(Value::Typed(&Typed::Clear)),
            Form::Local(local) => {
                let known = self.locals.iter().rev().find(|(known, _)| known == local);
                Ok(known.map_or(Value::Absent, |(_, value)| *value))
            }
            Form::Let(local, value, body) => {
                let value = self.value(value)?;
                self.with(&[(*local, value)]).value(body)
            }
            Form::Cases(cases) => {
                let mut conditions = Vec::new();
                for (condition, _) in cases {
                    conditions.push(self.value(condition)?);
                }
                for (value, (condition, chosen)) in conditions.into_iter().zip(cases) {
                    if holds(value, condition.span)? {
                        return self.value(chosen);
                    }
                }
                Ok(Value::Absent)
            }
            Form::Each(each) => self.each(each, span),
        }
    }

    fn with(self, locals: &[(u32, Value<'r>)]) -> Self {
        Self { locals: self.scope.arena.alloc_slice_copy(&[self.locals, locals].concat()), ..self }
    }

    fn each(self, Each { collects, sources, body }: &'r Each, span: Span) -> Evaluated<'r> {
        let mut values = Vec::new();
        for (local, source) in sources {
            values.push((*local, self.value(source)?));
        }
        if let (Collects::Selected | Collects::Kept, [(local, value)]) = (collects, values.as_slice()) {
            return self.turns(*collects, *local, value.values(self.scope.arena), body, span);
        }
        let count = |value: &Value<'r>| if let Value::Multi(values) = value { values.len() } else { 0 };
        let several = values.iter().filter(|(_, value)| count(value) > 1).count();
        let singles: Vec<_> = values.iter().map(|(local, value)| (*local, value.single())).collect();
        let over = values.iter().find(|(_, value)| count(value) > 1);
        let over = over.or_else(|| values.iter().find(|(_, value)| count(value) == 1));
        match (over, collects) {
            _ if several > 1 => Err(Box::new(registry::two_multi_valued(span))),
            (Some(_), Collects::Condition) if several == 1 => Err(Box::new(registry::several_conditions(span))),
            (Some((local, Value::Multi(values))), Collects::Mapped) => {
                self.with(&singles).turns(*collects, *local, values, body, span)
            }
            _ => self.with(&singles).value(body),
        }
    }

    fn turns(self, collects: Collects, local: u32, values: &[Value<'r>], body: &'r Expr, span: Span) -> Evaluated<'r> {
        if let ([only], Collects::Mapped) = (values, collects) {
            return Ok(match self.with(&[(local, *only)]).value(body)?.single() {
                other @ (Value::Absent | Value::Skip | Value::Multi(_) | Value::Typed(Typed::Clear)) => other,
                one => Value::Multi(self.scope.arena.alloc_slice_copy(&[one])),
            });
        }
        let mut collected = Vec::new();
        for value in values {
            // The limit of a run: so much for each turn.
            self.scope.steps.spend(64);
            if self.scope.steps.left() == 0 {
                return Err(Box::new(registry::too_many_turns(span)));
            }
            let given = self.with(&[(local, *value)]).value(body)?.single();
            match (collects, given) {
                (Collects::Kept, given) => collected.extend(holds(given, span)?.then_some(*value)),
                (_, Value::Absent) => {}
                (_, Value::Skip | Value::Typed(Typed::Clear)) => return Err(Box::new(registry::result_of_one(span))),
                (_, Value::Multi(_)) => return Err(Box::new(registry::two_multi_valued(span))),
                (_, one) => collected.push(one),
            }
        }
        Ok(if collected.is_empty() {
            Value::Absent
        } else {
            Value::Multi(self.scope.arena.alloc_slice_copy(&collected))
        })
    }
}
