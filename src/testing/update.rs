//! `--update`: writes the actual payloads into the test file, where it has payloads.

use super::outcome::{TestResult, lines_of};
use super::suite::Suite;
use crate::text::Quoting;

/// The text of a test file with the actual payloads of its cases, and how many of them changed. A case that produced no
/// payload keeps its own: there is nothing to write.
pub fn update(suite: &Suite, results: &[TestResult]) -> (String, usize) {
    let mut text = suite.file.source.text().to_owned();
    let mut count = 0;
    // From the end, so that earlier locations stay valid.
    for case in suite.file.cases.iter().rev() {
        let result = results.iter().find(|result| result.span == case.span);
        let (Some(snapshot), Some(payload)) = (&case.payload, result.and_then(|result| result.payload.as_ref())) else {
            continue;
        };
        if snapshot.payload.as_ref() == Some(payload) {
            continue;
        }
        let lines = lines_of(payload);
        let literal = if lines.contains("'''") {
            let quoted = crate::text::Quoted { quoting: Quoting::Toml, ..snapshot.location };
            format!("\"{}\"", quoted.written(&lines))
        } else {
            format!("'''\n{lines}\n'''")
        };
        if text.get(snapshot.literal.range()).is_some() {
            text.replace_range(snapshot.literal.range(), &literal);
            count += 1;
        }
    }
    (text, count)
}
