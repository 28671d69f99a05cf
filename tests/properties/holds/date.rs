//! What must be true of a text read as a date and of a format: a date that was read, in whatever way, survives being
//! written in full.

use attrflow::machinery::dotnet::date_styles::Styles;
use attrflow::machinery::dotnet::datetime::DateTime;
use attrflow::machinery::dotnet::{date_exact, date_format, date_parse};
use attrflow::machinery::engine::moment;

/// A format and a text, or what does not hold of them.
pub fn holds(format: &str, text: &str) -> Result<(), String> {
    let Some(today) = moment("2026-01-15T09:30:00Z") else { return Err("today is no date".to_owned()) };
    let fails = |why: String| Err(format!("`{format}` and {text:?}: {why}"));
    for (way, found) in [
        ("free", date_parse::parse(text, Styles::NONE, today).map_err(|error| error.offset)),
        (
            "exact",
            date_exact::parse_exact(text, format, Styles::NONE, today)
                .map_err(|error| error.text_at.unwrap_or_default()),
        ),
    ] {
        match found {
            Err(offset) if text.get(offset..).is_none() => {
                return fails(format!("{way}: {offset} is no location in it"));
            }
            Err(_) => {}
            Ok(date) => survives(date, today).or_else(|why| fails(format!("{way}: {why}")))?,
        }
    }
    // What a format writes it need not read as the same date: adjacent numbers run into each other, in .NET too. But it
    // comes to an end, and what it reads is a date again.
    let date = date_parse::parse(text, Styles::NONE, today).unwrap_or(today);
    let Ok(written) = date_format::format(date, format) else { return Ok(()) };
    match date_exact::parse_exact(&written, format, roundtrip(), today) {
        Ok(read) => survives(read, today).or_else(|why| fails(format!("{written:?}: {why}"))),
        Err(_) => Ok(()),
    }
}

/// Keeps what the text says of the zone, where otherwise the date is moved to the machine's.
fn roundtrip() -> Styles {
    Styles::parse("RoundtripKind").unwrap_or(Styles::NONE)
}

/// Writes a date in full and reads it again.
fn survives(date: DateTime, today: DateTime) -> Result<(), String> {
    let written = date_format::format(date, "o").map_err(|error| format!("`o` is refused: {error:?}"))?;
    let read = date_parse::parse(&written, roundtrip(), today);
    match read {
        Ok(again) if again == date => Ok(()),
        other => Err(format!("{date:?} is written as {written}, and that read as {other:?}")),
    }
}
