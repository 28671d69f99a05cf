//! Adding to dates and counting between them as in VB.NET's `DateAdd` and `DateDiff`, and Windows file times.
//!
//! Weeks begin on Sunday. Knows no texts except the interval codes.

use super::point::{
    DateTime, DateTimeKind, TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_MINUTE, TICKS_PER_SECOND, days_in_month,
};
use std::fmt;

/// 1601-01-01, the start of file times.
const FILETIME_EPOCH: i64 = 504_911_232_000_000_000;

/// A unit of time by its VB.NET code: Visual Basic's `DateInterval`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interval {
    /// `yyyy`
    Year,
    /// `q`
    Quarter,
    /// `m`
    Month,
    /// `y`; the same as a day.
    DayOfYear,
    /// `d`
    Day,
    /// `w`: a day when added, a week of seven days when counted.
    Weekday,
    /// `ww`
    Week,
    /// `h`
    Hour,
    /// `n`
    Minute,
    /// `s`
    Second,
}

impl Interval {
    /// The interval of a code, in either case; `None` if there is none.
    pub fn parse(code: &str) -> Option<Self> {
        const CODES: [(&str, Interval); 10] = [
            ("yyyy", Interval::Year),
            ("q", Interval::Quarter),
            ("m", Interval::Month),
            ("y", Interval::DayOfYear),
            ("d", Interval::Day),
            ("w", Interval::Weekday),
            ("ww", Interval::Week),
            ("h", Interval::Hour),
            ("n", Interval::Minute),
            ("s", Interval::Second),
        ];
        CODES.iter().find(|(known, _)| known.eq_ignore_ascii_case(code)).map(|(_, interval)| *interval)
    }
}

/// Why there is no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateMathError {
    /// The number to add, in intervals or in months, does not fit into 32 bits: `OverflowException`.
    NumberTooLarge,
    /// A date is outside the years 1 to 9999: `ArgumentOutOfRangeException`.
    OutOfRange,
    /// A file time would be negative, which is a date before 1601, or after the year 9999:
    /// `ArgumentOutOfRangeException`.
    NoFileTime,
}

impl fmt::Display for DateMathError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::NumberTooLarge => "the number of intervals is beyond 32 bits",
            Self::OutOfRange => "the date is outside the years 1 to 9999",
            Self::NoFileTime => "a file time is between 1601 and 9999",
        })
    }
}

impl std::error::Error for DateMathError {}

/// Visual Basic's `DateAdd`: the date `number` intervals later, the fraction of the number cut off. If the month is too
/// short for the day, the result is its last day. As in VB.NET, whole years and months lose the date's kind, and years
/// are counted as months in 32 bits that wrap.
///
/// # Errors
/// `NumberTooLarge` and `OutOfRange`.
pub fn date_add(interval: Interval, number: f64, date: DateTime) -> Result<DateTime, DateMathError> {
    let whole = number.trunc();
    if !(f64::from(i32::MIN)..=f64::from(i32::MAX)).contains(&whole) {
        return Err(DateMathError::NumberTooLarge);
    }
    let number = whole as i32;
    let ticks = match interval {
        Interval::Year => return add_months(date.with_kind(DateTimeKind::Unspecified), number.wrapping_mul(12)),
        Interval::Month => return add_months(date.with_kind(DateTimeKind::Unspecified), number),
        Interval::Quarter => {
            return add_months(date, number.checked_mul(3).ok_or(DateMathError::NumberTooLarge)?);
        }
        Interval::DayOfYear | Interval::Day | Interval::Weekday => TICKS_PER_DAY,
        Interval::Week => 7 * TICKS_PER_DAY,
        Interval::Hour => TICKS_PER_HOUR,
        Interval::Minute => TICKS_PER_MINUTE,
        Interval::Second => TICKS_PER_SECOND,
    };
    let ticks = ticks.checked_mul(i64::from(number));
    ticks.and_then(|ticks| date.add_ticks(ticks)).ok_or(DateMathError::OutOfRange)
}

