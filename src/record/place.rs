//! Where a record stands in its source, and records that are refused before they are read.

use crate::diagnostic::{Diagnostic, catalogue};
use crate::text::Span;

/// Where a record stands, both counted from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The line that it begins in.
    pub line: u64,
    /// The how-many-eth record it is, refused ones included.
    pub entry: u64,
}

/// A record that was refused: where it is and why.
#[derive(Clone, Debug)]
pub struct Refused {
    /// Where; the line is that of the fault where it is known, else the record's first.
    pub place: Place,
    /// Why. The span is in the record's own text.
    pub diagnostic: Diagnostic,
}

impl Refused {
    pub(super) fn new(place: Place, diagnostic: Diagnostic) -> Box<Self> {
        Box::new(Self { place, diagnostic })
    }

    pub(crate) fn too_large(place: Place, limit: usize) -> Box<Self> {
        Self::new(place, catalogue::record_too_large(Span::default(), limit))
    }

    pub(super) fn unreadable(place: Place, reason: &dyn std::fmt::Display) -> Box<Self> {
        Self::new(place, catalogue::unreadable_input(Span::default(), &reason.to_string()))
    }

    pub(crate) fn invalid_utf8(place: Place, offset: usize) -> Box<Self> {
        Self::new(place, catalogue::invalid_utf8(Span::new(offset, offset + 1), offset))
    }
}
