//! Test results as one JSON document. Members are added, never changed, within `format_version` 1.

use crate::diagnostic::render::Style;
use crate::testing::{FileResult, TestResult};
use serde_json::{Value as Json, json};
use std::io::{self, Write};

pub(super) fn render(files: &[FileResult], _: &Style, out: &mut dyn Write) -> io::Result<()> {
    let failed: usize = files.iter().map(FileResult::failed).sum();
    let tests: usize = files.iter().map(|file| file.tests.len()).sum();
    let files: Vec<Json> = files
        .iter()
        .map(|file| {
            let tests: Vec<Json> = file.tests.iter().map(|result| test(file, result)).collect();
            json!({"file": file.source.name(), "tests": tests})
        })
        .collect();
    let document = json!({"format_version": "1.0", "passed": tests - failed, "failed": failed, "files": files});
    writeln!(out, "{document:#}")
}

fn test(file: &FileResult, result: &TestResult) -> Json {
    let failures: Vec<Json> = result
        .failures
        .iter()
        .map(|failure| {
            json!({"subject": failure.subject, "expected": failure.expected, "actual": failure.actual,
                "place": position(file, failure.span)})
        })
        .collect();
    json!({"name": result.name, "passed": result.passed(), "place": position(file, result.span), "failures": failures})
}

fn position(file: &FileResult, span: crate::text::Span) -> Json {
    let start = file.source.position(span.start as usize);
    json!({"line": start.line, "column": start.column, "byte": start.byte})
}
