//! `--fix` and `--diff`: applies the edits of the diagnostics to the files. Bytes outside the edits stay as they are.
//!
//! Does not judge fixes: whoever offers one says whether it is safe.

use crate::cli::edits::{self, edited};
use crate::cli::error::CliError;
use crate::cli::output;
use attrflow::tool::conversion::tree_edits;
use attrflow::tool::read_mapping;
use attrflow::tool::render::printable;
use attrflow::{Edit, Fix, Report, Source, Span};
use std::collections::BTreeMap;
use std::io::Write;

/// Applies the fixes to the files of the reports, or shows the difference. Returns how many edits there are.
pub(super) fn apply(reports: &[Report], also_unsafe: bool, only_show: bool) -> Result<usize, CliError> {
    let (mut count, mut out) = (0usize, output::standard());
    for report in reports {
        let edits = edits(report, also_unsafe);
        if edits.is_empty() {
            continue;
        }
        count += edits.len();
        let text = report.source.text();
        let new = with_trees(&report.source, edited(text, &edits));
        if only_show {
            let difference = edits::patch(report.source.name(), text, &new);
            out.write_all(printable::source(&difference).as_bytes())?;
        } else {
            edits::apply(report.source.name(), text, &new)?;
        }
    }
    out.flush()?;
    Ok(count)
}

/// The text in which the parameters that are stored beside the edited expressions are those of the new ones.
fn with_trees(old: &Source, new: String) -> String {
    let (before, _) = read_mapping(old);
    let (after, _) = read_mapping(&Source::new(old.name(), new.as_str()));
    let trees = tree_edits(&after, Some(&before));
    edited(&new, &trees.iter().rev().collect::<Vec<_>>())
}

/// The edits of the fixes that do not overlap, from the last to the first. A fix is applied as a whole or not at all.
/// Of two fixes that overlap, the later one is applied: if one is inside the other, that is the inner one.
fn edits(report: &Report, also_unsafe: bool) -> Vec<&Edit> {
    let fixes = report.diagnostics.iter().filter_map(|diagnostic| diagnostic.fix.as_ref());
    let mut fixes: Vec<_> = fixes.filter(|fix| fix.safe || also_unsafe).collect();
    let begins = |fix: &Fix| fix.edits.iter().map(|edit| (edit.span.start, edit.span.end)).min();
    fixes.sort_by_key(|fix| std::cmp::Reverse(begins(fix)));
    // The chosen edits by their start. They do not overlap, so another edit can only overlap its two neighbors.
    let mut taken: BTreeMap<(u32, u32), &Edit> = BTreeMap::new();
    for fix in fixes {
        let is_free = |edit: &Edit| {
            let Span { start, end } = edit.span;
            let before = taken.range(..=(start, end)).next_back();
            let after = taken.range((start, end)..).next();
            before.is_none_or(|((from, to), _)| *to <= start && (*from, *to) != (start, end))
                && after.is_none_or(|((from, _), _)| end <= *from)
        };
        if fix.edits.iter().all(is_free) {
            taken.extend(fix.edits.iter().map(|edit| ((edit.span.start, edit.span.end), edit)));
        }
    }
    taken.into_values().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use attrflow::tool::{Context, check_expression, trees};

    #[test]
    fn all_fixes_of_a_text_go_in_together() {
        let text = "Tolower(Join(\"-\" [a], \"b\")";
        let (_, diagnostics) = check_expression(text, &trees::parse(text), Context::default());
        let report = Report::new(Source::new("x", text), diagnostics);
        assert_eq!(edited(text, &edits(&report, false)), "ToLower(Join(\"-\", [a], \"b\"))");
    }

    #[test]
    fn a_fix_goes_in_as_a_whole_or_not_at_all() {
        let text = "Concat(UCase([a]), Right(LCase([b]), 4))";
        let (_, diagnostics) = check_expression(text, &trees::parse(text), Context::default());
        let report = Report::new(Source::new("x", text), diagnostics);
        let fixed = r#"Join("", ToUpper([a]), Replace(ToLower([b]), , "^.*(.{4})$", , "$1", , ))"#;
        assert_eq!(edited(text, &edits(&report, true)), fixed);
    }
}
