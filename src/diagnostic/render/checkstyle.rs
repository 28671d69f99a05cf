//! Checkstyle XML, which many review tools read. Has no fixes and no related locations: the format has none.

use super::Style;
use super::found::{self, path};
use super::xml::{attribute, document};
use crate::diagnostic::Report;
use std::io::{self, Write};

/// Writes one document with one `file` element per report.
pub(super) fn render(reports: &[Report], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let mut found = found::all(reports, style).into_iter();
    document(out, "checkstyle", [attribute("version", "4.3")], |writer| {
        reports.iter().try_for_each(|report| {
            let name = attribute("name", path(report.source.name(), style));
            let file = writer.create_element("file").with_attribute(name);
            let mut found = found.by_ref().take(report.diagnostics.len());
            let errors = file.write_inner_content(|writer| {
                found.try_for_each(|found| {
                    let error = writer.create_element("error").with_attributes([
                        attribute("line", found.range.start.line),
                        attribute("column", found.range.start.column),
                        attribute("severity", found.diagnostic.severity()),
                        attribute("message", found.message_and_help(style)),
                        attribute("source", format!("attrflow.{}", found.diagnostic.code())),
                    ]);
                    error.write_empty().map(drop)
                })
            });
            errors.map(drop)
        })
    })
}
