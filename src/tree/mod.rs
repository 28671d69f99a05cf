//! Conversion between an expression and the parameter tree that the service stores beside it.
//!
//! The tree names arguments by keys instead of positions, keeps every constant as a string, and has no operators: a
//! comparison is three parameters of the function around it. The text beside a tree is the service's own form: every
//! optional parameter is printed, an empty one as an empty slot, and only constants of Integer parameters are unquoted.
//!
//! Knows neither mapping files nor whether a tree and its text agree: a check compares them.

mod from_tree;
mod to_tree;

pub use from_tree::from_tree;
pub use to_tree::to_tree;

use crate::functions::Function;
use crate::language::Language;

/// The function of a name. Trees are of application provisioning and cloud sync, whose functions have the same keys.
fn function(name: &str) -> Option<&'static Function> {
    <&Language>::default().resolve(name)
}

#[cfg(test)]
mod tests;
