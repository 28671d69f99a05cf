//! What the tests share: reading one record into slots, and values as the test data write them.

use attrflow::machinery::record::{Malformed, Reader, Slots, Value};
use bumpalo::Bump;

/// Reads `record` and gives each attribute's value in the notation of [`shown`].
pub fn read(names: &[&str], record: &str) -> Result<Vec<String>, Malformed> {
    read_after(names, &[], record)
}

/// The same with a reader that has read other records before.
pub fn read_after(names: &[&str], before: &[&str], record: &str) -> Result<Vec<String>, Malformed> {
    let slots = Slots::new(names.iter().copied());
    let mut reader = Reader::new(&slots);
    for earlier in before {
        let arena = Bump::new();
        let _ = reader.read(earlier, &arena, reader.clone().room(&arena));
    }
    let arena = Bump::new();
    let values = reader.room(&arena);
    reader.read(record, &arena, values).map_err(|malformed| *malformed)?;
    Ok(values.iter().map(|value| shown(*value)).collect())
}

/// A value as text: `-` for absent, texts in quotes, several in brackets, complex ones behind a `~`.
pub fn shown(value: Value<'_>) -> String {
    match value {
        Value::Absent => "-".to_owned(),
        Value::Skip => "skip".to_owned(),
        Value::Bool(truth) => truth.to_string(),
        Value::Int(number) => number.to_string(),
        Value::Number(written) => format!("#{written}"),
        Value::Text(text) => format!("{text:?}"),
        Value::Complex(text) => format!("~{text}"),
        Value::Multi(values) => {
            format!("[{}]", values.iter().map(|value| shown(*value)).collect::<Vec<_>>().join(", "))
        }
    }
}
