//! What every HTML page shares: the frame with its style, escaping, and the elements that pages are built from.
//!
//! A page is one self-contained file: no script, no font, no image, and a policy that forbids them. It is also
//! well-formed XML, so all of its content has been escaped, and it is readable without colours.

use crate::diagnostic::render::xml::{in_attribute, in_content};
use std::fmt;
use std::io::{self, Write};

const STYLE: &str = include_str!("sheet.css");

/// Nothing is fetched, nothing runs, nothing is sent; the style is inside the page.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// Untrusted text in a page. Characters that would move a cursor or change the text direction are shown, not executed.
pub struct Text<'a>(pub &'a str);

impl fmt::Display for Text<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&in_content(self.0))
    }
}

/// A sentence of attrflow in a page: text between backticks is code.
pub struct Prose<'a>(pub &'a str);

impl fmt::Display for Prose<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut pieces = self.0.split('`').peekable();
        let mut is_code = false;
        while let Some(piece) = pieces.next() {
            match (is_code, pieces.peek()) {
                (true, Some(_)) => write!(out, "<code>{}</code>", Text(piece))?,
                // The last backtick has no partner.
                (true, None) => write!(out, "`{}", Text(piece))?,
                (false, _) => Text(piece).fmt(out)?,
            }
            is_code = !is_code;
        }
        Ok(())
    }
}

/// Begins a page: its head, and its heading with a subtitle.
pub fn open(out: &mut dyn Write, title: &str, subtitle: &str) -> io::Result<()> {
    writeln!(out, "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\">\n<head>")?;
    writeln!(out, "<meta charset=\"utf-8\"/>\n<meta name=\"viewport\" content=\"width=device-width\"/>")?;
    writeln!(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\"/>", in_attribute(POLICY))?;
    let (title, subtitle) = (Text(title), Text(subtitle));
    // Style is text for an HTML parser and markup for an XML parser: it contains neither `<` nor `&`.
    writeln!(out, "<title>{title}: {subtitle}</title>\n<style>\n{}</style>\n</head>", STYLE)?;
    writeln!(out, "<body>\n<header>\n<h1>{title}</h1>\n<p>{subtitle}</p>\n</header>\n<main>")
}

/// Ends a page.
pub fn close(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "</main>\n</body>\n</html>")
}

/// A fraction as a bar, shown below the number that states it. `class` is `bar`, `good` or `bad`.
pub fn bar(share: f64, class: &str) -> String {
    let width = (share.clamp(0.0, 1.0) * 1000.0).round() / 10.0;
    format!(
        "<svg viewBox=\"0 0 100 4\" preserveAspectRatio=\"none\" height=\"6\" aria-hidden=\"true\">\
         <rect class=\"track\" width=\"100\" height=\"4\" rx=\"1\" fill=\"#ccc\"/>\
         <rect class=\"{class}\" width=\"{width}\" height=\"4\" rx=\"1\" fill=\"#47a\"/></svg>"
    )
}
