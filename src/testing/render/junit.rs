//! JUnit XML: a test suite for each test file, a test case for each test.

use super::location;
use crate::diagnostic::render::Style;
use crate::diagnostic::render::xml::{Attribute, Content};
use crate::testing::{Failure, FileResult, Run};
use std::io::{self, Write};

pub(super) fn render(run: &Run, _: &Style, out: &mut dyn Write) -> io::Result<()> {
    let (tests, failures) = run.count();
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<testsuites name=\"attrflow test\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">")?;
    for file in &run.files {
        let name = Attribute(file.source.name());
        let (tests, failures) = (file.tests.len(), file.failed());
        write!(out, "  <testsuite name=\"{name}\" tests=\"{tests}\" ")?;
        writeln!(out, "disabled=\"0\" errors=\"0\" failures=\"{failures}\">")?;
        for test in &file.tests {
            write!(out, "    <testcase name=\"{}\" classname=\"{name}\"", Attribute(&test.name))?;
            if test.passed() {
                writeln!(out, "/>")?;
                continue;
            }
            writeln!(out, ">")?;
            // Readers of JUnit expect one failure per case.
            let lines: Vec<String> = test.failures.iter().map(Failure::line).collect();
            let body: Vec<String> = test.failures.iter().map(|failure| body(file, failure)).collect();
            let (message, body) = (lines.join("; "), body.join("\n"));
            let (message, body) = (Attribute(&message), Content(&body));
            writeln!(out, "      <failure message=\"{message}\" type=\"expectation-failed\">{body}</failure>")?;
            writeln!(out, "    </testcase>")?;
        }
        writeln!(out, "  </testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}

fn body(file: &FileResult, failure: &Failure) -> String {
    let mut body = format!("{}: {}", location(file, failure.span), failure.line());
    if failure.lines {
        body.push_str(&format!("\nexpected:\n{}\nactual:\n{}", failure.expected, failure.actual));
    }
    body
}