fn add_months(date: DateTime, months: i32) -> Result<DateTime, DateMathError> {
    let (year, month, day) = date.civil();
    let months = i64::from(year) * 12 + i64::from(month) - 1 + i64::from(months);
    let year = i32::try_from(months.div_euclid(12)).map_err(|_| DateMathError::OutOfRange)?;
    let month = months.rem_euclid(12) as u32 + 1;
    DateTime::from_civil(year, month, day.min(days_in_month(year, month)), date.kind())
        .and_then(|midnight| midnight.add_ticks(date.time_of_day()))
        .ok_or(DateMathError::OutOfRange)
}

/// Visual Basic's `DateDiff`: how many intervals there are from the first date to the second; negative if the second is
/// earlier. Years, quarters and months count calendar boundaries; everything else counts full intervals, weeks between
/// the Sundays on or before the dates. Kinds are ignored.
///
/// # Errors
/// `OutOfRange` if such a Sunday is before year 1.
pub fn date_diff(interval: Interval, from: DateTime, to: DateTime) -> Result<i64, DateMathError> {
    let (from_year, from_month, _) = from.civil();
    let (to_year, to_month, _) = to.civil();
    let years = i64::from(to_year) - i64::from(from_year);
    let turns = |per_year: i64, from: u32, to: u32| years * per_year + i64::from(to) - i64::from(from);
    let ticks = to.ticks() - from.ticks();
    Ok(match interval {
        Interval::Year => years,
        Interval::Quarter => turns(4, (from_month - 1) / 3, (to_month - 1) / 3),
        Interval::Month => turns(12, from_month, to_month),
        Interval::DayOfYear | Interval::Day => full(ticks, TICKS_PER_DAY),
        Interval::Weekday => full(ticks, TICKS_PER_DAY) / 7,
        Interval::Week => full(sunday(to)?.ticks() - sunday(from)?.ticks(), TICKS_PER_DAY) / 7,
        Interval::Hour => full(ticks, TICKS_PER_HOUR),
        Interval::Minute => full(ticks, TICKS_PER_MINUTE),
        Interval::Second => full(ticks, TICKS_PER_SECOND),
    })
}

/// Full units in so many ticks, computed in floating point as in .NET, where one tick less than a whole number of units
/// can round up to it.
fn full(ticks: i64, unit: i64) -> i64 {
    (ticks as f64 / unit as f64).trunc() as i64
}

/// The Sunday on or before a date, at the date's time of day.
fn sunday(date: DateTime) -> Result<DateTime, DateMathError> {
    date.add_ticks(-i64::from(date.weekday()) * TICKS_PER_DAY).ok_or(DateMathError::OutOfRange)
}

/// A date as ticks of 100 ns since 1601-01-01, UTC: `DateTime.ToFileTime`, and `ToFileTimeUtc` as well, for the local
/// time zone is UTC and the kind changes nothing.
///
/// # Errors
/// `NoFileTime` before 1601.
pub fn to_file_time(date: DateTime) -> Result<i64, DateMathError> {
    let ticks = date.ticks() - FILETIME_EPOCH;
    if ticks < 0 { Err(DateMathError::NoFileTime) } else { Ok(ticks) }
}

/// The UTC date so many ticks of 100 ns after 1601-01-01: `DateTime.FromFileTimeUtc`.
///
/// # Errors
/// `NoFileTime` for a negative number, and past the year 9999.
pub fn from_file_time(file_time: i64) -> Result<DateTime, DateMathError> {
    let ticks = Some(file_time).filter(|&ticks| ticks >= 0).and_then(|ticks| ticks.checked_add(FILETIME_EPOCH));
    ticks.and_then(|ticks| DateTime::from_ticks(ticks, DateTimeKind::Utc)).ok_or(DateMathError::NoFileTime)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_are_none_are_refused() {
        let date = DateTime::from_civil(2024, 2, 29, DateTimeKind::Utc).unwrap();
        for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 2_147_483_648.0, -2_147_483_649.0] {
            assert_eq!(date_add(Interval::Second, number, date), Err(DateMathError::NumberTooLarge));
        }
        assert_eq!(date_add(Interval::Quarter, 1e9, date), Err(DateMathError::NumberTooLarge));
        assert!(date_add(Interval::Second, 2_147_483_647.9, date).is_ok());
        assert_eq!(from_file_time(i64::MAX), Err(DateMathError::NoFileTime));
        assert_eq!(from_file_time(i64::MIN), Err(DateMathError::NoFileTime));
    }
}
