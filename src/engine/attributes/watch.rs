//! Looking on while a record is mapped. Knows nothing of what is done with what is seen.

use crate::diagnostic::EvalError;
use crate::value::Value;
use crate::vm::Observer;

/// Looks on while a record is mapped. It is told of one attribute mapping after the other: first those whose attribute
/// goes to the target as it is, then those that compute something.
pub trait AttributeObserver: Observer {
    /// The attribute mapping of this number is computed next.
    fn on_start(&mut self, attribute: usize);

    /// What it gave: the result of the expression, and the value with the default put in where there was none.
    fn on_value(&mut self, attribute: usize, result: &Result<Value<'_>, EvalError>, filled: Value<'_>);
}

/// Nobody looks on.
impl AttributeObserver for () {
    fn on_start(&mut self, _: usize) {}
    fn on_value(&mut self, _: usize, _: &Result<Value<'_>, EvalError>, _: Value<'_>) {}
}
