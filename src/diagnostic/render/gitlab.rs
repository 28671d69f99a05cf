//! GitLab's Code Quality report: a JSON array of issues.
//!
//! GitLab drops an issue if its fingerprint occurs twice in the same report.

use super::Style;
use super::found::{self, Found};
use crate::diagnostic::{Report, Severity};
use serde_json::{Value, json};
use std::io::{self, Write};

/// Writes the array.
pub(super) fn render(reports: &[Report], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let issues: Vec<Value> = found::all(reports, style).iter().map(|found| issue(found, style)).collect();
    serde_json::to_writer_pretty(&mut *out, &issues)?;
    writeln!(out)
}

fn issue(found: &Found<'_>, style: &Style) -> Value {
    let severity = match found.diagnostic.severity() {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Info => "info",
    };
    json!({
        "description": found.message_and_help(style),
        "check_name": found.diagnostic.code(),
        "fingerprint": found.fingerprint,
        "severity": severity,
        "location": {
            "path": found.file,
            "lines": { "begin": found.range.start.line, "end": found.range.end.line },
        },
    })
}
