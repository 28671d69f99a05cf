//! Properties of a stream of records: it is the same in chunks of any size, it terminates under any limit, and for each
//! line of JSON the reader has the same result as serde_json.

use crate::record::agree::agree;
use crate::record::reading::{Dribble, all};
use crate::record::{RECORD_LIMIT, RecordFormat};

const FORMATS: [Option<RecordFormat>; 5] =
    [None, Some(RecordFormat::Json), Some(RecordFormat::Ndjson), Some(RecordFormat::Csv), Some(RecordFormat::Ldif)];
const NAMES: [&str; 4] = ["a", "mail", "name.givenName", "emails[type eq \"work\"].value"];

/// Checks a stream with a choice of format and chunk size; returns the violated property.
pub fn holds(choice: u8, bytes: &[u8]) -> Result<(), String> {
    let format = FORMATS[usize::from(choice) % FORMATS.len()];
    let size = usize::from(choice) / FORMATS.len() + 1;
    let (whole, pieces) =
        (all(bytes, format, RECORD_LIMIT, &NAMES), all(Dribble(bytes, size), format, RECORD_LIMIT, &NAMES));
    if whole != pieces {
        return Err(format!("{whole:?} at once, but {pieces:?} in chunks of {size}"));
    }
    all(bytes, format, size, &NAMES);
    let Ok(text) = std::str::from_utf8(bytes) else { return Ok(()) };
    let mut before = "{}";
    for line in text.lines() {
        agree(line, before)?;
        before = line;
    }
    Ok(())
}
