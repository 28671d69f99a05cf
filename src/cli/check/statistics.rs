//! How often each diagnostic is reported, for the first look at a folder of exports: one line per code, the most frequent
//! first. Does not know which diagnostics are chosen.

use crate::cli::error::CliError;
use crate::cli::output;
use attrflow::{Report, Severity, diagnostics};
use serde_json::json;
use std::collections::BTreeMap;
use std::io::Write;

/// What is known of a code.
struct Count {
    severity: Severity,
    diagnostics: usize,
    /// Diagnostics with a fix.
    fixable: usize,
    /// Files that have one.
    files: usize,
}

/// Prints the counts as a table, or as one JSON document.
pub(super) fn print(reports: &[Report], as_json: bool) -> Result<(), CliError> {
    let counts = sorted(reports);
    let mut out = output::standard();
    if as_json {
        let rows = counts.iter().map(|(code, count)| {
            let Count { severity, diagnostics, fixable, files } = count;
            let severity = severity.to_string();
            json!({"code": code, "severity": severity, "count": diagnostics, "fixable": fixable, "files": files})
        });
        let document = json!({"format_version": "1.0", "statistics": rows.collect::<Vec<_>>()});
        writeln!(out, "{document:#}")?;
        return Ok(out.flush()?);
    }
    let number = counts.iter().map(|(_, count)| count.diagnostics.to_string().len()).max().unwrap_or_default();
    let width = counts.iter().map(|(code, _)| code.len()).max().unwrap_or_default();
    for (code, count) in &counts {
        let mark = if count.fixable > 0 { "*" } else { " " };
        let summary = diagnostics::find(code).map(|entry| entry.summary()).unwrap_or_default();
        writeln!(
            out,
            "{:>number$} {mark} {:<7} {code:<width$}  {summary}",
            count.diagnostics,
            count.severity.to_string()
        )?;
    }
    if counts.iter().any(|(_, count)| count.fixable > 0) {
        writeln!(out, "\n* some have a fix: `--fix` applies those that are safe")?;
    }
    Ok(out.flush()?)
}

/// The counts, the most frequent code first; codes that are equally frequent in the order of their names.
fn sorted(reports: &[Report]) -> Vec<(&'static str, Count)> {
    let mut counts: BTreeMap<&'static str, Count> = BTreeMap::new();
    for report in reports {
        let mut here: Vec<&str> = Vec::new();
        for diagnostic in &report.diagnostics {
            let new = Count { severity: diagnostic.severity(), diagnostics: 0, fixable: 0, files: 0 };
            let count = counts.entry(diagnostic.code()).or_insert(new);
            count.diagnostics += 1;
            count.fixable += usize::from(diagnostic.fix.is_some());
            if !here.contains(&diagnostic.code()) {
                here.push(diagnostic.code());
                count.files += 1;
            }
        }
    }
    let mut counts: Vec<(&'static str, Count)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(count.diagnostics));
    counts
}
