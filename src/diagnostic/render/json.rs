//! The JSON format of attrflow, `format_version` 1.0: one document, or one line per diagnostic.
//!
//! Within one major version fields are only added. Every field of a diagnostic is always present, and `null` if there
//! is no value – except `value`, which is present only if values are requested.

use super::Style;
use super::found::{self, Found};
use super::locations::{LastLocations, Range};
use crate::diagnostic::{Report, Severity};
use serde::Serialize;
use std::io::{self, Write};

const FORMAT_VERSION: &str = "1.0";

#[derive(Serialize)]
struct Document<'a> {
    format_version: &'static str,
    tool: Tool,
    summary: Summary,
    diagnostics: Vec<JsonDiagnostic<'a>>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Summary {
    files: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
}

#[derive(Serialize)]
struct Line<'a> {
    format_version: &'static str,
    #[serde(flatten)]
    diagnostic: JsonDiagnostic<'a>,
}

#[derive(Serialize)]
struct JsonDiagnostic<'a> {
    code: &'static str,
    severity: String,
    message: &'a str,
    help: Option<&'a str>,
    file: &'a str,
    range: Range,
    expression_range: Option<Range>,
    pointer: Option<&'a str>,
    mapping: Option<Mapping<'a>>,
    related: Vec<Related<'a>>,
    fix: Option<Fix<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<&'a str>,
    fingerprint: &'a str,
    page: String,
    url: String,
}

#[derive(Serialize)]
struct Mapping<'a> {
    object: &'a str,
    target: &'a str,
}

#[derive(Serialize)]
struct Related<'a> {
    range: Range,
    message: &'a str,
}

#[derive(Serialize)]
struct Fix<'a> {
    title: &'a str,
    safety: &'static str,
    edits: Vec<Edit<'a>>,
}

#[derive(Serialize)]
struct Edit<'a> {
    range: Range,
    text: &'a str,
}

/// Writes one document.
pub(super) fn render(reports: &[Report], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let (found, mut last) = (found::all(reports, style), LastLocations::default());
    let count = |severity| reports.iter().map(|report| report.count(severity)).sum();
    let document = Document {
        format_version: FORMAT_VERSION,
        tool: Tool { name: "attrflow", version: env!("CARGO_PKG_VERSION") },
        summary: Summary {
            files: reports.len(),
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            infos: count(Severity::Info),
        },
        diagnostics: found.iter().map(|found| diagnostic(found, &mut last, style)).collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

/// Writes one line per diagnostic.
pub(super) fn render_lines(reports: &[Report], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let (found, mut last) = (found::all(reports, style), LastLocations::default());
    for found in &found {
        let line = Line { format_version: FORMAT_VERSION, diagnostic: diagnostic(found, &mut last, style) };
        serde_json::to_writer(&mut *out, &line)?;
        writeln!(out)?;
    }
    Ok(())
}

fn diagnostic<'a>(found: &'a Found<'_>, last: &mut LastLocations<'a>, style: &Style) -> JsonDiagnostic<'a> {
    let subject = found.diagnostic.subject.as_deref();
    let expression = subject.and_then(|subject| subject.expression.as_ref());
    JsonDiagnostic {
        code: found.diagnostic.code(),
        severity: found.diagnostic.severity().to_string(),
        message: &found.diagnostic.message,
        help: found.diagnostic.help.as_deref(),
        file: &found.file,
        range: found.range,
        expression_range: expression.map(|(text, span)| last.of(text).range(*span)),
        pointer: subject.map(|subject| subject.pointer.as_str()).filter(|pointer| !pointer.is_empty()),
        mapping: subject.map(|subject| Mapping { object: &subject.object, target: &subject.target }),
        related: found.related.iter().map(|(range, message)| Related { range: *range, message }).collect(),
        fix: found.diagnostic.fix.as_ref().map(|fix| Fix {
            title: &fix.title,
            safety: if fix.safe { "safe" } else { "unsafe" },
            edits: found.edits.iter().map(|(range, text)| Edit { range: *range, text }).collect(),
        }),
        value: found.value(style),
        fingerprint: &found.fingerprint,
        page: format!("attrflow explain {}", found.diagnostic.code()),
        url: style.page(found.diagnostic.code()),
    }
}
