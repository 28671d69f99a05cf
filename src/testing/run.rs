//! All results of a run as data: of tests, of coverage, of changes to mappings. Every renderer uses only this.

use super::coverage::Coverage;
use super::mutate::Mutation;
use super::outcome::FileResult;

/// The results of a run of test files, with the requested coverage and mutation results.
#[derive(Clone, Debug, Default)]
pub struct Run {
    /// The results of each file.
    pub files: Vec<FileResult>,
    /// The names of the test files that have errors of their own, none of whose tests was run.
    pub unloaded: Vec<String>,
    /// The coverage of each mapping.
    pub coverage: Vec<Coverage>,
    /// The results of changes to each mapping.
    pub mutation: Vec<Mutation>,
}

impl Run {
    /// How many tests were run, and how many of them failed.
    pub fn count(&self) -> (usize, usize) {
        let failed = self.files.iter().map(FileResult::failed).sum();
        (self.files.iter().map(|file| file.tests.len()).sum(), failed)
    }

    /// How many branches of all expressions are covered, and how many there are.
    pub fn covered(&self) -> (usize, usize) {
        let counts = self.coverage.iter().map(Coverage::count);
        counts.fold((0, 0), |(covered, all), (more, total)| (covered + more, all + total))
    }

    /// How many changes to all mappings a test noticed, and how many were tried.
    pub fn killed(&self) -> (usize, usize) {
        let counts = self.mutation.iter().map(|mutation| (mutation.killed, mutation.tried));
        counts.fold((0, 0), |(killed, all), (more, total)| (killed + more, all + total))
    }
}

/// A share in whole percent, rounded down so that 100 means all; 100 if there is nothing to count.
pub fn percent(part: usize, all: usize) -> usize {
    (part * 100).checked_div(all).unwrap_or(100)
}
