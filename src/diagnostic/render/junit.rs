//! JUnit XML: one suite per file, one case per diagnostic, and one passed case for a file without diagnostics.
//!
//! Errors are failures. Warnings and infos pass and have their message as output: otherwise the report would break a
//! build that accepts warnings.

use super::Style;
use super::found::{self, Found, path};
use super::xml::{Attribute, Content};
use crate::diagnostic::{Report, Severity};
use std::io::{self, Write};

/// Writes one document with one suite per report.
pub(super) fn render(reports: &[Report], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let failures: usize = reports.iter().map(|report| report.count(Severity::Error)).sum();
    let tests: usize = reports.iter().map(cases).sum();
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<testsuites name=\"attrflow\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">")?;
    let mut found = found::all(reports, style).into_iter();
    for report in reports {
        let file = path(report.source.name(), style);
        let (tests, failures) = (cases(report), report.count(Severity::Error));
        write!(out, "  <testsuite name=\"{}\" tests=\"{tests}\" ", Attribute(&file))?;
        writeln!(out, "disabled=\"0\" errors=\"0\" failures=\"{failures}\">")?;
        if report.diagnostics.is_empty() {
            writeln!(out, "    <testcase name=\"no diagnostics\" classname=\"{}\"/>", Attribute(&file))?;
        }
        for found in found.by_ref().take(report.diagnostics.len()) {
            case(&found, style, out)?;
        }
        writeln!(out, "  </testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}

fn cases(report: &Report) -> usize {
    report.diagnostics.len().max(1)
}

fn case(found: &Found<'_>, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let (code, severity) = (found.diagnostic.code(), found.diagnostic.severity());
    let start = found.range.start;
    let (_, _, target) = found.subject();
    let about = if target.is_empty() { String::new() } else { format!("{target}: ") };
    let name = format!("{about}{code} at {}:{}", start.line, start.column);
    writeln!(out, "    <testcase name=\"{}\" classname=\"{}\">", Attribute(&name), Attribute(&found.file))?;
    let message = found.message(style);
    let location = format!("{}:{}:{}", found.file, start.line, start.column);
    let help = found.diagnostic.help.as_ref().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
    let body = format!("{location}: {severity}[{code}]: {message}{help}");
    if severity == Severity::Error {
        let (message, body) = (Attribute(&message), Content(&body));
        writeln!(out, "      <failure message=\"{message}\" type=\"{code}\">{body}</failure>")?;
    } else {
        writeln!(out, "      <system-out>{}</system-out>", Content(&body))?;
    }
    writeln!(out, "    </testcase>")
}
