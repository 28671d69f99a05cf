//! Removes the diagnostics that the configuration ignores, and reports ignore entries that are expired or unused. Does
//! not read the configuration.

use crate::cli::config::{Config, Ignore};
use attrflow::tool::registry;
use attrflow::{Diagnostic, Report};

/// Removes the diagnostics that are ignored, and reports ignore entries that are expired or match nothing.
pub(super) fn suppress(mut reports: Vec<Report>, config: &Config) -> Vec<Report> {
    let mut used = vec![false; config.ignores.len()];
    for report in &mut reports {
        let name = report.source.name().to_owned();
        report.diagnostics.retain(|diagnostic| {
            let hit = config.ignores.iter().position(|ignore| !ignore.expired && ignore.matches(&name, diagnostic));
            if let Some(location) = hit.and_then(|index| used.get_mut(index)) {
                *location = true;
            }
            hit.is_none()
        });
    }
    let why = |ignore: &Ignore| match reports.iter().any(|report| ignore.is_about(report.source.name())) {
        true => "nothing raises it",
        false => "none of the checked files fits `file`",
    };
    let diagnostics: Vec<Diagnostic> = config
        .ignores
        .iter()
        .zip(used)
        .filter_map(|(ignore, used)| match (ignore.expired, used) {
            (true, _) => Some(registry::expired_ignore(ignore.span, ignore.code)),
            (false, false) => Some(registry::unused_ignore(ignore.span, ignore.code, why(ignore))),
            (false, true) => None,
        })
        .collect();
    if let Some(source) = config.source.as_ref().filter(|_| !diagnostics.is_empty()) {
        reports.push(Report::new(source.clone(), diagnostics));
    }
    reports
}
