//! Points in time as values of the language: strings in the format `M/d/yyyy h:mm:ss tt` in UTC, and the parsing of
//! other formats.
//!
//! Also the reasons why a string is not a date, in messages that contain nothing of the string.

use crate::diagnostic::{Diagnostic, EvalError, registry};
use crate::dotnet::datetime::{
    self, DateMathError, DateTime, FormatError, FormatProblem, ParseExactProblem as Problem, Styles,
};
use crate::functions::{CallError, Host, Scope};
use crate::text::Span;

/// The location of an argument: the function, the parameter, and the slot counted from 0.
#[derive(Clone, Copy)]
pub(in crate::functions) struct MomentArgument(pub &'static str, pub &'static str, pub usize);

impl MomentArgument {
    /// The error of the string at this location.
    pub(in crate::functions) fn refuse(self, diagnostic: Diagnostic, text: &str) -> CallError {
        CallError::text(self.2, diagnostic, text)
    }
}

/// Reads a date in any format that .NET's `DateTime.Parse` reads. Missing parts are taken from today.
pub(in crate::functions) fn read(
    host: &dyn Host,
    text: &str,
    styles: Styles,
    location: MomentArgument,
) -> Result<DateTime, CallError> {
    datetime::parse(text, styles, host.now()).map_err(|error| {
        location.refuse(registry::not_a_date(Span::default(), location.1, location.0, error.reason), text)
    })
}

/// Reads a date as `CDate` does: in UTC unless it has a time zone, and converted to UTC.
pub(in crate::functions) fn read_utc(
    host: &dyn Host,
    text: &str,
    location: MomentArgument,
) -> Result<DateTime, CallError> {
    read(host, text, Styles::UNIVERSAL, location)
}

/// The date in the format of the language.
pub(in crate::functions) fn write<'r>(scope: &'r Scope<'r>, date: DateTime) -> Result<&'r str, EvalError> {
    // The format is valid, so there is no error.
    let written = datetime::format_in(date, "M/d/yyyy h:mm:ss tt", scope.arena).unwrap_or_default();
    scope.allow(written.len())?;
    Ok(written)
}

/// The error of a date out of range.
pub(in crate::functions) fn out_of_range(function: &str, error: DateMathError) -> CallError {
    CallError::Call(Box::new(registry::date_out_of_range(Span::default(), function, &error.to_string())))
}

/// Why a string does not match a format.
pub(in crate::functions) fn mismatch(problem: Problem) -> String {
    match problem {
        Problem::YearOfTwoDigits(_) => "the year has more than two digits".to_owned(),
        Problem::HourOfTwelve(_) => "the hour is above 12".to_owned(),
        Problem::NoSuchDate { .. } => "the calendar has no such day".to_owned(),
        Problem::NoSuchTime { .. } => "there is no such time of day".to_owned(),
        Problem::OtherWeekday(_) => "the date falls on another day of the week".to_owned(),
        other => other.to_string(),
    }
}

/// Why a format is not valid.
pub(in crate::functions) fn bad_format(error: FormatError) -> String {
    match error.problem {
        FormatProblem::UnknownStandard(_) => "its only character is not a standard format".to_owned(),
        _ => error.to_string(),
    }
}
