//! Generated cases as TOML.

use crate::testing::machine::Gave;
use serde_json::{Map, Value as Json};

/// A case: what of the record differs from the file's own, and what is expected.
pub(super) fn case(
    name: &str,
    base: &Map<String, Json>,
    record: &Map<String, Json>,
    expected: &[(&str, &Gave)],
    out: bool,
) -> String {
    let mut text = head(name, base, record);
    if out {
        text.push_str("scope = \"out\"\n");
    }
    for (key, wanted) in [("absent", Gave::Absent), ("skip", Gave::Skip)] {
        let targets = expected.iter().filter(|(_, gave)| **gave == wanted);
        let targets: Vec<Json> = targets.map(|(target, _)| Json::from(*target)).collect();
        if !targets.is_empty() {
            text.push_str(&format!("{key} = {}\n", value(&Json::Array(targets))));
        }
    }
    for (target, gave) in expected {
        match gave {
            Gave::Value(actual) => text.push_str(&format!("expect.{} = {}\n", quoted(target), value(actual))),
            Gave::Fault(code, _) => text.push_str(&format!("fault.{} = \"{code}\"\n", quoted(target))),
            Gave::Absent | Gave::Skip => {}
        }
    }
    text
}

/// A case for a record out of scope.
pub(super) fn scope_case(base: &Map<String, Json>, record: &Map<String, Json>) -> String {
    case("out of the scope", base, record, &[], true)
}

fn head(name: &str, base: &Map<String, Json>, record: &Map<String, Json>) -> String {
    let own = record.iter().filter(|(name, value)| base.get(*name) != Some(*value));
    let own: Vec<String> = own.map(|(name, one)| format!("{} = {}", key(name), value(one))).collect();
    let gone: Vec<Json> =
        base.keys().filter(|name| !record.contains_key(*name)).map(|name| Json::from(name.as_str())).collect();
    let record = if own.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", own.join(", ")) };
    let mut text = format!("\n[[case]]\nname = {}\nrecord = {record}\n", value(&Json::from(name)));
    if !gone.is_empty() {
        text.push_str(&format!("without = {}\n", value(&Json::Array(gone))));
    }
    text
}

/// A value of JSON as one of TOML, on one line. TOML has no null; there is none in a record or a payload.
fn value(json: &Json) -> String {
    match json {
        Json::Null => "\"\"".to_owned(),
        Json::Bool(flag) => flag.to_string(),
        Json::Number(number) => number.to_string(),
        Json::String(text) => quote(text),
        Json::Array(items) => format!("[{}]", items.iter().map(value).collect::<Vec<_>>().join(", ")),
        Json::Object(fields) => {
            let fields: Vec<String> =
                fields.iter().map(|(name, one)| format!("{} = {}", key(name), value(one))).collect();
            format!("{{ {} }}", fields.join(", "))
        }
    }
}

/// A key that may be a bare one.
fn key(name: &str) -> String {
    let bare = |character: char| character.is_ascii_alphanumeric() || matches!(character, '_' | '-');
    if !name.is_empty() && name.chars().all(bare) { name.to_owned() } else { quoted(name) }
}

/// A key in quotes: the dots of a target path are no dots of TOML.
fn quoted(name: &str) -> String {
    if name.contains('"') && !name.contains(|character: char| character == '\'' || character.is_control()) {
        return format!("'{name}'");
    }
    quote(name)
}

/// A text in double quotes.
fn quote(text: &str) -> String {
    let place = crate::text::Quoted { span: crate::text::Span::default(), quoting: crate::text::Quoting::Toml };
    format!("\"{}\"", place.written(text))
}
