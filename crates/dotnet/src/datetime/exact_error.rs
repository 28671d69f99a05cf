//! Why a text is not a date, and the location of the error in the format and the text.
//!
//! Knows nothing of the parsing itself.

use super::names::DAYS;
use super::pattern::FormatError;
use std::fmt;

/// A text that could not be read by its format, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseExactError {
    /// What is wrong.
    pub problem: ParseExactProblem,
    /// The location in the format, in bytes, if there is one: the beginning of the item that did not match.
    pub format_at: Option<usize>,
    /// The location in the text, in bytes, if there is one: where the item was to be read.
    pub text_at: Option<usize>,
}

/// What is wrong with a text, or with its format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParseExactProblem {
    /// The format is invalid, and the text matches it up to there.
    Format(FormatError),
    /// The text is empty.
    EmptyText,
    /// The text has something else here; what is expected, in words.
    Expected(&'static str),
    /// The text has another character here; the one that is expected.
    ExpectedLiteral(char),
    /// There are fewer digits than this.
    ExpectedFraction(usize),
    /// The text is longer than the format.
    TextGoesOn,
    /// A specifier occurs twice and reads different values; its letter.
    Contradiction(char),
    /// A year read with `y` or `yy` has more than two digits.
    YearOfTwoDigits(i32),
    /// An hour read with `h` or `hh` is above 12.
    HourOfTwelve(i32),
    /// The hour is not in the half of the day given by `AM` or `PM`.
    OtherHalf,
    /// The calendar has no such day.
    NoSuchDate {
        /// The year, which may be one that wrapped.
        year: i32,
        /// The month, from 1.
        month: i32,
        /// The day of the month, from 1.
        day: i32,
    },
    /// There is no such time of day.
    NoSuchTime {
        /// The hour.
        hour: i32,
        /// The minute.
        minute: i32,
        /// The second.
        second: i32,
    },
    /// The date falls on this day of the week (Sunday is 0), not on the one in the text.
    OtherWeekday(u32),
    /// An offset is above 14 hours.
    OffsetTooLarge,
    /// The date in the requested zone is outside the years 1 to 9999.
    OutOfRange,
}

impl ParseExactError {
    /// An error of the date as a whole.
    pub(super) fn whole(problem: ParseExactProblem) -> Self {
        Self { problem, format_at: None, text_at: None }
    }
}

impl From<FormatError> for ParseExactError {
    fn from(error: FormatError) -> Self {
        Self { problem: ParseExactProblem::Format(error), format_at: Some(error.at), text_at: None }
    }
}

impl fmt::Display for ParseExactError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.problem.fmt(formatter)
    }
}

impl std::error::Error for ParseExactError {}

impl fmt::Display for ParseExactProblem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Format(error) => error.fmt(formatter),
            Self::EmptyText => formatter.write_str("the date is empty"),
            Self::Expected(what) => write!(formatter, "{what} is expected here"),
            Self::ExpectedLiteral(literal) => write!(formatter, "`{literal}` is expected here"),
            Self::ExpectedFraction(1) => formatter.write_str("one digit of a fraction is expected here"),
            Self::ExpectedFraction(count) => write!(formatter, "{count} digits of a fraction are expected here"),
            Self::TextGoesOn => formatter.write_str("the date is longer than the format"),
            Self::Contradiction(letter) => write!(formatter, "`{letter}` is read twice, with different values"),
            Self::YearOfTwoDigits(year) => write!(formatter, "the year `{year}` does not have two digits"),
            Self::HourOfTwelve(hour) => write!(formatter, "the hour `{hour}` is not between 1 and 12"),
            Self::OtherHalf => formatter.write_str("the hour contradicts `AM` or `PM`"),
            Self::NoSuchDate { year, month, day } => {
                write!(formatter, "there is no month {month} with a day {day} in the year {year}")
            }
            Self::NoSuchTime { hour, minute, second } => {
                write!(formatter, "there is no time {hour:02}:{minute:02}:{second:02}")
            }
            Self::OtherWeekday(weekday) => {
                let name = DAYS.get(*weekday as usize).copied().unwrap_or_default();
                write!(formatter, "the date falls on a {name}")
            }
            Self::OffsetTooLarge => formatter.write_str("an offset is at most 14 hours"),
            Self::OutOfRange => formatter.write_str("the date in its zone is outside the years 1 to 9999"),
        }
    }
}
