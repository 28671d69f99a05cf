//! The functions of the language, by theme. Each is declared once, and everything about it is derived from that.
//!
//! Knows nothing of expressions, mappings or spans: a body takes values and returns a value or an error, and the engine
//! adds the location.

mod alias;
mod cloud_sync;
#[cfg(feature = "connect")]
mod connect;
mod decimal;
pub(crate) mod declare;
mod entra;
mod host;
mod languages;
pub(crate) mod operand;
pub(crate) mod parameter;
mod scope;
mod shared;
#[cfg(test)]
mod tests;

pub use alias::Alias;
#[cfg(feature = "connect")]
pub use declare::SpecialForm;
pub use declare::{Body, CallError, Function, Injected, Mode, Native, ParamType, Parameter, Property, ReturnType};
pub use host::Host;
pub use languages::Languages;
pub use operand::{Operand, OperandFrame, apply};
pub use parameter::integer;
pub use scope::{Patterns, Scope};
pub use shared::date::{interval, interval_in_words};
pub use shared::diacritics::normalize as normalize_diacritics;
pub use shared::random::not_a_length;
pub use shared::roles::{RoleForm, sent_role};

/// The only list of all declarations. A name may be declared once for each language.
pub fn all() -> impl Iterator<Item = &'static Function> {
    let all = shared::THEMES.into_iter().chain([entra::FUNCTIONS, cloud_sync::FUNCTIONS]);
    #[cfg(feature = "connect")]
    let all = all.chain(connect::THEMES);
    all.flatten()
}

/// Functions ordered by name, ignoring case.
pub fn sorted(functions: impl Iterator<Item = &'static Function>) -> Vec<&'static Function> {
    let mut all: Vec<(String, &Function)> =
        functions.map(|function| (function.name.to_ascii_lowercase(), function)).collect();
    crate::text::order::sort_by(&mut all, |(one, _), (other, _)| one.cmp(other));
    all.into_iter().map(|(_, function)| function).collect()
}
