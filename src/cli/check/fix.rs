//! `--fix` and `--diff`: applies the edits of the diagnostics to the files. Bytes outside the edits stay as they are.

use crate::cli::error::CliError;
use attrflow::{Edit, Report};
use std::io::Write;

/// Applies the fixes to the files of the reports, or shows the difference.
pub(super) fn apply(reports: &[Report], also_unsafe: bool, only_show: bool) -> Result<(), CliError> {
    let mut mended = 0usize;
    for report in reports {
        let edits = edits(report, also_unsafe);
        if edits.is_empty() {
            continue;
        }
        mended += edits.len();
        let text = report.source.text();
        let new = edited(text, &edits);
        if only_show {
            let difference = similar::TextDiff::from_lines(text, &new);
            let name = report.source.name();
            write!(std::io::stdout(), "{}", difference.unified_diff().header(name, name))?;
        } else {
            write(report.source.name(), text, &new)?;
        }
    }
    if !only_show {
        eprintln!("{mended} {}", if mended == 1 { "fix" } else { "fixes" });
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

/// The text after the edits, which are sorted from the last to the first.
pub(in crate::cli) fn edited(text: &str, edits: &[&Edit]) -> String {
    let mut new = text.to_owned();
    for edit in edits {
        let range = edit.span.range();
        if new.is_char_boundary(range.start) && new.is_char_boundary(range.end) {
            new.replace_range(range, &edit.text);
        }
    }
    new
}

/// Overwrites a file, unless its bytes are not the text that was checked: then an edit would change more than intended.
pub(in crate::cli) fn write(name: &str, text: &str, new: &str) -> Result<(), CliError> {
    const MARK: &[u8] = b"\xEF\xBB\xBF";
    let bytes = std::fs::read(name).map_err(|error| CliError::usage(format!("`{name}` cannot be read: {error}")))?;
    let mark = if bytes.starts_with(MARK) { MARK } else { b"" };
    if bytes.get(mark.len()..) != Some(text.as_bytes()) {
        let message = format!("`{name}` cannot be edited: it is not UTF-8, or has changed since it was read");
        return Err(CliError::with_help(message, "save it as UTF-8 first"));
    }
    std::fs::write(name, [mark, new.as_bytes()].concat())
        .map_err(|error| CliError::usage(format!("`{name}` cannot be written: {error}")))
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
