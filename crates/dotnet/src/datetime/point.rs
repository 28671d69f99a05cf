//! A point in time as .NET's `DateTime` represents it: ticks of 100 ns since 0001-01-01 on the proleptic Gregorian
//! calendar, and a kind for the zone.
//!
//! Knows nothing of texts: formats are parsed and printed elsewhere.

/// Ticks in one second: `TimeSpan.TicksPerSecond`.
pub const TICKS_PER_SECOND: i64 = 10_000_000;
/// Ticks in one minute: `TimeSpan.TicksPerMinute`.
pub const TICKS_PER_MINUTE: i64 = 60 * TICKS_PER_SECOND;
/// Ticks in one hour: `TimeSpan.TicksPerHour`.
pub const TICKS_PER_HOUR: i64 = 60 * TICKS_PER_MINUTE;
/// Ticks in one day: `TimeSpan.TicksPerDay`.
pub const TICKS_PER_DAY: i64 = 24 * TICKS_PER_HOUR;
/// The largest offset from UTC that .NET accepts, in ticks.
pub(super) const LARGEST_OFFSET: i64 = 14 * TICKS_PER_HOUR;
/// Years of two digits lie in the hundred years up to this one: `Calendar.TwoDigitYearMax` of the invariant culture in
/// .NET 9. Older versions of .NET have an earlier year.
const LAST_TWO_DIGIT_YEAR: u16 = 2049;
/// The last tick of the year 9999: .NET's largest point in time.
pub(crate) const MAX_TICKS: i64 = 3_155_378_975_999_999_999;

/// The zone of a point in time: .NET's `DateTimeKind`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum DateTimeKind {
    /// It is not known.
    #[default]
    Unspecified,
    /// It is UTC.
    Utc,
    /// It is the local time zone, which is UTC here: a server's.
    Local,
}

/// A point in time between the years 1 and 9999: .NET's `DateTime`, ticks of 100 ns and a kind.
///
/// Two are equal if both are; in .NET the ticks are enough. The default is `DateTime.MinValue`, of no known kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct DateTime {
    ticks: i64,
    kind: DateTimeKind,
}

impl DateTime {
    /// The point `ticks` of 100 ns after 0001-01-01, or `None` if it is outside the years 1 to 9999.
    #[inline]
    pub fn from_ticks(ticks: i64, kind: DateTimeKind) -> Option<Self> {
        (0..=MAX_TICKS).contains(&ticks).then_some(Self { ticks, kind })
    }

    /// Midnight of a calendar day, month and day counted from 1; `None` if there is no such day.
    #[inline]
    pub fn from_civil(year: i32, month: u32, day: u32, kind: DateTimeKind) -> Option<Self> {
        let exists =
            (1..=9999).contains(&year) && (1..=12).contains(&month) && day >= 1 && day <= days_in_month(year, month);
        exists.then(|| Self { ticks: days_before(year, month, day) * TICKS_PER_DAY, kind })
    }

    /// Ticks of 100 ns since 0001-01-01: `DateTime.Ticks`.
    #[inline]
    pub fn ticks(self) -> i64 {
        self.ticks
    }

    /// The zone of the point in time: `DateTime.Kind`.
    #[inline]
    pub fn kind(self) -> DateTimeKind {
        self.kind
    }

    /// The same clock reading with another kind; nothing is converted: `DateTime.SpecifyKind`.
    #[inline]
    pub fn with_kind(self, kind: DateTimeKind) -> Self {
        Self { kind, ..self }
    }

    /// The point `ticks` of 100 ns later, or earlier if they are negative: `DateTime.AddTicks`. `None` if it is outside
    /// the years 1 to 9999.
    #[inline]
    pub fn add_ticks(self, ticks: i64) -> Option<Self> {
        Self::from_ticks(self.ticks.checked_add(ticks)?, self.kind)
    }

    /// Year, month and day of the month; the last two count from 1.
    #[inline]
    pub fn civil(self) -> (i32, u32, u32) {
        // Days are counted from 0000-03-01 so that the leap day ends its year (Hinnant's civil_from_days).
        // Up to the year 9999 they fit into 32 bits, in which dividing takes half the steps.
        let days = (self.ticks / TICKS_PER_DAY) as u32 + 306;
        let era = days / 146_097;
        let day_of_era = days % 146_097;
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = year_of_era + era * 400 + u32::from(month <= 2);
        (year as i32, month, day)
    }

    /// Day of the week, Sunday is 0: `DateTime.DayOfWeek`.
    #[inline]
    pub fn weekday(self) -> u32 {
        ((self.ticks / TICKS_PER_DAY + 1) % 7) as u32
    }

    /// Hour (of 24), minute and second. What is below a second is in [`time_of_day`](Self::time_of_day) only.
    #[inline]
    pub fn time(self) -> (u32, u32, u32) {
        let seconds = (self.ticks % TICKS_PER_DAY / TICKS_PER_SECOND) as u32;
        (seconds / 3_600, seconds / 60 % 60, seconds % 60)
    }

    /// Ticks of 100 ns since midnight: `DateTime.TimeOfDay`.
    #[inline]
    pub fn time_of_day(self) -> i64 {
        self.ticks % TICKS_PER_DAY
    }
}

/// Whether February has a 29th in this year.
fn is_leap_year(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// How many days a month has; `month` counts from 1.
pub(crate) fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        2 if is_leap_year(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The year of its last two digits, which are below 100.
pub(super) fn year_of_two_digits(digits: u8) -> u16 {
    let year = LAST_TWO_DIGIT_YEAR / 100 * 100 + u16::from(digits);
    if year > LAST_TWO_DIGIT_YEAR { year - 100 } else { year }
}

/// Days from 0001-01-01 to a day, counted from 1 March as in [`DateTime::civil`] (Hinnant's days_from_civil).
fn days_before(year: i32, month: u32, day: u32) -> i64 {
    let shifted_year = year.unsigned_abs() - u32::from(month <= 2);
    let era = shifted_year / 400;
    let year_of_era = shifted_year % 400;
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    i64::from(era * 146_097 + day_of_era) - 306
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_ticks_agree_from_the_first_year_to_the_last() {
        for year in 1..=9999 {
            for (month, day) in [(1, 1), (2, 28), (3, 1), (12, 31)] {
                let date = DateTime::from_civil(year, month, day, DateTimeKind::Utc).unwrap();
                assert_eq!(date.civil(), (year, month, day));
            }
        }
        assert_eq!(DateTime::from_civil(1, 1, 1, DateTimeKind::Utc).unwrap().ticks(), 0);
        assert_eq!(
            DateTime::from_civil(9999, 12, 31, DateTimeKind::Utc).unwrap().ticks(),
            MAX_TICKS + 1 - TICKS_PER_DAY
        );
        assert_eq!(DateTime::from_civil(2026, 11, 20, DateTimeKind::Utc).unwrap().weekday(), 5);
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        for (year, month, day) in
            [(2023, 2, 29), (1900, 2, 29), (2024, 13, 1), (2024, 4, 31), (0, 1, 1), (10_000, 1, 1)]
        {
            assert_eq!(DateTime::from_civil(year, month, day, DateTimeKind::Utc), None);
        }
    }
}
