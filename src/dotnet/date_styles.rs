//! The flags of .NET's `DateTimeStyles`: how a date text is read and what is made of its zone.
//!
//! Knows nothing of formats or texts; the parsers interpret the flags.

use std::ops::BitOr;

/// A set of flags.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Styles(u8);

impl Styles {
    /// No flags.
    pub const NONE: Self = Self(0);
    /// White space before the date is skipped.
    pub const ALLOW_LEADING_WHITE: Self = Self(1);
    /// White space after the date is skipped.
    pub const ALLOW_TRAILING_WHITE: Self = Self(2);
    /// White space between the parts of the date is skipped.
    pub const ALLOW_INNER_WHITE: Self = Self(4);
    /// White space is skipped everywhere.
    pub const ALLOW_WHITE_SPACES: Self = Self(7);
    /// A text with nothing but a time falls on 0001-01-01 instead of today.
    pub const NO_CURRENT_DATE_DEFAULT: Self = Self(8);
    /// The result is converted to UTC.
    pub const ADJUST_TO_UNIVERSAL: Self = Self(16);
    /// A text without a zone is in the machine's zone.
    pub const ASSUME_LOCAL: Self = Self(32);
    /// A text without a zone is in UTC.
    pub const ASSUME_UNIVERSAL: Self = Self(64);
    /// A text marked as UTC stays UTC instead of becoming local.
    pub const ROUNDTRIP_KIND: Self = Self(128);

    /// Whether every flag of `other` is set.
    pub fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

impl BitOr for Styles {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}
