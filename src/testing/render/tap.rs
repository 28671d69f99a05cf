//! TAP version 14: one line per test, failures as YAML below it.

use super::location;
use crate::diagnostic::render::{Style, printable};
use crate::testing::Run;
use std::io::{self, Write};

pub(super) fn render(run: &Run, _: &Style, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "TAP version 14\n1..{}", run.count().0 + run.unloaded.len())?;
    let mut number = 0;
    for file in &run.files {
        for test in &file.tests {
            number += 1;
            let name = description(&format!("{}: {}", file.source.name(), test.name));
            writeln!(out, "{} {number} - {name}", if test.passed() { "ok" } else { "not ok" })?;
            if test.passed() {
                continue;
            }
            writeln!(out, "  ---\n  failures:")?;
            for failure in &test.failures {
                // A JSON string is also a YAML string.
                let text = |text: &str| printable::lines(&serde_json::Value::from(text).to_string());
                writeln!(out, "    - at: {}", text(&location(file, failure.span)))?;
                writeln!(out, "      subject: {}", text(&failure.subject))?;
                writeln!(out, "      expected: {}", text(&failure.expected))?;
                writeln!(out, "      actual: {}", text(&failure.actual))?;
            }
            writeln!(out, "  ...")?;
        }
    }
    for name in &run.unloaded {
        number += 1;
        writeln!(out, "not ok {number} - {}: none of its tests was run", description(name))?;
    }
    Ok(())
}

/// A name on one line, escaped so that it contains no directive.
fn description(name: &str) -> String {
    printable::line(name).replace('\\', "\\\\").replace('#', "\\#")
}
