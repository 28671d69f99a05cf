//! The values read so far, and their meaning once their order is complete.
//!
//! Knows the order of the invariant culture, month day year, and nothing of the text.

use super::lexicon::{Half, Unit};
use super::states::Complete;
use super::zone::Zone;
use crate::datetime::Styles;
use crate::datetime::point::{days_in_month, year_of_two_digits};
use crate::datetime::{DateTime, DateTimeKind, TICKS_PER_HOUR, TICKS_PER_MINUTE, TICKS_PER_SECOND};

/// Why values contradict each other.
type Reason = &'static str;

/// The reason when a number is the only part of a date or time.
pub(super) const NUMBER_ALONE: Reason = "a number alone is neither a date nor a time";
const NO_SUCH_DAY: Reason = "there is no such day";
const TWO_DATES: Reason = "it has two dates";
const TWO_TIMES: Reason = "it has two times";

/// Numbers of one or two digits whose meaning is not decided yet.
#[derive(Default)]
pub(super) struct Numbers {
    values: [u32; 3],
    count: usize,
}

impl Numbers {
    pub(super) fn is_full(&self) -> bool {
        self.count == self.values.len()
    }

    pub(super) fn push(&mut self, value: u32) {
        if let Some(slot) = self.values.get_mut(self.count) {
            *slot = value;
            self.count += 1;
        }
    }
}

/// Everything read so far.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) numbers: Numbers,
    /// A number that can only be a year.
    pub(super) long_year: Option<u32>,
    /// A month by its name or symbol.
    pub(super) named_month: Option<u32>,
    /// Sunday is 0.
    pub(super) weekday: Option<u32>,
    pub(super) half: Option<Half>,
    /// The part of a second.
    pub(super) fraction: f64,
    pub(super) zone: Zone,
    year: Option<u32>,
    month: Option<u32>,
    day: Option<u32>,
    hour: u32,
    minute: u32,
    second: u32,
    has_date: bool,
    has_time: bool,
    units: [bool; 6],
}

impl Parts {
    /// Sets a number from the unit after it.
    pub(super) fn set_unit(&mut self, unit: Unit, value: u32) -> Result<(), Reason> {
        if let Some(seen) = self.units.get_mut(unit as usize)
            && std::mem::replace(seen, true)
        {
            return Err("a unit occurs twice");
        }
        match unit {
            Unit::Year => (self.year, self.long_year) = (Some(value), Some(value)),
            Unit::Month => (self.month, self.named_month) = (Some(value), Some(value)),
            Unit::Day => self.day = Some(value),
            Unit::Hour => self.hour = value,
            Unit::Minute => self.minute = value,
            Unit::Second => self.second = value,
        }
        Ok(())
    }

    /// Assigns the waiting numbers their meaning. `today` is the day that supplies a missing year.
    pub(super) fn complete(&mut self, what: Complete, today: DateTime) -> Result<(), Reason> {
        let [first, second, third] = self.numbers.values;
        let count = std::mem::take(&mut self.numbers).count;
        let long_year = self.long_year.unwrap_or_default();
        let month = self.named_month.unwrap_or_default();
        let this_year = today.civil().0.unsigned_abs();
        match what {
            Complete::DateUnits | Complete::TimeUnits => Ok(()),
            Complete::DateUnitsNumber if count != 1 || self.day.is_some() => Err(TWO_DATES),
            Complete::DateUnitsNumber => {
                self.day = Some(first);
                Ok(())
            }
            Complete::NumberDateUnits if self.month.is_none() || self.year.is_some() => Err(NO_SUCH_DAY),
            Complete::NumberDateUnits => {
                (self.year, self.day) = (Some(full_year(first)), Some(1));
                Ok(())
            }
            Complete::NumberDateUnitsNumber => match (self.has(Unit::Year), self.has(Unit::Month), self.has(Unit::Day))
            {
                (true, false, false) => self.put_date(full_year(long_year), first, second),
                (false, true, false) => self.put_date(full_year(second), month, first),
                _ => Err(NO_SUCH_DAY),
            },
            Complete::Hour if self.half.is_none() => Err(NUMBER_ALONE),
            Complete::Hour => self.set_time(first, None, None),
            Complete::HourMinute => self.set_time(first, Some(second), None),
            Complete::HourMinuteSecond => self.set_time(first, Some(second), Some(third)),
            _ if self.has_date => Err(TWO_DATES),
            Complete::NumberNumber => self.set_date(this_year, first, second),
            Complete::NumberNumberNumber => self.set_date(full_year(third), first, second),
            Complete::MonthNumber => self.set_date(this_year, month, first),
            // By the culture's patterns a month may follow its year, and a day may only follow its month.
            Complete::NumberMonth => self.set_date(full_year(first), month, 1),
            Complete::MonthNumberNumber if is_day(full_year(second), month, first) => {
                self.set_date(full_year(second), month, first)
            }
            Complete::MonthNumberNumber => self.set_date(full_year(first), month, second),
            Complete::YearNumber => self.set_date(long_year, first, 1),
            Complete::YearMonth => self.set_date(long_year, month, 1),
            Complete::YearMonthNumber => self.set_date(long_year, month, first),
            Complete::YearNumberNumber | Complete::NumberNumberYear => self.set_date(long_year, first, second),
        }
    }

