//! Annotations of GitHub Actions: workflow commands on standard output.
//!
//! GitHub shows only the first ones, so errors come first.

use super::found::{self, Found};
use super::{Style, printable};
use crate::diagnostic::{Report, Severity};
use std::io::{self, Write};

/// Writes one command per diagnostic, most severe first.
pub(super) fn render(reports: &[Report], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let mut found = found::all(reports, style);
    found.sort_by_key(|found| found.diagnostic.severity());
    found.iter().try_for_each(|found| command(found, style, out))
}

fn command(found: &Found<'_>, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let command = match found.diagnostic.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let (start, end) = (found.range.start, found.range.end);
    write!(out, "::{command} file={},line={},endLine={},", property(&found.file), start.line, end.line)?;
    // GitHub rejects columns if the lines differ.
    if start.line == end.line {
        write!(out, "col={},endColumn={},", start.column, end.column)?;
    }
    writeln!(out, "title={}::{}", property(found.diagnostic.code()), data(&found.message_and_help(style)))
}

fn data(text: &str) -> String {
    printable::within_a_line(text).replace('%', "%25").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
