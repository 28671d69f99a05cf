//! What every HTML page shares: the frame with its style, and the elements that pages are built from.
//!
//! A page is one self-contained file: no script, no font, no image, and a policy that forbids them. What is put into it
//! is escaped by its type. It is also well-formed XML, by which the tests see that, and it is readable without colours.
//!
//! Does not know what the pages are about.

use crate::diagnostic::render::xml;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use std::io::{self, Write};

const STYLE: &str = include_str!("sheet.css");

/// Nothing is fetched, nothing runs, nothing is sent; the style is inside the page.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// A line break.
pub const BREAK: PreEscaped<&str> = PreEscaped("<br/>");

/// Writes a page: its heading with a subtitle, and what is below. Characters that would move a cursor or change the text
/// direction are shown wherever they are.
pub fn write(out: &mut dyn Write, title: &str, subtitle: &str, content: &Markup) -> io::Result<()> {
    let page = html! {
        (DOCTYPE) "\n"
        html xmlns="http://www.w3.org/1999/xhtml" lang="en" {
            "\n" head {
                "\n" (closed(html! { meta charset="utf-8"; }))
                "\n" (closed(html! { meta name="viewport" content="width=device-width"; }))
                "\n" (closed(html! { meta http-equiv="Content-Security-Policy" content=(POLICY); }))
                "\n" title { (title) ": " (subtitle) }
                // Style is text for an HTML parser and markup for an XML parser: it contains neither `<` nor `&`.
                "\n" style { "\n" (PreEscaped(STYLE)) }
                "\n"
            }
            "\n" body {
                "\n" header {
                    "\n" h1 { (title) }
                    "\n" p { (subtitle) }
                    "\n"
                }
                "\n" main { (content) "\n" }
                "\n"
            }
            "\n"
        }
    };
    writeln!(out, "{}", xml::possible(&page.0).replace('\r', "&#13;"))
}

/// An element without content, closed as XML wants it: HTML closes it by its name.
pub fn closed(element: Markup) -> Markup {
    match element.0.strip_suffix('>') {
        Some(open) => PreEscaped(format!("{open}/>")),
        None => element,
    }
}

/// A sentence of attrflow: text between backticks is code.
pub fn prose(text: &str) -> Markup {
    let pieces: Vec<&str> = text.split('`').collect();
    html! {
        @for (index, piece) in pieces.iter().enumerate() {
            @if index.is_multiple_of(2) { (piece) }
            // The last backtick has no partner.
            @else if index + 1 == pieces.len() { "`" (piece) }
            @else { code { (piece) } }
        }
    }
}

/// A fraction as a bar, shown below the number that states it. `class` is `bar`, `good` or `bad`.
pub fn bar(share: f64, class: &str) -> Markup {
    let width = (share.clamp(0.0, 1.0) * 1000.0).round() / 10.0;
    html! {
        svg viewBox="0 0 100 4" preserveAspectRatio="none" height="6" aria-hidden="true" {
            rect class="track" width="100" height="4" rx="1" fill="#ccc" {}
            rect class=(class) width=(width) height="4" rx="1" fill="#47a" {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_has_its_code_between_backticks() {
        for (text, expected) in [
            ("a `b<c` d", "a <code>b&lt;c</code> d"),
            ("`a` & `b`", "<code>a</code> &amp; <code>b</code>"),
            ("a ` b", "a ` b"),
            ("`a` ` b", "<code>a</code> ` b"),
            ("", ""),
        ] {
            assert_eq!(prose(text).0, expected, "{text}");
        }
    }

    #[test]
    fn nothing_in_a_page_moves_the_cursor() {
        let mut page = Vec::new();
        write(&mut page, "\u{1b}[2J", "\u{202e}<", &html! { p title="\u{9b}\"" { "a\r\n\u{ffff}" } }).unwrap();
        let page = String::from_utf8(page).unwrap();
        assert!(page.contains("<title>␛[2J: \u{fffd}&lt;</title>"), "{page}");
        assert!(page.contains("<p title=\"\u{fffd}&quot;\">a&#13;\n\u{fffd}</p>"), "{page}");
    }
}
