//! One row of a table: runs its expression and compares the outcome. Does not look for tables.

use attrflow::tool::page::Row;
use attrflow::tool::{Context, Expression, RecordBody, RunLimits, Value};
use attrflow::{Language, Severity, World, diagnostics, moment};
use serde_json::Value as Json;

/// The evaluation context of the rows.
fn world() -> World {
    let now = moment("2026-01-15T09:30:00Z").expect("it is a point in time");
    let world = World::at(now).with_setting("DefaultDomain", "contoso.onmicrosoft.com");
    world.with_setting("DomainFQDN", "contoso.com").with_taken(["taken@contoso.com"])
}

/// The outcome of a row: the diagnostics before running, and the result of running.
struct Came {
    codes: Vec<String>,
    /// The first error of the check.
    error: Option<String>,
    result: Option<String>,
    json: Option<Json>,
}

/// Runs a row and compares the outcome with the row. On the page of a diagnostic, `–` is a near miss: any diagnostic
/// except that one; elsewhere it means no diagnostic. The near miss of a warning must not have an error: no lint would
/// have looked at it.
pub fn run(row: &Row, page: Option<&str>) -> Result<(), String> {
    let came = evaluate(row)?;
    if let Some(raises) = row.get("raises") {
        let is_warning = page.and_then(diagnostics::find).is_some_and(|entry| entry.severity != Severity::Error);
        if let (true, "–", Some(error)) = (is_warning, raises, &came.error) {
            return Err(format!("the near miss has the error {error}, so no lint has looked at it"));
        }
        return match (raises, came.codes.as_slice()) {
            ("–", codes) if page.map_or(codes.is_empty(), |page| codes.iter().all(|found| found != page)) => Ok(()),
            (code, codes) if codes.iter().any(|found| found == code) => Ok(()),
            (code, codes) => Err(format!("raises {codes:?}, not `{code}`")),
        };
    }
    let gives = row.get("gives").ok_or("the row has neither a `gives` nor a `raises` column")?;
    let result = came.result.ok_or_else(|| format!("does not run: {:?}", came.codes))?;
    let same = match (serde_json::from_str::<Json>(gives), &came.json) {
        (Ok(expected), Some(found)) => expected == *found,
        _ => result == gives,
    };
    if same { Ok(()) } else { Err(format!("returns {result}, not {gives}")) }
}

fn evaluate(row: &Row) -> Result<Came, String> {
    let text = row.get("expression").unwrap_or_default();
    let record = row.get("record").filter(|record| !record.is_empty()).unwrap_or("{}");
    let dialect = Language::find(row.get("dialect").unwrap_or("entra")).ok_or("unknown dialect")?;
    let expression = match Expression::new(text, Context { language: dialect, source_schema: None }) {
        Ok(expression) => expression,
        Err(report) => {
            let codes = report.diagnostics.iter().map(|diagnostic| diagnostic.code().to_owned()).collect();
            let error = report.diagnostics.iter().find(|found| found.severity() == Severity::Error);
            let error = error.map(|found| found.code().to_owned());
            return Ok(Came { codes, error, result: None, json: None });
        }
    };
    let mut codes: Vec<String> =
        expression.diagnostics().iter().map(|diagnostic| diagnostic.code().to_owned()).collect();
    let mut runner = expression.runner(RunLimits::default());
    let ran = runner.value(RecordBody::Json(record), &world(), &mut (), |result, ()| match result {
        Ok(Value::Skip) => ("skip".to_owned(), None),
        Ok(value) if value.is_clear() => ("clear".to_owned(), None),
        Ok(value) if value.is_absent() => ("absent".to_owned(), None),
        Ok(value) => {
            let json = expression.json(value);
            (json.to_string(), Some(json))
        }
        Err(error) => {
            codes.push(error.code().to_owned());
            (error.code().to_owned(), None)
        }
    });
    let (result, json) = ran.map_err(|why| why.diagnostic().message)?;
    Ok(Came { codes, error: None, result: Some(result), json })
}
