//! Sends every table row as a request: the rows of the functions' and diagnostics' pages, of the guide, and of the
//! tables of .NET output. The answers are compared with the pages, and written to a file for the module that is
//! compiled for the web, which has to return the same bytes (`npm/test/answers.js`).
#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

#[path = "../../tests/shared/asked.rs"]
mod asked;
#[path = "../../tests/snapshots/page.rs"]
#[allow(dead_code, clippy::indexing_slicing)]
mod scenes;

use attrflow::tool::page;
use attrflow::{diagnostics, languages};
use attrflow_playground as border;
use serde_json::{Value as Json, json};
use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

type Method = (&'static str, fn(&str) -> String);
const ANALYSE: Method = ("analyse", border::analyse);
const EVALUATE: Method = ("evaluate", border::evaluate);

/// The requests and answers so far, one per line.
struct Written(BufWriter<fs::File>, usize);

impl Written {
    /// Sends a request, and writes request and answer to the file.
    fn ask(&mut self, (name, method): Method, request: &Json) -> Json {
        let request = request.to_string();
        let answer = method(&request);
        writeln!(self.0, "{}", json!({"method": name, "request": request, "answer": answer})).unwrap();
        self.1 += 1;
        serde_json::from_str(&answer).unwrap()
    }
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(path: &str) -> String {
    fs::read_to_string(repository().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn files(folder: &str, ending: &str) -> Vec<String> {
    let names = fs::read_dir(repository().join(folder)).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut paths: Vec<String> =
        names.filter(|name| name.ends_with(ending)).map(|name| format!("{folder}/{name}")).collect();
    paths.sort();
    paths
}

/// Sends a row of a page and reports a result that differs from it. On the page of a diagnostic, `–` is a near miss.
fn row(written: &mut Written, row: &page::Row, of_diagnostic: Option<&str>) -> Result<(), String> {
    let expression = row.get("expression").unwrap();
    let record = row.get("record").filter(|record| !record.is_empty()).unwrap_or("{}");
    let request = json!({"expression": expression, "record": record, "dialect": row.get("dialect").unwrap_or("entra"),
        "now": "2026-01-15T09:30:00Z", "taken": ["taken@contoso.com"],
        "settings": {"DefaultDomain": "contoso.onmicrosoft.com", "DomainFQDN": "contoso.com"}});
    let (analysis, value) = (written.ask(ANALYSE, &request), written.ask(EVALUATE, &request));
    for offset in [0, expression.len() / 2, expression.len()] {
        let request = json!({"expression": expression, "record": record, "offset": offset});
        written.ask(("complete", border::complete), &request);
        written.ask(("hover", border::hover), &request);
        written.ask(("signature", border::signature), &request);
    }
    written.ask(("format", border::format), &json!({"expression": expression, "multi": true}));
    let error = value["error"]["code"].as_str();
    let diagnostics =
        analysis["diagnostics"].as_array().unwrap().iter().map(|diagnostic| diagnostic["code"].as_str().unwrap());
    let codes: Vec<&str> = diagnostics.chain(error).collect();
    let fine = match (row.get("raises"), row.get("gives")) {
        (Some("–"), _) => of_diagnostic.map_or(codes.is_empty(), |code| !codes.contains(&code)),
        (Some(code), _) => codes.contains(&code),
        (None, Some(gives)) => match value["status"].as_str() {
            Some("value") => serde_json::from_str::<Json>(gives).ok().as_ref() == Some(&value["value"]),
            Some("error") => error == Some(gives),
            status => status == Some(gives),
        },
        (None, None) => false,
    };
    if fine { Ok(()) } else { Err(format!("{expression}: {codes:?} {value}, not {row:?}")) }
}

#[test]
fn every_row_comes_out_of_the_border_as_its_page_says() {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("answers.ndjson");
    let mut written = Written(BufWriter::new(fs::File::create(path).unwrap()), 0);
    let (mut count, mut failures) = (0, Vec::new());
    let functions = languages::all().map(|function| (function.docs().to_owned(), None));
    let diagnostics = diagnostics::all().map(|entry| (entry.page().to_owned(), Some(entry.code)));
    let spec = files("tests/spec", ".md").into_iter().map(|path| (read(&path), None));
    for (text, code) in functions.chain(diagnostics).chain(spec).collect::<Vec<_>>() {
        for found in page::rows(&text).iter().filter(|row| row.get("expression").is_some()) {
            count += 1;
            failures.extend(row(&mut written, found, code).err());
        }
    }
    assert!(failures.is_empty(), "{} of {count} rows\n{}", failures.len(), failures.join("\n"));
    assert!(count > 750, "only {count} rows were found");
    tables(&mut written);
    mappings(&mut written);
    assert!(written.1 > 15_000, "only {} requests", written.1);
    written.0.flush().unwrap();
}

/// The tables of .NET output, as far as an expression can do the same. Where .NET throws, an expression has an error
/// or no value.
fn tables(written: &mut Written) {
    let (mut count, mut same) = (0usize, 0usize);
    for path in files("crates/dotnet/tests/oracle", ".jsonl") {
        for line in read(&path).lines() {
            let Some(asked) = asked::ask(&serde_json::from_str(line).unwrap()) else { continue };
            let (record, now) = (asked.record.to_string(), asked::NOW);
            let request = json!({"expression": asked.expression, "record": record, "now": now});
            let answer = written.ask(EVALUATE, &request);
            assert_ne!(answer["status"], "refused", "{}", asked.expression);
            (count, same) = (count + 1, same + usize::from(answer["value"] == asked.expected));
        }
    }
    assert!(count > 8_000 && same * 100 > count * 85, "{same} of {count}");
}

/// Mapping files: the connectors with example records, and the snapshots of the guide.
fn mappings(written: &mut Written) {
    let everything = json!({});
    for method in [
        ("reference", border::reference as fn(&str) -> String),
        ("registry", border::registry),
        ("connectors", border::connectors),
        ("version", border::version),
    ] {
        written.ask(method, &everything);
    }
    let sheet = json!({"name": "names", "expression": "PCase([displayName])", "records": read("examples/users.ndjson"),
        "now": "2026-01-15T09:30:00Z"});
    written.ask(("table", border::table), &sheet);
    let tests = written.ask(("write_tests", border::write_tests), &sheet);
    let tests = json!({"name": "names.test.toml", "text": tests["text"].as_str().unwrap_or_default()});
    written.ask(("read_tests", border::read_tests), &tests);
    let mut asked: Vec<(Json, String)> = Vec::new();
    let connectors: Vec<&str> = attrflow::connectors::CONNECTORS.iter().map(|connector| connector.name).collect();
    for (at, connector) in connectors.iter().enumerate() {
        asked.push((json!({"connector": connector}), read("examples/users.ndjson")));
        let before = connectors.get(at.wrapping_sub(1)).unwrap_or(connector);
        let pair = json!({"old": {"connector": before}, "new": {"connector": connector}});
        written.ask(("diff", border::diff), &pair);
    }
    for operation in ["patch", "replace"] {
        let data = |name: &str| read(&format!("tests/data/provision/{name}"));
        let request = json!({"name": "mapping.toml", "text": data("mapping.toml"), "records": data("records.ndjson"),
            "previous": data("previous.ndjson"), "operation": operation, "now": "2026-01-15T09:30:00Z"});
        written.ask(("provision", border::provision), &request);
    }
    for path in files("tests/spec", ".md") {
        let page = scenes::Page::new(&read(&path));
        for section in page.sections() {
            let mut mapping = None;
            for (_, fence) in page.fences(&section) {
                let name = if fence.body.starts_with('{') { "mapping.json" } else { "mapping.toml" };
                match (fence.kind.as_str(), &mapping) {
                    ("mapping", _) => mapping = Some(json!({"name": name, "text": fence.body})),
                    ("record" | "records", Some(mapping)) => asked.push((mapping.clone(), fence.body)),
                    _ => {}
                }
            }
        }
    }
    assert!(asked.len() > 15, "only {} mappings", asked.len());
    for (mut request, records) in asked {
        written.ask(("inspect", border::inspect), &request);
        request["now"] = json!("2026-01-15T09:30:00Z");
        request["records"] = json!(records);
        written.ask(("payloads", border::payloads), &request);
        request["operation"] = json!("replace");
        written.ask(("provision", border::provision), &request);
        request["record"] = json!(records.lines().next().unwrap_or_default());
        written.ask(("map", border::map), &request);
        written.ask(("map_rest", border::map_rest), &request);
        written.ask(("samples", border::samples), &request);
        let mut edited = request.clone();
        edited["safe"] = json!(true);
        written.ask(("edit", border::edit), &edited);
        let mut pair = json!({"old": request.clone(), "new": request.clone(), "records": records});
        pair["now"] = json!("2026-01-15T09:30:00Z");
        written.ask(("impact", border::impact), &pair);
        for to in ["toml", "json"] {
            request["to"] = json!(to);
            written.ask(("convert", border::convert), &request);
        }
    }
    let sheet = json!({"records": "\"Expected\",\"a, b\"\nx,\"1\"\n", "cells": {"0": "y;z"}});
    written.ask(("fill", border::fill), &sheet);
}
