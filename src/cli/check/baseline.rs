//! The baseline: known diagnostics, recorded in a file so that only new ones are reported.
//!
//! Compares fingerprints and nothing else: lines move with every export.

use crate::cli::error::CliError;
use crate::cli::files;
use crate::cli::write::{self, Claims};
use attrflow::Report;
use attrflow::tool::{FileKind, render};
use serde_json::json;
use std::collections::HashSet;
use std::path::Path;

/// Writes the fingerprints of all diagnostics, with code and target for people who read the file.
pub(super) fn write(path: &Path, reports: &[Report], claims: &mut Claims) -> Result<(), CliError> {
    let mut known = Vec::new();
    for (report, prints) in reports.iter().zip(render::fingerprints(reports)) {
        for (diagnostic, fingerprint) in report.diagnostics.iter().zip(prints) {
            let target = diagnostic.subject.as_ref().map(|subject| subject.target.as_str());
            known.push(json!({"fingerprint": fingerprint, "code": diagnostic.code(), "target": target}));
        }
    }
    let text = format!("{:#}\n", json!({"format_version": "1.0", "diagnostics": known}));
    write::to(path, claims, |out| Ok(out.write_all(text.as_bytes())?))
}

/// Removes the diagnostics that are in the baseline.
pub(super) fn subtract(path: &Path, reports: &mut [Report]) -> Result<(), CliError> {
    let name = path.display().to_string();
    let source = files::source_of(&name, "a baseline", &[FileKind::Report])?;
    let refuse = |why: String| {
        CliError::with_help(format!("`{name}` is not a baseline: {why}"), "`--write-baseline` writes one")
    };
    let document: serde_json::Value = serde_json::from_str(source.text()).map_err(|error| refuse(error.to_string()))?;
    let entries = document["diagnostics"].as_array().ok_or_else(|| refuse("it has no `diagnostics`".to_owned()))?;
    let known: HashSet<&str> = entries.iter().filter_map(|entry| entry["fingerprint"].as_str()).collect();
    let prints = render::fingerprints(reports);
    for (report, prints) in reports.iter_mut().zip(prints) {
        let mut prints = prints.iter();
        report.diagnostics.retain(|_| prints.next().is_none_or(|print| !known.contains(print.as_str())));
    }
    Ok(())
}
