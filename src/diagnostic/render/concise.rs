//! One line per diagnostic: `file:line:column: severity[code]: message (help)`.
//!
//! The help is on the same line because it usually is the answer, and because `grep`, editors and problem matchers read
//! lines.

use super::found::{self, Found};
use super::{Style, printable};
use crate::diagnostic::{Report, Severity};
use std::io::{self, Write};

/// Writes one line per diagnostic, and nothing if there are none.
pub(super) fn render(reports: &[Report], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    found::all(reports, style).iter().try_for_each(|found| writeln!(out, "{}", line(found, style)))
}

/// The line of one diagnostic, without the line break.
pub(super) fn line(found: &Found<'_>, style: &Style) -> String {
    let word = format!("{}[{}]", found.diagnostic.severity(), found.diagnostic.code());
    let word = printable::paint(&word, color(found.diagnostic.severity()), style.color);
    let message = found.message_and_help(style);
    format!("{}: {word}: {}", found.location(), printable::line(&message))
}

/// The numbers of the terminal style for a severity.
pub(super) fn color(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "1;31",
        Severity::Warning => "1;33",
        Severity::Info => "1;36",
    }
}
