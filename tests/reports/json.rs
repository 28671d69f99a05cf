//! The JSON format of attrflow, read with the documented fields, and that of GitLab.

use crate::reports::{rendered, samples};
use attrflow::tool::render::{Style, find};
use serde::Deserialize;
use std::collections::HashSet;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    format_version: String,
    tool: Tool,
    summary: Summary,
    diagnostics: Vec<Diagnostic>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tool {
    name: String,
    version: String,
}

#[derive(Deserialize, PartialEq, Debug)]
#[serde(deny_unknown_fields)]
struct Summary {
    files: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Diagnostic {
    format_version: Option<String>,
    code: String,
    severity: String,
    message: String,
    help: Option<String>,
    file: String,
    range: Range,
    expression_range: Option<Range>,
    pointer: Option<String>,
    mapping: Option<Mapping>,
    related: Vec<Related>,
    fix: Option<Fix>,
    value: Option<String>,
    fingerprint: String,
    page: String,
    url: String,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(deny_unknown_fields)]
struct Range {
    start: Location,
    end: Location,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(deny_unknown_fields)]
struct Location {
    line: usize,
    column: usize,
    utf16: usize,
    byte: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Mapping {
    object: String,
    target: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Related {
    range: Range,
    message: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fix {
    title: String,
    safety: String,
    edits: Vec<Edit>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Edit {
    range: Range,
    text: String,
}

/// The text of a range, found by its bytes; lines and columns must lead to the same location.
fn text_of(range: Range, text: &str) -> &str {
    for location in [range.start, range.end] {
        let line: Vec<char> = text.split('\n').nth(location.line - 1).unwrap().chars().collect();
        let before: String = line[..location.column - 1].iter().collect();
        assert!(text[..location.byte].ends_with(&before));
        assert_eq!(before.encode_utf16().count(), location.utf16 - 1);
        assert_eq!(text[..location.byte].matches('\n').count(), location.line - 1);
    }
    &text[range.start.byte..range.end.byte]
}

#[test]
fn the_document_has_what_is_promised() {
    let reports = samples::several();
    let document: Document = serde_json::from_str(&rendered("json", &reports)).unwrap();
    assert_eq!((document.format_version.as_str(), document.tool.name.as_str()), ("1.0", "attrflow"));
    assert_eq!(document.tool.version, env!("CARGO_PKG_VERSION"));
    assert_eq!(document.summary, Summary { files: 5, errors: 4, warnings: 1, infos: 1 });

    let first = &document.diagnostics[0];
    let export = reports[0].source.text();
    assert_eq!((first.code.as_str(), first.severity.as_str()), ("unknown-function", "error"));
    assert_eq!(first.message, "there is no function `Lower`");
    assert_eq!(first.help.as_deref(), Some("did you mean `ToLower`?"));
    assert_eq!((first.file.as_str(), text_of(first.range, export)), ("exports/one line.json", "Lower"));
    assert_eq!(text_of(first.expression_range.unwrap(), "Append(\"<é>\", Lower([mail]))"), "Lower");
    assert_eq!(first.pointer.as_deref(), Some("/synchronizationRules/0/objectMappings/1"));
    let mapping = first.mapping.as_ref().unwrap();
    assert_eq!((mapping.object.as_str(), mapping.target.as_str()), ("User", "userName"));
    assert_eq!(text_of(first.related[0].range, export), "Append");
    assert_eq!(first.related[0].message, "an argument of this call");
    let fix = first.fix.as_ref().unwrap();
    assert_eq!((fix.title.as_str(), fix.safety.as_str()), ("write `ToLower`", "safe"));
    assert_eq!((text_of(fix.edits[0].range, export), fix.edits[0].text.as_str()), ("Lower", "ToLower"));
    assert_eq!(first.page, "attrflow explain unknown-function");
    assert_eq!(first.url, "https://attrflow.github.io/attrflow/diagnostics/unknown-function.html");

    let last = document.diagnostics.last().unwrap();
    assert_eq!(text_of(last.range, reports[4].source.text()), ",");
    assert!(last.mapping.is_none() && last.fix.is_none() && last.pointer.is_none() && last.value.is_none());
}

#[test]
fn every_line_of_ndjson_is_a_diagnostic_of_the_document() {
    let style = Style { show_values: true, ..Style::default() };
    let lines = find("ndjson").unwrap().text(&samples::several(), &style);
    let lines: Vec<Diagnostic> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let document: Document = serde_json::from_str(&rendered("json", &samples::several())).unwrap();
    assert!(lines.iter().all(|line| line.format_version.as_deref() == Some("1.0")));
    let prints =
        |diagnostics: &[Diagnostic]| -> Vec<String> { diagnostics.iter().map(|one| one.fingerprint.clone()).collect() };
    assert_eq!(prints(&lines), prints(&document.diagnostics));
    assert_eq!(lines.last().unwrap().value.as_deref(), Some("ada@contoso.com"));
}

#[derive(Deserialize)]
struct Issue {
    description: String,
    check_name: String,
    fingerprint: String,
    severity: String,
    location: GitLabLocation,
}

#[derive(Deserialize)]
struct GitLabLocation {
    path: String,
    lines: Lines,
}

#[derive(Deserialize)]
struct Lines {
    begin: usize,
}

#[test]
fn gitlab_drops_none_of_the_issues() {
    let mut reports = samples::several();
    reports.extend(samples::several());
    let issues: Vec<Issue> = serde_json::from_str(&rendered("gitlab", &reports)).unwrap();
    let prints: HashSet<&str> = issues.iter().map(|issue| issue.fingerprint.as_str()).collect();
    assert_eq!((issues.len(), prints.len()), (12, 12));
    let known = ["info", "minor", "major", "critical", "blocker"];
    assert!(issues.iter().all(|issue| known.contains(&issue.severity.as_str())));
    let second = &issues[1];
    assert_eq!((second.check_name.as_str(), second.location.path.as_str()), ("unclosed-parenthesis", "maps/crlf.toml"));
    assert_eq!((second.location.lines.begin, second.description.as_str()), (3, "`Join(` is not closed (add `)`)"));
    assert_eq!(rendered("gitlab", &[]), "[]\n");
}
