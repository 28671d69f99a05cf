//! Compares what an engine printed with the payloads that attrflow made, line by line and by value.
//!
//! External tools print the 23 values as an array. Diacritics and lower case, which they cannot handle in this form,
//! are handled here, so these tools do less work than the others.

use crate::{native, payload};
use serde_json::Value;
use std::io::BufRead;

/// The values that are written in lower case.
const LOWER: [usize; 2] = [0, 5];
/// The value without diacritics.
const PLAIN: usize = 7;

/// Compares standard input with the file and stops at the first line that differs.
pub fn run(file: &str) {
    let expected = std::fs::read_to_string(file).expect("the payloads can be read");
    let mut lines = std::io::stdin().lock().lines();
    let mut count = 0;
    for line in expected.lines() {
        let found = lines.next().expect("there is a line for each record").expect("lines are text");
        let expected: Value = serde_json::from_str(line).expect("a payload is JSON");
        let found = whole(serde_json::from_str(&found).expect("what is printed is JSON"));
        assert_eq!(found, expected, "line {}", count + 1);
        count += 1;
    }
    assert!(lines.next().is_none(), "there are more lines than records");
    println!("{count} payloads are the same");
}

fn whole(found: Value) -> Value {
    let Value::Array(values) = found else { return found };
    let mut texts: payload::Values<String> = std::array::from_fn(|index| match values.get(index) {
        None | Some(Value::Null) => None,
        Some(Value::String(text)) => Some(text.clone()),
        Some(other) => Some(other.to_string()),
    });
    for index in LOWER {
        texts[index] = texts[index].take().map(|text| text.to_lowercase());
    }
    texts[PLAIN] = texts[PLAIN].take().map(|text| native::plain(&text).into_owned());
    let mut out = Vec::new();
    payload::write(&texts, &mut out);
    serde_json::from_slice(&out).expect("a payload is JSON")
}
