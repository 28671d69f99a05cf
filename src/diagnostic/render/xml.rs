//! XML 1.0 for the formats that are XML: quick-xml writes the elements and escapes; here untrusted text is made ready for it,
//! so that every parser returns it unchanged. Characters that XML cannot contain are shown as control pictures.
//!
//! Does not know the formats.

use super::printable;
use quick_xml::escape::escape;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesDecl, BytesText, Event};
use quick_xml::name::QName;
use std::fmt::Display;
use std::io::{self, Write};

/// What the elements are written to.
pub(crate) type Writer<'o> = quick_xml::Writer<&'o mut dyn Write>;

/// Writes a document, an element on each line; `inside` writes what is inside the outermost one.
pub(crate) fn document<const N: usize>(
    out: &mut dyn Write,
    outermost: &str,
    attributes: [Attribute<'_>; N],
    inside: impl FnOnce(&mut Writer<'_>) -> io::Result<()>,
) -> io::Result<()> {
    let mut writer = Writer::new_with_indent(out, b' ', 2);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    writer.create_element(outermost).with_attributes(attributes).write_inner_content(inside)?;
    writeln!(writer.get_mut())
}

/// An attribute of an element.
pub(crate) fn attribute(name: &'static str, value: impl Display) -> Attribute<'static> {
    Attribute { key: QName(name.as_bytes()), value: in_attribute(&value.to_string()).into_bytes().into() }
}

/// The content of an element.
pub(crate) fn content(text: &str) -> BytesText<'static> {
    BytesText::from_escaped(in_content(text))
}

/// A text as it stands in the value of an attribute.
fn in_attribute(text: &str) -> String {
    // Parsers turn these into spaces in attributes (XML 1.0, section 3.3.3), and quick-xml does not escape them.
    escape(possible(text)).replace('\t', "&#9;").replace('\n', "&#10;").replace('\r', "&#13;")
}

/// A text as it stands in the content of an element.
fn in_content(text: &str) -> String {
    // Parsers turn it into a line feed (XML 1.0, section 2.11), and quick-xml does not escape it.
    escape(possible(text)).replace('\r', "&#13;")
}

/// The text with what XML cannot contain replaced, and what would move a cursor or change the text direction.
pub(crate) fn possible(text: &str) -> String {
    let possible = |character| match character {
        '\t' | '\n' | '\r' => character,
        '\u{fffe}' | '\u{ffff}' => char::REPLACEMENT_CHARACTER,
        other => printable::shown(other),
    };
    text.chars().map(possible).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parser_gives_back_what_was_meant() {
        let text = "a<b & \"c\" > 'd'\t\r\n]]>😀";
        let mut document = Vec::new();
        super::document(&mut document, "x", [attribute("y", text)], |writer| {
            writer.create_element("z").write_text_content(content(text)).map(drop)
        })
        .unwrap();
        let document = String::from_utf8(document).unwrap();
        let parsed = roxmltree::Document::parse(&document).unwrap();
        assert_eq!(parsed.root_element().attribute("y"), Some(text));
        assert_eq!(parsed.root_element().first_element_child().and_then(|child| child.text()), Some(text));
    }

    #[test]
    fn what_xml_cannot_hold_is_shown() {
        assert_eq!(in_attribute("\0\u{1b}[0m\u{ffff}"), "␀␛[0m\u{fffd}");
        assert_eq!(in_content("\0\u{1b}[0m\u{ffff}"), "␀␛[0m\u{fffd}");
    }
}
