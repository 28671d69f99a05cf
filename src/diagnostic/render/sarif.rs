//! SARIF 2.1.0, which code scanning services read.
//!
//! Line numbers are useless in an export of one line, so every result has a fingerprint and, as its logical location,
//! the JSON pointer.

use super::Style;
use super::found::{self, Found};
use super::locations::Range;
use crate::diagnostic::page::{self, links};
use crate::diagnostic::{DiagnosticInfo, Report, Severity};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};
use std::io::{self, Write};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// What is encoded in a path: everything but letters, digits, `-._~` and slashes.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// Writes one log with one run. Only rules with results are listed.
pub(super) fn render(reports: &[Report], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let found = found::all(reports, style);
    let mut rules: Vec<&DiagnosticInfo> = Vec::new();
    let mut results = Vec::new();
    for found in &found {
        let known = rules.iter().position(|rule| rule.code == found.diagnostic.code());
        let index = known.unwrap_or(rules.len());
        if known.is_none() {
            rules.push(found.diagnostic.entry);
        }
        results.push(result(found, index, style));
    }
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "attrflow",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "informationUri": links::SITE,
                "rules": rules.into_iter().map(|entry| rule(entry, style)).collect::<Vec<_>>(),
            } },
            "columnKind": "utf16CodeUnits",
            "results": results,
        }],
    });
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

fn rule(entry: &DiagnosticInfo, style: &Style) -> Value {
    let markdown = page::markdown(entry.page());
    json!({
        "id": entry.code,
        "shortDescription": { "text": entry.summary() },
        "help": { "text": markdown, "markdown": markdown },
        "helpUri": style.page(entry.code),
        "defaultConfiguration": { "level": level(entry.severity) },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn result(found: &Found<'_>, rule: usize, style: &Style) -> Value {
    let mut result = json!({
        "ruleId": found.diagnostic.code(),
        "ruleIndex": rule,
        "level": level(found.diagnostic.severity()),
        "message": { "text": found.message_and_help(style) },
        "locations": [location(found)],
        // GitHub matches results by the first name, other tools by ours.
        "partialFingerprints": {
            "primaryLocationLineHash": found.fingerprint,
            "attrflowDiagnostic/v1": found.fingerprint,
        },
    });
    if !found.related.is_empty() {
        let related = found.related.iter().enumerate().map(|(index, (range, what))| {
            json!({ "id": index, "message": { "text": what }, "physicalLocation": physical(found, *range) })
        });
        result["relatedLocations"] = related.collect();
    }
    if let Some(fix) = &found.diagnostic.fix {
        let replacements = found
            .edits
            .iter()
            .map(|(range, text)| json!({ "deletedRegion": region(*range), "insertedContent": { "text": text } }));
        result["fixes"] = json!([{
            "description": { "text": fix.title },
            "artifactChanges": [{
                "artifactLocation": artifact(&found.file),
                "replacements": replacements.collect::<Vec<_>>(),
            }],
        }]);
    }
    result
}

fn location(found: &Found<'_>) -> Value {
    let mut location = json!({ "physicalLocation": physical(found, found.range) });
    let (pointer, _, target) = found.subject();
    if !pointer.is_empty() {
        location["logicalLocations"] = json!([{ "fullyQualifiedName": pointer, "name": target, "kind": "value" }]);
    }
    location
}

fn physical(found: &Found<'_>, range: Range) -> Value {
    json!({ "artifactLocation": artifact(&found.file), "region": region(range) })
}

fn region(range: Range) -> Value {
    json!({
        "startLine": range.start.line,
        "startColumn": range.start.utf16,
        "endLine": range.end.line,
        "endColumn": range.end.utf16,
        "byteOffset": range.start.byte,
        "byteLength": range.end.byte - range.start.byte,
    })
}

/// A path relative to the source root, or a file URI if the file is elsewhere.
fn artifact(path: &str) -> Value {
    let encoded = |path: &str| utf8_percent_encode(path, ENCODED).to_string();
    let is_windows = matches!(path.as_bytes(), [b'\\', b'\\', ..])
        || matches!(path.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic());
    // A path is recognised by its beginning and not by the system, so that a name gives the same URI everywhere.
    let absolute = if is_windows { path.replace('\\', "/") } else { path.to_owned() };
    if absolute.starts_with("//") {
        // A share: its server is the authority of the URI.
        json!({ "uri": format!("file:{}", encoded(&absolute)) })
    } else if absolute.starts_with('/') {
        json!({ "uri": format!("file://{}", encoded(&absolute)) })
    } else if is_windows {
        json!({ "uri": format!("file:///{}", encoded(&absolute)) })
    } else {
        json!({ "uri": encoded(path), "uriBaseId": "%SRCROOT%" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_addresses() {
        for (path, uri) in [
            ("/tenant/m.json", "file:///tenant/m.json"),
            ("/tenant/a b.json", "file:///tenant/a%20b.json"),
            ("/tenant/100%25.json", "file:///tenant/100%2525.json"),
            ("/tenant/é.json", "file:///tenant/%C3%A9.json"),
            ("/tenant/a#b?c.json", "file:///tenant/a%23b%3Fc.json"),
            ("C:/maps/a.json", "file:///C%3A/maps/a.json"),
            ("c:\\maps\\a b.json", "file:///c%3A/maps/a%20b.json"),
            ("//server/share/m.json", "file://server/share/m.json"),
            ("\\\\server\\share\\é.json", "file://server/share/%C3%A9.json"),
        ] {
            assert_eq!(artifact(path), json!({ "uri": uri }), "{path}");
        }
        for (path, uri) in [
            ("maps/a b.json", "maps/a%20b.json"),
            ("a-b_c.~d/é.json", "a-b_c.~d/%C3%A9.json"),
            ("1:a.json", "1%3Aa.json"),
            ("a\\b.json", "a%5Cb.json"),
            ("<stdin>", "%3Cstdin%3E"),
        ] {
            assert_eq!(artifact(path), json!({ "uri": uri, "uriBaseId": "%SRCROOT%" }), "{path}");
        }
    }
}
