//! The errors: a pattern that is rejected, and a match that cannot be completed.
//!
//! Knows not where a pattern comes from: offsets are bytes inside the pattern.

use std::fmt;

/// Why a pattern or a replacement string was rejected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalKind {
    /// .NET rejects the pattern too, with `RegexParseException`.
    Invalid,
    /// .NET accepts the pattern, but its results are not supported here.
    Unsupported,
    /// The pattern is longer or deeper than the limits allow.
    TooLarge,
    /// .NET rejects the replacement string too; nothing is wrong with the pattern.
    InvalidReplacement,
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
        let subject = match self.kind {
            RefusalKind::InvalidReplacement => "replacement string",
            RefusalKind::Invalid | RefusalKind::Unsupported | RefusalKind::TooLarge => "pattern",
        };
        write!(formatter, "{} at byte {} of the {subject}", self.message, self.offset)
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

#[cfg(test)]
mod tests {
    use crate::regex::Regex;

    #[test]
    fn a_refusal_names_the_string_that_it_is_about() {
        let refused = Regex::new("é(b").map(|_| ()).unwrap_err();
        assert_eq!(refused.to_string(), "`(` is not closed at byte 2 of the pattern");
        let regex = Regex::new("(é)").unwrap();
        for (replacement, expected) in [
            (
                "é-$99999999999",
                "the group number `99999999999` is above 2147483647 at byte 4 of the replacement string",
            ),
            ("${2147483648}", "the group number `2147483648` is above 2147483647 at byte 1 of the replacement string"),
        ] {
            let refused = regex.replacement(replacement).map(|_| ()).unwrap_err();
            assert_eq!(refused.to_string(), expected, "{replacement}");
        }
        for replacement in ["$2147483647", "$2", "${nope}", "$$9999999999"] {
            assert!(regex.replacement(replacement).is_ok(), "{replacement}");
        }
    }
}
