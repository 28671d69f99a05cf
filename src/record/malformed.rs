//! What is wrong with a record's text, and where. Small and boxed, because it is rare and the code that returns it is
//! hot.
//!
//! Holds no part of the record: the content of a record is personal data.

use crate::diagnostic::{Diagnostic, registry};
use crate::text::Span;

/// How deep values may nest inside an attribute. Deeper ones are rejected, whether the attribute is needed or not.
pub const NESTING_LIMIT: usize = 512;

/// Why a record's text could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MalformedKind {
    /// The text is not JSON: this was expected.
    Expected(&'static str),
    /// A value nests deeper than [`NESTING_LIMIT`].
    TooDeep,
    /// The text is JSON, but this (`a string`, `an array`) instead of an object.
    NotARecord(&'static str),
    /// The text says that its object was removed.
    Removed,
}

/// What is wrong and where, in bytes from the beginning of the record's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// The offset in bytes.
    pub offset: usize,
    /// What is wrong there.
    pub problem: MalformedKind,
    /// Whether the text ended there.
    pub at_end: bool,
}

/// The result of reading.
pub(crate) type Reading<T> = Result<T, Box<Malformed>>;

impl Malformed {
    /// The same as a diagnostic about the record's text.
    pub fn diagnostic(&self) -> Diagnostic {
        let span = Span::new(self.offset, self.offset + usize::from(!self.at_end));
        match self.problem {
            MalformedKind::Expected(expected) if self.at_end => {
                registry::bad_json(span, &format!("{expected}, but the text ends"))
            }
            MalformedKind::Expected(expected) => registry::bad_json(span, expected),
            MalformedKind::TooDeep => registry::record_nested_too_deep(span, NESTING_LIMIT),
            MalformedKind::Removed => registry::removed_object(span),
            MalformedKind::NotARecord(found) => registry::not_a_record(span, found),
        }
    }
}
