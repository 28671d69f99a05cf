//! Text in XML 1.0: what it cannot hold is shown by its picture, the rest is escaped so that every parser gives it back.

use super::printable;
use std::fmt::{self, Write};

/// A text for an attribute's value or an element's content.
pub(super) struct Escaped<'a>(pub &'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            match character {
                '&' => out.write_str("&amp;")?,
                '<' => out.write_str("&lt;")?,
                '>' => out.write_str("&gt;")?,
                '"' => out.write_str("&quot;")?,
                // Parsers turn these into a space or a line break where they stand as they are.
                '\t' | '\n' | '\r' | '\u{7f}'..='\u{9f}' | '\u{2028}' => write!(out, "&#{};", character as u32)?,
                '\0'..='\u{1f}' => out.write_char(printable::shown(character))?,
                '\u{fffe}' | '\u{ffff}' => out.write_char(char::REPLACEMENT_CHARACTER)?,
                other => out.write_char(other)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parser_gives_back_what_was_meant() {
        let text = "a<b & \"c\" > 'd'\t\r\n\u{85}\u{7f}😀";
        let document = format!("<x y=\"{}\">{}</x>", Escaped(text), Escaped(text));
        let parsed = roxmltree::Document::parse(&document).unwrap();
        assert_eq!(parsed.root_element().attribute("y"), Some(text));
        assert_eq!(parsed.root_element().text(), Some(text));
    }

    #[test]
    fn what_xml_cannot_hold_is_shown() {
        assert_eq!(Escaped("\0\u{1b}[0m\u{ffff}").to_string(), "␀␛[0m\u{fffd}");
    }
}
