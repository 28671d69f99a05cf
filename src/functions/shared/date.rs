//! Functions on points in time: reading, adding, counting, file times.
//!
//! Functions that read a date take the host: a date without a year is in the current year, a time without a date is
//! today. Formats that a mapping names are in `date_format`.

use super::moment::{self, MomentArgument};
use crate::diagnostic::{EvalError, registry};
use crate::dotnet::datetime::{self, Interval};
use crate::functions::declare::functions;
use crate::functions::parameter::{DateText, WholePart};
use crate::functions::{CallError, Host, Scope};
use crate::text::Span;

functions! {
    /// The date and time in a string, in UTC, in the format `M/d/yyyy h:mm:ss tt`.
    ///
    /// The string is read as by .NET's `DateTime.Parse` in the invariant culture. A string without a time zone is in
    /// UTC, a time without a date is today, and two-digit years up to 49 are in this century. A string that is not a
    /// date is an error, and so is the empty string. Absent if the string is absent.
    ///
    /// | expression           | record                                   | gives |
    /// |----------------------|------------------------------------------|-------|
    /// | `CDate([startDate])` | `{"startDate": "2020-03-16-07:00"}`      | `"3/16/2020 7:00:00 AM"` |
    /// | `CDate([startDate])` | `{"startDate": "2021-06-30+08:00"}`      | `"6/29/2021 4:00:00 PM"` |
    /// | `CDate([startDate])` | `{"startDate": "2009-06-15T01:45:30-07:00"}` | `"6/15/2009 8:45:30 AM"` |
    /// | `CDate([startDate])` | `{"startDate": "2021-08-24"}`            | `"8/24/2021 12:00:00 AM"` |
    /// | `CDate([startDate])` | `{"startDate": "8/25/2021 5:41:18 PM"}`  | `"8/25/2021 5:41:18 PM"` |
    /// | `CDate([startDate])` | `{"startDate": "2013-01-10 4:00 PM -8"}` | `"1/11/2013 12:00:00 AM"` |
    /// | `CDate([startDate])` | `{"startDate": "13:45"}`                 | `"1/15/2026 1:45:00 PM"` |
    /// | `CDate(CDate([startDate]))` | `{"startDate": "2021-08-24"}`     | `"8/24/2021 12:00:00 AM"` |
    /// | `CDate([startDate])` | `{}`                                     | absent |
    /// | `CDate([startDate])` | `{"startDate": ""}`                      | not-a-date |
    /// | `CDate([startDate])` | `{"startDate": "24.08.2021"}`            | not-a-date |
    #[aliases(
        "ToDate($text)" => "CDate($text)",
        "ParseDate($text)" => "CDate($text)",
        "ToDateTime($text)" => "CDate($text)",
        "DateTimeValue($text)" => "CDate($text)",
        "DateTime" => "`CDate(expression)` reads a date",
    )]
    fn CDate<'r>(
        expression["source"]: DateText<'r>, scope: &'r Scope<'r>, host: &'r dyn Host,
    ) -> Result<DateText<'r>, CallError> {
        let date = moment::read_utc(host, expression.0, MomentArgument("CDate", "expression", 0))?;
        Ok(DateText(moment::write(scope, date)?))
    }

    /// A date plus a number of intervals; a negative number results in an earlier date.
    ///
    /// The intervals are `yyyy`, `m`, `d`, `ww`, `h`, `n` (minutes) and `s`. A fraction of the number is cut off. If
    /// the month is too short for the day, the result is the last day of the month. The date is read as in `CDate`.
    /// Absent if an argument is absent.
    ///
    /// | expression                                     | record                            | gives |
    /// |------------------------------------------------|-----------------------------------|-------|
    /// | `DateAdd("d", 7, CDate([hireDate]))`           | `{"hireDate": "2012-03-16-07:00"}` | `"3/23/2012 7:00:00 AM"` |
    /// | `DateAdd("d", -10, CDate([hireDate]))`         | `{"hireDate": "2012-03-16-07:00"}` | `"3/6/2012 7:00:00 AM"` |
    /// | `DateAdd("ww", 2, CDate([hireDate]))`          | `{"hireDate": "2012-03-16-07:00"}` | `"3/30/2012 7:00:00 AM"` |
    /// | `DateAdd("m", 10, CDate([hireDate]))`          | `{"hireDate": "2012-03-16-07:00"}` | `"1/16/2013 7:00:00 AM"` |
    /// | `DateAdd("yyyy", 2, CDate([hireDate]))`        | `{"hireDate": "2012-03-16-07:00"}` | `"3/16/2014 7:00:00 AM"` |
    /// | `DateAdd("d", "10", Now())`                    | `{}`                              | `"1/25/2026 9:30:00 AM"` |
    /// | `DateAdd("m", 1, [hireDate])`                  | `{"hireDate": "2024-01-31"}`      | `"2/29/2024 12:00:00 AM"` |
    /// | `DateAdd("d", -1.9, [hireDate])`               | `{"hireDate": "2024-03-01"}`      | `"2/29/2024 12:00:00 AM"` |
    /// | `DateAdd("h", 1, [hireDate])`                  | `{"hireDate": "2024-02-28 23:30"}` | `"2/29/2024 12:30:00 AM"` |
    /// | `DateAdd("n", 90, [hireDate])`                 | `{"hireDate": "2024-02-28 23:30"}` | `"2/29/2024 1:00:00 AM"` |
    /// | `DateAdd("s", -1, [hireDate])`                 | `{"hireDate": "2024-01-01"}`      | `"12/31/2023 11:59:59 PM"` |
    /// | `DateAdd("d", 7, [hireDate])`                  | `{}`                              | absent |
    /// | `DateAdd("d", [days], "2024-01-01")`           | `{"days": "soon"}`                | wrong-kind |
    /// | `DateAdd("d", 7, [hireDate])`                  | `{"hireDate": "soon"}`            | not-a-date |
    /// | `DateAdd("yyyy", 8000, [hireDate])`            | `{"hireDate": "2024-01-01"}`      | date-out-of-range |
    /// | `DateAdd([unit], 1, "2024-01-01")`             | `{"unit": "q"}`                   | unknown-interval |
    /// | `DateAdd([unit], 1, "2024-01-01")`             | `{"unit": "D"}`                   | unknown-interval |
    #[aliases(
        "AddSeconds($date, $count)" => "DateAdd(\"s\", $count, $date)",
        "AddMinutes($date, $count)" => "DateAdd(\"n\", $count, $date)",
        "AddHours($date, $count)" => "DateAdd(\"h\", $count, $date)",
        "AddDays($date, $count)" => "DateAdd(\"d\", $count, $date)",
        "AddMonths($date, $count)" => "DateAdd(\"m\", $count, $date)",
        "AddYears($date, $count)" => "DateAdd(\"yyyy\", $count, $date)",
        "EDate($date, $count)" => "DateAdd(\"m\", $count, $date)",
        "AddDate" => "`DateAdd(interval, value, dateTime)` adds days (`d`), months (`m`) or years (`yyyy`)",
    )]
    fn DateAdd<'r>(
        interval: &'r str, value: WholePart, dateTime: DateText<'r>, scope: &'r Scope<'r>, host: &'r dyn Host,
    ) -> Result<DateText<'r>, CallError> {
        let interval = interval_of(interval, "DateAdd")?;
        let date = moment::read_utc(host, dateTime.0, MomentArgument("DateAdd", "dateTime", 2))?;
        let sum = datetime::date_add(interval, value.0 as f64, date).map_err(|error| moment::out_of_range("DateAdd", error))?;
        Ok(DateText(moment::write(scope, sum)?))
    }

    /// The number of intervals between two dates; negative if the second is earlier.
    ///
    /// `yyyy` and `m` count how often a new year or month begins, `ww` counts the Sundays, and `d`, `h`, `n` and `s`
    /// count full intervals. The dates are read as in `CDate`. Absent if an argument is absent.
    ///
    /// | expression                                      | record                            | gives |
    /// |-------------------------------------------------|-----------------------------------|-------|
    /// | `DateDiff("d", CDate([date1]), CDate([date2]))` | `{"date1": "8/25/2021 5:41:18 PM", "date2": "2012-03-16-07:00"}` | `-3449` |
    /// | `DateDiff("ww", CDate([date1]), CDate([date2]))` | `{"date1": "8/25/2021 5:41:18 PM", "date2": "2012-03-16-07:00"}` | `-493` |
    /// | `DateDiff("m", CDate([date1]), CDate([date2]))` | `{"date1": "8/25/2021 5:41:18 PM", "date2": "2012-03-16-07:00"}` | `-113` |
    /// | `DateDiff("yyyy", CDate([date1]), CDate([date2]))` | `{"date1": "8/25/2021 5:41:18 PM", "date2": "2012-03-16-07:00"}` | `-9` |
    /// | `DateDiff("d", CDate([date1]), CDate([date2]))` | `{"date1": "2021-08-18+08:00", "date2": "2021-08-31+08:00"}` | `13` |
    /// | `DateDiff("h", CDate("2021-08-24"), CDate("2021-08-25"))` | `{}`                    | `24` |
    /// | `DateDiff("n", CDate("2021-08-24"), CDate("2021-08-25"))` | `{}`                    | `1440` |
    /// | `DateDiff("s", CDate("2021-08-24"), CDate("2021-08-25"))` | `{}`                    | `86400` |
    /// | `DateDiff("yyyy", "2023-12-31", "2024-01-01")`  | `{}`                              | `1` |
    /// | `DateDiff("d", "2024-01-01 23:00", "2024-01-02 01:00")` | `{}`                      | `0` |
    /// | `DateDiff("d", Now(), [hireDate])`              | `{"hireDate": "2026-01-16"}`      | `0` |
    /// | `IIF(DateDiff("d", Now(), CDate([hireDate])) >= -1, "start", "wait")` | `{"hireDate": "2026-01-14"}` | `"start"` |
    /// | `DateDiff("d", Now(), [hireDate])`              | `{}`                              | absent |
    /// | `DateDiff("d", Now(), [hireDate])`              | `{"hireDate": "2026-02-30"}`      | not-a-date |
    /// | `DateDiff([unit], "2024-01-01", "2024-02-01")`  | `{"unit": "month"}`               | unknown-interval |
    fn DateDiff<'r>(
        interval: &'r str, date1: DateText<'r>, date2: DateText<'r>, host: &'r dyn Host,
    ) -> Result<i64, CallError> {
        let interval = interval_of(interval, "DateDiff")?;
        let first = moment::read_utc(host, date1.0, MomentArgument("DateDiff", "date1", 1))?;
        let second = moment::read_utc(host, date2.0, MomentArgument("DateDiff", "date2", 2))?;
        datetime::date_diff(interval, first, second).map_err(|error| moment::out_of_range("DateDiff", error))
    }

    /// The date of a Windows file time, which counts units of 100 nanoseconds since 1601.
    ///
    /// In UTC, in the format `M/d/yyyy h:mm:ss tt`. Absent if the number is absent.
    ///
    /// | expression                          | record                                | gives |
    /// |-------------------------------------|---------------------------------------|-------|
    /// | `DateFromNum([lastLogonTimestamp])` | `{"lastLogonTimestamp": 129699324000000000}` | `"1/1/2012 11:00:00 PM"` |
    /// | `DateFromNum(129699324000000000)`   | `{}`                                  | `"1/1/2012 11:00:00 PM"` |
    /// | `DateFromNum([pwdLastSet])`         | `{"pwdLastSet": "0"}`                 | `"1/1/1601 12:00:00 AM"` |
    /// | `DateFromNum([pwdLastSet])`         | `{}`                                  | absent |
    /// | `DateFromNum([accountExpires])`     | `{"accountExpires": "9223372036854775807"}` | date-out-of-range |
    /// | `DateFromNum([pwdLastSet])`         | `{"pwdLastSet": "never"}`             | wrong-kind |
    fn DateFromNum<'r>(value["source"]: i64, scope: &'r Scope<'r>) -> Result<DateText<'r>, CallError> {
        let date = datetime::from_file_time(value).map_err(|error| moment::out_of_range("DateFromNum", error))?;
        Ok(DateText(moment::write(scope, date)?))
    }

    /// The Windows file time of a date: the number of units of 100 nanoseconds since 1601.
    ///
    /// The date is read as in `CDate`. Absent if the date is absent.
    ///
    /// | expression                                          | record                       | gives |
    /// |-----------------------------------------------------|------------------------------|-------|
    /// | `NumFromDate("2025-12-31T23:59:59-08:00")`          | `{}`                         | `134117279990000000` |
    /// | `NumFromDate(Join("", [endDate], " 23:59:59-08:00"))` | `{"endDate": "2020-12-31"}` | `132539615990000000` |
    /// | `NumFromDate(DateFromNum(129699324000000000))`      | `{}`                         | `129699324000000000` |
    /// | `NumFromDate([endDate])`                            | `{"endDate": "1601-01-01"}`  | `0` |
    /// | `NumFromDate([endDate])`                            | `{}`                         | absent |
    /// | `NumFromDate([endDate])`                            | `{"endDate": "1600-12-31"}`  | date-out-of-range |
    /// | `NumFromDate([endDate])`                            | `{"endDate": "9999-12-31T23:59:59-08:00"}` | not-a-date |
    fn NumFromDate<'r>(value["source"]: DateText<'r>, host: &'r dyn Host) -> Result<i64, CallError> {
        let date = moment::read_utc(host, value.0, MomentArgument("NumFromDate", "value", 0))?;
        datetime::to_file_time(date).map_err(|error| moment::out_of_range("NumFromDate", error))
    }

    /// The current time, in UTC.
    ///
    /// In the format `M/d/yyyy h:mm:ss tt`. (In these rows, the current time is 9:30 on 15 January 2026.)
    ///
    /// | expression                              | record | gives |
    /// |-----------------------------------------|--------|-------|
    /// | `Now()`                                 | `{}`   | `"1/15/2026 9:30:00 AM"` |
    /// | `DateDiff("h", Now(), DateAdd("d", 1, Now()))` | `{}` | `24` |
    #[aliases(
        "UtcNow()" => "Now()",
        "GetUtcDate()" => "Now()",
        "GetDate" => "`Now()` is the date and the time, in UTC",
        "Today" => "`Now()` is the date and the time, in UTC",
    )]
    #[properties(VariesWithTime)]
    fn Now<'r>(scope: &'r Scope<'r>, host: &'r dyn Host) -> Result<DateText<'r>, EvalError> {
        moment::write(scope, host.now()).map(DateText)
    }
}

