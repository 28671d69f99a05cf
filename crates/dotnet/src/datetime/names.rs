//! The invariant culture's words: months, days of the week, AM and PM, the era.
//!
//! Knows no other culture, and not where in a text a word may occur.

/// January to December.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Sunday to Saturday.
pub const DAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/// The hours before noon.
pub const BEFORE_NOON: &str = "AM";
/// The hours from noon on.
pub const AFTER_NOON: &str = "PM";
/// The only era of the Gregorian calendar.
pub const ERA: &str = "A.D.";
/// The era as it may also be read, never printed.
pub const ERA_SHORT: &str = "AD";

/// The short form of a month or a day: in this culture always its first three letters.
pub fn abbreviated(name: &'static str) -> &'static str {
    name.get(..3).unwrap_or(name)
}
