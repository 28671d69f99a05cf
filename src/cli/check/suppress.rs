//! Removes the diagnostics that the configuration ignores, and reports ignore entries that are expired or unused.

use crate::cli::config::{Config, Ignore};
use attrflow::tool::registry;
use attrflow::{Diagnostic, Report};

/// Removes the diagnostics that are ignored, and reports ignore entries that are expired or match nothing.
pub(super) fn suppress(mut reports: Vec<Report>, config: &Config) -> Vec<Report> {
    let mut used = vec![false; config.ignores.len()];
    for report in &mut reports {
        let name = report.source.name().to_owned();
        report.diagnostics.retain(|diagnostic| {
            let hit = config.ignores.iter().position(|ignore| !ignore.expired && ignores(ignore, &name, diagnostic));
            if let Some(location) = hit.and_then(|index| used.get_mut(index)) {
                *location = true;
            }
            hit.is_none()
        });
    }
    let diagnostics: Vec<Diagnostic> = config
        .ignores
        .iter()
        .zip(used)
        .filter_map(|(ignore, used)| match (ignore.expired, used) {
            (true, _) => Some(registry::expired_ignore(ignore.span, ignore.code)),
            (false, false) => Some(registry::unused_ignore(ignore.span, ignore.code)),
            (false, true) => None,
        })
        .collect();
    if let Some(source) = config.source.as_ref().filter(|_| !diagnostics.is_empty()) {
        reports.push(Report::new(source.clone(), diagnostics));
    }
    reports
}

/// Whether an ignore entry matches a diagnostic. A key that it does not have matches everything.
pub(in crate::cli) fn ignores(ignore: &Ignore, file: &str, diagnostic: &Diagnostic) -> bool {
    let subject = diagnostic.subject.as_deref();
    let is = |wanted: &Option<String>, found: Option<&str>| {
        wanted.as_ref().is_none_or(|wanted| found.is_some_and(|found| found == wanted))
    };
    ignore.code == diagnostic.code()
        && ignore.file.as_ref().is_none_or(|pattern| pattern.is_match(file))
        && is(&ignore.object, subject.map(|subject| subject.object.as_str()))
        && is(&ignore.target, subject.map(|subject| subject.target.as_str()))
}
