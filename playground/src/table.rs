//! One expression for many records with expected values, and the conversion to and from test files.

use crate::diagnostics;
use crate::request::Request;
use attrflow::tool::Expression;
use attrflow::tool::testing;
use attrflow::tool::testing::{Actual, TableEditor, Tried};
use attrflow::{Report, Source};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

/// See [`crate::table`].
pub(crate) fn table(request: Request) -> Result<Json, String> {
    let rows = tried(&request, |_, tried| tried.iter().map(row).collect())?;
    Ok(rows.map_or_else(|| json!({"status": "refused"}), |rows| json!({"status": "rows", "rows": rows})))
}

/// See [`crate::write_tests`].
pub(crate) fn write_tests(request: Request) -> Result<Json, String> {
    let text = tried(&request, |sheet, tried| json!({"text": sheet.write(tried)}))?;
    text.ok_or_else(|| "the expression has errors".to_owned())
}

/// See [`crate::read_tests`].
pub(crate) fn read_tests(request: Request) -> Result<Json, String> {
    let source = Source::new(request.name.as_str(), request.text.as_str());
    let (file, found) = testing::read(&source, &|_| Err("is not available in the browser".to_owned()));
    let report = Report::new(source.clone(), found);
    let found: Vec<Json> = report.diagnostics.iter().map(|found| diagnostics::placed(&source, found)).collect();
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

/// Calls `say` with the records and their results; `None` for an expression with errors.
fn tried(request: &Request, say: impl FnOnce(&TableEditor<'_>, &[Tried]) -> Json) -> Result<Option<Json>, String> {
    let source_schema = request.source_schema();
    let context = request.context(source_schema.as_ref())?;
    let (name, text, dialect) = (request.name.as_str(), request.expression.as_str(), context.language);
    let settings: Vec<(String, String)> = request.settings().collect();
    let (now, seed, taken) = (request.moment()?, request.seed(), request.taken());
    let sheet = TableEditor { name, text, dialect, now, seed, settings: &settings, taken };
    let Ok(expression) = Expression::new(text, context) else { return Ok(None) };
    let tried = sheet.run(&expression, &request.records);
    Ok(Some(say(&sheet, &tried)))
}

fn row(tried: &Tried) -> Json {
    let (status, value, error) = match &tried.gave {
        Actual::Value(value) => ("value", Some(value), None),
        Actual::Absent => ("absent", None, None),
        Actual::Skip => ("skip", None, None),
        Actual::Error(code, said) if tried.record.is_none() => ("record", None, Some((*code, said))),
        Actual::Error(code, said) => ("error", None, Some((*code, said))),
    };
    json!({"line": tried.line, "identity": tried.identity, "record": tried.record, "status": status, "value": value,
        "code": error.map(|(code, _)| code), "message": error.map(|(_, said)| said), "cell": tried.cell(),
        "wanted": tried.wanted.as_ref().map(testing::Expected::cell), "holds": tried.holds()})
}
