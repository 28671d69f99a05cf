//! Diagnostics of commands that are about something else: on standard error, beside the source.

use super::{output, say};
use attrflow::tool::render::{self, Style, printable};
use attrflow::{Diagnostic, Report, Severity};

/// Prints the diagnostics of a report to standard error, with their values: a caller removes those that must not be
/// shown.
pub(super) fn print_errors(report: &Report) {
    let pretty = render::find("pretty").filter(|_| !report.diagnostics.is_empty());
    if let Some(format) = pretty {
        let style = Style { show_values: true, ..output::style(&std::io::stderr()) };
        say::write(format.text(std::slice::from_ref(report), &style).as_bytes());
    }
}

/// The report without diagnostics of severity `info`.
pub(super) fn worth_showing(mut report: Report) -> Report {
    report.diagnostics.retain(|diagnostic| diagnostic.severity() < Severity::Info);
    report
}

/// A diagnostic by itself as text that is safe to print, with its remedy.
pub(super) fn in_words(diagnostic: &Diagnostic, with_value: bool) -> String {
    let message = printable::line(&diagnostic.message);
    let mut said = format!("{}[{}]: {message}", diagnostic.severity(), diagnostic.code());
    if let Some(value) = diagnostic.value.as_ref().filter(|_| with_value) {
        said += &format!("\n  value: {}", printable::line(value));
    }
    if let Some(help) = &diagnostic.help {
        said += &format!("\n  help: {}", printable::line(help));
    }
    said
}
