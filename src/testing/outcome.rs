//! What running tests came to, as data; every renderer reads this and nothing else.

use super::coverage::Coverage;
use super::mutate::Mutation;
use crate::text::{Source, Span};
use serde_json::Value as Json;

/// One test that was run: a case, or a row of a table.
#[derive(Clone, Debug)]
pub struct TestResult {
    /// What it is called.
    pub name: String,
    /// Where it stands in the test file.
    pub span: Span,
    /// What did not hold; nothing where it passed.
    pub failures: Vec<Failure>,
    /// What the payload came to, for `--update`; nothing for a row.
    pub payload: Option<Json>,
}

/// Something that was expected and did not come.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// Where the expectation stands in the test file.
    pub span: Span,
    /// What it is about: a target, `payload`, `scope`, or empty for an expression.
    pub subject: String,
    /// What was expected, as a table's cell has it.
    pub expected: String,
    /// What came.
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

/// What a run of test files came to, with what was asked for beside the results.
#[derive(Clone, Debug, Default)]
pub struct Run {
    /// The results of each file.
    pub files: Vec<FileResult>,
    /// What is covered of each mapping.
    pub coverage: Vec<Coverage>,
    /// What became of changes to each mapping.
    pub mutation: Vec<Mutation>,
}

impl Run {
    /// How many tests were run, and how many of them failed.
    pub fn count(&self) -> (usize, usize) {
        let failed = self.files.iter().map(FileResult::failed).sum();
        (self.files.iter().map(|file| file.tests.len()).sum(), failed)
    }

    /// How many ways through all expressions are taken, and how many there are.
    pub fn covered(&self) -> (usize, usize) {
        let counts = self.coverage.iter().map(Coverage::count);
        counts.fold((0, 0), |(covered, all), (more, total)| (covered + more, all + total))
    }
}

impl Run {
    /// How many changes to all mappings a test noticed, and how many were tried.
    pub fn killed(&self) -> (usize, usize) {
        let counts = self.mutation.iter().map(|mutation| (mutation.killed, mutation.tried));
        counts.fold((0, 0), |(killed, all), (more, total)| (killed + more, all + total))
    }
}

/// A share as a whole number of percent, rounded down so that 100 means all; nothing of nothing is all.
pub fn percent(part: usize, all: usize) -> usize {
    (part * 100).checked_div(all).unwrap_or(100)
}

impl TestResult {
    /// Whether everything held.
    pub fn passed(&self) -> bool {
        self.failures.is_empty()
    }
}

impl Failure {
    /// One that fits on a line.
    pub(super) fn new(span: Span, subject: &str, expected: impl ToString, actual: impl ToString) -> Self {
        let (expected, actual) = (expected.to_string(), actual.to_string());
        Self { span, subject: subject.to_owned(), expected, actual, lines: false }
    }

    /// It on one line.
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

/// A payload over several lines, members in the order of their names.
pub(super) fn lines_of(payload: &Json) -> String {
    serde_json::to_string_pretty(payload).unwrap_or_default()
}
