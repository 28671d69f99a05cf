//! JUnit XML: a test suite for each test file, a test case for each test.

use super::location;
use crate::diagnostic::render::Style;
use crate::diagnostic::render::xml::{Writer, attribute, content, document};
use crate::testing::{Failure, FileResult, Run, TestResult};
use std::io::{self, Write};

pub(super) fn render(run: &Run, _: &Style, out: &mut dyn Write) -> io::Result<()> {
    let (tests, failures) = run.count();
    let attributes = [
        attribute("name", "attrflow test"),
        attribute("tests", tests),
        attribute("failures", failures),
        attribute("errors", 0),
    ];
    document(out, "testsuites", attributes, |writer| run.files.iter().try_for_each(|file| suite(file, writer)))
}

fn suite(file: &FileResult, writer: &mut Writer<'_>) -> io::Result<()> {
    let suite = writer.create_element("testsuite").with_attributes([
        attribute("name", file.source.name()),
        attribute("tests", file.tests.len()),
        attribute("disabled", 0),
        attribute("errors", 0),
        attribute("failures", file.failed()),
    ]);
    suite.write_inner_content(|writer| file.tests.iter().try_for_each(|test| case(file, test, writer))).map(drop)
}

fn case(file: &FileResult, test: &TestResult, writer: &mut Writer<'_>) -> io::Result<()> {
    let attributes = [attribute("name", &test.name), attribute("classname", file.source.name())];
    let case = writer.create_element("testcase").with_attributes(attributes);
    if test.passed() {
        return case.write_empty().map(drop);
    }
    // Readers of JUnit expect one failure per case.
    let lines: Vec<String> = test.failures.iter().map(Failure::line).collect();
    let body: Vec<String> = test.failures.iter().map(|failure| body(file, failure)).collect();
    let failure = case.write_inner_content(|writer| {
        let attributes = [attribute("message", lines.join("; ")), attribute("type", "expectation-failed")];
        let failure = writer.create_element("failure").with_attributes(attributes);
        failure.write_text_content(content(&body.join("\n"))).map(drop)
    });
    failure.map(drop)
}

fn body(file: &FileResult, failure: &Failure) -> String {
    let mut body = format!("{}: {}", location(file, failure.span), failure.line());
    if failure.lines {
        body.push_str(&format!("\nexpected:\n{}\nactual:\n{}", failure.expected, failure.actual));
    }
    body
}
