//! What failed as findings, for the formats that show findings: each expectation where it stands in the test file, each
//! change that no test notices where it was made.

use crate::diagnostic::{Report, registry};
use crate::testing::Run;

pub(super) fn findings(run: &Run) -> Vec<Report> {
    let failures = run.files.iter().map(|file| {
        let findings = file.tests.iter().flat_map(|test| {
            test.failures.iter().map(|failure| registry::expectation_failed(failure.span, &test.name, &failure.line()))
        });
        Report::new(file.source.clone(), findings.collect())
    });
    let survivors = run.mutation.iter().map(|mutation| {
        let mutants = mutation.survivors.iter();
        let findings = mutants.map(|mutant| registry::surviving_mutant(mutant.span, &mutant.what));
        Report::new(mutation.source.clone(), findings.collect())
    });
    failures.chain(survivors).collect()
}
