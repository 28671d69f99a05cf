//! `--fix` and `--diff`: applies the edits of the diagnostics to the files. Bytes outside the edits stay as they are.

use crate::cli::edits::{self, edited};
use crate::cli::error::CliError;
use crate::cli::output;
use crate::cli::say::say;
use attrflow::tool::render::printable;
use attrflow::{Edit, Report};
use std::io::Write;

/// Applies the fixes to the files of the reports, or shows the difference.
pub(super) fn apply(reports: &[Report], also_unsafe: bool, only_show: bool) -> Result<(), CliError> {
    let (mut count, mut out) = (0usize, output::standard());
    for report in reports {
        let edits = edits(report, also_unsafe);
        if edits.is_empty() {
            continue;
        }
        count += edits.len();
        let text = report.source.text();
        let new = edited(text, &edits);
        if only_show {
            let difference = similar::TextDiff::from_lines(text, &new);
            let name = report.source.name();
            let difference = difference.unified_diff().header(name, name).to_string();
            out.write_all(printable::source(&difference).as_bytes())?;
        } else {
            edits::apply(report.source.name(), text, &new)?;
        }
    }
    out.flush()?;
    if !only_show {
        say!("{count} {}", if count == 1 { "fix" } else { "fixes" });
    }
    Ok(())
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
    use attrflow::Source;
    use attrflow::tool::{Context, check_expression, trees};

    #[test]
    fn all_fixes_of_a_text_go_in_together() {
        let text = "Tolower(Join('-' [a], “b”)";
        let (_, diagnostics) = check_expression(text, &trees::parse(text), Context::default());
        let report = Report::new(Source::new("x", text), diagnostics);
        assert_eq!(edited(text, &edits(&report, false)), "ToLower(Join(\"-\", [a], \"b\"))");
    }
}
