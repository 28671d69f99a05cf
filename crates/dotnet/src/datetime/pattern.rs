//! The common parts of printing and parsing by a date format: the standard formats, and the errors of a format that do
//! not depend on the date.
//!
//! Knows neither dates nor texts.

use std::fmt;

/// A format that .NET rejects with `FormatException`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormatError {
    /// What is wrong.
    pub problem: FormatProblem,
    /// The location in the format, in bytes: the beginning of the item that is wrong.
    pub at: usize,
}

/// What can be wrong with a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormatProblem {
    /// It is empty, and is used for parsing.
    Empty,
    /// A single character names a standard format, but there is none with this name.
    UnknownStandard(char),
    /// A literal between quotes does not end; the quote.
    UnclosedQuote(char),
    /// A backslash has nothing after it.
    EscapesNothing,
    /// A percent sign has no specifier after it.
    PercentOfNothing,
    /// More than seven `f` or `F` in a row.
    TooManyFractionDigits,
}

impl fmt::Display for FormatError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.problem {
            FormatProblem::Empty => formatter.write_str("the date format is empty"),
            FormatProblem::UnknownStandard(letter) => {
                write!(formatter, "`{letter}` alone is not a standard date format")
            }
            FormatProblem::UnclosedQuote(quote) => write!(formatter, "the literal opened by `{quote}` is not closed"),
            FormatProblem::EscapesNothing => formatter.write_str("`\\` has no character after it"),
            FormatProblem::PercentOfNothing => formatter.write_str("`%` has no specifier after it"),
            FormatProblem::TooManyFractionDigits => {
                formatter.write_str("a fraction of a second has at most seven digits")
            }
        }
    }
}

impl std::error::Error for FormatError {}

/// The pattern of a format: a single UTF-16 unit names a standard format, anything else is itself a pattern. The flag
/// is true for such a name, because locations in the pattern are then not locations in the format.
pub(super) fn expand(format: &str) -> Result<(&str, bool), FormatError> {
    let mut characters = format.chars();
    match (characters.next(), characters.next()) {
        (Some(letter), None) if letter.len_utf16() == 1 => match standard(letter) {
            Some(pattern) => Ok((pattern, true)),
            None => Err(FormatError { problem: FormatProblem::UnknownStandard(letter), at: 0 }),
        },
        _ => Ok((format, false)),
    }
}

/// The invariant culture's pattern for a standard format.
fn standard(letter: char) -> Option<&'static str> {
    Some(match letter {
        'd' => "MM/dd/yyyy",
        'D' => "dddd, dd MMMM yyyy",
        'f' => "dddd, dd MMMM yyyy HH:mm",
        'F' | 'U' => "dddd, dd MMMM yyyy HH:mm:ss",
        'g' => "MM/dd/yyyy HH:mm",
        'G' => GENERAL,
        'm' | 'M' => "MMMM dd",
        'o' | 'O' => "yyyy'-'MM'-'dd'T'HH':'mm':'ss.fffffffK",
        'r' | 'R' => "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'",
        's' => "yyyy'-'MM'-'dd'T'HH':'mm':'ss",
        't' => "HH:mm",
        'T' => "HH:mm:ss",
        'u' => "yyyy'-'MM'-'dd HH':'mm':'ss'Z'",
        'y' | 'Y' => "yyyy MMMM",
        _ => return None,
    })
}

/// What an empty format prints.
pub(super) const GENERAL: &str = "MM/dd/yyyy HH:mm:ss";

/// The most digits a fraction of a second can have: a tick is 100 ns.
pub(super) const FRACTION_DIGITS: usize = 7;
