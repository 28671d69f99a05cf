//! The CI pipeline that a command runs in: the format of its log, and the summary that GitHub shows for a job. Does not
//! know what is reported.

use super::output::plain;
use crate::cli::say::say;
use clap::builder::{PossibleValue, PossibleValuesParser};
use std::fs::OpenOptions;
use std::io::Write;

/// Reads the name of a format, each given with what it is, or `auto`.
pub(super) fn formats(known: impl Iterator<Item = (&'static str, &'static str)>) -> PossibleValuesParser {
    let auto = PossibleValue::new("auto").help("`github` in GitHub Actions, `azure` in Azure Pipelines, else `pretty`");
    let known = known.map(|(name, about)| PossibleValue::new(name).help(about));
    PossibleValuesParser::new(std::iter::once(auto).chain(known))
}

/// The format that `auto` means here.
pub(super) fn auto() -> &'static str {
    // GitHub sets `true`, and Azure `True`.
    let is = |variable: &str| std::env::var(variable).is_ok_and(|value| value.eq_ignore_ascii_case("true"));
    match () {
        () if is("GITHUB_ACTIONS") => "github",
        () if is("TF_BUILD") => "azure",
        () => "pretty",
    }
}

/// Adds Markdown to the job's summary, if there is one. If it cannot be written, there is only a warning. The file is a
/// log that others add to as well, so that it is not written by [`write`](super::write).
pub(super) fn summarize(markdown: impl FnOnce() -> String) {
    let Some(path) = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty()) else { return };
    let opened = OpenOptions::new().create(true).append(true).open(&path);
    if let Err(error) = opened.and_then(|mut file| writeln!(file, "{}", markdown())) {
        say!("warning: the summary `{}` cannot be written: {}", path.display(), plain(&error));
    }
}
