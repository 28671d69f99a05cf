//! Writes the pages of functions and findings, each after its name or code, as the request with which the engine for browsers
//! is provided with them (`provide`), since it is compiled without them.

use attrflow::{diagnostics, language};
use serde_json::{Map, Value as Json, json};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file] = arguments.as_slice() else {
        eprintln!("usage: attrflow-pages <FILE.json>");
        return ExitCode::from(2);
    };
    let functions = language::all().map(|function| (function.name, function.docs()));
    let findings = diagnostics::all().map(|entry| (entry.code, entry.page()));
    let pages: Map<String, Json> =
        functions.chain(findings).map(|(name, text)| (name.to_owned(), Json::from(text))).collect();
    match std::fs::write(file, json!({"pages": pages}).to_string()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {file}: {error}");
            ExitCode::FAILURE
        }
    }
}
