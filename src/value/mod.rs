//! Values of the language while it runs: small, `Copy`, borrowed from the record, the program or the arena.
//!
//! There is one lifetime, `'r`: as long as this record. Knows nothing of functions or targets.

mod compare;
mod kind;

pub use compare::{Comparison, compare};
pub use kind::{TargetType, ValueKind};

use bumpalo::Bump;

/// A value. Nearly everything in the language is text; the other variants say what a record's JSON held, so that a
/// typed target can tell `true` from `"true"`.
///
/// What says which variant it is takes a whole word, so that a value is copied as words and not byte by byte; it is no
/// larger for that.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
#[repr(usize)]
pub enum Value<'r> {
    /// No value. The language has no null that differs from it.
    #[default]
    Absent,
    /// Not a value but an order: leave the target attribute as it is.
    Skip,
    /// A Boolean; as text `True` or `False`.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// Another number, as it was written.
    Number(&'r str),
    /// A text.
    Str(&'r str),
    /// Several values, in order; none of them is absent or several itself.
    Multi(&'r [Value<'r>]),
    /// A complex value (a reference, a role assignment): the text of a JSON object or array.
    Complex(&'r str),
}

impl<'r> Value<'r> {
    /// Whether there is nothing: absent, an order to skip, or no values at all.
    #[inline]
    pub fn is_absent(self) -> bool {
        matches!(self, Value::Absent | Value::Skip | Value::Multi([]))
    }

    /// Whether there is nothing, or the empty text.
    pub fn is_empty(self) -> bool {
        match self {
            Value::Str(text) => text.is_empty(),
            Value::Multi([only]) => only.is_empty(),
            other => other.is_absent(),
        }
    }

    /// The value as one value: the only one of several is that one, none is absent.
    #[inline]
    pub fn single(self) -> Self {
        match self {
            Value::Multi([]) => Value::Absent,
            Value::Multi([only]) => *only,
            other => other,
        }
    }

    /// The value as a list of values: one is a list of one, absent is the empty list.
    pub fn values(self, arena: &'r Bump) -> &'r [Value<'r>] {
        match self {
            Value::Absent | Value::Skip => &[],
            Value::Multi(values) => values,
            one => arena.alloc([one]),
        }
    }

    /// The value's text, or nothing when it is absent or there are several.
    pub fn text(self, arena: &'r Bump) -> Option<&'r str> {
        match self.single() {
            Value::Str(text) | Value::Number(text) | Value::Complex(text) => Some(text),
            Value::Bool(true) => Some("True"),
            Value::Bool(false) => Some("False"),
            Value::Int(number) => Some(integer_text(number, arena)),
            Value::Absent | Value::Skip | Value::Multi(_) => None,
        }
    }

    /// What the value is, for messages: `text`, `3 values`.
    pub fn describe(self) -> String {
        match self {
            Value::Absent => "no value".to_owned(),
            Value::Skip => "the order to skip the attribute".to_owned(),
            Value::Bool(_) => "a Boolean".to_owned(),
            Value::Int(_) => "an integer".to_owned(),
            Value::Number(_) => "a decimal number".to_owned(),
            Value::Str(_) => "a text".to_owned(),
            Value::Multi(values) => format!("{} values", values.len()),
            Value::Complex(_) => "a complex value".to_owned(),
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
