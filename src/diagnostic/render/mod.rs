//! How diagnostics are shown: the list of formats, one file each, and the style they share.
//!
//! A format is a function from reports to bytes. None of them reads the environment, queries the terminal or opens a
//! file: the caller decides on colour, width and whether values of a record are shown.

mod azure;
mod checkstyle;
mod concise;
mod fingerprint;
mod found;
mod github;
mod gitlab;
#[cfg(feature = "pretty")]
pub mod html;
mod json;
mod junit;
mod locations;
pub mod markdown;
#[cfg(feature = "pretty")]
mod pretty;
pub mod printable;
mod sarif;
pub(crate) mod xml;

pub use fingerprint::fingerprints;
#[cfg(feature = "pretty")]
pub(crate) use printable::paint;
#[cfg(feature = "pretty")]
pub(super) use printable::shown;

use super::page::links;
use super::{Report, Severity};
use std::io::{self, Write};

/// The options for showing diagnostics.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Style {
    /// Whether to write the colour sequences of the terminal. Formats for programs never do.
    pub color: bool,
    /// Whether to draw with characters beyond ASCII.
    pub unicode: bool,
    /// The width of the terminal in columns.
    pub width: usize,
    /// Whether values of a record are shown. They are usually personal data.
    pub show_values: bool,
    /// The folder that paths are relative to in formats for programs; if empty, the names of the sources stay
    /// unchanged.
    pub root: String,
    /// Whether a terminal shows a code as a link to its page. Only `pretty` asks.
    pub hyperlinks: bool,
    /// The copy of the site that reports link to; if empty, the public one.
    pub site: String,
}

impl Style {
    /// The address of the page of a code.
    pub(super) fn page(&self, code: &str) -> String {
        links::diagnostic(if self.site.is_empty() { links::SITE } else { &self.site }, code)
    }
}

impl Default for Style {
    /// No colour and no links, drawn with Unicode, 100 columns, no values.
    fn default() -> Self {
        Self {
            color: false,
            unicode: true,
            width: 100,
            show_values: false,
            root: String::new(),
            hyperlinks: false,
            site: String::new(),
        }
    }
}

/// A format for diagnostics.
#[derive(Debug)]
pub struct ReportFormat {
    /// Its name for `--format`.
    pub name: &'static str,
    /// A description in one line, without a full stop.
    pub about: &'static str,
    /// Whether people read it from top to bottom, so that the number of diagnostics is limited.
    pub is_read: bool,
    /// Writes all reports. Fails only if `out` fails.
    pub render: fn(&[Report], &Style, &mut dyn Write) -> io::Result<()>,
}

/// All formats.
pub static FORMATS: &[ReportFormat] = &[
    #[cfg(feature = "pretty")]
    ReportFormat {
        name: "pretty",
        about: "for people: the source with the location marked, help and fixes",
        is_read: true,
        render: pretty::render,
    },
    ReportFormat { name: "concise", about: "one line per diagnostic", is_read: true, render: concise::render },
    ReportFormat { name: "json", about: "one JSON document, format_version 1.0", is_read: false, render: json::render },
    ReportFormat {
        name: "ndjson",
        about: "one line of JSON per diagnostic",
        is_read: false,
        render: json::render_lines,
    },
    ReportFormat { name: "github", about: "annotations of GitHub Actions", is_read: true, render: github::render },
    ReportFormat { name: "azure", about: "issues of Azure Pipelines", is_read: true, render: azure::render },
    ReportFormat { name: "gitlab", about: "GitLab's Code Quality report", is_read: false, render: gitlab::render },
    ReportFormat { name: "sarif", about: "SARIF 2.1.0, for code scanning", is_read: false, render: sarif::render },
    ReportFormat { name: "junit", about: "JUnit XML, one suite per file", is_read: false, render: junit::render },
    ReportFormat { name: "checkstyle", about: "Checkstyle XML", is_read: false, render: checkstyle::render },
    ReportFormat {
        name: "markdown",
        about: "a table, for a job summary or a pull request",
        is_read: true,
        render: markdown::render,
    },
    #[cfg(feature = "pretty")]
    ReportFormat {
        name: "html",
        about: "one HTML page: the diagnostics at their locations",
        is_read: false,
        render: html::render,
    },
];

/// The format with a name.
pub fn find(name: &str) -> Option<&'static ReportFormat> {
    FORMATS.iter().find(|format| format.name == name)
}

impl ReportFormat {
    /// The reports as a string.
    pub fn text(&self, reports: &[Report], style: &Style) -> String {
        let mut bytes = Vec::new();
        // Writing to memory does not fail.
        let _ = (self.render)(reports, style, &mut bytes);
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

/// A report in the format `concise`, without colour and values.
pub(super) fn concise(report: &Report) -> String {
    let found = found::all(std::slice::from_ref(report), &Style::default());
    found.iter().map(|found| concise::line(found, &Style::default()) + "\n").collect()
}

/// The number of diagnostics by severity: `2 errors, 1 warning`, or `no diagnostics in 3 files`.
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
    match reports {
        _ if !parts.is_empty() => parts.join(", "),
        // An expression is in no file.
        [] => "no diagnostics".to_owned(),
        [only] if only.source.name().starts_with('<') => "no diagnostics".to_owned(),
        [_] => "no diagnostics in 1 file".to_owned(),
        several => format!("no diagnostics in {} files", several.len()),
    }
}
