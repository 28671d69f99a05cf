//! `--fix` and `--diff`: applies the edits of the diagnostics to the files. Bytes outside the edits stay as they are.
//!
//! Does not judge fixes: whoever offers one says whether it is safe.

use crate::cli::edits;
use crate::cli::error::CliError;
use crate::cli::output;
use attrflow::Report;
use attrflow::tool::conversion::{fix_edits, with_edits};
use attrflow::tool::render::printable;
use std::io::Write;

/// Applies the fixes to the files of the reports, or shows the difference. Returns how many edits there are.
pub(super) fn apply(reports: &[Report], also_unsafe: bool, only_show: bool) -> Result<usize, CliError> {
    let (mut count, mut out) = (0usize, output::standard());
    for report in reports {
        let edits = fix_edits(&report.diagnostics, |fix| fix.safe || also_unsafe);
        if edits.is_empty() {
            continue;
        }
        count += edits.len();
        let text = report.source.text();
        let new = with_edits(&report.source, &edits);
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

#[cfg(test)]
mod tests {
    use attrflow::tool::conversion::{edited, fix_edits};
    use attrflow::tool::{Context, check_expression, trees};

    #[test]
    fn all_fixes_of_a_text_go_in_together() {
        let text = "Tolower(Join(\"-\" [a], \"b\")";
        let (_, diagnostics) = check_expression(text, &trees::parse(text), Context::default());
        assert_eq!(edited(text, &fix_edits(&diagnostics, |fix| fix.safe)), "ToLower(Join(\"-\", [a], \"b\"))");
    }

    #[test]
    fn a_fix_goes_in_as_a_whole_or_not_at_all() {
        let text = "Concat(UCase([a]), Right(LCase([b]), 4))";
        let (_, diagnostics) = check_expression(text, &trees::parse(text), Context::default());
        let fixed = r#"Join("", ToUpper([a]), Replace(ToLower([b]), , "^.*(.{4})$", , "$1", , ))"#;
        assert_eq!(edited(text, &fix_edits(&diagnostics, |_| true)), fixed);
    }
}
