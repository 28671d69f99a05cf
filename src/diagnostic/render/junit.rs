//! JUnit XML: one suite per file, one case per diagnostic, and one passed case for a file without diagnostics.
//!
//! Errors are failures. Warnings and infos pass and have their message as output: otherwise the report would break a
//! build that accepts warnings.

use super::Style;
use super::found::{self, Found, path};
use super::xml::{Writer, attribute, content, document};
use crate::diagnostic::{Report, Severity};
use std::io::{self, Write};

/// Writes one document with one suite per report.
pub(super) fn render(reports: &[Report], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let failures: usize = reports.iter().map(|report| report.count(Severity::Error)).sum();
    let tests: usize = reports.iter().map(cases).sum();
    let attributes = [
        attribute("name", "attrflow"),
        attribute("tests", tests),
        attribute("failures", failures),
        attribute("errors", 0),
    ];
    let mut found = found::all(reports, style).into_iter();
    document(out, "testsuites", attributes, |writer| {
        reports.iter().try_for_each(|report| {
            let found = found.by_ref().take(report.diagnostics.len());
            suite(report, found, style, writer)
        })
    })
}

fn cases(report: &Report) -> usize {
    report.diagnostics.len().max(1)
}

fn suite<'f>(
    report: &Report,
    mut found: impl Iterator<Item = Found<'f>>,
    style: &Style,
    writer: &mut Writer<'_>,
) -> io::Result<()> {
    let file = path(report.source.name(), style);
    let suite = writer.create_element("testsuite").with_attributes([
        attribute("name", &file),
        attribute("tests", cases(report)),
        attribute("disabled", 0),
        attribute("errors", 0),
        attribute("failures", report.count(Severity::Error)),
    ]);
    let cases = suite.write_inner_content(|writer| {
        if report.diagnostics.is_empty() {
            let attributes = [attribute("name", "no diagnostics"), attribute("classname", &file)];
            writer.create_element("testcase").with_attributes(attributes).write_empty()?;
        }
        found.try_for_each(|found| case(&found, style, writer))
    });
    cases.map(drop)
}

fn case(found: &Found<'_>, style: &Style, writer: &mut Writer<'_>) -> io::Result<()> {
    let (code, severity) = (found.diagnostic.code(), found.diagnostic.severity());
    let start = found.range.start;
    let (_, _, target) = found.subject();
    let about = if target.is_empty() { String::new() } else { format!("{target}: ") };
    let name = format!("{about}{code} at {}:{}", start.line, start.column);
    let message = found.message(style);
    let location = format!("{}:{}:{}", found.file, start.line, start.column);
    let help = found.diagnostic.help.as_ref().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
    let body = content(&format!("{location}: {severity}[{code}]: {message}{help}"));
    let attributes = [attribute("name", name), attribute("classname", &found.file)];
    let case = writer.create_element("testcase").with_attributes(attributes);
    let output = case.write_inner_content(|writer| {
        let output = if severity == Severity::Error {
            let attributes = [attribute("message", message), attribute("type", code)];
            writer.create_element("failure").with_attributes(attributes)
        } else {
            writer.create_element("system-out")
        };
        output.write_text_content(body).map(drop)
    });
    output.map(drop)
}
