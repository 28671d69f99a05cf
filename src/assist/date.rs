//! A date format in words: an example, and the meaning of each specifier. Whether a format is valid, `dotnet` decides.

use crate::dotnet::datetime::{self, DateTime, DateTimeKind};

/// The specifiers that are explained; of those with the same letter, longer ones first, because the first match counts.
const SPECIFIERS: [(&str, &str); 27] = [
    ("yyyy", "the year, four digits"),
    ("yy", "the year, its last two digits"),
    ("MMMM", "the month's name"),
    ("MMM", "the month's name, abbreviated"),
    ("MM", "the month, two digits"),
    ("M", "the month, one or two digits"),
    ("dddd", "the day's name"),
    ("ddd", "the day's name, abbreviated"),
    ("dd", "the day, two digits"),
    ("d", "the day, one or two digits"),
    ("HH", "the hour from 00 to 23"),
    ("H", "the hour from 0 to 23"),
    ("hh", "the hour from 01 to 12"),
    ("h", "the hour from 1 to 12"),
    ("mm", "the minute, two digits"),
    ("m", "the minute, one or two digits"),
    ("ss", "the second, two digits"),
    ("s", "the second, one or two digits"),
    ("fffffff", "seven digits of the second's fraction"),
    ("fff", "three digits of the second's fraction"),
    ("ff", "two digits of the second's fraction"),
    ("f", "one digit of the second's fraction"),
    ("tt", "AM or PM"),
    ("t", "A or P"),
    ("zzz", "the offset from UTC, hours and minutes"),
    ("zz", "the offset from UTC, hours"),
    ("K", "the zone: `Z`, an offset, or nothing"),
];

/// What a format prints and consists of, Markdown; or why it is invalid.
pub(super) fn explain(format: &str) -> Option<String> {
    let example = DateTime::from_civil(2026, 3, 9, DateTimeKind::Utc)?.add_ticks(488_451_230_000)?;
    let printed = match datetime::format(example, format) {
        Ok(printed) => printed,
        Err(error) => return Some(format!("Not a date format: {error}.")),
    };
    let mut lines = vec![format!("The 9th of March 2026, 13:34:05.123, in this format: `{printed}`")];
    // A single letter is one of .NET's standard formats, not a specifier.
    if format.chars().count() > 1 {
        lines.push(String::new());
        lines.extend(specifiers(format).into_iter().map(|(sign, meaning)| format!("- `{sign}` {meaning}")));
    }
    Some(lines.join("\n"))
}

/// The specifiers of a format in their order, each once; literals are skipped.
fn specifiers(format: &str) -> Vec<(&'static str, &'static str)> {
    let mut found = Vec::new();
    let mut rest = format;
    while let Some(first) = rest.chars().next() {
        let width = match first {
            '\'' | '"' => rest.get(1..).and_then(|inner| inner.find(first)).map_or(rest.len(), |end| end + 2),
            '\\' => 1 + rest.chars().nth(1).map_or(0, char::len_utf8),
            _ => rest.chars().take_while(|character| *character == first).map(char::len_utf8).sum(),
        };
        let run = rest.get(..width).unwrap_or_default();
        let known = SPECIFIERS.iter().find(|(sign, _)| run.starts_with(sign));
        if let Some(known) = known.filter(|known| !found.contains(*known)) {
            found.push(*known);
        }
        rest = rest.get(width..).unwrap_or_default();
    }
    found
}
