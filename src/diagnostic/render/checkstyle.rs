//! Checkstyle XML, which many review tools read.

use super::Style;
use super::found::{self, path};
use super::xml::Attribute;
use crate::diagnostic::Report;
use std::io::{self, Write};

/// Writes one document with one `file` element per report.
pub(super) fn render(reports: &[Report], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">")?;
    let mut found = found::all(reports, style).into_iter();
    for report in reports {
        writeln!(out, "  <file name=\"{}\">", Attribute(&path(report.source.name(), style)))?;
        for found in found.by_ref().take(report.diagnostics.len()) {
            let (start, severity) = (found.range.start, found.diagnostic.severity());
            let message = found.message_and_help(style);
            write!(out, "    <error line=\"{}\" column=\"{}\" ", start.line, start.column)?;
            write!(out, "severity=\"{severity}\" message=\"{}\" ", Attribute(&message))?;
            writeln!(out, "source=\"attrflow.{}\"/>", Attribute(found.diagnostic.code()))?;
        }
        writeln!(out, "  </file>")?;
    }
    writeln!(out, "</checkstyle>")
}
