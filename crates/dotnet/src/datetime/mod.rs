//! Points in time as .NET has them: printing and parsing by a format, parsing without one, calendar arithmetic, file
//! times.
//!
//! The calendar is the proleptic Gregorian one, the culture is the invariant one, and the local time zone is UTC. Knows
//! no other culture, no other calendar and no zones beyond a fixed offset, and reads no clock: the present is an argument.

mod cursor;
mod exact;
mod exact_error;
mod fields;
mod fixed;
mod format;
mod math;
mod names;
mod parse;
mod pattern;
mod point;
mod styles;

pub use exact::parse_exact;
pub use exact_error::{ParseExactError, ParseExactProblem};
pub use format::{format, format_in};
pub use math::{DateMathError, Interval, date_add, date_diff, from_file_time, to_file_time};
pub use parse::{ParseError, parse};
pub use pattern::{FormatError, FormatProblem};
pub use point::{DateTime, DateTimeKind, TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_MINUTE, TICKS_PER_SECOND};
pub use styles::{Styles, StylesError};
