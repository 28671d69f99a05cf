//! `--fix` and `--diff`: applies the edits of the diagnostics to the files. Bytes outside the edits stay as they are.

use crate::cli::edits::{edited, write};
use crate::cli::error::CliError;
use attrflow::tool::conversion::tree_edits;
use attrflow::tool::read_mapping;
use attrflow::{Edit, Report, Source};
use std::io::Write;

/// Applies the fixes to the files of the reports, or shows the difference.
pub(super) fn apply(reports: &[Report], also_unsafe: bool, only_show: bool) -> Result<(), CliError> {
    let mut count = 0usize;
    for report in reports {
        let edits = edits(report, also_unsafe);
        if edits.is_empty() {
            continue;
        }
        count += edits.len();
        let text = report.source.text();
        let new = with_trees(&report.source, edited(text, &edits));
        if only_show {
            let difference = similar::TextDiff::from_lines(text, &new);
            let name = report.source.name();
            write!(std::io::stdout(), "{}", difference.unified_diff().header(name, name))?;
        } else {
            write(report.source.name(), text, &new)?;
        }
    }
    if !only_show {
        eprintln!("{count} {}", if count == 1 { "fix" } else { "fixes" });
    }
    Ok(())
}

/// The text in which the parameters that are stored beside the edited expressions are those of the new ones.
fn with_trees(old: &Source, new: String) -> String {
    let (before, _) = read_mapping(old);
    let (after, _) = read_mapping(&Source::new(old.name(), new.as_str()));
    let trees = tree_edits(&after, Some(&before));
    edited(&new, &trees.iter().rev().collect::<Vec<_>>())
}

/// The edits of a report that do not overlap, from the last to the first.
fn edits(report: &Report, also_unsafe: bool) -> Vec<&Edit> {
    let fixes = report.diagnostics.iter().filter_map(|diagnostic| diagnostic.fix.as_ref());
    let fixes = fixes.filter(|fix| fix.safe || also_unsafe);
    let mut edits: Vec<&Edit> = fixes.flat_map(|fix| &fix.edits).collect();
    edits.sort_by_key(|edit| std::cmp::Reverse((edit.span.start, edit.span.end)));
    let mut limit = u32::MAX;
    edits.retain(|edit| {
        let free = edit.span.end <= limit;
        limit = if free { edit.span.start } else { limit };
        free
    });
    edits
}

#[cfg(test)]
mod tests {
    use super::*;
    use attrflow::tool::{Context, check_expression, trees};

    #[test]
    fn all_fixes_of_a_text_go_in_together() {
        let text = "Tolower(Join('-' [a], “b”)";
        let (_, diagnostics) = check_expression(text, &trees::parse(text), Context::default());
        let report = Report::new(Source::new("x", text), diagnostics);
        assert_eq!(edited(text, &edits(&report, false)), "ToLower(Join(\"-\", [a], \"b\"))");
    }
}
