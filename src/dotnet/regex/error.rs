//! What can go wrong: a pattern that is refused, and a match that cannot be had.
//!
//! Knows nothing of diagnostics: offsets are bytes inside the pattern, and whoever reports them adds the rest.

use std::fmt;

/// Why a pattern was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalKind {
    /// .NET refuses the pattern too.
    Invalid,
    /// .NET takes the pattern, but its result cannot be had faithfully here.
    Unsupported,
    /// The pattern is longer or deeper than the limits allow.
    TooLarge,
}

/// A pattern or a replacement text that is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegexError {
    /// Whose refusal it is.
    pub kind: RefusalKind,
    /// What is wrong, lower case, what the user wrote in backticks.
    pub message: String,
    /// Where it is wrong: a byte offset inside the pattern.
    pub offset: usize,
    /// What to do about it.
    pub help: Option<&'static str>,
}

impl RegexError {
    /// The same without anything that the pattern says, for one that is not to be shown.
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

/// Why a match could not be finished.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchError {
    /// The search needed more steps than the limit allows.
    TooManySteps,
    /// The search needed more memory than the limit allows.
    TooDeep,
    /// The result would hold one half of a UTF-16 surrogate pair, which no UTF-8 text can.
    SplitPair,
    /// The result would be longer than the limit allows.
    ResultTooLong,
    /// The text has more than 2³¹ UTF-16 units.
    TextTooLong,
}

impl fmt::Display for MatchError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::TooManySteps => "the pattern backtracks too much on this text: the step limit is reached",
            Self::TooDeep => "the pattern backtracks too deeply on this text: the memory limit is reached",
            Self::SplitPair => "the match cuts a character beyond U+FFFF in half",
            Self::ResultTooLong => "the result of the replacement is too long",
            Self::TextTooLong => "the text is too long to be searched",
        })
    }
}

impl std::error::Error for MatchError {}
