//! How diagnostics are shown: the list of formats, one file each, and the style they share.
//!
//! A format is a function from reports to bytes. None of them reads the environment, asks the terminal or opens a file:
//! whoever calls decides on colour, width and whether a record's values may be seen.

mod azure;
mod checkstyle;
mod concise;
mod fingerprint;
mod found;
mod github;
mod gitlab;
pub mod html;
mod json;
mod junit;
mod locations;
pub mod markdown;
#[cfg(feature = "pretty")]
mod pretty;
pub(crate) mod printable;
mod sarif;
pub(crate) mod xml;

pub use fingerprint::fingerprints;
#[cfg(feature = "pretty")]
pub(crate) use printable::paint;
#[cfg(feature = "pretty")]
pub(super) use printable::shown;

use super::{Report, Severity};
use std::io::{self, Write};

/// How diagnostics are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Style {
    /// Whether to write the terminal's colour sequences. Formats for machines never do.
    pub color: bool,
    /// Whether to draw with more than ASCII.
    pub unicode: bool,
    /// The terminal's width in columns.
    pub width: usize,
    /// Whether a record's values may be shown. They are personal data more often than not.
    pub show_values: bool,
    /// The folder that the formats for machines tell paths from; empty leaves the sources' names as they are.
    pub root: String,
}

impl Default for Style {
    /// No colour, drawn with Unicode, 100 columns, no values.
    fn default() -> Self {
        Self { color: false, unicode: true, width: 100, show_values: false, root: String::new() }
    }
}

/// A way to show diagnostics.
#[derive(Debug)]
pub struct ReportFormat {
    /// What `--format` calls it.
    pub name: &'static str,
    /// What it is, in one line without a full stop.
    pub about: &'static str,
    /// Whether it is read from top to bottom, so that only so many diagnostics are worth printing.
    pub is_read: bool,
    /// Writes all of the reports. Fails only where `out` does.
    pub render: fn(&[Report], &Style, &mut dyn Write) -> io::Result<()>,
}

/// Every format there is.
pub static FORMATS: &[ReportFormat] = &[
    #[cfg(feature = "pretty")]
    ReportFormat {
        name: "pretty",
        about: "for people: the text with the location marked, help and fixes",
        is_read: true,
        render: pretty::render,
    },
    ReportFormat { name: "concise", about: "a line for each diagnostic", is_read: true, render: concise::render },
    ReportFormat { name: "json", about: "one JSON document, format_version 1.0", is_read: false, render: json::render },
    ReportFormat {
        name: "ndjson",
        about: "a line of JSON for each diagnostic",
        is_read: false,
        render: json::render_lines,
    },
    ReportFormat { name: "github", about: "annotations of GitHub Actions", is_read: true, render: github::render },
    ReportFormat { name: "azure", about: "issues of Azure Pipelines", is_read: true, render: azure::render },
    ReportFormat { name: "gitlab", about: "GitLab's Code Quality report", is_read: false, render: gitlab::render },
    ReportFormat { name: "sarif", about: "SARIF 2.1.0, for code scanning", is_read: false, render: sarif::render },
    ReportFormat { name: "junit", about: "JUnit XML, a suite for each file", is_read: false, render: junit::render },
    ReportFormat { name: "checkstyle", about: "Checkstyle XML", is_read: false, render: checkstyle::render },
    ReportFormat {
        name: "markdown",
        about: "a table, for a job's summary or a pull request",
        is_read: true,
        render: markdown::render,
    },
    ReportFormat {
        name: "html",
        about: "one page to open: the diagnostics in their places",
        is_read: false,
        render: html::render,
    },
];

/// The format of a name.
pub fn find(name: &str) -> Option<&'static ReportFormat> {
    FORMATS.iter().find(|format| format.name == name)
}

impl ReportFormat {
    /// The reports as a text.
    pub fn text(&self, reports: &[Report], style: &Style) -> String {
        let mut bytes = Vec::new();
        // Writing to memory does not fail.
        let _ = (self.render)(reports, style, &mut bytes);
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

/// A report as the lines of the format `concise`, without colour and values.
pub(super) fn concise(report: &Report) -> String {
    let found = found::all(std::slice::from_ref(report), &Style::default());
    found.iter().map(|found| concise::line(found, &Style::default()) + "\n").collect()
}

/// How many diagnostics there are: `2 errors, 1 warning`, or `no diagnostics`.
pub fn summary(reports: &[Report]) -> String {
    let parts = [Severity::Error, Severity::Warning, Severity::Info].map(|severity| {
        let count: usize = reports.iter().map(|report| report.count(severity)).sum();
        match count {
            0 => String::new(),
            1 => format!("1 {severity}"),
            _ => format!("{count} {severity}s"),
        }
    });
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { "no diagnostics".to_owned() } else { parts.join(", ") }
}
