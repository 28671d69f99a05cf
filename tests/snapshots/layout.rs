//! JSON on one line and formatted, with every value, number and key unchanged. Snapshots show payloads in this form.

use serde_json::value::RawValue;

/// Each document of a text on its own line.
pub fn lines(text: &str) -> String {
    let documents = serde_json::Deserializer::from_str(text).into_iter::<Box<RawValue>>();
    let documents = documents.map(|document| document.expect("a record of a snapshot is JSON"));
    documents.map(|document| format!("{}\n", document.get().replace('\n', " "))).collect()
}

/// Formats each line, which is a document, over several lines.
pub fn pretty(lines: &str) -> String {
    lines.lines().map(|line| spread(line) + "\n").collect()
}

/// A document with every member and every element on its own line.
fn spread(document: &str) -> String {
    let mut spread = String::new();
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    let mut characters = document.chars().peekable();
    while let Some(character) = characters.next() {
        let next = characters.peek().copied();
        match character {
            _ if quoted => {
                quoted = escaped || character != '"';
                escaped = !escaped && character == '\\';
                spread.push(character);
            }
            '{' | '[' if !matches!(next, Some('}' | ']')) => {
                depth += 1;
                spread += &format!("{character}\n{}", "  ".repeat(depth));
            }
            '}' | ']' if !spread.ends_with(['{', '[']) => {
                depth -= 1;
                spread += &format!("\n{}{character}", "  ".repeat(depth));
            }
            ',' => spread += &format!(",\n{}", "  ".repeat(depth)),
            ':' => spread += ": ",
            _ => {
                quoted = character == '"';
                spread.push(character);
            }
        }
    }
    spread
}
