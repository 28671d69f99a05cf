//! Annotations of GitHub Actions: one for each expectation that failed, where it stands in the test file.

use super::summary;
use crate::diagnostic::render::{self, Style};
use crate::diagnostic::{Report, catalogue};
use crate::testing::Run;
use std::io::{self, Write};

pub(super) fn render(run: &Run, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let reports = run.files.iter().map(|file| {
        let findings = file.tests.iter().flat_map(|test| {
            test.failures.iter().map(|failure| catalogue::expectation_failed(failure.span, &test.name, &failure.line()))
        });
        Report::new(file.source.clone(), findings.collect())
    });
    let survivors = run.mutation.iter().map(|mutation| {
        let mutants = mutation.survivors.iter();
        let findings = mutants.map(|mutant| catalogue::surviving_mutant(mutant.span, &mutant.what));
        Report::new(mutation.source.clone(), findings.collect())
    });
    let reports: Vec<Report> = reports.chain(survivors).collect();
    if let Some(format) = render::find("github") {
        (format.render)(&reports, style, out)?;
    }
    writeln!(out, "{}", summary(run))
}
