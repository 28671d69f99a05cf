//! The results of the tests of a file, as data. Does not know how they are shown.

use crate::text::{Source, Span};
use serde_json::Value as Json;

/// One test that was run: a case, or a row of a table.
#[derive(Clone, Debug)]
pub struct TestResult {
    /// Its name.
    pub name: String,
    /// Its location in the test file.
    pub span: Span,
    /// The expectations that failed; empty if it passed.
    pub failures: Vec<Failure>,
    /// The actual payload, for `--update`; of a row the actual result, where `--update` may write it.
    pub payload: Option<Json>,
}

/// An expectation that failed.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// The location of the expectation in the test file.
    pub span: Span,
    /// Its subject: a target, `payload`, `scope`, or empty for an expression.
    pub subject: String,
    /// The expected result, in the form of a table's cell.
    pub expected: String,
    /// The actual result.
    pub actual: String,
    /// Whether both are payloads over several lines.
    pub lines: bool,
}

/// All results of a test file.
#[derive(Clone, Debug)]
pub struct FileResult {
    /// The file.
    pub source: Source,
    /// Its tests that were run, in the file's order: cases, then tables.
    pub tests: Vec<TestResult>,
}

impl TestResult {
    /// Whether all expectations were met.
    pub fn passed(&self) -> bool {
        self.failures.is_empty()
    }
}

impl Failure {
    /// A failure that fits on a line.
    pub(super) fn new(span: Span, subject: &str, expected: impl ToString, actual: impl ToString) -> Self {
        let (expected, actual) = (expected.to_string(), actual.to_string());
        Self { span, subject: subject.to_owned(), expected, actual, lines: false }
    }

    /// The failure on one line.
    pub fn line(&self) -> String {
        if self.lines {
            return format!("`{}` differs", self.subject);
        }
        let about = if self.subject.is_empty() { String::new() } else { format!("`{}`: ", self.subject) };
        format!("{about}expected {}, got {}", self.expected, self.actual)
    }
}

impl FileResult {
    /// How many tests failed.
    pub fn failed(&self) -> usize {
        self.tests.iter().filter(|test| !test.passed()).count()
    }
}

/// A payload on several lines, members in the order of their names: for differences and for writing.
pub(super) fn lines_of(payload: &Json) -> String {
    serde_json::to_string_pretty(&sorted(payload)).unwrap_or_default()
}

fn sorted(json: &Json) -> Json {
    match json {
        Json::Array(items) => Json::Array(items.iter().map(sorted).collect()),
        Json::Object(fields) => {
            let mut fields: Vec<(String, Json)> =
                fields.iter().map(|(name, value)| (name.clone(), sorted(value))).collect();
            fields.sort_by(|one, other| one.0.cmp(&other.0));
            Json::Object(fields.into_iter().collect())
        }
        other => other.clone(),
    }
}
