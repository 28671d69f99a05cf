//! Test results for people: a line for each test, and for each failure the expected and the actual result, and the
//! location.

use super::{at, location, summary};
use crate::diagnostic::render::{Style, paint, printable};
use crate::testing::{Coverage, Failure, FileResult, Mutation, Run, percent};
use similar::{ChangeTag, TextDiff};
use std::io::{self, Write};

const GREEN: &str = "32";
const RED: &str = "31";
const DIM: &str = "2";

/// How many lines of a payload are shown around a difference.
const AROUND: usize = 3;

pub(super) fn render(run: &Run, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let paint = |text: &str, color| paint(text, color, style.color);
    for file in run.files.iter().filter(|file| !file.tests.is_empty()) {
        writeln!(out, "{}", paint(&printable::line(file.source.name()), "1"))?;
        for test in &file.tests {
            let name = printable::line(&test.name);
            if test.passed() {
                writeln!(out, "  {}  {name}", paint("ok  ", GREEN))?;
                continue;
            }
            writeln!(out, "  {}  {}", paint("FAIL", "1;31"), paint(&name, "1"))?;
            for failure in &test.failures {
                show(file, failure, style, out)?;
            }
        }
        writeln!(out)?;
    }
    for coverage in &run.coverage {
        covered(coverage, style, out)?;
    }
    for mutation in &run.mutation {
        survivors(mutation, style, out)?;
    }
    let failed = run.count().1 > 0;
    write!(out, "{}", paint(&summary(run), if failed { "1;31" } else { "1;32" }))?;
    if !run.coverage.is_empty() {
        let (part, all) = run.covered();
        write!(out, ", {part} of {all} branches covered ({} %)", percent(part, all))?;
    }
    if !run.mutation.is_empty() {
        let (part, all) = run.killed();
        write!(out, ", {part} of {all} changes noticed ({} %)", percent(part, all))?;
    }
    writeln!(out)
}

/// A line for each change that no test notices.
fn survivors(mutation: &Mutation, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let paint = |text: &str, color| paint(text, color, style.color);
    if mutation.survivors.is_empty() && mutation.left_out == 0 {
        return Ok(());
    }
    let name = printable::line(mutation.source.name());
    writeln!(out, "{}", paint(&format!("no test of {name} notices when"), "1"))?;
    for mutant in &mutation.survivors {
        let location = at(&mutation.source, mutant.span);
        let (what, target) = (printable::line(&mutant.what), printable::line(&mutant.target));
        writeln!(out, "  {what}  {}", paint(&format!("{target}, {location}"), DIM))?;
    }
    if mutation.left_out > 0 {
        writeln!(out, "  {} more changes were not tried", mutation.left_out)?;
    }
    writeln!(out)
}

/// A line for each attribute mapping, and for each uncovered branch.
fn covered(coverage: &Coverage, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let paint = |text: &str, color| paint(text, color, style.color);
    let name = printable::line(coverage.source.name());
    writeln!(out, "{}", paint(&format!("coverage of {name}"), "1"))?;
    let width = coverage.units.iter().map(|unit| unit.name.chars().count()).max().unwrap_or_default();
    for unit in &coverage.units {
        let (part, all) = (unit.covered(), unit.branches.len());
        let share = format!("{part}/{all}");
        let share = paint(&share, if part == all { GREEN } else { RED });
        let untested = if unit.tested { String::new() } else { format!("  {}", paint("untested", RED)) };
        writeln!(out, "  {:<width$}  {share}{untested}", printable::line(&unit.name))?;
        for branch in unit.branches.iter().filter(|branch| !branch.covered && unit.tested) {
            let location = at(&coverage.source, branch.span);
            writeln!(out, "      not covered: {}  {}", printable::line(&branch.what), paint(&location, DIM))?;
        }
    }
    writeln!(out)
}

fn show(file: &FileResult, failure: &Failure, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let paint = |text: &str, color| paint(text, color, style.color);
    let indent = " ".repeat(8);
    if !failure.subject.is_empty() {
        writeln!(out, "{indent}{}", printable::line(&failure.subject))?;
    }
    if failure.lines {
        let difference = TextDiff::from_lines(&failure.expected, &failure.actual);
        for (number, group) in difference.grouped_ops(AROUND).iter().enumerate() {
            if number > 0 {
                writeln!(out, "{indent}  {}", paint("…", DIM))?;
            }
            for change in group.iter().flat_map(|op| difference.iter_changes(op)) {
                let (sign, color) = match change.tag() {
                    ChangeTag::Equal => (' ', DIM),
                    ChangeTag::Delete => ('-', RED),
                    ChangeTag::Insert => ('+', GREEN),
                };
                let line = printable::line(change.value().trim_end_matches('\n'));
                writeln!(out, "{indent}  {}", paint(&format!("{sign} {line}"), color))?;
            }
        }
    } else {
        writeln!(out, "{indent}  expected  {}", paint(&printable::line(&failure.expected), GREEN))?;
        writeln!(out, "{indent}  actual    {}", paint(&printable::line(&failure.actual), RED))?;
    }
    writeln!(out, "{indent}  {}", paint(&format!("at {}", location(file, failure.span)), DIM))
}
