//! Where a record is in its source, and records that are rejected before they are read. Knows no formats.

use crate::diagnostic::{Diagnostic, registry};
use crate::text::Span;

/// The location of a record, line and entry counted from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RecordLocation {
    /// The line that it begins in.
    pub line: u64,
    /// The number of the record in the input, counting rejected ones.
    pub entry: u64,
}

/// A record that was rejected: where it is and why.
#[derive(Clone, Debug)]
pub struct RejectedRecord {
    /// Where it is; the line is that of the error if it is known, else the record's first.
    pub location: RecordLocation,
    /// Why it was rejected. The span is in the record's own text.
    pub diagnostic: Diagnostic,
}

impl RejectedRecord {
    pub(super) fn new(location: RecordLocation, diagnostic: Diagnostic) -> Box<Self> {
        Box::new(Self { location, diagnostic })
    }

    pub(crate) fn too_large(location: RecordLocation, limit: usize) -> Box<Self> {
        Self::new(location, registry::record_too_large(Span::default(), limit))
    }

    pub(super) fn unreadable(location: RecordLocation, reason: &dyn std::fmt::Display) -> Box<Self> {
        Self::new(location, registry::unreadable_input(Span::default(), &plain(&reason.to_string())))
    }

    pub(crate) fn invalid_utf8(location: RecordLocation, offset: usize) -> Box<Self> {
        Self::new(location, registry::invalid_utf8(Span::new(offset, offset + 1), offset))
    }
}

/// An error of the operating system without its number, in lower case.
fn plain(reason: &str) -> String {
    reason.split(" (os error").next().unwrap_or_default().to_ascii_lowercase()
}
