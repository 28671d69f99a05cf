//! The functions of the language: each declared once, by theme, and read from its declaration by everybody.
//!
//! Knows nothing of expressions, mappings or spans: a body gets values and gives a value or an error, and the engine adds
//! the location.

mod case;
mod characters;
mod choice;
mod date;
mod date_format;
pub(crate) mod declare;
pub mod diacritics;
mod dialect;
mod directory;
mod encode;
mod flow;
mod host;
mod list;
mod moment;
mod number;
pub(crate) mod operand;
pub(crate) mod parameter;
mod random;
mod replace;
mod roles;
mod scope;
mod search;
mod test;
#[cfg(test)]
mod tests;
mod text;

pub use declare::{Body, CallError, Effects, Function, Injected, Mode, Native, ParamType, Parameter, ReturnType};
pub use dialect::{Dialect, Dialects};
pub use host::Host;
pub use operand::{Operand, OperandFrame, apply};
pub use parameter::integer;
pub use roles::{RoleForm, sent_role};
pub use scope::{Patterns, Scope};

use std::collections::HashMap;
use std::sync::LazyLock;

/// Every function, in the order of the names.
pub fn sorted() -> Vec<&'static Function> {
    let mut all: Vec<(String, &Function)> = all().map(|function| (function.name.to_lowercase(), function)).collect();
    crate::text::order::sort_by(&mut all, |(one, _), (other, _)| one.cmp(other));
    all.into_iter().map(|(_, function)| function).collect()
}

/// Every function, theme by theme: the one list.
pub fn all() -> impl Iterator<Item = &'static Function> {
    [
        choice::FUNCTIONS,
        flow::FUNCTIONS,
        test::FUNCTIONS,
        text::FUNCTIONS,
        case::FUNCTIONS,
        search::FUNCTIONS,
        replace::FUNCTIONS,
        list::FUNCTIONS,
        number::FUNCTIONS,
        date::FUNCTIONS,
        date_format::FUNCTIONS,
        encode::FUNCTIONS,
        directory::FUNCTIONS,
        random::FUNCTIONS,
        roles::FUNCTIONS,
    ]
    .into_iter()
    .flatten()
}

/// The function of a name, exact in case.
pub fn find(name: &str) -> Option<&'static Function> {
    static BY_NAME: LazyLock<HashMap<&str, &Function>> =
        LazyLock::new(|| all().map(|function| (function.name, function)).collect());
    BY_NAME.get(name).copied()
}
