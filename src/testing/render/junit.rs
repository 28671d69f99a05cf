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
        attribute("tests", tests + run.unloaded.len()),
        attribute("failures", failures),
        attribute("errors", run.unloaded.len()),
    ];
    document(out, "testsuites", attributes, |writer| {
        run.files.iter().try_for_each(|file| suite(file, writer))?;
        run.unloaded.iter().try_for_each(|name| unloaded(name, writer))
    })
}

/// A test file that could not be run, as a case of its own.
fn unloaded(name: &str, writer: &mut Writer<'_>) -> io::Result<()> {
    let numbers = [("tests", 1), ("disabled", 0), ("errors", 1), ("failures", 0)];
    let suite = writer.create_element("testsuite").with_attribute(attribute("name", name));
    let suite = suite.with_attributes(numbers.map(|(name, number)| attribute(name, number)));
    suite
        .write_inner_content(|writer| {
            let attributes = [attribute("name", "the test file"), attribute("classname", name)];
            let case = writer.create_element("testcase").with_attributes(attributes);
            case.write_inner_content(|writer| {
                let message = "the file or its mapping has errors, and none of its tests was run";
                let attributes = [attribute("message", message), attribute("type", "not-loaded")];
                writer.create_element("error").with_attributes(attributes).write_empty().map(drop)
            })
            .map(drop)
        })
        .map(drop)
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
