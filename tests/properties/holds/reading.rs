//! Shared by the tests: reading one record into slots, and the notation of values in the test data.

use attrflow::machinery::record::{Malformed, RecordFormat, RecordReader, Records, Slots};
use attrflow::machinery::value::Value;
use bumpalo::Bump;
use std::io::Read;

/// Reads `record` and returns the value of each attribute in the notation of [`shown`].
pub fn read(names: &[&str], record: &str) -> Result<Vec<String>, Malformed> {
    read_after(names, &[], record)
}

/// The same with a reader that has read other records before.
pub fn read_after(names: &[&str], before: &[&str], record: &str) -> Result<Vec<String>, Malformed> {
    let slots = Slots::new(names.iter().copied());
    let mut reader = RecordReader::new(&slots);
    for earlier in before {
        let arena = Bump::new();
        let _ = reader.read(earlier, &arena, reader.clone().room(&arena));
    }
    let arena = Bump::new();
    let values = reader.room(&arena);
    reader.read(record, &arena, values).map_err(|malformed| *malformed)?;
    Ok(values.iter().map(|value| shown(*value)).collect())
}

/// A value as text: `-` for absent, strings in quotes, multiple values in brackets, complex ones after a `~`.
pub fn shown(value: Value<'_>) -> String {
    match value {
        Value::Absent => "-".to_owned(),
        Value::Skip => "skip".to_owned(),
        Value::Bool(truth) => truth.to_string(),
        Value::Int(number) => number.to_string(),
        Value::Number(written) => format!("#{written}"),
        Value::Str(text) => format!("{text:?}"),
        Value::Complex(text) => format!("~{text}"),
        Value::Multi(values) => {
            format!("[{}]", values.iter().map(|value| shown(*value)).collect::<Vec<_>>().join(", "))
        }
    }
}

/// Every record of an input as `line/entry value value …`, or `line/entry code` if it is rejected.
pub fn all(input: impl Read, format: Option<RecordFormat>, limit: usize, names: &[&str]) -> Vec<String> {
    let slots = Slots::new(names.iter().copied());
    let mut reader = RecordReader::new(&slots);
    let mut records = Records::new(input, format, limit);
    let mut arena = Bump::new();
    let mut seen = Vec::new();
    while let Some(record) = records.next_record() {
        assert!(seen.len() < 10_000, "there is no end of records");
        let said = match record {
            Ok(record) => {
                let values = reader.room(&arena);
                let location = record.location;
                let said = match reader.read_shape(record.shape, &arena, values) {
                    Ok(()) => values.iter().map(|value| shown(*value)).collect::<Vec<_>>().join(" "),
                    Err(malformed) => malformed.diagnostic().code().to_owned(),
                };
                format!("{}/{} {said}", location.line, location.entry)
            }
            Err(refused) => {
                format!("{}/{} {}", refused.location.line, refused.location.entry, refused.diagnostic.code())
            }
        };
        seen.push(said);
        arena.reset();
    }
    assert!(records.next_record().is_none());
    seen
}

/// Returns a few bytes at a time, so that every boundary occurs.
pub struct Dribble<'a>(pub &'a [u8], pub usize);

impl Read for Dribble<'_> {
    fn read(&mut self, room: &mut [u8]) -> std::io::Result<usize> {
        let count = self.0.len().min(self.1).min(room.len());
        let (now, later) = self.0.split_at(count);
        room[..count].copy_from_slice(now);
        self.0 = later;
        Ok(count)
    }
}
