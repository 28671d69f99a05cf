//! The errors: a pattern that is rejected, and a match that cannot be completed.
//!
//! Knows not where a pattern comes from: offsets are bytes inside the pattern.

use std::fmt;

/// Why a pattern was rejected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalKind {
    /// .NET rejects the pattern too, with `RegexParseException`.
    Invalid,
    /// .NET accepts the pattern, but its results are not supported here.
    Unsupported,
    /// The pattern is longer or deeper than the limits allow.
    TooLarge,
}

/// A pattern or a replacement string that is rejected, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegexError {
    /// The kind of the error.
    pub kind: RefusalKind,
    /// What is wrong: part of a sentence, with pieces of the pattern in backticks.
    pub message: String,
    /// Where it is wrong: a byte offset inside the pattern, or inside the replacement string if that is rejected.
    pub offset: usize,
    /// The remedy, if there is one for all such patterns.
    pub help: Option<&'static str>,
}

impl RegexError {
    /// The message without any part of the pattern, for a pattern that must not be shown.
    pub fn without_pattern(&self) -> String {
        format!("it cannot be read at byte {} of the pattern", self.offset)
    }
}

impl fmt::Display for RegexError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} at byte {} of the pattern", self.message, self.offset)
    }
}

impl std::error::Error for RegexError {}

/// Why a match could not be completed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchError {
    /// The search needed more steps than the limit allows: see [`STEPS`](super::STEPS).
    TooManySteps,
    /// The search needed more memory than the limit allows.
    TooDeep,
    /// The result would contain one half of a UTF-16 surrogate pair, which a UTF-8 string cannot.
    SplitPair,
    /// The result would be longer than 64 MiB, or the matches too many.
    ResultTooLong,
    /// The text has 2³¹ − 1 UTF-16 units or more.
    TextTooLong,
    /// The match passes a lazy repetition that matches nothing, such as `\B+?` or `(a|b?)*?`, where versions of .NET
    /// capture different texts, or fail.
    Unreliable,
    /// The search was cancelled: see [`Allowance`](super::Allowance).
    Cancelled,
}

impl fmt::Display for MatchError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::TooManySteps => "the pattern backtracks too much on this text: the step limit is reached",
            Self::TooDeep => "the pattern backtracks too deeply on this text: the memory limit is reached",
            Self::SplitPair => "the match cuts a character beyond U+FFFF in half",
            Self::ResultTooLong => "the result of the replacement is too long",
            Self::TextTooLong => "the text is too long to be searched",
            Self::Cancelled => "the search was cancelled",
            Self::Unreliable => {
                "the match passes a lazy repetition that matches nothing, such as `\\B+?`: versions of .NET disagree on it"
            }
        })
    }
}

impl std::error::Error for MatchError {}
