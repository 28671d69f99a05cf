//! One expression for many records with expected values. Does not know test files.

use crate::request::Request;
use attrflow::tool::Expression;
use attrflow::tool::testing;
use attrflow::tool::testing::{Actual, TableEditor, Tried};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

/// See [`super::table`].
pub(crate) fn table(request: Request) -> Result<Json, String> {
    let rows = tried(&request, |_, tried| tried.iter().map(row).collect())?;
    Ok(rows.map_or_else(|| json!({"status": "refused"}), |rows| json!({"status": "rows", "rows": rows})))
}

/// Calls `say` with the records and their results; `None` for an expression with errors.
pub(super) fn tried(
    request: &Request,
    say: impl FnOnce(&TableEditor<'_>, &[Tried]) -> Json,
) -> Result<Option<Json>, String> {
    let source_schema = request.source_schema();
    let context = request.context(source_schema.as_ref())?;
    let (name, text, dialect) = (request.on_demand.name.as_str(), request.expression.as_str(), context.language);
    let settings: Vec<(String, String)> = request.settings().collect();
    let (now, seed, taken) = (request.moment()?, request.seed(), request.taken());
    let sheet = TableEditor { name, text, dialect, now, seed, settings: &settings, taken };
    let Ok(expression) = Expression::new(text, context) else { return Ok(None) };
    let tried = sheet.run(&expression, &request.on_demand.records);
    Ok(Some(say(&sheet, &tried)))
}

/// See [`super::fill`].
pub(crate) fn fill(request: Request) -> Result<Json, String> {
    let mut cells = BTreeMap::new();
    for (row, cell) in &request.on_demand.cells {
        cells.insert(row.parse().map_err(|_| format!("`cells.{row}` is no row"))?, cell.clone());
    }
    let column = Some(request.on_demand.name.as_str()).filter(|name| !name.is_empty());
    Ok(json!({"records": TableEditor::fill(&request.on_demand.records, column, &cells)?}))
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
