//! `--update`: payloads as they come, written into the test file where it has them.

use super::outcome::{TestResult, lines_of};
use super::suite::Suite;
use crate::text::Quoting;

/// The text of a test file with the payloads of its cases as they came, and how many of them changed. A case without a
/// payload keeps its own: there is nothing to write.
pub fn update(suite: &Suite, results: &[TestResult]) -> (String, usize) {
    let mut text = suite.file.source.text().to_owned();
    let mut count = 0;
    // From the end, so that the locations before stay where they are.
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
