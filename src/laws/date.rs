//! Properties of a string read as a date and of a format: a date that was read, in either way, is the same after it is
//! written in full and read again.

use crate::dotnet::datetime::{self, DateTime, Styles};
use crate::engine::moment;

/// Checks a format and a string; returns the violated property.
pub fn holds(format: &str, text: &str) -> Result<(), String> {
    let Some(today) = moment("2026-01-15T09:30:00Z") else { return Err("today is not a date".to_owned()) };
    let fails = |why: String| Err(format!("`{format}` and {text:?}: {why}"));
    for (way, found) in [
        ("free", datetime::parse(text, Styles::NONE, today).map_err(|error| error.offset)),
        (
            "exact",
            datetime::parse_exact(text, format, Styles::NONE, today).map_err(|error| error.text_at.unwrap_or_default()),
        ),
    ] {
        match found {
            Err(offset) if text.get(offset..).is_none() => {
                return fails(format!("{way}: {offset} is not a position in it"));
            }
            Err(_) => {}
            Ok(date) => survives(date, today).or_else(|why| fails(format!("{way}: {why}")))?,
        }
    }
    // A format need not read its own output as the same date: adjacent numbers run into each other, in .NET too. But
    // reading terminates, and its result is a date.
    let date = datetime::parse(text, Styles::NONE, today).unwrap_or(today);
    let Ok(written) = datetime::format(date, format) else { return Ok(()) };
    match datetime::parse_exact(&written, format, roundtrip(), today) {
        Ok(read) => survives(read, today).or_else(|why| fails(format!("{written:?}: {why}"))),
        Err(_) => Ok(()),
    }
}

/// Keeps the time zone of the string; otherwise the date would be converted to the local time zone.
fn roundtrip() -> Styles {
    Styles::parse("RoundtripKind").unwrap_or(Styles::NONE)
}

/// Writes a date in full and reads it again.
fn survives(date: DateTime, today: DateTime) -> Result<(), String> {
    let written = datetime::format(date, "o").map_err(|error| format!("`o` is rejected: {error:?}"))?;
    let read = datetime::parse(&written, roundtrip(), today);
    match read {
        Ok(again) if again == date => Ok(()),
        other => Err(format!("{date:?} is written as {written}, which is read as {other:?}")),
    }
}
