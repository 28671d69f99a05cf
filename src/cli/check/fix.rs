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
