//! Points in time as .NET has them: printing and parsing by a format, parsing without one, calendar arithmetic, file
//! times.
//!
//! | here                                 | in .NET                                                        |
//! |--------------------------------------|----------------------------------------------------------------|
//! | [`DateTime`], [`DateTimeKind`]       | `System.DateTime`, `DateTimeKind`                              |
//! | [`parse`]                            | `DateTime.Parse`                                               |
//! | [`parse_exact`]                      | `DateTime.ParseExact`                                          |
//! | [`rewrite_in`]                       | `DateTime.ParseExact`, then `DateTime.ToString(String)`        |
//! | [`Styles`]                           | `DateTimeStyles`                                               |
//! | [`format()`], [`format_in`]          | `DateTime.ToString(String)`                                    |
//! | [`date_add`], [`date_diff`], [`Interval`] | Visual Basic's `DateAdd`, `DateDiff`, `DateInterval`      |
//! | [`to_file_time`], [`from_file_time`] | `DateTime.ToFileTime`, `DateTime.FromFileTimeUtc`              |
//!
//! The calendar is the proleptic Gregorian one, the culture is the invariant one, and the local time zone is UTC. Knows
//! no other culture, no other calendar and no zones beyond a fixed offset, and reads no clock: the current time is an
//! argument.
//!
//! ```
//! use attrflow_dotnet::datetime::{DateTime, Styles, format, parse, parse_exact};
//!
//! let today = DateTime::default();
//! let date = parse("15 June 2009 1:45 PM -7", Styles::UNIVERSAL, today)?;
//! assert_eq!(format(date, "yyyy-MM-ddTHH:mm:ssK"), Ok("2009-06-15T20:45:00Z".to_owned()));
//! assert_eq!(parse_exact("20090615 2045", "yyyyMMdd HHmm", Styles::UNIVERSAL, today), Ok(date));
//! # Ok::<(), attrflow_dotnet::datetime::ParseError>(())
//! ```

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
pub use fixed::rewrite_in;
pub use format::{format, format_in};
pub use math::{DateMathError, Interval, date_add, date_diff, from_file_time, to_file_time};
pub use parse::{ParseError, parse};
pub use pattern::{FormatError, FormatProblem};
pub use point::{DateTime, DateTimeKind, TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_MINUTE, TICKS_PER_SECOND};
pub use styles::{Styles, StylesError};
