//! A line for each finding: `file:line:column: severity[code]: message (help)`.
//!
//! The help stands on the same line because it mostly is the answer, and because a line is what `grep`, editors and
//! problem matchers read.

use super::found::{self, Found};
use super::{Style, printable};
use crate::diagnostic::{Report, Severity};
use std::io::{self, Write};

/// Writes a line for each finding, and nothing where there is none.
pub(super) fn render(reports: &[Report], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    found::all(reports, style).iter().try_for_each(|found| writeln!(out, "{}", line(found, style)))
}

/// The line of one finding, without the line break.
pub(super) fn line(found: &Found<'_>, style: &Style) -> String {
    let word = format!("{}[{}]", found.finding.severity(), found.finding.code());
    let word = printable::paint(&word, color(found.finding.severity()), style.color);
    let message = found.message_and_help(style);
    format!("{}: {word}: {}", found.place(), printable::line(&message))
}

/// The terminal's numbers for a severity.
pub(super) fn color(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "1;31",
        Severity::Warning => "1;33",
        Severity::Info => "1;36",
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::render::{Style, find, samples};

    #[test]
    fn a_line_for_each_finding() {
        let text = find("concise").unwrap().text(&samples::several(), &Style::default());
        assert_eq!(
            text,
            "\
exports/one line.json:1:104806: error[unknown-function]: there is no function `Lower` (did you mean `ToLower`?)
maps/crlf.toml:3:22: error[unclosed-parenthesis]: `Join(` is not closed (add `)`)
maps/crlf.toml:4:6: warning[unknown-escape]: `\\d` is not an escape, the backslash stays in the text (write `\\\\` for a backslash)
<expression>:1:1: error[empty-expression]: the expression is empty
maps/emoji.toml:1:5: info[empty-argument]: an empty argument of `J😀in` is passed over
maps/emoji.toml:1:10: error[wrong-kind]: `source` of `Left␊::error::` takes a text, but the record has a number that cannot be read as such
"
        );
    }

    #[test]
    fn values_are_shown_to_those_who_ask() {
        let style = Style { show_values: true, ..Style::default() };
        let text = find("concise").unwrap().text(&samples::several(), &style);
        assert!(text.contains("(the value is `ada@contoso.com`)"), "{text}");
    }

    #[test]
    fn color_is_the_callers_choice() {
        let style = Style { color: true, ..Style::default() };
        let text = find("concise").unwrap().text(&samples::several(), &style);
        assert!(text.contains(": \u{1b}[1;31merror[empty-expression]\u{1b}[0m: the expression"), "{text}");
    }
}
