//! The fields that a parser has read from a text, and the date that they make.
//!
//! Knows no texts and no formats except the letter of a field. The local time zone is UTC.

use super::exact_error::ParseExactProblem;
use super::point::{
    DateTime, DateTimeKind, LARGEST_OFFSET, TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_MINUTE, TICKS_PER_SECOND,
    year_of_two_digits,
};
use super::styles::Styles;

/// A value that may be read more than once, if it is the same each time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field<T>(Option<T>);

impl<T> Default for Field<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: Copy + PartialEq> Field<T> {
    pub(super) fn of(value: T) -> Self {
        Self(Some(value))
    }

    /// Sets a value; `letter` is the specifier that read it.
    pub(super) fn set(&mut self, value: T, letter: char) -> Result<(), ParseExactProblem> {
        if self.0.is_some_and(|noted| noted != value) {
            return Err(ParseExactProblem::Contradiction(letter));
        }
        self.0 = Some(value);
        Ok(())
    }
}

/// All fields of a format.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields {
    year: Field<i32>,
    pub(super) month: Field<i32>,
    pub(super) day: Field<i32>,
    /// Sunday is 0.
    pub(super) weekday: Field<i32>,
    pub(super) hour: Field<i32>,
    pub(super) minute: Field<i32>,
    pub(super) second: Field<i32>,
    /// The fraction of the second in ticks.
    pub(super) fraction: Field<i32>,
    pub(super) afternoon: Field<bool>,
    /// The year was read with one or two letters.
    pub(super) two_digit_year: bool,
    /// The hour was read on the 12-hour clock.
    pub(super) twelve_hours: bool,
    /// Minutes east of Greenwich.
    offset: Field<i32>,
    /// The zone is UTC by name, not only by an offset of zero.
    utc: bool,
}

impl Fields {
    /// Sets a year. If it has so many digits that it wraps to -1, .NET treats it as missing.
    pub(super) fn year_is(&mut self, year: i32, letter: char) -> Result<(), ParseExactProblem> {
        if year == -1 { Ok(()) } else { self.year.set(year, letter) }
    }

    /// Sets an offset in minutes.
    pub(super) fn offset_is(&mut self, minutes: i32, letter: char) -> Result<(), ParseExactProblem> {
        self.offset.set(minutes, letter)
    }

    /// Sets the zone to UTC, whatever offset was set before.
    pub(super) fn set_utc(&mut self) {
        self.reset_offset();
        self.utc = true;
    }

    /// Sets an offset of zero, whatever offset was set before.
    pub(super) fn reset_offset(&mut self) {
        self.offset = Field(Some(0));
    }

    /// The date of the fields. A missing date is today's; a missing year is today's if month or day is present; any
    /// other missing field is the first, or zero.
    pub(super) fn date(&self, styles: Styles, today: DateTime) -> Result<DateTime, ParseExactProblem> {
        let year = self.whole_year()?;
        let hour = self.hour_of_day()?;
        let (year, month, day) = match (year, self.month.0, self.day.0) {
            (None, None, None) if styles.contains(Styles::NO_CURRENT_DATE_DEFAULT) => (1, 1, 1),
            (None, None, None) => {
                let (year, month, day) = today.civil();
                (year, month as i32, day as i32)
            }
            (year, month, day) => (year.unwrap_or_else(|| today.civil().0), month.unwrap_or(1), day.unwrap_or(1)),
        };
        let date = u32::try_from(month)
            .ok()
            .zip(u32::try_from(day).ok())
            .and_then(|(month, day)| DateTime::from_civil(year, month, day, DateTimeKind::Unspecified))
            .ok_or(ParseExactProblem::NoSuchDate { year, month, day })?;
        let (hour, minute, second) = (hour.unwrap_or(0), self.minute.0.unwrap_or(0), self.second.0.unwrap_or(0));
        if hour >= 24 || minute >= 60 || second >= 60 {
            return Err(ParseExactProblem::NoSuchTime { hour, minute, second });
        }
        let ticks = i64::from(hour) * TICKS_PER_HOUR
            + i64::from(minute) * TICKS_PER_MINUTE
            + i64::from(second) * TICKS_PER_SECOND
            + i64::from(self.fraction.0.unwrap_or(0));
        let date = date.add_ticks(ticks).ok_or(ParseExactProblem::OutOfRange)?;
        if self.weekday.0.is_some_and(|weekday| i64::from(weekday) != i64::from(date.weekday())) {
            return Err(ParseExactProblem::OtherWeekday(date.weekday()));
        }
        self.adjusted(date, styles)
    }

    fn whole_year(&self) -> Result<Option<i32>, ParseExactProblem> {
        let Some(year) = self.year.0 else { return Ok(None) };
        if !self.two_digit_year {
            return Ok(Some(year));
        }
        match u8::try_from(year) {
            Ok(digits @ 0..100) => Ok(Some(year_of_two_digits(digits).into())),
            _ => Err(ParseExactProblem::YearOfTwoDigits(year)),
        }
    }

    fn hour_of_day(&self) -> Result<Option<i32>, ParseExactProblem> {
        if self.twelve_hours {
            // Without AM or PM it is the morning.
            let Some(hour) = self.hour.0 else { return Ok(None) };
            if hour > 12 {
                return Err(ParseExactProblem::HourOfTwelve(hour));
            }
            let afternoon = self.afternoon.0.unwrap_or(false);
            return Ok(Some(hour % 12 + if afternoon { 12 } else { 0 }));
        }
        match (self.afternoon.0, self.hour.0) {
            (Some(false), Some(hour)) if hour >= 12 => Err(ParseExactProblem::OtherHalf),
            (Some(true), None) => Err(ParseExactProblem::OtherHalf),
            (Some(true), Some(hour)) if hour < 12 => Err(ParseExactProblem::OtherHalf),
            (_, hour) => Ok(hour),
        }
    }

    /// The date's kind, and its clock time in that kind.
    fn adjusted(&self, date: DateTime, styles: Styles) -> Result<DateTime, ParseExactProblem> {
        let offset = self.offset.0.unwrap_or(0);
        if i64::from(offset.abs()) * TICKS_PER_MINUTE > LARGEST_OFFSET {
            return Err(ParseExactProblem::OffsetTooLarge);
        }
        let to_utc = styles.contains(Styles::ADJUST_TO_UNIVERSAL);
        let assumed = styles.contains(Styles::ASSUME_LOCAL) || styles.contains(Styles::ASSUME_UNIVERSAL);
        if self.offset.0.is_none() && !assumed {
            return Ok(date);
        }
        let kind = match () {
            _ if self.utc && styles.contains(Styles::ROUNDTRIP_KIND) => return Ok(date.with_kind(DateTimeKind::Utc)),
            _ if to_utc => DateTimeKind::Utc,
            _ => DateTimeKind::Local,
        };
        let ticks = date.ticks() - i64::from(offset) * TICKS_PER_MINUTE;
        // On the first day of the calendar the date is treated as a time of day, which wraps around.
        let ticks = if ticks < 0 { ticks + TICKS_PER_DAY } else { ticks };
        DateTime::from_ticks(ticks, kind).ok_or(ParseExactProblem::OutOfRange)
    }
}
