//! Looking on while a record is mapped. Knows nothing of what is done with what is seen.

use crate::diagnostic::EvalError;
use crate::value::Value;
use crate::vm::Observer;

/// Somebody who looks on while a record is mapped, one attribute mapping after the other: first those that hand an attribute
/// on, then those that compute something.
pub trait AttributeObserver: Observer {
    /// The attribute mapping of this number is computed next.
    fn on_start(&mut self, attribute: usize);

    /// What it gave: the expression by itself, and the value with the default where there was none.
    fn on_value(&mut self, attribute: usize, result: &Result<Value<'_>, EvalError>, filled: Value<'_>);
}

/// Nobody.
impl AttributeObserver for () {
    fn on_start(&mut self, _: usize) {}
    fn on_value(&mut self, _: usize, _: &Result<Value<'_>, EvalError>, _: Value<'_>) {}
}
