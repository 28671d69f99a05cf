//! Diagnostics in the format of the page. Does not know how the page shows them.

use crate::request::units;
use attrflow::{Diagnostic, Report, Source, Span};
use serde_json::{Value as Json, json};

/// All diagnostics about a source text, in the order of their locations.
pub(crate) fn all(text: &str, diagnostics: Vec<Diagnostic>) -> Json {
    let report = Report::new(Source::new("<expression>", text), diagnostics);
    report.diagnostics.iter().map(|found| diagnostic(text, found)).collect()
}

/// A diagnostic with its offsets in a source text.
pub(crate) fn diagnostic(text: &str, found: &Diagnostic) -> Json {
    at(text, found.span, found)
}

/// A diagnostic at a span.
pub(crate) fn at(text: &str, span: Span, found: &Diagnostic) -> Json {
    let range = |span: Span| (units(text, span.range().start), units(text, span.range().end));
    let (from, to) = range(span);
    let related: Vec<Json> = found
        .related
        .iter()
        .map(|(span, what)| {
            let (from, to) = range(*span);
            json!({"from": from, "to": to, "message": what})
        })
        .collect();
    let fix = found.fix.as_ref().map(|fix| {
        let edits: Vec<Json> = fix
            .edits
            .iter()
            .map(|edit| {
                let (from, to) = range(edit.span);
                json!({"from": from, "to": to, "text": edit.text})
            })
            .collect();
        json!({"title": fix.title, "safe": fix.safe, "edits": edits})
    });
    json!({"code": found.code(), "severity": found.severity().to_string(), "message": found.message,
        "help": found.help, "from": from, "to": to, "related": related, "fix": fix, "value": found.value})
}