    /// The clock time, with the missing parts supplied.
    pub(super) fn finish(&self, styles: Styles, today: DateTime) -> Result<DateTime, Reason> {
        let hour = match self.half {
            None => self.hour,
            Some(Half::Morning) if self.hour > 12 => return Err("the hour is not before noon"),
            Some(Half::Morning) => self.hour % 12,
            Some(Half::Afternoon) if self.hour < 12 => self.hour + 12,
            Some(Half::Afternoon) => self.hour,
        };
        let (this_year, this_month, this_day) = today.civil();
        let (year, month, day) = match (self.year, self.month, self.day) {
            (None, None, None) if styles.contains(Styles::NO_CURRENT_DATE_DEFAULT) => (1, 1, 1),
            (None, None, None) => (this_year.unsigned_abs(), this_month, this_day),
            (year, month, day) => (year.unwrap_or(this_year.unsigned_abs()), month.unwrap_or(1), day.unwrap_or(1)),
        };
        let clock = assemble((year, month, day), (hour, self.minute, self.second), self.fraction)?;
        match self.weekday {
            Some(weekday) if weekday != clock.weekday() => Err("the day of the week does not match the date"),
            _ => Ok(clock),
        }
    }

    /// The date before the `T` of ISO 8601.
    pub(super) fn date_before_time_mark(&self) -> (u32, u32, u32) {
        let [month, day, _] = self.numbers.values;
        (self.long_year.unwrap_or_default(), month, day)
    }

    fn has(&self, unit: Unit) -> bool {
        self.units.get(unit as usize).copied().unwrap_or_default()
    }

    fn set_date(&mut self, year: u32, month: u32, day: u32) -> Result<(), Reason> {
        self.put_date(year, month, day)?;
        self.has_date = true;
        Ok(())
    }

    /// Sets a date that another one may follow, and replace.
    fn put_date(&mut self, year: u32, month: u32, day: u32) -> Result<(), Reason> {
        if !is_day(year, month, day) {
            return Err(NO_SUCH_DAY);
        }
        (self.year, self.month, self.day) = (Some(year), Some(month), Some(day));
        Ok(())
    }

    /// Sets what has been read of a time; a minute or second with a unit of its own stays.
    fn set_time(&mut self, hour: u32, minute: Option<u32>, second: Option<u32>) -> Result<(), Reason> {
        if std::mem::replace(&mut self.has_time, true) {
            return Err(TWO_TIMES);
        }
        self.hour = hour;
        self.minute = minute.unwrap_or(self.minute);
        self.second = second.unwrap_or(self.second);
        Ok(())
    }
}

/// A point in time from its parts; `fraction` is the part of a second and is rounded to ticks.
pub(super) fn assemble(date: (u32, u32, u32), time: (u32, u32, u32), fraction: f64) -> Result<DateTime, Reason> {
    let (year, month, day) = date;
    let (hour, minute, second) = time;
    let year = i32::try_from(year).map_err(|_| NO_SUCH_DAY)?;
    let midnight = DateTime::from_civil(year, month, day, DateTimeKind::Unspecified).ok_or(NO_SUCH_DAY)?;
    if hour > 23 || minute > 59 || second > 59 {
        return Err("there is no such time of day");
    }
    let whole =
        i64::from(hour) * TICKS_PER_HOUR + i64::from(minute) * TICKS_PER_MINUTE + i64::from(second) * TICKS_PER_SECOND;
    // A fraction is below one second or, by its rounding, just one.
    let part = (fraction * TICKS_PER_SECOND as f64).round_ties_even() as i64;
    midnight.add_ticks(whole + part).ok_or("it is outside the years 1 to 9999")
}

/// A year from its last two digits; a longer one stays.
pub(super) fn full_year(year: u32) -> u32 {
    match u8::try_from(year) {
        Ok(digits @ 0..100) => year_of_two_digits(digits).into(),
        _ => year,
    }
}

fn is_day(year: u32, month: u32, day: u32) -> bool {
    (1..=9999).contains(&year)
        && (1..=12).contains(&month)
        && day >= 1
        && i32::try_from(year).is_ok_and(|year| day <= days_in_month(year, month))
}
