//! A reference interpreter: it evaluates the checked tree, node by node, exactly as the guide describes. The VM is
//! compared with it. It does not use bytecode, constant folding or other techniques of the VM; it is slow and simple on
//! purpose.

use crate::check::{Expr, ExprKind};
use crate::diagnostic::{EvalError, registry};
use crate::dotnet::encoding;
use crate::functions::{Body, CallError, Function, Scope, apply, integer};
use crate::language::Language;
use crate::program::Constant;
use crate::syntax::Operator;
use crate::text::Span;
use crate::value::{Value, compare};

/// The values of a record, and what a run may use.
#[derive(Clone, Copy)]
pub struct Walker<'r> {
    /// The values of the attributes, in the order of the checked expression; those of their types, where there are types.
    pub slots: &'r [Value<'r>],
    /// The values of the locals, the innermost last.
    #[cfg(feature = "connect")]
    pub locals: &'r [(u32, Value<'r>)],
    /// The run.
    pub scope: &'r Scope<'r>,
    /// The language of the expression.
    pub language: &'static Language,
}

impl<'r> Walker<'r> {
    /// The value of a node of an expression.
    pub fn value(self, part: &'r Expr) -> Result<Value<'r>, EvalError> {
        match &part.node {
            ExprKind::Constant(constant) => Ok(constant_value(constant)),
            ExprKind::Skip => Ok(Value::Skip),
            ExprKind::Attribute(slot) => Ok(self.slots[*slot as usize]),
            ExprKind::Setting(name) => match self.scope.host.setting(name) {
                Some(value) => Ok(Value::Str(value)),
                None => Err(Box::new(registry::unset_setting(part.span, name))),
            },
            ExprKind::Unavailable(name, _) => {
                Err(Box::new(registry::unavailable_function(part.span, name, self.language.product)))
            }
            ExprKind::Call(function, arguments) => self.call(function, arguments, part.span),
            ExprKind::Coalesce(parts) => self.first_that(parts),
            ExprKind::If(parts) => {
                let [condition, truly, falsely] = &**parts;
                let holds = self.holds(self.value(condition)?, condition.span)?;
                self.value(if holds { truly } else { falsely })
            }
            ExprKind::Switch(ends, pairs) => self.switch(&ends[0], &ends[1], pairs),
            ExprKind::Operate(first, rest) => {
                let (mut left, mut at) = (self.value(first)?, first.span);
                for (operator, right) in rest {
                    left = match operator {
                        // The right side only where the left does not decide.
                        Operator::And if !self.holds(left, at)? => Value::Bool(false),
                        Operator::Or if self.holds(left, at)? => Value::Bool(true),
                        Operator::And | Operator::Or => Value::Bool(self.holds(self.value(right)?, right.span)?),
                        other => self.operate(*other, left, self.value(right)?, part.span)?,
                    };
                    at = part.span;
                }
                Ok(left)
            }
            #[cfg(feature = "connect")]
            ExprKind::Form(form) => self.form(form, part.span),
            #[cfg(not(feature = "connect"))]
            ExprKind::Form(form) => match **form {},
        }
    }

    fn holds(self, value: Value<'r>, span: Span) -> Result<bool, EvalError> {
        #[cfg(feature = "connect")]
        if self.language.has_types() {
            return super::typed_interpreter::holds(value, span);
        }
        truth(value, span)
    }

    /// Evaluates all arguments, then the function. If a null-propagating argument is absent, the result is absent; an
    /// error has the location of the argument that causes it.
    fn call(self, function: &Function, arguments: &'r [Expr], span: Span) -> Result<Value<'r>, EvalError> {
        let Body::Native(native) = function.body else { unreachable!("{} is not called natively", function.name) };
        let mut values = Vec::new();
        for argument in arguments {
            values.push(self.value(argument)?);
        }
        match apply(native, self.scope, &values) {
            Ok(value) => Ok(value),
            Err(CallError::Absent) => Ok(Value::Absent),
            Err(CallError::Call(error)) => Err(at(error, span)),
            Err(CallError::Argument(slot, error)) => Err(at(error, arguments.get(slot).map_or(span, |one| one.span))),
        }
    }

    /// The first part with a value; if none has one, the result of the last.
    fn first_that(self, parts: &'r [Expr]) -> Result<Value<'r>, EvalError> {
        let mut last = Value::Absent;
        for part in parts {
            last = self.value(part)?;
            if !last.is_absent() {
                break;
            }
        }
        Ok(last)
    }

    /// The value of the first key that equals the source, else the default; absent counts as the empty string.
    fn switch(self, source: &'r Expr, default: &'r Expr, pairs: &'r [(Expr, Expr)]) -> Result<Value<'r>, EvalError> {
        let wanted = self.key(source)?;
        for (key, value) in pairs {
            if self.key(key)? == wanted {
                return self.value(value);
            }
        }
        self.value(default)
    }

    fn key(self, part: &'r Expr) -> Result<&'r str, EvalError> {
        let value = self.value(part)?;
        if value.is_absent() {
            return Ok("");
        }
        value.text(self.scope.arena).ok_or_else(|| {
            let count = value.values(self.scope.arena).len();
            Box::new(registry::several_values(part.span, "Switch", "source", count))
        })
    }

    fn operate(
        self,
        operator: Operator,
        left: Value<'r>,
        right: Value<'r>,
        span: Span,
    ) -> Result<Value<'r>, EvalError> {
        #[cfg(feature = "connect")]
        if self.language.has_types() {
            return super::typed_interpreter::operate(operator, left, right, self.scope)
                .map_err(|error| at(error, span));
        }
        Ok(match operator {
            Operator::Compare(comparison) => match compare(left, right) {
                Some(_) if !self.language.absent_is_empty && (left.is_absent() || right.is_absent()) => {
                    Value::Bool(false)
                }
                Some(ordering) => Value::Bool(comparison.holds(ordering)),
                None => return Err(Box::new(registry::several_values_compared(span))),
            },
            Operator::And | Operator::Or => unreachable!("they may leave out their right side"),
            Operator::Concatenate => {
                let both = format!("{}{}", self.joined(left, span)?, self.joined(right, span)?);
                Value::Str(self.scope.make(&both).map_err(|error| at(error, span))?)
            }
            _ => unreachable!("arithmetic is only in languages with types"),
        })
    }

    fn joined(self, value: Value<'r>, span: Span) -> Result<&'r str, EvalError> {
        if value.is_absent() {
            return Ok("");
        }
        value.text(self.scope.arena).ok_or_else(|| Box::new(registry::several_values_compared(span)))
    }
}

fn constant_value(constant: &Constant) -> Value<'_> {
    match constant {
        Constant::Absent => Value::Absent,
        Constant::Bool(flag) => Value::Bool(*flag),
        Constant::Int(number) => Value::Int(*number),
        Constant::Str(text) => Value::Str(text),
    }
}

/// The result of a condition. Absent and the empty string are false, a number is true unless it is 0.
fn truth(value: Value<'_>, span: Span) -> Result<bool, EvalError> {
    if value.is_empty() {
        return Ok(false);
    }
    let says = match value.single() {
        Value::Bool(flag) => Some(flag),
        Value::Int(number) => Some(number != 0),
        Value::Str(text) => encoding::parse_boolean(text).or_else(|| integer(text).map(|number| number != 0)),
        _ => None,
    };
    says.ok_or_else(|| Box::new(registry::not_a_condition(span)))
}

fn at(mut error: EvalError, span: Span) -> EvalError {
    error.span = span;
    error
}
