//! Offsets from UTC: their syntax, and the effect of the styles.
//!
//! The local time zone is UTC: local and universal time are the same. Knows no zones by name but `Z` and `GMT`.

use super::cursor::Cursor;
use crate::datetime::Styles;
use crate::datetime::point::LARGEST_OFFSET;
use crate::datetime::{DateTime, DateTimeKind, TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_MINUTE};

/// The zone in a text.
#[derive(Clone, Copy, Default)]
pub(super) struct Zone {
    /// Ticks ahead of UTC, if the text contains an offset.
    pub(super) offset: Option<i64>,
    /// Whether it names UTC itself, by `Z` or `GMT`.
    pub(super) is_utc: bool,
}

impl Zone {
    /// The zone for `Z` and `GMT`.
    pub(super) const UTC: Self = Self { offset: Some(0), is_utc: true };
}

/// Parses an offset, `+8`, `+08`, `+8:00`, `+08:00`, `+800` or `+0800`, and returns it in ticks; `None` if there is
/// none, and the cursor may then have moved.
pub(super) fn read_offset(cursor: &mut Cursor) -> Option<i64> {
    let is_behind = match cursor.peek()? {
        '+' => false,
        '-' => true,
        _ => return None,
    };
    cursor.bump();
    let number = cursor.digits();
    let (hours, minutes) = match number.count {
        1 | 2 if cursor.eat(':') => {
            let minutes = cursor.digits();
            if !matches!(minutes.count, 1 | 2) {
                return None;
            }
            (number.value, minutes.value)
        }
        1 | 2 => (number.value, 0),
        3 | 4 => (number.value / 100, number.value % 100),
        _ => return None,
    };
    let ticks = i64::from(hours) * TICKS_PER_HOUR + i64::from(minutes) * TICKS_PER_MINUTE;
    (minutes < 60).then_some(if is_behind { -ticks } else { ticks })
}

/// Converts the clock time in the text's zone to the one requested by the styles; the error is a reason.
pub(super) fn adjust(clock: DateTime, zone: Zone, styles: Styles) -> Result<DateTime, &'static str> {
    let to_universal = styles.contains(Styles::ADJUST_TO_UNIVERSAL);
    let kind = if to_universal { DateTimeKind::Utc } else { DateTimeKind::Local };
    let Some(offset) = zone.offset else {
        let is_assumed = styles.contains(Styles::ASSUME_LOCAL) || styles.contains(Styles::ASSUME_UNIVERSAL);
        return Ok(if is_assumed { clock.with_kind(kind) } else { clock });
    };
    if offset.abs() > LARGEST_OFFSET {
        return Err("the offset from UTC is beyond 14 hours");
    }
    if styles.contains(Styles::ROUNDTRIP_KIND) && zone.is_utc {
        return Ok(clock.with_kind(DateTimeKind::Utc));
    }
    let ticks = clock.ticks() - offset;
    // The first day of the calendar counts as a bare time of day, which wraps around midnight.
    let ticks = if ticks < 0 { ticks + TICKS_PER_DAY } else { ticks };
    DateTime::from_ticks(ticks, kind).ok_or("in UTC it is outside the years 1 to 9999")
}
