//! What must be true of a stream of records: it is the same in pieces of any size, it comes to an end under any limit, and
//! of each line that is JSON the reader says what serde_json says.

#[path = "../../records/agree.rs"]
mod agree;
#[path = "../../records/reading.rs"]
#[allow(dead_code)]
mod reading;

use attrflow::machinery::record::{RECORD_LIMIT, RecordFormat};
use reading::{Dribble, all};

const FORMATS: [Option<RecordFormat>; 5] =
    [None, Some(RecordFormat::Json), Some(RecordFormat::Ndjson), Some(RecordFormat::Csv), Some(RecordFormat::Ldif)];
const NAMES: [&str; 4] = ["a", "mail", "name.givenName", "emails[type eq \"work\"].value"];

/// A choice of the format and of the pieces' size, and the stream; or what does not hold of them.
pub fn holds(choice: u8, bytes: &[u8]) -> Result<(), String> {
    let format = FORMATS[usize::from(choice) % FORMATS.len()];
    let size = usize::from(choice) / FORMATS.len() + 1;
    let (whole, pieces) =
        (all(bytes, format, RECORD_LIMIT, &NAMES), all(Dribble(bytes, size), format, RECORD_LIMIT, &NAMES));
    if whole != pieces {
        return Err(format!("{whole:?} at once, but {pieces:?} in pieces of {size}"));
    }
    all(bytes, format, size, &NAMES);
    let Ok(text) = std::str::from_utf8(bytes) else { return Ok(()) };
    let mut before = "{}";
    for line in text.lines() {
        agree::agree(line, before)?;
        before = line;
    }
    Ok(())
}
