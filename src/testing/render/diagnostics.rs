//! Failures as diagnostics, for the formats that show diagnostics: each expectation at its location in the test file,
//! each change that no test notices at its location in the mapping.

use crate::diagnostic::{Report, registry};
use crate::testing::Run;

pub(super) fn diagnostics(run: &Run) -> Vec<Report> {
    let failures = run.files.iter().map(|file| {
        let diagnostics = file.tests.iter().flat_map(|test| {
            test.failures.iter().map(|failure| registry::expectation_failed(failure.span, &test.name, &failure.line()))
        });
        Report::new(file.source.clone(), diagnostics.collect())
    });
    let survivors = run.mutation.iter().map(|mutation| {
        let mutants = mutation.survivors.iter();
        let diagnostics = mutants.map(|mutant| registry::surviving_mutant(mutant.span, &mutant.what));
        Report::new(mutation.source.clone(), diagnostics.collect())
    });
    failures.chain(survivors).collect()
}
