//! Markdown: failures, uncovered branches and changes that no test notices, for a job's summary or a comment on a pull
//! request.

use super::{location, summary};
use crate::diagnostic::render::Style;
use crate::diagnostic::render::markdown::{cell, code};
use crate::testing::{Failure, Run, percent};
use std::io::{self, Write};

pub(super) fn render(run: &Run, _: &Style, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "### attrflow test: {}\n", summary(run))?;
    if run.count().1 > 0 {
        writeln!(out, "| test | location | what failed |\n|---|---|---|")?;
    }
    for file in &run.files {
        for test in file.tests.iter().filter(|test| !test.passed()) {
            let what: Vec<String> = test.failures.iter().map(|failure| cell(&Failure::line(failure))).collect();
            let at = test.failures.first().map_or(test.span, |failure| failure.span);
            writeln!(out, "| {} | {} | {} |", cell(&test.name), code(&location(file, at)), what.join("<br>"))?;
        }
    }
    if !run.coverage.is_empty() {
        let (part, all) = run.covered();
        writeln!(out, "\n{part} of {all} branches of the expressions are covered ({} %).\n", percent(part, all))?;
        let lacking = |part: usize, all: usize| part < all;
        if lacking(part, all) {
            writeln!(out, "| attribute | branches | not covered |\n|---|---:|---|")?;
        }
        for coverage in &run.coverage {
            for unit in coverage.units.iter().filter(|unit| lacking(unit.covered(), unit.branches.len())) {
                let never = unit.branches.iter().filter(|branch| !branch.covered).map(|branch| cell(&branch.what));
                let never = never.collect::<Vec<_>>().join("<br>");
                writeln!(out, "| {} | {}/{} | {never} |", code(&unit.name), unit.covered(), unit.branches.len())?;
            }
        }
    }
    if !run.mutation.is_empty() {
        let (part, all) = run.killed();
        writeln!(out, "\n{part} of {all} changes to the mapping are noticed ({} %).\n", percent(part, all))?;
        for mutant in run.mutation.iter().flat_map(|mutation| &mutation.survivors) {
            writeln!(out, "* {}: no test notices when {}", code(&mutant.target), cell(&mutant.what))?;
        }
    }
    Ok(())
}
