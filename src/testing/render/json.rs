//! Test results as one JSON document. Members are added, never changed, within `format_version` 1.

use crate::diagnostic::render::Style;
use crate::testing::{Coverage, FileResult, Mutation, Run, TestResult};
use crate::text::{Source, Span};
use serde_json::{Value as Json, json};
use std::io::{self, Write};

pub(super) fn render(run: &Run, _: &Style, out: &mut dyn Write) -> io::Result<()> {
    let (all, failed) = run.count();
    let files = run.files.iter().map(|file| {
        let tests: Vec<Json> = file.tests.iter().map(|result| test(file, result)).collect();
        json!({"file": file.source.name(), "tests": tests})
    });
    let files: Vec<Json> = files.collect();
    let mut document = json!({"format_version": "1.0", "passed": all - failed, "failed": failed, "files": files});
    if !run.unloaded.is_empty() {
        document["unloaded"] = run.unloaded.iter().map(String::as_str).collect();
    }
    if !run.coverage.is_empty() {
        document["coverage"] = run.coverage.iter().map(coverage).collect();
    }
    if !run.mutation.is_empty() {
        document["mutation"] = run.mutation.iter().map(mutation).collect();
    }
    writeln!(out, "{document:#}")
}

fn coverage(coverage: &Coverage) -> Json {
    let units = coverage.units.iter().map(|unit| {
        let branches = unit.branches.iter().map(|branch| {
            let location = position(&coverage.source, branch.span);
            json!({"what": branch.what, "covered": branch.covered, "location": location})
        });
        json!({"name": unit.name, "tested": unit.tested, "location": position(&coverage.source, unit.span),
            "branches": branches.collect::<Vec<_>>()})
    });
    let (covered, all) = coverage.count();
    json!({"file": coverage.source.name(), "covered": covered, "branches": all, "units": units.collect::<Vec<_>>()})
}

fn mutation(mutation: &Mutation) -> Json {
    let survivors = mutation.survivors.iter().map(|mutant| {
        json!({"target": mutant.target, "what": mutant.what, "location": position(&mutation.source, mutant.span)})
    });
    json!({"file": mutation.source.name(), "tried": mutation.tried, "killed": mutation.killed,
        "left_out": mutation.left_out, "survivors": survivors.collect::<Vec<_>>()})
}

fn test(file: &FileResult, result: &TestResult) -> Json {
    let failures: Vec<Json> = result
        .failures
        .iter()
        .map(|failure| {
            json!({"subject": failure.subject, "expected": failure.expected, "actual": failure.actual,
                "location": position(&file.source, failure.span)})
        })
        .collect();
    json!({"name": result.name, "passed": result.passed(), "location": position(&file.source, result.span), "failures": failures})
}

fn position(source: &Source, span: Span) -> Json {
    let start = source.position(span.start as usize);
    json!({"line": start.line, "column": start.column, "byte": start.byte})
}
