//! Strings, keys and arrays as TOML: in single quotes if possible, since expressions are full of double quotes. Does
//! not know what they mean.

/// A string.
pub fn text(text: &str) -> String {
    let control = |character: char| character.is_control() && character != '\t' && character != '\n';
    let plain = !text.contains(control);
    if plain && !text.contains(['\'', '\n']) {
        return format!("'{text}'");
    }
    if plain && !text.contains("'''") && !text.starts_with('\'') && !text.ends_with('\'') {
        // A line break directly after the opening quotes does not count.
        let begin = if text.contains('\n') { "\n" } else { "" };
        return format!("'''{begin}{text}'''");
    }
    let mut escaped = String::with_capacity(text.len() + 2);
    escaped.push('"');
    for character in text.chars() {
        match character {
            '"' => escaped.push_str("\\\""),
            '\\' => escaped.push_str("\\\\"),
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            '\t' => escaped.push_str("\\t"),
            other if other.is_control() => escaped.push_str(&format!("\\u{:04X}", u32::from(other))),
            other => escaped.push(other),
        }
    }
    escaped.push('"');
    escaped
}

/// A key.
pub fn key(key: &str) -> String {
    let bare = |character: char| character.is_ascii_alphanumeric() || matches!(character, '_' | '-');
    if !key.is_empty() && key.chars().all(bare) {
        return key.to_owned();
    }
    let written = text(key);
    if written.starts_with("'''") {
        format!("\"{}\"", key.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
    } else {
        written
    }
}

/// An array of strings.
pub fn list<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    let items: Vec<String> = texts.into_iter().map(text).collect();
    format!("[{}]", items.join(", "))
}

/// A JSON text between triple quotes. JSON can write every single quote as an escape, so that nothing ends them early.
pub fn json(json: &str) -> String {
    format!("'''{}'''", json.replace('\'', "\\u0027").replace('\u{7F}', "\\u007f"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_written_as_plainly_as_they_can_be() {
        for (meant, written) in [
            (r#"Join(" ", [a])"#, r#"'Join(" ", [a])'"#),
            ("it's", "'''it's'''"),
            ("Join(\"-\",\n  [a])", "'''\nJoin(\"-\",\n  [a])'''"),
            ("'", "\"'\""),
            ("a\r\nb\u{7F}", "\"a\\r\\nb\\u007F\""),
            ("a'''b\\", "\"a'''b\\\\\""),
        ] {
            assert_eq!(text(meant), written);
        }
        for (meant, written) in [("mail", "mail"), ("a.b", "'a.b'"), ("it's\n", "\"it's\\n\""), ("", "''")] {
            assert_eq!(key(meant), written);
        }
    }
}
