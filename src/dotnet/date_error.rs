//! Why a text is no date, and where in the format and the text that showed.
//!
//! Knows nothing of how it was found out.

use super::date_names::DAYS;
use super::date_pattern::FormatError;
use std::fmt;

/// A text that could not be read as a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// What is wrong.
    pub problem: Problem,
    /// Where in the format, in bytes, if at one place: the beginning of the item that was not met.
    pub format_at: Option<usize>,
    /// Where in the text, in bytes, if at one place: what the item was to be read from.
    pub text_at: Option<usize>,
}

/// What is wrong with a text, or with the format it was read by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The format is none.
    Format(FormatError),
    /// There is no text.
    EmptyText,
    /// Something else stands in the text.
    Expected(&'static str),
    /// Another character stands in the text.
    ExpectedLiteral(char),
    /// There are not so many digits.
    ExpectedFraction(usize),
    /// The text is longer than the format.
    TextGoesOn,
    /// A specifier reads what another one read differently.
    Contradiction(char),
    /// A year read with `y` or `yy` has more than two digits.
    YearOfTwoDigits(i32),
    /// An hour read with `h` or `hh` is above 12.
    HourOfTwelve(i32),
    /// The hour does not lie in the half of the day that `AM` or `PM` says.
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
    /// The clock has no such time.
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
    /// The date in the zone asked for lies outside the years 1 to 9999.
    OutOfRange,
}

impl ParseError {
    /// An error of the date as a whole.
    pub(super) fn whole(problem: Problem) -> Self {
        Self { problem, format_at: None, text_at: None }
    }
}

impl From<FormatError> for ParseError {
    fn from(error: FormatError) -> Self {
        Self { problem: Problem::Format(error), format_at: Some(error.at), text_at: None }
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.problem.fmt(formatter)
    }
}

impl std::error::Error for ParseError {}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Format(error) => error.fmt(formatter),
            Self::EmptyText => formatter.write_str("the date is empty"),
            Self::Expected(what) => write!(formatter, "{what} is expected here"),
            Self::ExpectedLiteral(literal) => write!(formatter, "`{literal}` is expected here"),
            Self::ExpectedFraction(1) => formatter.write_str("one digit of a fraction is expected here"),
            Self::ExpectedFraction(count) => write!(formatter, "{count} digits of a fraction are expected here"),
            Self::TextGoesOn => formatter.write_str("the date goes on where the format ends"),
            Self::Contradiction(letter) => write!(formatter, "`{letter}` is read twice, with different values"),
            Self::YearOfTwoDigits(year) => write!(formatter, "the year `{year}` has not two digits"),
            Self::HourOfTwelve(hour) => write!(formatter, "the hour `{hour}` is none of the twelve-hour clock"),
            Self::OtherHalf => formatter.write_str("the hour is not in the half of the day that `AM` or `PM` says"),
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
            Self::OutOfRange => formatter.write_str("the date in its zone lies outside the years 1 to 9999"),
        }
    }
}
