//! JSON values as TOML literals, for test files that are written. Knows no keys of test files.

use serde_json::Value as Json;

/// A JSON value as a TOML value, on one line. TOML has no null; there is none in a record or a payload.
pub(super) fn value(json: &Json) -> String {
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

/// A key, unquoted if possible.
pub(super) fn key(name: &str) -> String {
    let bare = |character: char| character.is_ascii_alphanumeric() || matches!(character, '_' | '-');
    if !name.is_empty() && name.chars().all(bare) { name.to_owned() } else { quoted(name) }
}

/// A quoted key: the dots of a target path do not separate TOML keys.
pub(super) fn quoted(name: &str) -> String {
    if name.contains('"') && !name.contains(|character: char| character == '\'' || character.is_control()) {
        return format!("'{name}'");
    }
    quote(name)
}

/// A string in double quotes.
fn quote(text: &str) -> String {
    let location = crate::text::Quoted { span: crate::text::Span::default(), quoting: crate::text::Quoting::Toml };
    format!("\"{}\"", location.written(text))
}
