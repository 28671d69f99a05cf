//! Diagnostics of commands that are about something else: on standard error, beside the source.

use super::error::CliError;
use super::output;
use attrflow::tool::render;
use attrflow::tool::render::Style;
use attrflow::{Report, Severity};

/// Prints the diagnostics of a report to standard error.
pub(super) fn print_errors(report: &Report) -> Result<(), CliError> {
    let pretty = render::find("pretty").filter(|_| !report.diagnostics.is_empty());
    if let Some(format) = pretty {
        let style = Style { show_values: true, ..output::style(&std::io::stderr()) };
        (format.render)(std::slice::from_ref(report), &style, &mut std::io::stderr().lock())?;
    }
    Ok(())
}

/// The report without diagnostics of severity `info`.
pub(super) fn worth_showing(mut report: Report) -> Report {
    report.diagnostics.retain(|diagnostic| diagnostic.severity() < Severity::Info);
    report
}
