//! Tests with material outside the repository, in `../shared` or in the folder `ATTRFLOW_SHARED`: published
//! expressions, trees and whole schemas that the service stored, tables of .NET's results. Without this material,
//! nothing is tested.

mod asked;
mod cases;
mod corpus;
mod exports;
mod oracle;
mod roles;
mod schemas;
mod seeds;
mod trees;
mod users;

use attrflow::tool::{Context, Expression, RecordBody, RunLimits, Value, to_json};
use attrflow::{Language, World};
use serde_json::Value as Json;
use std::path::{Path, PathBuf};

/// A file of the shared material; if it does not exist, this is printed.
fn shared(name: &str) -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let path = std::env::var_os("ATTRFLOW_SHARED").map_or_else(beside, PathBuf::from).join(name);
    if !path.exists() {
        println!("skipped: {} does not exist", path.display());
        return None;
    }
    Some(path)
}

/// The rows of a JSONL file.
fn rows(name: &str) -> Option<Vec<Json>> {
    let text = std::fs::read_to_string(shared(name)?).expect("a table is text");
    Some(text.lines().map(|line| serde_json::from_str(line).expect("a row is JSON")).collect())
}

fn world(now: &str) -> World {
    World::at(attrflow::moment(now).expect("it is a timestamp"))
}

/// The result of an expression for a record: JSON, null if there is no value, or the code of a diagnostic.
fn evaluate(expression: &Expression, record: &Json, world: &World) -> Result<Json, String> {
    let (mut runner, record) = (expression.runner(RunLimits::default()), record.to_string());
    let ran = runner.value(RecordBody::Json(&record), world, &mut (), |result, ()| match result {
        Ok(Value::Skip) => Err("skip".to_owned()),
        Ok(value) => Ok(to_json(value)),
        Err(error) => Err(error.code().to_owned()),
    });
    ran.unwrap_or_else(|malformed| Err(malformed.diagnostic().code().to_owned()))
}

fn expression(text: &str, dialect: &'static Language) -> Result<Expression, String> {
    Expression::new(text, Context { language: dialect, source_schema: None }).map_err(|report| report.to_string())
}
