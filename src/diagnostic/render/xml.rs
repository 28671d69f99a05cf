//! Text in XML 1.0: characters that XML cannot contain are shown as control pictures, the rest is escaped so that every
//! parser returns it unchanged.

use super::printable;
use std::fmt::{self, Write};

/// A text for the value of an attribute.
pub(crate) struct Attribute<'a>(pub &'a str);

/// A text for the content of an element.
pub(crate) struct Content<'a>(pub &'a str);

impl fmt::Display for Attribute<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|character| match character {
            // Without escaping, parsers turn these into spaces.
            '\t' | '\n' | '\r' => write!(out, "&#{};", character as u32),
            other => escape(other, out),
        })
    }
}

impl fmt::Display for Content<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|character| match character {
            '\t' | '\n' => out.write_char(character),
            // Without escaping, parsers turn this into a line break.
            '\r' => out.write_str("&#13;"),
            other => escape(other, out),
        })
    }
}

fn escape(character: char, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    match character {
        '&' => out.write_str("&amp;"),
        '<' => out.write_str("&lt;"),
        '>' => out.write_str("&gt;"),
        '"' => out.write_str("&quot;"),
        '\u{fffe}' | '\u{ffff}' => out.write_char(char::REPLACEMENT_CHARACTER),
        other => out.write_char(printable::shown(other)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parser_gives_back_what_was_meant() {
        let text = "a<b & \"c\" > 'd'\t\r\n]]>😀";
        let document = format!("<x y=\"{}\">{}</x>", Attribute(text), Content(text));
        let parsed = roxmltree::Document::parse(&document).unwrap();
        assert_eq!(parsed.root_element().attribute("y"), Some(text));
        assert_eq!(parsed.root_element().text(), Some(text));
    }

    #[test]
    fn what_xml_cannot_hold_is_shown() {
        assert_eq!(Attribute("\0\u{1b}[0m\u{ffff}").to_string(), "␀␛[0m\u{fffd}");
    }
}
