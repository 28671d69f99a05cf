//! Functions of Entra Connect Sync on points in time, which are values of their own and in UTC.

use super::types::{Format, Moment, Num, Str};
use crate::diagnostic::registry;
use crate::dotnet::datetime::{self, DateTime, DateTimeKind, Interval};
use crate::functions::declare::functions;
use crate::functions::shared::moment::{self, MomentArgument};
use crate::functions::{CallError, Host, Scope};
use crate::text::Span;

functions! {
    /// The date that a string is, in UTC.
    ///
    /// It is read as .NET reads it in the invariant culture: month before day. Without a time zone it is in UTC.
    ///
    /// | expression                              | record | dialect | gives                    |
    /// |-----------------------------------------|--------|---------|--------------------------|
    /// | `CDate("2012-01-01 23:00:00")`          | `{}`   | connect | `"2012-01-01T23:00:00Z"` |
    /// | `CDate("2/1/2012")`                     | `{}`   | connect | `"2012-02-01T00:00:00Z"` |
    /// | `CDate("2012-01-01 23:00:00 -8")`       | `{}`   | connect | `"2012-01-02T07:00:00Z"` |
    /// | `CDate([when])`                         | `{}`   | connect | absent                   |
    /// | `CDate("soon")`                         | `{}`   | connect | not-a-date               |
    #[languages(CONNECT)]
    fn CDate<'r>(value: Str<'r>, host: &'r dyn Host) -> Result<Moment, CallError> {
        moment::read_utc(host, value.0, MomentArgument("CDate", "value", 0)).map(Moment)
    }

    /// The date that is so many intervals after another.
    ///
    /// The intervals are those of Visual Basic: `yyyy`, `q` (quarters), `m` (months), `y` and `d` and `w` (days), `ww` (weeks),
    /// `h`, `n` (minutes), `s`. A month that is too short gives its last day.
    ///
    /// | expression                                   | record | dialect | gives                    |
    /// |----------------------------------------------|--------|---------|--------------------------|
    /// | `DateAdd("m", 3, CDate("2012-01-31"))`       | `{}`   | connect | `"2012-04-30T00:00:00Z"` |
    /// | `DateAdd("yyyy", 1, CDate("2001-01-01"))`    | `{}`   | connect | `"2002-01-01T00:00:00Z"` |
    /// | `DateAdd("w", 1, CDate("2001-01-01"))`       | `{}`   | connect | `"2001-01-02T00:00:00Z"` |
    /// | `DateAdd("q", -1, CDate("2001-01-01"))`      | `{}`   | connect | `"2000-10-01T00:00:00Z"` |
    /// | `DateAdd("x", 1, CDate("2001-01-01"))`       | `{}`   | connect | not-an-interval          |
    #[languages(CONNECT)]
    fn DateAdd<'r>(interval: Str<'r>, value: Num, date: Moment) -> Result<Moment, CallError> {
        let known = Interval::parse(interval.0).ok_or_else(|| {
            CallError::text(0, registry::not_an_interval(Span::default(), "DateAdd"), interval.0)
        })?;
        let sum = datetime::date_add(known, value.0 as f64, date.0).map_err(|error| moment::out_of_range("DateAdd", error))?;
        Ok(Moment(sum.with_kind(DateTimeKind::Utc)))
    }

    /// The date of a Windows file time, in which Active Directory stores dates.
    ///
    /// 0 and the largest number mean "never" and have no value.
    ///
    /// | expression                          | record                              | dialect | gives                    |
    /// |-------------------------------------|-------------------------------------|---------|--------------------------|
    /// | `DateFromNum([pwdLastSet])`         | `{"pwdLastSet": 129699324000000000}` | connect | `"2012-01-01T23:00:00Z"` |
    /// | `DateFromNum([accountExpires])`     | `{"accountExpires": 9223372036854775807}` | connect | absent             |
    /// | `DateFromNum([accountExpires])`     | `{"accountExpires": 0}`             | connect | absent                   |
    /// | `DateFromNum([pwdLastSet])`         | `{}`                                | connect | absent                   |
    #[languages(CONNECT)]
    fn DateFromNum<'r>(value: Num) -> Result<Option<Moment>, CallError> {
        if is_never(value.0) {
            return Ok(None);
        }
        let date = datetime::from_file_time(value.0).map_err(|error| moment::out_of_range("DateFromNum", error))?;
        Ok(Some(Moment(date)))
    }

    /// The Windows file time of a date.
    ///
    /// | expression                                    | record | dialect | gives                |
    /// |-----------------------------------------------|--------|---------|----------------------|
    /// | `NumFromDate(CDate("2012-01-01 23:00:00"))`   | `{}`   | connect | `129699324000000000` |
    /// | `NumFromDate(CDate([when]))`                  | `{}`   | connect | absent               |
    #[languages(CONNECT)]
    fn NumFromDate<'r>(value: Moment) -> Result<i64, CallError> {
        datetime::to_file_time(value.0).map_err(|error| moment::out_of_range("NumFromDate", error))
    }

    /// A date as a string in a .NET format.
    ///
    /// | expression                                                | record                               | dialect | gives                  |
    /// |-----------------------------------------------------------|--------------------------------------|---------|------------------------|
    /// | `FormatDateTime(CDate("12/25/2007"), "yyyy-MM-dd")`       | `{}`                                 | connect | `"2007-12-25"`         |
    /// | `FormatDateTime(DateFromNum([pwdLastSet]), "yyyyMMddHHmmss.0Z")` | `{"pwdLastSet": 129699324000000000}` | connect | `"20120101230000.0Z"` |
    /// | `FormatDateTime(CDate([when]), "yyyy")`                   | `{}`                                 | connect | absent                 |
    #[languages(CONNECT)]
    fn FormatDateTime<'r>(value: Moment, format: Format<'r>, scope: &'r Scope<'r>) -> Result<&'r str, CallError> {
        let written = datetime::format_in(value.0, format.0, scope.arena).map_err(|error| {
            let diagnostic = registry::bad_date_format(Span::default(), "format", &moment::bad_format(error));
            CallError::text(1, diagnostic, format.0)
        })?;
        scope.allow(written.len())?;
        Ok(written)
    }

    /// The current time, in UTC.
    ///
    /// | expression                             | record | dialect | gives                    |
    /// |----------------------------------------|--------|---------|--------------------------|
    /// | `Now()`                                | `{}`   | connect | `"2026-01-15T09:30:00Z"` |
    /// | `FormatDateTime(Now(), "yyyy-MM-dd")`  | `{}`   | connect | `"2026-01-15"`           |
    /// | `Now() > CDate("2026-01-15")`          | `{}`   | connect | `true`                   |
    #[languages(CONNECT)]
    #[aliases(
        "UtcNow()" => "Now()",
        "GetUtcDate()" => "Now()",
    )]
    #[properties(VariesWithTime)]
    fn Now<'r>(host: &'r dyn Host) -> Moment {
        Moment(in_utc(host.now()))
    }
}

/// Whether a file time means that there is no date: 0, and the largest number (decision F4).
fn is_never(file_time: i64) -> bool {
    matches!(file_time, 0 | i64::MAX)
}

fn in_utc(date: DateTime) -> DateTime {
    date.with_kind(DateTimeKind::Utc)
}
