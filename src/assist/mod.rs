//! Help for writing an expression: completions, the meaning of a part, the signature of a call, and formatting. A text
//! and an offset in, plain structs out, for editors and the playground alike.
//!
//! Knows neither files nor protocols. Offsets are bytes of the expression's text; one inside a character counts as the
//! character's beginning. No text is rejected: the parser accepts every text, so help works in unfinished text.

mod attributes;
mod complete;
mod cursor;
mod date;
mod hover;
mod layout;
mod pattern;
mod signature;
mod values;

#[cfg(test)]
mod tests;

pub use complete::{Completion, CompletionKind, complete};
pub use hover::{Hover, hover};
pub use layout::{Layout, format, same};
pub use signature::{ParameterHelp, Signature, signature};

use crate::check::Context;
use serde_json::Value as Json;

/// The context of an expression.
#[derive(Clone, Copy, Debug, Default)]
pub struct Surroundings<'s> {
    /// The dialect and the attributes of the source object.
    pub context: Context<'s>,
    /// A sample record: its attributes are offered, its values are offered as keys.
    pub sample: Option<&'s Json>,
    /// The settings of the provisioning job with their values, names without percent signs.
    pub settings: &'s [(String, String)],
}
