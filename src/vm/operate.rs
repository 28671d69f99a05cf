//! Conditions, and the operator `&` of cloud sync. Comparisons are in `value`.

use crate::diagnostic::{EvalError, registry};
use crate::dotnet::encoding;
use crate::functions::{Scope, integer};
use crate::text::Span;
use crate::value::Value;

/// A value as a condition: absent and the empty string are false, an integer is true unless it is 0, also in a string.
/// `None` for other strings than these, `True` and `False`, for decimal numbers, and for multiple or complex values.
pub fn truth(value: Value<'_>) -> Option<bool> {
    match value.single() {
        Value::Bool(flag) => Some(flag),
        Value::Int(number) => Some(number != 0),
        Value::Absent | Value::Skip | Value::Str("") => Some(false),
        Value::Str(text) => encoding::parse_boolean(text).or_else(|| integer(text).map(|number| number != 0)),
        Value::Number(_) | Value::Multi(_) | Value::Complex(_) | Value::Typed(_) => None,
    }
}

/// `&`: two strings joined; absent counts as the empty string.
pub(super) fn concatenate<'r>(left: Value<'r>, right: Value<'r>, scope: &'r Scope<'r>) -> Result<Value<'r>, EvalError> {
    let text = |value: Value<'r>| match value.single() {
        Value::Absent | Value::Skip => Ok(""),
        one => one.text(scope.arena).ok_or_else(|| Box::new(registry::several_values_compared(Span::default()))),
    };
    let (left, right) = (text(left)?, text(right)?);
    scope.concat(&[left, right]).map(Value::Str)
}
