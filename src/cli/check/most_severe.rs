//! `--max-diagnostics`: limits how many diagnostics are printed, most severe first. Does not know in which format.

use attrflow::{Diagnostic, Report, Severity};
use std::borrow::Cow;

/// The reports with at most `most` diagnostics, keeping the most severe, and the number of those left out.
pub(super) fn most_severe(reports: &[Report], most: usize) -> (Cow<'_, [Report]>, usize) {
    let all: usize = reports.iter().map(|report| report.diagnostics.len()).sum();
    if all <= most {
        return (Cow::Borrowed(reports), 0);
    }
    let mut left = [Severity::Error, Severity::Warning, Severity::Info].map(|severity| {
        let count: usize = reports.iter().map(|report| report.count(severity)).sum();
        (severity, count)
    });
    let mut room = most;
    for (_, count) in &mut left {
        *count = (*count).min(room);
        room -= *count;
    }
    let mut is_kept = |diagnostic: &&Diagnostic| match left.iter_mut().find(|(it, _)| *it == diagnostic.severity()) {
        Some((_, count)) if *count > 0 => {
            *count -= 1;
            true
        }
        _ => false,
    };
    let few = reports.iter().map(|report| {
        let diagnostics = report.diagnostics.iter().filter(&mut is_kept).cloned().collect();
        Report { source: report.source.clone(), diagnostics }
    });
    (Cow::Owned(few.collect()), all - most)
}
