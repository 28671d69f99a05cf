//! The formats of test results: the list, one file each. A format is a function from results to bytes.

mod azure;
mod diagnostics;
mod github;
#[cfg(feature = "pretty")]
mod html;
mod json;
mod junit;
mod markdown;
#[cfg(feature = "pretty")]
mod pretty;
mod tap;

use super::{FileResult, Run};
use crate::diagnostic::render::{Style, printable};
use crate::text::{Source, Span};
use std::io::{self, Write};

/// A format for test results.
#[derive(Debug)]
pub struct TestReportFormat {
    /// Its name for `--format`.
    pub name: &'static str,
    /// Its description, in one line without a full stop.
    pub about: &'static str,
    /// Whether programs read it, which need a document even if no test could be run.
    pub is_document: bool,
    /// Writes all results. Fails only if `out` does.
    pub render: fn(&Run, &Style, &mut dyn Write) -> io::Result<()>,
}

/// Every format.
pub static FORMATS: &[TestReportFormat] = &[
    #[cfg(feature = "pretty")]
    TestReportFormat {
        name: "pretty",
        about: "for people: a line for each test, what failed and where",
        is_document: false,
        render: pretty::render,
    },
    TestReportFormat {
        name: "json",
        about: "one JSON document, format_version 1.0",
        is_document: true,
        render: json::render,
    },
    TestReportFormat {
        name: "junit",
        about: "JUnit XML, a suite for each file",
        is_document: true,
        render: junit::render,
    },
    TestReportFormat { name: "tap", about: "TAP version 14", is_document: true, render: tap::render },
    TestReportFormat {
        name: "github",
        about: "annotations of GitHub Actions for what failed",
        is_document: false,
        render: github::render,
    },
    TestReportFormat {
        name: "azure",
        about: "issues of Azure Pipelines for what failed",
        is_document: false,
        render: azure::render,
    },
    TestReportFormat {
        name: "markdown",
        about: "tables, for a job's summary or a pull request",
        is_document: false,
        render: markdown::render,
    },
    #[cfg(feature = "pretty")]
    TestReportFormat {
        name: "html",
        about: "one page to open: failures, coverage in the expressions",
        is_document: false,
        render: html::render,
    },
];

/// The format with that name.
pub fn find(name: &str) -> Option<&'static TestReportFormat> {
    FORMATS.iter().find(|format| format.name == name)
}

/// How many tests passed and failed: `12 passed, 1 failed`.
pub fn summary(run: &Run) -> String {
    let (all, failed) = run.count();
    let passed = all - failed;
    if failed == 0 { format!("{passed} passed") } else { format!("{passed} passed, {failed} failed") }
}

/// A location as `file:line:column`.
fn at(source: &Source, span: Span) -> String {
    let start = source.position(span.start as usize);
    format!("{}:{}:{}", printable::line(source.name()), start.line, start.column)
}

fn location(file: &FileResult, span: Span) -> String {
    at(&file.source, span)
}
