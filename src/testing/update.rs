//! `--update`: writes the actual payloads into the test file, where it has payloads, and the actual results, where it
//! is JSON.

use super::outcome::{TestResult, lines_of};
use super::suite::Suite;
use crate::text::{Quoting, Span};
use serde_json::Value as Json;

/// The text of a test file with the actual payloads of its cases, and how many of them changed. A case that produced no
/// payload keeps its own: there is nothing to write.
pub fn update(suite: &Suite, results: &[TestResult]) -> (String, usize) {
    let mut text = suite.file.source.text().to_owned();
    let payload = |span: Span| results.iter().find(|result| result.span == span)?.payload.as_ref();
    let mut edits: Vec<(Span, String)> = Vec::new();
    for case in &suite.file.cases {
        let (Some(snapshot), Some(payload)) = (&case.payload, payload(case.span)) else { continue };
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
        edits.push((snapshot.literal, literal));
    }
    // In a map, because a file in JSON may have very many rows.
    let failed = results.iter().filter(|result| !result.passed());
    let failed: std::collections::HashMap<Span, &Json> =
        failed.filter_map(|result| Some((result.span, result.payload.as_ref()?))).collect();
    let rows = suite.file.tables.iter().flat_map(|table| &table.rows);
    edits.extend(rows.filter_map(|row| {
        let (literal, actual) = (row.literal?, failed.get(&row.span)?);
        Some((literal, as_before(literal.of(&text), actual).to_string()))
    }));
    // From the end, so that earlier locations stay valid.
    edits.sort_by_key(|(span, _)| std::cmp::Reverse(span.start));
    edits.retain(|(span, _)| text.get(span.range()).is_some());
    for (span, new) in &edits {
        text.replace_range(span.range(), new);
    }
    (text, edits.len())
}

/// A result, which is a string of the language, in the type that was expected: `false` and not `"False"`.
fn as_before(old: &str, actual: &Json) -> Json {
    let is = |first: &[u8]| old.bytes().next().is_some_and(|byte| first.contains(&byte));
    match actual.as_str() {
        Some(flag @ ("True" | "False")) if is(b"tf") => Json::from(flag == "True"),
        Some(number) if is(b"-0123456789") => match serde_json::from_str(number) {
            Ok(json @ Json::Number(_)) => json,
            _ => actual.clone(),
        },
        _ => actual.clone(),
    }
}
