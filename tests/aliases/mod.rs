//! Calls of other languages: the fix of each gives what that language's documents say, on three records; where it could
//! not, there is none, but a word of help. Every alias of the function declarations has a row.

use crate::fixes::fixed;
use attrflow::languages;
use attrflow::tool::page;
use attrflow::tool::trees::parse;
use attrflow::tool::{Context, check_expression};
use attrflow::{Diagnostic, Evaluated, Evaluator, Language, Options, moment};
use serde_json::Value as Json;
use std::collections::BTreeSet;

fn found(text: &str, language: &'static Language) -> Vec<Diagnostic> {
    check_expression(text, &parse(text), Context { language, source_schema: None }).1
}

/// What the text gives for a record.
fn given(text: &str, record: &Json, language: &'static Language) -> Json {
    let now = moment("2026-01-15T09:30:00Z").expect("it is a time");
    let evaluator = Evaluator::with_options(text, &Options::new().now(now).language(language))
        .unwrap_or_else(|report| panic!("{text}: {report:?}"));
    match evaluator.evaluate(record.to_string()) {
        Ok(Evaluated::Value(value)) => value,
        other => panic!("{text}: {other:?}"),
    }
}

/// The name of a call.
fn name(written: &str) -> &str {
    written.split('(').next().unwrap_or_default().trim_start_matches('`')
}

#[test]
fn calls_of_other_languages_keep_their_meaning() {
    let text = include_str!("other_languages.md");
    let (mut failures, mut seen) = (Vec::new(), BTreeSet::new());
    for row in page::rows(text) {
        let written = row.get("written").expect("a row has a call");
        for part in written.split(|c: char| !c.is_alphanumeric() && c != '_') {
            seen.insert(part.to_ascii_lowercase());
        }
        let language = Language::find(row.get("dialect").unwrap_or("entra")).expect("a row names a language");
        let diagnostics = found(written, language);
        let reported = diagnostics.iter().find(|found| found.is_error());
        let Some(reported) = reported else {
            failures.push(format!(
                "{written}: no error, so nothing leads to the counterpart; is a function of this name declared, which `entra` runs?"
            ));
            continue;
        };
        let Some(records) = row.get("records").filter(|records| !records.is_empty()) else {
            if reported.fix.is_some() || reported.help.is_none() {
                failures.push(format!("{written}: {reported:?}"));
            }
            continue;
        };
        if reported.fix.is_none() {
            failures.push(format!("{written}: no fix, {reported:?}"));
            continue;
        }
        let new = fixed(written, &diagnostics);
        if let Some(error) = found(&new, language).iter().find(|found| found.is_error()) {
            failures.push(format!("{written}: {new}: {error:?}"));
            continue;
        }
        let list = |cell: &str| serde_json::from_str::<Vec<Json>>(cell).unwrap_or_else(|why| panic!("{cell}: {why}"));
        let (records, expected) = (list(records), list(row.get("gives").expect("a row says what comes out")));
        assert!(records.len() == 3 && expected.len() == 3, "{written}: three records and results");
        let got: Vec<Json> = records.iter().map(|record| given(&new, record, language)).collect();
        let plain = |value: &Json| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        if !got.iter().map(plain).eq(expected.iter().map(plain)) {
            failures.push(format!("{written}: {new} gives {got:?}, not {expected:?}"));
        }
    }
    for function in languages::all() {
        for alias in function.aliases {
            if !seen.contains(&name(alias.from).to_ascii_lowercase()) {
                failures.push(format!("{} of `{}` has no row", alias.from, function.name));
            }
        }
    }
    assert!(
        failures.is_empty(),
        "{} rows of tests/aliases/other_languages.md fail\n{}",
        failures.len(),
        failures.join("\n")
    );
}
