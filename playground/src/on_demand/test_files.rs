//! Tables as files for `attrflow test`, written and read.

use super::table::tried;
use crate::diagnostics::diagnostic;
use crate::mapping::location;
use crate::request::Request;
use attrflow::tool::testing;
use attrflow::{Diagnostic, Report, Source};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

/// See [`super::write_tests`].
pub(crate) fn write(request: Request) -> Result<Json, String> {
    let text = tried(&request, |sheet, tried| json!({"text": sheet.write(tried)}))?;
    text.ok_or_else(|| "the expression has errors".to_owned())
}

/// See [`super::read_tests`].
pub(crate) fn read(request: Request) -> Result<Json, String> {
    let source = Source::new(request.on_demand.name.as_str(), request.on_demand.text.as_str());
    let (file, found) = testing::read(&source, &|_| Err("is not available in the browser".to_owned()));
    let report = Report::new(source.clone(), found);
    let found: Vec<Json> = report.diagnostics.iter().map(|found| placed(&source, found)).collect();
    let tables: Vec<Json> = file
        .sheets()
        .map(|(table, text, records)| json!({"name": table.name, "expression": text, "records": records}))
        .collect();
    let dialect = file.dialect.map(|language| language.name);
    let others = file.cases.len() + file.tables.len() - tables.len();
    let mut settings = BTreeMap::new();
    // `collect` would add another sort function to the module.
    settings.extend(file.settings.iter().cloned());
    Ok(json!({"tables": tables, "others": others, "diagnostics": found, "now": file.present(), "seed": file.seed,
        "dialect": dialect,
        "settings": settings, "taken": file.taken}))
}

/// A diagnostic about a file, with line and column.
fn placed(source: &Source, found: &Diagnostic) -> Json {
    let mut json = diagnostic(source.text(), found);
    json["location"] = location(source, found.span.range().start);
    json
}
