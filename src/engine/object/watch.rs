//! Looking on while a record is mapped. Knows nothing of what is done with what is seen.

use crate::diagnostic::Fault;
use crate::value::Value;
use crate::vm::Observer;

/// Somebody who looks on while a record is mapped, one attribute mapping after the other: first those that hand an attribute
/// on, then those that compute something.
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
