//! What every page shares: the frame with its style, escaping, and the shapes that pages are made of.
//!
//! A page is one file that asks for nothing: no script, no font, no image, and a policy in it that forbids them. It is
//! also well-formed XML, so that whatever stands in it has been escaped, and it says what it says without colours too.

use crate::diagnostic::render::xml::{Attribute, Content};
use std::fmt;
use std::io::{self, Write};

const STYLE: &str = include_str!("sheet.css");

/// Nothing is fetched, nothing runs, nothing is sent; the style stands in the page.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// Foreign text in a page. What would move a cursor or turn the direction of reading around is shown, not obeyed.
pub struct Text<'a>(pub &'a str);

impl fmt::Display for Text<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        Content(self.0).fmt(out)
    }
}

/// A sentence of attrflow's own in a page: what stands between backticks is code.
pub struct Prose<'a>(pub &'a str);

impl fmt::Display for Prose<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut pieces = self.0.split('`').peekable();
        let mut is_code = false;
        while let Some(piece) = pieces.next() {
            match (is_code, pieces.peek()) {
                (true, Some(_)) => write!(out, "<code>{}</code>", Text(piece))?,
                // The last backtick has no other.
                (true, None) => write!(out, "`{}", Text(piece))?,
                (false, _) => Text(piece).fmt(out)?,
            }
            is_code = !is_code;
        }
        Ok(())
    }
}

/// Begins a page: its head, and its heading with a line under it.
pub fn open(out: &mut dyn Write, title: &str, subtitle: &str) -> io::Result<()> {
    writeln!(out, "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\">\n<head>")?;
    writeln!(out, "<meta charset=\"utf-8\"/>\n<meta name=\"viewport\" content=\"width=device-width\"/>")?;
    writeln!(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\"/>", Attribute(POLICY))?;
    let (title, subtitle) = (Text(title), Text(subtitle));
    // Style is text to a reader of HTML and markup to one of XML: it holds neither `<` nor `&`.
    writeln!(out, "<title>{title}: {subtitle}</title>\n<style>\n{}</style>\n</head>", STYLE)?;
    writeln!(out, "<body>\n<header>\n<h1>{title}</h1>\n<p>{subtitle}</p>\n</header>\n<main>")
}

/// Ends a page.
pub fn close(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "</main>\n</body>\n</html>")
}

/// A share of a whole as a bar, to stand under a number that says the same. `class` is `bar`, `good` or `bad`.
pub fn bar(share: f64, class: &str) -> String {
    let width = (share.clamp(0.0, 1.0) * 1000.0).round() / 10.0;
    format!(
        "<svg viewBox=\"0 0 100 4\" preserveAspectRatio=\"none\" height=\"6\" aria-hidden=\"true\">\
         <rect class=\"track\" width=\"100\" height=\"4\" rx=\"1\" fill=\"#ccc\"/>\
         <rect class=\"{class}\" width=\"{width}\" height=\"4\" rx=\"1\" fill=\"#47a\"/></svg>"
    )
}