/// The interval of a code in the reference, which is case-sensitive. The other intervals of Visual Basic are not
/// supported.
pub fn interval(code: &str) -> Option<Interval> {
    let is_documented = matches!(code, "yyyy" | "m" | "d" | "ww" | "h" | "n" | "s");
    Interval::parse(code).filter(|_| is_documented)
}

/// The code of an interval that is written in other words, as SQL and scripts do.
pub fn interval_in_words(word: &str) -> Option<&'static str> {
    const WORDS: [(&str, &str); 14] = [
        ("year", "yyyy"),
        ("yy", "yyyy"),
        ("month", "m"),
        ("mm", "m"),
        ("week", "ww"),
        ("wk", "ww"),
        ("day", "d"),
        ("dd", "d"),
        ("hour", "h"),
        ("hh", "h"),
        ("minute", "n"),
        ("mi", "n"),
        ("second", "s"),
        ("ss", "s"),
    ];
    let lower = word.to_ascii_lowercase();
    let one = lower.strip_suffix('s').filter(|one| one.len() > 2).unwrap_or(&lower);
    WORDS.iter().find(|(word, code)| *word == one || *code == lower).map(|(_, code)| *code)
}

fn interval_of(code: &str, function: &'static str) -> Result<Interval, CallError> {
    interval(code).ok_or_else(|| CallError::text(0, registry::unknown_interval(Span::default(), function), code))
}
