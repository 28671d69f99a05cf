//! For tests and fuzzing: every record of an input in one notation, whatever format and pieces it comes in.

use super::{RecordFormat, RecordReader, Records, Slots};
use crate::value::Value;
use bumpalo::Bump;
use std::io::Read;

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
        Value::Typed(typed) => typed.written(),
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
