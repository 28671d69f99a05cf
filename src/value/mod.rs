//! Values of the language at run time: small, `Copy`, borrowed from the record, the program or the arena.
//!
//! There is one lifetime, `'r`: as long as this record. Knows nothing of functions, and of targets only the types that
//! their attributes may have.

mod compare;
mod kind;
mod typed;

pub use compare::{Comparison, compare};
pub use kind::{TargetType, ValueKind};
pub use typed::Typed;

use bumpalo::Bump;

/// A value. Nearly everything in the language is a string; the other variants say what a record's JSON held, so that a
/// typed target can distinguish `true` from `"true"`.
///
/// The discriminant takes a whole machine word, so that a value is copied in words and not byte by byte; this does not
/// make it larger.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
#[repr(usize)]
pub enum Value<'r> {
    /// No value. The language has no null that differs from it.
    #[default]
    Absent,
    /// Ignore flow: leave the target attribute as it is.
    Skip,
    /// A Boolean; as a string `True` or `False`.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// Another number, as written.
    Number(&'r str),
    /// A string.
    Str(&'r str),
    /// Multiple values, in order; none of them is absent or multi-valued itself.
    Multi(&'r [Value<'r>]),
    /// A complex value (a reference, a role assignment): the text of a JSON object or array.
    Complex(&'r str),
    /// A value that only a language with types has.
    Typed(&'r Typed<'r>),
}

impl<'r> Value<'r> {
    /// Whether there is no value: absent, ignore flow, or an empty list.
    #[inline]
    pub fn is_absent(self) -> bool {
        matches!(self, Value::Absent | Value::Skip | Value::Multi([]))
    }

    /// Whether there is no value, or the empty string.
    #[inline]
    pub fn is_empty(self) -> bool {
        match self {
            Value::Str(text) => text.is_empty(),
            Value::Multi([only]) => only.is_empty(),
            other => other.is_absent(),
        }
    }

    /// Whether it is the order to clear an attribute.
    pub fn is_clear(self) -> bool {
        matches!(self, Value::Typed(typed) if !typed.is_value())
    }

    /// The value as a single value: a list of one is that one, an empty list is absent.
    #[inline]
    pub fn single(self) -> Self {
        match self {
            Value::Multi([]) => Value::Absent,
            Value::Multi([only]) => *only,
            other => other,
        }
    }

    /// The value as a list of values: a single value is a list of one, absent is the empty list.
    pub fn values(self, arena: &'r Bump) -> &'r [Value<'r>] {
        match self {
            Value::Absent | Value::Skip => &[],
            Value::Multi(values) => values,
            one => arena.alloc([one]),
        }
    }

    /// The value as a string, or `None` if it is absent or multi-valued.
    pub fn text(self, arena: &'r Bump) -> Option<&'r str> {
        match self.single() {
            Value::Str(text) | Value::Number(text) | Value::Complex(text) => Some(text),
            Value::Bool(true) => Some("True"),
            Value::Bool(false) => Some("False"),
            Value::Int(number) => Some(integer_text(number, arena)),
            Value::Typed(typed) => Some(arena.alloc_str(&typed.written())),
            Value::Absent | Value::Skip | Value::Multi(_) => None,
        }
    }

    /// What the value is, for messages: `a string`, `3 values`.
    pub fn describe(self) -> String {
        match self {
            Value::Absent => "no value".to_owned(),
            Value::Skip => "ignore flow".to_owned(),
            Value::Bool(_) => "a Boolean".to_owned(),
            Value::Int(_) => "an integer".to_owned(),
            Value::Number(_) => "a decimal number".to_owned(),
            Value::Str(_) => "a string".to_owned(),
            Value::Multi(values) => format!("{} values", values.len()),
            Value::Complex(_) => "a complex value".to_owned(),
            Value::Typed(typed) => typed.describe().to_owned(),
        }
    }
}

/// An integer in decimal digits; the small ones that mappings are full of come from a table.
fn integer_text(number: i64, arena: &Bump) -> &str {
    const SMALL: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
    match usize::try_from(number).ok().and_then(|small| SMALL.get(small)) {
        Some(text) => text,
        None => bumpalo::format!(in arena, "{}", number).into_bump_str(),
    }
}
