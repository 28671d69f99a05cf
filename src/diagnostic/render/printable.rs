//! Untrusted text made safe for a terminal and for line formats: control characters are shown, not executed, and
//! nothing changes the text direction.

use std::borrow::Cow;

/// The text on one line: every control character as its control picture, such as `␛`.
pub(crate) fn line(text: &str) -> Cow<'_, str> {
    if text.chars().all(|character| shown(character) == character) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(shown).collect())
}

/// The text with its line breaks: every other control character as its control picture.
pub(crate) fn lines(text: &str) -> String {
    text.chars().map(|character| if matches!(character, '\r' | '\n') { character } else { shown(character) }).collect()
}

/// A character, or its replacement if it would move the cursor or change the text direction.
pub(crate) fn shown(character: char) -> char {
    match character {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + character as u32).unwrap_or(char::REPLACEMENT_CHARACTER),
        '\u{7f}' => '␡',
        '\u{80}'..='\u{9f}' | '\u{2028}' | '\u{2029}' => char::REPLACEMENT_CHARACTER,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            char::REPLACEMENT_CHARACTER
        }
        other => other,
    }
}

/// A text in a style of the terminal, given as the numbers of its escape sequence, or unchanged.
pub(crate) fn paint(text: &str, numbers: &str, color: bool) -> String {
    if color { format!("\u{1b}[{numbers}m{text}\u{1b}[0m") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    #[test]
    fn nothing_moves_the_cursor() {
        assert_eq!(super::line("a\u{1b}[2J\r\nb\u{202e}c\u{9b}"), "a␛[2J␍␊b\u{fffd}c\u{fffd}");
        assert_eq!(super::line("Łódź 😀"), "Łódź 😀");
    }
}
